"""The notice 一次性告知单: what is printed of a procedure, on one sheet that stands for itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from scripts.data import model
from scripts.pages.view import checklist
from scripts.pages.view.content import Content
from scripts.pages.view.facts import Cell, Facts, Line

Unit = list[model.Material]  # a paper, or alternatives of which one will do
STOPS = ("。", "！", "？", "）")


@dataclass(frozen=True)
class Row:
    """A fact of a notice: its lines, each with what has to be said about it and the law that says so (empty if there is none).

    ``more``: the page in brief 窗口一页纸 leaves it out.
    """

    label: str
    lines: tuple[tuple[str, str, str], ...]
    more: bool = False


@dataclass(frozen=True)
class Rows:
    """The facts of a notice that there are, and the names of those that are missing, with the reason if it is known."""

    rows: tuple[Row, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """Notices."""

    content: Content
    facts: Facts

    def answers(self, procedure: model.Procedure) -> Rows:
        """What a procedure that governs another answers at once: on paper nothing can be looked up."""
        w = self.content.words["answers"]
        brief = {w[name] for name in ("by", "bring", "where", "call")}
        return self._rows(self.facts.answers(procedure), brief)

    def by(self, procedure: model.Procedure) -> tuple[Row, ...]:
        """By when one has to come, which stands first on the notice of what applies now."""
        by = self.content.words["answers"]["by"]
        return self._rows(((name, cell) for name, cell in self.facts.answers(procedure) if name == by), {by}).rows

    def own(self, procedure: model.Procedure) -> Rows:
        """The facts of a procedure's own sources; unlike at a glance, each place with its address and telephone numbers."""
        w, sheet = self.content.words["procedure"], self.content.words["sheet"]
        if self.content.status(procedure).kind == "current":  # by when stands above, once
            limits = tuple(limit for limit in procedure.time_limits if limit.meaning != "申请")
            procedure = replace(procedure, time_limits=limits)
        cells = [
            (name, cell)
            for name, cell in self.facts.glance(procedure)
            if cell.owed and name not in (w["how"], w["where"])
        ]
        library = self.content.library
        where = [Line(procedure.authority)] if procedure.authority else []
        for name, element, lines in (
            (w["where"], "办理机构及地点", [*where, *map(self._channel, procedure.channels)]),
            (sheet["consult"], "咨询电话", [*map(self._contact, library.consult_of(procedure))]),
            (sheet["complaint"], "监督投诉渠道", [*map(self._contact, library.complaint_of(procedure))]),
            (sheet["basis"], "政策依据", [*map(self._basis, procedure.basis)]),
        ):
            if lines:
                cells.append((name, Cell(tuple(lines))))
            elif procedure.type == "service" or library.gap(procedure, element) is not None:
                cells.append((name, Cell((), self.content.gap(procedure, element))))
        if procedure.type == "service" and not procedure.materials:  # else they stand in a list of their own
            cells.append((sheet["materials"], Cell((), self.content.gap(procedure, "办理材料"))))
        return self._rows(cells, {w["where"], sheet["consult"]})

    def _rows(self, cells: Iterable[tuple[str, Cell]], brief: set[str]) -> Rows:
        rows, silent = [], []
        for label, cell in cells:
            if cell.lines:
                lines = tuple((line.text, line.note or "", self.law(line.source)) for line in cell.lines)
                rows.append(Row(label, lines, label not in brief))
            else:
                silent.append(f"{label}（{cell.gap}）" if cell.gap else label)
        return Rows(tuple(rows), tuple(silent))

    def law(self, source: model.Citation | None) -> str:
        """The law and the article that say something, and whether the text was read; nothing of a document."""
        if source is None or not source.law:
            return ""
        return "；".join(filter(None, (self.content.cite(source), self.content.proof(source))))

    def cases(self, procedure: model.Procedure, units: Iterable[Unit]) -> list[tuple[str, list[Unit]]]:
        """Units of papers in their order, neighbours that are needed in one and the same case together under its words.

        Of other units the words are empty: each of their papers says its own.
        """

        def case(unit: Unit) -> str:
            said = {self.facts.when(material, procedure) for material in unit}
            return said.pop() if len(said) == 1 else ""

        together: list[tuple[str, list[Unit]]] = []
        for when, members in ((when, [*members]) for when, members in groupby(units, case)):
            words = when if sum(map(len, members)) > 1 else ""
            if together and together[-1][0] == words == "":
                together[-1][1].extend(members)
            else:
                together.append((words, members))
        return together

    def said(self, material: model.Material) -> str:
        """What a notice says of a paper besides its name and number, in the order of the page, in sentences."""
        w = self.content.words["material"]
        origin = self.facts.origin(material)
        facts = (
            w["stage"].format(stage=material.stage) if material.stage else "",
            w["origin"].format(origin=origin) if origin else "",
            w["medium"].format(medium=material.medium) if material.medium else "",
            material.need or "",
            str(material.note or ""),
        )
        return "".join(fact if fact.endswith(STOPS) else f"{fact}。" for fact in facts if fact)

    def unstated(self, procedure: model.Procedure) -> list[str]:
        """What the source leaves open of some paper at least, which a notice says once for all of them."""
        w = self.content.words["sheet"]
        facts = {
            "amount": self.facts.amount,
            "medium": lambda material: material.medium,
            "origin": self.facts.origin,
            "need": lambda material: material.need,
        }
        return [w[name] for name, fact in facts.items() if not all(map(fact, procedure.materials))]

    def known(self, material: model.Material) -> str:
        """What to bring now in place of an old paper, and on what law; on paper nothing can be looked up."""
        assert material.material is not None  # asked for only where there is something to say
        known = self.content.library.materials[material.material]
        return f"{known.now}（{self.law(known.source)}）"

    def groups(self, procedure: model.Procedure) -> list[tuple[bool, list[Unit]]]:
        """What to bring, then what is filled in at the window; not what nobody need bring any more, which has no box."""
        groups = [
            (counter, [[each for each in unit if not self.facts.lapsed(each)] for unit in units])
            for counter, units in checklist.groups(procedure)
        ]
        return [
            (counter, units)
            for counter, units in ((counter, [*filter(None, units)]) for counter, units in groups)
            if units
        ]

    def gone(self, procedure: model.Procedure) -> list[tuple[list[str], str, str]]:
        """The papers that nobody need bring any more: those of one fate by name, what it is, and what is known and said."""
        fates: dict[str, tuple[list[str], str, str]] = {}
        for material in filter(self.facts.lapsed, procedure.materials):
            known = self.known(material)
            names, mark, said = fates.get(known, ([], self.facts.mark(material), known))
            more = self.said(material)
            fates[known] = ([*names, str(material.name)], mark, said if more in said else said + more)
        return [*fates.values()]

    def laws(self, procedures: Sequence[model.Procedure]) -> list[str]:
        """The laws on which procedures of today rest, each once, besides those that stand beside the first one's answers."""
        cells = [cell for _name, cell in self.facts.answers(procedures[0])]
        told = {line.source.law for cell in cells for line in cell.lines if line.source}
        found = (citation for procedure in procedures for citation in procedure.sources if citation.law)
        return list(dict.fromkeys(self.content.cite(each) for each in found if each.law not in told))

    def _channel(self, channel: model.Channel) -> Line:
        phones = "、".join(phone.text for phone in channel.phones)
        url = channel.url.text if channel.url else None
        return Line(
            "，".join(
                filter(None, (channel.kind, self.facts.places(channel), channel.address, phones, url, channel.note))
            )
        )

    def _contact(self, contact: model.Contact) -> Line:
        phones = "、".join(phone.text for phone in contact.phones)
        url = contact.url.text if contact.url else None
        return Line("，".join(filter(None, (contact.name, phones, contact.address, contact.hours, url, contact.note))))

    def _basis(self, basis: model.Basis) -> Line:
        return Line(" ".join(filter(None, (self.content.law(basis), basis.article, basis.note))))

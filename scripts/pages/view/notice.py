"""The notice 一次性告知单: what is printed of a procedure, on one sheet that stands for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scripts.data import model
from scripts.pages.view.content import Content
from scripts.pages.view.facts import Cell, Facts, Line


@dataclass(frozen=True)
class MaterialsTable:
    """The materials of a notice: columns that the source fills, and those on which it is silent."""

    columns: tuple[str, ...]
    rows: tuple[tuple[model.Material, tuple[str, ...]], ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """Notices in one script."""

    content: Content
    facts: Facts

    def materials_table(self, procedure: model.Procedure) -> MaterialsTable:
        """What a notice says of each material. A column on which the source is silent throughout is named below the table."""
        w = self.content.words["sheet"]
        facts = {
            "amount": self.facts.amount,
            "medium": lambda material: self.content.convert(material.medium or ""),
            "origin": self.facts.origin,
            "need": lambda material: self.content.convert(material.need or ""),
        }
        known = {name: cells for name, fact in facts.items() if any(cells := [*map(fact, procedure.materials)])}
        rows = tuple(zip(procedure.materials, zip(*known.values(), strict=True), strict=True)) if known else ()
        return MaterialsTable(
            columns=tuple(w[name] for name in known),
            rows=rows or tuple((material, ()) for material in procedure.materials),
            silent=tuple(w[name] for name in facts if name not in known),
        )

    def known(self, material: model.Material) -> str:
        """What to bring now in place of an old paper, and on what law; on paper nothing can be looked up."""
        assert material.material is not None  # asked for only where there is something to say
        known = self.content.library.materials[material.material]
        w = self.content.words["procedure"]
        proof = {"转引": w["second-hand"], "待核": w["to-check"]}.get(known.source.checked, "")
        law = "；".join(filter(None, (self.content.cite(known.source), proof)))
        return f"{known.now}（{law}）"

    @staticmethod
    def lines(cell: Cell) -> list[str]:
        """The lines of a fact with what has to be said about each: on paper nothing can be looked up."""
        return [f"{line.text}（{line.note}）" if line.note else line.text for line in cell.lines]

    def cited(self, cell: Cell) -> list[str]:
        """The lines alone, each with the law and the article that says so: the rest is on the page of what applies now."""
        laws = (self.content.cite(line.source) if line.source and line.source.law else "" for line in cell.lines)
        return [f"{line.text}〔{law}〕" if law else line.text for line, law in zip(cell.lines, laws, strict=True)]

    def short_facts(self, procedure: model.Procedure) -> list[tuple[str, Cell]]:
        """The short facts; unlike at a glance, each place with its address and telephone numbers."""
        w = self.content.words["procedure"]
        facts = [
            (name, cell)
            for name, cell in self.facts.glance(procedure)
            if cell.owed and name not in (w["how"], w["where"])
        ]
        lines = [
            "，".join(
                filter(
                    None,
                    (
                        channel.kind,
                        self.facts.places(channel),
                        channel.address,
                        "、".join(phone.text for phone in channel.phones),
                        channel.url.text if channel.url else None,
                        channel.note,
                    ),
                )
            )
            for channel in procedure.channels
        ]
        where = [*filter(None, [procedure.authority]), *lines]
        gap = None if where else self.content.gap(procedure, "办理机构及地点")
        return [*facts, (w["where"], Cell(tuple(map(Line, where)), gap))]

    def contact_lines(self, contacts: Iterable[model.Contact]) -> list[str]:
        return [
            "，".join(filter(None, (contact.name, "、".join(phone.text for phone in contact.phones), contact.address)))
            for contact in contacts
        ]

    def laws(self, procedures: Iterable[model.Procedure]) -> list[str]:
        """The laws on which procedures of today rest, each once."""
        found = (citation for procedure in procedures for citation in procedure.sources if citation.law)
        return list(dict.fromkeys(map(self.content.cite, found)))

    def basis_lines(self, procedure: model.Procedure) -> list[str]:
        return [" ".join(filter(None, (self.content.law(basis), basis.article))) for basis in procedure.basis]

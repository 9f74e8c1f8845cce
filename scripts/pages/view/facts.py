"""The facts of a procedure 办事要素 in words: how long, when, how many, where, how much; and what the source leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from calc.engine import conditions
from calc.engine.timing import Limit, Window
from calc.engine.timing_words import window_words
from calc.show.materials import amount, lapsed, mark
from scripts.data import model
from scripts.data.elements import present
from scripts.data.plan_data import BINDS, limit_data, now_data, questions, window_data
from scripts.pages.view import checklist
from scripts.pages.view.content import Content
from scripts.pages.view.once import once_each

# The sections of a page that a procedure may lack: the name of its heading, and the element of the disclosure catalogue.
SECTIONS = {
    "materials": "办理材料",
    "how": "办理方式",
    "steps": "办理流程",
    "results": "结果送达",
    "consult": "咨询电话",
    "complaint": "监督投诉渠道",
    "basis": "政策依据",
}
STATUTORY = {"法定": "kind-statutory", "承诺": "kind-promised"}
AT_ONCE = ("who", "by", "bring", "until", "fee")
"""The answers that a person looks for before anything else."""
NUMBER = re.compile(r"[0-9.,]+%?|—")


@dataclass(frozen=True)
class Line:
    """One line of a fact, with what has to be said about it and where it stands; ``short`` where the whole is said elsewhere."""

    text: str
    note: str | None = None
    source: model.Citation | None = None
    short: str | None = None


@dataclass(frozen=True)
class Cell:
    """A fact at a glance: its lines, or why it is missing, and whether the page owes it: a quiz has no office hours."""

    lines: tuple[Line, ...]
    gap: str | None = None
    owed: bool = True

    @property
    def many(self) -> bool:
        """Whether there is more than fits among the answers of a first screen."""
        return len(self.lines) > 3

    @property
    def sourced(self) -> bool:
        return any(line.source for line in self.lines)


def _said(window: model.Window) -> str | None:
    """What the source says of days that are doubtful or to be avoided, and what else there is to say."""
    return "".join(filter(None, (window.advice, window.note))) or None


@dataclass(frozen=True)
class Facts:
    """Facts."""

    content: Content

    @once_each
    def glance(self, procedure: model.Procedure) -> list[tuple[str, Cell]]:
        """The key facts 一眼看清, in a fixed order; what the source does not say is there too."""
        w = self.content.words["procedure"]
        channels = procedure.channels
        hours = [channel.hours for channel in channels if channel.hours]
        kinds = "、".join(dict.fromkeys(channel.kind for channel in channels))
        limits = [Line(self.time_limit(limit), limit.note, limit.source) for limit in procedure.time_limits]
        windows = [Line(self.window(procedure, window), _said(window), window.source) for window in procedure.windows]
        facts: list[tuple[str, str | None, Iterable[Line]]] = [
            ("who", None, [Line("、".join(procedure.audience))]),
            ("limit", "办理时限", limits),
            ("how", "办理方式", [Line(kinds)] if channels else []),
            ("where", "办理机构及地点", map(Line, self._where(procedure))),
            ("when", "办事时间", [*windows, *map(Line, dict.fromkeys(hours))]),
            ("fee", "收费", [Line(self.fee(fee), fee.note, fee.source) for fee in procedure.fees]),
            ("kinds", None, [Line("、".join(procedure.kinds))]),
        ]
        cells = []
        for name, element, lines in facts:
            if element is None or present(self.content.library, procedure, element):
                cells.append((w[name], Cell(tuple(lines))))
            else:
                owed = procedure.type == "service" or self.content.library.gap(procedure, element) is not None
                cells.append((w[name], Cell((), self.content.gap(procedure, element), owed)))
        return cells

    @once_each
    def answers(self, procedure: model.Procedure) -> list[tuple[str, Cell]]:
        """What a current procedure answers at once: who, by when, how long, what to bring, where, how much, whom to call."""
        w = self.content.words["answers"]
        limits = {meaning: self._limits(procedure, meaning) for meaning in ("申请", "办结")}
        papers = self._papers(procedure)
        rows = [
            ("who", None, [Line("、".join(procedure.audience))]),
            ("by", None, limits["申请"]),
            ("until", "办理时限", limits["办结"]),
            (
                "bring",
                "办理材料",
                [Line(w["papers"].format(count=self.count(procedure), papers=papers))] if papers else [],
            ),
            ("where", "办理机构及地点", [*map(self._place, procedure.channels)]),
            ("fee", "收费", [Line(self.fee(fee), fee.note, fee.source) for fee in procedure.fees]),
            ("call", None, [Line(self.telephone(contact)) for contact in self.content.library.consult_of(procedure)]),
        ]
        return [
            (w[name], Cell(tuple(lines), self.content.gap(procedure, element) if element else None))
            for name, element, lines in rows
            if lines or (element and self.content.library.gap(procedure, element))
        ]

    @once_each
    def at_once(self, procedure: model.Procedure) -> list[tuple[str, str, Cell]]:
        """The answers of the first screen, each by its name, its label and its lines: who, by when, what to bring, how long.

        Of a limit whose first day the page asks for, the length is enough; :meth:`answers` has the whole sentence.
        """
        w = self.content.words["answers"]
        cells = dict(self.answers(procedure))
        return [(name, w[name], cells[w[name]]) for name in AT_ONCE if w[name] in cells and cells[w[name]].lines]

    @once_each
    def left_open(self, procedure: model.Procedure) -> list[tuple[str, str]]:
        """What national law leaves to the local office: each answer that it lacks, and why, if that is known."""
        return [(name, cell.gap or "") for name, cell in self.answers(procedure) if not cell.lines]

    def unsaid(self, procedure: model.Procedure) -> list[tuple[str, str]]:
        """What stands not at a glance because the source is silent: each by its name, and why, if that is known."""
        return [(name, cell.gap) for name, cell in self.glance(procedure) if cell.owed and cell.gap is not None]

    @once_each
    def asked(self, procedure: model.Procedure) -> list[tuple[str, dict[str, Any]]]:
        """The questions for the days with which the applicant's limits begin, each with its limits as the plan takes them."""
        own = [limit for limit in procedure.time_limits if limit.meaning == "申请" and limit.ask]
        return [
            (ask, {"name": procedure.name, "time_limits": [limit_data(limit) for limit in own if limit.ask == ask]})
            for ask in dict.fromkeys(str(limit.ask) for limit in own)
        ]

    def call(self, procedure: model.Procedure) -> list[model.Contact]:
        """Whom to call: the procedure's own contacts, else those of what governs it, else the hotline for all 人社服务电话."""
        library = self.content.library
        places = [procedure, *library.governing(procedure)]
        found = next(filter(None, map(library.consult_of, places)), ()) or [*library.hotlines.values()][:1]
        return [contact for contact in found if contact.phones]

    def _limits(self, procedure: model.Procedure, meaning: str) -> list[Line]:
        limits = (limit for limit in procedure.time_limits if limit.meaning == meaning)
        return [
            Line(self._length(limit), limit.note, limit.source, self._length(limit, whole=not limit.ask))
            for limit in limits
        ]

    def _place(self, channel: model.Channel) -> Line:
        return Line(self.place(channel), channel.note, channel.source)

    def place(self, channel: model.Channel) -> str:
        """「窗口办理：社保中心，3号窗口」"""
        return "：".join(filter(None, (channel.kind, self.places(channel))))

    @staticmethod
    def telephone(contact: model.Contact) -> str:
        """「12333（人社服务电话）」"""
        phones = "、".join(phone.text for phone in contact.phones)
        return f"{phones}（{contact.name}）" if phones else str(contact.name)

    @once_each
    def silent(self, procedure: model.Procedure) -> list[tuple[str, str]]:
        """What a service's page has no section for, with the reason if it is known. Other pages owe no such facts."""
        if procedure.type != "service":
            return []
        w = self.content.words["procedure"]
        return [
            (w[name], self.content.gap(procedure, element))
            for name, element in SECTIONS.items()
            if not present(self.content.library, procedure, element)
        ]

    def own_limit(self, procedure: model.Procedure) -> str | None:
        """The time that a list says the applicant has. Of an old guide it says none: it would be read as today's.

        A procedure names its most important limit first; where that is the office's, later ones are of appeals and the like.
        """
        first = next(iter(procedure.time_limits), None)
        if first is None or first.meaning != "申请" or self.content.status(procedure).kind != "current":
            return None
        return self._length(first)

    def time_limit(self, limit: model.TimeLimit) -> str:
        """「作出决定：15个工作日，从收到申请算起（法定）」"""
        w = self.content.words["time"]
        words = self._length(limit)
        if limit.kind in STATUTORY:
            words += f"（{w[STATUTORY[limit.kind]]}）"
        if limit.meaning != "办结":
            words += f"（{w[BINDS[limit.meaning]]}）"
        return words

    def _length(self, limit: model.TimeLimit, *, whole: bool = True) -> str:
        """「作出决定：15个工作日，从收到申请算起」; how long alone where the page asks from which day."""
        w = self.content.words["time"]
        words = w["immediate"] if limit.within.unit == "immediate" else Limit.from_data(limit_data(limit)).length
        if limit.from_ and whole:
            words = w["from"].format(length=words, start=limit.from_)
        return w["for"].format(what=limit.label, length=words) if limit.label else words

    def window(self, procedure: model.Procedure, window: model.Window) -> str:
        """「单位登记：每月5日至月底」"""
        words = window_words(Window.from_data(window_data(procedure, window)))
        if window.hours:
            words += "，" + "、".join(f"{hours.begin}—{hours.end}" for hours in window.hours)
        return self.content.words["time"]["for"].format(what=window.label, length=words) if window.label else words

    def amount(self, material: model.Material) -> str:
        """「原件4份」; the kind alone where the source gives no number."""
        return amount(material.kind, material.originals, material.copies)

    @once_each
    def count(self, procedure: model.Procedure) -> str:
        """How many there are to bring before anything is answered, in words; checklist.mjs keeps it as the answers go."""
        w = self.content.words["checklist"]
        sure, more, gone = checklist.counts(procedure, self.content.library.materials)
        forms = "、".join(material.name for material in procedure.materials if material.get)
        which = ("count-more" if more else "count") if sure else "count-open" if more else "count-counter"
        words = w[which].format(count=sure, more=more, forms=forms)
        return words + w["count-gone"].format(gone=gone) if gone else words

    def _papers(self, procedure: model.Procedure) -> str:
        """What there is to bring by name, each of what counts as one with its alternatives: 「申请表；合同或者别的证明」"""
        bring = [units for counter, units in checklist.groups(procedure) if not counter]
        either = self.content.words["checklist"]["or"]
        return "；".join(either.join(material.name for material in unit) for units in bring for unit in units)

    def mark(self, material: model.Material) -> str:
        """What has become of a paper since its list was written: 「已并入营业执照（2016年10月1日起）」; empty if nothing has."""
        now = now_data(material, self.content.library.materials)
        return mark(now) if now else ""

    def lapsed(self, material: model.Material) -> bool:
        """Whether nobody need bring it any more, whatever its list says."""
        return lapsed(now_data(material, self.content.library.materials))

    def origin(self, material: model.Material) -> str:
        """Where a material comes from; 其他 tells the reader nothing and is not said."""
        return material.origin if material.origin and material.origin != "其他" else ""

    def when(self, material: model.Material, procedure: model.Procedure) -> str:
        """The condition of a material in words; empty if it is always needed."""
        if material.when is None:
            return ""
        return conditions.in_words(material.when.condition, questions(procedure))

    def fee(self, fee: model.Fee) -> str:
        if fee.amount is None:
            return str(fee.item)
        words = self.content.words["procedure"]
        amount = words["free"] if fee.amount == 0 else words["yuan"].format(amount=fee.amount)
        return self.content.words["time"]["for"].format(what=fee.item, length=amount)

    def places(self, channel: model.Channel) -> str:
        return "，".join(filter(None, (channel.place, channel.counter)))

    def _where(self, procedure: model.Procedure) -> list[str]:
        places = [self.places(channel) or channel.address or "" for channel in procedure.channels]
        where = list(dict.fromkeys(filter(None, [procedure.authority or "", *places])))
        # A place is not said twice: 社保结算中心，结算大厅 tells whose office it is, 结算中心 is the authority by its short name.
        return [each for each in where if not any(each in other for other in where if other != each)]

    @staticmethod
    def numeric_columns(table: model.Table) -> list[bool]:
        """Which columns hold numbers alone (percentages and dashes too), so that they line up on the right."""
        columns = zip(*table.rows, strict=True)
        return [all(NUMBER.fullmatch(cell) for cell in column) for column in columns]

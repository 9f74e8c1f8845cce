"""Turns model values into the words a page shows. Templates decide where they stand, docs/words.yml how they read."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, TypedDict

from calc.engine import conditions
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.library import CurrentRule, GlossaryTerm, Library, Region
from scripts.data.loader import present
from scripts.data.plan_data import BINDS, plan_data, questions
from scripts.data.values import DayOfPeriod
from scripts.pages.words import Words
from scripts.traditional.localise import Convert

# What people look up most on public sites of this kind: when, how much, how long.
ASKED_MOST = (
    "national/retirement-month",
    "national/pension",
    "national/contribution",
    "national/unemployment-months",
    "national/maternity-leave",
    "national/economic-compensation",
    "national/annual-leave",
    "national/housing-loan",
)

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
NUMBER = re.compile(r"[0-9.,]+%?|—")


@dataclass(frozen=True)
class Line:
    """One line of a fact, with what has to be said about it and where it stands."""

    text: str
    note: str | None = None
    source: model.Citation | None = None


@dataclass(frozen=True)
class Cell:
    """A fact at a glance: its lines, or why it is missing, and whether the page owes it: a quiz has no office hours."""

    lines: tuple[Line, ...]
    gap: str | None = None
    owed: bool = True


class Decision(TypedDict):
    """A condition worked out for every combination of answers: what to ask, and the outcome by the answers given."""

    ask: list[str]
    table: dict[str, str]


def decision(condition: conditions.Condition, options: Mapping[str, Sequence[str]]) -> Decision:
    """Work out a condition for a page. The key of a row is its answers joined by ``|``; not answered is empty."""
    ask = conditions.situations(condition)
    rows = conditions.table(condition, options)
    return {
        "ask": ask,
        "table": {"|".join(answers.get(name, "") for name in ask): need.value for answers, need in rows},
    }


@dataclass(frozen=True)
class MaterialsTable:
    """The materials of a notice: columns that the source fills, and those on which it is silent."""

    columns: tuple[str, ...]
    rows: tuple[tuple[model.Material, tuple[str, ...]], ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """The library in one script, with that script's words."""

    library: Library
    words: Words
    convert: Convert
    calculators: Sequence[Mapping[str, Any]]
    rosters: Sequence[Mapping[str, Any]] = ()

    def region(self, procedure: model.Procedure) -> Region:
        return self.library.regions[procedure.region]

    def procedure(self, id: str) -> model.Procedure:
        return self.library.procedure(id)

    def time_limit(self, limit: model.TimeLimit) -> str:
        """「作出决定：15 个工作日，从收到申请算起（法定）」"""
        w = self.words["time"]
        words = w[limit.within.unit].format(amount=limit.within.amount)
        if limit.from_:
            words = w["from"].format(length=words, start=limit.from_)
        if limit.for_:
            words = w["for"].format(what=limit.for_, length=words)
        if limit.kind in STATUTORY:
            words += f"（{w[STATUTORY[limit.kind]]}）"
        if limit.meaning != "办结":
            words += f"（{w[BINDS[limit.meaning]]}）"
        return words

    def window(self, window: model.Window) -> str:
        """「每月 5 日到月底」"""
        w = self.words["window"]
        words = w[f"open-{window.every}"].format(start=self._day(window.from_), end=self._day(window.to))
        if window.kind == "avoid":
            words = w["avoid"].format(period=words)
        return self.words["time"]["for"].format(what=window.for_, length=words) if window.for_ else words

    def _day(self, day: DayOfPeriod) -> str:
        w = self.words["window"]
        if day.text == "end":
            return w["month-end"]
        if day.period == "year":
            month, number = day.text.split("-")
            return w["month-day"].format(month=int(month), day=int(number))
        return w["day"].format(day=day.text) if day.period == "month" else w[day.text]

    def amount(self, material: model.Material) -> str:
        """「原件 1 份、复印件 2 份」; the kind alone where the source gives no number."""
        w = self.words["material"]
        parts = []
        if material.originals:
            parts.append(w["originals"].format(count=material.originals))
        elif material.kind in ("原件", "原件和复印件"):
            parts.append(w["original-some"])
        if material.copies:
            parts.append(w["copies"].format(count=material.copies))
        elif material.kind in ("复印件", "原件和复印件"):
            parts.append(w["copy-some"])
        return "、".join(parts)

    def when(self, material: model.Material, procedure: model.Procedure) -> str:
        """The condition of a material in words; empty if it is always needed."""
        if material.when is None:
            return ""
        return conditions.in_words(material.when.condition, questions(procedure))

    def decision(self, material: model.Material, procedure: model.Procedure) -> Decision:
        """The answers and whether the material is needed for each, so that the page decides without knowing rules."""
        assert material.when is not None
        options = {str(name): [*map(str, situation.options)] for name, situation in procedure.situations.items()}
        return decision(material.when.condition, options)

    def shown(self, state: model.State, task: model.Task) -> Decision:
        """For every choice of what the screen shows: whether the task is in this state."""
        assert state.shows is not None
        options = {str(name): [*map(str, situation.options)] for name, situation in task.screen.items()}
        return decision(state.shows.condition, options)

    def shows(self, state: model.State, task: model.Task) -> str:
        """What the screen shows in a state: 「在哪个列表：待办任务列表；回退标志：是」."""
        assert state.shows is not None
        parts = state.shows.condition.get("all", [state.shows.condition]) if state.shows.condition else []
        seen = [(task.screen[part["situation"]], part["is"]) for part in parts if "situation" in part]
        w = self.words["time"]
        return "；".join(
            w["for"].format(what=what.question, length="／".join(what.options[Key(option)] for option in options))
            for what, options in seen
        )

    def state(self, task: model.Task, id: str) -> model.State:
        return next(state for state in task.states if state.id == id)

    def numeric_columns(self, table: model.Table) -> list[bool]:
        """Which columns hold numbers alone (percentages and dashes too), so that they line up on the right."""
        columns = zip(*table.rows, strict=True)
        return [all(NUMBER.fullmatch(cell) for cell in column) for column in columns]

    def asked(self, question: Mapping[str, Any], calculator: Mapping[str, Any]) -> Decision:
        """The same for an input that is asked only after certain choices."""
        options = {each["name"]: [option["value"] for option in each["options"]] for each in calculator["inputs"]}
        return decision(question["ask_when"], options)

    def field_groups(self, declared: Mapping[str, Any]) -> list[tuple[str, list[Mapping[str, Any]]]]:
        """What a calculator asks, in its order; neighbours of one group under its heading."""
        return [(group, list(inputs)) for group, inputs in groupby(declared["inputs"], key=itemgetter("group"))]

    def plan_data(self, procedure: model.Procedure) -> dict[str, Any]:
        """What the plan in the browser is worked out from; see :mod:`calc.show.plan`."""
        return plan_data(procedure)

    def calculator(self, slug: str) -> Mapping[str, Any]:
        return next(calculator for calculator in self.calculators if calculator["slug"] == slug)

    def asked_most(self) -> list[Mapping[str, Any]]:
        """The calculators that stand on the home page."""
        return [self.calculator(slug) for slug in ASKED_MOST]

    def rosters_of(self, procedure: model.Procedure) -> list[Mapping[str, Any]]:
        """The rosters that help with a procedure."""
        return [roster for roster in self.rosters if procedure.id in roster["procedures"]]

    def calculators_by_region(self) -> list[tuple[str | None, list[Mapping[str, Any]]]]:
        """Calculators under the names of their regions, national ones (under None) first."""
        regions = {"": None} | {f"{key}/": str(region.name) for key, region in self.library.regions.items()}
        groups: dict[str | None, list[Mapping[str, Any]]] = {None: []}
        for calculator in self.calculators:
            name = regions.get(calculator["slug"].split("/")[0] + "/")
            groups.setdefault(name, []).append(calculator)
        return [(name, members) for name, members in groups.items() if members]

    def needed(self, material: model.Material) -> str:
        """Whether a material is needed before any question is answered: yes or unknown."""
        return conditions.evaluate(material.when.condition if material.when else None, {}).value

    def cite(self, citation: model.Citation) -> str:
        """A source for readers: title and place, never a file."""
        title = self.library.documents[citation.document].title
        return f"{title}，{citation.place}" if citation.place else title

    def law(self, basis: model.Basis | CurrentRule | GlossaryTerm) -> str:
        assert basis.law is not None
        law = self.library.laws[basis.law]
        return " ".join(filter(None, (law.name, law.number)))

    def checklist_code(self, procedure: model.Procedure) -> str:
        """Names the questions and materials in their order: the short state in a QR code is only read under this code."""
        options = [(name, *situation.options) for name, situation in procedure.situations.items()]
        names = [material.id for material in procedure.materials]
        return f"{zlib.crc32(repr((options, names)).encode()):08x}"

    def materials_table(self, procedure: model.Procedure) -> MaterialsTable:
        """What a notice says of each material. A column on which the source is silent throughout is named below the table."""
        w = self.words["sheet"]
        facts = {
            "amount": self.amount,
            "medium": lambda material: self.convert(material.medium or ""),
            "origin": lambda material: self.convert(material.origin or ""),
            "need": lambda material: self.convert(material.need or ""),
        }
        known = {name: cells for name, fact in facts.items() if any(cells := [*map(fact, procedure.materials)])}
        rows = tuple(zip(procedure.materials, zip(*known.values(), strict=True), strict=True)) if known else ()
        return MaterialsTable(
            columns=tuple(w[name] for name in known),
            rows=rows or tuple((material, ()) for material in procedure.materials),
            silent=tuple(w[name] for name in facts if name not in known),
        )

    def notice_facts(self, procedure: model.Procedure) -> list[tuple[str, Cell]]:
        """The short facts of a notice; unlike at a glance, each place with its address and telephone numbers."""
        w = self.words["procedure"]
        facts = [
            (name, cell) for name, cell in self.glance(procedure) if cell.owed and name not in (w["how"], w["where"])
        ]
        lines = [
            "，".join(
                filter(
                    None,
                    (
                        channel.kind,
                        self.places(channel),
                        channel.address,
                        "、".join(phone.text for phone in channel.phones),
                        channel.url.text if channel.url else None,
                    ),
                )
            )
            for channel in procedure.channels
        ]
        where = [*filter(None, [procedure.authority]), *lines]
        gap = None if where else self.gap(procedure, "办理机构及地点")
        return [*facts, (w["where"], Cell(tuple(map(Line, where)), gap))]

    def contact_lines(self, contacts: Iterable[model.Contact]) -> list[str]:
        return [
            "，".join(filter(None, (contact.name, "、".join(phone.text for phone in contact.phones), contact.address)))
            for contact in contacts
        ]

    def basis_lines(self, procedure: model.Procedure) -> list[str]:
        return [" ".join(filter(None, (self.law(basis), basis.article))) for basis in procedure.basis]

    def places(self, channel: model.Channel) -> str:
        return "，".join(filter(None, (channel.place, channel.counter)))

    def status(self, procedure: model.Procedure) -> model.Status:
        return self.library.status_of(procedure)

    def status_words(self, procedure: model.Procedure) -> str:
        status = self.status(procedure)
        return self.words["status"][status.kind].format(year=status.year)

    def gap(self, procedure: model.Procedure, element: str) -> str:
        """Why the source says nothing about an element, if that is known."""
        gap = self.library.gap(procedure, element)
        return gap.note or "" if gap else ""

    def glance(self, procedure: model.Procedure) -> list[tuple[str, Cell]]:
        """The key facts 一眼看清, in a fixed order; what the source does not say is there too."""
        w = self.words["procedure"]
        channels = procedure.channels
        hours = [channel.hours for channel in channels if channel.hours]
        kinds = "、".join(dict.fromkeys(channel.kind for channel in channels))
        limits = [Line(self.time_limit(limit), limit.note, limit.source) for limit in procedure.time_limits]
        windows = [Line(self.window(window), window.note, window.source) for window in procedure.windows]
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
            if element is None or present(self.library, procedure, element):
                cells.append((w[name], Cell(tuple(lines))))
            else:
                owed = procedure.type == "service" or self.library.gap(procedure, element) is not None
                cells.append((w[name], Cell((), self.gap(procedure, element), owed)))
        return cells

    def silent(self, procedure: model.Procedure) -> list[tuple[str, str]]:
        """What a service's page has no section for, with the reason if it is known. Other pages owe no such facts."""
        if procedure.type != "service":
            return []
        w = self.words["procedure"]
        return [
            (w[name], self.gap(procedure, element))
            for name, element in SECTIONS.items()
            if not present(self.library, procedure, element)
        ]

    def linked_data(self, procedure: model.Procedure, script: str) -> dict[str, Any]:
        """The procedure for machines, in the words of schema.org. What the sources do not say is left out."""
        channels = procedure.channels
        return {
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "name": procedure.name,
            "alternateName": list(procedure.aliases),
            "description": procedure.summary,
            "inLanguage": script,
            "serviceType": list(procedure.kinds),
            "areaServed": {"@type": "AdministrativeArea", "name": self.region(procedure).name},
            "audience": [{"@type": "Audience", "audienceType": name} for name in procedure.audience],
            **(
                {"provider": {"@type": "GovernmentOrganization", "name": procedure.authority}}
                if procedure.authority
                else {}
            ),
            "availableChannel": [
                {
                    "@type": "ServiceChannel",
                    "name": channel.kind,
                    **({"servicePhone": [phone.text for phone in channel.phones]} if channel.phones else {}),
                    **(
                        {
                            "serviceLocation": {
                                "@type": "Place",
                                "name": self.places(channel),
                                "address": channel.address,
                            }
                        }
                        if channel.address
                        else {}
                    ),
                }
                for channel in channels
            ],
        }

    def _where(self, procedure: model.Procedure) -> list[str]:
        places = [self.places(channel) or channel.address or "" for channel in procedure.channels]
        return list(dict.fromkeys(filter(None, [procedure.authority or "", *places])))

    def fee(self, fee: model.Fee) -> str:
        if fee.amount is None:
            return str(fee.item)
        words = self.words["procedure"]
        amount = words["free"] if fee.amount == 0 else words["yuan"].format(amount=fee.amount)
        return self.words["time"]["for"].format(what=fee.item, length=amount)

    def counters(self, region_id: str) -> list[tuple[str, list[model.Procedure]]]:
        """Which counter serves what: the counters of a region's channels, those with the most procedures first."""
        found: dict[str, list[model.Procedure]] = {}
        for procedure in self.library.of_region(region_id):
            for counter in dict.fromkeys(channel.counter for channel in procedure.channels if channel.counter):
                found.setdefault(counter, []).append(procedure)
        return sorted(found.items(), key=lambda item: -len(item[1]))

    def groups(self, region_id: str) -> list[tuple[str | None, list[model.Procedure]]]:
        """A region's procedures under its groups, in the region's order; those without a group last."""
        region = self.library.regions[Key(region_id)]
        procedures = self.library.of_region(region_id)
        groups = [(group, [p for p in procedures if p.group == group]) for group in (*region.groups, None)]
        return [(group, members) for group, members in groups if members]

    def procedures(self, ids: Iterable[str]) -> list[model.Procedure]:
        return [self.procedure(id) for id in ids]

    def by_region(self, procedures: Iterable[model.Procedure]) -> list[tuple[str, list[model.Procedure]]]:
        """Procedures under the ids of their regions, in the order of the regions."""
        groups: dict[str, list[model.Procedure]] = {}
        for procedure in procedures:
            groups.setdefault(procedure.region, []).append(procedure)
        return [(region, groups[region]) for region in self.library.regions if region in groups]

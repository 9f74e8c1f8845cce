"""Loads guides/ into the model and cross-checks it; lists every mistake of a run at once."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from scripts.data import model
from scripts.data.checks import ways as load_ways
from scripts.data.checks.flows import check_flows
from scripts.data.decode import KEY, Decoder, Key, Text, fields_of, suggest
from scripts.data.library import (
    CLOSED_LISTS,
    Comparison,
    CurrentRule,
    Document,
    GlossaryTerm,
    Law,
    Library,
    LifeEvent,
    Region,
    Vocabulary,
)
from scripts.data.regions import GUIDES_ROOMS
from scripts.data.values import DayOfPeriod
from scripts.data.yaml_strict import DataError, Place, Problem, read

SHARED = ("laws.yml", "current_rules.yml", "life_events.yml", "vocabulary.yml", "terms.yml", "glossary.yml")
OF_REGION = ("region.yml", "sources.yml")


def load(root: Path, calculators: Iterable[str] = (), regions: Collection[str] | None = None) -> Library:
    """Load ``guides/``. All of it is checked, whatever part is wanted.

    :param calculators: the slugs a procedure may name.
    :param regions: those whose part of the library is wanted, and whose calculators are known; all if None.
    :raises DataError: with every mistake found, each with file, line and column, in Chinese.
    """
    library = _Loader(root, frozenset(calculators), regions).library()
    return library if regions is None else library.of_regions(regions)


class _Loader:
    def __init__(self, root: Path, calculators: frozenset[str], wanted: Collection[str] | None) -> None:
        self.root = root
        self.calculators = calculators
        self.wanted = wanted
        self.decoder = Decoder()
        self.problems = self.decoder.problems
        self.regions = sorted(
            path.name
            for path in root.iterdir()
            if path.is_dir() and path.name not in GUIDES_ROOMS and path.name[0] != "."
        )
        self.paths = [
            path
            for region in self.regions
            for path in sorted((root / region).glob("*.yml"))
            if path.name not in OF_REGION
        ]
        self.known = frozenset(f"{path.parent.name}/{path.stem}" for path in self.paths)

    def library(self) -> Library:
        self.check_files()
        vocabulary = self.file("shared/vocabulary.yml", Vocabulary)
        found = {Key(region): self.file(f"{region}/region.yml", Region) for region in self.regions}
        read = [(id, region) for id, region in found.items() if region is not None]
        regions: dict[Key, Region] = dict(sorted(read, key=lambda each: each[1].order))
        laws = self.file("shared/laws.yml", dict[Key, Law])
        events = self.file("shared/life_events.yml", dict[Key, LifeEvent])
        if laws is not None:
            self.decoder.vocabularies["laws"] = laws
        rules = self.file("shared/current_rules.yml", dict[Key, CurrentRule])
        if vocabulary is not None:
            for name in CLOSED_LISTS:
                self.decoder.vocabularies[name] = [entry.name for entry in getattr(vocabulary, name)]
        documents = self.documents()
        registers = {"laws": laws, "life_events": events, "current_rules": rules, "sources": documents}
        self.decoder.vocabularies |= {name: keys for name, keys in registers.items() if keys is not None}
        comparisons = self.comparisons()
        glossary = self.file("shared/glossary.yml", dict[Key, GlossaryTerm])
        procedures = tuple(self.procedures())
        if vocabulary is None or laws is None or events is None or len(regions) < len(found):
            raise DataError(self.problems)
        order = {region: number for number, region in enumerate(regions)}
        library = Library(
            vocabulary=vocabulary,
            regions=regions,
            documents=documents,
            laws=laws,
            life_events=events,
            current_rules=rules or {},
            comparisons=comparisons,
            glossary=glossary or {},
            procedures=tuple(sorted(procedures, key=lambda procedure: (order[procedure.region], procedure.order))),
        )
        for procedure in procedures:
            self.problems.extend(_check(procedure, library, self.decoder.places, self.known))
            self.problems.extend(self.check_calculators(procedure))
        self.problems.extend(_check_names(library, self.decoder.places))
        self.problems.extend(_check_statuses(library, self.decoder.places))
        self.problems.extend(_check_documents(library, self.decoder.places))
        self.problems.extend(load_ways.check(library, self.known, self.decoder.places))
        if self.problems:
            raise DataError(self.problems)
        return library

    def check_calculators(self, procedure: model.Procedure) -> Iterator[Problem]:
        """Of calculators of regions that are not wanted nothing is known."""
        for slug in procedure.calculators:
            known = self.wanted is None or slug.partition("/")[0] in self.wanted
            if known and slug not in self.calculators:
                said = f"没有计算器「{slug}」。{suggest(slug, sorted(self.calculators))}"
                yield Problem(self.decoder.places[id(slug)], said)

    def file(self, name: str, kind: Any, **given: Any) -> Any:
        shown = f"{self.root.name}/{name}"
        path = self.root / name
        if not path.is_file():
            self.problems.append(Problem(Place(shown, 1, 1), "缺少这个文件"))
            return None
        node = read(path, self.problems, shown)
        return None if node is None else self.decoder.decode(node, kind, **given)

    def documents(self) -> dict[Key, Document]:
        """The source documents of all regions. A procedure may cite another region's, so their ids all differ."""
        documents: dict[Key, Document] = {}
        for region in self.regions:
            name = f"{region}/sources.yml"
            own: dict[Key, Document] = (
                self.file(name, dict[Key, Document]) if (self.root / name).is_file() else None
            ) or {}
            for key in own.keys() & documents.keys():
                place = self.decoder.places[id(own[key])]
                self.problems.append(Problem(place, f"「{key}」别的地区的 sources.yml 里已经有了，请换一个编号"))
            documents |= own
        return documents

    def comparisons(self) -> dict[Key, Comparison]:
        """The comparisons of regions, in the order they give themselves."""
        found = {
            Key(path.stem): self.file(f"compare/{path.name}", Comparison)
            for path in sorted((self.root / "compare").glob("*.yml"))
        }
        made = [(key, comparison) for key, comparison in found.items() if comparison is not None]
        return dict(sorted(made, key=lambda each: each[1].order))

    def check_files(self) -> None:
        """Nothing in the folder is silently left out."""
        for path in sorted(self.root.rglob("*")):
            shown = path.relative_to(self.root)
            if path.is_dir() or any(part.startswith(".") for part in shown.parts):
                continue
            place = Place(f"{self.root.name}/{shown.as_posix()}", 1, 1)
            if len(shown.parts) != 2 or path.suffix != ".yml":
                self.problems.append(Problem(place, "事项文件要放在 guides/地区/事项.yml，以 .yml 结尾"))
            elif shown.parts[0] == "shared" and path.name not in SHARED:
                self.problems.append(Problem(place, f"不认识这个文件。{suggest(path.name, SHARED)}"))

    def procedures(self) -> Iterator[model.Procedure]:
        for path in self.paths:
            region, slug = path.parent.name, path.stem
            place = Place(f"{self.root.name}/{region}/{path.name}", 1, 1)
            if not KEY.fullmatch(slug):
                self.problems.append(Problem(place, f"文件名「{slug}」只能用小写英文字母、数字和连字符"))
                continue
            procedure = self.file(f"{region}/{path.name}", model.Procedure, region=Key(region), slug=Key(slug))
            if procedure is not None:
                yield procedure


def _check(
    procedure: model.Procedure,
    library: Library,
    places: dict[int, Place],
    known: frozenset[str],
) -> Iterator[Problem]:
    """What one procedure's own fields, and the registers, say about each other.

    :param known: the ids of all procedure files, those with mistakes too: one mistake does not make others.
    """

    def at(value: object = procedure) -> Place:
        return places[id(value)]

    for related in procedure.related:
        if related.procedure not in known:
            yield Problem(
                at(related.procedure), f"没有事项「{related.procedure}」。{suggest(related.procedure, sorted(known))}"
            )
        elif related.procedure == procedure.id:
            yield Problem(at(related.procedure), "相关事项不能是它自己")
    groups = library.regions[procedure.region].groups
    if procedure.group is not None and procedure.group not in groups:
        yield Problem(
            at(procedure.group), f"region.yml 里没有分组「{procedure.group}」。{suggest(procedure.group, groups)}"
        )
    if procedure.review and procedure.review.next_due <= procedure.review.checked_on:
        yield Problem(at(procedure.review), "下次核对的日期要晚于核对日期")
    yield from _check_situations(procedure, at)
    yield from check_flows(procedure, at)
    yield from _check_times(procedure, at)
    yield from _check_elements(procedure, library, at)
    for material in procedure.materials:
        if material.kind == "复印件" and material.originals:
            yield Problem(at(material), f"「{material.name}」只要复印件，却写了原件 {material.originals} 份")
        if material.kind == "原件" and material.copies:
            yield Problem(at(material), f"「{material.name}」只要原件，却写了复印件 {material.copies} 份")
    for table in procedure.tables:
        for number, row in enumerate(table.rows, 1):
            if len(row) != len(table.columns):
                yield Problem(at(table), f"表格第 {number} 行有 {len(row)} 格，表头有 {len(table.columns)} 格")


def _check_situations(procedure: model.Procedure, at: typing.Callable[..., Place]) -> Iterator[Problem]:
    used: set[str] = set()
    seen: dict[str, model.Material] = {}
    for material in procedure.materials:
        if material.id in seen:
            yield Problem(at(material), f"材料编号「{material.id}」用了两次，每份材料的编号要不同")
        seen[material.id] = material
        for name, option in material.when.choices() if material.when else ():
            situation = procedure.situations.get(Key(name))
            if situation is None:
                yield Problem(at(material), f"没有情形「{name}」。{suggest(name, procedure.situations)}")
                continue
            used.add(name)
            if option not in situation.options:
                yield Problem(at(material), f"情形「{name}」没有选项「{option}」。{suggest(option, situation.options)}")
    for name, situation in procedure.situations.items():
        if name in ("all", "any", "not"):
            yield Problem(at(situation), f"「{name}」是条件里的连接词，不能作情形的编号")
        elif len(situation.options) < 2:
            yield Problem(at(situation), f"情形「{name}」至少要有两个选项")
        elif name not in used:
            yield Problem(at(situation), f"没有材料用到情形「{name}」。删掉它，或在材料的 when 里写上")


def _check_times(procedure: model.Procedure, at: typing.Callable[..., Place]) -> Iterator[Problem]:
    for window in procedure.windows:
        wrong = [day.text for day in (window.from_, window.to) if day.period != window.every]
        if wrong:
            yield Problem(at(window), f"「{'、'.join(wrong)}」与周期 {window.every} 不符。{DayOfPeriod.ALLOWED}")
    statutory = [limit for limit in procedure.time_limits if limit.kind == "法定"]
    for promised in (limit for limit in procedure.time_limits if limit.kind == "承诺"):
        for limit in statutory:
            same = limit.for_ == promised.for_ and limit.within.unit == promised.within.unit
            if same and promised.within.amount > limit.within.amount:
                yield Problem(at(promised), f"承诺时限 {promised.within.amount} 比法定时限 {limit.within.amount} 还长")


# Which fields answer for each of the eleven elements that must be public, and for the flow.
ELEMENTS = {
    "办理材料": ("materials",),
    "办理方式": ("channels",),
    "办理时限": ("time_limits",),
    "办理流程": ("steps",),
    "结果送达": ("results",),
    "收费": ("fees",),
    "办事时间": ("hours",),
    "办理机构及地点": ("authority", "places"),
    "咨询电话": ("consult",),
    "监督投诉渠道": ("complaint",),
    "政策依据": ("basis",),
}


def present(library: Library, procedure: model.Procedure, element: str) -> bool:
    """Whether the data answers an element of the public list for a procedure."""
    derived = {
        "consult": library.consult_of(procedure),
        "complaint": library.complaint_of(procedure),
        "hours": procedure.windows or any(channel.hours for channel in procedure.channels),
        "places": any(channel.place or channel.address or channel.counter for channel in procedure.channels),
    }
    return any(derived[name] if name in derived else getattr(procedure, name) for name in ELEMENTS[element])


def _check_elements(procedure: model.Procedure, library: Library, at: typing.Callable[..., Place]) -> Iterator[Problem]:
    own = {gap.element: gap for gap in procedure.gaps}
    for element in ELEMENTS:
        if present(library, procedure, element):
            if element in own:
                yield Problem(at(own[element]), f"「{element}」已经有内容，不要再列在 gaps 里")
        elif procedure.type == "service" and library.gap(procedure, element) is None:
            names = "、".join(name for name in ELEMENTS[element] if name in fields_of(model.Procedure))
            where = f"写在 {names} 里" if names else "写在 channels 里"
            yield Problem(at(), f"缺少「{element}」。资料有就{where}；资料没有就在 gaps 里列出「{element}」")


def _check_names(library: Library, places: dict[int, Place]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], model.Procedure] = {}
    for procedure in library.procedures:
        first = seen.setdefault((procedure.region, procedure.name), procedure)
        if first is not procedure:
            yield Problem(places[id(procedure.name)], f"事项名称「{procedure.name}」与 {first.id} 相同，请写得能区分")


def _check_documents(library: Library, places: dict[int, Place]) -> Iterator[Problem]:
    for document in library.documents.values():
        for gap in document.silent_on:
            if any(getattr(document, name, ()) for name in ELEMENTS.get(gap.element, ())):
                yield Problem(places[id(gap)], f"「{gap.element}」已经有内容，不要再列在 silent_on 里")


def _check_statuses(library: Library, places: dict[int, Place]) -> Iterator[Problem]:
    own = [procedure.status for procedure in library.procedures]
    for status in (*(document.status for document in library.documents.values()), *own):
        if status is not None and status.kind == "historical" and status.year is None:
            yield Problem(places[id(status)], "historical（历史资料）必须写明 year（年份）")


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every word for readers inside a model value, with a path to it."""
    if isinstance(value, Text):
        if value.hant is None:
            yield place, str(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name), f"{place}.{field.name.rstrip('_')}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{place}.{key}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{place}[{number}]")

"""Everything under guides/ in one: the procedures and the registers beside them (regions, sources, laws, words)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import typing
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from scripts.data.decode import CustomScalar, Key, Text
from scripts.data.model import Citation, Contact, Fact, Gap, Procedure, Review, Status
from scripts.data.regions import LAST
from scripts.data.values import needed, register, term
from scripts.data.when import When

AGES = ("current", "undated", "historical", "abolished")
"""The kinds of status, in the order in which readers want them."""


@dataclass(frozen=True, kw_only=True)
class Region:
    """A place whose guide we hold 地区; ``review`` and ``authority`` hold for its procedures unless they say otherwise."""

    name: Text = needed("地区名称")
    within: Text | None = term("上级地区")
    summary: Text = needed("简述")
    order: int = term("在各处排列的次序，小的在前", LAST)
    groups: tuple[Text, ...] = term("事项分组的顺序", ())
    review: Review = needed("核对")


@dataclass(frozen=True, kw_only=True)
class Document:
    """A source document 来源文件 as we received it, the elements it never mentions, and whom it says to ask.

    ``consult`` and ``complaint`` are what a document gives once for all it describes: its procedures without their own
    have these.
    """

    title: Text = needed("文件名称")
    title_is_ours: bool = term("名称由本站拟定", False)
    issuer: Text | None = term("发布机构")
    file: Text = needed("存档文件名")
    status: Status = needed("内容状态")
    silent_on: tuple[Gap, ...] = term("通篇未载明", ())
    consult: tuple[Contact, ...] = term("全文共用的咨询途径", ())
    complaint: tuple[Contact, ...] = term("全文共用的投诉渠道", ())
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Law:
    """A law, regulation or notice 法规文件, by the name the sources give it."""

    name: Text = needed("文件名称")
    number: Text | None = term("文号")
    edition: Text | None = term("哪一次修改的文本")
    in_force: dt.date | None = term("从哪天起施行")
    read: Literal["原文", "部分", "转引", "未读"] | None = term("读到了什么")
    read_on: dt.date | None = term("哪一天读的")
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class CommonRule:
    """What holds alike for many procedures of today 共同规定; ``part`` says with what it is shown."""

    text: Text = needed("内容")
    part: Literal["not_required", "appeal", "cautions", "notes"] = needed("和哪一部分一起显示")
    element: str | None = term("回答哪个公开要素", one_of="elements")
    source: Citation = needed("来源")


@dataclass(frozen=True, kw_only=True)
class KnownMaterial:
    """A paper that several lists name 同一种材料: what it is, or what has become of it since a list was written.

    ``current``: it is what it was; lists that name the same entry ask for the same paper, and a life event merges them.
    ``obtained_by`` is the procedure that one has it from. Of an old paper 旧证件、旧证明, ``gone``: there is no such paper any more; ``merged``: what it said stands on another now, which is brought anyway;
    ``replaced``: another is brought in its place; ``unasked``: it may not be asked for; ``local``: nothing ended it
    everywhere, so ask. ``names`` are the spellings by which lists are searched for it: of a current
    paper the whole name, in lists of today. What holds for one business alone, as of a marriage certificate, has ``only_for``: the national procedures of that business.
    """

    name: Text = needed("通称")
    names: tuple[Text, ...] = needed("各处清单里的叫法")
    only_for: tuple[Key, ...] = term("只在这些全国事项管的清单里这样", ())
    status: Literal["current", "gone", "merged", "replaced", "unasked", "local"] = needed("现在怎样")
    obtained_by: Key | None = term("办好哪个事项拿到")
    instead: Text | None = term("并进了、换成了什么")
    since: Text | None = term("从什么时候起")
    now: Text = needed("是什么、现在怎么办")
    source: Citation = needed("依据")

    @property
    def changed(self) -> bool:
        """Whether it is no longer what old lists take it for."""
        return self.status != "current"


@dataclass(frozen=True, kw_only=True)
class LifeEvent:
    """A turn in life that brings people to the counter 人生大事."""

    name: Text = needed("名称")
    summary: Text = needed("简述")


@dataclass(frozen=True, kw_only=True)
class Named:
    """An entry of a closed list 可选值, with the slug of its page if it has one."""

    name: Text = needed("名称")
    slug: Key = needed("编号")
    note: Text | None = term("说明")
    see: tuple[Key, ...] = term("也可以看（同一个列表里的编号）", ())


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The closed lists that fields choose from 词表."""

    audiences: tuple[Named, ...] = needed("服务对象")
    kinds: tuple[Named, ...] = needed("险种")
    channels: tuple[Named, ...] = needed("办理方式")
    elements: tuple[Named, ...] = needed("公开要素")
    provinces: tuple[Named, ...] = term("省级行政区", ())


@dataclass(frozen=True, kw_only=True)
class SameMaterial:
    """One material that several procedures ask for, each in its own words 同一种材料; an editor has held them together."""

    name: Text = needed("这种材料的通称")
    ids: tuple[Key, ...] = needed("在各事项里的材料编号")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The same business in several regions, side by side 各地对比."""

    name: Text = needed("名称")
    summary: Text = needed("简述")
    procedures: tuple[Key, ...] = needed("要对比的事项")
    order: int = term("排列的次序，小的在前", LAST)
    materials: tuple[SameMaterial, ...] = term("各地都叫得出对应名称的材料", ())
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm:
    """A term of the trade in plain words 名词解释, with the law or the source it rests on."""

    name: Text = needed("名词")
    also: tuple[Text, ...] = term("别的叫法", ())
    text: Text = needed("解释")
    law: Key | None = term("法规编号", one_of="laws")
    article: Text | None = term("条款")
    source: Citation | None = term("来源")
    see: tuple[Key, ...] = term("相关名词", ())


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """A question people have, in their words, and the calculator or the procedure that answers it."""

    ask: Text = needed("怎么问")
    calculator: Key | None = term("计算器")
    procedure: Key | None = term("事项编号")


@dataclass(frozen=True, kw_only=True)
class CalculatorTopic:
    """What several calculators are about 计算器的主题: they stand together in the list of all."""

    name: Text = needed("主题")
    calculators: tuple[Key, ...] = needed("计算器")


@dataclass(frozen=True, kw_only=True)
class Home:
    """What the home page 首页 offers at once, and in which order the list of all calculators stands."""

    questions: tuple[Shortcut, ...] = term("搜索框下面的问题", ())
    events: tuple[Key, ...] = term("最常遇到的人生大事", (), one_of="life_events")
    calculators: tuple[Key, ...] = term("最常用的计算器", ())
    topics: tuple[CalculatorTopic, ...] = term("计算器的主题", ())

    def of_regions(self, wanted: Collection[str], shown: Collection[str]) -> Home:
        """What is left of it where only these regions' calculators, and these procedures, are shown."""
        return dataclasses.replace(
            self,
            questions=tuple(each for each in self.questions if each.procedure in shown or _in(each.calculator, wanted)),
            calculators=tuple(slug for slug in self.calculators if _in(slug, wanted)),
            topics=tuple(
                dataclasses.replace(topic, calculators=kept)
                for topic in self.topics
                if (kept := tuple(slug for slug in topic.calculators if _in(slug, wanted)))
            ),
        )

    def leads_to(self) -> tuple[Key, ...]:
        """The calculators it names."""
        asked = (each.calculator for each in self.questions if each.calculator)
        return (*self.calculators, *asked, *self.in_topics())

    def in_topics(self) -> tuple[Key, ...]:
        """The calculators that the topics list, as they stand."""
        return tuple(slug for topic in self.topics for slug in topic.calculators)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Words that only ask 只表示在问的字, and what kind of page answers such a question."""

    for_: Literal["计算器", "事项", "名词"] | None = term("要找的是哪一种")
    words: tuple[Text, ...] = needed("说法")


@dataclass(frozen=True, kw_only=True)
class SameWords:
    """Words that mean one thing when somebody searches 说法相同."""

    as_: Text = needed("都当作")
    words: tuple[Text, ...] = needed("说法")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What readers have to know of a change in the guides 改动: it stands on the page 更新情况 and in the feed."""

    day: dt.date = needed("哪一天改的")
    text: Text = needed("改了什么")
    procedures: tuple[Key, ...] = term("改了哪些事项", ())


@dataclass(frozen=True, kw_only=True)
class Called:
    """What people call a calculator 计算器的别名, besides its title."""

    calculator: Key = needed("计算器")
    names: tuple[Text, ...] = needed("别名")


@dataclass(frozen=True, kw_only=True)
class CalledEvent:
    """What people call a life event 人生大事的别名, besides its name."""

    event: Key = needed("人生大事")
    names: tuple[Text, ...] = needed("别名")


@dataclass(frozen=True, kw_only=True)
class Synonyms:
    """How people say things in the search box 搜索时的说法. What a procedure is called stands in its own ``aliases``."""

    asking: tuple[Asking, ...] = term("只表示在问的字", ())
    same: tuple[SameWords, ...] = term("说法相同的词", ())
    calculators: tuple[Called, ...] = term("计算器的别名", ())
    events: tuple[CalledEvent, ...] = term("人生大事的别名", ())


@dataclass(frozen=True, kw_only=True)
class Library:
    """Everything under guides/, loaded and cross-checked. Registers stand in the order of reading: each may choose from
    those before it, and the cross-checks can go on without those that have a default."""

    vocabulary: Vocabulary = register("vocabulary")
    regions: dict[Key, Region] = register("region", each=True)
    laws: dict[Key, Law] = register("laws")
    materials: dict[Key, KnownMaterial] = register("materials", default_factory=dict)
    life_events: dict[Key, LifeEvent] = register("life_events")
    common_rules: dict[Key, CommonRule] = register("common_rules", default_factory=dict)
    hotlines: dict[Key, Contact] = register("hotlines", default_factory=dict)
    documents: dict[Key, Document] = register("sources", shared=False)
    comparisons: dict[Key, Comparison] = register("comparison", each=True, default_factory=dict)
    glossary: dict[Key, GlossaryTerm] = register("glossary", default_factory=dict)
    home: Home = register("home", default_factory=Home)
    synonyms: Synonyms = register("synonyms", default_factory=Synonyms)
    changes: dict[Key, Change] = register("changes", default_factory=dict)
    procedures: tuple[Procedure, ...]
    others: tuple[Procedure, ...] = ()
    """Procedures that these name, where a library is a part: they can be looked up, and have their pages elsewhere."""

    @cached_property
    def _by_id(self) -> dict[str, Procedure]:
        return {procedure.id: procedure for procedure in (*self.procedures, *self.others)}

    def knows(self, id: str) -> bool:
        return id in self._by_id

    def procedure(self, id: str) -> Procedure:
        return self._by_id[id]

    @cached_property
    def _by_region(self) -> dict[str, tuple[Procedure, ...]]:
        found: dict[str, list[Procedure]] = {}
        for procedure in self.procedures:
            found.setdefault(procedure.region, []).append(procedure)
        return {region: tuple(procedures) for region, procedures in found.items()}

    def of_region(self, region: str) -> tuple[Procedure, ...]:
        return self._by_region.get(region, ())

    def alone(self, region: Key) -> Library:
        """The part for a region's own pages: of what others have, only what its procedures name."""
        held = (*self.procedures, *self.others)
        regions = {region} | {procedure.region for procedure in held}
        cited = {key for procedure in held for register, key in references(procedure) if register == "sources"}
        return dataclasses.replace(
            self,
            regions={id: each for id, each in self.regions.items() if id in regions},
            documents={key: document for key, document in self.documents.items() if key in cited},
            comparisons={},
            home=Home(),
            synonyms=Synonyms(),
        )

    def province_of(self, region: Key) -> Named | None:
        """The province 省、自治区、直辖市 that a region lies in or is; None if the data does not say."""
        place = self.regions[region].within or self.regions[region].name
        return next((province for province in self.vocabulary.provinces if place.startswith(province.name)), None)

    def of_regions(self, wanted: Collection[str]) -> Library:
        """The part of the library that a site of these regions shows; what leads elsewhere is left out.

        Procedures keep what they cite, also a document of another region; what nobody cites any more goes. Those that govern a
        chosen one today come along, whatever was chosen: an old guide is never shown without what applies now.
        """
        governing = {id for procedure in self.procedures if procedure.region in wanted for id in procedure.governed_by}
        shown = {procedure.id for procedure in self.procedures if procedure.region in wanted} | governing
        procedures = self.showing(shown, wanted)
        cited = {reference for procedure in procedures for reference in references(procedure)}
        return dataclasses.replace(self, procedures=procedures).citing(cited, wanted)

    def citing(self, cited: Collection[tuple[str, str]], wanted: Collection[str]) -> Library:
        """The library without what neither its procedures, which name these entries of registers, nor these regions need."""
        shown = self._by_id
        comparisons = {
            key: dataclasses.replace(comparison, procedures=kept)
            for key, comparison in self.comparisons.items()
            if len(kept := tuple(id for id in comparison.procedures if _of(id) in wanted)) > 1
            and len(kept) == len(comparison.procedures)
        }
        documents = {key: document for key, document in self.documents.items() if ("sources", key) in cited}
        glossary = {
            key: term for key, term in self.glossary.items() if term.source is None or term.source.document in documents
        }
        glossary = {
            key: dataclasses.replace(term, see=tuple(other for other in term.see if other in glossary))
            for key, term in glossary.items()
        }
        common = {key: rule for key, rule in self.common_rules.items() if ("common_rules", key) in cited}
        hotlines = {key: line for key, line in self.hotlines.items() if ("hotlines", key) in cited}
        materials = {key: known for key, known in self.materials.items() if ("materials", key) in cited}
        also = [*common.values(), *hotlines.values(), *materials.values(), *glossary.values(), *documents.values()]
        cited = {*cited, *(reference for value in also for reference in references(value))}
        return dataclasses.replace(
            self,
            regions={
                id: region for id, region in self.regions.items() if id in {_of(each) for each in shown} | {*wanted}
            },
            documents=documents,
            laws={key: law for key, law in self.laws.items() if ("laws", key) in cited},
            materials=materials,
            common_rules=common,
            hotlines=hotlines,
            comparisons=comparisons,
            glossary=glossary,
            home=self.home.of_regions(wanted, shown),
            synonyms=dataclasses.replace(
                self.synonyms,
                calculators=tuple(each for each in self.synonyms.calculators if _in(each.calculator, wanted)),
            ),
            changes={
                key: dataclasses.replace(change, procedures=kept)
                for key, change in self.changes.items()
                if (kept := tuple(id for id in change.procedures if id in shown)) or not change.procedures
            },
        )

    def showing(self, shown: Collection[str], wanted: Collection[str]) -> tuple[Procedure, ...]:
        """These procedures, without what leads to others or to calculators of regions that are not wanted."""
        return tuple(
            dataclasses.replace(
                procedure,
                related=tuple(each for each in procedure.related if each.procedure in shown),
                calculators=tuple(slug for slug in procedure.calculators if _of(slug) in wanted),
            )
            for procedure in self.procedures
            if procedure.id in shown
        )

    def vocabularies(self) -> dict[str, list[str]]:
        """The values that each closed list and register offers to the fields that choose from it."""
        offers = [offered(file, getattr(self, register.field)) for file, register in REGISTERS.items()]
        return {name: values for each in offers for name, values in each.items()}

    def status_of(self, procedure: Procedure) -> Status:
        """The procedure's own status, or its first source document's."""
        return procedure.status or self._documents(procedure)[0].status

    def today_first(self, procedures: Iterable[Procedure]) -> list[Procedure]:
        """What applies now, then what is of nobody knows when, then what is of a year, and last what cannot be done."""
        return sorted(procedures, key=lambda procedure: AGES.index(self.status_of(procedure).kind))

    def review_of(self, procedure: Procedure) -> Review:
        return procedure.review or self.regions[procedure.region].review

    def reviews(self) -> Iterator[Review]:
        """When each procedure, and each region, was last checked."""
        yield from (region.review for region in self.regions.values())
        yield from (procedure.review for procedure in self.procedures if procedure.review)

    def consult_of(self, procedure: Procedure) -> tuple[Contact, ...]:
        """The procedure's own contacts, or those its source documents give for all they describe; and the hotlines."""
        own = procedure.consult or tuple(each for document in self._documents(procedure) for each in document.consult)
        return (*own, *(self.hotlines[key] for key in procedure.hotlines if key in self.hotlines))

    def complaint_of(self, procedure: Procedure) -> tuple[Contact, ...]:
        return procedure.complaint or tuple(
            each for document in self._documents(procedure) for each in document.complaint
        )

    def _documents(self, procedure: Procedure) -> list[Document]:
        keys = dict.fromkeys(citation.document for citation in procedure.sources if citation.document)
        return [self.documents[key] for key in keys]

    def governing(self, procedure: Procedure) -> list[Procedure]:
        """What applies today 现行事项 in place of what the procedure says; the first is the nearest."""
        return [self.procedure(id) for id in procedure.governed_by]

    def facts(self, procedure: Procedure, part: str) -> list[Fact]:
        """The facts of a part of the procedure, with the rules in common 共同规定 that are shown there."""
        rules = (rule for rule in map(self.common_rules.get, procedure.common) if rule and rule.part == part)
        return [*getattr(procedure, part), *(Fact(text=rule.text, source=rule.source) for rule in rules)]

    def gap(self, procedure: Procedure, element: str) -> Gap | None:
        """Why an element is missing: the procedure's own word for it, or its documents'."""
        silent = (gap for document in self._documents(procedure) for gap in document.silent_on)
        return next((gap for gap in (*procedure.gaps, *silent) if gap.element == element), None)


CLOSED_LISTS = tuple(field.name for field in dataclasses.fields(Vocabulary))


@dataclass(frozen=True)
class Register:
    """What stands beside the procedures: the field of the library that it fills, and what is written in a file of it."""

    field: str
    kind: Any
    needed: bool
    shared: bool


def _registers() -> Iterator[tuple[str, Register]]:
    kinds = typing.get_type_hints(Library)
    for field in dataclasses.fields(Library):
        if name := field.metadata.get("register"):
            kind = kinds[field.name]
            yield (
                name,
                Register(
                    field=field.name,
                    kind=typing.get_args(kind)[1] if field.metadata["each"] else kind,
                    needed=field.default_factory is dataclasses.MISSING,
                    shared=field.metadata["shared"],
                ),
            )


REGISTERS = dict(_registers())


def offered(name: str, content: Any) -> dict[str, list[str]]:
    """What a register offers to fields with ``one_of``: the names of each closed list; else its keys, under its own name."""
    if isinstance(content, Vocabulary):
        return {each: [entry.name for entry in getattr(content, each)] for each in CLOSED_LISTS}
    return {name: [*content]} if isinstance(content, dict) else {}


def references(value: Any) -> Iterator[tuple[str, str]]:
    """Every entry of a register that a model value names: the register and the key."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            part = getattr(value, field.name)
            if register := field.metadata.get("one_of"):
                for key in part if isinstance(part, tuple) else (part,):
                    if key is not None:
                        yield register, str(key)
            yield from references(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from references(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from references(part)


def _of(id: str) -> str:
    return id.partition("/")[0]


def _in(slug: str | None, regions: Collection[str]) -> bool:
    return slug is not None and _of(slug) in regions


def as_data(value: Any) -> Any:
    """The plain data of a model value for JSON: field names as in YAML, nothing that is empty."""
    if isinstance(value, When):
        return value.as_data()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, CustomScalar):
            plain = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
            return plain["text"] if set(plain) == {"text"} else plain
        pairs = ((f.name.rstrip("_"), getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: as_data(item) for name, item in pairs if item not in (None, (), {})}
    if isinstance(value, dict):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if isinstance(value, dt.date | Decimal):
        return str(value)
    return str(value) if isinstance(value, str) else value

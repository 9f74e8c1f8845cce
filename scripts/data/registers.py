"""What stands in the registers beside the procedures: regions, documents, laws, kinds of paper, words, ways of asking."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from scripts.data.decode import Key, Text
from scripts.data.model import Citation, Contact, Gap, Review, Status
from scripts.data.regions import LAST
from scripts.data.values import needed, term


def region_of(id: str) -> str:
    """The region of a procedure or a calculator."""
    return id.partition("/")[0]


def in_regions(slug: str | None, regions: Collection[str]) -> bool:
    """Whether a calculator is named, and of one of these regions."""
    return slug is not None and region_of(slug) in regions


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
            questions=tuple(
                each for each in self.questions if each.procedure in shown or in_regions(each.calculator, wanted)
            ),
            calculators=tuple(slug for slug in self.calculators if in_regions(slug, wanted)),
            topics=tuple(
                dataclasses.replace(topic, calculators=kept)
                for topic in self.topics
                if (kept := tuple(slug for slug in topic.calculators if in_regions(slug, wanted)))
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

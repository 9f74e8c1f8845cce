"""Parameters 政策参数: one concept a file, its numbers through time."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from calc.engine import stored
from calc.engine.results import digest
from scripts.compile.fields import Source, Status, Unit
from scripts.compile.reader import Reader
from scripts.data.decode import CustomScalar, Decoder, Key, Text, suggest
from scripts.data.values import needed, term
from scripts.data.yaml_strict import Mapping, Node, Place, Scalar

Concept = Literal[
    "contribution-base-limits",  # 缴费基数上下限: <place>-floor and <place>-ceiling, yuan a month
    "pension-base",  # 养老金计发基数: yuan a month
    "average-wage",  # 月平均工资: yuan a month
    "minimum-wage",  # 最低工资: <place>, yuan a month
    "unemployment-base",  # 失业保险另有上下限: the ceiling in average wages of those employed; the floor is the minimum wage
    "unemployment-months",  # 失业保险金领取期限的算法
    "unemployment-benefit",  # 失业保险金占最低工资的比例
    "transition-share",  # 新办法的过渡性养老金多出老办法的部分，那一年发几成
]
"""What a region's parameter is, so that the national calculators find it: see :mod:`calc.engine.regions`."""


@dataclass(frozen=True)
class Figures:
    """A decimal number, or a table of them by key."""

    value: Any
    places: dict[str, Place]

    @classmethod
    def decode_node(cls, node: Node, decoder: Decoder) -> Figures:
        places: dict[str, Place] = {}

        def walk(node: Node) -> Any:
            match node:
                case Scalar(text=text) if re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", text):
                    return text
                case Scalar(text=text):
                    raise decoder.fail(node.place, f"“{text}”不是十进制数。百分之八写成 0.08，例如 0.60 或 1508")
                case Mapping(entries=entries) if entries:
                    places.update(node.key_places)
                    return {key: walk(value) for key, value in entries.items()}
            raise decoder.fail(node.place, "这里要写一个数，或者“编号: 数”的表")

        return cls(walk(node), places)

    def shape(self) -> Any:
        """The keys without the numbers: equal for all periods of a parameter."""

        def strip(value: Any) -> Any:
            return {key: strip(part) for key, part in value.items()} if isinstance(value, dict) else None

        return strip(self.value)


@dataclass(frozen=True)
class End(CustomScalar):
    """The last day of a period, or `open` for a rule in force whose end is not known."""

    day: dt.date | None

    ALLOWED: ClassVar[str] = "2006-06-30 这样的日期，或 open（现行，还没有截止日期）"
    PATTERN: ClassVar[str] = r"^(open|\d{4}-\d{2}-\d{2})$"

    @classmethod
    def parse(cls, text: str) -> End:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        return cls(None if text == "open" else dt.date.fromisoformat(text))


@dataclass(frozen=True, kw_only=True)
class Period:
    """A value and the days it holds, both ends included."""

    from_: dt.date | None = term("开始日期")
    to: End | None = term("截止日期")
    undated: bool = term("资料没有写时间", False)
    value: Figures = needed("数值")
    sources: tuple[Source, ...] = needed("出处")
    status: Status = needed("核对状态")
    verified_on: dt.date | None = term("核对日期")
    note: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One concept 政策参数 through time."""

    name: Text = needed("参数名称")
    unit: Unit = needed("单位")
    labels: dict[Key, Text] = field(default_factory=dict, metadata={"term": "表中编号的名称"})
    values: tuple[Period, ...] = needed("各时期的数值")
    projection: bool | None = term("以后的日子可不可以用最后一段估算", None)
    renewed: bool = term("是不是靠每年发文延续", False)
    meanwhile: Text | None = term("新标准公布以前怎么办")
    concept: Concept | None = term("是哪一种数：全国的计算器凭它认出来")
    places: dict[Key, Text] = field(default_factory=dict, metadata={"term": "用于哪些地方：选项的编号和名称"})


def parameter(reader: Reader, slug: str, node: Node) -> stored.Parameter | None:
    parameter = reader.decoder.decode(node, Parameter)
    if parameter is None:
        return None
    for before, after in zip(parameter.values, parameter.values[1:], strict=False):
        _check_neighbours(reader, before, after)
        if after.value.shape() != parameter.values[0].value.shape():
            reader.say(after, "这一段的表和第一段的编号不一样。各段的编号要一致")
    for period in parameter.values:
        _check_period(reader, period, alone=len(parameter.values) == 1)
        for key, place in period.value.places.items():
            if not key.isdigit() and key not in parameter.labels:
                reader.decoder.say(place, f"编号“{key}”没有名称，在 labels 里写上。{suggest(key, parameter.labels)}")
    _check_projection(reader, parameter)
    _check_concept(reader, parameter)
    return {
        "name": reader.word(parameter.name),
        "unit": parameter.unit,
        "projection": bool(parameter.projection),
        "renewed": parameter.renewed,
        "meanwhile": reader.word(parameter.meanwhile),
        "concept": parameter.concept,
        "places": [{"id": key, "name": reader.word(name)} for key, name in parameter.places.items()],  # in their order
        "labels": {key: reader.word(label) for key, label in sorted(parameter.labels.items())},
        "values": [_period(reader, slug, period) for period in parameter.values],
    }


def _check_period(reader: Reader, period: Period, alone: bool) -> None:
    if period.undated:
        if period.from_ or period.to or not alone:
            reader.say(period, "写了 undated 就不能再写 from、to，也只能有一段")
        if period.status != "old-guide":
            reader.say(period, "没有写时间的数值只能来自旧指南，status 写 old-guide")
    elif period.from_ is None or period.to is None:
        reader.say(period, "要写 from 和 to。资料没有写时间的，改写 undated: true")
    elif period.to.day and period.to.day < period.from_:
        reader.say(period, f"截止日期 {period.to.day} 早于开始日期 {period.from_}")
    if period.status == "verified" and period.verified_on is None:
        reader.say(period, "status 是 verified，要写 verified_on（哪一天核对的）")


def _check_projection(reader: Reader, parameter: Parameter) -> None:
    """Of numbers that end it must be said whether they may be carried on.

    Of those whose document names no end only that they may, where the next year's takes their place.
    """
    last = parameter.values[-1]
    ends = last.to is not None and last.to.day is not None
    if ends and parameter.projection is None:
        reader.say(
            parameter,
            f"最后一段到 {last.to.day} 为止，要写 projection：每年公布的标准写 true（可以先用最后一段估算），"  # type: ignore[union-attr]
            "已经废止的办法写 false",
        )
    elif not ends and parameter.projection is not None and (last.undated or not parameter.projection):
        reader.say(parameter, "最后一段没有截止日期，不用写 projection")
    if ends and parameter.renewed:
        reader.say(
            parameter, "写了 renewed（靠每年发文延续），最后一段就写 to: open；文件写明到哪天为止的，写 projection"
        )
    if parameter.meanwhile and not parameter.projection:
        reader.say(parameter, "写了 meanwhile（新标准公布以前怎么办），还要写 projection: true")


def _check_concept(reader: Reader, parameter: Parameter) -> None:
    """What the national calculators look up in a region's table has to be there."""
    if parameter.places and parameter.concept is None:
        reader.say(parameter, "写了 places（用于哪些地方），还要写 concept（是哪一种数）")
    needs: set[str] = set()
    if parameter.concept == "contribution-base-limits":
        needs = {f"{place}-{end}" for place in parameter.places for end in ("floor", "ceiling")}
    elif parameter.concept == "minimum-wage":
        needs = {str(place) for place in parameter.places}
    for period in parameter.values:
        if missing := sorted(needs - {*(period.value.shape() or ())}):
            reader.say(period, f"表里缺少“{'、'.join(missing)}”")


def _check_neighbours(reader: Reader, before: Period, after: Period) -> None:
    if before.to is None or after.from_ is None:
        return
    if before.to.day is None:
        reader.say(before, "to 写了 open，后面不能再有一段")
        return
    expected = before.to.day + dt.timedelta(days=1)
    if after.from_ < expected:
        reader.say(after, f"和上一段重叠：上一段到 {before.to.day} 为止，这一段应从 {expected} 开始")
    elif after.from_ > expected:
        reader.say(after, f"和上一段之间有空档：上一段到 {before.to.day} 为止，这一段应从 {expected} 开始")


def _period(reader: Reader, slug: str, period: Period) -> stored.Period:
    entry: stored.Holding = {
        "from": period.from_.isoformat() if period.from_ else None,
        "to": period.to.day.isoformat() if period.to and period.to.day else None,
        "value": period.value.value,
        "sources": reader.sources(period.sources),
        "status": period.status,
        "verified_on": period.verified_on.isoformat() if period.verified_on else None,
        "note": reader.word(period.note),
    }
    return {**entry, "hash": digest([slug, entry])[:16]}

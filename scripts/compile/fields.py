"""What the YAML under calc/ is made of: parameters, flows, the calendar. The one place that knows its fields."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from scripts.data.decode import CustomScalar, Decoder, Key, Text
from scripts.data.values import WebAddress, needed, term
from scripts.data.yaml_strict import Mapping, Node, Place, Scalar

Status = Literal["verified", "secondary", "old-guide"]
Unit = Literal["yuan", "ratio", "month", "year", "day", "working-day", "person", "copy", "hour", "age-month"]
Concept = Literal[
    "contribution-base-limits",  # 缴费基数上下限: <place>-floor and <place>-ceiling, yuan a month
    "pension-base",  # 养老金计发基数: yuan a month
    "average-wage",  # 月平均工资: yuan a month
    "unemployment-months",  # 失业保险金领取期限的算法
    "unemployment-benefit",  # 失业保险金占最低工资的比例
]
"""What a region's parameter is, so that the national calculators find it: see :mod:`calc.engine.regions`."""

Example = dict[Key, Text]  # what is typed in the worked example, by input


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
                    raise decoder.fail(node.place, f"「{text}」不是十进制数。百分之八写成 0.08，例如 0.60 或 1508")
                case Mapping(entries=entries) if entries:
                    places.update(node.key_places)
                    return {key: walk(value) for key, value in entries.items()}
            raise decoder.fail(node.place, "这里要写一个数，或者「编号: 数」的表")

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
class Cited:
    """What only calculators cite, or the address of something that the registers in guides/ name."""

    title: Text | None = term("名称")
    url: WebAddress | None = term("网址")


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A rule 规则 that a source states: something can be worked out or decided by it."""

    rule: Text = needed("一句话说明")
    place: Text = needed("来源文件和原文位置")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a number stands: a source document or a law, and the place in it."""

    document: Key | None = term("来源文件", one_of="citations")
    law: Key | None = term("法规文件", one_of="citations")
    place: Text | None = term("原文位置")


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
    concept: Concept | None = term("是哪一种数：全国的计算器凭它认出来")
    places: dict[Key, Text] = field(default_factory=dict, metadata={"term": "用于哪些地方：选项的编号和名称"})


@dataclass(frozen=True, kw_only=True)
class Option:
    """An answer and where it leads."""

    label: Text = needed("选项")
    next: Key = needed("下一步")


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a flow."""

    ask: Text = needed("问题")
    help: Text | None = term("说明")
    options: dict[Key, Option] = needed("选项")


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What a flow comes to."""

    title: Text = needed("结论")
    text: Text | None = term("说明")
    next_steps: tuple[Key, ...] = term("接着办的事项", ())
    sources: tuple[Source, ...] = term("出处", ())


@dataclass(frozen=True, kw_only=True)
class Head:
    """What every rule that is written as data begins with."""

    title: Text = needed("标题")
    summary: Text = needed("简述")
    rules: tuple[Key, ...] = term("规则编号", (), one_of="rules")
    sources: tuple[Source, ...] = needed("出处")
    status: Status = needed("核对状态")
    not_covered: tuple[Text, ...] = term("没有包括的情况", ())


@dataclass(frozen=True, kw_only=True)
class DatedHead(Head):
    """The same for rules that look at today's date: the worked example, and the day that is today in it."""

    example: Example = needed("示例填写的内容")
    example_today: dt.date = needed("示例以哪一天为今天")


@dataclass(frozen=True, kw_only=True)
class Flow(Head):
    """A decision tree 决策树: every next step is written down. A simulator asks for the state and what happens next."""

    kind: Literal["flow", "eligibility", "simulator", "table", "check"] = term("种类", "flow")
    start: Key = needed("第一个问题")
    questions: dict[Key, Question] = needed("问题")
    outcomes: dict[Key, Ending] = needed("结论")
    example: dict[Key, Key] = needed("示例回答")


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A holiday with the days off that belong to it, plain weekends between them included."""

    name: Text = needed("节日")
    from_: dt.date = needed("开始日期")
    to: dt.date = needed("截止日期")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The notice that sets a year's arrangement, or changes it."""

    title: Text = needed("名称")
    url: WebAddress = needed("网址")


@dataclass(frozen=True, kw_only=True)
class Year:
    """The State Council's arrangement for a year."""

    notices: tuple[Notice, ...] = needed("通知")
    holidays: tuple[Holiday, ...] = needed("放假")
    working_days: tuple[dt.date, ...] = needed("补班日期")

"""The fields that several kinds of rules written as data share: their head, their sources, how they end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from scripts.data.decode import Key, Text
from scripts.data.values import needed, term

Status = Literal["verified", "secondary", "old-guide"]
Unit = Literal["yuan", "ratio", "month", "year", "day", "working-day", "person", "copy", "hour", "age-month"]
Example = dict[Key, Text]  # what is typed in the worked example, by input


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a number stands: a source document or a law, and the place in it."""

    document: Key | None = term("来源文件", one_of="citations")
    law: Key | None = term("法规文件", one_of="citations")
    place: Text | None = term("原文位置")


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """From which day on something of an old guide no longer holds, and what holds instead."""

    since: dt.date = needed("从哪天起")
    note: Text = needed("现在怎样")
    sources: tuple[Source, ...] = needed("出处")


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What a flow comes to."""

    title: Text = needed("结论")
    text: Text | None = term("说明")
    next_steps: tuple[Key, ...] = term("接着办的事项", ())
    sources: tuple[Source, ...] = term("出处", ())
    status: Status | None = term("核对状态，和整条规则不同才写")


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

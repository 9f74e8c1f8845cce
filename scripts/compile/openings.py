"""Opening times 受理时间: can I go today?. What they mean is decided by :mod:`calc.declared.openings`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from calc.engine import stored
from scripts.compile.fields import DatedHead, Source
from scripts.compile.reader import Reader
from scripts.data.decode import CustomScalar, Key, Text
from scripts.data.values import DayOfPeriod, needed, term
from scripts.data.yaml_strict import Node


@dataclass(frozen=True)
class Hours(CustomScalar):
    """Office hours of a day; the end no longer belongs to them."""

    begin: str
    end: str

    ALLOWED: ClassVar[str] = "09:30-12:00 这样的一段时间"
    PATTERN: ClassVar[str] = r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$"

    @classmethod
    def parse(cls, text: str) -> Hours:
        begin, _dash, end = text.partition("-")
        if not re.fullmatch(cls.PATTERN, text) or begin >= end:
            raise ValueError(text)
        return cls(begin, end)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A matter and the recurring time in which one can, or had better not, see to it."""

    label: Text = needed("名称")
    every: Literal["month", "year", "week"] = needed("周期")
    from_: DayOfPeriod = needed("开始")
    to: DayOfPeriod = needed("结束")
    kind: Literal["open", "avoid"] = term("性质", "open")
    working_days: bool = term("只在工作日", False)
    hours: tuple[Hours, ...] = term("每天的时间", ())
    doubtful: tuple[DayOfPeriod, ...] = term("资料没有说清的日子", ())
    advice: Text | None = term("避开时怎么说、有疑问时怎么办")
    note: Text | None = term("说明")
    sources: tuple[Source, ...] = term("出处", ())


@dataclass(frozen=True, kw_only=True)
class Openings(DatedHead):
    """Can I go today? 今天能不能办."""

    ask: Text | None = term("办哪一种")
    openings: dict[Key, Opening] = needed("受理时间")
    next_steps: tuple[Key, ...] = term("接着办的事项", ())


def openings(reader: Reader, node: Node) -> stored.Openings | None:
    made: Openings | None = reader.decoder.decode(node, Openings)
    if made is None:
        return None
    if (len(made.openings) > 1) != (made.ask is not None):
        reader.say(made, "有几种受理时间要写 ask（问办哪一种），只有一种不写")
    for opening in made.openings.values():
        for day in (opening.from_, opening.to, *opening.doubtful):
            if day.period != opening.every:
                reader.say(opening, f"「{day.text}」和 every: {opening.every} 不配")
    return {
        **reader.head(made, made.example, made.example_today),
        "ask": reader.word(made.ask),
        "openings": [
            {
                "id": key,
                "label": reader.word(opening.label),
                "window": {
                    "every": opening.every,
                    "from": opening.from_.as_calc(),
                    "to": opening.to.as_calc(),
                    "kind": opening.kind,
                },
                "working_days": opening.working_days,
                "hours": [[hours.begin, hours.end] for hours in opening.hours],
                "doubtful": [day.as_calc() for day in opening.doubtful],
                "advice": reader.word(opening.advice),
                "note": reader.word(opening.note),
                "sources": reader.sources(opening.sources),
            }
            for key, opening in made.openings.items()
        ],
        "next_steps": list(made.next_steps),
    }

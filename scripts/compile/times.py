"""The rules about time that are plain data: deadlines and opening times.

Their fields are here, and how they are compiled; what they mean is decided by the modules of the same name in calc/core.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from scripts.compile.fields import DatedHead, Source
from scripts.data.decode import CustomScalar, Key, Text, suggest
from scripts.data.values import DayOfPeriod, Duration, needed, term
from scripts.data.yaml_strict import Node

if TYPE_CHECKING:
    from scripts.compile.compiler import Compiler

# Deadlines


@dataclass(frozen=True, kw_only=True)
class Start:
    """A day that something is counted from 起算日."""

    ask: Text = needed("问题")
    help: Text | None = term("说明")


@dataclass(frozen=True, kw_only=True)
class DayOfMonth:
    """A day, or from one day to another, of the month so many months after the start."""

    months: int = needed("起算月以后第几个月")
    from_: int = needed("几日")
    to: int | None = term("到几日")


@dataclass(frozen=True, kw_only=True)
class Due:
    """One period or day that is counted from a start."""

    label: Text = needed("名称")
    from_: Key = needed("从哪一天起算")
    within: Duration | None = term("期限")
    day: DayOfMonth | None = term("每月的哪一天")
    begins: bool = term("从这一天起，而不是到这一天为止", False)
    for_: tuple[Key, ...] = term("只用于哪些选项", ())
    note: Text | None = term("说明")
    sources: tuple[Source, ...] = term("出处", ())


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A question that decides which periods there are."""

    ask: Text = needed("问题")
    options: dict[Key, Text] = needed("选项")


@dataclass(frozen=True, kw_only=True)
class Done:
    """Asks when it was done, and says what it means to have been in time or late."""

    ask: Text = needed("问题")
    limit: Key = needed("对哪一个期限")
    in_time: Text = needed("期限内的结论")
    late: Text = needed("过了期限的结论")


@dataclass(frozen=True, kw_only=True)
class Deadlines(DatedHead):
    """Periods 期限 counted from days the reader knows."""

    choice: Choice | None = term("先问哪一种")
    starts: dict[Key, Start] = needed("起算日")
    limits: dict[Key, Due] = needed("期限")
    earliest: Text | None = term("几个期限里取最早的一个时怎么说")
    done: Done | None = term("什么时候办的")
    next_steps: tuple[Key, ...] = term("接着办的事项", ())


def deadlines(compiler: Compiler, node: Node) -> dict[str, Any] | None:
    made: Deadlines | None = compiler.decoder.decode(node, Deadlines)
    if made is None:
        return None
    options = made.choice.options if made.choice else {}
    for due in made.limits.values():
        if due.from_ not in made.starts:
            compiler.say(due, f"没有起算日「{due.from_}」。{suggest(due.from_, made.starts)}")
        if (due.within is None) == (due.day is None):
            compiler.say(due, "within（期限）和 day（每月的哪一天）要写一个，只写一个")
        for option in due.for_:
            if option not in options:
                compiler.say(due, f"没有选项「{option}」。{suggest(option, options)}")
    if made.done and made.done.limit not in made.limits:
        compiler.say(made.done, f"没有期限「{made.done.limit}」。{suggest(made.done.limit, made.limits)}")
    for option in options:
        if not any(option in (due.for_ or options) for due in made.limits.values()):
            compiler.say(made, f"选项「{option}」没有期限")
    return compiler.dated_head(made) | {
        "choice": made.choice
        and {
            "ask": compiler.word(made.choice.ask),
            "options": {key: compiler.word(label) for key, label in options.items()},
        },
        "starts": [
            {"id": key, "ask": compiler.word(start.ask), "help": compiler.word(start.help)}
            for key, start in made.starts.items()
        ],
        "limits": [
            {
                "id": key,
                "label": compiler.word(due.label),
                "from": due.from_,
                "amount": due.within.amount if due.within else 0,
                "unit": due.within.unit if due.within else "day-of-month",
                "day": due.day and {"months": due.day.months, "from": due.day.from_, "to": due.day.to},
                "begins": due.begins,
                "for": list(due.for_),
                "note": compiler.word(due.note),
                "sources": compiler.sources(due.sources),
            }
            for key, due in made.limits.items()
        ],
        "earliest": compiler.word(made.earliest),
        "done": made.done
        and {
            "ask": compiler.word(made.done.ask),
            "limit": made.done.limit,
            "in_time": compiler.word(made.done.in_time),
            "late": compiler.word(made.done.late),
        },
        "next_steps": list(made.next_steps),
    }


# Opening times


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


def openings(compiler: Compiler, node: Node) -> dict[str, Any] | None:
    made: Openings | None = compiler.decoder.decode(node, Openings)
    if made is None:
        return None
    if (len(made.openings) > 1) != (made.ask is not None):
        compiler.say(made, "有几种受理时间要写 ask（问办哪一种），只有一种不写")
    for opening in made.openings.values():
        for day in (opening.from_, opening.to, *opening.doubtful):
            if day.period != opening.every:
                compiler.say(opening, f"「{day.text}」和 every: {opening.every} 不配")
    return compiler.dated_head(made) | {
        "ask": compiler.word(made.ask),
        "openings": [
            {
                "id": key,
                "label": compiler.word(opening.label),
                "window": {
                    "every": opening.every,
                    "from": opening.from_.as_calc(),
                    "to": opening.to.as_calc(),
                    "kind": opening.kind,
                },
                "working_days": opening.working_days,
                "hours": [[hours.begin, hours.end] for hours in opening.hours],
                "doubtful": [day.as_calc() for day in opening.doubtful],
                "advice": compiler.word(opening.advice),
                "note": compiler.word(opening.note),
                "sources": compiler.sources(opening.sources),
            }
            for key, opening in made.openings.items()
        ],
        "next_steps": list(made.next_steps),
    }

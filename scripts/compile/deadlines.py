"""Deadlines 期限: periods counted from days the reader knows. What they mean is decided by :mod:`calc.declared.deadlines`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from calc.engine import stored
from scripts.compile.fields import DatedHead, Replaced, Source, Status
from scripts.compile.procedures import Procedures, Reference
from scripts.compile.reader import Reader
from scripts.data import model
from scripts.data.decode import Key, Text, suggest
from scripts.data.plan_data import BINDS
from scripts.data.values import Duration, needed, term
from scripts.data.yaml_strict import Node

LAW: dict[str, Status] = {"原文": "verified", "转引": "secondary", "待核": "secondary"}
"""How far a limit that the law sets has been checked, from what its procedure says of it."""


@dataclass(frozen=True, kw_only=True)
class Start:
    """A day that something is counted from 起算日."""

    ask: Text = needed("问题")
    help: Text | None = term("说明")
    happened: bool = term("已经发生的事，不能晚于今天", False)


@dataclass(frozen=True, kw_only=True)
class DayOfMonth:
    """A day, or from one day to another, of the month so many months after the start; or a monthly window of a procedure."""

    months: int = needed("起算月以后第几个月")
    from_: int | None = term("几日")
    to: int | None = term("到几日")
    window: Reference | None = term("哪个事项的哪个窗口期")


@dataclass(frozen=True, kw_only=True)
class Due:
    """One period or day that is counted from a start: a time limit of a procedure, or one that stands in no procedure."""

    label: Text = needed("名称")
    from_: Key = needed("从哪一天起算")
    limit: Reference | None = term("哪个事项的哪个办理时限")
    within: Duration | None = term("期限")
    after: bool = term("这个期限过完以后", False)
    day: DayOfMonth | None = term("每月的哪一天")
    begins: bool = term("从这一天起，而不是到这一天为止", False)
    for_: tuple[Key, ...] = term("只用于哪些选项", ())
    since: dt.date | None = term("从哪天起才有")
    replaced: Replaced | None = term("从哪天起不再这样")
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


def deadlines(reader: Reader, procedures: Procedures, node: Node) -> stored.Deadlines | None:
    made: Deadlines | None = reader.decoder.decode(node, Deadlines)
    if made is None:
        return None
    options = made.choice.options if made.choice else {}
    for due in made.limits.values():
        if due.from_ not in made.starts:
            reader.say(due, f"没有起算日“{due.from_}”。{suggest(due.from_, made.starts)}")
        if [due.limit, due.within, due.day].count(None) != 2:
            reader.say(due, "limit（事项的办理时限）、within（期限）和 day（每月的哪一天）要写一个，只写一个")
        if due.day and (due.day.window is None) == (due.day.from_ is None):
            reader.say(due.day, "from（几日）和 window（事项的窗口期）要写一个，只写一个")
        for option in due.for_:
            if option not in options:
                reader.say(due, f"没有选项“{option}”。{suggest(option, options)}")
    if made.done and made.done.limit not in made.limits:
        reader.say(made.done, f"没有期限“{made.done.limit}”。{suggest(made.done.limit, made.limits)}")
    for option in options:
        if not any(option in (due.for_ or options) for due in made.limits.values()):
            reader.say(made, f"选项“{option}”没有期限")
    return {
        **reader.head(made, made.example, made.example_today),
        "choice": {
            "ask": reader.word(made.choice.ask),
            "options": {key: reader.word(label) for key, label in options.items()},
        }
        if made.choice
        else None,
        "starts": [
            {"id": key, "ask": reader.word(start.ask), "help": reader.word(start.help), "happened": start.happened}
            for key, start in made.starts.items()
        ],
        "limits": [
            entry for key, due in made.limits.items() if (entry := _limit(reader, procedures, made.status, key, due))
        ],
        "earliest": reader.word(made.earliest),
        "done": {
            "ask": reader.word(made.done.ask),
            "limit": made.done.limit,
            "in_time": reader.word(made.done.in_time),
            "late": reader.word(made.done.late),
        }
        if made.done
        else None,
        "next_steps": list(made.next_steps),
    }


def _limit(reader: Reader, procedures: Procedures, status: Status, key: Key, due: Due) -> stored.Due | None:
    """:param status: of the rule; a limit that the law sets has its own."""
    limit = procedures.limit(due.limit) if due.limit else None
    if due.limit and not limit:
        return None
    within = limit.within if limit else due.within
    meaning = limit.meaning if limit else "办结"
    binds = "wait" if due.after else BINDS[meaning]
    return {
        "id": key,
        "label": reader.word(due.label),
        "from": due.from_,
        "amount": within.amount if within else 0,
        "unit": within.unit if within else "day-of-month",
        "binds": binds,
        "day": _day(reader, procedures, due.day) if due.day else None,
        "begins": due.begins or binds == "wait",
        "for": list(due.for_),
        "note": reader.word(due.note or (limit.note if limit and not due.after else None)),
        "sources": reader.sources(due.sources) or _law(reader, limit),
        "status": LAW[limit.source.checked] if limit and limit.source and limit.source.law else status,
        "since": due.since.isoformat() if due.since else "",
        "replaced": reader.replaced(due.replaced),
    }


def _law(reader: Reader, limit: model.TimeLimit | None) -> list[stored.Source]:
    """The law that sets a procedure's limit, and what else says so; none where a document does."""
    source = limit.source if limit else None
    if source is None or source.law is None:
        return []
    places = [(source.law, source.article), *((also.law, also.article) for also in source.also)]
    return [{"key": law, "place": reader.word(article)} for law, article in places]


def _day(reader: Reader, procedures: Procedures, day: DayOfMonth) -> stored.DayOfMonth | None:
    if day.window is None:
        return {"months": day.months, "from": day.from_ or 0, "to": day.to}  # that it is there has been checked
    found = procedures.window(day.window)
    if found is None:
        return None
    _procedure, window = found
    if window.every != "month" or not isinstance(window.from_.as_calc(), int):
        reader.say(day.window, "这里只能用每月、从某一日开始的窗口期")
        return None
    first, last = int(window.from_.as_calc()), window.to.as_calc()
    return {"months": day.months, "from": first, "to": last if isinstance(last, int) else None}

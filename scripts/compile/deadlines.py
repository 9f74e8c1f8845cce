"""Deadlines 期限: periods counted from days the reader knows. What they mean is decided by :mod:`calc.declared.deadlines`."""

from __future__ import annotations

from dataclasses import dataclass

from calc.engine import stored
from scripts.compile.fields import DatedHead, Source
from scripts.compile.reader import Reader
from scripts.data.decode import Key, Text, suggest
from scripts.data.values import Duration, needed, term
from scripts.data.yaml_strict import Node


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


def deadlines(reader: Reader, node: Node) -> stored.Deadlines | None:
    made: Deadlines | None = reader.decoder.decode(node, Deadlines)
    if made is None:
        return None
    options = made.choice.options if made.choice else {}
    for due in made.limits.values():
        if due.from_ not in made.starts:
            reader.say(due, f"没有起算日「{due.from_}」。{suggest(due.from_, made.starts)}")
        if (due.within is None) == (due.day is None):
            reader.say(due, "within（期限）和 day（每月的哪一天）要写一个，只写一个")
        for option in due.for_:
            if option not in options:
                reader.say(due, f"没有选项「{option}」。{suggest(option, options)}")
    if made.done and made.done.limit not in made.limits:
        reader.say(made.done, f"没有期限「{made.done.limit}」。{suggest(made.done.limit, made.limits)}")
    for option in options:
        if not any(option in (due.for_ or options) for due in made.limits.values()):
            reader.say(made, f"选项「{option}」没有期限")
    return {
        **reader.head(made, made.example, made.example_today),
        "choice": {
            "ask": reader.word(made.choice.ask),
            "options": {key: reader.word(label) for key, label in options.items()},
        }
        if made.choice
        else None,
        "starts": [
            {"id": key, "ask": reader.word(start.ask), "help": reader.word(start.help)}
            for key, start in made.starts.items()
        ],
        "limits": [
            {
                "id": key,
                "label": reader.word(due.label),
                "from": due.from_,
                "amount": due.within.amount if due.within else 0,
                "unit": due.within.unit if due.within else "day-of-month",
                "day": {"months": due.day.months, "from": due.day.from_, "to": due.day.to} if due.day else None,
                "begins": due.begins,
                "for": list(due.for_),
                "note": reader.word(due.note),
                "sources": reader.sources(due.sources),
            }
            for key, due in made.limits.items()
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

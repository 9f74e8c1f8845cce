"""Deadlines 期限 as data: periods counted from days the reader knows, with the days left and a calendar file.

Every day is counted by :mod:`calc.engine.timing`. Where a last day is a rest day both days are named: that of the period,
and the one to which 民法典第203条 moves it. An old guide does not say whether it moves, so the earlier one is advised.
A headline that says two days names the earlier one of each; where it moves to stands below.
What an old guide says and the law has since replaced stands in the working only, with what holds instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from ..engine.calculators import Calculator, Case
from ..engine.calendar import notices
from ..engine.conditions import Condition
from ..engine.data import load
from ..engine.events import Event
from ..engine.inputs import Input
from ..engine.months import YearMonth
from ..engine.parameters import STATUS, Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Result, Table
from ..engine.stored import DayOfMonth, Deadlines, Done, Due
from ..engine.texts import N_, _, first_sentence, quoted
from ..engine.timing import Limit, due
from ..engine.timing_words import PROVISIONAL, certainty_words, due_words, is_provisional
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show, show_day, show_weekday
from .rule import cited, confidence, from_data

CHOICE, DONE = "which", "done"
SHORT = 2  # days that a headline can hold
REST_DAY = Citation("civil-code", N_("第二百零三条"))


@dataclass(frozen=True)
class Period:
    """A counted period: `day` ends it, or begins it where the rule says from when on; `last` ends a stretch of days.

    `words`: the day or days; `moved`: the day to which a rest day moves it; `provisional`: a year's
    days off are not announced yet; `note`: how far it can be relied on.
    """

    day: date
    formula: str
    words: str
    last: date | None = None
    moved: date | None = None
    provisional: bool = False
    note: str = ""
    sources: tuple[Citation, ...] = ()


@cache
def deadlines() -> dict[str, Calculator]:
    """Every deadline rule as a calculator, by slug. Raises DataMissing."""
    return {slug: _calculator(slug, rule) for slug, rule in load()["deadlines"].items()}


def _calculator(slug: str, rule: Deadlines) -> Calculator:
    def count(case: Case, law: Law, work: Trace) -> Result:
        return _count(rule, case, work)

    return from_data(slug, rule, count, kind="deadline", inputs=tuple(_inputs(rule)), next_steps=rule["next_steps"])


def _inputs(rule: Deadlines) -> Iterator[Input]:
    if rule["choice"]:
        yield Input(CHOICE, "enum", rule["choice"]["ask"], options=rule["choice"]["options"])
    several = len(rule["starts"]) > 1
    for start in rule["starts"]:
        yield Input(
            start["id"],
            "date",
            start["ask"],
            help=start["help"],
            happened=start["happened"],
            required=not several,
            ask_when=_asked(rule, start["id"]),
        )
    if rule["done"]:
        yield Input(DONE, "date", rule["done"]["ask"], required=False)


def _asked(rule: Deadlines, start: str) -> Condition:
    """A start is asked for if a period that applies to the choice is counted from it."""
    limits = [limit for limit in rule["limits"] if limit["from"] == start]
    if not rule["choice"] or not all(limit["for"] for limit in limits):
        return None
    return {"situation": CHOICE, "is": sorted({option for limit in limits for option in limit["for"]})}


def _check_order(rule: Deadlines, case: Case) -> None:
    """The days that periods are counted from follow one another as they are asked; what is done comes after its day.

    Raises CannotCalculate.
    """
    asked = [start["id"] for start in rule["starts"]]
    pairs = [*combinations(asked, 2), *([(asked[0], DONE)] if rule["done"] else [])]
    for earlier, later in pairs:
        first, then = getattr(case, earlier), getattr(case, later)
        if first and then and then < first:
            text = _("“{later}”填的是{then}，比“{earlier}”的{first}还早。请把两个日子对一对，看哪个写错了。")
            message = text.format(
                later=case[later].label, then=show(then), earlier=case[earlier].label, first=show(first)
            )
            raise CannotCalculate([Problem(later, Code.CONTRADICTION, message)])


def _count(rule: Deadlines, case: Case, work: Trace) -> Result:
    _check_order(rule, case)
    limits = [
        limit
        for limit in rule["limits"]
        if (not limit["for"] or getattr(case, CHOICE) in limit["for"])
        and (start := getattr(case, limit["from"])) is not None
        and start.isoformat() >= limit["since"]
    ]
    if not limits:
        starts = _("、").join(quoted(_(start["ask"])) for start in rule["starts"])
        raise CannotCalculate(
            [Problem(rule["starts"][0]["id"], Code.REQUIRED, _("{starts}里至少填一个。").format(starts=starts))]
        )
    periods: dict[str, tuple[Due, Period]] = {}
    rows, events, moves, says = [], [], [], []
    for limit in limits:
        start = getattr(case, limit["from"])
        counted = period(limit, start)
        when = _when(limit, counted)
        if (replaced := limit["replaced"]) and start.isoformat() >= replaced["since"]:
            note = _(replaced["note"])
            sources = (*cited(limit["sources"], rule["sources"]), *cited(replaced["sources"]))
            work.step(
                limit["id"],
                _("旧资料写的：{label}").format(label=_(limit["label"])),
                counted.day,
                formula=counted.formula,
                terms=[case[limit["from"]]],
                sources=sources,
                note=note,
                shown=when,
            )
            says.append(note)
            continue
        periods[limit["id"]] = (limit, counted)
        left = "" if limit["begins"] or counted.last else _left(counted.day, case.today)
        note = "".join((_(limit["note"]), counted.note, left))
        work.step(
            limit["id"],
            _(limit["label"]),
            counted.day,
            formula=counted.formula,
            terms=[case[limit["from"]]],
            sources=(*cited(limit["sources"], rule["sources"]), *counted.sources),
            note=note,
            shown=when,
        )
        if counted.moved:
            work.step(
                f"{limit['id']}_moved",
                _("遇休息日顺延"),
                counted.moved,
                formula=_("{day}是休息日，顺延到休息日结束后的第一天").format(day=show(counted.day)),
                sources=[REST_DAY],
                note=_("资料没有写能不能顺延，稳妥起见，在{day}以前办好。").format(day=show(counted.day)),
            )
            moves.append(_("{label}：{when}。").format(label=_(limit["label"]), when=when))
        rows.append((_(limit["label"]), when, left or _(limit["note"])))
        says += [text for text in (counted.note, left and f"{_(limit['label'])}：{left}{_(limit['note'])}") if text]
        events.append(Event(counted.day, _(limit["label"]), note, counted.last))
    live = list(periods.values())
    deciding = [limit for limit, _counted in live]
    briefs = [(_(limit["label"]), _brief(limit, counted, len(live) == 1)) for limit, counted in live]
    headline = _("；").join(f"{label}：{when}" for label, when in briefs)
    if not live:  # the law has replaced all of it: what it says instead
        headline, rest = first_sentence(says.pop(0))
        says[:0] = [rest] if rest else []
    if len(live) > SHORT:
        headline = _nearest(briefs, [counted for _limit, counted in live], case.today)
    if rule["earliest"] and len(rows) > 1:
        first, counted = min(live, key=lambda each: each[1].day)
        deciding = [first]
        headline = _earliest(rule, counted.day, work)
    if rule["done"] and case.done is not None and rule["done"]["limit"] in periods:
        says.insert(0, _judge(rule["done"], case, periods[rule["done"]["limit"]][1], work))
    return Result(
        headline,
        confidence(*(limit["status"] for limit in deciding)),
        explanations=list(dict.fromkeys([*moves, *says])),
        tables=[Table(_("时间"), (_("事情"), _("日期"), _("说明")), rows)] if len(rows) > 1 else [],
        assumptions=[
            *_counting([limit for limit, _counted in live]),
            *dict.fromkeys(_(STATUS[limit["status"]]) for limit in deciding),
        ],
        events=events,
    )


def _counting(limits: Sequence[Due]) -> list[str]:
    """How the first day is treated, and that an old guide does not say so; empty where nothing is counted."""
    counted = [limit for limit in limits if limit["unit"] not in ("immediate", "day-of-month")]
    if not counted:
        return []
    if any(limit["status"] == "old-guide" for limit in counted):
        return [_("起算的那一天算不算，资料没有写；这里不算，从第二天数起。")]
    return [_("起算的那一天不算，从第二天数起。")]


def period(limit: Due, start: date) -> Period:
    """Count one period from a start."""
    if limit["day"]:
        return _day_of_month(limit["day"], start, limit["begins"])
    ends = due(Limit.from_data(limit), start)
    looked_at = notices(start if limit["unit"] == "working-day" else ends.natural, ends.last)
    return Period(
        ends.natural,
        _formula(limit, start),
        due_words(ends),
        moved=ends.last if ends.moved else None,
        provisional=is_provisional(ends),
        note=certainty_words(ends),
        sources=tuple(map(Citation, looked_at)) if limit["unit"] != "immediate" else (),
    )


def _formula(limit: Due, start: date) -> str:
    amount, unit = limit["amount"], limit["unit"]
    if unit == "immediate":
        return _("当场办好")
    words = {
        "working-day": _("从{start}的第二天起数{n}个工作日"),
        "calendar-day": _("从{start}的第二天起数{n}天"),
        "month": _("{start}以后{n}个月的对应日；那个月没有这一天的，是月末"),
        "year": _("{start}以后{n}年的对应日；那个月没有这一天的，是月末"),
    }[unit]
    text = words.format(start=show(start), n=amount)
    if limit["binds"] != "wait":
        return text
    return text + (_("，过完以后的第一个工作日") if unit == "working-day" else _("，过完以后的第一天"))


def _day_of_month(rule: DayOfMonth, start: date, begins: bool) -> Period:
    month = YearMonth.of(start).plus(rule["months"])
    day, last = month.day(rule["from"]), month.day(rule["to"]) if rule["to"] else None
    if begins and day < start:
        return Period(start, _("{start}已经过了那一天，从当天起").format(start=show(start)), show_day(start))
    words = {0: _("当月"), 1: _("下个月")}.get(rule["months"]) or _("{n}个月以后").format(n=rule["months"])
    return Period(day, _("{start}的{words}").format(start=show(start), words=words), show_day(day), last)


def _when(limit: Due, counted: Period) -> str:
    if counted.last and counted.last != counted.day:
        return _("{first}到{last}").format(first=show_day(counted.day), last=show_day(counted.last))
    if limit["unit"] == "immediate":
        return _("当天（{day}）").format(day=show(counted.day))
    return _bound(limit, counted.words)


def _brief(limit: Due, counted: Period, alone: bool) -> str:
    """The same as short as a headline needs it: never why a day moves; of several, neither weekday nor where it moves to."""
    day = show_day if alone else show
    if counted.last and counted.last != counted.day:
        return _("{first}到{last}").format(first=day(counted.day), last=day(counted.last))
    if limit["unit"] == "immediate":
        return _when(limit, counted)
    words = day(counted.day)
    if alone and counted.moved:
        words = _("{natural}，顺延到{last}").format(natural=words, last=day(counted.moved))
    return _bound(limit, words + (_(PROVISIONAL) if counted.provisional else ""))


def _bound(limit: Due, words: str) -> str:
    return (_("从{day}起") if limit["begins"] else _("最晚{day}")).format(day=words)


def _left(day: date, today: date) -> str:
    days = (day - today).days
    if days > 0:
        return _("离{today}还有{n}天。").format(today=show(today), n=days)
    if days == 0:
        return _("{today}就是最后一天。").format(today=show(today))
    return _("到{today}已经过了{n}天。").format(today=show(today), n=-days)


def _nearest(rows: Sequence[tuple[str, str]], counted: Sequence[Period], today: date) -> str:
    """Of many days the next one, or the last one if all are over."""
    ends = [period.last or period.day for period in counted]
    coming = [place for place, end in enumerate(ends) if end >= today]
    place = min(coming, key=ends.__getitem__) if coming else max(range(len(ends)), key=ends.__getitem__)
    label, when = rows[place]
    text = (
        _("一共{n}个日子，下一个是{label}：{when}") if coming else _("一共{n}个日子，都过了，最后一个是{label}：{when}")
    )
    return text.format(n=len(rows), label=label, when=when)


def _earliest(rule: Deadlines, day: date, work: Trace) -> str:
    node = work.step("advised", _(rule["earliest"]), day, formula=_("几个日期里最早的一个"), note=show_weekday(day))
    return f"{node.label}：{show_day(day)}"


def _judge(asked: Done, case: Case, counted: Period, work: Trace) -> str:
    met = case.done <= counted.day
    done: Node = case[DONE]
    text = _(asked["in_time" if met else "late"])
    work.check(
        "in_time",
        done.label,
        met,
        formula=_("{done}，最晚{day}").format(done=done.text, day=show(counted.day)),
        terms=[done],
        note=text,
    )
    return text

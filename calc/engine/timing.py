"""When 时间: can I go on this day, and by when is it due? The only code that answers either question.

Plan, opening times, deadlines, the words on pages and the files for the reader's calendar all ask here, so that one
question has one answer; :mod:`.timing_words` says it. The verdict on a day is one of three: :class:`Yes`, :class:`Ask` (先问) and why, :class:`No` and
from when on. A counter never gets a plain yes on a rest day unless the source says that it is open then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from .calendar import (
    DAY,
    is_make_up_day,
    is_provisional,
    is_sure,
    is_working_day,
    known_years,
    next_working_day,
    working_days_after,
)
from .months import add_months
from .texts import N_, _
from .windows import HORIZON, Window

__all__ = ["Ask", "Certainty", "Due", "Hours", "Limit", "No", "Verdict", "Why", "Window", "Yes", "can_i", "due"]


class Why(StrEnum):
    """Why a day is doubtful, or not one to go."""

    REST_DAY = "rest-day"  # the source does not say whether the counter is open on it
    MAKE_UP_DAY = "make-up-day"  # a weekend day on which offices work
    UNPUBLISHED = "unpublished"  # it may become a rest day, or a working day
    DOUBTFUL = "doubtful"  # the source leaves open whether the day belongs to the window
    AVOID = "avoid"  # the source advises against the day
    UNSTATED = "unstated"  # the source says nothing about when
    OUTSIDE = "outside"  # not in the window
    CLOSED = "closed"  # the source says that it is closed on rest days


@dataclass(frozen=True)
class Hours:
    """On which days the channel is open 办公时间. `rest`: closed or open on rest days, or unknown; `weekdays`: 周一至周五.

    A counter of which the source says nothing is unknown; an online channel has no rest days unless the source says so.
    """

    rest: str = "unknown"
    weekdays: bool = False

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> "Hours":
        """Read the data form; nothing at all is a counter whose hours are unknown. Raises ValueError."""
        rest, weekdays = str((data or {}).get("rest") or "unknown"), bool((data or {}).get("weekdays"))
        if rest not in ("closed", "open", "unknown"):
            raise ValueError(f"not closed, open or unknown: {rest}")
        return cls(rest, weekdays)


@dataclass(frozen=True)
class Yes:
    """One can go. `closes`: the last day of this time round; `safe`: the last working day of it, if that is earlier."""

    day: date
    closes: date | None = None
    safe: date | None = None


@dataclass(frozen=True)
class Ask:
    """Ask first: the source does not settle it, or advises against the day.

    `next`: from when on one can without that doubt; `sure`: the first day with a plain yes, if later.
    """

    day: date
    why: tuple[Why, ...]
    closes: date | None = None
    safe: date | None = None
    next: date | None = None
    sure: date | None = None


@dataclass(frozen=True)
class No:
    """Not on that day. `next`: from when on one can, or may ask; `sure`: the first day with a plain yes, if later."""

    day: date
    why: Why
    next: date | None = None
    sure: date | None = None


Verdict = Yes | Ask | No


def can_i(day: date, window: Window | None, hours: Hours) -> Verdict:
    """Can the act of the window be done on the day? Without a window the source says nothing about when."""
    judged = _judge(day, window, hours)
    if judged == ():
        return Yes(day, *_closing(day, window, hours))
    start = _first(day + DAY, lambda each: _welcome(_judge(each, window, hours)))
    sure = _first(start, lambda each: _judge(each, window, hours) == ()) if start else None
    if isinstance(judged, Why):
        return No(day, judged, start, sure if sure != start else None)
    if _welcome(judged):  # the next working day, not the next Sunday
        return Ask(day, judged, *_closing(day, window, hours), next=sure)
    return Ask(day, judged, *_closing(day, window, hours), next=start, sure=sure if sure != start else None)


def _first(day: date, wanted: Callable[[date], bool]) -> date | None:
    """The first day from this one on that is wanted."""
    return next((each for step in range(HORIZON) if wanted(each := day + step * DAY)), None)


def _judge(day: date, window: Window | None, hours: Hours) -> Why | tuple[Why, ...]:
    """Why not, or what has to be asked: nothing for a plain yes."""
    doubts: list[Why] = []
    if window is None:
        doubts += [Why.UNSTATED] if hours.rest == "unknown" else []
    elif window.is_doubtful(day):
        doubts.append(Why.DOUBTFUL)
    elif window.kind == "open" and not window.includes(day) and not _works_on_weekdays(window, day):
        return Why.OUTSIDE
    elif window.kind == "avoid" and window.includes(day):
        doubts.append(Why.AVOID)
    closed_on_rest_days = hours.rest == "closed" or (window is not None and window.working_days)
    if hours.rest == "open" and not closed_on_rest_days:
        return tuple(doubts)
    weekdays = hours.weekdays or (window is not None and window.every == "week")
    unpublished = day.year > known_years()[1] and not is_sure(day)
    if not is_working_day(day):
        if closed_on_rest_days and not unpublished:
            return Why.CLOSED
        doubts += [] if closed_on_rest_days else [Why.REST_DAY]
    elif is_make_up_day(day):
        doubts += [Why.MAKE_UP_DAY] if weekdays else []
    return (*doubts, Why.UNPUBLISHED) if unpublished else tuple(doubts)


def _welcome(judged: Why | tuple[Why, ...]) -> bool:
    """Whether the source lets one come, though the day may be a rest day."""
    return not isinstance(judged, Why) and not {Why.AVOID, Why.DOUBTFUL} & {*judged}


def _works_on_weekdays(window: Window, day: date) -> bool:
    """A weekend day that is worked stands outside 周一至周五, but may be open like one of them."""
    return window.every == "week" and window.working_days and is_make_up_day(day)


def _closing(day: date, window: Window | None, hours: Hours) -> tuple[date | None, date | None]:
    """The last day of this time round, and the last one with a plain yes if that is another."""
    if window is None:
        return None, None
    edge = window.next_day(day, inside=window.kind == "avoid")
    if edge is None or edge <= day:
        return None, None
    closes = edge - DAY
    while closes > day and isinstance(_judge(closes, window, hours), Why):
        closes -= DAY
    safe = closes
    while safe > day and _judge(safe, window, hours) != ():
        safe -= DAY
    return closes, (safe if safe != closes and _judge(safe, window, hours) == () else None)


class Certainty(StrEnum):
    """How far a day that was counted can be relied on."""

    EXACT = "exact"
    PROVISIONAL = "provisional"  # the days fixed by law and weekends; make-up days are not announced
    ROUGH = "rough"  # weekends and holidays on fixed dates; nothing is known of the others


SLACK = {"calendar": 7, "working": 10}
"""Days by which a provisional answer differed at most, had every year since 2008 been counted so. A test counts again."""


@dataclass(frozen=True)
class Limit:
    """How long something may take 期限. `unit`: working-day, calendar-day, month, year or immediate.

    `binds`: the office has so long to answer (office 办结), or to do what does not concern the reader (internal 内部); the
    applicant has so long to come (applicant 申请), or has to wait so long (wait 等候). `begins` says from when it runs.
    """

    amount: int
    unit: str
    binds: str = "office"
    label: str = ""
    begins: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Limit":
        """Read the data form. Raises ValueError if it is not a limit."""
        amount, unit, binds = int(data.get("amount") or 0), str(data["unit"]), str(data.get("binds") or "office")
        if unit not in ("immediate", *_LENGTHS) or binds not in ("office", "internal", "applicant", "wait"):
            raise ValueError(f"not a time limit: {dict(data)!r}")
        return cls(amount, unit, binds, str(data.get("label") or ""), str(data.get("from") or ""))

    @property
    def length(self) -> str:
        """15个工作日, 60天（含休息日）, 1个月, 1年; 当场."""
        return _(_LENGTHS[self.unit]).format(n=self.amount) if self.unit in _LENGTHS else _("当场")


_LENGTHS = {
    "working-day": N_("{n}个工作日"),
    "calendar-day": N_("{n}天（含休息日）"),
    "month": N_("{n}个月"),
    "year": N_("{n}年"),
}


@dataclass(frozen=True)
class Due:
    """When a period ends, or when a wait is over.

    `natural`: the day itself; `last`: the day to which 民法典第203条 moves it from a rest day (the same for working days and
    waits); `earliest`, `latest`: between which days `last` stands once the years it counts are published.
    """

    limit: Limit
    begins: date
    natural: date
    last: date
    certainty: Certainty = Certainty.EXACT
    slack: int = 0
    unpublished: int = 0
    """The first year whose arrangement the answer would need and that is not published; 0 if there is none."""

    @property
    def moved(self) -> bool:
        """Whether the day itself is a rest day, so that the period ends later."""
        return self.last != self.natural

    @property
    def earliest(self) -> date:
        return self.natural if self.limit.unit != "working-day" else self.last - self.slack * DAY

    @property
    def latest(self) -> date:
        return self.last + self.slack * DAY


def due(limit: Limit, begins: date) -> Due:
    """When a limit that begins on the day ends; nothing is refused.

    民法典 第二百零一条 to 第二百零三条: the day it begins is not counted; months and years end on the corresponding day, or on
    the last day of a shorter month; a last day on a rest day moves to the next working day. A wait (「15个工作日后」「60天后」)
    is over on the day after the period: that runs to the end of its last day (第203条第2款), and 「后」 is after it. So the
    first day to come is the 16th working day, as it is the 61st day.
    """
    amount, wait = limit.amount, limit.binds == "wait"
    match limit.unit:
        case "immediate":
            return Due(limit, begins, begins, begins)
        case "working-day":
            last = working_days_after(begins, amount + wait)
            return _certain(Due(limit, begins, last, last), begins + DAY, last, SLACK["working"])
        case "calendar-day":
            natural = begins + (amount + wait) * DAY
        case _:
            natural = add_months(begins, amount * (12 if limit.unit == "year" else 1)) + wait * DAY
    last = natural if wait else next_working_day(natural)
    return _certain(Due(limit, begins, natural, last), natural, last, 0 if wait else SLACK["calendar"])


def _certain(plain: Due, first: date, last: date, slack: int) -> Due:
    """The same with how far it can be relied on: every day that was looked at, from the first to the last."""
    if not slack:
        return plain
    unsure = [day for step in range((last - first).days + 1) if not is_sure(day := first + step * DAY)]
    if not unsure:
        return plain
    rough = any(not is_provisional(day.year) for day in unsure)
    certainty = Certainty.ROUGH if rough else Certainty.PROVISIONAL
    year = next(day.year for day in unsure if not rough or not is_provisional(day.year))
    return replace(plain, certainty=certainty, slack=0 if rough else slack, unpublished=year)

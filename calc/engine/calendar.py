"""Rest days 休息日 and working days 工作日, with how certain they are.

Three kinds of years:

- *published*: the State Council has announced holidays and make-up days (调休上班); they hold exactly.
- *provisional*: later years for which the compiled data hold the days that 全国年节及纪念日放假办法 fixes (第二条), with the
  working days that make up for those on a weekend (第六条), put right behind them. Make-up days are not known.
- any other year: weekends and the holidays that stand on a fixed date; the lunar ones and 清明 are not known.

No year is refused. Who uses a day has to ask :func:`is_sure` and say so if it is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .data import load
from .stored import Holiday
from .texts import N_

DAY = timedelta(days=1)
FIXED = {(1, 1): N_("元旦"), (5, 1): N_("劳动节"), (10, 1): N_("国庆节"), (10, 2): N_("国庆节"), (10, 3): N_("国庆节")}
"""Holidays on a fixed date for all citizens under every version of 全国年节及纪念日放假办法 since 1999."""
REACH = 10
"""Days from a holiday fixed by law within which a notice has ever made a weekday a rest day or a weekend a working day.

Far from every holiday a weekend is a weekend. A test holds it against all published years.
"""
HOLIDAY_LAW = "national-holidays"


@dataclass(frozen=True)
class _Year:
    """`rest`: rest days with the holiday's name, plain weekends not among them; `working`: make-up working days.

    `fixed`: those rest days of a provisional year that the law itself names, so that no notice can change them.
    """

    rest: dict[date, str]
    working: frozenset[date]
    fixed: frozenset[date]
    published: bool


@cache
def _years() -> dict[int, _Year]:
    years = {}
    for year, entry in load()["calendar"].items():
        rest = _days(entry["holidays"])
        fixed = frozenset(rest)
        rest |= _days(entry["made_up"])
        working = frozenset(map(date.fromisoformat, entry["working_days"]))
        years[int(year)] = _Year(rest, working, fixed, not entry["provisional"])
    return years


def _days(holidays: Sequence[Holiday]) -> dict[date, str]:
    days: dict[date, str] = {}
    for holiday in holidays:
        day, last = date.fromisoformat(holiday["from"]), date.fromisoformat(holiday["to"])
        while day <= last:
            days[day] = holiday["name"]
            day += DAY
    return days


@cache
def known_years() -> tuple[int, int]:
    """The first and the last year whose arrangement is published; there is no gap between them."""
    published = [number for number, year in _years().items() if year.published]
    return min(published), max(published)


def is_published(year: int) -> bool:
    """Whether the State Council's arrangement of the year is in the data."""
    return year in _years() and _years()[year].published


def is_provisional(year: int) -> bool:
    """Whether the days fixed by law are known for the year, lunar ones too, but not its make-up days."""
    return year in _years() and not _years()[year].published


def holiday_name(day: date) -> str:
    """The holiday that makes the day a rest day, in Simplified, or the empty string."""
    if year := _years().get(day.year):
        return year.rest.get(day, "")
    return FIXED.get((day.month, day.day), "")


def is_make_up_day(day: date) -> bool:
    """Whether the day is a weekend day on which offices work in exchange for a holiday."""
    return day.year in _years() and day in _years()[day.year].working


def is_working_day(day: date) -> bool:
    """Whether offices work on that day, as far as it is known: see :func:`is_sure`."""
    return is_make_up_day(day) or (day.weekday() < 5 and not holiday_name(day))


@cache
def is_sure(day: date) -> bool:
    """Whether what kind of day it is cannot change: its year is published, or no holiday is near and none is unknown."""
    if is_published(day.year):
        return True
    if (day.month, day.day) in FIXED or (is_provisional(day.year) and day in _years()[day.year].fixed):
        return True
    around = (day + step * DAY for step in range(-REACH, REACH + 1))
    return is_provisional(day.year) and not any(holiday_name(near) for near in around)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day


def working_days_after(start: date, count: int) -> date:
    """The count-th working day after the start day, which is not counted (民法典第201条). Zero gives the start day."""
    day = start
    while count > 0:
        day += DAY
        count -= is_working_day(day)
    return day


def notices(first: date, last: date) -> list[str]:
    """The citation keys of what sets the calendar from one day to the other: the yearly notices, or the law alone."""
    years = load()["calendar"]
    keys = [
        key
        for year in range(first.year, last.year + 1)
        for key in years.get(str(year), {"notices": [HOLIDAY_LAW]})["notices"]
    ]
    return list(dict.fromkeys(keys))

"""Working days (工作日): weekends, public holidays and make-up working days (调休上班) as the State Council set them.

Years without a published arrangement are refused. Make-up days are known for no year before it is announced.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .data import load
from .months import add_months
from .texts import N_, _

DAY = timedelta(days=1)
UNKNOWN_YEAR = N_("{year}年的放假和调休安排还没有收录。现在收录了{first}年到{last}年，请换一个日期，或者自己数工作日。")


class UnknownYear(LookupError):
    """The calendar of a year is not known."""

    def __init__(self, year: int) -> None:
        self.year = year
        first, last = known_years()
        super().__init__(_(UNKNOWN_YEAR).format(year=year, first=first, last=last))


@dataclass(frozen=True)
class Deadline:
    """Where a period ends. `natural`: its own last day. `last`: the day it may be done at the latest."""

    natural: date
    last: date

    @property
    def moved(self) -> bool:
        """True if the period's own last day is a rest day, so that it ends later."""
        return self.last != self.natural


@cache
def _years() -> dict[int, tuple[dict[date, str], frozenset[date]]]:
    """Year → (rest days with the holiday's name, make-up working days). Rest days exclude plain weekends."""
    years = {}
    for year, entry in load()["calendar"].items():
        rest: dict[date, str] = {}
        for holiday in entry["holidays"]:
            day, last = date.fromisoformat(holiday["from"]), date.fromisoformat(holiday["to"])
            while day <= last:
                rest[day] = holiday["name"]
                day += DAY
        years[int(year)] = rest, frozenset(map(date.fromisoformat, entry["working_days"]))
    return years


def known_years() -> tuple[int, int]:
    """The first and the last year whose calendar is known; there is no gap between them."""
    return min(_years()), max(_years())


def is_working_day(day: date) -> bool:
    """Whether offices work on that day. Raises UnknownYear."""
    try:
        rest, working = _years()[day.year]
    except KeyError:
        raise UnknownYear(day.year) from None
    return day in working or (day.weekday() < 5 and day not in rest)


def holiday_name(day: date) -> str:
    """The holiday whose arrangement makes the day a rest day, in Simplified, or the empty string."""
    return _years()[day.year][0].get(day, "") if day.year in _years() else ""


def notices(first: date, last: date) -> list[str]:
    """The citation keys of the notices that set the calendar of the years from one day to the other, if known."""
    years = load()["calendar"]
    return [
        key for year in range(first.year, last.year + 1) for key in years.get(str(year), {"notices": ()})["notices"]
    ]


def is_make_up_day(day: date) -> bool:
    """Whether the day is a weekend day on which offices work in exchange for a holiday."""
    return day.year in _years() and day in _years()[day.year][1]


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first working day after it. Raises UnknownYear."""
    while not is_working_day(day):
        day += DAY
    return day


def working_days_after(start: date, count: int) -> date:
    """The count-th working day after the start day, which is not counted (民法典第201条). Zero gives the start day.

    Raises UnknownYear.
    """
    day = start
    while count > 0:
        day += DAY
        count -= is_working_day(day)
    return day


def days_after(start: date, count: int) -> Deadline:
    """A period of calendar days (自然日): the start day is not counted; an end on a rest day moves (民法典第203条).

    Raises UnknownYear.
    """
    return _rolled(start + count * DAY)


def months_after(start: date, count: int) -> Deadline:
    """A period of months: it ends on the corresponding day (民法典第202条) and moves like days."""
    return _rolled(add_months(start, count))


def _rolled(natural: date) -> Deadline:
    return Deadline(natural, next_working_day(natural))

"""Recurring times in which one can file, or had better not (窗口期): 每月5日到月底, 7月至8月, 每月20日以后避开.

A window is data: `{"every": "month", "from": 5, "to": "end", "kind": "open"}`. Days of a month are numbers or "end";
days of a year are "07-01"; days of a week are "mon" … "sun". Both ends belong to the window. A day that a month does
not have means its last day; a window whose start lies after its end runs over the turn of the month, year or week.
Whether a window moves when an end falls on a rest day is for the source to say; here it does not. Whether one can go on
a day of it is for :mod:`.timing` to say, which alone uses this module.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .calendar import DAY
from .months import YearMonth
from .texts import N_, _

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK_WORDS = (
    N_("周一"),
    N_("周二"),
    N_("周三"),
    N_("周四"),
    N_("周五"),
    N_("周六"),
    N_("周日"),
)
HORIZON = 800  # days: every window opens and closes well within two years and a bit


@dataclass(frozen=True)
class Window:
    """One recurring window. `kind` is "open" (file then) or "avoid" (better not then).

    `act`: what it is for, a key of `timing_words.ACTS`; `working_days`: only those count; `doubtful`: days of the period of
    which the source does not say whether they belong to it; `advice`: what it says about them, or about going all the same.
    """

    every: str
    start: str
    end: str
    kind: str = "open"
    label: str = ""
    act: str = "file"
    working_days: bool = False
    doubtful: tuple[str, ...] = ()
    advice: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Window":
        """Read the data form. Raises ValueError if it is not a window."""
        every, start, end = data.get("every"), str(data.get("from")), str(data.get("to"))
        kind = data.get("kind") or "open"
        window = cls(
            str(every),
            start,
            end,
            str(kind),
            label=str(data.get("label") or ""),
            act=str(data.get("act") or "file"),
            working_days=bool(data.get("working_days")),
            doubtful=tuple(map(str, data.get("doubtful") or ())),
            advice=str(data.get("advice") or ""),
        )
        if every not in ("month", "year", "week") or kind not in ("open", "avoid"):
            raise ValueError(f"not a window: {dict(data)!r}")
        window.includes(date(2024, 2, 29))  # every spelling mistake shows here
        window.is_doubtful(date(2024, 2, 29))
        return window

    def includes(self, day: date) -> bool:
        """Whether the day lies in the window, ends included."""
        start, end = self._position(self.start, day), self._position(self.end, day)
        here = {"month": (0, day.day), "year": (day.month, day.day), "week": (0, day.weekday())}[self.every]
        return start <= here <= end if start <= end else here >= start or here <= end

    def is_doubtful(self, day: date) -> bool:
        """Whether the source leaves open if the window includes the day."""
        return any(Window(self.every, mark, mark).includes(day) for mark in self.doubtful)

    def next_day(self, day: date, inside: bool) -> date | None:
        """The first day from this one on that lies inside (or outside) the window; None if there is none."""
        for step in range(HORIZON):
            if self.includes(day + step * DAY) is inside:
                return day + step * DAY
        return None

    def closes(self, day: date) -> date | None:
        """The last day of the window that includes the day; None if it never closes. The day must lie inside."""
        after = self.next_day(day, inside=False)
        return after - DAY if after else None

    def describe(self) -> str:
        """The window in words: 每月5日到月底."""
        words = {"month": _("每月{start}到{end}"), "year": _("每年{start}到{end}"), "week": _("每{start}到{end}")}
        return words[self.every].format(start=self._words(self.start), end=self._words(self.end))

    def _position(self, text: str, day: date) -> tuple[int, int]:
        if self.every == "week":
            return 0, WEEK.index(text)
        if self.every == "year":
            month, _dash, number = text.partition("-")
            return int(month), _day_number(number, YearMonth(day.year, int(month)))
        return 0, _day_number(text, YearMonth.of(day))

    def _words(self, text: str) -> str:
        if self.every == "week":
            return _(_WEEK_WORDS[WEEK.index(text)])
        if self.every == "year":
            month, _dash, number = text.partition("-")
            if number == "end":
                return _("{month}月底").format(month=int(month))
            return _("{month}月{day}日").format(month=int(month), day=int(number))
        return _("月底") if text == "end" else _("{day}日").format(day=int(text))


def _day_number(text: str, month: YearMonth) -> int:
    number = 31 if text == "end" else int(text)
    if not 1 <= number <= 31:
        raise ValueError(f"no such day: {text}")
    return month.day(number).day

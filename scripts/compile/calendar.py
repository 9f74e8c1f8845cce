"""The calendar 放假安排: the State Council's arrangement of each year, and for later years the days the law fixes.

The lunar days and 清明 of later years are computed here, so that calc needs no astronomy.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from borax.calendars.lunardate import LunarDate, TermUtils

from calc.engine import stored
from calc.engine.calendar import HOLIDAY_LAW
from scripts.compile.reader import Reader
from scripts.data.decode import Key, Text
from scripts.data.values import WebAddress, needed

PROVISIONAL_YEARS = 9
"""Years after the last published one for which the days fixed by law are computed."""
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Holiday:
    """A holiday with the days off that belong to it, plain weekends between them included."""

    name: Text = needed("节日")
    from_: dt.date = needed("开始日期")
    to: dt.date = needed("截止日期")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The notice that sets a year's arrangement, or changes it."""

    title: Text = needed("名称")
    url: WebAddress = needed("网址")


@dataclass(frozen=True, kw_only=True)
class Year:
    """The State Council's arrangement for a year."""

    notices: tuple[Notice, ...] = needed("通知")
    holidays: tuple[Holiday, ...] = needed("放假")
    working_days: tuple[dt.date, ...] = needed("补班日期")


def calendar(reader: Reader, citations: dict[str, Any]) -> dict[Key, stored.Year]:
    """The years; their notices become citations, holiday-notice-2020-1 and so on."""
    years = reader.register(reader.root / "calc" / "calendar.yml", Year)
    for before, after in zip(years, list(years)[1:], strict=False):
        if int(after) != int(before) + 1:
            reader.say(years[after], f"{before} 年后面应当是 {int(before) + 1} 年，不能跳过或重复")
    for key, year in years.items():
        _check_year(reader, int(key), year)
        for number, notice in enumerate(year.notices, 1):
            entry = {"title": notice.title, "url": notice.url.text, "home": "shared"}
            citations[f"holiday-notice-{key}-{number}"] = entry
    compiled: dict[Key, stored.Year] = {
        key: {
            "provisional": False,
            "notices": [f"holiday-notice-{key}-{number}" for number, _notice in enumerate(year.notices, 1)],
            "holidays": [
                {"name": reader.word(day.name), "from": day.from_.isoformat(), "to": day.to.isoformat()}
                for day in year.holidays
            ],
            "made_up": [],
            "working_days": [day.isoformat() for day in year.working_days],
        }
        for key, year in years.items()
    }
    last = max(map(int, years), default=0)
    later = range(last + 1, last + 1 + PROVISIONAL_YEARS) if years else ()
    return compiled | {Key(year): _provisional(reader, year) for year in later}


def days_by_law(year: int) -> dict[dt.date, str]:
    """The 13 days off for all citizens: 全国年节及纪念日放假办法 第二条, as revised on 2024-11-10."""
    new_year = LunarDate(year, 1, 1).to_solar_date()
    spring = {new_year + step * DAY: "春节" for step in (-1, 0, 1, 2)}
    qingming = TermUtils.day_start_from_term(year, "清明")
    dragon_boat, moon = (LunarDate(year, month, day).to_solar_date() for month, day in ((5, 5), (8, 15)))
    return {
        dt.date(year, 1, 1): "元旦",
        **spring,
        qingming: "清明节",
        **{dt.date(year, 5, day): "劳动节" for day in (1, 2)},
        dragon_boat: "端午节",
        moon: "中秋节",
        **{dt.date(year, 10, day): "国庆节" for day in (1, 2, 3)},
    }


def made_up(holidays: dict[dt.date, str]) -> dict[dt.date, str]:
    """The working days off for holidays on a weekend (第六条), each the first one after it that is still free.

    The law says that there are such days, not which; they follow the holiday, as nearly all notices have put them.
    """
    found: dict[dt.date, str] = {}
    for holiday in sorted(day for day in holidays if day.weekday() >= 5):
        day = holiday
        while day.weekday() >= 5 or day in holidays or day in found:
            day += DAY
        found[day] = f"{holidays[holiday]}补假"
    return found


def _provisional(reader: Reader, year: int) -> stored.Year:
    by_law = days_by_law(year)

    def written(days: dict[dt.date, str]) -> list[stored.Holiday]:
        return [
            {"name": reader.word(Text(name)), "from": day.isoformat(), "to": day.isoformat()}
            for day, name in sorted(days.items())
        ]

    return {
        "provisional": True,
        "notices": [HOLIDAY_LAW],
        "holidays": written(by_law),
        "made_up": written(made_up(by_law)),
        "working_days": [],
    }


def _check_year(reader: Reader, number: int, year: Year) -> None:
    for holiday in year.holidays:
        if not (holiday.from_.year == holiday.to.year == number and holiday.from_ <= holiday.to):
            reader.say(holiday, f"“{holiday.name}”的日期要在 {number} 年之内，先开始后结束")
    for day in year.working_days:
        if day.year != number or day.weekday() < 5:
            reader.say(year, f"补班日期 {day} 要是 {number} 年的星期六或星期日")
        if any(holiday.from_ <= day <= holiday.to for holiday in year.holidays):
            reader.say(year, f"{day} 既写成放假又写成补班")

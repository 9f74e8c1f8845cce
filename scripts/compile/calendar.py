"""The calendar 放假安排: the State Council's arrangement of each year."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from calc.engine import stored
from scripts.compile.reader import Reader
from scripts.data.decode import Key, Text
from scripts.data.values import WebAddress, needed


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
    return {
        key: {
            "notices": [f"holiday-notice-{key}-{number}" for number, _notice in enumerate(year.notices, 1)],
            "holidays": [
                {"name": reader.word(day.name), "from": day.from_.isoformat(), "to": day.to.isoformat()}
                for day in year.holidays
            ],
            "working_days": [day.isoformat() for day in year.working_days],
        }
        for key, year in years.items()
    }


def _check_year(reader: Reader, number: int, year: Year) -> None:
    for holiday in year.holidays:
        if not (holiday.from_.year == holiday.to.year == number and holiday.from_ <= holiday.to):
            reader.say(holiday, f"「{holiday.name}」的日期要在 {number} 年之内，先开始后结束")
    for day in year.working_days:
        if day.year != number or day.weekday() < 5:
            reader.say(year, f"补班日期 {day} 要是 {number} 年的星期六或星期日")
        if any(holiday.from_ <= day <= holiday.to for holiday in year.holidays):
            reader.say(year, f"{day} 既写成放假又写成补班")

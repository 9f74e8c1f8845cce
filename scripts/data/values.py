"""How fields are declared, and the values with a spelling of their own: durations, days of a month, addresses, telephones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from scripts.data.decode import CustomScalar


def term(name: str, default: Any = None, *, one_of: str | None = None) -> Any:
    """An optional field, with its Chinese term and, if its values come from a register, that register's name."""
    return field(default=default, metadata={"term": name, "one_of": one_of})


def needed(name: str, *, one_of: str | None = None) -> Any:
    """A required field, with its Chinese term."""
    return field(metadata={"term": name, "one_of": one_of})


def given(name: str) -> Any:
    """A field that the loader fills in (from the file's place or from a register), never written in YAML."""
    return field(metadata={"term": name, "given": True})


def register(name: str, *, each: bool = False, shared: bool | None = None, **default: Any) -> Any:
    """A field of the library that files of guides/ fill.

    :param each: a file holds one entry; ``shared``: one file for all regions, in guides/shared.
    """
    metadata = {"register": name, "each": each, "shared": not each if shared is None else shared}
    return field(metadata=metadata, **default)


@dataclass(frozen=True)
class Duration(CustomScalar):
    """A length of time 时限: so many working days 工作日, calendar days 日, months or years, or at once 即时办理."""

    amount: int
    unit: Literal["working-day", "calendar-day", "month", "year", "immediate"]

    ALLOWED: ClassVar[str] = (
        "immediate、15 working days、60 calendar days、3 months、1 year；或者即时办结、15个工作日、60日、三个月、1年"
    )
    CHINESE: ClassVar[dict[str, str]] = {
        "个工作日": "working-day",
        "工作日": "working-day",
        "日": "calendar-day",
        "天": "calendar-day",
        "个自然日": "calendar-day",
        "个月": "month",
        "年": "year",
    }
    PATTERN: ClassVar[str] = (
        r"^(immediate|即时办结|当场办结|[1-9][0-9]* (working day|calendar day|month|year)s?"
        rf"|([1-9][0-9]*|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]) ?({'|'.join(CHINESE)}))$"
    )

    @classmethod
    def parse(cls, text: str) -> Duration:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        found = re.match(r"([0-9]+|[一二两三四五六七八九十]+) ?(.*)", text)
        if found is None:
            return cls(0, "immediate")
        unit = cls.CHINESE.get(found[2]) or found[2].removesuffix("s").replace(" ", "-")
        return cls(_number(found[1]), unit)  # type: ignore[arg-type]


def _number(text: str) -> int:
    """Up to 99, in digits or in Chinese."""
    if text.isascii():
        return int(text)
    digits = {character: number for number, character in enumerate("零一二三四五六七八九")} | {"两": 2}
    tens, ten, ones = text.rpartition("十")
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones, 0)


@dataclass(frozen=True)
class DayOfPeriod(CustomScalar):
    """A day inside a recurring period: day 1–31 or ``end`` of a month, ``MM-DD`` of a year, ``mon`` … ``sun`` of a week."""

    text: str

    ALLOWED: ClassVar[str] = (
        "每月用 1 到 31 或 end，也可以写 5日、月底；每年用 07-01 这样的月-日，也可以写 7月1日；"
        "每周用 mon、tue、wed、thu、fri、sat、sun，也可以写 周一"
    )
    WEEK: ClassVar[dict[str, str]] = dict(
        zip("一二三四五六日天", ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "sun"), strict=True)
    )
    PATTERN: ClassVar[str] = (
        r"^(([1-9]|[12][0-9]|3[01])日?|end|月底|月末|mon|tue|wed|thu|fri|sat|sun|(周|星期)[一二三四五六日天]"
        r"|(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9])"
        r"|([13578]|1[02])月([1-9]|[12][0-9]|3[01])日|([469]|11)月([1-9]|[12][0-9]|30)日|2月([1-9]|[12][0-9])日)$"
    )
    NUMBERS: ClassVar[tuple[int, int]] = (1, 31)

    @classmethod
    def parse(cls, text: str) -> DayOfPeriod:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        if found := re.fullmatch("([0-9]+)月([0-9]+)日", text):
            return cls(f"{int(found[1]):02}-{int(found[2]):02}")
        if text in ("月底", "月末"):
            return cls("end")
        return cls(cls.WEEK[text[-1]] if text[0] in "周星" else text.removesuffix("日"))

    def as_calc(self) -> int | str:
        """As :class:`calc.engine.timing.Window` takes it."""
        return int(self.text) if self.text.isdigit() else self.text

    @property
    def period(self) -> str:
        if "-" in self.text:
            return "year"
        return "month" if self.text == "end" or self.text.isdigit() else "week"


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


@dataclass(frozen=True)
class WebAddress(CustomScalar):
    """An address on the web. Only https, http and site-relative addresses: ``javascript:`` and ``data:`` are refused."""

    text: str

    ALLOWED: ClassVar[str] = "以 https:// 或 http:// 开头的网址"
    PATTERN: ClassVar[str] = r"^https?://[^\s\"'<>\\]+$"

    @classmethod
    def parse(cls, text: str) -> WebAddress:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        return cls(text)


@dataclass(frozen=True)
class Phone(CustomScalar):
    """A telephone number as printed in the source: digits, hyphens, an extension in brackets."""

    text: str

    ALLOWED: ClassVar[str] = "数字和连字符，例如 0518-83220000、12333；区号也可以放在括号里，分机写 转8001"
    PATTERN: ClassVar[str] = r"^([(（]0[0-9]{2,3}[)）]|0[0-9]{2,3}[－—–])?[0-9][0-9-]{2,18}([转-][0-9]{1,6})?$"
    NUMBERS: ClassVar[tuple[int, int]] = (100, 10**19 - 1)

    @classmethod
    def parse(cls, text: str) -> Phone:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        return cls(re.sub(r"[(（](\d+)[)）]|[－—–]", lambda found: f"{found[1] or ''}-", text))

"""How values are written for a reader (单位) and for data."""

from datetime import date, datetime
from decimal import Decimal

from .answers import Plain
from .money import plain
from .months import YearMonth
from .texts import N_, STAND_IN, _, speechless

Value = Decimal | int | str | date | YearMonth | bool

UNITS = {
    "": N_("{n}"),
    "yuan": N_("{n}元"),
    "ratio": N_("{n}%"),
    "month": N_("{n}个月"),
    "year": N_("{n}年"),
    "day": N_("{n}天"),
    "working-day": N_("{n}个工作日"),
    "person": N_("{n}人"),
    "copy": N_("{n}份"),
    "hour": N_("{n}小时"),
    "age-month": "",  # an age counted in months, written 60岁1个月
    "month-product": N_("{n}元·月"),
}
"""Unit → how a number with it is written."""

WEEKDAYS = (
    N_("星期一"),
    N_("星期二"),
    N_("星期三"),
    N_("星期四"),
    N_("星期五"),
    N_("星期六"),
    N_("星期日"),
)


SHOWN_DIGITS = 6  # of an endless fraction


def show(value: Value, unit: str = "") -> str:
    """The value in words: 1,508.00元, 8%, 2025年3月, 60岁1个月, 是. Raises KeyError for an unknown unit."""
    if speechless():
        return STAND_IN
    match value:
        case bool():
            return _("是") if value else _("否")
        case datetime():
            return f"{show(value.date())} {value:%H:%M}"
        case date():
            return _("{year}年{month}月{day}日").format(year=value.year, month=value.month, day=value.day)
        case YearMonth():
            return _("{year}年{month}月").format(year=value.year, month=value.month)
        case str():
            return value
        case int() | Decimal() if unit == "age-month":
            return show_age(int(value))
        case _:
            return _(UNITS[unit]).format(n=_number(Decimal(value), unit))


def show_age(months: int) -> str:
    """An age or a length of years and months: 721 → 60岁1个月, 720 → 60岁."""
    years, rest = divmod(months, 12)
    if rest:
        return _("{years}岁{months}个月").format(years=years, months=rest)
    return _("{years}岁").format(years=years)


def show_weekday(day: date) -> str:
    """星期一 … 星期日."""
    return _(WEEKDAYS[day.weekday()])


def show_day(day: date) -> str:
    """A date with its day of the week: 2025年3月28日（星期五）."""
    return _("{day}（{weekday}）").format(day=show(day), weekday=show_weekday(day))


def data(value: Value | None) -> Plain:
    """The value for JSON: decimals, dates and months as strings, so that nothing is lost or rounded on the way."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.isoformat(timespec="minutes")
        case _:
            return str(value)  # dates and months: ISO 8601


def _number(number: Decimal, unit: str) -> str:
    money = unit in ("yuan", "month-product")
    if money and number == round(number, 2):
        return f"{number:,.2f}"
    # What has not been rounded yet keeps its digits, so that the reader sees what is rounded.
    digits = plain(number * 100 if unit == "ratio" else number)
    whole, _dot, fraction = digits.partition(".")
    if len(fraction) > SHOWN_DIGITS:
        digits = f"{whole}.{fraction[:SHOWN_DIGITS]}…"
    return digits.replace(whole, f"{Decimal(whole):,}", 1) if money else digits

"""Numbers as readers type them 填的数: amounts, percentages, counts, with the words and signs that stand around them.

What words say in another way than figures is never taken: it is asked back.
"""

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from .numerals import meant, months_meant
from .problems import Code, InputError
from .texts import _
from .units import show

if TYPE_CHECKING:
    from .inputs import Input

# What stands around an amount in either script: 人民币8000元整, ￥8000圓/月, 每月8000块钱.
_MONEY = re.compile(
    r"^(?:每月)?(?:人民[币幣]|RMB|CNY)?[¥￥]?\+?(.*?)(?:人民[币幣])?(?:[元圆圓][正整]?|[块塊][钱錢]?)?(?:人民[币幣])?(?:/月|每月)?$",
    re.IGNORECASE,
)
# What a quantity is counted in, behind it: 180个月, 60岁, 4级. Another unit than the one asked for is never taken.
_COUNTED = {
    "month": re.compile(r"[个個]?月$"),
    "year": re.compile(r"年$"),
    "day": re.compile(r"[天日]$"),
    "person": re.compile(r"[个個名位]?人?$"),
    "": re.compile(r"(周?[岁歲]|[级級])$"),
}
_GROUPED = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_TOO_LARGE = (
    Decimal(10) ** 15
)  # no amount of money in these guides comes near; past the precision of Decimal sums go wrong


def _number(item: "Input", text: str) -> Decimal:
    if "," in text:
        if not _GROUPED.match(text):
            raise InputError(
                Code.NOT_A_NUMBER,
                _("“{text}”里逗号的位置不对，看不出是多少。请去掉逗号，{hint}。").format(text=text, hint=item.hint()),
            )
        text = text.replace(",", "")
    if not _NUMBER.match(text):
        message = _("“{text}”不是数字。").format(text=text) + _asked_back(item, text)
        raise InputError(Code.NOT_A_NUMBER, message + _("请{hint}。").format(hint=item.hint()))
    number = Decimal(text)
    if abs(number) >= _TOO_LARGE:
        raise InputError(Code.OUT_OF_RANGE, _("“{text}”太大了。请检查有没有多写数字。").format(text=text))
    return number


def _asked_back(item: "Input", text: str) -> str:
    """The question for a number that words may mean, in the unit that is asked for; empty if none is plain."""
    if item.unit in ("month", "year") and (months := months_meant(text)) is not None:
        number = round(Decimal(months) / (12 if item.unit == "year" else 1), 2)
        if item.kind == "integer" and number != int(number):
            return ""
    else:
        found = meant(text)
        if found is None or item.unit == "ratio":
            return ""
        number = found
    return _("您是不是要写{meant}？").format(meant=f"{number.normalize():f}")


def _counted(item: "Input", text: str) -> str:
    """A quantity without the word for its own unit."""
    unit = _COUNTED.get(item.unit)
    bare = unit.sub("", text) if unit else text
    return bare if _NUMBER.match(bare) or _GROUPED.match(bare) else text


def money_of(item: "Input", text: str) -> Decimal:
    """An amount, without the words around it. Raises InputError."""
    amount = _number(item, text if _NUMBER.match(text) else _MONEY.sub(r"\1", text).removesuffix("."))
    if amount != round(amount, 2):
        raise InputError(
            Code.TOO_PRECISE, _("“{text}”写到了分以下。金额最多写两位小数，例如 8000.50。").format(text=text)
        )
    return amount


def decimal_of(item: "Input", text: str) -> Decimal:
    """A number, or a percentage as a ratio: 2.5 and 2.5% are 0.025. Raises InputError."""
    if item.unit != "ratio":
        return _number(item, _counted(item, text))
    text = text.removeprefix("百分之")
    number = _number(item, text.removesuffix("%"))
    if not text.endswith("%") and item.is_fraction(number):
        message = _("“{label}”要填百分之几，您填的是{value}，太小了。")
        if item.maximum is None or number <= Decimal(item.maximum):
            message += _("您是不是要写{meant}？")
        message += _("真是{value}的，请连百分号一起写。")
        raise InputError(
            Code.OUT_OF_RANGE,
            message.format(
                label=item.title, value=show(number / 100, "ratio"), meant=f"{(number * 100).normalize():f}"
            ),
        )
    return number / 100


def integer_of(item: "Input", text: str) -> int:
    """A whole number. Raises InputError."""
    number = _number(item, _counted(item, text))
    if number != int(number):
        raise InputError(Code.TOO_PRECISE, _("“{text}”不是整数。请{hint}。").format(text=text, hint=item.hint()))
    return int(number)

"""Numbers that people write with words 数目: 1.2万, 三千五, 约3000, 15年3个月. They are never taken, only asked back."""

import re
from decimal import Decimal

DIGITS = {sign: value for value, signs in enumerate(("零〇", "一壹", "二两兩贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")) for sign in signs}  # fmt: skip
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "K": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "w": 10**4, "W": 10**4, "亿": 10**8, "億": 10**8}
_AROUND = re.compile(
    r"(?:大[约約概]|[约約]|差不多|[每一][个個]?月|月[薪入]|工[资資])*(.+?)"
    r"(?:[块塊][钱錢]?|[元圆圓]|[整正]|左右|上下|\([^()\d]*\)|[/每][个個]?月)*"
)
_FIGURES = re.compile(r"(\d+(?:\.\d+)?)([十百千万萬亿億kKwW]?)")
_SPAN = re.compile(r"(\d{1,2})年(?:[零又]?(\d{1,2})[个個]?月)?(半)?")


def meant(text: str) -> Decimal | None:
    """The number that a text with words most likely means: 1.2万 → 12000, 三千五 → 3500; None if none is plain."""
    around = _AROUND.fullmatch(text.replace(",", ""))
    core = around[1] if around else ""
    if figures := _FIGURES.fullmatch(core):
        return Decimal(figures[1]) * (TENS | MYRIADS).get(figures[2], 1)
    return _in_words(core) if core and set(core) <= DIGITS.keys() | TENS.keys() | MYRIADS.keys() - set("kKwW") else None


def months_meant(text: str) -> int | None:
    """The months of 15年, 15年3个月 and 15年半; None for anything else."""
    found = _SPAN.fullmatch(text)
    if not found or (found[2] and found[3]):
        return None
    return 12 * int(found[1]) + int(found[2] or (6 if found[3] else 0))


def _in_words(text: str) -> Decimal | None:
    """三千五百, 三千五 (the digit that ends counts the next place), 两万二, 十五; None where digits stand side by side."""
    total = section = digit = 0
    unit = 1
    open_digit = False
    for sign in text:
        if sign in DIGITS:
            if open_digit and digit:
                return None
            digit, open_digit = DIGITS[sign], True
            unit = 1 if not digit else unit
        elif sign in TENS:
            unit = TENS[sign]
            section += (digit if open_digit and digit else 1) * unit
            digit, open_digit = 0, False
        else:
            unit = MYRIADS[sign]
            total += (section + digit) * unit
            section = digit = 0
            open_digit = False
    ends = digit * (unit // 10 if unit > 10 else 1)
    return Decimal(total + section + ends) or None

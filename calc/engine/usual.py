"""What amounts are usual 平常的数: what lies outside is taken, with a caution, as its unit or a digit may be wrong.

No law sets these bounds; they only tell yuan from thousands of yuan and a month from a year. They leave room on both
sides of every number that is stored here since 1990 (months' wages from about 150 yuan, a place's average to about 15,000).
"""

from decimal import Decimal

from .texts import _
from .units import Value, show

Usual = tuple[str, str]
"""The least and the most, in yuan or as a ratio, that need no second look."""
WAGE: Usual = ("100", "100000")  # of one person, a month; also the base that contributions are paid on
AVERAGE: Usual = ("100", "40000")  # of a place, a month
MINIMUM_WAGE: Usual = ("50", "10000")  # a month
BENEFIT_BASE: Usual = ("1000", "30000")  # 计发基数, a month; the national formula holds from 2006 on
ACCOUNT: Usual = ("0", "2000000")  # 40 years of 8 % of three times 15,000 yuan, with interest
CREDIT: Usual = ("0", "10000")  # what goes into an account in a month: 11 % of the most, doubled
INCOME: Usual = ("10000", "300000")  # of a year, per head; 19,109 yuan in 2010, the first that is asked for
INJURY_RATE: Usual = ("0.001", "0.03")  # as a ratio; the dearest trade pays 1.9 %, floating by a half at most
LOAN: Usual = ("5000", "3000000")  # from the provident fund


def unusual(label: str, value: Value | None, unit: str, usual: Usual) -> str:
    """What to look at again where an amount is far from the usual; empty if it is not."""
    if not isinstance(value, Decimal):
        return ""
    low, high = map(Decimal, usual)
    if low <= value <= high:
        return ""
    if unit != "yuan":
        text = _("“{label}”填的是{value}，和平常的差得多。请看看有没有填错；没有填错，就不用改。")
    elif value < low:
        text = _(
            "“{label}”填的是{value}，比平常少得多。单位是元，不是千元、万元。请看看有没有填错；没有填错，就不用改。"
        )
    else:
        text = _(
            "“{label}”填的是{value}，比平常多得多。请看看有没有多写数字，是不是把一年的数当成了一个月的；没有填错，就不用改。"
        )
    return text.format(label=label, value=show(value, unit))

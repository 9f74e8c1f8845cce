"""What one working life can come to 一辈子最多缴多少: months paid that nobody can have paid, and accounts and bases that do not go with the rest."""

from decimal import Decimal

from ..engine.months import YearMonth
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.texts import _
from ..engine.trace import Node
from ..engine.units import show, show_age

WORKING_AGE = 16 * 12  # months; 劳动法第十五条: nobody younger is employed, but for arts and sports
CHILD = 10 * 12  # months; a working life that begins earlier is a slip of the pen
LEAST_CREDIT, MOST_CREDIT = Decimal(1) / 400, Decimal(2) / 3
"""Of the benefit base, for each month paid: 8 % of 60 to 300 % of the average wage are 4.8 to 24 % of it. Wages were lower, and interest has come since: hence a twentieth and nearly three times."""
LEAST_BASE, MOST_BASE = Decimal(1) / 3, Decimal(4)
"""Of the benefit base: bases lie between 60 and 300 % of an average wage that is near it."""


def check_paid(input: str, paid: Decimal | int, birth: YearMonth, until: YearMonth, until_words: str) -> list[str]:
    """What to look at again where more months are paid than there are since the age at which work may begin.

    `until`: the month before which they are counted. Raises CannotCalculate for so many that they begin in childhood.
    """
    lived, months = max(0, until.since(birth)), int(paid)
    if months > max(0, lived - CHILD):
        text = _("到{until}才{age}，您填了缴{paid}，这样就是不到10岁开始缴的。请看看月数、年数和出生年月有没有写错。")
        message = text.format(until=until_words, age=show_age(lived), paid=show(months, "month"))
        raise CannotCalculate([Problem(input, Code.CONTRADICTION, message)])
    worked = max(0, lived - WORKING_AGE)
    if months <= worked:
        return []
    text = _("满16岁到{until}只有{most}，您填了缴{paid}。请看看月数、出生年月有没有写错。")
    return [text.format(until=until_words, most=show(worked, "month"), paid=show(months, "month"))]


def odd_balance(balance: Node, months: Decimal | int, benefit_base: Node) -> list[str]:
    """What to look at again where an account does not go with the months paid into it."""
    shown = {"label": balance.label, "value": balance.text, "paid": show(int(months), "month")}
    if balance.number < months * benefit_base.number * LEAST_CREDIT:
        text = _(
            "“{label}”填的是{value}，缴了{paid}，一般不会这么少。请看看有没有填错：单位是元，不是万元；"
            "全是视同缴费、账户里本来没有钱的，就不用改。"
        )
    elif balance.number > months * benefit_base.number * MOST_CREDIT:
        text = _("“{label}”填的是{value}，缴了{paid}，一般不会这么多。请看看有没有多写数字；没有填错，就不用改。")
    else:
        return []
    return [text.format(**shown)]


def odd_base(base: Node, benefit_base: Node) -> list[str]:
    """What to look at again where a contribution base is far from the benefit base, or the other way round."""
    if benefit_base.number * LEAST_BASE <= base.number <= benefit_base.number * MOST_BASE:
        return []
    text = _(
        "“{label}”填的是{base}，计发基数是{benefit}，两个数差得太远：缴费基数一般在当地平均工资的60%到300%之间。"
        "请看看有没有填错：都要填一个月的数，单位是元。"
    )
    return [text.format(label=base.label, base=base.text, benefit=benefit_base.text)]

"""Interest on an account slice by slice 分段计息: a slice ends where the account year 结息年度 ends or the rate changes.

Within an account year nothing is compounded; at its end the interest joins the balance. Month products 月积数: what is
credited in a month bears interest for the months left in its slice, that month included.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from ..engine.money import FEN
from ..engine.months import YearMonth
from ..engine.results import Chart, Table
from ..engine.texts import _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show

METHOD = Citation("account-interest-method")
MONTHS_PER_YEAR = 12

RateOf = Callable[[YearMonth], Node]
CreditOf = Callable[[YearMonth], Decimal]
YearOf = Callable[[YearMonth], YearMonth]
"""The first month of the account year a month belongs to."""


@dataclass(frozen=True)
class Slice:
    """Months of one account year with one rate, what was credited in them, the interest and the balance after it."""

    first: YearMonth
    last: YearMonth
    rate: Node
    credited: Decimal
    interest: Decimal
    balance: Decimal
    """All money and all interest up to the end of the slice, whether compounded yet or not."""

    @property
    def period(self) -> str:
        """The months in words."""
        return _("{first}至{last}").format(first=show(self.first), last=show(self.last))


def calendar_year(month: YearMonth) -> YearMonth:
    """Account years from January to December, as the whole country has them now."""
    return YearMonth(month.year, 1)


def accrue(
    work: Trace, opening: Decimal, months: Sequence[YearMonth], credit: CreditOf, rate: RateOf, year: YearOf
) -> list[Slice]:
    """Record interest for every slice of these consecutive months; each interest is rounded half up to the fen."""
    slices: list[Slice] = []
    bearing, credited, earned, started = opening, Decimal(0), Decimal(0), year(months[0])
    for (start, _rate), group in groupby(months, lambda month: (year(month), rate(month).number)):
        part = list(group)
        if start != started:
            bearing, credited, earned, started = bearing + credited + earned, Decimal(0), Decimal(0), start
        amounts = [credit(month) for month in part]
        interest = _slice(work, len(slices) + 1, part, rate(part[0]), bearing + credited, amounts)
        credited += sum(amounts)
        earned += interest
        slices.append(
            Slice(part[0], part[-1], rate(part[0]), sum(amounts, Decimal(0)), interest, bearing + credited + earned)
        )
    return slices


def _slice(
    work: Trace, number: int, months: Sequence[YearMonth], rate: Node, standing: Decimal, amounts: Sequence[Decimal]
) -> Decimal:
    length = len(months)
    label = _("{first}至{last}").format(first=show(months[0]), last=show(months[-1]))
    with work.group(f"slice_{number}", label):
        earlier = work.step(
            f"standing_interest_{number}",
            _("以前存下的钱的利息"),
            standing * rate.number * length / MONTHS_PER_YEAR,
            "yuan",
            formula=f"{show(standing, 'yuan')} × {rate.text} × {length} ÷ {MONTHS_PER_YEAR}",
            terms=[rate],
            rounding=FEN,
            sources=[METHOD],
        )
        product = sum((amount * (length - place) for place, amount in enumerate(amounts)), Decimal(0))
        new = work.step(
            f"credit_interest_{number}",
            _("这一段记账额的利息"),
            product * rate.number / MONTHS_PER_YEAR,
            "yuan",
            formula=_("月积数{product} × {rate} ÷ {months}").format(
                product=show(product, "month-product"), rate=rate.text, months=MONTHS_PER_YEAR
            ),
            terms=[rate],
            rounding=FEN,
            sources=[METHOD],
        )
        total = work.total(f"interest_{number}", _("这一段利息"), [earlier, new])
    return total.number


def slices_table(slices: Sequence[Slice]) -> Table:
    """The slices side by side."""
    rows = [
        (
            each.period,
            each.rate.text,
            *(show(amount, "yuan") for amount in (each.credited, each.interest, each.balance)),
        )
        for each in slices
    ]
    return Table(_("分段计息"), (_("时间"), _("年利率"), _("记账额"), _("利息"), _("本息合计")), rows)


def growth_chart(opening: Decimal, slices: Sequence[Slice]) -> Chart:
    """The account at the end of every slice: what was paid in, and the interest on it."""
    bars, principal = [], opening
    for each in slices:
        principal += each.credited
        bars.append((show(each.last), (principal, each.balance - principal)))
    return Chart(_("账户里的钱怎样增长"), (_("本金"), _("利息")), bars)


def growth_table(opening: Decimal, slices: Sequence[Slice]) -> Table:
    """The numbers of the growth chart."""
    rows = [
        (label, *(show(amount, "yuan") for amount in (*parts, sum(parts, Decimal(0)))))
        for label, parts in growth_chart(opening, slices).bars
    ]
    return Table(_("账户里的钱怎样增长"), (_("到哪个月底"), _("本金"), _("利息"), _("一共")), rows)

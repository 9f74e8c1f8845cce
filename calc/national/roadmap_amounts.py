"""What a pension may come to for who does not know everything: each unknown is a range between two stated ends.

The sums are those of the forecast, with wages that do not grow: money of today. Here only what goes into them is found.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from ..engine.calculators import Case
from ..engine.money import FEN
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.regions import places_of
from ..engine.texts import _
from ..engine.trace import Node, Trace
from ..engine.units import show
from .account import MONTHS_PER_YEAR
from .account_growth import RATE
from .contribution import FLEXIBLE, LIMITS, odd_wage
from .contribution import SHARE as LIMIT_SHARES
from .payout import payout_months
from .pension import BENEFIT_BASE, PROVINCES, YEARLY, account_pension, basic_pension
from .pension_forecast import SHARE, Guess, balance_then, benefit_base_then, grow

_PLACE_OF_REGION = {id.partition("/")[0]: place for place, id in BENEFIT_BASE.items()}
LIMITS_OF = {_PLACE_OF_REGION.get(id.partition("/")[0], place): (id, place) for place, id in LIMITS.items()}
"""Place of the pension → the parameter with the limits of contribution bases there, and the place's name in it."""
PLACES = PROVINCES | {
    place: places_of("contribution-base-limits")[named]
    for place, (_id, named) in LIMITS_OF.items()
    if place not in PROVINCES
}
AVERAGE_INDEX = Decimal(1)  # of who pays on the average wage: the upper end for who does not know
ENDS = ("low", "high")
NOTHING = Decimal(0)

Range = tuple[Node, Node]
"""A low and a high end; the same node twice for what is known."""


@dataclass(frozen=True)
class Money:
    """What is known or assumed of the reader's money, as of the month in which it is asked."""

    now: YearMonth
    benefit_base: Node
    average: Node | None
    """The average wage, looked for only where something unknown is measured by it."""
    base: Range
    index: Range | None
    index_from: tuple[Range, Range] | None
    """Where the index is not known: what it has been and what it will be."""
    opening: Range
    interest: Range
    why: list[str] = field(default_factory=list)
    """Why the result is a range, in sentences."""


def limits(case: Case, law: Law, now: YearMonth) -> Range | None:
    """Floor and ceiling of contribution bases at the reader's place; None if they are not recorded."""
    if case.region not in LIMITS_OF:
        return None
    id, place = LIMITS_OF[case.region]
    floor, ceiling = (
        law.figure(id, now, f"{place}-{end}", label=label)
        for end, label in (("floor", _("缴费基数下限")), ("ceiling", _("缴费基数上限")))
    )
    return floor, ceiling


def own_base(case: Case, work: Trace, ends: Range | None) -> tuple[Node | None, list[str]]:
    """The base that was typed, within the limits where they are recorded, and what to look at again."""
    if case.base is None or ends is None:
        return (None if case.base is None else case["base"]), []
    return work.clamp("base_used", _("月缴费基数"), case["base"], *ends), list(odd_wage(case["base"], *ends))


def known_money(
    case: Case, law: Law, work: Trace, now: YearMonth, base: Node | None, ends: Range | None
) -> Money | None:
    """Everything a pension is made of; None where the benefit base of the place is not known. `base`: the reader's own."""
    benefit = _benefit_base(case, law, now)
    if benefit is None:
        return None
    why: list[str] = []
    average = None
    if base is None or case.index is None:
        average = _average(law, work, now, benefit, ends)
        if ends is None:
            why.append(_("这里没有收录当地的平均工资，拿计发基数当平均工资，会有出入。"))
    index = None if case.index is None else (case["index"], case["index"])
    bases = _bases(law, work, now, base, index, average, why)
    past_and_future = None if index else _indexes(law, work, now, base, average, why)
    return Money(
        now,
        benefit,
        average,
        bases,
        index,
        past_and_future,
        _opening(case, law, work, now, bases, why),
        _interest(law, why),
        why,
    )


def pension_range(
    life_paid: tuple[int, int], month: YearMonth, age: int, have: Money, law: Law, work: Trace, key: str
) -> Range:
    """The monthly pension of who retires in that month at that age, in money of today, by the engine of the forecast.

    `life_paid`: months paid up to now, and those still to come by then. `key`: what the steps' ids end in.
    """
    before, more = life_paid
    divisor = payout_months(month, age, law, work, f"payout_months_{key}")
    share = law.figure(SHARE, have.now)
    yearly = law.figure(YEARLY, month, label=_("每缴费一年发给"))
    paid = Decimal(before + more) / MONTHS_PER_YEAR
    counted = work.step(
        f"years_{key}",
        _("那时的缴费年限"),
        paid,
        "year",
        formula=_("{before} + {more}，除以12").format(before=show(before, "month"), more=show(more, "month")),
        shown=show(round(paid, 2), "year"),
    )
    unpaid = Node("", "", NOTHING, "yuan")
    totals = []
    for place, (end, label) in enumerate(zip(ENDS, (_("低的估计"), _("高的估计")), strict=True)):
        guess = Guess(f"{end}_{key}", label, have.interest[place], Node("", "", NOTHING, "ratio"))
        account = (have.opening[place], have.base[place] if more else unpaid, share)
        with work.group(f"{end}_estimate_{key}", label):
            index = have.index[place] if have.index else _average_index(work, have, place, before, more, guess.end)
            last = grow((have.now, month), account, guess)[-1]
            balance = balance_then(work, last, account, guess)
            base = benefit_base_then(work, last, have.benefit_base, guess)
            parts = [
                basic_pension(work, base, index, counted, yearly, f"basic_{guess.end}"),
                account_pension(work, balance, divisor, f"account_{guess.end}"),
            ]
            totals.append(work.total(f"total_{guess.end}", _("每月养老金"), parts))
    low, high = totals
    return low, high


def gap_cost(law: Law, work: Trace, now: YearMonth, months: int, base: Node | None, ends: Range | None) -> Range | None:
    """What so many months cost who pays alone, at today's rate: a month, and all of them.

    On the own base, else on the lowest of the place; None where neither is known.
    """
    used = base or (ends[0] if ends else None)
    if used is None:
        return None
    rate = law.figure(FLEXIBLE, now, "total", label=_("灵活就业缴费比例"))
    monthly = work.product("gap_monthly", _("一个人自己缴，每月"), used, rate, rounding=FEN)
    return monthly, work.product("gap_cost", _("一共"), monthly, Node("", _("还差"), months, "month"))


def basic_per_thousand(case: Case, law: Law, work: Trace, now: YearMonth, months: int) -> Range:
    """The basic pension on a benefit base of 1,000 yuan, for who does not know the base of the place."""
    least = law.figure(LIMIT_SHARES, now, "floor", label=_("下限比例"))
    index = case["index"] if case.index is not None else None
    yearly = law.figure(YEARLY, now, label=_("每缴费一年发给"))
    years = Node("", "", Decimal(months) / MONTHS_PER_YEAR, "year", shown=show(round(Decimal(months) / 12, 2), "year"))
    low, high = (
        basic_pension(work, Node("", "", Decimal(1000), "yuan"), index or guess, years, yearly, f"per_thousand_{end}")
        for end, guess in zip(ENDS, (_lowest(least), Node("", "", AVERAGE_INDEX)), strict=True)
    )
    return low, high


def _lowest(share: Node) -> Node:
    """The index of who always pays on the floor."""
    return Node(share.id, share.label, share.number, kind="parameter")


def _benefit_base(case: Case, law: Law, now: YearMonth) -> Node | None:
    if case.benefit_base is not None:
        return case["benefit_base"]
    if case.region not in BENEFIT_BASE:
        return None
    return law.figure(BENEFIT_BASE[case.region], now, label=_("计发基数"))


def _average(law: Law, work: Trace, now: YearMonth, benefit: Node, ends: Range | None) -> Node:
    if ends is None:
        return benefit
    share = law.figure(LIMIT_SHARES, now, "floor", label=_("下限比例"))
    return work.step(
        "average_wage",
        _("当地月平均工资"),
        ends[0].number / share.number,
        "yuan",
        formula=_("下限{floor} ÷ {share}").format(floor=ends[0].text, share=share.text),
        terms=[ends[0], share],
        rounding=FEN,
    )


def _bases(
    law: Law, work: Trace, now: YearMonth, base: Node | None, index: Range | None, average: Node | None, why: list[str]
) -> Range:
    if base is not None:
        return base, base
    assert average is not None
    if index:
        found = work.product("base_used", _("月缴费基数"), average, index[0], rounding=FEN)
        why.append(_("没有填缴费基数，按平均缴费指数推算：每月{base}。").format(base=found.text))
        return found, found
    share = law.figure(LIMIT_SHARES, now, "floor", label=_("下限比例"))
    low = work.product("base_low", _("月缴费基数（低）"), average, share, rounding=FEN)
    why.append(_("缴费基数不知道：低的按最低的{low}，高的按平均工资{high}。").format(low=low.text, high=average.text))
    return low, average


def _indexes(
    law: Law, work: Trace, now: YearMonth, base: Node | None, average: Node | None, why: list[str]
) -> tuple[Range, Range]:
    """Past and future: the lowest that can be paid on, and the average wage or the present base if that is higher."""
    assert average is not None
    least = law.figure(LIMIT_SHARES, now, "floor", label=_("下限比例"))
    lowest = _lowest(least)
    usual = Node("", "", AVERAGE_INDEX)
    if base is None:
        why.append(_("平均缴费指数不知道：低的按{low}，高的按1（一直照平均工资缴）。").format(low=lowest.text))
        return (lowest, usual), (lowest, usual)
    most = law.figure(LIMIT_SHARES, now, "ceiling", label=_("上限比例"))
    present = work.step(
        "index_now",
        _("现在的缴费指数"),
        round(min(max(base.number / average.number, lowest.number), most.number), 4),
        formula=_("{base} ÷ {average}，在{least}和{most}之间").format(
            base=base.text, average=average.text, least=lowest.text, most=show(most.number)
        ),
        terms=[base, average, least, most],
    )
    high = max(present, usual, key=lambda node: node.number)
    why.append(
        _("平均缴费指数不知道：以后的按现在的基数算是{present}；以前的，低的按{low}，高的按{high}。").format(
            present=present.text, low=lowest.text, high=high.text
        )
    )
    return (lowest, high), (present, present)


def _average_index(work: Trace, have: Money, place: int, before: int, more: int, end: str) -> Node:
    """The average over all months paid and to be paid."""
    assert have.index_from
    past, future = (ends[place] for ends in have.index_from)
    return work.step(
        f"index_{end}",
        _("平均缴费指数"),
        round((past.number * before + future.number * more) / (before + more), 4),
        formula=_("（{past} × {before}个月 + {future} × {more}个月）÷ {all}个月").format(
            past=past.text, before=before, future=future.text, more=more, all=before + more
        ),
        terms=[past, future],
    )


def _opening(case: Case, law: Law, work: Trace, now: YearMonth, bases: Range, why: list[str]) -> Range:
    if case.account_balance is not None:
        return case["account_balance"], case["account_balance"]
    if not case.months:
        nothing = Node("", "", NOTHING, "yuan")
        return nothing, nothing
    share = law.figure(SHARE, now)
    high = work.product("opening_high", _("现在的账户（高）"), bases[1], share, case["months"], rounding=FEN)
    why.append(
        _("个人账户有多少钱不知道：低的一分不算，高的按每个月都照{base}的{share}记账，是{high}。").format(
            base=bases[1].text, share=share.text, high=high.text
        )
    )
    return Node("", "", NOTHING, "yuan"), high


def _interest(law: Law, why: list[str]) -> Range:
    newest = law.end(RATE)
    assert newest  # each year's rate is published by itself
    published = law.figure(RATE, newest)
    why.append(
        _("账户以后的利息：低的按没有，高的按最近公布的{rate}（{year}年度）。").format(
            rate=published.text, year=newest.year
        )
    )
    return Node("", "", NOTHING, "ratio"), published

"""What a pension may come to 养老金估算: the account and the pension at retirement between a low and a high assumption.

Everything about the future is the reader's own assumption; the result is a range.
"""

from dataclasses import dataclass
from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import Input, money, percentage, year_month
from ..engine.money import FEN, YUAN
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Node, Trace
from ..engine.units import show
from .account import MONTHS_PER_YEAR
from .payout import AGE, MONTHS, REFINED, START, age_of, payout_months
from .pension import YEARLY, account_pension, basic_pension, index, index_cautions, years
from .retirement import MINIMUM, length, months_short, not_yet
from .working_life import check_paid, odd_balance, odd_base

SHARE = "national/account-share"
ENDS = {"low": N_("低"), "high": N_("高")}
OPENING = money("opening", N_("现在的个人账户储存额"), where=N_("个人账户对账单"), example="50000", fact="account")
BASE = money("base", N_("现在的月缴费基数"), where=N_("缴费记录"), example="6000", fact="base")


def _assumed(name: str, label: str, help: str, example: str) -> Input:
    return percentage(
        name,
        label,
        minimum="0",
        maximum="0.1",
        reason=N_("请填0到10%之间的数。"),
        help=help,
        example=example,
    )


@calculator(
    "national/pension-forecast",
    title=N_("将来的养老金大概多少"),
    summary=N_("填现在的账户和缴费，再填您对利率和工资增长的估计，看退休时账户和养老金的范围。"),
    inputs=[
        year_month(
            "now",
            N_("从哪年哪月算起"),
            minimum="2006-01",
            maximum="2089-12",
            reason=N_("2006年起才用这个公式。"),
            example="2026-01",
        ),
        START,
        *AGE,
        OPENING,
        BASE,
        money(
            "benefit_base",
            N_("现在的养老金计发基数（月）"),
            minimum="0.01",
            reason=N_("计发基数要大于零。"),
            help=N_("由省里公布。"),
            where=N_("当地人社部门的通知"),
            example="9000",
            fact="benefit-base",
            usual=usual.BENEFIT_BASE,
        ),
        index(
            N_("平均缴费指数（估计）"),
            help=N_("以后也照这样缴，就填现在的指数。"),
            example="0.8",
        ),
        years("paid_years", N_("到现在累计缴费年限"), where=N_("社保缴费记录"), example="10"),
        _assumed("interest_low", N_("记账利率：低的估计"), N_("可以参考最近公布的记账利率。"), "1.5"),
        _assumed("interest_high", N_("记账利率：高的估计"), "", "4"),
        _assumed("growth_low", N_("工资每年增长：低的估计"), N_("缴费基数和计发基数都按这个增长。"), "1"),
        _assumed("growth_high", N_("工资每年增长：高的估计"), "", "3"),
    ],
    rules=[],
    parameters=[MONTHS, REFINED, YEARLY, SHARE, MINIMUM],
    next_steps=["national/retire-and-pension"],
    not_covered=[
        N_("将来的利率、工资和政策谁也不知道，结果只是您的估计推出来的范围。"),
        N_("过渡性养老金没有算；中间断缴也没有算。"),
        N_("结果是那时候的钱，没有算成现在的购买力。"),
    ],
    example={
        "now": "2026-01",
        "month": "2046-01",
        "age_years": "62",
        "age_months": "2",
        "opening": "50000",
        "base": "6000",
        "benefit_base": "9000",
        "index": "0.8",
        "paid_years": "10",
        "interest_low": "1.5",
        "interest_high": "4",
        "growth_low": "1",
        "growth_high": "3",
    },
)
def forecast(case: Case, law: Law, work: Trace) -> Result:
    """The account year by year under both assumptions, then 国发〔2005〕38号 on what the bases have become."""
    _check_order(case)
    paid_months = 12 * case.paid_years
    cautions = [
        *check_paid("paid_years", paid_months, case.month.plus(-age_of(case)), case.now, show(case.now)),
        *index_cautions(case),
        *odd_base(case["base"], case["benefit_base"]),
        *odd_balance(case["opening"], paid_months, case["benefit_base"]),
    ]
    divisor = payout_months(case.month, age_of(case), law, work)
    share = law.figure(SHARE, case.now, input="now")
    yearly = law.figure(YEARLY, case.month, label=_("每缴费一年发给"), input="month")
    span, account = (case.now, case.month), (case["opening"], case["base"], share)
    ends = {end: Guess(end, _(ENDS[end]), case[f"interest_{end}"], case[f"growth_{end}"]) for end in ENDS}
    paths = {end: grow(span, account, guess) for end, guess in ends.items()}
    paid = case.paid_years + Decimal(case.month.since(case.now)) / MONTHS_PER_YEAR
    short, least = months_short(law, work, case["paid_years"], paid, case.month)
    if short:
        paid = least.number / MONTHS_PER_YEAR
    counted = Node("", "", paid, "year", shown=show(round(paid, 2), "year"))
    totals = {}
    for end, guess in ends.items():
        with work.group(f"{end}_estimate", _("{end}的估计").format(end=guess.label)):
            last = paths[end][-1]
            balance = balance_then(work, last, account, guess)
            base = benefit_base_then(work, last, case["benefit_base"], guess)
            parts = [
                basic_pension(work, base, case["index"], counted, yearly, f"basic_{end}"),
                account_pension(work, balance, divisor, f"account_{end}"),
            ]
            totals[end] = work.total(f"total_{end}", _("每月养老金"), parts)
    accounts = {end: path[-1].balance for end, path in paths.items()}
    rows = [
        (show(low.last), show(low.balance, "yuan"), show(high.balance, "yuan"))
        for low, high in zip(paths["low"], paths["high"], strict=True)
    ]
    bars = [
        (show(low.last), (low.balance, max(high.balance - low.balance, Decimal(0))))
        for low, high in zip(paths["low"], paths["high"], strict=True)
    ]
    low, high = (show(YUAN.apply(totals[end].number)) for end in ENDS)
    headline = (
        _("每月大约{low}元").format(low=low)
        if low == high
        else _("每月大约{low}元到{high}元").format(low=low, high=high)
    )
    explanations = [
        _("到{month}，账户里大约有{low}元到{high}元。").format(
            month=case["month"].text,
            low=show(YUAN.apply(accounts["low"])),
            high=show(YUAN.apply(accounts["high"])),
        )
    ]
    if short:
        filled = _("假如那时缴满了{minimum}，账户按上面的数：{headline}。").format(
            minimum=length(int(least.number)), headline=headline
        )
        headline, ways = not_yet(short, least)
        explanations = [ways, *explanations, filled]
    return Result(
        headline,
        Confidence.ESTIMATE,
        explanations=explanations,
        cautions=cautions,
        charts=[Chart(_("账户怎样增长"), (_("低的估计"), _("高的估计多出")), bars)],
        tables=[Table(_("账户怎样增长"), (_("到哪个月底"), _("低的估计"), _("高的估计")), rows)],
        assumptions=[_("每个月都缴费，直到开始领的前一个月；基数每满一年涨一次。")],
    )


@dataclass(frozen=True)
class Year:
    """The account at the end of a year of the forecast, and how much wages have grown by then."""

    last: YearMonth
    balance: Decimal
    growth: Decimal


@dataclass(frozen=True)
class Guess:
    """One assumption about the future: what its steps' ids end in, what it is called, yearly interest and growth of wages."""

    end: str
    label: str
    interest: Node
    growth: Node


Account = tuple[Node, Node, Node]
"""What is in the account now, the base on which more is paid in every month, and the share of it that goes in."""


def _check_order(case: Case) -> None:
    problems = []
    if case.month <= case.now:
        message = _(
            "开始领的年月要晚于算起的{now}，您填的是{month}。已经到了的，用“每月养老金（全国公式）”算。"
        ).format(now=show(case.now), month=case["month"].text)
        problems.append(Problem("month", Code.CONTRADICTION, message))
    for name in ("interest", "growth"):
        low, high = case[f"{name}_low"], case[f"{name}_high"]
        if low.number > high.number:
            message = _("高的估计不能低于低的估计{low}，您填的是{high}。").format(low=low.text, high=high.text)
            problems.append(Problem(f"{name}_high", Code.CONTRADICTION, message))
    if problems:
        raise CannotCalculate(problems)


def grow(span: tuple[YearMonth, YearMonth], account: Account, guess: Guess) -> list[Year]:
    """Year by year from the first month to the one before the pension: interest by month products, at the year's end to the fen."""
    month, end = span
    opening, base, share = (part.number for part in account)
    left, balance, grown = end.since(month), opening, Decimal(1)
    found = [] if left else [Year(month.plus(-1), balance, grown)]
    while left:
        length = min(left, MONTHS_PER_YEAR)
        credit = FEN.apply(base * grown * share)
        product = credit * length * (length + 1) / 2
        interest = FEN.apply((balance * length + product) * guess.interest.number / MONTHS_PER_YEAR)
        balance += credit * length + interest
        month, left = month.plus(length), left - length
        if length == MONTHS_PER_YEAR:
            grown *= 1 + guess.growth.number
        found.append(Year(month.plus(-1), balance, grown))
    return found


def balance_then(work: Trace, last: Year, account: Account, guess: Guess) -> Node:
    """Record the account when the pension begins."""
    opening, base, share = account
    return work.step(
        f"account_balance_{guess.end}",
        _("退休时的储存额"),
        last.balance,
        "yuan",
        formula=_("{opening}；每年记账{base} × {share} × 12，年利率{rate}，基数每年涨{growth}").format(
            opening=opening.text, base=base.text, share=share.text, rate=guess.interest.text, growth=guess.growth.text
        ),
        terms=[opening, base, share, guess.interest, guess.growth],
    )


def benefit_base_then(work: Trace, last: Year, base: Node, guess: Guess) -> Node:
    """Record what the benefit base 计发基数 has become by then."""
    return work.step(
        f"benefit_base_{guess.end}",
        _("那时的计发基数"),
        base.number * last.growth,
        "yuan",
        formula=_("{base}，每年涨{growth}").format(base=base.text, growth=guess.growth.text),
        terms=[base, guess.growth],
        rounding=YUAN,
    )

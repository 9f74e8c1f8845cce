"""What a pension may come to 养老金估算: the account and the pension at retirement between a low and a high assumption.

Everything about the future is the reader's own assumption; the result is a range.
"""

from dataclasses import dataclass
from decimal import Decimal

from ..engine.calculators import Case, calculator
from ..engine.inputs import Input, money, percentage, year_month
from ..engine.money import FEN, YUAN
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show
from .account import MONTHS_PER_YEAR
from .payout import AGE, MONTHS, REFINED, START, payout_months
from .pension import YEARLY, index_cautions, years
from .retirement import MINIMUM, length, months_short, not_yet

SHARE = "national/account-share"
DECISION = Citation("pension-system-decision-2005", N_("第六条"))
ENDS = {"low": N_("低"), "high": N_("高")}


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
        money("opening", N_("现在的个人账户储存额"), where=N_("个人账户对账单"), example="50000"),
        money("base", N_("现在的月缴费基数"), where=N_("缴费记录"), example="6000"),
        money(
            "benefit_base",
            N_("现在的养老金计发基数（月）"),
            minimum="0.01",
            reason=N_("计发基数要大于零。"),
            help=N_("由省里公布。"),
            where=N_("当地人社部门的通知"),
            example="9000",
        ),
        Input(
            "index",
            "decimal",
            N_("平均缴费指数（估计）"),
            minimum="0.01",
            maximum="3",
            reason=N_("平均缴费指数大于零，最高是3。"),
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
    divisor = payout_months(case, law, work)
    share = law.figure(SHARE, case.now, input="now")
    yearly = law.figure(YEARLY, case.month, label=_("每缴费一年发给"), input="month")
    paths = {end: _path(case, share.number, end) for end in ENDS}
    paid = case.paid_years + Decimal(case.month.since(case.now)) / MONTHS_PER_YEAR
    short, least = months_short(law, work, case["paid_years"], paid, case.month)
    if short:
        paid = least.number / MONTHS_PER_YEAR
    totals = {end: _pension(case, work, end, paths[end], share, divisor, yearly, paid) for end in ENDS}
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
        cautions=index_cautions(case),
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


def _path(case: Case, share: Decimal, end: str) -> list[Year]:
    """Year by year from now to the month before the pension: interest by month products, at the year's end to the fen."""
    rate, growth = getattr(case, f"interest_{end}"), getattr(case, f"growth_{end}")
    left, month, balance, grown = case.month.since(case.now), case.now, case.opening, Decimal(1)
    found = []
    while left:
        length = min(left, MONTHS_PER_YEAR)
        credit = FEN.apply(case.base * grown * share)
        product = credit * length * (length + 1) / 2
        interest = FEN.apply((balance * length + product) * rate / MONTHS_PER_YEAR)
        balance += credit * length + interest
        month, left = month.plus(length), left - length
        if length == MONTHS_PER_YEAR:
            grown *= 1 + growth
        found.append(Year(month.plus(-1), balance, grown))
    return found


def _pension(
    case: Case, work: Trace, end: str, path: list[Year], share: Node, divisor: Node, yearly: Node, paid: Decimal
) -> Node:
    """The pension under one assumption, on `paid` years of contributions."""
    label = _(ENDS[end])
    last = path[-1]
    with work.group(f"{end}_estimate", _("{end}的估计").format(end=label)):
        account = work.step(
            f"account_balance_{end}",
            _("退休时的储存额"),
            last.balance,
            "yuan",
            formula=_("每年记账：月缴费基数 × {share} × 12，年利率{rate}，基数每年涨{growth}").format(
                share=share.text, rate=case[f"interest_{end}"].text, growth=case[f"growth_{end}"].text
            ),
            terms=[case["opening"], case["base"], share, case[f"interest_{end}"], case[f"growth_{end}"]],
        )
        base = work.step(
            f"benefit_base_{end}",
            _("那时的计发基数"),
            case.benefit_base * last.growth,
            "yuan",
            formula=_("{base}，每年涨{growth}").format(
                base=case["benefit_base"].text, growth=case[f"growth_{end}"].text
            ),
            terms=[case["benefit_base"], case[f"growth_{end}"]],
            rounding=YUAN,
        )
        basic = work.step(
            f"basic_{end}",
            _("基础养老金"),
            (base.number + base.number * case.index) / 2 * paid * yearly.number,
            "yuan",
            formula=_("（{base} + {base} × 指数{index}）÷ 2 × {years} × {yearly}").format(
                base=base.text, index=case["index"].text, years=show(round(paid, 2), "year"), yearly=yearly.text
            ),
            terms=[base, case["index"], case["paid_years"], yearly],
            rounding=FEN,
            sources=[DECISION],
        )
        monthly = work.step(
            f"account_{end}",
            _("个人账户养老金"),
            account.number / divisor.number,
            "yuan",
            formula=f"{account.text} ÷ {divisor.text}",
            terms=[account, divisor],
            rounding=FEN,
            sources=[DECISION],
        )
        return work.total(f"total_{end}", _("每月养老金"), [basic, monthly])

"""Account years 结息年度 and the growth of a pension account over several of them."""

from collections.abc import Callable
from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import PROJECTION, money, percentage, year_month
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Node, Trace
from ..engine.units import show
from .account import accrue, calendar_year, growth_chart, growth_table, slices_table

RATE = "national/account-interest-rate"
LONGEST = 600  # months: fifty years


@calculator(
    "national/account-growth",
    title=N_("养老保险个人账户增长"),
    summary=N_("填开始的储存额和每月记账额，一年一年地算利息，看账户怎样增长。"),
    inputs=[
        money(
            "opening",
            N_("开始时的储存额"),
            default="0",
            where=N_("个人账户对账单"),
            example="10000",
            usual=usual.ACCOUNT,
        ),
        money(
            "monthly",
            N_("每月记账额"),
            help=N_("缴费基数的8%。这段时间里基数变过的，分段算，把上一段的结果填到“开始时的储存额”。"),
            where=N_("个人账户对账单"),
            example="396.16",
            usual=usual.CREDIT,
        ),
        year_month(
            "start",
            N_("从哪年哪月"),
            minimum="2016-01",
            maximum="2090-12",
            reason=N_("2016年以前的利率由各省公布，这里没有收录。"),
            example="2022-01",
        ),
        year_month(
            "end",
            N_("到哪年哪月"),
            minimum="2016-01",
            maximum="2099-12",
            reason=N_("请检查年份。"),
            example="2025-12",
        ),
        percentage(
            "future_rate",
            N_("还没有公布利率的年度，按多少估算"),
            required=False,
            stands_in_for=(RATE,),
            minimum="0",
            maximum="0.1",
            reason=N_("估算利率请填0到10%之间。"),
            help=N_("只有算到还没有公布利率的年度才要填。填了，结果就是估算。"),
            example="1.5",
        ),
        PROJECTION,
    ],
    rules=[],
    parameters=[RATE],
    next_steps=["national/statement-and-proof"],
    not_covered=[
        N_("中断缴费、一次性补缴、转移进来的钱，要另外加。"),
        N_("退休当年算到哪个月、用哪一年的利率，各地做法不同，以经办机构结算为准。"),
    ],
    example={"opening": "10000", "monthly": "396.16", "start": "2022-01", "end": "2025-12"},
)
def account_growth(case: Case, law: Law, work: Trace) -> Result:
    """Calendar account years with the rate of each; a year without a published rate only on the reader's own rate."""
    start, end = case.start, case.end
    length = end.since(start) + 1
    if not 1 <= length <= LONGEST:
        message = _("“到哪年哪月”要在{start}以后，最多{years}年。").format(start=show(start), years=LONGEST // 12)
        raise CannotCalculate([Problem("end", Code.OUT_OF_RANGE, message)])
    rate = _rate_of(case, law)
    months = [start.plus(number) for number in range(length)]
    slices = accrue(work, case.opening, months, lambda _month: case.monthly, rate, calendar_year)
    opening = case["opening"]
    credited = work.step(
        "credited",
        _("一共记账"),
        sum((each.credited for each in slices), Decimal(0)),
        "yuan",
        formula=_("{monthly} × {months}个月").format(monthly=case["monthly"].text, months=length),
        terms=[case["monthly"]],
    )
    interest = work.step(
        "interest",
        _("利息合计"),
        sum((each.interest for each in slices), Decimal(0)),
        "yuan",
        formula=" + ".join(show(each.interest, "yuan") for each in slices),
    )
    closing = work.total("closing_balance", _("最后的储存额"), [opening, credited, interest])
    guessed = [each for each in slices if each.rate.kind == "input"]
    assumptions = [_("一个月记一次账，记账当月就开始计息；利息到年底并入储存额。")]
    if guessed:
        assumptions.append(
            _("{first}起还没有公布利率，是按自己填的{rate}估算的，不是规定。").format(
                first=show(guessed[0].first), rate=guessed[0].rate.text
            )
        )
    return Result(
        _("到{end}底，储存额{closing}，其中利息{interest}").format(
            end=show(end), closing=closing.text, interest=interest.text
        ),
        Confidence.ESTIMATE,
        charts=[growth_chart(case.opening, slices)],
        tables=[slices_table(slices), growth_table(case.opening, slices)],
        assumptions=assumptions,
    )


def _rate_of(case: Case, law: Law) -> Callable[[YearMonth], Node]:
    """The published rate of a month's year, or the reader's own for years after the last published one."""
    known = law.end(RATE)

    def rate(month: YearMonth) -> Node:
        if case.future_rate is not None and known is not None and month > known:
            return case["future_rate"]
        return law.figure(RATE, month, input="end")

    return rate

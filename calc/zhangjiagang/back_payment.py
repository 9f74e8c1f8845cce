"""Paying for months that were missed 补缴: principal stretch by stretch, with interest account year by account year."""

from collections.abc import Callable
from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import PROJECTION, choice, money, percentage, whole, year_month
from ..engine.money import FEN
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show
from ..national.account import Slice, accrue, slices_table
from .interest_year import zhangjiagang_year

RATES = "zhangjiagang/contribution-rates"
AVERAGE = "zhangjiagang/average-wage"
RULE = Citation("zhangjiagang-guide", N_("五、职工社会保险费的补缴（1）"))
ROWS = 4


@calculator(
    "zhangjiagang/back-payment-calc",
    title=N_("补缴本息计算"),
    summary=N_("一段一段填断缴的月份，算补缴的本金和利息。"),
    inputs=[
        choice(
            "employer_kind",
            N_("单位类型"),
            {"enterprise": N_("企业"), "institution": N_("事业单位")},
            default="enterprise",
        ),
        year_month(
            "settle",
            N_("利息算到哪个月底"),
            minimum="1999-01",
            maximum="2015-12",
            reason=N_("结息年度从1999年1月写起；2016年起改用国家统一的利率，不在这里算。"),
            example="2006-06",
        ),
        percentage(
            "interest_rate",
            N_("记账年利率"),
            minimum="0",
            maximum="0.2",
            reason=N_("记账利率都在20%以内。"),
            help=N_("历年利率资料未载明，要自己填。各结息年度不一样的，在后面分年填。"),
            where=N_("历年公布记账利率的通知"),
            example="2.25",
        ),
        choice(
            "interest_on",
            N_("对哪一部分计息"),
            {"all": N_("全部补缴的钱"), "account": N_("只算进个人账户的部分")},
            default="all",
            help=N_("资料没有写清楚，两种都可以算来比较。"),
        ),
        percentage(
            "account_share",
            N_("进个人账户的比例"),
            minimum="0",
            maximum="0.2",
            reason=N_("这个比例都在20%以内。"),
            ask_when={"situation": "interest_on", "is": ["account"]},
            help=N_("占缴费基数的百分之几。"),
            example="11",
        ),
        *(
            item
            for number in range(1, ROWS + 1)
            for item in (
                year_month(
                    f"start_{number}",
                    N_("第{n}段从哪年哪月"),
                    label_values={"n": number},
                    required=number == 1,
                    minimum="1999-01",
                    maximum="2015-12",
                    reason=N_("1999年1月以前的结息办法，资料未载明。"),
                    group="" if number == 1 else N_("还有别的段，在这里填"),
                    example="2005-07",
                ),
                whole(
                    f"months_{number}",
                    N_("第{n}段几个月"),
                    label_values={"n": number},
                    unit="month",
                    required=number == 1,
                    minimum="1",
                    maximum="12",
                    reason=N_("一段最多12个月，跨年度的分成两段。"),
                    group="" if number == 1 else N_("还有别的段，在这里填"),
                    example="6",
                ),
                money(
                    f"wage_{number}",
                    N_("第{n}段的平均工资（月）"),
                    label_values={"n": number},
                    required=False,
                    group="" if number == 1 else N_("还有别的段，在这里填"),
                    stands_in_for=(AVERAGE,),
                    help=N_("历年全市城镇职工社会平均工资。2005结算年度不填也可以。"),
                    example="1508",
                    usual=usual.AVERAGE,
                ),
                percentage(
                    f"rate_{number}",
                    N_("第{n}段的养老保险合计比例"),
                    label_values={"n": number},
                    required=False,
                    minimum="0",
                    maximum="0.4",
                    least="0.01",  # every fraction up to the largest rate, 0.4, is below one per cent
                    reason=N_("单位和个人合计不超过40%。"),
                    group="" if number == 1 else N_("还有别的段，在这里填"),
                    stands_in_for=(RATES,),
                    help=N_("单位加个人。2005结算年度不填也可以。"),
                    example="26",
                ),
            )
        ),
        *(
            percentage(
                f"interest_{number}",
                N_("第{n}个结息年度的年利率"),
                label_values={"n": number},
                required=False,
                minimum="0",
                maximum="0.2",
                reason=N_("记账利率都在20%以内。"),
                group=N_("各结息年度利率不一样的，在这里填"),
            )
            for number in range(1, 17)
        ),
        PROJECTION,
    ],
    rules=["zhangjiagang/back-payment-calc"],
    parameters=[RATES, AVERAGE],
    next_steps=["zhangjiagang/back-payment", "zhangjiagang/account-interest"],
    not_covered=[
        N_("滞纳金是另一回事，另外算。"),
        N_("只算养老保险；医疗、失业、工伤、生育保险怎样补，资料未载明。"),
    ],
    example={
        "employer_kind": "enterprise",
        "settle": "2006-06",
        "interest_rate": "2.25",
        "start_1": "2005-07",
        "months_1": "6",
    },
)
def back_payment(case: Case, law: Law, work: Trace) -> Result:
    """Principal per stretch = average wage × rate × months; interest by month products, account year by account year."""
    stretches = _stretches(case, law, work)
    principal = work.total("principal", _("本金合计"), [amount for amount, _credits in stretches])
    credits_: dict[YearMonth, Decimal] = {}
    for _amount, monthly in stretches:
        if both := credits_.keys() & monthly.keys():
            message = _("{month}填了两次，各段不要重叠。").format(month=show(min(both)))
            raise CannotCalculate([Problem("start_2", Code.CONTRADICTION, message)])
        credits_ |= monthly
    slices = _interest(case, work, credits_)
    interest = work.step(
        "interest",
        _("利息合计"),
        sum((each.interest for each in slices), Decimal(0)),
        "yuan",
        formula=" + ".join(show(each.interest, "yuan") for each in slices),
    )
    total = work.total("total", _("本息合计"), [principal, interest])
    return Result(
        _("要补{total}：本金{principal}，利息{interest}").format(
            total=total.text, principal=principal.text, interest=interest.text
        ),
        Confidence.OLD_GUIDE,
        charts=[
            Chart(
                _("补缴的钱由什么组成"),
                (_("金额"),),
                [(node.label, (node.number,)) for node in (principal, interest)],
            )
        ],
        tables=[
            Table(
                _("补缴的钱"),
                (_("项目"), _("金额")),
                [(node.label, node.text) for node in (principal, interest, total)],
            ),
            slices_table(slices),
        ],
        assumptions=[
            _("利率是您填的，资料没有写。"),
            _("资料没有写对哪一部分计息，这里全部补缴的钱都计息。")
            if case.interest_on == "all"
            else _("资料没有写对哪一部分计息，这里只有进个人账户的部分计息。"),
            _("每个月的钱从那个月起计息，利息到结息年度末并入本金。"),
        ],
    )


def _stretches(case: Case, law: Law, work: Trace) -> list[tuple[Node, dict[YearMonth, Decimal]]]:
    """For every stretch its principal and, by month, what bears interest."""
    found = []
    for number in range(1, ROWS + 1):
        start, months = getattr(case, f"start_{number}"), getattr(case, f"months_{number}")
        if start is None and months is None:
            continue
        if start is None or months is None:
            missing = f"start_{number}" if start is None else f"months_{number}"
            raise CannotCalculate([Problem(missing, Code.REQUIRED, _("这一段没有填完：开始的年月和月数都要填。"))])
        if start.plus(months - 1) > case.settle:
            message = _("这一段到{end}为止，在“利息算到哪个月底”以后。").format(end=show(start.plus(months - 1)))
            raise CannotCalculate([Problem(f"months_{number}", Code.CONTRADICTION, message)])
        found.append(_stretch(case, law, work, number, start, months))
    return found


def _stretch(
    case: Case, law: Law, work: Trace, number: int, start: YearMonth, months: int
) -> tuple[Node, dict[YearMonth, Decimal]]:
    wage = _wage(case, law, number, start, months)
    rate = _rate(case, law, work, number, start, months)
    with work.group(f"stretch_{number}", _("第{n}段").format(n=number)):
        monthly = work.product(f"monthly_{number}", _("每月补缴"), wage, rate, rounding=FEN, sources=[RULE])
        amount = work.product(f"principal_{number}", _("本金"), monthly, case[f"months_{number}"])
        bearing = monthly
        if case.interest_on == "account":
            bearing = work.product(f"account_{number}", _("每月进个人账户"), wage, case["account_share"], rounding=FEN)
    return amount, {start.plus(month): bearing.number for month in range(months)}


def _wage(case: Case, law: Law, number: int, start: YearMonth, months: int) -> Node:
    if getattr(case, f"wage_{number}") is not None:
        return case[f"wage_{number}"]
    _require_known(law, AVERAGE, f"wage_{number}", start, months)
    return law.figure(AVERAGE, start)


def _rate(case: Case, law: Law, work: Trace, number: int, start: YearMonth, months: int) -> Node:
    if getattr(case, f"rate_{number}") is not None:
        return case[f"rate_{number}"]
    _require_known(law, RATES, f"rate_{number}", start, months)
    key = f"pension-{case.employer_kind}"
    parts = [
        law.figure(RATES, start, key, payer, label=label)
        for payer, label in (("employer", _("单位缴费比例")), ("employee", _("个人缴费比例")))
    ]
    return work.total(f"rate_{number}_total", _("养老保险合计比例"), parts, unit="ratio")


def _require_known(law: Law, parameter: str, input: str, start: YearMonth, months: int) -> None:
    """The guide has to state it for the first month and the last. Raises OutsidePeriod."""
    law.table(parameter, start, input)
    law.table(parameter, start.plus(months - 1), input)


def _interest(case: Case, work: Trace, credits_: dict[YearMonth, Decimal]) -> list[Slice]:
    first = min(credits_)
    months = [first.plus(number) for number in range(case.settle.since(first) + 1)]
    years = list(dict.fromkeys(map(zhangjiagang_year, months)))
    return accrue(
        work,
        Decimal(0),
        months,
        lambda month: credits_.get(month, Decimal(0)),
        _interest_rate(case, years),
        zhangjiagang_year,
    )


def _interest_rate(case: Case, years: list[YearMonth]) -> Callable[[YearMonth], Node]:
    def rate(month: YearMonth) -> Node:
        name = f"interest_{years.index(zhangjiagang_year(month)) + 1}"
        return case["interest_rate"] if getattr(case, name) is None else case[name]

    return rate

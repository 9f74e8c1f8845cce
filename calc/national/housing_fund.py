"""Housing fund 住房公积金: the monthly deposit, and a loan paid back in equal instalments 等额本息 or equal principal 等额本金."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import day, money, percentage, whole, year_month, yes_no
from ..engine.money import FEN, YUAN
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show
from .base_limits import typed_limits

RATES = "national/housing-fund-rates"
LOAN_RATE = "national/housing-loan-rate"
SHORT_LOAN = 5  # years: up to here the lower rate
REGULATION = "housing-fund-regulation"


@calculator(
    "national/housing-fund-deposit",
    title=N_("住房公积金每月缴存多少"),
    summary=N_("填上一年度月平均工资和缴存比例，算职工和单位每月各缴多少。"),
    inputs=[
        yes_no("new_worker", N_("是刚参加工作或刚调来的吗"), default="no"),
        money(
            "wage",
            N_("上一年度月平均工资（刚参加工作或刚调来的填当月工资）"),
            where=N_("工资条"),
            example="10000",
            usual=usual.WAGE,
        ),
        year_month("month", N_("缴存月份"), example="2025-08"),
        percentage(
            "employee_rate",
            N_("职工缴存比例"),
            minimum="0",
            maximum="1",
            reason=N_("请填百分数。"),
            where=N_("工资条，或问单位"),
            example="12",
        ),
        percentage(
            "employer_rate",
            N_("单位缴存比例"),
            minimum="0",
            maximum="1",
            reason=N_("请填百分数。"),
            where=N_("工资条，或问单位"),
            example="12",
        ),
        money(
            "floor",
            N_("缴存基数下限"),
            required=False,
            help=N_("当地公积金中心公布的，不知道不填。"),
            example="2490",
            usual=usual.WAGE,
        ),
        money(
            "ceiling",
            N_("缴存基数上限"),
            required=False,
            help=N_("当地公积金中心公布的，不知道不填。"),
            example="26421",
            usual=usual.WAGE,
        ),
    ],
    rules=[],
    parameters=[RATES],
    next_steps=["national/housing-fund-withdrawal", "national/housing-fund-loan"],
    not_covered=[N_("当地的缴存比例和基数上下限，这里没有收录。"), N_("新参加工作的，从第二个月才开始缴。")],
    example={
        "wage": "10000",
        "month": "2025-08",
        "employee_rate": "12",
        "employer_rate": "12",
        "floor": "2490",
        "ceiling": "26421",
    },
)
def deposit(case: Case, law: Law, work: Trace) -> Result:
    """Wage, within the city's limits if they are given, × rate; each side rounded half up to the yuan."""
    for name in ("employee_rate", "employer_rate"):
        _check_rate(case, law, name)
    article = Citation(REGULATION, N_("第十七条") if case.new_worker else N_("第十六条"))
    base = _base(case, work)
    employee, employer = (
        work.product(id, label, base, case[f"{id}_rate"], rounding=YUAN, sources=[article])
        for id, label in (("employee", _("职工缴")), ("employer", _("单位缴")))
    )
    total = work.total("total", _("每月进账户"), [employee, employer])
    return Result(
        _("职工每月缴{employee}，单位每月缴{employer}，一共{total}").format(
            employee=employee.text, employer=employer.text, total=total.text
        ),
        Confidence.ESTIMATE,
        charts=[Chart(_("谁缴多少"), (_("金额"),), [(node.label, (node.number,)) for node in (employer, employee)])],
        tables=[
            Table(
                _("每月缴存"),
                (_("项目"), _("金额")),
                [(node.label, node.text) for node in (base, employer, employee, total)],
            )
        ],
        assumptions=[_("每月的数四舍五入到元，是多数中心的做法。")],
    )


def _check_rate(case: Case, law: Law, name: str) -> None:
    low, high = (
        law.figure(RATES, case.month, end, label=law.label(RATES, end), input="month") for end in ("floor", "ceiling")
    )
    rate = case[name]
    if not low.number <= rate.number <= high.number:
        message = _("“{label}”要在{low}和{high}之间，您填的是{value}。").format(
            label=rate.label, low=low.text, high=high.text, value=rate.text
        )
        raise CannotCalculate([Problem(name, Code.OUT_OF_RANGE, message)])


def _base(case: Case, work: Trace) -> Node:
    if case.floor is None and case.ceiling is None:
        return work.step(
            "base", _("缴存基数"), case.wage, "yuan", formula=_("没有填上下限，照实算"), terms=[case["wage"]]
        )
    if case.floor is None or case.ceiling is None:
        missing = "floor" if case.floor is None else "ceiling"
        raise CannotCalculate([Problem(missing, Code.REQUIRED, _("上限和下限要一起填，不知道就都不填。"))])
    return work.clamp("base", _("缴存基数"), case["wage"], *typed_limits(case))


@calculator(
    "national/housing-loan",
    title=N_("公积金贷款每月还多少"),
    summary=N_("填贷款金额和年数，算每月还款和总利息；等额本息、等额本金两种还法都算。"),
    inputs=[
        money(
            "principal",
            N_("贷款金额"),
            minimum="0.01",
            reason=N_("贷款金额要大于零。"),
            help=N_("能贷多少由公积金中心决定，这里不算额度。"),
            example="500000",
            usual=usual.LOAN,
        ),
        whole(
            "years",
            N_("贷几年"),
            unit="year",
            minimum="1",
            maximum="30",
            reason=N_("住房公积金贷款最长30年。"),
            example="30",
        ),
        day(
            "date",
            N_("哪天放款"),
            minimum="2000-01-01",
            maximum="2100-12-31",
            reason=N_("请检查年份。"),
            help=N_("还没有放款的填今天。"),
            example="2025-08-01",
        ),
        percentage(
            "rate",
            N_("年利率"),
            required=False,
            stands_in_for=(LOAN_RATE,),
            minimum="0.01",
            maximum="0.2",
            reason=N_("请检查有没有写错，例如2.6写成了0.26。"),
            help=N_("不填就用收录的首套利率；二套、商业贷款请自己填。"),
            where=N_("借款合同"),
            example="2.6",
        ),
    ],
    rules=[],
    parameters=[LOAN_RATE],
    next_steps=["national/housing-fund-loan"],
    not_covered=[
        N_("能贷多少、贷几年，由当地的住房公积金管理中心审查决定，这里没有收录。"),
        N_("还款期间调整利率，没有算；提前还款也没有算。"),
    ],
    example={"principal": "500000", "years": "30", "date": "2025-08-01"},
)
def loan(case: Case, law: Law, work: Trace) -> Result:
    """Annuity P·i·(1+i)ⁿ ÷ ((1+i)ⁿ−1); interest of each month rounded to the fen, the last instalment evens out.

    Equal principal 等额本金 stands beside it: P ÷ n each month and the month's interest on what is left.
    """
    key = "short" if case.years <= SHORT_LOAN else "long"
    rate = (
        case["rate"]
        if case.rate is not None
        else law.figure(LOAN_RATE, case.date, key, label=_("年利率"), input="date")
    )
    months = case.years * 12
    payment = _instalment(case, work, rate, months)
    years = _years(_equal_instalments(case.principal, rate.number / 12, payment.number, months))
    interest = work.step(
        "total_interest",
        _("利息一共"),
        sum((part for _paid, part in years), Decimal(0)),
        "yuan",
        formula=_("每月按剩下的本金算利息，加起来；最后一个月多退少补"),
        terms=[payment, rate],
    )
    total = work.total("total", _("本息一共"), [case["principal"], interest])
    falling = _falling(case, work, rate, months)
    rows = [
        (_("第{n}年").format(n=number), show(paid, "yuan"), show(part, "yuan"))
        for number, (paid, part) in enumerate(years, 1)
    ]
    return Result(
        _("每月还{payment}，{months}期，利息一共{interest}").format(
            payment=payment.text, months=months, interest=interest.text
        ),
        Confidence.ESTIMATE,
        explanations=[
            _(
                "上面是等额本息，每月还的一样多。换成等额本金，第一个月还{first}，以后每月少还{less}，利息一共{interest}。"
            ).format(first=falling[0].text, less=falling[1].text, interest=falling[2].text)
        ],
        charts=[
            Chart(
                _("每年还的钱"),
                (_("本金"), _("利息")),
                [(_("第{n}年").format(n=number), parts) for number, parts in enumerate(years, 1)],
            )
        ],
        tables=[
            Table(
                _("等额本息"), (_("项目"), _("金额")), [(node.label, node.text) for node in (payment, interest, total)]
            ),
            Table(_("等额本金"), (_("项目"), _("金额")), [(node.label, node.text) for node in falling]),
            Table(_("每年还的钱（等额本息）"), (_("年"), _("本金"), _("利息")), rows),
        ],
        assumptions=[_("第一期在放款后的下一个月；利率一直不变。")],
    )


def _instalment(case: Case, work: Trace, rate: Node, months: int) -> Node:
    monthly = rate.number / 12
    growth = (1 + monthly) ** months
    value = case.principal * monthly * growth / (growth - 1)
    return work.step(
        "monthly_payment",
        _("每月还款"),
        value,
        "yuan",
        formula=_(
            "{principal} × 月利率 ×（1 + 月利率）^{months} ÷（（1 + 月利率）^{months} − 1），月利率 = {rate} ÷ 12"
        ).format(principal=case["principal"].text, months=months, rate=rate.text),
        terms=[case["principal"], rate],
        rounding=FEN,
    )


def _falling(case: Case, work: Trace, rate: Node, months: int) -> tuple[Node, Node, Node, Node]:
    """Equal principal 等额本金: the first month, how much less each month, the interest in all, and the sum."""
    parts = list(_equal_principal(case.principal, rate.number / 12, months))
    first = work.step(
        "falling_first",
        _("第一个月还"),
        sum(parts[0], Decimal(0)),
        "yuan",
        formula=_("{principal} ÷ {months} + {principal} × {rate} ÷ 12").format(
            principal=case["principal"].text, months=months, rate=rate.text
        ),
        terms=[case["principal"], case["years"], rate],
    )
    less = work.step(
        "falling_less",
        _("以后每月少还"),
        case.principal / months * rate.number / 12,
        "yuan",
        formula=_("{principal} ÷ {months} × {rate} ÷ 12").format(
            principal=case["principal"].text, months=months, rate=rate.text
        ),
        terms=[case["principal"], case["years"], rate],
        rounding=FEN,
    )
    interest = work.step(
        "falling_interest",
        _("利息一共（等额本金）"),
        sum((interest for _paid, interest in parts), Decimal(0)),
        "yuan",
        formula=_("每月按剩下的本金算利息，加起来；最后一个月多退少补"),
        terms=[case["principal"], rate],
    )
    total = work.total("falling_total", _("本息一共（等额本金）"), [case["principal"], interest])
    return first, less, interest, total


def _equal_instalments(
    principal: Decimal, rate: Decimal, payment: Decimal, months: int
) -> Iterator[tuple[Decimal, Decimal]]:
    """Principal and interest paid in every month 等额本息; `rate` is that of a month."""
    left = principal
    for month in range(1, months + 1):
        interest = FEN.apply(left * rate)
        paid = left if month == months else min(payment - interest, left)
        left -= paid
        yield paid, interest


def _equal_principal(principal: Decimal, rate: Decimal, months: int) -> Iterator[tuple[Decimal, Decimal]]:
    """Principal and interest paid in every month 等额本金; `rate` is that of a month."""
    left, share = principal, FEN.apply(principal / months)
    for month in range(1, months + 1):
        paid = left if month == months else min(share, left)
        yield paid, FEN.apply(left * rate)
        left -= paid


def _years(parts: Iterable[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    """Principal and interest paid in every year."""
    years: list[tuple[Decimal, Decimal]] = []
    for month, (paid, interest) in enumerate(parts):
        if month % 12 == 0:
            years.append((Decimal(0), Decimal(0)))
        years[-1] = years[-1][0] + paid, years[-1][1] + interest
    return years

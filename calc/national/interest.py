"""Interest on the pension account 个人账户利息 by month products 月积数法: what is credited in a month bears interest for the
months left in the period, that month included."""

from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import PROJECTION, money, percentage, whole
from ..engine.money import FEN
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.regions import chosen
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show

RATE = "national/account-interest-rate"
METHOD = Citation("account-interest-method")
# A guide that names the method, without a formula; for sites that hold its region.
NAMED = [Citation("zhangjiagang-guide", N_("四、养老保险个人账户管理（1）"))] if chosen("zhangjiagang/") else []
MONTHS_PER_YEAR = 12
LONGEST = 18  # 1999-01 to 2000-06 was one period of interest in one city
EACH_MONTH = N_("各月金额不一样时，在这里分月填")


@calculator(
    "national/account-interest",
    title=N_("养老保险个人账户利息（月积数法）"),
    summary=N_("填年初余额和每月记账额，算一个结息年度的利息和年末储存额。"),
    inputs=[
        money(
            "opening",
            N_("年初储存额"),
            default="0",
            help=N_("结息年度开始时账户里的钱。"),
            where=N_("上一年度的个人账户对账单"),
            example="10000",
            usual=usual.ACCOUNT,
        ),
        money(
            "monthly",
            N_("每月记账额"),
            required=False,
            help=N_("每月记入个人账户的钱，各月一样就填这里。"),
            where=N_("个人账户对账单"),
            example="396.16",
            usual=usual.CREDIT,
        ),
        whole(
            "months",
            N_("结息年度有几个月"),
            unit="month",
            default="12",
            minimum="1",
            maximum=str(LONGEST),
            reason=N_("一般是12个月；年度中间结算的填到结算那个月；最长的一次是18个月。"),
        ),
        whole(
            "year",
            N_("哪一年度"),
            unit="year",
            required=False,
            minimum="1990",
            maximum="2100",
            reason=N_("请写四位数的年份。"),
            help=N_("填了年度、没有填利率的，用全国公布的记账利率。"),
            example="2024",
        ),
        percentage(
            "rate",
            N_("年记账利率"),
            required=False,
            stands_in_for=(RATE,),
            minimum="0",
            maximum="0.2",
            reason=N_("公布过的记账利率都在这个范围里。"),
            help=N_("知道当年利率的直接填。2016年以前的利率由各省公布，只能自己填。"),
            where=N_("当地公布记账利率的通知"),
            example="2.62",
        ),
        *(
            money(
                f"credit_{number}",
                N_("第{n}个月记账额"),
                label_values={"n": number},
                required=False,
                group=EACH_MONTH,
                usual=usual.CREDIT,
            )
            for number in range(1, LONGEST + 1)
        ),
        PROJECTION,
    ],
    rules=["zhangjiagang/monthly-product-interest"],
    parameters=[RATE],
    next_steps=["national/statement-and-proof"],
    not_covered=[
        N_("退休、转移当年算到哪个月、用哪一年的利率，各地做法不同，以经办机构结算为准。"),
        N_("补缴的利息和滞纳金是两回事，不在这里算。"),
    ],
    example={"opening": "10000", "monthly": "396.16", "year": "2024"},
)
def account_interest(case: Case, law: Law, work: Trace) -> Result:
    """Closing = opening × (1 + r·N/12) + Σ credits + Σ credit·(N−n+1) × r/12; each interest rounded to the fen."""
    months: int = case.months
    rate = _rate(case, law)
    credits_ = _credits(case, months)
    product = work.step(
        "month_product",
        _("月积数"),
        sum((amount * (months - number + 1) for number, amount in credits_), Decimal(0)),
        "month-product",
        formula=" + ".join(f"{show(amount, 'yuan')} × {months - number + 1}" for number, amount in credits_ if amount)
        or _("没有记账"),
        terms=[case["monthly"]] if case.monthly else [],
        sources=[METHOD, *NAMED],
        note=_("每个月记的钱，乘以从当月到年度末的月数，再相加。"),
    )
    opening = case["opening"]
    opening_interest = work.step(
        "opening_interest",
        _("年初储存额的利息"),
        opening.number * rate.number * months / MONTHS_PER_YEAR,
        "yuan",
        formula=f"{opening.text} × {rate.text} × {months} ÷ {MONTHS_PER_YEAR}",
        terms=[opening, rate],
        rounding=FEN,
        sources=[METHOD],
    )
    credit_interest = work.step(
        "credit_interest",
        _("本年度记账额的利息"),
        product.number * rate.number / MONTHS_PER_YEAR,
        "yuan",
        formula=f"{product.text} × {rate.text} ÷ {MONTHS_PER_YEAR}",
        terms=[product, rate],
        rounding=FEN,
        sources=[METHOD],
    )
    credited = work.step(
        "credited",
        _("本年度记账额"),
        sum((amount for _number, amount in credits_), Decimal(0)),
        "yuan",
        formula=_("各月记账额相加"),
        rounding=FEN,
    )
    interest = work.total("interest", _("利息合计"), [opening_interest, credit_interest])
    closing = work.total("closing_balance", _("年末储存额"), [opening, credited, interest])
    rows = [(node.label, node.text) for node in (opening, credited, opening_interest, credit_interest, closing)]
    return Result(
        _("利息一共{interest}，年末储存额{closing}").format(interest=interest.text, closing=closing.text),
        Confidence.ESTIMATE,
        tables=[Table(_("个人账户"), (_("项目"), _("金额")), rows)],
        assumptions=[
            _("旧指南只写了“月积数法”这个名称；公式按劳办发〔1997〕116号文件，还没有找到原文核对。"),
            _("一个月记一次账，记账当月就开始计息。"),
            _("年初的利息和本年度的利息各自四舍五入到分。"),
            _("利率{rate}：{source}").format(
                rate=rate.text, source=_("您自己填的") if rate.kind == "input" else law.used()[0]["status_text"]
            ),
            *([_("年度不是12个月的，按月数比例计息，这是我们的推算。")] if months != MONTHS_PER_YEAR else []),
        ],
    )


def _rate(case: Case, law: Law) -> Node:
    if case.rate is not None:
        return case["rate"]
    if case.year is None:
        raise CannotCalculate([Problem("rate", Code.REQUIRED, _("请填写“年记账利率”，或者填写“哪一年度”。"))])
    return law.figure(RATE, YearMonth(case.year, 1), input="year")


def _credits(case: Case, months: int) -> list[tuple[int, Decimal]]:
    typed = {number: getattr(case, f"credit_{number}") for number in range(1, LONGEST + 1)}
    late = [number for number, amount in typed.items() if amount and number > months]
    if late:
        message = _("结息年度只有{months}个月，这一栏不要填。").format(months=months)
        raise CannotCalculate([Problem(f"credit_{number}", Code.NOT_APPLICABLE, message) for number in late])
    usual = case.monthly or Decimal(0)
    return [(number, usual if typed[number] is None else typed[number]) for number in range(1, months + 1)]

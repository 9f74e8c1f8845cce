"""Late fee 滞纳金 on contributions paid late: simple, by the day, split where the daily rate changes."""

from datetime import date, timedelta
from decimal import Decimal

from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, day, money
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show

GENERAL = "national/late-fee"
INJURY = "national/injury-late-fee"
CEILING = Citation("administrative-compulsion-law", N_("第四十五条"))
COMPULSION_LAW_START = date(2012, 1, 1)  # 行政强制法 第七十一条


@calculator(
    "national/late-fee",
    title=N_("社会保险费滞纳金"),
    summary=N_("填欠缴的钱和欠了哪些天，分段算滞纳金。"),
    inputs=[
        money("arrears", N_("欠缴的社会保险费"), where=N_("催缴通知或补缴结算单"), example="3000"),
        choice(
            "insurance",
            N_("哪种保险"),
            {"general": N_("养老、医疗、失业、生育保险"), "injury": N_("工伤保险")},
            default="general",
            help=N_("工伤保险费从2011年1月1日起换了比例，比别的险种早半年。"),
        ),
        day(
            "first_day",
            N_("从哪天开始算"),
            minimum="1990-01-01",
            maximum="2100-12-31",
            reason=N_("请检查年份。"),
            help=N_("一般是缴费期满的第二天；有的地方从欠缴的下个月1日起算。"),
            example="2011-06-01",
        ),
        day(
            "last_day",
            N_("算到哪天"),
            minimum="1990-01-01",
            maximum="2100-12-31",
            reason=N_("请检查年份。"),
            help=N_("一般是缴清或开出缴款单的前一天，这一天也算。"),
            example="2011-07-31",
        ),
    ],
    rules=[],
    parameters=[GENERAL, INJURY],
    next_steps=["national/back-payment-late-fee"],
    not_covered=[
        N_("补缴时记入个人账户的利息是另一回事，不在这里算。"),
        N_("有的地方对2011年7月以前的欠费按低的比例收，有的地方有减免，以征收机构的决定为准。"),
        N_("滞纳金由单位承担，不能让职工出。"),
    ],
    example={"arrears": "3000", "insurance": "general", "first_day": "2011-06-01", "last_day": "2011-07-31"},
)
def late_fee(case: Case, law: Law, work: Trace) -> Result:
    """Arrears × days × daily rate, no compounding, both end days counted; every stretch rounded half up to the fen."""
    first, last = case.first_day, case.last_day
    if last < first:
        message = _("“算到哪天”不能早于“从哪天开始算”（{first}）。").format(first=show(first))
        raise CannotCalculate([Problem("last_day", Code.CONTRADICTION, message)])
    parameter = INJURY if case.insurance == "injury" else GENERAL
    fees: list[Node] = []
    rows: list[tuple[str, ...]] = []
    while first <= last:
        rate = law.figure(parameter, first, label=_("每天的比例"), input="first_day")
        stretch_last = min(last, law.until(parameter, first) or last)
        fees.append(_stretch(case, work, len(fees) + 1, first, stretch_last, rate))
        days = (stretch_last - first).days + 1
        rows.append((_period(first, stretch_last), show(days, "day"), rate.text, fees[-1].text))
        first = stretch_last + timedelta(days=1)
    total = work.total("late_fee", _("滞纳金"), fees)
    rows.append((_("合计"), show((case.last_day - case.first_day).days + 1, "day"), "", total.text))
    return Result(
        _("滞纳金{fee}").format(fee=total.text),
        Confidence.ESTIMATE,
        explanations=_ceiling(case, work, total),
        tables=[Table(_("分段计算"), (_("时间"), _("天数"), _("每天的比例"), _("滞纳金")), rows)],
        assumptions=[
            _("头尾两天都算；每天按欠缴的本金算，不利滚利。"),
            _("2011年7月1日以前的日子按当时的比例算。这是我们的理解，没有见到文件原文。"),
        ],
    )


def _stretch(case: Case, work: Trace, number: int, first: date, last: date, rate: Node) -> Node:
    days = (last - first).days + 1
    arrears = case["arrears"]
    return work.step(
        f"late_fee_{number}",
        _period(first, last),
        arrears.number * days * rate.number,
        "yuan",
        formula=_("欠缴{arrears} × {days}天 × {rate}").format(arrears=arrears.text, days=days, rate=rate.text),
        terms=[arrears, rate],
        rounding=FEN,
    )


def _ceiling(case: Case, work: Trace, total: Node) -> list[str]:
    """Say where the disputed ceiling 不得超出金钱给付义务的数额 would cut the fee; the fee itself is not cut."""
    if total.number <= case.arrears or case.last_day < COMPULSION_LAW_START:
        return []
    capped = work.step(
        "late_fee_if_capped",
        _("如果封顶"),
        Decimal(case.arrears),
        "yuan",
        formula=_("滞纳金{fee}超过了欠缴的{arrears}").format(fee=total.text, arrears=case["arrears"].text),
        terms=[total, case["arrears"]],
        sources=[CEILING],
        note=_("行政强制法规定滞纳金不得超出欠款的数额。它管不管社会保险费，实践中有争议，上面的结果没有封顶。"),
    )
    return [
        _("滞纳金超过了本金。有人主张按行政强制法第四十五条封顶，那就是{capped}；各地做法不一，请问征收机构。").format(
            capped=capped.text
        )
    ]


def _period(first: date, last: date) -> str:
    return _("{first}至{last}").format(first=show(first), last=show(last))

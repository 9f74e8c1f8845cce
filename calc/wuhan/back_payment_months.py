"""How many missed months can be paid for 补缴 online."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import year_month
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Trace
from ..engine.units import show

ONLINE_MONTHS = "wuhan/back-payment-months"


@calculator(
    "wuhan/backpay-3-months",
    title=N_("参保补缴几个月，在哪里办"),
    summary=N_("填从哪个月补起，看补几个月，能不能在网上办。"),
    inputs=[
        year_month(
            "start",
            N_("从哪个月补起"),
            minimum="1990-01",
            maximum="2100-12",
            reason=N_("请检查年份。"),
            example="2012-03",
        ),
        year_month(
            "current",
            N_("现在是哪个月"),
            minimum="1990-01",
            maximum="2100-12",
            reason=N_("请检查年份。"),
            example="2012-05",
        ),
        year_month(
            "contract_start",
            N_("劳动合同从哪个月开始"),
            minimum="1950-01",
            maximum="2100-12",
            reason=N_("请检查年份。"),
            help=N_("补缴要按劳动合同的实际情况，不能早于合同开始的月份。"),
            where=N_("劳动合同"),
            example="2012-03",
        ),
    ],
    rules=["wuhan/backpay-3-months"],
    parameters=[ONLINE_MONTHS],
    next_steps=["wuhan/online-add-renew", "wuhan/agent-add-remove-backpay"],
    not_covered=[N_("补缴要交多少钱、要不要滞纳金，资料未载明。"), N_("资料没有写年份，办之前先问窗口。")],
    example={"start": "2012-03", "current": "2012-05", "contract_start": "2012-03"},
)
def back_payment_months(case: Case, law: Law, work: Trace) -> Result:
    """Months from the start to this month, both counted; up to three online, more at the counter."""
    if case.start > case.current:
        message = _("补缴开始的月份不能晚于{current}。").format(current=show(case.current))
        raise CannotCalculate([Problem("start", Code.CONTRADICTION, message)])
    limit = law.figure(ONLINE_MONTHS, None, label=_("网上最多补"))
    months = work.step(
        "months",
        _("补缴月数（含当月）"),
        case.current.since(case.start) + 1,
        "month",
        formula=f"{case['start'].text} — {case['current'].text}",
        terms=[case["start"], case["current"]],
    )
    earliest = work.step(
        "earliest_online",
        _("网上最早可以从哪个月补起"),
        max(case.current.plus(1 - int(limit.number)), case.contract_start),
        formula=_("{current}往前数，连当月{limit}；不早于合同开始的{contract}").format(
            current=case["current"].text, limit=limit.text, contract=case["contract_start"].text
        ),
        terms=[case["current"], limit, case["contract_start"]],
    )
    covered = work.check(
        "within_contract",
        _("在劳动合同期内"),
        case.start >= case.contract_start,
        formula=_("填的是{start}，合同从{contract}开始").format(
            start=case["start"].text, contract=case["contract_start"].text
        ),
        terms=[case["start"], case["contract_start"]],
    )
    online = work.check(
        "online",
        _("不超过网上的月数"),
        months.number <= limit.number,
        formula=_("您要补{months}，网上最多{limit}").format(months=months.text, limit=limit.text),
        terms=[months, limit],
    )
    if not covered.met:
        headline = _("不能从{start}补起：劳动合同从{contract}才开始").format(
            start=case["start"].text, contract=case["contract_start"].text
        )
    elif online.met:
        headline = _("补{months}，可以在网上办").format(months=months.text)
    else:
        headline = _("补{months}，要带资料到辖区社保经办机构办").format(months=months.text)
    return Result(
        headline,
        Confidence.OLD_GUIDE,
        explanations=[_("在网上最早可以从{month}补起。").format(month=earliest.text)]
        if case.contract_start <= case.current
        else [],
    )

"""The mutual aid for large medical costs 大额医保互助金."""

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import PROJECTION, choice, money, whole, year_month
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Trace
from ..engine.units import show

AID = "zhangjiagang/large-medical-aid"


@calculator(
    "zhangjiagang/large-medical-mutual-aid",
    title=N_("大额医保互助金"),
    summary=N_("算2005结算年度里若干人、若干个月要缴多少大额医保互助金，退休的人扣多少。"),
    inputs=[
        whole(
            "persons",
            N_("几个人"),
            unit="person",
            minimum="0",
            maximum="1000000",
            reason=N_("请检查人数。"),
            example="50",
        ),
        year_month(
            "month",
            N_("从哪个月起"),
            minimum="1990-01",
            maximum="2100-12",
            reason=N_("请检查年份。"),
            default="2005-07",
            example="2005-07",
        ),
        whole(
            "months",
            N_("几个月"),
            unit="month",
            minimum="1",
            maximum="12",
            reason=N_("一个结算年度最多12个月。"),
            default="1",
            example="12",
        ),
        choice(
            "status",
            N_("是什么人"),
            {
                "employed": N_("参加医疗保险的在职人员"),
                "retired": N_("退休、享受医保待遇的人"),
                "none": N_("没有参加医疗保险，或退休后不享受医保待遇"),
            },
            default="employed",
        ),
        money(
            "pension",
            N_("每月应发养老金"),
            ask_when={"situation": "status", "is": ["retired"]},
            where=N_("养老金发放明细"),
            example="820",
            usual=usual.WAGE,
        ),
        PROJECTION,
    ],
    rules=["zhangjiagang/large-medical-mutual-aid"],
    parameters=[AID],
    next_steps=["zhangjiagang/rates-2005"],
    not_covered=[N_("在职人员的这笔钱由单位还是个人出，资料未载明。")],
    example={"persons": "50", "months": "12", "status": "employed"},
)
def mutual_aid(case: Case, law: Law, work: Trace) -> Result:
    """Fee × persons × months; from a pension it is taken off each month."""
    rate = law.figure(AID, case.month, label=_("每人每月"), input="month")
    law.figure(AID, case.month.plus(case.months - 1), input="months")  # the last month needs a number too
    if case.status == "none":
        fee = work.step("fee", _("应缴互助金"), rate.number * 0, "yuan", formula=_("不用缴"), terms=[rate])
        return Result(_("不用缴大额医保互助金"), Confidence.OLD_GUIDE)
    fee = work.product("fee", _("应缴互助金"), rate, case["persons"], case["months"], rounding=FEN)
    if case.status == "employed":
        return Result(_("应缴大额医保互助金{fee}").format(fee=fee.text), Confidence.OLD_GUIDE)
    if case.pension < rate.number:
        message = _("养老金不够扣：每月要扣{fee}，您填的是{pension}。").format(
            fee=rate.text, pension=case["pension"].text
        )
        raise CannotCalculate([Problem("pension", Code.OUT_OF_RANGE, message)])
    paid = work.step(
        "pension_paid",
        _("每月实发养老金"),
        case.pension - rate.number,
        "yuan",
        formula=f"{case['pension'].text} − {rate.text}",
        terms=[case["pension"], rate],
    )
    return Result(
        _("每月从养老金里扣{fee}，实发{paid}").format(fee=rate.text, paid=paid.text),
        Confidence.OLD_GUIDE,
        explanations=[
            _("{months}、{persons}一共扣{fee}。").format(
                months=show(case.months, "month"), persons=show(case.persons, "person"), fee=fee.text
            )
        ],
    )

"""Wages while work stands still 停工工资, as the quiz of 2012 has it."""

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, money
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace


@calculator(
    "zhenjiang/idle-wages",
    title=N_("停工期间的工资"),
    summary=N_("不是职工原因停工的，看当月工资付多少。"),
    inputs=[
        money("wage", N_("月工资"), where=N_("劳动合同或工资条"), example="2000", usual=usual.WAGE),
        choice(
            "idle",
            N_("停工多久"),
            {"within": N_("不超过一个工资支付周期（按月发的是一个月）"), "over": N_("超过一个工资支付周期")},
            default="within",
        ),
    ],
    rules=["zhenjiang/idle-wages"],
    next_steps=["zhenjiang/service-quiz"],
    governed_by=[],
    not_covered=[N_("超过一个工资支付周期以后怎样付，资料未载明。"), N_("职工自己的原因停工的，不适用。")],
    example={"wage": "2000", "idle": "within"},
)
def idle_wages(case: Case, law: Law, work: Trace) -> Result:
    """Within one pay period the full wage; the source says nothing about what lies beyond."""
    source = Citation("zhenjiang-quiz", N_("第6题"))
    due = work.step(
        "due",
        _("一个支付周期内应付"),
        case.wage,
        "yuan",
        formula=_("照付全部工资"),
        terms=[case["wage"]],
        sources=[source],
    )
    if case.idle == "within":
        return Result(
            _("应付{due}，一分不少").format(due=due.text),
            Confidence.OLD_GUIDE,
            assumptions=[_("题目只写了歇业半个月照付全月工资；不超过一个工资支付周期的都这样，是我们推的。")],
        )
    return Result(
        _("第一个支付周期应付{due}，以后的资料未载明").format(due=due.text),
        Confidence.OLD_GUIDE,
        explanations=[_("以后怎样付，各省有自己的工资支付规定，请问当地人社部门。")],
    )

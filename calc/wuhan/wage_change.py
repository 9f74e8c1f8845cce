"""The contribution base 缴费基数 after a change of an employee's wage."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import money, year_month
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace
from ..national.base_limits import TYPED_LIMITS, typed_limits
from ..national.contribution import odd_wage

WUHAN_UNIT = Citation("wuhan-unit-guide", N_("四（四）"))


@calculator(
    "wuhan/wage-change",
    title=N_("职工工资变更后的缴费基数"),
    summary=N_("填新的工资和上下限，看新的缴费基数是多少、从哪个月起用。"),
    inputs=[
        money("wage", N_("变更后申报的工资"), where=N_("工资单或收入证明"), example="1200"),
        *TYPED_LIMITS,
        year_month(
            "handled",
            N_("哪个月办的变更"),
            minimum="1990-01",
            maximum="2100-12",
            reason=N_("请检查年份。"),
            example="2012-05",
        ),
    ],
    rules=["wuhan/wage-change"],
    next_steps=["wuhan/online-wage-change", "wuhan/online-annual-wage"],
    not_covered=[N_("武汉各年的缴费基数上限和下限，资料未载明。")],
    example={"wage": "1200", "floor": "1500", "ceiling": "7500", "handled": "2012-05"},
)
def wage_change(case: Case, law: Law, work: Trace) -> Result:
    """Clamped to the limits; it counts from the month after the change was handled."""
    base = work.clamp("contribution_base", _("新的缴费基数"), case["wage"], *typed_limits(case), sources=[WUHAN_UNIT])
    effective = work.step(
        "effective_month",
        _("从哪个月起用"),
        case.handled.plus(1),
        formula=_("{month}的下一个月").format(month=case["handled"].text),
        terms=[case["handled"]],
        sources=[WUHAN_UNIT],
    )
    return Result(
        _("新的缴费基数{base}，从{month}起用").format(base=base.text, month=effective.text),
        Confidence.OLD_GUIDE,
        cautions=list(odd_wage(case["wage"], *typed_limits(case))),
    )

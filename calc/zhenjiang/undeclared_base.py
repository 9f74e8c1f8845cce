"""The base 缴费基数 an employer is billed on who declared none, as the quiz of 2012 has it."""

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import money
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Trace
from ..national.base_limits import TYPED_LIMITS, typed_limits

QUIZ_UNDECLARED = "zhenjiang/undeclared-base"


@calculator(
    "zhenjiang/undeclared-base-110",
    title=N_("逾期没有申报缴费基数，按多少结算"),
    summary=N_("单位到期没有申报缴费基数的，按结算基数的110%、再按上下限调整。"),
    inputs=[
        money("settled", N_("结算基数"), help=N_("经办机构现在掌握的月缴费基数。"), example="3000", usual=usual.WAGE),
        *TYPED_LIMITS,
    ],
    rules=["zhenjiang/undeclared-base-110"],
    parameters=[QUIZ_UNDECLARED],
    next_steps=["zhenjiang/service-quiz"],
    not_covered=[
        N_("《社会保险法》说的是单位“上月缴费额”的110%，那一种请用“没有按时申报的缴费额”。"),
        N_("补办申报以后，怎样按规定重新结算。"),
    ],
    example={"settled": "3000", "floor": "1368", "ceiling": "6840"},
)
def undeclared_base(case: Case, law: Law, work: Trace) -> Result:
    """110 % of the base on record, then clamped."""
    rate = law.figure(QUIZ_UNDECLARED, None, label=_("调整比例"))
    raised = work.product("raised_base", _("按比例调整"), case["settled"], rate, rounding=FEN)
    base = work.clamp("contribution_base", _("结算用的缴费基数"), raised, *typed_limits(case))
    return Result(_("按{base}结算").format(base=base.text), Confidence.OLD_GUIDE)

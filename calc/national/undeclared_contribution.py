"""What an employer owes who declared nothing 未按时申报 (社会保险法 第六十二条)."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import money, year_month
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Trace

UNDECLARED = "national/undeclared-base"


@calculator(
    "national/undeclared-contribution",
    title=N_("没有按时申报的缴费额"),
    summary=N_("单位没有按规定申报时，按上月缴费额的110%先定下应缴的数。"),
    inputs=[
        money("last_month", N_("单位上月缴费额"), where=N_("上个月的缴款单"), example="20000"),
        year_month("month", N_("哪个月没有申报"), example="2025-03"),
    ],
    rules=["zhenjiang/undeclared-base-110"],
    parameters=[UNDECLARED],
    next_steps=["national/declare-and-pay"],
    not_covered=[N_("没有上月缴费额的，由经办机构看经营状况、职工人数等来定。"), N_("补办申报以后，按规定重新结算。")],
    example={"last_month": "20000", "month": "2025-03"},
)
def undeclared_contribution(case: Case, law: Law, work: Trace) -> Result:
    """110 % of what the employer paid the month before (社会保险法第62条)."""
    rate = law.figure(UNDECLARED, case.month, label=_("核定比例"), input="month")
    due = work.product("due", _("应当缴纳的数额"), case["last_month"], rate, rounding=FEN)
    return Result(_("先按{due}缴纳").format(due=due.text), Confidence.LAW)

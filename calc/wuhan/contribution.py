"""Contributions 社会保险费 of a month by insurance and payer, at the undated rates of the old guide."""

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import money, percentage
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Trace
from ..national.contribution_items import INSURANCES, rates_of, statement

WUHAN_RATES = "wuhan/contribution-rates"
WUHAN_INJURY = "wuhan/work-injury-rates"


@calculator(
    "wuhan/contribution-calc",
    title=N_("武汉社会保险月缴费额（旧比例）"),
    summary=N_("填缴费基数，按旧指南的比例算单位和个人每月各缴多少。"),
    inputs=[
        money(
            "base",
            N_("月缴费基数"),
            minimum="0.01",
            reason=N_("缴费基数要大于零。"),
            help=N_("社保经办机构核定的每月缴费工资。"),
            where=N_("单位的缴费工资申报表"),
            example="5000",
            usual=usual.WAGE,
        ),
        percentage(
            "injury_rate",
            N_("工伤保险费率"),
            default="0.5",
            help=N_("由经办机构按行业核定，只由单位缴。不知道就按0.5%算。"),
            example="0.5",
        ),
    ],
    rules=["wuhan/contribution-calc"],
    parameters=[WUHAN_RATES, WUHAN_INJURY],
    next_steps=["wuhan/contribution-rates"],
    not_covered=[
        N_("大额医疗保险的标准资料未载明，没有计入。"),
        N_("缴费基数的上限和下限资料未载明，请填已经核定的基数。"),
        N_("资料没有写年份，这些比例只说明当时的规定。"),
    ],
    example={"base": "5000", "injury_rate": "0.5"},
)
def wuhan(case: Case, law: Law, work: Trace) -> Result:
    """Five insurances on a base that has been assessed already; undated rates of the old guide."""
    low, high = (law.figure(WUHAN_INJURY, None, end) for end in ("minimum", "maximum"))
    injury = case["injury_rate"]
    if not low.number <= injury.number <= high.number:
        message = _("“{label}”要在{low}和{high}之间，您填的是{value}。").format(
            label=injury.label, low=low.text, high=high.text, value=injury.text
        )
        raise CannotCalculate([Problem("injury_rate", Code.OUT_OF_RANGE, message)])
    rates = {
        name: (injury, None) if name == "work_injury" else rates_of(law, WUHAN_RATES, name, name, None)
        for name in INSURANCES
    }
    monthly = statement(work, case["base"], rates)
    return Result(
        monthly.headline,
        Confidence.OLD_GUIDE,
        charts=[monthly.chart],
        tables=[monthly.table],
        assumptions=[_("每个险种的金额先四舍五入到分，再相加。")],
    )

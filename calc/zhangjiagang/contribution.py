"""Contributions 社会保险费 of a month by insurance and payer, as the guides of two cities state the rates."""

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import PROJECTION, choice, money, year_month, yes_no
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Trace
from ..national.contribution_items import INSURANCES, rates_of, statement
from .contribution_base import AVERAGE, LIMITS, TWO_READINGS, zhangjiagang_base
from .large_medical_aid import AID

RATES = "zhangjiagang/contribution-rates"


@calculator(
    "zhangjiagang/contribution-2005",
    title=N_("张家港2005年度五险月缴费额"),
    summary=N_("填月工资，算2005年7月到2006年6月之间一个月里单位和个人各缴多少社会保险费。"),
    inputs=[
        money(
            "wage",
            N_("职工本人月工资"),
            help=N_("单位实际支付的全部工资，奖金、津贴、加班工资都算。"),
            where=N_("工资条或单位的工资表"),
            example="2500",
            usual=usual.WAGE,
        ),
        choice(
            "employer_kind",
            N_("单位类型"),
            {"enterprise": N_("企业"), "institution": N_("事业单位")},
            default="enterprise",
        ),
        year_month("month", N_("缴费月份"), example="2005-07", default="2005-07"),
        yes_no("with_medical", N_("是否参加医疗保险"), default="yes"),
        money(
            "average_wage",
            N_("上年月平均工资"),
            required=False,
            minimum="0.01",
            reason=N_("平均工资要大于零。"),
            help=N_(
                "不填就按指南写的上年全市月社会平均工资算。指南说上下限按全省在岗职工平均工资定，您知道这个数可以填在这里。"
            ),
            stands_in_for=(AVERAGE,),
            example="1508",
            usual=usual.AVERAGE,
        ),
        PROJECTION,
    ],
    rules=["zhangjiagang/base-clamp", "zhangjiagang/contribution-2005"],
    parameters=[RATES, LIMITS, AVERAGE, AID],
    next_steps=["zhangjiagang/base-monthly-declaration", "zhangjiagang/rates-2005"],
    not_covered=[
        N_("大额医保互助金由单位还是个人出，资料未载明，所以没有计入单位和个人的合计。"),
        N_("这是2005结算年度的标准，现在的缴费基数和比例请问当地经办机构。"),
    ],
    example={"wage": "2500", "employer_kind": "enterprise", "month": "2005-07", "with_medical": "yes"},
)
def zhangjiagang(case: Case, law: Law, work: Trace) -> Result:
    """Base clamped to 60–300 % of the average wage, each item rounded half up to the fen, then added up."""
    on = case.month
    base = zhangjiagang_base(case, law, work, case["wage"])

    kinds = {name: name.replace("_", "-") for name in INSURANCES} | {"pension": f"pension-{case.employer_kind}"}
    if not case.with_medical:
        del kinds["medical"]
    rates = {name: rates_of(law, RATES, name, key, on) for name, key in kinds.items()}
    monthly = statement(work, base, rates)
    says: list[str] = []
    assumptions = [_("每个险种的金额先四舍五入到分，再相加。")]
    if case.employer_kind == "enterprise":
        assumptions.append(_(TWO_READINGS))
    if case.with_medical:
        aid = law.figure(AID, on, input="month")
        work.step(
            "large_medical_aid",
            _("大额医保互助金（另缴）"),
            aid.number,
            "yuan",
            rounding=FEN,
            formula=f"{aid.label} {aid.text}",
            terms=[aid],
        )
        says.append(_("另缴大额医保互助金{aid}。").format(aid=aid.text))
    else:
        assumptions.append(_("选了不参加医疗保险，所以没有算医疗保险费和大额医保互助金。"))
    return Result(
        monthly.headline,
        Confidence.OLD_GUIDE,
        explanations=says,
        charts=[monthly.chart],
        tables=[monthly.table],
        assumptions=assumptions,
    )

"""Contributions 社会保险费 of a month by insurance and payer, as the guides of two cities state the rates."""

from ..engine.calculators import CannotCalculate, Case, Problem, calculator
from ..engine.inputs import PROJECTION, choice, money, percentage, year_month, yes_no
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Trace
from ..national.contribution_items import INSURANCES, rates_of, statement

ZHANGJIAGANG_RATES = "zhangjiagang/contribution-rates"
ZHANGJIAGANG_LIMITS = "zhangjiagang/contribution-base-limits"
ZHANGJIAGANG_WAGE = "zhangjiagang/average-wage"
ZHANGJIAGANG_AID = "zhangjiagang/large-medical-aid"
WUHAN_RATES = "wuhan/contribution-rates"
WUHAN_INJURY = "wuhan/work-injury-rates"


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
            stands_in_for=(ZHANGJIAGANG_WAGE,),
            example="1508",
        ),
        PROJECTION,
    ],
    rules=["zhangjiagang/base-clamp", "zhangjiagang/contribution-2005"],
    parameters=[ZHANGJIAGANG_RATES, ZHANGJIAGANG_LIMITS, ZHANGJIAGANG_WAGE, ZHANGJIAGANG_AID],
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
    average = case["average_wage"] if case.average_wage else law.figure(ZHANGJIAGANG_WAGE, on, input="month")
    floor_rate, ceiling_rate = (
        law.figure(ZHANGJIAGANG_LIMITS, on, end, label=label, input="month")
        for end, label in (("floor", _("下限比例")), ("ceiling", _("上限比例")))
    )
    floor = work.product("floor", _("缴费基数下限"), average, floor_rate, rounding=FEN)
    ceiling = work.product("ceiling", _("缴费基数上限"), average, ceiling_rate, rounding=FEN)
    base = work.clamp("contribution_base", _("缴费基数"), case["wage"], floor, ceiling, rounding=FEN)

    kinds = {name: name.replace("_", "-") for name in INSURANCES} | {"pension": f"pension-{case.employer_kind}"}
    if not case.with_medical:
        del kinds["medical"]
    rates = {name: rates_of(law, ZHANGJIAGANG_RATES, name, key, on) for name, key in kinds.items()}
    monthly = statement(work, base, rates)
    headline = monthly.headline
    assumptions = [_("每个险种的金额先四舍五入到分，再相加。")]
    if case.with_medical:
        aid = law.figure(ZHANGJIAGANG_AID, on, input="month")
        work.step(
            "large_medical_aid",
            _("大额医保互助金（另缴）"),
            aid.number,
            "yuan",
            rounding=FEN,
            formula=f"{aid.label} {aid.text}",
            terms=[aid],
        )
        headline += _("；另缴大额医保互助金{aid}").format(aid=aid.text)
    else:
        assumptions.append(_("选了不参加医疗保险，所以没有算医疗保险费和大额医保互助金。"))
    return Result(
        headline, Confidence.OLD_GUIDE, charts=[monthly.chart], tables=[monthly.table], assumptions=assumptions
    )


@calculator(
    "wuhan/contribution-calc",
    title=N_("武汉社会保险月缴费额"),
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
        message = _("「{label}」要在{low}和{high}之间，您填的是{value}。").format(
            label=injury.label, low=low.text, high=high.text, value=injury.text
        )
        raise CannotCalculate([Problem("injury_rate", message)])
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

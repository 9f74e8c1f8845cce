"""What contributions are levied on 缴费基数: the wage bill 工资总额 and its limits in Zhangjiagang."""

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import PROJECTION, money, year_month
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Node, Trace

LIMITS = "zhangjiagang/contribution-base-limits"
AVERAGE = "zhangjiagang/average-wage"

TWO_READINGS = N_(
    "指南另有一句：2005结算年度城镇企业职工的缴费基数“按上年全市月社会平均工资1508元计算”。"
    "照字面看，企业职工不管工资多少，基数都是1508元；和60%、三倍怎么配合，指南没有写，请问经办机构。"
    "这里按本人工资算，1508元只用来定上限和下限。"
)

COMPONENTS = {
    "standard": N_("标准工资"),
    "piece": N_("计件工资"),
    "bonus": N_("奖金"),
    "overtime": N_("加班工资"),
    "allowance": N_("补贴和津贴"),
    "special": N_("特殊情况下支付的工资性收入"),
}


@calculator(
    "zhangjiagang/wage-components",
    title=N_("工资总额和缴费基数"),
    summary=N_("把六种收入加起来，看2005结算年度按多少申报缴费基数。"),
    inputs=[
        *(
            money(name, label, required=False, where=N_("工资条或单位的工资表"), example="1200")
            for name, label in COMPONENTS.items()
        ),
        year_month("month", N_("缴费月份"), example="2005-07", default="2005-07"),
        money(
            "average_wage",
            N_("上年月平均工资"),
            required=False,
            minimum="0.01",
            reason=N_("平均工资要大于零。"),
            help=N_("不填就按指南写的上年全市月社会平均工资算。"),
            stands_in_for=(AVERAGE,),
            example="1508",
            usual=usual.AVERAGE,
        ),
        PROJECTION,
    ],
    rules=["zhangjiagang/wage-components", "zhangjiagang/base-clamp"],
    parameters=[LIMITS, AVERAGE],
    next_steps=["zhangjiagang/base-monthly-declaration", "zhangjiagang/rates-2005"],
    not_covered=[N_("哪些收入不算工资总额，指南没有写，见国统字〔1990〕1号文。")],
    example={"standard": "1200", "bonus": "300", "overtime": "150", "allowance": "100"},
)
def wage_components(case: Case, law: Law, work: Trace) -> Result:
    """Sum of six kinds of income, an empty one counting nothing, then clamped to 60–300 % of the average wage."""
    parts = [case[name] for name in COMPONENTS if getattr(case, name)]
    wage = work.total("wage", _("工资总额"), parts)
    base = zhangjiagang_base(case, law, work, wage)
    rows = [(part.label, part.text) for part in parts]
    rows += [(_("工资总额"), wage.text), (_("缴费基数"), base.text)]
    return Result(
        _("工资总额{wage}，缴费基数{base}").format(wage=wage.text, base=base.text),
        Confidence.OLD_GUIDE,
        charts=[Chart(_("工资总额由什么组成"), (_("金额"),), [(part.label, (part.number,)) for part in parts])],
        tables=[Table(_("工资总额"), (_("项目"), _("金额")), rows)],
        assumptions=[_("没有填的项目按0元算。"), _(TWO_READINGS)],
    )


def zhangjiagang_base(case: Case, law: Law, work: Trace, wage: Node) -> Node:
    """The base 60–300 %; equal to a limit is within."""
    average = case["average_wage"] if case.average_wage else law.figure(AVERAGE, case.month, input="month")
    floor_rate = law.figure(LIMITS, case.month, "floor", label=_("下限比例"), input="month")
    ceiling_rate = law.figure(LIMITS, case.month, "ceiling", label=_("上限比例"), input="month")
    floor = work.product("floor", _("缴费基数下限"), average, floor_rate, rounding=FEN)
    ceiling = work.product("ceiling", _("缴费基数上限"), average, ceiling_rate, rounding=FEN)
    return work.clamp("contribution_base", _("缴费基数"), wage, floor, ceiling, rounding=FEN)

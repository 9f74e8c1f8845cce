"""What contributions are levied on 缴费基数: wage bill, change of wage, undeclared bases, fixed amounts beside it."""

from ..engine.calculators import CannotCalculate, Case, Problem, calculator
from ..engine.inputs import PROJECTION, choice, money, whole, year_month
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show

LIMITS = "zhangjiagang/contribution-base-limits"
AVERAGE = "zhangjiagang/average-wage"
AID = "zhangjiagang/large-medical-aid"
UNDECLARED = "national/undeclared-base"
QUIZ_UNDECLARED = "zhenjiang/undeclared-base"

WUHAN_UNIT = Citation("wuhan-unit-guide", N_("四（四）"))

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
        assumptions=[_("没有填的项目按0元算。")],
    )


def zhangjiagang_base(case: Case, law: Law, work: Trace, wage: Node) -> Node:
    """The base 60–300 %; equal to a limit is within."""
    average = case["average_wage"] if case.average_wage else law.figure(AVERAGE, case.month, input="month")
    floor_rate = law.figure(LIMITS, case.month, "floor", label=_("下限比例"), input="month")
    ceiling_rate = law.figure(LIMITS, case.month, "ceiling", label=_("上限比例"), input="month")
    floor = work.product("floor", _("缴费基数下限"), average, floor_rate, rounding=FEN)
    ceiling = work.product("ceiling", _("缴费基数上限"), average, ceiling_rate, rounding=FEN)
    return work.clamp("contribution_base", _("缴费基数"), wage, floor, ceiling, rounding=FEN)


def typed_limits(case: Case) -> tuple[Node, Node]:
    """Floor and ceiling 保底、封顶 as the reader typed them. Raises CannotCalculate if they are the wrong way round."""
    if case.floor > case.ceiling:
        message = _("上限不能低于下限{floor}，您填的是{ceiling}。").format(
            floor=case["floor"].text, ceiling=case["ceiling"].text
        )
        raise CannotCalculate([Problem("ceiling", message)])
    return case["floor"], case["ceiling"]


TYPED_LIMITS = (
    money("floor", N_("缴费基数下限"), help=N_("当地公布的最低缴费基数。资料没有写，要自己填。"), example="1500"),
    money("ceiling", N_("缴费基数上限"), help=N_("当地公布的最高缴费基数。资料没有写，要自己填。"), example="7500"),
)


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
        _("新的缴费基数{base}，从{month}起用").format(base=base.text, month=effective.text), Confidence.OLD_GUIDE
    )


@calculator(
    "zhenjiang/undeclared-base-110",
    title=N_("逾期没有申报缴费基数，按多少结算"),
    summary=N_("单位到期没有申报缴费基数的，按结算基数的110%、再按上下限调整。"),
    inputs=[
        money("settled", N_("结算基数"), help=N_("经办机构现在掌握的月缴费基数。"), example="3000"),
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
    next_steps=["zhangjiagang/base-monthly-declaration"],
    not_covered=[N_("没有上月缴费额的，由经办机构看经营状况、职工人数等来定。"), N_("补办申报以后，按规定重新结算。")],
    example={"last_month": "20000", "month": "2025-03"},
)
def undeclared_contribution(case: Case, law: Law, work: Trace) -> Result:
    """110 % of what the employer paid the month before (社会保险法第62条)."""
    rate = law.figure(UNDECLARED, case.month, label=_("核定比例"), input="month")
    due = work.product("due", _("应当缴纳的数额"), case["last_month"], rate, rounding=FEN)
    return Result(_("先按{due}缴纳").format(due=due.text), Confidence.LAW)


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
        raise CannotCalculate([Problem("pension", message)])
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

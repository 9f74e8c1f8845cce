"""Employment contracts 劳动合同: probation, its lowest wage, economic compensation, wages while work stands still."""

from datetime import date, timedelta
from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, day, money, whole
from ..engine.money import FEN
from ..engine.months import add_months
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Bound, Citation, Node, Trace
from ..engine.units import show

PROBATION = "national/probation"
PROBATION_WAGE = "national/probation-wage"
WAGE_CAP = "national/compensation-wage-cap"
YEAR_CAP = "national/compensation-year-cap"
LAW = "labour-contract-law"
REGULATION = "labour-contract-regulation"
IN_FORCE = date(2008, 1, 1)  # 劳动合同法 第九十八条
BANDS = ((36, "from-3-years"), (12, "from-1-year"), (3, "from-3-months"), (0, "under-3-months"))


@calculator(
    "national/probation",
    title=N_("试用期最长多少个月"),
    summary=N_("填合同期限，看试用期最长多少个月、试用期工资最低多少。"),
    inputs=[
        choice(
            "term",
            N_("是哪一种合同"),
            {
                "fixed": N_("有固定期限"),
                "open": N_("没有固定期限"),
                "task": N_("做完一件工作为止"),
                "part-time": N_("非全日制"),
            },
            default="fixed",
        ),
        whole(
            "months",
            N_("合同期限几个月"),
            unit="month",
            minimum="0",
            maximum="600",
            reason=N_("请按月数填，一年是12个月。"),
            ask_when={"situation": "term", "is": ["fixed"]},
            where=N_("劳动合同"),
            example="24",
        ),
        day(
            "signed",
            N_("合同从哪天开始"),
            minimum="1990-01-01",
            maximum="2100-12-31",
            reason=N_("请检查年份。"),
            example="2025-03-01",
        ),
        money(
            "contract_wage",
            N_("合同约定的工资"),
            required=False,
            where=N_("劳动合同"),
            example="8000",
            usual=usual.WAGE,
        ),
        money(
            "position_wage",
            N_("同岗位最低一档工资"),
            required=False,
            help=N_("要算试用期工资，这三项都填。"),
            example="6000",
            usual=usual.WAGE,
        ),
        money(
            "minimum_wage",
            N_("当地最低工资"),
            required=False,
            help=N_("当地人社部门公布的月最低工资。"),
            example="2490",
            usual=usual.MINIMUM_WAGE,
        ),
    ],
    rules=["zhenjiang/probation"],
    parameters=[PROBATION, PROBATION_WAGE],
    next_steps=["zhenjiang/service-quiz"],
    not_covered=[
        N_("同一个单位和同一个人只能约定一次试用期。"),
        N_("测试题只写了2年合同试用期最长2个月，别的期限按劳动合同法补充。"),
    ],
    example={
        "term": "fixed",
        "months": "24",
        "signed": "2025-03-01",
        "contract_wage": "8000",
        "position_wage": "6000",
        "minimum_wage": "2490",
    },
)
def probation(case: Case, law: Law, work: Trace) -> Result:
    """0, 1, 2 or 6 months by the term 以上 inclusive; none for a task or part-time work."""
    key = _probation_band(case)
    most = law.figure(PROBATION, case.signed, key, label=law.label(PROBATION, key), input="signed")
    months = work.step(
        "max_months",
        _("试用期最长"),
        int(most.number),
        "month",
        formula=most.label if case.term in ("fixed", "open") else _("这种合同不得约定试用期"),
        terms=[most],
        sources=[Citation(LAW, N_("第七十条") if case.term == "part-time" else N_("第十九条"))],
    )
    headline = _("试用期最长{months}").format(months=months.text) if months.number else _("不得约定试用期")
    wages = (case.contract_wage, case.position_wage, case.minimum_wage)
    if not months.number or None in wages:
        return Result(headline, Confidence.LAW)
    low, high = _probation_wage(case, law, work)
    return Result(
        headline + _("，试用期工资不低于{wage}").format(wage=low.text),
        Confidence.LAW,
        explanations=[
            _("法条用“或者”连着两个标准，这里取低的一个作为底线；两个都要达到的话是{high}。").format(high=high.text)
        ],
    )


def _probation_band(case: Case) -> str:
    if case.term == "open":
        return BANDS[0][1]
    if case.term != "fixed":
        return BANDS[-1][1]
    return next(key for months, key in BANDS if case.months >= months)


def _probation_wage(case: Case, law: Law, work: Trace) -> tuple[Node, Node]:
    share = law.figure(PROBATION_WAGE, case.signed, label=_("最低比例"), input="signed")
    parts = [
        work.product(f"{name}_share", label, case[name], share, rounding=FEN)
        for name, label in (("contract_wage", _("约定工资按最低比例")), ("position_wage", _("同岗位最低档按最低比例")))
    ]
    results = []
    for id, label, pick in (
        ("min_wage_strict", _("试用期工资底线"), min),
        ("min_wage_both", _("两个都达到的话"), max),
    ):
        share_wage = pick(part.number for part in parts)
        results.append(
            work.step(
                id,
                label,
                max(share_wage, case.minimum_wage),
                "yuan",
                formula=_("{wage}，不低于最低工资{minimum}").format(
                    wage=show(share_wage, "yuan"), minimum=case["minimum_wage"].text
                ),
                terms=[*parts, case["minimum_wage"]],
                bound="floor" if share_wage < case.minimum_wage else None,
                sources=[Citation(LAW, N_("第二十条")), Citation(REGULATION, N_("第十五条"))],
            )
        )
    return results[0], results[1]


@calculator(
    "national/economic-compensation",
    title=N_("解除劳动合同的经济补偿"),
    summary=N_("填工作的起止日期和工资，算经济补偿（N）和违法解除的赔偿金（2N）。"),
    inputs=[
        day(
            "start",
            N_("哪天入职"),
            minimum="1950-01-01",
            maximum="2100-12-31",
            reason=N_("请检查年份。"),
            where=N_("劳动合同"),
            example="2020-01-01",
        ),
        day(
            "last_day",
            N_("最后一天是哪天"),
            minimum="2008-01-01",
            maximum="2100-12-31",
            reason=N_("劳动合同法从2008年1月1日起施行，以前解除的不在这里算。"),
            where=N_("解除劳动合同证明"),
            example="2025-06-29",
        ),
        money(
            "wage",
            N_("前12个月的月平均应得工资"),
            help=N_("扣社保和税以前的，奖金、津贴、加班费等都算。工作不满12个月的，按实际工作的月数平均。"),
            where=N_("工资条"),
            example="10000",
            usual=usual.WAGE,
        ),
        money(
            "local_average",
            N_("本地区上年度职工月平均工资"),
            required=False,
            help=N_("填了才看工资有没有超过三倍。"),
            example="9000",
            usual=usual.AVERAGE,
        ),
        money(
            "minimum_wage",
            N_("当地最低工资"),
            required=False,
            help=N_("填了才看工资有没有低于最低工资。"),
            example="2490",
            usual=usual.MINIMUM_WAGE,
        ),
    ],
    rules=[],
    parameters=[WAGE_CAP, YEAR_CAP],
    next_steps=["national/unemployment-claim"],
    not_covered=[
        N_("该不该付经济补偿，要看为什么解除，这里只算数额。"),
        N_("2008年1月1日以前的工作年限，经济补偿按当时的规定另算。"),
        N_("没有提前30天通知的，另有一个月工资，这里没有加。"),
    ],
    example={
        "start": "2020-01-01",
        "last_day": "2025-06-29",
        "wage": "10000",
        "local_average": "9000",
        "minimum_wage": "2490",
    },
)
def economic_compensation(case: Case, law: Law, work: Trace) -> Result:
    """A month's wage per year; six months 以上 count as a year, less as half; capped only if the wage is above 3×."""
    if case.last_day < case.start:
        message = _("“最后一天”不能早于入职那天{start}。").format(start=show(case.start))
        raise CannotCalculate([Problem("last_day", Code.CONTRADICTION, message)])
    wage, capped = _wage(case, law, work)
    most = law.figure(YEAR_CAP, case.last_day, label=_("最多"), input="last_day")
    limit = most if capped else None
    months = _service(case, work, "months", _("经济补偿的月数（N）"), max(case.start, IN_FORCE), limit)
    amount = work.product(
        "amount", _("经济补偿（N）"), wage, months, rounding=FEN, sources=[Citation(LAW, N_("第四十七条"))]
    )
    whole_service = _service(case, work, "months_since_start", _("从用工那天算的月数"), case.start, limit)
    damages = work.product(
        "damages",
        _("违法解除的赔偿金（2N）"),
        wage,
        whole_service,
        2,
        rounding=FEN,
        sources=[Citation(LAW, N_("第八十七条")), Citation(REGULATION, N_("第二十五条"))],
    )
    rows = [(node.label, node.text) for node in (wage, months, amount, damages)]
    missing = [
        text
        for name, text in (
            ("local_average", _("您没有填本地平均工资，没有看工资是不是超过三倍。")),
            ("minimum_wage", _("您没有填最低工资，没有看工资是不是低于最低工资。")),
        )
        if getattr(case, name) is None
    ]
    before = [_("2008年以前的工作年限没有算进经济补偿，算进了赔偿金。")] if case.start < IN_FORCE else []
    return Result(
        _("经济补偿{amount}；如果单位是违法解除，赔偿金{damages}").format(amount=amount.text, damages=damages.text),
        Confidence.LAW,
        explanations=[_("付了赔偿金的，不再付经济补偿。"), *before],
        tables=[Table(_("经济补偿"), (_("项目"), _("结果")), rows)],
        assumptions=missing,
    )


def _wage(case: Case, law: Law, work: Trace) -> tuple[Node, bool]:
    """The wage that counts 月工资标准, and whether it was cut to three times the local average."""
    multiple = law.figure(WAGE_CAP, case.last_day, label=_("封顶倍数"), input="last_day")
    wage: Decimal = case.wage
    formula, terms = _("照实算"), [case["wage"]]
    bound: Bound | None = None
    if case.minimum_wage is not None and wage < case.minimum_wage:
        wage, bound = case.minimum_wage, "floor"
        formula = _("低于最低工资{minimum}，按最低工资算").format(minimum=case["minimum_wage"].text)
        terms.append(case["minimum_wage"])
    if case.local_average is not None:
        cap = work.step(
            "wage_cap",
            _("本地平均工资的三倍"),
            case.local_average * multiple.number,
            "yuan",
            formula=f"{case['local_average'].text} × {show(multiple.number)}",
            terms=[case["local_average"], multiple],
        )
        terms.append(cap)
        if wage > cap.number:
            wage, bound = cap.number, "ceiling"
            formula = _("高于三倍{cap}，按三倍算，年限最多算十二年").format(cap=cap.text)
    node = work.step(
        "wage_used",
        _("月工资标准"),
        wage,
        "yuan",
        formula=formula,
        terms=terms,
        bound=bound,
        sources=[Citation(LAW, N_("第四十七条")), Citation(REGULATION, N_("第二十七条"))],
    )
    return node, bound == "ceiling"


def _service(case: Case, work: Trace, id: str, label: str, start: date, most: Node | None) -> Node:
    last: date = case.last_day
    years = 0
    while _last_of(start, 12 * (years + 1)) <= last:
        years += 1
    rest = Decimal(0)
    if _last_of(start, 12 * years) < last:
        rest = Decimal(1) if _last_of(start, 12 * years + 6) <= last else Decimal("0.5")
    counted = years + rest
    limited = min(counted, most.number) if most else counted
    formula = _("{first}至{last}：满{years}年，零头算{rest}个月").format(
        first=show(start), last=show(case.last_day), years=years, rest=show(rest)
    )
    if limited != counted:
        formula += _("；最多算{most}").format(most=show(limited, "month"))
    return work.step(
        id,
        label,
        limited,
        "month",
        formula=formula,
        terms=[case["start"], case["last_day"], *([most] if most else [])],
        bound="ceiling" if limited != counted else None,
        sources=[Citation(LAW, N_("第四十七条"))],
    )


def _last_of(start: date, months: int) -> date:
    """The last day of so many months worked from the start on, that day included: the day before the corresponding one.

    Where the month has no corresponding day, its last day (民法典第202条): twelve months from 29 February end on the 28th.
    """
    same = add_months(start, months)
    return same - timedelta(days=1) if same.day == start.day else same

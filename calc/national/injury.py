"""Benefits after an injury at work 工伤待遇: lump sum and monthly allowance by grade, nursing; and after a death."""

from datetime import date

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import PROJECTION, choice, day, money, whole, yes_no
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Chart, Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from .contribution import odd_wage

LUMP_SUM = "national/injury-lump-sum"
ALLOWANCE = "national/injury-allowance"
NURSING = "national/injury-nursing"
LIMITS = "national/injury-wage-limits"
FUNERAL = "national/injury-funeral"
MULTIPLE = "national/injury-death-multiple"
SURVIVORS = "national/injury-survivors"
INCOME = "national/disposable-income"
REGULATION = "work-injury-insurance-regulation"
LAST_FUND_GRADE, LAST_ALLOWANCE_GRADE = 4, 6
REVISED = date(2011, 1, 1)  # 国务院令第586号 in force
TRANSITION = Citation(REGULATION, N_("第六十七条"))

WAGE = (
    day(
        "date",
        N_("事故发生或确诊职业病的日期"),
        minimum="1990-01-01",
        maximum="2100-12-31",
        reason=N_("请检查年份。"),
        happened=True,
        example="2024-05-10",
    ),
    money(
        "own_wage",
        N_("前12个月平均月缴费工资"),
        help=N_("受伤或者患职业病以前12个月的缴费工资，平均到每个月。"),
        where=N_("社保缴费记录"),
        example="8000",
    ),
    money(
        "region_average",
        N_("统筹地区职工月平均工资"),
        minimum="0.01",
        reason=N_("平均工资要大于零。"),
        help=N_("当地公布的上年度数。"),
        example="9000",
        usual=usual.AVERAGE,
    ),
)


def own_wage(case: Case, law: Law, work: Trace, day: date) -> tuple[Node, list[str]]:
    """本人工资: clamped to 60–300 % of the region's average wage, by the law of `day`; and what to look at again in it."""
    floor, ceiling = (
        work.product(
            f"wage_{end}",
            label,
            case["region_average"],
            law.figure(LIMITS, day, end, label=share, input="date"),
            rounding=FEN,
        )
        for end, label, share in (
            ("floor", _("本人工资下限"), _("下限比例")),
            ("ceiling", _("本人工资上限"), _("上限比例")),
        )
    )
    sources = law.sources(LIMITS, day)
    used = work.clamp("own_wage_used", _("本人工资"), case["own_wage"], floor, ceiling, sources=sources)
    return used, list(odd_wage(case["own_wage"], floor, ceiling))


@calculator(
    "national/injury-benefits",
    title=N_("工伤伤残待遇"),
    summary=N_("填伤残等级和工资，算一次性伤残补助金、伤残津贴和生活护理费。"),
    inputs=[
        *WAGE,
        yes_no(
            "recognised",
            N_("2011年1月1日以前，工伤认定做完了吗"),
            required=False,
            help=N_("2011年以前受伤或者确诊的才要填，看工伤认定决定书上的日期。"),
            where=N_("工伤认定决定书"),
        ),
        whole(
            "grade",
            N_("伤残等级"),
            minimum="1",
            maximum="10",
            reason=N_("伤残等级是1级（最重）到10级。"),
            where=N_("劳动能力鉴定结论"),
            example="4",
        ),
        choice(
            "nursing",
            N_("鉴定要不要生活护理"),
            {
                "none": N_("不需要，或者没有鉴定"),
                "full": N_("生活完全不能自理"),
                "most": N_("生活大部分不能自理"),
                "part": N_("生活部分不能自理"),
            },
            default="none",
        ),
        money(
            "minimum_wage",
            N_("当地最低工资"),
            required=False,
            help=N_("填了才看伤残津贴是不是低于最低工资。"),
            example="2490",
            usual=usual.MINIMUM_WAGE,
        ),
    ],
    rules=[],
    parameters=[LUMP_SUM, ALLOWANCE, NURSING, LIMITS],
    next_steps=["national/injury-benefits", "national/injury-recognition"],
    not_covered=[
        N_("五级至十级解除劳动关系时的一次性工伤医疗补助金和伤残就业补助金，由各省规定，没有算。"),
        N_("医疗费、停工留薪期工资、住院伙食补助、辅助器具没有算。"),
        N_("伤残津贴每年怎样调整，没有算。"),
    ],
    example={"date": "2024-05-10", "own_wage": "8000", "region_average": "9000", "grade": "4", "nursing": "part"},
)
def injury_benefits(case: Case, law: Law, work: Trace) -> Result:
    """Months × own wage; a share of it each month for grades 1–6; nursing by the region's average wage."""
    day, unread = _law_day(case, work)
    wage, odd = own_wage(case, law, work, day)
    grade = str(case.grade)
    months = law.figure(LUMP_SUM, day, grade, label=_("补助金月数"), input="date")
    lump_sum = work.product("lump_sum", _("一次性伤残补助金"), wage, months, rounding=FEN)
    found = [lump_sum]
    left_out = []
    if day < law.start(ALLOWANCE).first:
        left_out.append(_("2010年修订以前的伤残津贴和护理费没有收录。"))
    else:
        found += _monthly(case, law, work, wage, day)
    payer = _("工伤保险基金") if case.grade <= LAST_FUND_GRADE else _("单位")
    explanations = [_("一次性伤残补助金由工伤保险基金付。")]
    if case.grade <= LAST_ALLOWANCE_GRADE and len(found) > 1:
        explanations.append(_("伤残津贴由{payer}按月付。").format(payer=payer))
        if case.grade > LAST_FUND_GRADE:
            explanations.append(_("五级、六级的，单位难以安排工作时才付伤残津贴。"))
    return Result(
        _("一次性伤残补助金{amount}").format(amount=lump_sum.text),
        Confidence.ESTIMATE if unread else Confidence.LAW,
        explanations=explanations,
        cautions=[*unread, *odd],
        tables=[Table(_("工伤待遇"), (_("项目"), _("金额")), [(node.label, node.text) for node in found])],
        not_covered=left_out,
    )


def _law_day(case: Case, work: Trace) -> tuple[date, list[str]]:
    """The day whose text decides, with what is to be said of it.

    Injuries from before the regulation whose recognition is not finished follow it (第六十七条). Raises CannotCalculate
    where that is not answered. Neither the text before 2011 nor the amending decision 国务院令第586号 has been read.
    """
    if case.date >= REVISED:
        return case.date, []
    question = case["recognised"]
    if case.recognised is None:
        message = _("2011年以前受伤的，请回答“{label}”：还没有认定完的，按修订以后的条例算，月数多一些。").format(
            label=question.label
        )
        raise CannotCalculate([Problem("recognised", Code.REQUIRED, message)])
    work.check(
        "old_text",
        _("按2010年修订以前的条例算"),
        case.recognised,
        formula=_("条例施行以前受伤、还没有认定完的，按条例的规定办；选的是“{answer}”").format(answer=question.text),
        terms=[case["date"], question],
        sources=[TRANSITION],
    )
    if case.recognised:
        return case.date, [_("2010年修订以前的月数和上下限是凭记忆录入的，没有核对原文，请以决定书和人社部门为准。")]
    return REVISED, [
        _(
            "2011年以前受伤、那时还没有认定完的，这里按现行条例第六十七条，用修订以后的月数算。"
            "第六十七条写的是2004年1月1日施行，2010年修订的决定（国务院令第586号）原文没有见到，请问人社部门。"
        )
    ]


def _monthly(case: Case, law: Law, work: Trace, wage: Node, day: date) -> list[Node]:
    found = []
    if case.grade <= LAST_ALLOWANCE_GRADE:
        article = N_("第三十五条") if case.grade <= LAST_FUND_GRADE else N_("第三十六条")
        share = law.figure(ALLOWANCE, day, str(case.grade), label=_("津贴比例"), input="date")
        allowance = work.product(
            "allowance", _("每月伤残津贴"), wage, share, rounding=FEN, sources=[Citation(REGULATION, article)]
        )
        if case.minimum_wage is not None and allowance.number < case.minimum_wage:
            allowance = work.step(
                "allowance_paid",
                _("每月伤残津贴（补足差额后）"),
                case.minimum_wage,
                "yuan",
                formula=_("{amount}低于最低工资{minimum}，补足到最低工资").format(
                    amount=allowance.text, minimum=case["minimum_wage"].text
                ),
                terms=[allowance, case["minimum_wage"]],
                bound="floor",
                sources=[Citation(REGULATION, article)],
            )
        found.append(allowance)
    if case.nursing != "none":
        share = law.figure(NURSING, day, case.nursing, label=law.label(NURSING, case.nursing), input="date")
        found.append(work.product("nursing_fee", _("每月生活护理费"), case["region_average"], share, rounding=FEN))
    return found


@calculator(
    "national/injury-death",
    title=N_("因工死亡待遇"),
    summary=N_("算丧葬补助金、一次性工亡补助金和供养亲属抚恤金。"),
    inputs=[
        *WAGE,
        money(
            "income",
            N_("上一年度全国城镇居民人均可支配收入（年）"),
            required=False,
            stands_in_for=(INCOME,),
            minimum="0.01",
            reason=N_("收入要大于零。"),
            help=N_("国家统计局每年公布，是一年的数。不填就按事故那一年查；去世是在后来哪一年的，请填去世前一年的数。"),
            where=N_("国家统计局的统计公报"),
            example="56502",
            usual=usual.INCOME,
        ),
        yes_no("spouse", N_("有需要供养的配偶吗"), default="no"),
        whole(
            "others",
            N_("需要供养的其他亲属几人"),
            unit="person",
            default="0",
            minimum="0",
            maximum="20",
            reason=N_("请检查人数。"),
            help=N_("没有劳动能力、靠死者生前提供主要生活来源的。"),
            example="1",
        ),
        whole(
            "alone",
            N_("其中孤寡老人或孤儿几人"),
            unit="person",
            default="0",
            minimum="0",
            maximum="20",
            reason=N_("请检查人数。"),
            example="0",
        ),
        PROJECTION,
    ],
    rules=[],
    parameters=[FUNERAL, MULTIPLE, SURVIVORS, LIMITS, INCOME],
    next_steps=["national/injury-benefits", "national/injury-recognition"],
    not_covered=[N_("谁算供养亲属另有规定，这里按您填的人数算。"), N_("2010年修订以前的死亡待遇没有收录。")],
    example={
        "date": "2024-05-10",
        "own_wage": "8000",
        "region_average": "9000",
        "spouse": "yes",
        "others": "1",
    },
)
def injury_death(case: Case, law: Law, work: Trace) -> Result:
    """Six months' average wage, twenty times the national income, monthly shares that together stay within the wage."""
    _check_survivors(case)
    wage, odd = own_wage(case, law, work, case.date)
    source = Citation(REGULATION, N_("第三十九条"))
    funeral = work.product(
        "funeral",
        _("丧葬补助金"),
        case["region_average"],
        law.figure(FUNERAL, case.date, label=_("月数"), input="date"),
        rounding=FEN,
        sources=[source],
    )
    multiple = law.figure(MULTIPLE, case.date, label=_("倍数"), input="date")
    income = case["income"] if case.income is not None else law.figure(INCOME, case.date, input="income")
    death = work.step(
        "death_grant",
        _("一次性工亡补助金"),
        income.number * multiple.number,
        "yuan",
        formula=f"{income.text} × {multiple.number}",
        terms=[income, multiple],
        rounding=FEN,
        sources=[source],
    )
    monthly = _survivors(case, law, work, wage)
    once = work.total("once", _("一次性的合计"), [funeral, death])
    found = [funeral, death, once, monthly]
    return Result(
        _("一次性付{once}，供养亲属抚恤金每月{monthly}").format(once=once.text, monthly=monthly.text),
        Confidence.LAW,
        cautions=odd,
        charts=[Chart(_("一次性的待遇"), (_("金额"),), [(node.label, (node.number,)) for node in (funeral, death)])],
        tables=[Table(_("因工死亡待遇"), (_("项目"), _("金额")), [(node.label, node.text) for node in found])],
        assumptions=[_("“生前的工资”按本人工资算。")],
    )


def _check_survivors(case: Case) -> None:
    persons = case.others + (1 if case.spouse else 0)
    if case.alone > persons:
        message = _("需要供养的一共{n}人，其中孤寡老人或孤儿不能有{alone}人。").format(n=persons, alone=case.alone)
        raise CannotCalculate([Problem("alone", Code.CONTRADICTION, message)])


def _survivors(case: Case, law: Law, work: Trace, wage: Node) -> Node:
    spouse, other, alone = (
        law.figure(SURVIVORS, case.date, key, label=law.label(SURVIVORS, key), input="date")
        for key in ("spouse", "other", "alone")
    )
    share = (spouse.number if case.spouse else 0) + other.number * case.others + alone.number * case.alone
    due = wage.number * share
    return work.step(
        "survivors",
        _("供养亲属抚恤金（每月）"),
        min(due, wage.number),
        "yuan",
        formula=_(
            "{wage} ×（配偶{spouse}，其他亲属{others}人每人{other}，孤寡老人或孤儿{alone}人每人另加{extra}），不超过{wage}"
        ).format(
            wage=wage.text,
            spouse=spouse.text if case.spouse else _("没有"),
            others=case.others,
            other=other.text,
            alone=case.alone,
            extra=alone.text,
        ),
        terms=[wage, spouse, other, alone],
        rounding=FEN,
        bound="ceiling" if due > wage.number else None,
        sources=[Citation(REGULATION, N_("第三十九条"))],
    )

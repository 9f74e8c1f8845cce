"""Small fixed amounts 固定标准 that two guides name: subsidies, awards and fees."""

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, money, whole, yes_no
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Trace

SUBSIDY = "zhenjiang/graduate-subsidy"
DISEASE = "zhenjiang/special-disease"
MARTYR = "zhenjiang/martyr-pension"
AWARD = "zhenjiang/expert-award"

PERSONS = whole(
    "persons", N_("几个人"), unit="person", minimum="0", maximum="1000000", reason=N_("请检查人数。"), example="4"
)
OLD = N_("题目是2012年前后的，现在的标准请问当地人社部门。")


@calculator(
    "zhenjiang/graduate-subsidy",
    title=N_("“三新”企业吸纳高校毕业生补贴"),
    summary=N_("填吸纳了几名毕业生，算企业和大学生各得多少。"),
    inputs=[PERSONS],
    rules=["zhenjiang/graduate-subsidy"],
    parameters=[SUBSIDY],
    next_steps=["zhenjiang/service-quiz"],
    governed_by=[],
    not_covered=[N_("哪些是“三新”企业，资料未载明。"), OLD],
    example={"persons": "4"},
)
def graduate_subsidy(case: Case, law: Law, work: Trace) -> Result:
    """So much per graduate to the employer and to the graduate; that it is per head is an inference."""
    employer, graduates = (
        work.product(id, label, law.figure(SUBSIDY, None, id, label=_("每人")), case["persons"], rounding=FEN)
        for id, label in (("employer", _("企业一共得")), ("graduate", _("大学生一共得")))
    )
    return Result(
        _("企业得{employer}，大学生一共得{graduates}").format(employer=employer.text, graduates=graduates.text),
        Confidence.OLD_GUIDE,
        assumptions=[_("原题没有写是不是按人计算，这里按每人算。")],
    )


@calculator(
    "zhenjiang/special-disease-50",
    title=N_("居民医保特殊病种门诊补偿"),
    summary=N_("肾透析、癌症治疗的门诊费用，算补偿多少、自己付多少。"),
    inputs=[
        money("cost", N_("门诊医疗费用"), where=N_("医院收费单据"), example="8000"),
        choice(
            "disease",
            N_("看什么病"),
            {"dialysis": N_("慢性肾衰竭，做肾透析"), "cancer": N_("治疗癌症"), "other": N_("别的病")},
        ),
        yes_no("designated", N_("是在定点医疗机构看的吗"), default="yes"),
    ],
    rules=["zhenjiang/special-disease-50"],
    parameters=[DISEASE],
    next_steps=["zhenjiang/service-quiz"],
    governed_by=["national/resident-medical"],
    not_covered=[N_("起付线、封顶线、哪些项目能报，资料未载明。"), OLD],
    example={"cost": "8000", "disease": "dialysis"},
)
def special_disease(case: Case, law: Law, work: Trace) -> Result:
    """Half the cost for two diseases at designated institutions; anything else is not covered by this rule."""
    source = Citation("zhenjiang-quiz", N_("第7题"))
    listed = work.check(
        "disease_listed",
        _("属于特殊病种"),
        case.disease != "other",
        formula=_("只有肾透析和癌症治疗两类"),
        terms=[case["disease"]],
        sources=[source],
    )
    designated = work.check(
        "designated_institution",
        _("在定点医疗机构"),
        case.designated,
        formula=_("选的是“{answer}”，要“是”").format(answer=case["designated"].text),
        terms=[case["designated"]],
        sources=[source],
    )
    rate = law.figure(DISEASE, None, label=_("补偿比例"))
    failed = [check for check in (listed, designated) if not check.met]
    if failed:
        return Result(
            _("不适用这个补偿：{label}不符合").format(label=failed[0].label),
            Confidence.OLD_GUIDE,
            explanations=[check.formula for check in failed],
        )
    paid = work.product("paid", _("补偿"), case["cost"], rate, rounding=FEN)
    own = work.step(
        "own",
        _("自己付"),
        case.cost - paid.number,
        "yuan",
        formula=f"{case['cost'].text} − {paid.text}",
        terms=[case["cost"], paid],
    )
    return Result(_("补偿{paid}，自己付{own}").format(paid=paid.text, own=own.text), Confidence.OLD_GUIDE)


@calculator(
    "zhenjiang/martyr-pension",
    title=N_("自主择业军转干部烈士抚恤金"),
    summary=N_("填生前每月退役金，算被批准为烈士时的抚恤金。"),
    inputs=[
        money("retired_pay", N_("生前每月退役金"), example="3200", usual=usual.WAGE),
        yes_no("martyr", N_("批准为革命烈士了吗"), default="yes"),
    ],
    rules=["zhenjiang/martyr-pension"],
    parameters=[MARTYR],
    next_steps=["zhenjiang/service-quiz"],
    governed_by=[],
    not_covered=[N_("因公牺牲、病故的标准，资料未载明。"), OLD],
    example={"retired_pay": "3200"},
)
def martyr_pension(case: Case, law: Law, work: Trace) -> Result:
    """Forty months' pay for a martyr; the source names nothing else."""
    months = law.figure(MARTYR, None, label=_("月数"))
    martyr = work.check(
        "martyr_approved",
        _("批准为革命烈士"),
        case.martyr,
        formula=_("选的是“{answer}”，要“是”").format(answer=case["martyr"].text),
        terms=[case["martyr"]],
        sources=[Citation("zhenjiang-quiz", N_("第8题"))],
    )
    if not martyr.met:
        return Result(_("没有批准为烈士的，标准资料未载明"), Confidence.OLD_GUIDE)
    amount = work.product("amount", _("抚恤金"), case["retired_pay"], months, rounding=FEN)
    return Result(_("抚恤金{amount}").format(amount=amount.text), Confidence.OLD_GUIDE)


@calculator(
    "zhenjiang/expert-award",
    title=N_("突出贡献中青年专家奖励"),
    summary=N_("获得市政府授予称号的，算一次性奖励多少。"),
    inputs=[PERSONS],
    rules=["zhenjiang/expert-award"],
    parameters=[AWARD],
    next_steps=["zhenjiang/service-quiz"],
    governed_by=[],
    not_covered=[OLD],
    example={"persons": "3"},
)
def expert_award(case: Case, law: Law, work: Trace) -> Result:
    """A fixed award, once, per person."""
    amount = work.product(
        "amount", _("一次性奖励"), law.figure(AWARD, None, label=_("每人")), case["persons"], rounding=FEN
    )
    return Result(_("一次性奖励{amount}").format(amount=amount.text), Confidence.OLD_GUIDE)

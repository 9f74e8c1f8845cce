"""Who can draw a pension 领养老金: by a guide of 2010 in its time, by the national rules since the law of July 2011."""

from dataclasses import replace
from datetime import date

from ..engine.calculators import Case, calculator
from ..engine.inputs import YES_NO, choice, day, whole
from ..engine.months import YearMonth, add_months
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show
from ..national.pension_claim import CLAIM, claim, paid_check, reached_by_law, reached_check
from ..national.retirement import MINIMUM, TRACKS, statutory
from ..national.working_life import check_paid

GUIDE = Citation("wuhan-agent-2010", N_("第四节 一（一）"))
AGES = {"male": 60, "female": 50}
YEARS = {"before": 10, "after": 15}
WOMEN = {name: label for name, label in TRACKS.items() if name.startswith("female")}


@calculator(
    "wuhan/pension-eligibility",
    title=N_("武汉：能不能领基本养老金"),
    summary=N_("2010年的旧办法是到了年龄、缴满10年或15年；现在按全国的规定看退休年月和最低缴费年限。"),
    kind="eligibility",
    inputs=[
        choice("self-employed", N_("是哪一种人？"), {"yes": N_("个体工商户业主或他的帮工"), "no": N_("别的职工")}),
        choice(
            "sex",
            N_("性别"),
            {"male": N_("男"), "female": N_("女")},
            ask_when={"situation": "self-employed", "is": ["yes"]},
        ),
        day(
            "birth",
            N_("出生日期"),
            minimum="1930-01-01",
            maximum="2019-12-31",
            reason=N_("请对照身份证再写一次。"),
            ask_when={"situation": "self-employed", "is": ["yes"]},
        ),
        choice(
            "track",
            N_("原来是几岁退休的？"),
            WOMEN,
            required=False,
            ask_when={"situation": "sex", "is": ["female"]},
            help=N_("灵活就业的女性多数地方按原来55岁算，请先问当地经办机构。"),
        ),
        choice(
            "reached",
            N_("到国家规定的退休年龄了吗？"),
            YES_NO,
            ask_when={"situation": "self-employed", "is": ["no"]},
            help=N_("不知道的，先算“法定退休年月”。"),
        ),
        choice(
            "joined",
            N_("什么时候参加工作的？"),
            {"before": N_("实施统账结合办法以前"), "after": N_("实施统账结合办法以后")},
            required=False,
            help=N_("只看2011年6月底以前的才要选。以当地实施统账结合办法的那天为界，是哪一天，这份资料没有写。"),
        ),
        whole(
            "years",
            N_("到现在累计缴费几年？"),
            unit="year",
            minimum="0",
            maximum="60",
            reason=N_("请检查有没有多写或少写数字。"),
            help=N_("连续工龄视同缴费的，也算在里面。"),
        ),
    ],
    rules=["wuhan/pension-eligibility"],
    parameters=CLAIM,
    next_steps=["wuhan/pension-benefit"],
    not_covered=[
        N_("女性个体工商户，这份资料写50周岁，扬州的资料写55周岁，各地、各时期不一样。"),
        N_("特殊工种、病退提前退休，不在这里看。"),
    ],
    example={"self-employed": "yes", "sex": "male", "birth": "1966-05-10", "years": "16"},
    example_today="2026-11-02",
)
def pension_eligibility(case: Case, law: Law, work: Trace) -> Result:
    """Before the law of 2011: 60 or 50 and ten or fifteen years. Since then the national month and the national years."""
    if YearMonth.of(case.today) < law.start(MINIMUM):
        return _of_2010(case, work)
    found, retire = None, YearMonth.of(case.today)
    odd: list[str] = []
    if case.birth:
        odd = check_paid("years", 12 * case.years, YearMonth.of(case.birth), retire, _("现在"))
        birth = Node("birth", case["birth"].label, YearMonth.of(case.birth), kind="input")
        found = reached_by_law(birth, _track(case, birth, law), law, work)
        retire = found.when
        reached = reached_check(retire, case.today, work, [found.month])
    else:
        reached = _told(case, work)
    months = work.step(
        "contributed",
        _("累计缴费"),
        12 * case.years,
        "month",
        formula=_("{years} × 12个月").format(years=case["years"].text),
        terms=[case["years"]],
    )
    checks = [reached, paid_check(months, retire, case.today, law, work, "years")]
    return replace(claim(work, case.today, checks, found), cautions=odd)


def _track(case: Case, birth: Node, law: Law) -> str:
    """Men have one old age; a woman has to say which was hers, unless both are over, and is shown what depends on it."""
    if case.sex == "male":
        return "male-60"
    if case.track:
        return str(case.track)
    early, late = (statutory(birth, track, law, Trace()) for track in ("female-50", "female-55"))
    if late.when <= YearMonth.of(case.today):
        return "female-55"
    text = _("{birth}出生的女性，原来50岁退休的，法定退休年月是{early}；原来55岁退休的，是{late}。请选“{label}”。")
    message = text.format(birth=birth.text, early=early.month.text, late=late.month.text, label=case["track"].label)
    raise CannotCalculate([Problem("track", Code.REQUIRED, message)])


def _told(case: Case, work: Trace) -> Node:
    met = case.reached == "yes"
    return work.check(
        "reached",
        _("到了国家规定的退休年龄"),
        met,
        formula=_("填的是“{answer}”").format(answer=case["reached"].text),
        terms=[case["reached"]],
        sources=[GUIDE],
        note="" if met else _("到年龄的那个月，用“法定退休年月”算"),
    )


def _of_2010(case: Case, work: Trace) -> Result:
    if not case.joined:
        message = _("请填“{label}”。").format(label=case["joined"].label)
        raise CannotCalculate([Problem("joined", Code.REQUIRED, message)])
    reached = _old_age(case, work) if case.birth else _told(case, work)
    least = YEARS[case.joined]
    paid = work.check(
        "years",
        _("缴费年限"),
        case.years >= least,
        formula=_("填的是{years}，要满{least}").format(years=case["years"].text, least=show(least, "year")),
        terms=[case["years"]],
        sources=[GUIDE],
        note="" if case.years >= least else _("还差{short}").format(short=show(least - case.years, "year")),
    )
    failed = [check for check in (reached, paid) if not check.met]
    work.step("eligible", _("结论"), not failed, shown=_("可以领") if not failed else _("还不能领"), sources=[GUIDE])
    if not failed:
        text = _("从办理退休手续的下个月起领。")
        return Result(_("可以领"), Confidence.OLD_GUIDE, explanations=[text])
    says = [
        _("“{label}”不符合：{formula}。").format(label=check.label, formula=check.formula)
        + (_("{later}。").format(later=check.note) if check.note else "")
        for check in failed
    ]
    return Result(_("现在还不能领"), Confidence.OLD_GUIDE, explanations=says)


def _old_age(case: Case, work: Trace) -> Node:
    age, birth = AGES[case.sex], case.birth
    reached: date = add_months(birth, 12 * age)
    met = reached <= case.today
    return work.check(
        "birth",
        _("年龄"),
        met,
        formula=_("{day}满{age}周岁").format(day=show(reached), age=age),
        terms=[case["birth"]],
        sources=[GUIDE],
    )

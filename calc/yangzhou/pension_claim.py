"""Who can draw a pension 领养老金: the conditions of the old guide, which are those of the law, judged by today's law."""

from dataclasses import replace

from ..engine.calculators import Case, calculator
from ..engine.inputs import YES_NO, choice, whole
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..national.pension_claim import CLAIM, claim, paid_check, reached_by_law, reached_check
from ..national.retirement import BIRTH, TRACK
from ..national.working_life import check_paid

GUIDE = Citation("yangzhou-guide", N_("一、养老保险（领取指南）"))


@calculator(
    "yangzhou/pension-claim-eligibility",
    title=N_("扬州：能不能领养老金"),
    summary=N_("到了退休年龄、办了退休手续、缴够最低年限，缺一样都不行。年龄和年限按现在的规定算。"),
    kind="eligibility",
    inputs=[
        replace(BIRTH, required=False),
        replace(TRACK, required=False),
        choice(
            "reached",
            N_("到法定退休年龄了吗？"),
            YES_NO,
            required=False,
            help=N_("填了出生年月和类别的，这一题不用答。"),
        ),
        choice("procedure", N_("办理退休手续了吗？"), YES_NO),
        choice("duty", N_("单位和您都依法参加了养老保险、履行了缴费义务吗？"), YES_NO),
        whole(
            "months",
            N_("到现在累计缴了几个月？"),
            unit="month",
            minimum="0",
            maximum="720",
            reason=N_("请检查有没有多写或少写数字。"),
            help=N_("实际缴费的月数，加上过渡期内的视同缴费月数。15年是180个月。"),
        ),
    ],
    rules=["yangzhou/pension-claim-eligibility"],
    parameters=CLAIM,
    next_steps=["yangzhou/pension-claim"],
    not_covered=[N_("特殊工种、病退提前退休，指南没有写，不在这里看。")],
    example={"birth": "1966-05", "track": "male-60", "procedure": "yes", "duty": "yes", "months": "186"},
    example_today="2026-11-02",
)
def pension_claim_eligibility(case: Case, law: Law, work: Trace) -> Result:
    """Age and years by the national rules for today; that the retirement was handled and contributions paid, by answer."""
    found, retire = None, YearMonth.of(case.today)
    odd = check_paid("months", case.months, case.birth, retire, _("现在")) if case.birth else []
    if case.birth and case.track:
        found = reached_by_law(case["birth"], case.track, law, work)
        retire = found.when
        reached = reached_check(retire, case.today, work, [found.month])
    elif case.birth or case.track or not case.reached:
        missing = case["track"] if case.birth else case["birth"]
        message = _("请填“{label}”，退休年月由规定算出来。").format(label=missing.label)
        raise CannotCalculate([Problem(missing.id, Code.REQUIRED, message)])
    else:
        note = _("填了出生年月和类别，就算得出哪个月到龄。")
        reached = _answered(case, work, "reached", _("到了法定退休年龄"), note)
    checks = [
        reached,
        _answered(case, work, "procedure", _("办了退休手续"), ""),
        _answered(case, work, "duty", _("单位和个人都按规定缴了费"), ""),
        paid_check(case["months"], retire, case.today, law, work),
    ]
    return replace(claim(work, case.today, checks, found), cautions=odd)


def _answered(case: Case, work: Trace, name: str, label: str, unmet: str) -> Node:
    met = getattr(case, name) == "yes"
    formula = _("填的是“{answer}”").format(answer=case[name].text)
    return work.check(name, label, met, formula=formula, terms=[case[name]], sources=[GUIDE], note="" if met else unmet)

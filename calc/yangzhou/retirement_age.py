"""Retirement ages 退休年龄 of the old guide."""

from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, day
from ..engine.months import YearMonth, add_months
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..national.retirement import DELAY, TRACK_OF_AGE, refuse_old_age

YANGZHOU_AGE = "yangzhou/retirement-age"


@calculator(
    "yangzhou/retirement-age",
    title=N_("延迟退休以前的退休年龄"),
    summary=N_("2024年底以前到退休年龄的人，按扬州旧指南的年龄看是哪天；以后的用“法定退休年月”算。"),
    inputs=[
        choice(
            "category",
            N_("属于哪一类"),
            {
                "man": N_("男职工（自由职业、个体的男性也按这一类）"),
                "woman-office": N_("女职工，从事管理或科研"),
                "woman-worker": N_("女职工，从事生产或工勤辅助"),
                "woman-own": N_("女性自由职业者、个体工商户"),
            },
        ),
        day(
            "birth",
            N_("出生日期"),
            minimum="1900-01-01",
            maximum="2019-12-31",
            reason=N_("请检查年份。"),
            where=N_("身份证"),
            example="1960-03-15",
        ),
    ],
    rules=["yangzhou/retirement-age"],
    parameters=[YANGZHOU_AGE, DELAY],
    next_steps=["yangzhou/pension-claim"],
    not_covered=[N_("特殊工种、病退提前退休，指南没有写。")],
    example={"category": "man", "birth": "1960-03-15"},
)
def old_retirement_age(case: Case, law: Law, work: Trace) -> Result:
    """Birthday plus the age, until the gradual delay began; who is of age later is told the month by the national rule."""
    age = law.figure(YANGZHOU_AGE, None, case.category, label=_("退休年龄"))
    birth = Node("birth", case["birth"].label, YearMonth.of(case.birth), kind="input")
    years = int(age.number) // 12
    refuse_old_age(birth, years, TRACK_OF_AGE[years], law, "birth")
    law.table(DELAY, law.start(DELAY))  # until when these ages held
    reached = work.step(
        "reached",
        _("到龄的日子"),
        add_months(case.birth, int(age.number)),
        formula=f"{case['birth'].text} + {age.text}",
        terms=[case["birth"], age],
        sources=[Citation("yangzhou-guide", N_("一、养老保险（领取指南）4"))],
    )
    explanations = []
    if case.category == "man":
        explanations.append(_("男性自由职业者、个体工商户的年龄，指南没有单独写，这里按男职工推定。"))
    return Result(
        _("{age}，{day}到龄").format(age=age.text, day=reached.text), Confidence.OLD_GUIDE, explanations=explanations
    )

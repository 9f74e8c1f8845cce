"""Payout months 计发月数: over how many months the pension account is paid out, by age when the pension begins."""

from decimal import Decimal

from ..engine.calculators import Case, calculator
from ..engine.inputs import whole, year_month
from ..engine.money import TENTH
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Node, Trace
from ..engine.units import show, show_age

MONTHS = "national/payout-months"
REFINED = "national/payout-months-refined"
YOUNGEST, OLDEST = 40, 70  # years; the table's ends

AGE = (
    whole(
        "age_years",
        N_("开始领的时候几岁"),
        minimum=str(YOUNGEST),
        maximum=str(OLDEST),
        reason=N_("计发月数表从40岁到70岁。"),
        help=N_("按周岁。"),
        example="60",
    ),
    whole(
        "age_months",
        N_("零几个月"),
        unit="month",
        default="0",
        minimum="0",
        maximum="11",
        reason=N_("满12个月就是一岁。"),
        help=N_("例如60岁2个月填2。"),
        example="2",
    ),
)
START = year_month(
    "month",
    N_("从哪年哪月开始领"),
    minimum="1990-01",
    maximum="2090-12",
    reason=N_("请检查年份。"),
    example="2025-10",
)


@calculator(
    "national/payout-months",
    title=N_("养老金计发月数"),
    summary=N_("填开始领养老金时的年龄，看个人账户的钱除以多少个月。"),
    inputs=[START, *AGE],
    rules=[],
    parameters=[MONTHS, REFINED],
    next_steps=["national/retire-and-pension"],
    not_covered=[N_("不到40岁或超过70岁的，表里没有。"), N_("有的地方另有规定，以当地为准。")],
    example={"month": "2025-10", "age_years": "60", "age_months": "2"},
)
def payout(case: Case, law: Law, work: Trace) -> Result:
    """The table of whole ages; from 2025 evenly by month between them, half up to a tenth."""
    months = payout_months(case.month, age_of(case), law, work)
    return Result(
        _("{age}开始领，计发月数是{months}").format(age=show_age(age_of(case)), months=months.text),
        Confidence.ESTIMATE if case.age_months else Confidence.LAW,
        assumptions=odd_months(case, law),
    )


def age_of(case: Case) -> int:
    """The age at which the pension begins, in months, from the two inputs that ask for it."""
    return int(case.age_years * 12 + case.age_months)


def payout_months(month: YearMonth, age: int, law: Law, work: Trace, id: str = "payout_months") -> Node:
    """Record the payout months for who begins in that month at that age in months; beyond the table's end, its last."""
    years, rest = divmod(min(age, OLDEST * 12), 12)
    whole_age = law.figure(
        MONTHS,
        month,
        str(years),
        label=_("{age}的计发月数").format(age=show_age(years * 12)),
        input="month",
    )
    if not rest or month < law.start(REFINED):
        return work.step(
            id,
            _("计发月数"),
            whole_age.number,
            "month",
            formula=f"{whole_age.label} {whole_age.text}",
            terms=[whole_age],
        )
    next_age = law.figure(
        MONTHS,
        month,
        str(years + 1),
        label=_("{age}的计发月数").format(age=show_age((years + 1) * 12)),
        input="month",
    )
    parts = law.figure(REFINED, month)
    drop: Decimal = (whole_age.number - next_age.number) * rest / parts.number
    return work.step(
        id,
        _("计发月数"),
        whole_age.number - drop,
        "month",
        formula=_("{whole} −（{whole} − {next}）× {months} ÷ {parts}").format(
            whole=show(whole_age.number), next=show(next_age.number), months=rest, parts=show(parts.number)
        ),
        terms=[whole_age, next_age, parts],
        rounding=TENTH,
    )


def odd_months(case: Case, law: Law) -> list[str]:
    """That the months beyond whole years of age play no part, where they play none."""
    if case.age_months and case.month < law.start(REFINED):
        return [_("{month}以前按整岁算，零头的月数不影响。").format(month=show(law.start(REFINED)))]
    if case.age_months and case.age_years == OLDEST:
        return [_("70岁以上的，全国的表里没有，这里按70岁的数。")]
    return []

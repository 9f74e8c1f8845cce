"""Whether somebody can draw an employee's pension 领取职工基本养老金 today: the statutory month, and enough contributions."""

from dataclasses import replace
from datetime import date

from ..engine.calculators import Case, calculator
from ..engine.events import Event
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show
from .retirement import (
    ARTICLE_1,
    ARTICLE_2,
    ARTICLE_16,
    BIRTH,
    DELAY,
    MINIMUM,
    ORIGINAL,
    PAID,
    TRACK,
    Statutory,
    length,
    minimum,
    statutory,
)
from .working_life import check_paid

CLAIM = [ORIGINAL, DELAY, MINIMUM]
"""The parameters that `reached` and `paid` read."""
ARTICLE_18 = Citation("social-insurance-handling-regulation", N_("第十八条"))


@calculator(
    "national/pension-claim",
    title=N_("现在能不能领职工基本养老金"),
    summary=N_("看到没到法定退休年月、缴费够不够；还不能领的，算出要到哪个月。"),
    kind="eligibility",
    inputs=[
        BIRTH,
        TRACK,
        PAID,
    ],
    rules=[],
    parameters=CLAIM,
    next_steps=["national/retire-and-pension", "national/flexible-retirement"],
    not_covered=[
        N_("特殊工种、病退、高海拔地区提前退休，不在这里看。"),
        N_("到龄缴费不够的，一次性缴费有另外的条件，请问经办机构。"),
    ],
    example={"birth": "1966-05", "track": "male-60", "months": "190"},
    example_today="2026-11-02",
)
def pension_claim(case: Case, law: Law, work: Trace) -> Result:
    """At the statutory month with the least contributions, on application; earlier by choice 弹性提前."""
    found = reached_by_law(case["birth"], case.track, law, work)
    reached = reached_check(found.when, case.today, work, [found.month])
    odd = check_paid("months", case.months, case.birth, YearMonth.of(case.today), _("现在"))
    paid = paid_check(case["months"], found.when, case.today, law, work)
    return replace(claim(work, case.today, [reached, paid], found), cautions=odd)


def reached_by_law(birth: Node, track: str, law: Law, work: Trace) -> Statutory:
    """The statutory month of somebody, its working under one heading."""
    with work.group("statutory", _("法定退休年月")):
        return statutory(birth, track, law, work)


def reached_check(month: YearMonth, today: date, work: Trace, terms: list[Node]) -> Node:
    """Whether the statutory month has come."""
    return work.check(
        "reached",
        _("到了法定退休年月"),
        YearMonth.of(today) >= month,
        formula=_("法定退休年月是{month}，今天是{today}").format(month=show(month), today=show(today)),
        terms=terms,
        sources=[ARTICLE_1],
        note="" if YearMonth.of(today) >= month else _("到{month}才到法定退休年月").format(month=show(month)),
    )


def paid_check(months: Node, retire: YearMonth, today: date, law: Law, work: Trace, id: str = "months") -> Node:
    """Whether the contributions to date are enough for who retires in that month, and until when they will be.

    The least for who retired before the law of 2011 is not recorded: theirs is taken to be that of the law.
    """
    reference = max(retire, law.start(MINIMUM))
    least = minimum(law, work, Node("retire", "", reference), reference, [ARTICLE_2, ARTICLE_16])
    short = int(least.number - months.number)
    note = ""
    if short > 0:
        text = _("还差{short}；从现在起每个月都缴、中间不断，到{month}缴满")
        note = text.format(short=show(short, "month"), month=show(YearMonth.of(today).plus(short)))
    return work.check(
        id,
        _("缴费年限"),
        short <= 0,
        formula=_("填的是{months}，最低要{least}").format(months=months.text, least=length(int(least.number))),
        terms=[months, least],
        sources=least.sources,
        note=note,
    )


def claim(work: Trace, today: date, checks: list[Node], found: Statutory | None) -> Result:
    """What the conditions come to: everything that is missing, and the day on which it is there."""
    failed = [check for check in checks if not check.met]
    work.step(
        "eligible", _("结论"), not failed, shown=_("可以领") if not failed else _("还不能领"), sources=[ARTICLE_18]
    )
    if not failed:
        text = _("要单位或者本人提出申请才发，不申请不会自动发。")
        return Result(_("到了年龄，缴费也够：可以申请领养老金"), Confidence.LAW, explanations=[text])
    says = [
        _("“{label}”不符合：{formula}。").format(label=check.label, formula=check.formula)
        + (_("{later}。").format(later=check.note) if check.note else "")
        for check in failed
    ]
    late = found is not None and YearMonth.of(today) < found.when
    if found and late:
        says.append(_("想提前退的，最多可以提前三年，缴费要够，还不能早于原来的年龄，用“法定退休年月”算。"))
        headline = _("还不能领：{month}才到法定退休年月（{age}）").format(month=found.month.text, age=found.age.text)
    else:
        headline = _("还不能领：{why}不符合").format(why=_("、").join(check.label for check in failed))
    events = [Event(found.when.first, _("到法定退休年月"))] if found and late else []
    return Result(headline, Confidence.LAW, explanations=says, events=events)

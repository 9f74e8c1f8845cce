"""Statutory retirement month 法定退休年月 under the gradual delay 渐进式延迟 in force since 2025.

Counted in months; the day of birth plays no part. The track is what the person's old retirement age was, not the sex:
a woman's old age is 50 or 55 by her post.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, whole, year_month
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show, show_age
from .working_life import check_paid

ORIGINAL = "national/original-retirement-age"
DELAY = "national/delayed-retirement"
FLEXIBLE = "national/flexible-retirement"
MINIMUM = "national/minimum-contribution"

TWO_DECIMALS = Decimal("0.08")  # months; the most that years cut to two decimals lose: 40.16 for 482 months
OLDEST = 60 * 12  # months; by then every track has reached its old age

MEASURES = "retirement-age-measures-2025"
ARTICLE_1 = Citation(MEASURES, N_("第一条"))
ARTICLE_2 = Citation(MEASURES, N_("第二条"))
ARTICLE_3 = Citation(MEASURES, N_("第三条"))
ARTICLE_16 = Citation("social-insurance-law", N_("第十六条"))
FLEXIBLE_7 = Citation("flexible-retirement-measures", N_("第七条"))

TRACKS: Mapping[str, str] = {
    "male-60": N_("男职工（原来60岁退休）"),
    "female-55": N_("女职工，原来55岁退休（管理、技术岗位）"),
    "female-50": N_("女职工，原来50岁退休（生产、工勤岗位）"),
}
TRACK_OF_AGE: Mapping[int, str] = {60: "male-60", 55: "female-55", 50: "female-50"}
"""Which track somebody is on whose retirement age was so many years: each old age belongs to one."""


@dataclass(frozen=True)
class Statutory:
    """The statutory retirement month 法定退休年月 and how it came about; `delayed` is false for who reached the old age before."""

    old_age: Node
    original: Node
    age: Node
    month: Node
    delayed: bool

    @property
    def when(self) -> YearMonth:
        """The month itself."""
        return _month(self.month)


BIRTH = year_month(
    "birth",
    N_("出生年月"),
    minimum="1930-01",
    maximum="2019-12",
    reason=N_("这里只算1930年到2019年出生的人。"),
    where=N_("身份证；和档案不一致的，以经办机构认定的为准"),
    example="1970-05",
    fact="birth",
)
TRACK = choice(
    "track",
    N_("属于哪一类"),
    TRACKS,
    help=N_("女职工按岗位分两类。灵活就业的女性多数地方按原来55岁算，请先问当地经办机构。"),
    fact="track",
)
PAID = whole(
    "months",
    N_("到现在养老保险一共缴了几个月"),
    unit="month",
    minimum="0",
    maximum="720",
    reason=N_("一年是12个月，请按月数填。"),
    help=N_("只记得年数的，年数乘以12。算到上个月为止，以后要缴的不算。"),
    where=N_("社保缴费记录；含视同缴费的月数"),
    example="180",
    fact="months",
)


@calculator(
    "national/retirement-month",
    title=N_("法定退休年月"),
    summary=N_("填出生年月，算延迟以后哪年哪月退休，最早和最晚可以什么时候退。"),
    inputs=[
        BIRTH,
        TRACK,
        year_month(
            "chosen",
            N_("打算哪年哪月退休"),
            required=False,
            example="2031-05",
            help=N_("想提前或推迟退休的填；不填就按法定年月算。"),
        ),
        whole(
            "contributed",
            N_("到退休那个月，养老保险一共缴了几个月"),
            unit="month",
            required=False,
            minimum="0",
            maximum="720",
            reason=N_("一年是12个月，请按月数填。"),
            help=N_("不是到现在的月数：以后还要缴的，也要加上。只知道到现在缴了几个月的，请用《我的社保路线图》。"),
            where=N_("社保缴费记录；含视同缴费的月数"),
            example="240",
        ),
    ],
    rules=[],
    parameters=[ORIGINAL, DELAY, FLEXIBLE, MINIMUM],
    next_steps=["national/retire-and-pension", "national/flexible-retirement"],
    not_covered=[
        N_("特殊工种、病退、高海拔地区提前退休，不在这里算。"),
        N_("公务员和国有单位的领导、管理人员不能推迟退休，他们的规定也不在这里算。"),
    ],
    example={"birth": "1970-05", "track": "female-55"},
)
def retirement_month(case: Case, law: Law, work: Trace) -> Result:
    """The statutory month, the range around it 弹性, and whether the contributions are enough."""
    found = statutory(case["birth"], case.track, law, work)
    if not found.delayed:
        return _before(case, law, work, found)
    original, retire, statutory_age = found.original, found.month, found.age
    earliest, latest = flexible_range(law, work, original, retire)
    chosen = _chosen(case, retire, earliest, latest)
    least = minimum(law, work, retire, chosen, [ARTICLE_2, FLEXIBLE_7])
    explanations = _notice(law, retire, chosen)
    if case.contributed is not None:
        explanations.append(_enough(case, law, work, least, _month(retire), chosen))
    rows = [
        (_("最早可以（弹性提前）"), earliest.text),
        (_("法定退休年月"), retire.text),
        (_("最晚可以（弹性推迟）"), latest.text),
        (_("法定退休年龄"), statutory_age.text),
        (_("最低缴费年限"), length(int(least.number))),
    ]
    headline = _("{month}退休，那时{age}").format(month=retire.text, age=statutory_age.text)
    if chosen != retire.value:
        headline = _("选{chosen}退休，那时{chosen_age}；法定退休年月是{month}，那时{age}").format(
            chosen=show(chosen),
            chosen_age=show_age(chosen.since(case.birth)),
            month=retire.text,
            age=statutory_age.text,
        )
    return Result(
        headline,
        Confidence.LAW,
        explanations=explanations,
        cautions=_odd_months(case, chosen),
        tables=[Table(_("退休时间"), (_("项目"), _("时间")), rows)],
        assumptions=[_("只按出生的年和月算，哪一天出生不影响结果。")],
    )


def statutory(birth: Node, track: str, law: Law, work: Trace) -> Statutory:
    """Birth month + old age + delay; the first block of birth months already gets one month (the +1). For all calculators.

    `birth` holds the month of birth. Raises OutsidePeriod for who reached the old age before June 1978.
    """
    old_age = law.figure(ORIGINAL, _month(birth).plus(OLDEST), track, label=_("原来的退休年龄"))
    original = work.step(
        "original_month",
        _("按原来的年龄退休"),
        _month(birth).plus(int(old_age.number)),
        formula=_("{birth} + {age}").format(birth=birth.text, age=old_age.text),
        terms=[birth, old_age],
    )
    start = law.start(DELAY)
    if _month(original) >= start:
        return _delayed(track, law, work, old_age, original, start)
    work.step(
        "delay_months",
        _("延迟的月数"),
        0,
        "month",
        formula=_("{month}早于{start}，不延迟").format(month=original.text, start=show(start)),
        terms=[original],
        sources=[ARTICLE_1],
    )
    age = work.step(
        "statutory_age",
        _("法定退休年龄"),
        int(old_age.number),
        "age-month",
        formula=old_age.label,
        terms=[old_age],
    )
    month = work.step("retirement_month", _("法定退休年月"), _month(original), formula=original.label, terms=[original])
    return Statutory(old_age, original, age, month, delayed=False)


def refuse_old_age(birth: Node, years: int, track: str, law: Law, input: str) -> None:
    """Nobody who reaches an old retirement age since 2025 retires then: says which month is right.

    `years`: the old age, on `track`; `input`: what the reader has to change. Raises CannotCalculate.
    """
    reached = _month(birth).plus(years * 12)
    start = law.start(DELAY)
    if reached < start:
        return
    text = _(
        "{years}岁到龄是{reached}。从{start}起退休年龄逐步推迟，{birth}出生、原来{years}岁退休的，"
        "法定退休年月是{month}，那时{age}。请按这个年月，不要按{years}岁。"
    )
    old_age = Node("age", "", years * 12, "age-month")
    found = _delayed(track, law, Trace(), old_age, Node("original_month", "", reached), start)
    message = text.format(
        years=years,
        reached=show(reached),
        start=show(start),
        birth=birth.text,
        month=found.month.text,
        age=found.age.text,
    )
    raise CannotCalculate([Problem(input, Code.OUTSIDE_PERIOD, message)])


def _before(case: Case, law: Law, work: Trace, found: Statutory) -> Result:
    original, age, start = found.original, found.old_age, law.start(DELAY)
    if case.chosen not in (None, original.value):
        message = _("弹性退休从{start}开始，您{month}已经到了退休年龄，不适用。这一栏不要填。").format(
            start=show(start), month=original.text
        )
        raise CannotCalculate([Problem("chosen", Code.NOT_APPLICABLE, message)])
    explanations = [_("延迟退休从{start}开始。您在这以前已经到了退休年龄，按原来的规定。").format(start=show(start))]
    not_covered = [_("弹性退休和最低缴费年限的新规定，不适用于{start}以前到龄的人。").format(start=show(start))]
    month = _month(original)
    if month >= law.start(MINIMUM):
        least = minimum(law, work, original, month, [ARTICLE_16])
        if case.contributed is not None:
            explanations.append(_enough(case, law, work, least, month, month))
    elif case.contributed is not None:
        not_covered.append(
            _("{start}以前到龄的，那时的最低缴费年限没有收录，没有看够不够。").format(start=show(law.start(MINIMUM)))
        )
    return Result(
        _("{month}退休，那时{age}，不延迟").format(month=original.text, age=age.text),
        Confidence.LAW,
        explanations=explanations,
        cautions=_odd_months(case, month),
        not_covered=not_covered,
    )


def _odd_months(case: Case, retire: YearMonth) -> list[str]:
    if case.contributed is None:
        return []
    return check_paid("contributed", case.contributed, case.birth, retire, show(retire))


def _delayed(track: str, law: Law, work: Trace, old_age: Node, original: Node, start: YearMonth) -> Statutory:
    step = law.figure(DELAY, start, track, "step", label=_("每隔几个月多延一个月"))
    most = law.figure(DELAY, start, track, "most", label=_("最多延迟"))
    waited = _month(original).since(start)
    delay = min(int(most.number), waited // int(step.number) + 1)
    months = work.step(
        "delay_months",
        _("延迟的月数"),
        delay,
        "month",
        formula=_("原来的退休年月比{start}晚{waited}个月，每{step}个月为一档，第一档就延迟1个月；最多{most}").format(
            start=show(start), waited=waited, step=int(step.number), most=most.text
        ),
        terms=[original, step, most],
        bound="ceiling" if delay == most.number else None,
        sources=[ARTICLE_1],
    )
    age = work.step(
        "statutory_age",
        _("法定退休年龄"),
        int(old_age.number) + delay,
        "age-month",
        formula=f"{old_age.text} + {months.text}",
        terms=[old_age, months],
    )
    month = work.step(
        "retirement_month",
        _("法定退休年月"),
        _month(original).plus(delay),
        formula=f"{original.text} + {months.text}",
        terms=[original, months],
        sources=[ARTICLE_1],
    )
    return Statutory(old_age, original, age, month, delayed=True)


def flexible_range(law: Law, work: Trace, original: Node, retire: Node) -> tuple[Node, Node]:
    """The earliest and the latest month that may be chosen 弹性退休, by age alone."""
    advance = law.figure(FLEXIBLE, _month(retire), "advance", label=_("最多提前"))
    postpone = law.figure(FLEXIBLE, _month(retire), "postpone", label=_("最多推迟"))
    by_rule = _month(retire).plus(-int(advance.number))
    earliest = work.step(
        "earliest_month",
        _("最早可以退休"),
        max(by_rule, _month(original)),
        formula=_("{retire} − {advance} = {month}，但不能早于原来的年龄{original}").format(
            retire=retire.text, advance=advance.text, month=show(by_rule), original=original.text
        ),
        terms=[retire, advance, original],
        bound="floor" if by_rule < _month(original) else None,
        sources=[ARTICLE_3],
        note=_("要达到最低缴费年限。"),
    )
    latest = work.step(
        "latest_month",
        _("最晚可以退休"),
        _month(retire).plus(int(postpone.number)),
        formula=f"{retire.text} + {postpone.text}",
        terms=[retire, postpone],
        sources=[ARTICLE_3],
        note=_("要和单位商量一致。"),
    )
    return earliest, latest


def _chosen(case: Case, retire: Node, earliest: Node, latest: Node) -> YearMonth:
    chosen: YearMonth = case.chosen or _month(retire)
    if not _month(earliest) <= chosen <= _month(latest):
        message = _("按您的情况，可以选{earliest}到{latest}，您填的是{chosen}。").format(
            earliest=earliest.text, latest=latest.text, chosen=show(chosen)
        )
        raise CannotCalculate([Problem("chosen", Code.OUT_OF_RANGE, message)])
    return chosen


def minimum(law: Law, work: Trace, retire: Node, chosen: YearMonth, sources: list[Citation]) -> Node:
    """How many months of contributions 最低缴费年限 it takes to retire in the chosen month."""
    reference = min(chosen, _month(retire))
    if chosen < _month(retire):
        why = _("提前退休，看所选的{year}年").format(year=reference.year)
    else:
        why = _("看法定退休的{year}年").format(year=reference.year)
    figure = least_months(law, _month(retire), chosen)
    return work.step(
        "minimum_months",
        _("最低缴费年限"),
        int(figure.number),
        "month",
        formula=_("{why}：{length}").format(why=why, length=length(int(figure.number))),
        terms=[figure],
        sources=sources,
    )


def least_months(law: Law, retire: YearMonth, chosen: YearMonth) -> Node:
    """The same as a number: 提前退休看所选年份，不提前的（包括推迟）看法定退休年份. `retire`: the statutory month."""
    return law.figure(MINIMUM, max(min(chosen, retire), law.start(MINIMUM)))


def enough_from(law: Law, paid: int, first: YearMonth, retire: YearMonth) -> YearMonth:
    """From which month on somebody may retire who has paid so many months by the month `first` and goes on every month."""
    months = (first.plus(more) for more in count())
    return next(month for month in months if paid + month.since(first) >= least_months(law, retire, month).number)


def _notice(law: Law, retire: Node, chosen: YearMonth) -> list[str]:
    if chosen < _month(retire):
        months = int(law.figure(FLEXIBLE, chosen, "notice-advance").number)
        return [
            _("选{chosen}提前退休，最晚要在{month}书面告诉单位（至少提前{n}个月）。").format(
                chosen=show(chosen), month=show(chosen.plus(-months)), n=months
            )
        ]
    if chosen > _month(retire):
        months = int(law.figure(FLEXIBLE, chosen, "notice-postpone").number)
        return [
            _("推迟到{chosen}退休，要在{month}以前和单位书面说定（到法定退休年月之前至少{n}个月）。").format(
                chosen=show(chosen), month=show(_month(retire).plus(-months)), n=months
            )
        ]
    return []


def _enough(case: Case, law: Law, work: Trace, minimum: Node, retire: YearMonth, chosen: YearMonth) -> str:
    """Whether the contributions suffice; if not, what is missing and the month in which somebody who goes on has enough."""
    contributed = case["contributed"]
    short = int(minimum.number - contributed.number)
    met = short <= 0
    check = work.check(
        "enough_contributions",
        _("缴费年限够不够"),
        met,
        formula=_("填的是{contributed}，最低{minimum}").format(contributed=contributed.text, minimum=minimum.text),
        terms=[contributed, minimum],
        sources=minimum.sources,
    )
    if check.met:
        return _("缴费年限够了：填的是{contributed}，最低要{minimum}。").format(
            contributed=contributed.text, minimum=minimum.text
        )
    enough = enough_from(law, case.contributed, chosen, retire)
    text = _("缴费年限还差{short}：填的是{contributed}，最低要{minimum}。")
    if chosen < retire:
        text += _("缴满了才能选提前退休；接着每个月缴、中间不断，到{month}缴满。")
    else:
        text += _("可以按规定延长缴费或一次性缴费；接着每个月缴、中间不断，到{month}缴满。")
    if enough > chosen.plus(short):
        text += _("最低年限逐年提高，所以不止{short}。")
    if chosen < retire < enough:
        text += _("到{retire}（法定退休年月）还没有缴满的，可以按规定延长缴费或一次性缴费。")
    return text.format(
        short=show(short, "month"),
        contributed=contributed.text,
        minimum=minimum.text,
        month=show(enough),
        retire=show(retire),
    )


def months_short(law: Law, work: Trace, years: Node, paid: Decimal, month: YearMonth) -> tuple[int, Node]:
    """By how many months the years paid miss the least 最低缴费年限 for who begins in that month, and that least.

    `paid`: in years, with decimals as they are typed, 40.17 for 482 months. The least for who retired before the law of
    2011 is not recorded: theirs is taken to be that of the law.
    """
    reference = max(month, law.start(MINIMUM))
    least = minimum(law, work, Node("begins", "", reference), reference, [ARTICLE_2, ARTICLE_16])
    short = max(0, int(least.number) - int(paid * 12 + TWO_DECIMALS))
    work.check(
        "enough_contributions",
        _("缴费年限够不够"),
        not short,
        formula=_("到开始领的时候有{paid}，最低要{minimum}").format(
            paid=show(round(paid, 2), "year"), minimum=length(int(least.number))
        ),
        terms=[years, least],
        sources=least.sources,
    )
    return short, least


def not_yet(short: int, least: Node) -> tuple[str, str]:
    """What a pension comes to for who has not paid long enough: the headline, and what can be done."""
    headline = _("还不能按月领养老金：缴费年限差{short}").format(short=show(short, "month"))
    ways = _(
        "最低要缴满{minimum}，才能按月领。可以按规定延长缴费或一次性缴费，缴满了再领。{minimum}是按开始领的那一年看的；法定退休的年份更早的，看法定退休那一年。"
    ).format(minimum=length(int(least.number)))
    return headline, ways


def length(months: int) -> str:
    """So many months in years and months: 15年6个月."""
    years, rest = divmod(months, 12)
    return _("{years}年{months}个月").format(years=years, months=rest) if rest else _("{years}年").format(years=years)


def _month(node: Node) -> YearMonth:
    assert isinstance(node.value, YearMonth)
    return node.value

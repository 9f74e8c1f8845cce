"""How long unemployment benefit 失业保险金 is paid: the national maximum, and Guangdong's months by years paid in."""

from dataclasses import replace

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, money, whole, year_month
from ..engine.money import FEN
from ..engine.months import YearMonth
from ..engine.parameters import Law
from ..engine.regions import parameters_of, places_of
from ..engine.results import Confidence, Result
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show
from .minimum_wage import CITIES, MINIMUM_WAGES, minimum_wage
from .retirement import BIRTH, DELAY, ORIGINAL, TRACK, statutory
from .working_life import check_paid

NATIONAL = "national/unemployment-months"
LOCAL = parameters_of("unemployment-months")
BENEFIT = parameters_of("unemployment-benefit")
BANDS = ((120, "from-10-years"), (60, "from-5-years"), (12, "from-1-year"))
LEAST = 12
YEARS, HALF_YEAR = 4, 6
MEASURES = Citation("unemployment-benefit-measures", N_("第十五条"))
ARTICLE_45 = Citation("social-insurance-law", N_("第四十五条"))
MEASURES_7 = Citation("retirement-age-measures-2025", N_("第七条"))
NEAR = 12  # months: less than a year from the statutory month
ARTICLE_46 = Citation("social-insurance-law", N_("第四十六条"))
PLACES = {"other": N_("别的省（只看全国的最长期限）")} | places_of("unemployment-months")
EXAMPLE_PLACE = {"region": place, "minimum_wage": "2500"} if (place := next(iter(BENEFIT), "")) else {}

_WITH_BENEFIT = {"situation": "region", "is": list(BENEFIT)}
MINIMUM_WAGE = (
    (
        money(
            "minimum_wage",
            N_("当地最低工资"),
            required=False,
            ask_when=_WITH_BENEFIT,
            stands_in_for=tuple(dict.fromkeys(MINIMUM_WAGES.values())),
            help=N_("要算每月领多少才填。选了市、本站已经收录的不用填。"),
            example="2500",
            usual=usual.MINIMUM_WAGE,
        ),
        *([choice("city", N_("在哪个市领"), CITIES, required=False, ask_when=_WITH_BENEFIT)] if CITIES else []),
    )
    if BENEFIT
    else ()  # asked only where some place's share of it is known
)


@calculator(
    "national/unemployment-months",
    title=N_("失业保险金最长领几个月"),
    summary=N_("填失业保险累计缴费月数，看最长能领几个月。"),
    inputs=[
        choice(
            "region",
            N_("在哪里领"),
            PLACES,
            default="other",
        ),
        year_month(
            "month",
            N_("哪年哪月失业"),
            minimum="1990-01",
            maximum="2100-12",
            reason=N_("请检查年份。"),
            example="2025-03",
        ),
        whole(
            "contributed",
            N_("失业保险累计缴费月数"),
            unit="month",
            minimum="0",
            maximum="720",
            reason=N_("请按月数填，一年是12个月。"),
            help=N_("领过失业金的，从重新就业以后算起。"),
            where=N_("社保缴费记录"),
            example="60",
        ),
        whole(
            "unclaimed",
            N_("上次应领还没领的月数"),
            unit="month",
            default="0",
            minimum="0",
            maximum="24",
            reason=N_("最长是24个月。"),
            example="10",
        ),
        *MINIMUM_WAGE,
        replace(
            BIRTH, required=False, help=N_("快退休的人填，看能不能一直领到法定退休。"), where="", example="1967-03"
        ),
        replace(TRACK, required=False, help=N_("快退休的人选；女职工按岗位分两类。")),
    ],
    rules=[],
    parameters=[
        NATIONAL,
        *LOCAL.values(),
        *BENEFIT.values(),
        *dict.fromkeys(MINIMUM_WAGES.values()),
        ORIGINAL,
        DELAY,
    ],
    next_steps=["national/unemployment-claim"],
    not_covered=[
        N_("全国规定的是最长期限，各省把它折算成具体的月数，多数省比这里少。"),
        N_("还要不是自己愿意丢的工作、办了失业登记、有求职要求，这里没有看。"),
        N_("领取期从办失业登记那天算起，这里按失业当月登记、当月起领推算。"),
        N_("失业金的数额由各省规定，没有收录的地方这里不算。"),
    ],
    example={"month": "2025-03", "contributed": "54", **EXAMPLE_PLACE},
)
def unemployment_months(case: Case, law: Law, work: Trace) -> Result:
    """≥ 1 year 12, ≥ 5 years 18, ≥ 10 years 24 at most; months left from before are added, 24 in all at most."""
    odd = check_paid("contributed", case.contributed, case.birth, case.month, show(case.month)) if case.birth else []
    return replace(_months(case, law, work), cautions=odd)


def _months(case: Case, law: Law, work: Trace) -> Result:
    enough = _enough(case, law, work)
    if not enough.met:
        most = work.step("max_months", _("最长期限"), 0, "month", formula=enough.formula, terms=[enough])
        left = _left(case, work, most)
        headline = _("不能新领失业保险金：缴费不满1年")
        if left.number:
            headline += _("；上次没领的{months}可以接着领").format(months=left.text)
        return Result(
            headline,
            Confidence.LAW,
            explanations=[text for text in (enough.formula, enough.note, left.note) if text],
            assumptions=[most.label + most.text],
        )
    most = _national(case, law, work)
    if case.region == "other":
        total = _combined(case, law, work, most)
        return _until_retirement(case, law, work, total, _("最长领{months}").format(months=total.text))
    exact = _local(case, law, work)
    total = _combined(case, law, work, exact)
    headline = _("领{months}").format(months=total.text)
    if wage := minimum_wage(case, law, case.region):
        name = BENEFIT[case.region]
        share = law.figure(name, case.month, label=_("占最低工资"), input="month")
        monthly = work.product(
            "benefit",
            _("每月失业金"),
            wage,
            share,
            rounding=FEN,
            sources=law.sources(name, case.month.first),
        )
        headline += _("，每月{amount}").format(amount=monthly.text)
    return _until_retirement(case, law, work, total, headline)


def _until_retirement(case: Case, law: Law, work: Trace, total: Node, headline: str) -> Result:
    """Since 2025 who draws benefit less than a year before the statutory month draws until then: 办法第七条."""
    if not (case.birth and case.track):
        says = _("离法定退休不到1年时还在领的，可以一直领到法定退休年月。快退休的，填出生年月和属于哪一类再算。")
        return Result(headline, Confidence.LAW, explanations=[says] if case.month >= law.start(DELAY) else [])
    with work.group("statutory", _("法定退休年月")):
        retire = statutory(case["birth"], case.track, law, work)
    last: YearMonth = case.month.plus(int(total.number) - 1)
    near = last < retire.when and retire.when.since(last) < NEAR and last >= law.start(DELAY)
    check = work.check(
        "extended",
        _("离法定退休不到1年，领取期延长"),
        near,
        formula=_("领到{last}，法定退休年月是{retire}").format(last=show(last), retire=retire.month.text),
        terms=[total, retire.month],
        sources=[MEASURES_7],
    )
    if check.met:
        headline += _("；那时离法定退休不到1年，可以一直领到{retire}").format(retire=retire.month.text)
        says = _("延长的这段，基本养老保险费由失业保险基金按规定给您缴。")
        return Result(headline, Confidence.LAW, explanations=[says])
    if retire.when <= last:
        says = _("{retire}到法定退休年月，领了养老金就不再领失业金。").format(retire=retire.month.text)
        return Result(headline, Confidence.LAW, explanations=[says])
    return Result(headline, Confidence.LAW)


def _enough(case: Case, law: Law, work: Trace) -> Node:
    law.table(NATIONAL, case.month, "month")
    short = LEAST - case.contributed
    note = ""
    if short > 0:
        note = _("还差{short}；从失业那个月起接着缴，最早{month}缴满。").format(
            short=show(short, "month"), month=show(case.month.plus(short))
        )
    return work.check(
        "eligible_by_years",
        _("累计缴费满1年"),
        short <= 0,
        formula=_("填的是{contributed}，要满{least}").format(
            contributed=case["contributed"].text, least=show(LEAST, "month")
        ),
        terms=[case["contributed"]],
        sources=[ARTICLE_45],
        note=note,
    )


def _national(case: Case, law: Law, work: Trace) -> Node:
    key = next(key for months, key in BANDS if case.contributed >= months)
    band = law.figure(NATIONAL, case.month, key, label=law.label(NATIONAL, key), input="month")
    return work.step(
        "max_months",
        _("最长期限"),
        int(band.number),
        "month",
        formula=_("缴费{contributed}：{band}").format(contributed=case["contributed"].text, band=band.label),
        terms=[case["contributed"], band],
        sources=[ARTICLE_46],
    )


def _combined(case: Case, law: Law, work: Trace, months: Node) -> Node:
    limit = law.figure(NATIONAL, case.month, "most", label=law.label(NATIONAL, "most"), input="month")
    added = months.number + case.unclaimed
    return work.step(
        "total_months",
        _("合起来"),
        int(min(added, limit.number)),
        "month",
        formula=_("{months} + 上次没领的{unclaimed}，最多{limit}").format(
            months=months.text, unclaimed=case["unclaimed"].text, limit=limit.text
        ),
        terms=[months, case["unclaimed"], limit],
        bound="ceiling" if added > limit.number else None,
        sources=[ARTICLE_46],
    )


def _left(case: Case, work: Trace, most: Node) -> Node:
    """Out of work again within a year: nothing new, but what was left of the benefit goes on."""
    return work.step(
        "total_months",
        _("合起来"),
        case.unclaimed,
        "month",
        formula=_("没有新的，只有上次没领的{unclaimed}").format(unclaimed=case["unclaimed"].text),
        terms=[most, case["unclaimed"]],
        sources=[MEASURES],
        note=_("领着失业金重新就业、不满一年又失业的，2001年起上次没领完的可以接着申领。这一条没有核对原文。")
        if case.unclaimed
        else "",
    )


def _local(case: Case, law: Law, work: Trace) -> Node:
    """One month per full year up to four, then one per full half year."""
    name = LOCAL[case.region]
    per_year, per_half_year, most = (
        law.figure(name, case.month, key, label=law.label(name, key), input="month")
        for key in ("per-year", "per-half-year", "most")
    )
    years = min(case.contributed // 12, YEARS)
    halves = max(case.contributed - YEARS * 12, 0) // HALF_YEAR
    months = years * per_year.number + halves * per_half_year.number
    return work.step(
        f"{case.region}_months",
        _("{place}的期限").format(place=_(PLACES[case.region])),
        int(min(months, most.number)),
        "month",
        formula=_(
            "前4年里满{years}年，每年{per_year}；4年以后满{halves}个半年，每半年{per_half_year}；最长{most}"
        ).format(years=years, per_year=per_year.text, halves=halves, per_half_year=per_half_year.text, most=most.text),
        terms=[case["contributed"], per_year, per_half_year, most],
        bound="ceiling" if months > most.number else None,
        sources=law.sources(name, case.month.first),
    )

"""Paid annual leave 带薪年休假: days by all the years worked, for a whole year, on joining, on leaving; and its pay."""

from datetime import date
from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, day, money, whole, yes_no
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show

DAYS = "national/annual-leave"
PAY = "national/annual-leave-pay"
PAY_DAYS = "national/pay-days"
YEAR = 365  # the measures divide by 365 in every year
REGULATION = "paid-annual-leave-regulation"
MEASURES = "annual-leave-measures"
# Months worked in all → key of the parameter.
BANDS = ((12, "from-1-year"), (120, "from-10-years"), (240, "from-20-years"))
# After these, leave already taken stays, and that of the next year is lost instead (实施办法第八条).
NEXT_YEAR = ("personal", "sick")


@calculator(
    "national/annual-leave",
    title=N_("带薪年休假天数和报酬"),
    summary=N_("填累计工作多久，看一年有几天年休假；新入职、离职的折算；没休的值多少钱。"),
    inputs=[
        whole(
            "worked",
            N_("累计工作几个月"),
            unit="month",
            minimum="0",
            maximum="720",
            reason=N_("请按月数填，一年是12个月。"),
            help=N_("在各个单位工作的时间都加起来，不只是现在的单位。"),
            where=N_("档案、社保缴费记录"),
            example="60",
        ),
        yes_no("continuous", N_("到现在连续工作满12个月了吗"), default="yes"),
        choice(
            "excluded",
            N_("有没有下面的情形（没有写年份的，都是说今年）"),
            {
                "none": N_("都没有"),
                "school": N_("依法享受寒暑假，天数比年休假多"),
                "personal": N_("请事假累计20天以上，单位没有扣工资"),
                "sick": N_("请病假累计：工作不满10年的2个月以上，满10年不满20年的3个月以上，满20年的4个月以上"),
                "last_year": N_("去年休了年休假，去年的事假或病假也到了上面的天数"),
            },
            default="none",
            help=N_("今年先休了年休假，后来事假、病假才到天数的，今年休的算数，明年没有。"),
        ),
        choice(
            "situation",
            N_("要算哪一种"),
            {"full": N_("全年都在这个单位"), "joined": N_("今年新到这个单位"), "left": N_("今年离开这个单位")},
            default="full",
        ),
        day(
            "date",
            N_("哪一天"),
            minimum="1990-01-01",
            maximum="2100-12-31",
            reason=N_("请检查年份。"),
            help=N_("全年在职的，填这一年里任何一天；新到的填入职那天；离开的填最后工作那天。"),
            example="2025-03-10",
        ),
        whole(
            "taken",
            N_("今年已经休了几天"),
            unit="day",
            default="0",
            minimum="0",
            maximum="60",
            reason=N_("请检查天数。"),
            example="0",
        ),
        money(
            "wage",
            N_("前12个月的月平均工资（不算加班工资）"),
            required=False,
            help=N_("要算没休的年休假值多少钱才填。"),
            where=N_("工资条"),
            example="8700",
            usual=usual.WAGE,
        ),
    ],
    rules=["zhenjiang/annual-leave"],
    parameters=[DAYS, PAY, PAY_DAYS],
    next_steps=["zhenjiang/service-quiz"],
    not_covered=[
        N_("年中刚好工作满10年、20年的，那一年怎样折算，全国没有规定，以单位和当地的做法为准。"),
        N_("本人书面提出不休的，单位可以只付正常工资。"),
        N_("合同或单位制度规定得更多的，按更多的算。"),
    ],
    example={"worked": "60", "situation": "joined", "date": "2025-03-10", "wage": "8700"},
)
def annual_leave(case: Case, law: Law, work: Trace) -> Result:
    """5, 10 or 15 working days; on joining and leaving by calendar days of 365, a part of a day not counting."""
    law.table(DAYS, case.date, "date")
    if refusal := _refusal(case, law, work):
        return refusal
    key = next(key for months, key in reversed(BANDS) if case.worked >= months)
    band = law.figure(DAYS, case.date, key, label=law.label(DAYS, key), input="date")
    entitlement = work.step(
        "entitlement",
        _("全年的年休假"),
        int(band.number),
        "day",
        formula=_("累计工作{worked}：{band}").format(worked=case["worked"].text, band=band.label),
        terms=[case["worked"], band],
        sources=[Citation(REGULATION, N_("第三条"))],
    )
    days = _days(case, work, entitlement)
    unused = _unused(case, work, days)
    headline = _("年休假{days}，还没休{unused}").format(days=days.text, unused=unused.text)
    rows = [(node.label, node.text) for node in (entitlement, days, unused)]
    if case.wage is not None:
        pay = _pay(case, law, work, unused)
        rows += [(node.label, node.text) for node in pay]
        headline += _("，没休的报酬{total}，其中工资以外另付{extra}").format(total=pay[1].text, extra=pay[2].text)
    explanations = [_("都是工作日，法定节假日和休息日不算在里面。")]
    cautions = []
    if case.taken > days.number:
        explanations.append(_("多休的天数，单位不再扣回。"))
    if _lost_next_year(case):
        headline += _("；明年没有年休假")
        explanations.append(_("今年已经休了年休假，事假、病假又到了规定的天数：已经休的算数，明年的年休假没有了。"))
        if unused.number:
            cautions.append(_("只休了一部分的，剩下的几天今年还能不能休，办法没有写，请问单位或者当地人社部门。"))
    return Result(
        headline,
        Confidence.LAW,
        explanations=explanations,
        cautions=cautions,
        tables=[Table(_("年休假"), (_("项目"), _("结果")), rows)],
        assumptions=[_("入职那天和最后工作那天都算在内。")] if case.situation != "full" else [],
    )


def _lost_next_year(case: Case) -> bool:
    return case.excluded in NEXT_YEAR and case.taken > 0


def _refusal(case: Case, law: Law, work: Trace) -> Result | None:
    """Why there is no leave this year: the condition, the reader's value, the limit and when it will be met."""
    least = BANDS[0][0]
    worked = work.check(
        "worked_enough",
        _("累计工作满1年"),
        case.worked >= least,
        formula=_("填的是{worked}，要满{least}").format(worked=case["worked"].text, least=show(least, "month")),
        terms=[case["worked"]],
        sources=[Citation(REGULATION, N_("第三条"))],
        note="" if case.worked >= least else _("再工作{n}个月就满了。").format(n=least - case.worked),
    )
    continuous = work.check(
        "worked_continuously",
        _("连续工作满12个月"),
        case.continuous,
        formula=_("要连续工作满12个月，您选的是“{answer}”").format(answer=case["continuous"].text),
        terms=[case["continuous"]],
        sources=[Citation(MEASURES, N_("第三条"))],
    )
    if case.excluded == "last_year":
        formula = _("去年休了年休假，去年的事假或病假又到了规定的天数的，不享受今年的年休假")
    elif _lost_next_year(case):
        formula = _("今年已经休了年休假，事假或病假才到规定的天数的，不享受的是明年的年休假")
    else:
        formula = _("寒暑假、事假、病假达到规定的，不享受当年的年休假")
    not_excluded = work.check(
        "not_excluded",
        _("没有不享受的情形"),
        case.excluded == "none" or _lost_next_year(case),
        formula=formula,
        terms=[case["excluded"], case["taken"]],
        sources=[
            Citation(MEASURES, N_("第八条"))
            if case.excluded == "last_year" or _lost_next_year(case)
            else Citation(REGULATION, N_("第四条"))
        ],
    )
    reasons = (
        (worked, _("累计工作还不满1年")),
        (continuous, _("还没有连续工作满12个月")),
        (not_excluded, _("有不能享受年休假的情形")),
    )
    failed = [check for check, _reason in reasons if not check.met]
    if not failed:
        return None
    why = _("，").join(reason for check, reason in reasons if not check.met)
    none = work.step(
        "entitlement",
        _("全年的年休假"),
        0,
        "day",
        formula=_("{why}，所以没有").format(why=why),
        terms=failed,
    )
    _unused(case, work, _days(case, work, none))
    return Result(
        _("今年没有年休假：{why}").format(why=why),
        Confidence.LAW,
        explanations=[
            *([] if not_excluded.met else [_("您选的是“{chosen}”。").format(chosen=case["excluded"].text)]),
            *(text for check in failed for text in (check.formula, check.note) if text),
        ],
    )


def _days(case: Case, work: Trace, entitlement: Node) -> Node:
    day: date = case.date
    new_year, year_end = date(day.year, 1, 1), date(day.year, 12, 31)
    if case.situation == "full":
        return work.step(
            "days", _("今年可休"), int(entitlement.number), "day", formula=entitlement.text, terms=[entitlement]
        )
    joined = case.situation == "joined"
    elapsed = (year_end - day).days + 1 if joined else (day - new_year).days + 1
    calendar_days = work.step(
        "calendar_days",
        _("今年剩下的日历天数") if joined else _("今年已过的日历天数"),
        elapsed,
        "day",
        formula=_("{first}至{last}").format(
            first=show(day if joined else new_year), last=show(year_end if joined else day)
        ),
        terms=[case["date"]],
    )
    exact = Decimal(elapsed) * entitlement.number / YEAR
    return work.step(
        "days",
        _("折算后可休"),
        int(exact),
        "day",
        formula=_("{elapsed} ÷ {year} × {entitlement} = {exact}，不满一整天的不算").format(
            elapsed=elapsed, year=YEAR, entitlement=entitlement.text, exact=show(round(exact, 2))
        ),
        terms=[calendar_days, entitlement],
        sources=[Citation(MEASURES, N_("第五条") if joined else N_("第十二条"))],
    )


def _unused(case: Case, work: Trace, days: Node) -> Node:
    return work.step(
        "unused_days",
        _("还没休的"),
        max(int(days.number) - case.taken, 0),
        "day",
        formula=_("{days} − 已休{taken}，不少于0").format(days=days.text, taken=case["taken"].text),
        terms=[days, case["taken"]],
        bound="floor" if case.taken > days.number else None,
    )


def _pay(case: Case, law: Law, work: Trace, unused: Node) -> tuple[Node, Node, Node]:
    pay_days = law.figure(PAY_DAYS, case.date, label=_("每月计薪天数"), input="date")
    daily = work.step(
        "daily_wage",
        _("日工资"),
        case.wage / pay_days.number,
        "yuan",
        formula=f"{case['wage'].text} ÷ {pay_days.text}",
        terms=[case["wage"], pay_days],
        rounding=FEN,
        sources=[Citation(MEASURES, N_("第十一条"))],
    )
    amounts = []
    for id, key, label in (("total_pay", "total", _("没休的报酬一共")), ("extra_pay", "extra", _("其中工资以外另付"))):
        multiple = law.figure(PAY, case.date, key, label=_("倍数"), input="date")
        amounts.append(
            work.step(
                id,
                label,
                case.wage / pay_days.number * multiple.number * unused.number,
                "yuan",
                formula=f"{case['wage'].text} ÷ {pay_days.text} × {multiple.text} × {unused.text}",
                terms=[case["wage"], pay_days, multiple, unused],
                rounding=FEN,
                sources=[Citation(MEASURES, N_("第十条"))],
            )
        )
    return daily, amounts[0], amounts[1]

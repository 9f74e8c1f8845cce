"""Deadlines 期限: counted in working days, days, months or years from a day that is itself not counted."""

from datetime import date

from ..engine.calculators import Case, calculator
from ..engine.calendar import DAY, holiday_name, is_make_up_day, notices
from ..engine.events import Event
from ..engine.inputs import choice, day, whole
from ..engine.parameters import Law
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.timing import Certainty, Due, Limit, due
from ..engine.timing_words import certainty_words, due_words
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show, show_day, show_weekday

START = Citation("civil-code", N_("第二百零一条"))
CORRESPONDING = Citation("civil-code", N_("第二百零二条"))
REST_DAY = Citation("civil-code", N_("第二百零三条"))
MONTHS = {"month": 1, "year": 12}
CIVIL_CODE_SINCE = date(2021, 1, 1)


@calculator(
    "national/working-day-deadline",
    title=N_("期限到哪一天"),
    summary=N_("从某一天起数若干个工作日、天、月或年，看期限到哪一天。"),
    kind="deadline",
    inputs=[
        day(
            "start",
            N_("从哪一天起"),
            minimum="1990-01-01",
            maximum="2100-12-31",
            reason=N_("请检查年份。"),
            help=N_("收到材料、受理或事情发生的那一天，这一天不算在内。"),
            example="2025-09-30",
        ),
        whole(
            "amount",
            N_("期限有多长"),
            minimum="1",
            maximum="1000",
            reason=N_("请看清楚通知或规定上写的数字。"),
            example="10",
        ),
        choice(
            "unit",
            N_("按什么数"),
            {
                "working-day": N_("工作日"),
                "calendar-day": N_("天（自然日）"),
                "month": N_("月"),
                "year": N_("年"),
            },
            default="working-day",
            help=N_("规定里写“工作日”的才按工作日数；只写“日”的，一般按自然日数。"),
        ),
    ],
    rules=[],
    not_covered=[
        N_("经办机构内部办理期限碰到休息日是不是顺延，要看那项规定怎么写。"),
        N_("法律另外规定不顺延的期限、中止和中断，不在这里算。"),
    ],
    example={"start": "2025-09-30", "amount": "3", "unit": "working-day"},
)
def deadline(case: Case, law: Law, work: Trace) -> Result:
    """Civil Code 民法典 art. 201–203; working days by the State Council's yearly notices."""
    ends = due(Limit(case.amount, case.unit), case.start)
    return _working_days(case, ends, work) if case.unit == "working-day" else _calendar(case, ends, work)


def _working_days(case: Case, ends: Due, work: Trace) -> Result:
    start, amount, last = case.start, case.amount, ends.last
    days = [start + step * DAY for step in range(1, (last - start).days + 1)]
    skipped = [day for day in days if holiday_name(day) and day.weekday() < 5]
    extra = [day for day in days if is_make_up_day(day)]
    calendar = _calendars(start, last)
    first = _first_day(case, work)
    if skipped:
        work.step(
            "skipped_holidays",
            _("跳过的放假日（不含周末）"),
            len(skipped),
            "day",
            formula=_("、").join(_holiday(day) for day in skipped),
            sources=calendar,
        )
    if extra:
        work.step(
            "make_up_days",
            _("算作工作日的周末（调休上班）"),
            len(extra),
            "day",
            formula=_("、").join(map(show_day, extra)),
            sources=calendar,
        )
    work.step(
        "deadline",
        _("最后一天"),
        last,
        formula=_("从{first}起数第{n}个工作日").format(first=first.text, n=amount),
        terms=[first],
        sources=[START, *calendar],
        note=show_weekday(last),
    )
    rows = [
        (show_day(day), _(holiday_name(day)), _("跳过"))
        if day in skipped
        else (show_day(day), _("调休上班"), _("算一天"))
        for day in sorted({*skipped, *extra})
    ]
    tables = [Table(_("特别的日子"), (_("日期"), _("是什么日子"), _("怎么数")), rows)] if rows else []
    return Result(
        _("到{day}为止").format(day=due_words(ends)),
        _confidence(ends),
        tables=tables,
        assumptions=_assumptions(start),
        cautions=_cautions(ends),
        events=[Event(last, _("最后一天"), certainty_words(ends))],
    )


def _calendar(case: Case, end: Due, work: Trace) -> Result:
    start, amount = case.start, case.amount
    months = amount * MONTHS.get(case.unit, 0)
    first = _first_day(case, work)
    if months:
        formula, sources = _("{start}的对应日；那个月没有这一天的，是月末").format(start=show(start)), [CORRESPONDING]
    else:
        formula, sources = _("从{first}起数第{n}天").format(first=first.text, n=amount), [START]
    natural = work.step(
        "natural_last_day",
        _("按日历数到"),
        end.natural,
        formula=formula,
        terms=[first],
        sources=sources,
        note=show_weekday(end.natural),
    )
    if end.moved:
        why = holiday_name(end.natural)
        name = _(why) if why else show_weekday(end.natural)
        formula = _("{day}是{name}，顺延到休息日结束后的第一天").format(day=natural.text, name=name)
    else:
        formula = _("{day}不是休息日，不顺延").format(day=natural.text)
    work.step(
        "deadline",
        _("最后一天"),
        end.last,
        formula=formula,
        terms=[natural],
        sources=[REST_DAY, *_calendars(end.natural, end.last)],
        note=show_weekday(end.last),
    )
    return Result(
        _("到{day}为止").format(day=show_day(end.last)) + (_("（暂定）") if end.slack else ""),
        _confidence(end),
        explanations=[_("{days}。").format(days=due_words(end))] if end.moved else [],
        assumptions=_assumptions(start),
        cautions=_cautions(end),
        events=[Event(end.last, _("最后一天"), certainty_words(end))],
    )


def _confidence(end: Due) -> Confidence:
    return Confidence.LAW if end.certainty is Certainty.EXACT else Confidence.ESTIMATE


def _cautions(end: Due) -> list[str]:
    return [words] if (words := certainty_words(end)) else []


def _first_day(case: Case, work: Trace) -> Node:
    return work.step(
        "first_day",
        _("第一天"),
        case.start + DAY,
        formula=_("{start}当天不算，从第二天起数").format(start=show(case.start)),
        terms=[case["start"]],
        sources=[START],
    )


def _assumptions(start: date) -> list[str]:
    early = [_("民法典从2021年1月1日起施行，在这以前起算的期限，这里也照这样数。")] if start < CIVIL_CODE_SINCE else []
    return [_("起算的那一天不算，从第二天数起。"), *early]


def _calendars(first: date, last: date) -> list[Citation]:
    return [Citation(key) for key in notices(first, last)]


def _holiday(day: date) -> str:
    return _("{day}（{name}）").format(day=show(day), name=_(holiday_name(day)))

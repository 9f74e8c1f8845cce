"""Maternity leave 产假 and allowance 生育津贴: the national minimum; provinces add leave of their own."""

from decimal import Decimal

from ..engine import usual
from ..engine.calculators import Case, calculator
from ..engine.inputs import choice, day, money, whole, yes_no
from ..engine.money import FEN
from ..engine.parameters import Law
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace

LEAVE = "national/maternity-leave"
MISCARRIAGE = "national/miscarriage-leave"
MONTH = "national/maternity-month-days"
BIRTH = {"situation": "event", "is": ["birth"]}
ALLOWANCE = Citation("social-insurance-law", N_("第五十六条"))


@calculator(
    "national/maternity-leave",
    title=N_("产假天数和生育津贴"),
    summary=N_("看国家规定的产假几天，生育津贴大约多少。"),
    inputs=[
        choice(
            "event",
            N_("哪一种情况"),
            {"birth": N_("生育"), "early": N_("怀孕不满4个月流产"), "late": N_("怀孕满4个月流产")},
            default="birth",
        ),
        day(
            "date",
            N_("哪天"),
            minimum="1980-01-01",
            maximum="2100-12-31",
            reason=N_("请检查年份。"),
            help=N_("生育或流产的日期，预产期也可以。"),
            example="2025-06-01",
        ),
        whole(
            "babies",
            N_("生几个"),
            minimum="1",
            maximum="9",
            reason=N_("请检查人数。"),
            default="1",
            ask_when=BIRTH,
            example="1",
        ),
        yes_no(
            "difficult",
            N_("是难产吗"),
            default="no",
            ask_when=BIRTH,
            help=N_("剖宫产等算不算难产，看医院证明和当地规定。"),
        ),
        whole(
            "extra_days",
            N_("本省另外给的奖励假"),
            unit="day",
            default="0",
            minimum="0",
            maximum="365",
            reason=N_("请检查天数。"),
            help=N_("各省不同，这里没有收录；不知道填0。"),
            example="30",
        ),
        money(
            "employer_wage",
            N_("单位上年度职工月平均工资"),
            required=False,
            help=N_("要算生育津贴才填。是全单位的平均，不是本人工资。"),
            where=N_("问单位的社保经办人"),
            example="8254",
            usual=usual.AVERAGE,
        ),
    ],
    rules=[],
    parameters=[LEAVE, MISCARRIAGE, MONTH],
    next_steps=["national/maternity"],
    not_covered=[
        N_("能不能领生育津贴，还要看参保和缴费的条件。"),
        N_("津贴低于本人工资的，有的地方由单位补足；奖励假的津贴有的地方不由基金付。"),
    ],
    example={"event": "birth", "date": "2025-06-01", "extra_days": "30", "employer_wage": "8254"},
)
def maternity_leave(case: Case, law: Law, work: Trace) -> Result:
    """98 days, 15 more for a difficult birth and for every further baby; allowance = wage ÷ 30 × days."""
    statutory = _birth(case, law, work) if case.event == "birth" else _miscarriage(case, law, work)
    days = work.total("days", _("产假"), [statutory, case["extra_days"]], unit="day")
    headline = _("产假{days}").format(days=days.text)
    rows = [
        (statutory.label, statutory.text),
        (case["extra_days"].label, case["extra_days"].text),
        (days.label, days.text),
    ]
    if case.employer_wage is None:
        return Result(headline, Confidence.LAW, tables=[_table(rows)])
    per_month = law.figure(MONTH, case.date, label=_("一个月按"), input="date")
    allowance = work.step(
        "allowance",
        _("生育津贴"),
        case.employer_wage * Decimal(days.number) / per_month.number,
        "yuan",
        formula=f"{case['employer_wage'].text} ÷ {per_month.text} × {days.text}",
        terms=[case["employer_wage"], per_month, days],
        rounding=FEN,
        sources=[ALLOWANCE],
    )
    rows.append((allowance.label, allowance.text))
    return Result(
        headline + _("，生育津贴大约{allowance}").format(allowance=allowance.text),
        Confidence.ESTIMATE,
        tables=[_table(rows)],
    )


def _table(rows: list[tuple[str, str]]) -> Table:
    return Table(_("产假和津贴"), (_("项目"), _("结果")), rows)


def _birth(case: Case, law: Law, work: Trace) -> Node:
    basic, difficult, per_baby = (
        law.figure(LEAVE, case.date, key, label=law.label(LEAVE, key), input="date")
        for key in ("birth", "difficult", "per-baby")
    )
    more = case.babies - 1
    parts = [basic.text]
    value = int(basic.number)
    if case.difficult:
        value += int(difficult.number)
        parts.append(_("难产{days}").format(days=difficult.text))
    if more:
        value += int(per_baby.number) * more
        parts.append(_("多生{n}个，每个{days}").format(n=more, days=per_baby.text))
    return work.step(
        "statutory_days",
        _("国家规定的产假"),
        value,
        "day",
        formula=" + ".join(parts),
        terms=[basic, difficult, per_baby],
        sources=law.sources(LEAVE, case.date),
    )


def _miscarriage(case: Case, law: Law, work: Trace) -> Node:
    days = law.figure(MISCARRIAGE, case.date, case.event, label=law.label(MISCARRIAGE, case.event), input="date")
    return work.step(
        "statutory_days",
        _("国家规定的产假"),
        int(days.number),
        "day",
        formula=days.label,
        terms=[days],
        sources=law.sources(MISCARRIAGE, case.date),
    )

"""When an employer files a retirement in Zhangjiagang 退休办理窗口, and when the passbook is collected 存折领取."""

from datetime import date

from ..engine.calculators import Case, calculator
from ..engine.events import Event
from ..engine.inputs import choice, day, whole, year_month
from ..engine.months import YearMonth, add_months
from ..engine.parameters import Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Confidence, Result, Table
from ..engine.texts import N_, _
from ..engine.trace import Citation, Node, Trace
from ..engine.units import show
from ..national.retirement import DELAY, ORIGINAL, TRACK_OF_AGE, TRACKS, refuse_old_age, statutory

DAYS = "zhangjiagang/retirement-days"
FILING = Citation("zhangjiagang-guide", N_("七、退休手续办理程序 1"))
PASSBOOK = Citation("zhangjiagang-guide", N_("七、退休手续办理程序 2"))


@calculator(
    "zhangjiagang/retirement-window",
    title=N_("张家港：退休手续哪几天办，存折哪几天领"),
    summary=N_("填出生日期，选属于哪一类，算退休那个月的办理日子；填办理的月份，算领存折的日子。"),
    kind="deadline",
    inputs=[
        day(
            "birth",
            N_("出生日期"),
            minimum="1900-01-01",
            reason=N_("请对照认定表再写一次。"),
            where=N_("《职工出生年月、参加工作时间认定表》"),
            example="1945-08-20",
            happened=True,
        ),
        choice(
            "track",
            N_("属于哪一类"),
            TRACKS,
            required=False,
            help=N_("退休年月按现在的规定从出生年月算，不用自己填年龄。"),
        ),
        whole(
            "age",
            N_("退休年龄（2024年底以前到龄的才填）"),
            unit="year",
            required=False,
            minimum="40",
            maximum="70",
            reason=N_("这份资料没有写退休年龄，请填当时的规定，例如60。"),
            example="60",
        ),
        year_month("handled", N_("哪个月办的退休手续"), required=False, help=N_("不填就按到龄的那个月。")),
    ],
    rules=["zhangjiagang/retirement-window"],
    parameters=[DAYS, ORIGINAL, DELAY],
    next_steps=["zhangjiagang/retirement", "zhangjiagang/pension-payment"],
    not_covered=[N_("这几天碰到周末怎么办，资料没有写。"), N_("提前退休、推迟退休的，请用“法定退休年月”算。")],
    example={"birth": "1966-05-10", "track": "male-60"},
)
def retirement_window(case: Case, law: Law, work: Trace) -> Result:
    """From the 5th to the end of the month of retirement; the passbook from the 15th to the 20th of the month after."""
    first, passbook_from, passbook_to = (
        law.figure(DAYS, None, key) for key in ("from", "passbook-from", "passbook-to")
    )
    arrival = _by_law(case, law, work) if case.track else _by_old_age(case, law, work)
    month = arrival.value if isinstance(arrival.value, YearMonth) else YearMonth.of(_day(arrival))
    if case.handled and case.handled < month:
        message = _("{handled}还没有到龄，{month}才到，到龄当月起才能办。").format(
            handled=case["handled"].text, month=show(month)
        )
        raise CannotCalculate([Problem("handled", Code.CONTRADICTION, message)])
    opens = _step(work, FILING, "opens", _("开始办"), month.day(int(first.number)), _("到龄的当月"), arrival)
    closes = _step(work, FILING, "closes", _("最后一天"), month.last, _("到龄当月的最后一天"), arrival)
    paid, words = (case.handled or month).plus(1), _("办理手续的下个月")
    start = _step(work, PASSBOOK, "passbook_from", _("领存折开始"), paid.day(int(passbook_from.number)), words, arrival)
    end = _step(work, PASSBOOK, "passbook_to", _("领存折截止"), paid.day(int(passbook_to.number)), words, arrival)
    filing = _("{first}到{last}").format(first=opens.text, last=closes.text)
    passbook = _("{first}到{last}").format(first=start.text, last=end.text)
    rows = [(_("办退休手续"), filing), (_("单位领存折"), passbook)]
    return Result(
        _("{window}办退休手续").format(window=filing),
        Confidence.OLD_GUIDE,
        explanations=[_("存折由单位在{window}领。").format(window=passbook)],
        tables=[Table(_("时间"), (_("事情"), _("日期")), rows)],
        assumptions=[] if case.handled else [_("按到龄的那个月办好手续算。")],
        events=[
            Event(_day(opens), _("办退休手续"), last=_day(closes)),
            Event(_day(start), _("单位领存折"), last=_day(end)),
        ],
    )


def _by_law(case: Case, law: Law, work: Trace) -> Node:
    """The statutory month of retirement, by the national rule."""
    if case.age is not None:
        message = _("选了属于哪一类，退休年月就按规定算，“{label}”不要填。").format(label=case["age"].label)
        raise CannotCalculate([Problem("age", Code.NOT_APPLICABLE, message)])
    return statutory(_birth_month(case), case.track, law, work).month


def _by_old_age(case: Case, law: Law, work: Trace) -> Node:
    """The birthday on which an age of those days was reached; since 2025 nobody retires by one."""
    if case.age is None:
        message = _("请选“{label}”。").format(label=case["track"].label)
        raise CannotCalculate([Problem("track", Code.REQUIRED, message)])
    reached = add_months(case.birth, 12 * case.age)
    if case.age in TRACK_OF_AGE:
        refuse_old_age(_birth_month(case), case.age, TRACK_OF_AGE[case.age], law, "age")
    elif reached >= law.start(DELAY).first:
        message = _("从{start}起退休年龄逐步推迟，不能按{age}算。请选“{label}”，退休年月由规定算出来。").format(
            start=show(law.start(DELAY)), age=show(12 * case.age, "age-month"), label=case["track"].label
        )
        raise CannotCalculate([Problem("age", Code.OUTSIDE_PERIOD, message)])
    return work.step(
        "reached",
        _("到龄的那天"),
        reached,
        formula=f"{case['birth'].text} + {case['age'].text}",
        terms=[case["birth"], case["age"]],
        note=_("2月29日出生、当年没有这一天的，按2月28日。") if (case.birth.month, case.birth.day) == (2, 29) else "",
    )


def _birth_month(case: Case) -> Node:
    return Node("birth", case["birth"].label, YearMonth.of(case.birth), kind="input")


def _step(work: Trace, source: Citation, name: str, label: str, day: date, formula: str, arrival: Node) -> Node:
    return work.step(name, label, day, formula=formula, terms=[arrival], sources=[source], shown=show(day))


def _day(node: Node) -> date:
    assert isinstance(node.value, date)
    return node.value

"""Can I go today? 今天能不能办: recurring windows as data, with working days, office hours and days left unclear."""

from datetime import date, datetime, time, timedelta
from functools import cache

from ..engine.calculators import Calculator, Case
from ..engine.calendar import DAY, UnknownYear, is_working_day
from ..engine.data import load
from ..engine.events import Event
from ..engine.inputs import Input
from ..engine.parameters import STATUS, Law
from ..engine.results import Result
from ..engine.stored import Opening, Openings
from ..engine.texts import N_, _
from ..engine.trace import Trace
from ..engine.units import show, show_day
from ..engine.windows import Window
from .rule import cited, confidence, from_data

WHICH, DAY_INPUT, MOMENT_INPUT = "which", "day", "moment"
HORIZON = 800  # days; every window opens well within two years and a bit


@cache
def openings() -> dict[str, Calculator]:
    """Every opening rule as a calculator, by slug. Raises DataMissing."""
    return {slug: _calculator(slug, rule) for slug, rule in load()["openings"].items()}


def _calculator(slug: str, rule: Openings) -> Calculator:
    def look(case: Case, law: Law, work: Trace) -> Result:
        return _look(rule, case, work)

    return from_data(slug, rule, look, kind="deadline", inputs=_inputs(rule), next_steps=rule["next_steps"])


def _inputs(rule: Openings) -> tuple[Input, ...]:
    which = Input(WHICH, "enum", rule["ask"], options={entry["id"]: entry["label"] for entry in rule["openings"]})
    if any(entry["hours"] for entry in rule["openings"]):
        when = Input(MOMENT_INPUT, "date_time", N_("什么时候去"))
    else:
        when = Input(DAY_INPUT, "date", N_("哪一天去"), required=False, help=N_("不填就是今天。"))
    return (which, when) if rule["ask"] else (when,)


def _look(rule: Openings, case: Case, work: Trace) -> Result:
    entry = next(each for each in rule["openings"] if not rule["ask"] or each["id"] == getattr(case, WHICH))
    window = Window.from_data(entry["window"])
    sources = cited(entry["sources"], rule["sources"])
    moment: datetime | None = getattr(case, MOMENT_INPUT) if entry["hours"] else None
    day: date = moment.date() if moment else getattr(case, DAY_INPUT) or case.today
    weekends_only = entry["working_days"] and not _known(day)
    inside = window.includes(day)
    going = inside if window.kind == "open" else not inside
    working = not entry["working_days"] or _works(day)
    in_hours = moment is None or any(begin <= f"{moment:%H:%M}" < end for begin, end in entry["hours"])
    doubtful = any(Window(window.every, str(mark), str(mark)).includes(day) for mark in entry["doubtful"])
    is_open = going and working and in_hours and not doubtful
    reading = _("{day}，{window}").format(day=show_day(day), window=_times(entry, window))
    work.check("open", _(entry["label"]), is_open, formula=reading, sources=sources, note=_(entry["note"]))
    explanations = []
    events = []
    if is_open:
        headline = _("可以办：{day}").format(day=show_day(day))
        closes = window.closes(day) if window.kind == "open" else window.next_day(day, inside=True)
        if closes and not entry["hours"]:
            closes = closes if window.kind == "open" else closes - DAY
            work.step("closes", _("这一次到哪天为止"), closes, formula=window.describe(), sources=sources)
            explanations.append(_("这一次到{day}为止。").format(day=show_day(closes)))
            events.append(Event(closes, _("{what}最后一天").format(what=_(entry["label"]))))
    else:
        headline = (
            _("不一定：{day}") if doubtful else _("最好避开：{day}") if window.kind == "avoid" else _("不能办：{day}")
        )
        headline = headline.format(day=show_day(day))
        opens = _next(entry, window, moment or datetime.combine(day, time.min))
        if opens:
            shown = show(opens) if entry["hours"] else show_day(opens.date())
            work.step(
                "opens",
                _("下一次从什么时候起"),
                opens if entry["hours"] else opens.date(),
                formula=_times(entry, window),
                sources=sources,
            )
            explanations.append(_("下一次从{day}起。").format(day=shown))
            events.append(Event(opens.date(), _("{what}开始").format(what=_(entry["label"]))))
    if entry["advice"] and not is_open:
        explanations.insert(0, _(entry["advice"]))
    if weekends_only:
        explanations.append(_("{year}年的放假安排没有收录，这里只看了是不是周末。").format(year=day.year))
    return Result(
        headline,
        confidence(rule),
        explanations=[*explanations, *([_(entry["note"])] if entry["note"] else [])],
        assumptions=[_(STATUS[rule["status"]])],
        events=events,
    )


def _next(entry: Opening, window: Window, moment: datetime) -> datetime | None:
    """The next moment at which it is open, later than this one."""
    hours = entry["hours"] or [["00:00", "24:00"]]
    for step in range(HORIZON):
        day = moment.date() + timedelta(days=step)
        if window.includes(day) is not (window.kind == "open") or (entry["working_days"] and not _works(day)):
            continue
        if any(Window(window.every, str(mark), str(mark)).includes(day) for mark in entry["doubtful"]):
            continue
        for begin, _end in hours:
            opens = datetime.combine(day, time.fromisoformat(begin))
            if opens > moment or (not entry["hours"] and step):
                return opens
    return None


def _known(day: date) -> bool:
    try:
        is_working_day(day)
    except UnknownYear:
        return False
    return True


def _works(day: date) -> bool:
    """Whether offices work; a year whose holidays are not known goes by weekends alone, which the result says."""
    return is_working_day(day) if _known(day) else day.weekday() < 5


def _times(entry: Opening, window: Window) -> str:
    words = [window.describe() if window.kind == "open" else _("避开{window}").format(window=window.describe())]
    words += [_("只在工作日")] if entry["working_days"] else []
    words += [_("、").join(f"{begin}—{end}" for begin, end in entry["hours"])] if entry["hours"] else []
    return _("，").join(words)

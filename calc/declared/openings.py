"""Can I go today? 今天能不能办: the windows of procedures, each as a question to :mod:`calc.engine.timing`."""

from datetime import date, datetime, time
from functools import cache

from ..engine.calculators import Calculator, Case
from ..engine.calendar import DAY
from ..engine.data import load
from ..engine.events import Event
from ..engine.inputs import Input
from ..engine.parameters import STATUS, Law
from ..engine.results import Result
from ..engine.stored import Opening, Openings
from ..engine.texts import N_, _
from ..engine.timing import Hours, No, Verdict, Window, Yes, can_i
from ..engine.timing_words import reasons, verdict_words, window_words
from ..engine.trace import Trace
from ..engine.units import show, show_day
from ..engine.windows import HORIZON
from .rule import cited, confidence, from_data

WHICH, DAY_INPUT, MOMENT_INPUT = "which", "day", "moment"


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
    window, hours = Window.from_data(entry["window"]), Hours.from_data(entry["window"]["hours"])
    sources = cited(entry["sources"], rule["sources"])
    moment: datetime | None = getattr(case, MOMENT_INPUT) if entry["hours"] else None
    day: date = moment.date() if moment else getattr(case, DAY_INPUT) or case.today
    verdict = can_i(day, window, hours)
    in_time = moment is None or any(begin <= f"{moment:%H:%M}" < end for begin, end in entry["hours"])
    is_open = isinstance(verdict, Yes) and in_time
    reading = _("{day}，{window}").format(day=show_day(day), window=_times(entry, window))
    work.check("open", _(entry["label"]), is_open, formula=reading, sources=sources, note=_(entry["note"]))
    headline = verdict_words(verdict, window)
    if not in_time and not isinstance(verdict, No):
        headline = _("不能办：{day}").format(day=show(moment or day))
    explanations, events = reasons(verdict, window) if in_time or isinstance(verdict, No) else [], []
    if not isinstance(verdict, No) and verdict.closes and not moment:
        work.step("closes", _("这一次到哪天为止"), verdict.closes, formula=window.describe(), sources=sources)
        events.append(Event(verdict.closes, _("{what}最后一天").format(what=_(entry["label"]))))
    opens = None if is_open else _next(entry, verdict, window, hours, moment)
    if opens:
        work.step("opens", _("下一次从什么时候起"), opens, formula=_times(entry, window), sources=sources)
        if moment:
            explanations.append(_("下一次从{day}起。").format(day=show(opens)))
        start = opens.date() if isinstance(opens, datetime) else opens
        events.append(Event(start, _("{what}开始").format(what=_(entry["label"]))))
    return Result(
        headline,
        confidence(rule["status"]),
        explanations=[*explanations, *([_(entry["note"])] if entry["note"] else [])],
        assumptions=[_(STATUS[rule["status"]])],
        events=events,
    )


def _next(
    entry: Opening, verdict: Verdict, window: Window, hours: Hours, moment: datetime | None
) -> date | datetime | None:
    """The next day on which it is open; where hours of the day are known, the next moment later than this one."""
    if moment is None:
        return None if isinstance(verdict, Yes) else verdict.next
    for step in range(HORIZON):
        day = moment.date() + step * DAY
        if isinstance(can_i(day, window, hours), Yes):
            for begin, _end in entry["hours"]:
                if (opens := datetime.combine(day, time.fromisoformat(begin))) > moment:
                    return opens
    return None


def _times(entry: Opening, window: Window) -> str:
    words = [window_words(window)]
    words += [_("、").join(f"{begin}—{end}" for begin, end in entry["hours"])] if entry["hours"] else []
    return _("，").join(words)

"""My plan (我的办事安排): can I do this, by when, can I go on that day, what to bring, and when the answer is due.

The procedure comes as plain data with words in the reader's script; any part may be missing:

    {"name": "工伤认定",
     "age": {"kind": "historical", "year": 2005, "now": true},
     "situations": {"applicant": {"label": "谁来申请？", "options": {"employer": "单位", "family": "近亲属"}}},
     "materials": [{"id": "form", "name": "申请表", "originals": 4, "when": condition or null}],
     "windows": [{"every": "month", "from": 5, "to": "end", "kind": "open", "act": "file", "label": "",
                  "hours": {"rest": "unknown"}}],
     "hours": {"rest": "unknown"},
     "time_limits": [{"id": "apply", "label": "申请", "amount": 30, "unit": "calendar-day", "from": "事故发生之日",
                      "ask": "哪天受的伤？", "binds": "applicant"}]}

Windows and limits are those of :mod:`calc.engine.timing`, which alone decides; what can stand in a situation and in a material
is told in :mod:`calc.show.materials`. What does not concern the reader is left out: times in which the office prints, limits
for its own affairs. The applicant's own limit runs from a day that only the reader knows: without it, no day is named.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from ..engine.events import Event, calendar_text
from ..engine.plans import LimitToday, Plan, PlanDate, WindowToday
from ..engine.texts import _
from ..engine.timing import (
    Ask,
    Due,
    Hours,
    Limit,
    No,
    Window,
    Yes,
    can_i,
    due,
)
from ..engine.timing_words import certainty_words, due_words, reasons, verdict_words
from ..engine.units import show_day
from . import materials

OFFICE_ACT = "print"
VISITS = ("file", "visit", "pay")
"""What a reader goes for 去办的事; other windows come later, when there is something to collect or to settle."""


def make_plan(
    procedure: Mapping[str, Any],
    answers: Mapping[str, str],
    today: date,
    begun: Mapping[str, date] | None = None,
) -> Plan:
    """The plan for these answers, for a visit on the day.

    `procedure`: name, situations, materials, windows and time limits as plain data with words in the reader's script, in the form
    that the head of this module shows; `answers`: situation → option; `begun`: the applicant's limit, or a wait, by its id → the
    day on which it began. Raises ValueError, KeyError or TypeError for malformed data.
    """
    hours, age = Hours.from_data(procedure.get("hours")), _age(procedure.get("age") or {})
    windows = [
        window_today(window, Hours.from_data(data.get("hours")), today, old=bool(age))
        for data in procedure.get("windows") or ()
        if (window := Window.from_data(data)).act != OFFICE_ACT
    ]
    limits = [
        limit_today(limit, data, today, begun or {})
        for data in procedure.get("time_limits") or ()
        if (limit := Limit.from_data(data)).binds != "internal"
    ]
    asked_to_come = "hours" in procedure and not any(window["act"] in VISITS for window in windows)
    dates = sorted(days([] if age else windows, limits, today), key=lambda each: each["day"])
    name = str(procedure.get("name") or "")
    return {
        "today": today.isoformat(),
        "age": age,
        **materials.sort(procedure, answers),
        "visit": window_today(None, hours, today) if asked_to_come else None,
        "windows": windows,
        "time_limits": limits,
        "dates": dates,
        "calendar": calendar_text(
            "plan", name, [Event(date.fromisoformat(each["day"]), each["what"], each["text"]) for each in dates]
        ),
        "notes": _notes(limits),
    }


def _age(age: Mapping[str, Any]) -> list[str]:
    """How old the source is, before anything that it says: sentences."""
    if not age:
        return []
    says = [
        _("这份资料是{year}年的，下面是它当时的写法，现在不一定还这样办。").format(year=age["year"])
        if age.get("kind") == "historical"
        else _("这份资料没有写日期，下面是它的写法，现在不一定还这样办。")
    ]
    if age.get("now"):
        says.append(_("这一页写了“现在的规定”，先看那里。"))
    return [*says, _("去之前先打电话问：当地窗口，或者全国社保咨询电话12333。")]


def window_today(window: Window | None, hours: Hours, day: date, old: bool = False) -> WindowToday:
    """Whether one can go. What an old source says is said to be its word.

    `verdict` is yes, ask or no; `state` tells apart what `ask` is: avoid, if the source advises against the day.
    """
    verdict = can_i(day, window, hours)
    answer: Literal["yes", "ask", "no"]
    state: Literal["open", "ask", "avoid", "closed"]
    closes: date | None = None
    opens: date | None = None
    why: list[str] = []
    match verdict:
        case Yes():
            answer, state, closes = "yes", "open", verdict.closes
        case Ask():
            answer, closes, opens, why = "ask", verdict.closes, verdict.next, [*verdict.why]
            state = "avoid" if "avoid" in why else "ask"
        case No():
            answer, state, opens, why = "no", "closed", verdict.next, [verdict.why]
    said = [verdict_words(verdict, window), "".join(reasons(verdict, window))]
    label = f"{window.label}：" if window and window.label else ""
    label = _("照这份资料，{what}").format(what=label) if old else label
    return {
        "label": window.label if window else "",
        "act": window.act if window else "visit",
        "kind": window.kind if window else "open",
        "verdict": answer,
        "state": state,
        "why": why,
        "closes": closes.isoformat() if closes else None,
        "opens": opens.isoformat() if opens else None,
        "text": label + "。".join(filter(None, said)),
    }


def limit_today(limit: Limit, data: Mapping[str, Any], day: date, begun: Mapping[str, date]) -> LimitToday:
    """When a limit ends: the applicant's from the day that `begun` holds under its id, another from there or from the day."""
    id = str(data.get("id") or "")
    label = f"{limit.label}：" if limit.label else ""
    own = limit.binds == "applicant" and limit.unit != "immediate"
    if own and id not in begun:
        return _undated(limit, id, label)
    ends = due(limit, begun.get(id, day) if limit.binds != "office" else day)
    text = _limit_words(ends, own)
    if limit.begins and id not in begun and not own and limit.unit != "immediate":
        text += _("（资料写的起算点：{start}；这里假定就是{day}）").format(start=limit.begins, day=show_day(day))
    if certainty := certainty_words(ends):
        text += _("。{certainty}").format(certainty=certainty)
    return {
        "id": id,
        "label": limit.label,
        "binds": limit.binds,
        "due": ends.last.isoformat(),
        "natural": ends.natural.isoformat(),
        "certainty": ends.certainty.value,
        "latest": ends.latest.isoformat(),
        "text": label + text,
    }


def _undated(limit: Limit, id: str, label: str) -> LimitToday:
    """The applicant's limit as long as nobody has said when it began: its length, and what to fill in."""
    said = {"length": limit.length, "start": limit.begins}
    text = (
        _("您要在{length}内办，从{start}算起。在上面填那一天，就能算出最晚哪天。")
        if limit.begins
        else _("您要在{length}内办，从哪天算起资料没有写，先问清楚；知道了填在上面，就能算出最晚哪天。")
    )
    return {
        "id": id,
        "label": limit.label,
        "binds": limit.binds,
        "due": None,
        "natural": None,
        "certainty": "",
        "latest": None,
        "text": label + text.format(**said),
    }


def _limit_words(ends: Due, own: bool) -> str:
    limit = ends.limit
    if limit.unit == "immediate":
        return {"office": _("当场办好"), "applicant": _("您要当场办好"), "wait": _("不用等")}[limit.binds]
    words = {
        "office": _("期限是{length}，{begins}受理的话，办理机构最晚{day}办完"),
        "applicant": _("最晚{day}：从{begins}算起，{length}内办"),
        "wait": _("要等满{length}，{begins}办的话，{day}起再来"),
    }["applicant" if own else limit.binds]
    return words.format(length=limit.length, begins=show_day(ends.begins), day=due_words(ends))


def days(windows: list[WindowToday], limits: list[LimitToday], today: date) -> Iterator[PlanDate]:
    """The days worth writing down, for the calendar and for paper: the safe one, where the law would move a last day.

    What an old source says of when a counter takes things is no day for anybody's calendar: the caller leaves it out.
    """
    for limit in limits:
        day = limit["natural"] if limit["binds"] == "applicant" else limit["due"]
        what = {"applicant": _("最晚办理"), "office": _("最晚有结果"), "wait": _("可以再去")}[limit["binds"]]
        if day and (limit["binds"] == "applicant" or day > today.isoformat()):
            yield _written(day, limit["label"], what, limit["text"])
    for window in windows:
        day = window["opens"] if window["verdict"] == "no" else window["closes"]
        what = _("开始受理") if window["verdict"] == "no" else _("这一次的最后一天")
        if day and window["kind"] == "open":
            yield _written(day, window["label"], what, window["text"])


def _written(day: str, label: str, what: str, text: str) -> PlanDate:
    return {"day": day, "what": _("{label}：{what}").format(label=label, what=what) if label else what, "text": text}


def _notes(limits: list[LimitToday]) -> list[str]:
    if any(limit["binds"] != "applicant" for limit in limits):
        return [_("期限从第二天开始数，是按选的那一天就受理推算的，以经办机构的通知为准。")]
    return []

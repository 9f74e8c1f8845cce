"""My plan (我的办事安排): what to bring, whether one can file today, by when one has to, and when the answer is due.

The procedure comes as plain data with words in the reader's script; any part may be missing:

    {"name": "工伤认定",
     "situations": {"applicant": {"label": "谁来申请？", "options": {"employer": "单位", "family": "近亲属"}}},
     "materials": [{"id": "form", "name": "申请表", "originals": 4, "copies": null, "when": condition or null}],
     "windows": [{"every": "month", "from": 5, "to": "end", "kind": "open", "act": "file", "label": "",
                  "hours": {"rest": "unknown"}}],
     "time_limits": [{"label": "作出决定", "amount": 60, "unit": "calendar-day", "from": "受理之日", "binds": "office"}]}

Windows and limits are those of :mod:`calc.engine.timing`, which alone decides. What does not concern the reader is left out:
times in which the office prints, limits for its own affairs.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from ..engine.answers import LimitToday, MaterialPlanned, Plan, Totals, WindowToday
from ..engine.conditions import Need, evaluate, in_words, situations
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
    certainty_words,
    due,
    due_words,
    reasons,
    verdict_words,
)
from ..engine.units import show_day

OFFICE_ACT = "print"


def make_plan(procedure: Mapping[str, Any], answers: Mapping[str, str], today: date) -> Plan:
    """The plan for these answers, filed today: what to bring, whether one can file, by when the answer is due.

    `procedure`: plain data with `situations`, `materials`, `windows` and `time_limits`, any of them missing, in the form
    that the head of this module shows; `answers`: situation → option. Raises ValueError, KeyError or TypeError for
    malformed data.
    """
    questions = procedure.get("situations") or {}
    groups: dict[Need, list[MaterialPlanned]] = {need: [] for need in Need}
    for material in procedure.get("materials") or ():
        need = evaluate(material.get("when"), answers)
        groups[need].append(_material(material, need, questions))
    asked = {name for material in groups[Need.UNKNOWN] for name in material["ask"] if not answers.get(name)}
    windows = [
        _window(window, Hours.from_data(data.get("hours")), today)
        for data in procedure.get("windows") or ()
        if (window := Window.from_data(data)).act != OFFICE_ACT
    ]
    limits = [
        _time_limit(limit, today)
        for data in procedure.get("time_limits") or ()
        if (limit := Limit.from_data(data)).binds != "internal"
    ]
    return {
        "today": today.isoformat(),
        "needed": groups[Need.YES],
        "unknown": groups[Need.UNKNOWN],
        "unneeded": groups[Need.NO],
        "totals": _totals(groups[Need.YES]),
        "ask": [
            {"situation": name, "label": question["label"]} for name, question in questions.items() if name in asked
        ],
        "windows": windows,
        "time_limits": limits,
        "notes": _notes(limits),
    }


def _material(material: Mapping[str, Any], need: Need, questions: Mapping[str, Any]) -> MaterialPlanned:
    condition = material.get("when")
    return {
        "id": material["id"],
        "name": material["name"],
        "originals": material.get("originals"),
        "copies": material.get("copies"),
        "count": _count(material.get("originals"), material.get("copies")),
        "need": need.value,
        "reason": in_words(condition, questions),
        "ask": situations(condition),
    }


def _count(originals: int | None, copies: int | None) -> str:
    parts = []
    if originals:
        parts.append(_("原件{n}份").format(n=originals))
    if copies:
        parts.append(_("复印件{n}份").format(n=copies))
    return _("、").join(parts)


def _totals(needed: list[MaterialPlanned]) -> Totals:
    originals = sum(material["originals"] or 0 for material in needed)
    copies = sum(material["copies"] or 0 for material in needed)
    unstated = [material["id"] for material in needed if not (material["originals"] or material["copies"])]
    text = _("一共{n}种材料").format(n=len(needed))
    if count := _count(originals, copies):
        text += _("，{count}").format(count=count)
    if unstated:
        text += _("；其中{n}种资料未载明份数").format(n=len(unstated))
    return {"materials": len(needed), "originals": originals, "copies": copies, "unstated": unstated, "text": text}


def _window(window: Window, hours: Hours, day: date) -> WindowToday:
    """`verdict` is yes, ask or no; `state` tells apart what `ask` is: avoid, if the source advises against the day."""
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
    says = reasons(verdict, window)
    label = f"{window.label}：" if window.label else ""
    return {
        "label": window.label,
        "act": window.act,
        "kind": window.kind,
        "verdict": answer,
        "state": state,
        "why": why,
        "closes": closes.isoformat() if closes else None,
        "opens": opens.isoformat() if opens else None,
        "text": label
        + "。".join([verdict_words(verdict, window), "".join(says)] if says else [verdict_words(verdict, window)]),
    }


def _time_limit(limit: Limit, begins: date) -> LimitToday:
    ends = due(limit, begins)
    text = _limit_words(ends)
    if limit.begins and limit.unit != "immediate":
        text += _("（资料写的起算点：{start}；这里假定就是{day}）").format(start=limit.begins, day=show_day(begins))
    if certainty := certainty_words(ends):
        text += _("。{certainty}").format(certainty=certainty)
    return {
        "label": limit.label,
        "binds": limit.binds,
        "due": ends.last.isoformat(),
        "natural": ends.natural.isoformat(),
        "certainty": ends.certainty.value,
        "latest": ends.latest.isoformat(),
        "text": (f"{limit.label}：" if limit.label else "") + text,
    }


def _limit_words(ends: Due) -> str:
    limit = ends.limit
    if limit.unit == "immediate":
        return {"office": _("当场办好"), "applicant": _("您要当场办好"), "wait": _("不用等")}[limit.binds]
    words = {
        "office": _("期限是{length}，{begins}受理的话，办理机构最晚{day}办完"),
        "applicant": _("您要在{length}内办，{begins}起算的话，最晚{day}"),
        "wait": _("要等满{length}，{begins}办的话，{day}起再来"),
    }[limit.binds]
    return words.format(length=limit.length, begins=show_day(ends.begins), day=due_words(ends))


def _notes(limits: list[LimitToday]) -> list[str]:
    notes = []
    binds = {limit["binds"] for limit in limits}
    if "applicant" in binds:
        notes.append(_("您的期限从哪一天算起，要看资料写的起算点；那一天已经过去的，期限也到得更早。"))
    if binds - {"applicant"}:
        notes.append(_("期限从第二天开始数，是按选的那一天就受理推算的，以经办机构的通知为准。"))
    return notes

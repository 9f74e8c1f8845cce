"""My plan (我的办事安排): what to bring, whether one can file today, by when one has to, and when the answer is due.

The procedure comes as plain data with words in the reader's script; any part may be missing:

    {"name": "工伤认定",
     "situations": {"applicant": {"label": "谁来申请？", "options": {"employer": "单位", "family": "近亲属"}}},
     "materials": [{"id": "form", "name": "申请表", "originals": 4, "copies": null, "when": condition or null}],
     "windows": [{"every": "month", "from": 5, "to": "end", "kind": "open", "label": ""}],
     "time_limits": [{"label": "作出决定", "amount": 60, "unit": "calendar-day", "from": "受理之日", "binds": "office"}]}

A time limit binds the office (办结: it has so long to finish), the applicant (申请: so long to come) or makes one wait
(等候: at least so long). Only the first and the last run from a filing today; when the applicant's began, nobody here knows.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from ..engine.answers import LimitToday, MaterialPlanned, Plan, Totals, WindowToday
from ..engine.calendar import Deadline, UnknownYear, days_after, months_after, working_days_after
from ..engine.conditions import Need, evaluate, in_words, situations
from ..engine.texts import _
from ..engine.units import show_day
from ..engine.windows import Window


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
    windows = [_window(Window.from_data(window), today) for window in procedure.get("windows") or ()]
    limits = [_time_limit(limit, today) for limit in procedure.get("time_limits") or ()]
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
        "notes": _notes(windows, limits),
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


def _window(window: Window, today: date) -> WindowToday:
    inside = window.includes(today)
    ends = window.closes(today) if inside else None
    starts = None if inside else window.next_day(today, inside=True)
    after = window.next_day(today, inside=False) if inside else today
    state: Literal["open", "closed", "avoid"]
    words = {
        "window": window.describe(),
        "ends": ends and show_day(ends),
        "starts": starts and show_day(starts),
        "after": after and show_day(after),
    }
    if window.kind == "avoid":
        state = "avoid" if inside else "open"
        text = _("今天最好不要办：{window}不便办理，{after}起再去") if inside else _("今天可以办；{window}请避开")
    elif inside:
        state = "open"
        text = _("今天可以办：{window}受理，这一次到{ends}为止") if ends else _("今天可以办：{window}受理")
    else:
        state = "closed"
        text = _("今天不能办：{window}受理，下一次从{starts}开始")
    label = f"{window.label}：" if window.label else ""
    return {
        "label": window.label,
        "kind": window.kind,
        "state": state,
        "closes": (ends.isoformat() if ends else None) if window.kind == "open" else None,
        "opens": (
            (starts.isoformat() if starts else None)
            if window.kind == "open"
            else (after.isoformat() if inside and after else None)
        ),
        "text": label + text.format(**words),
    }


def _time_limit(limit: Mapping[str, Any], today: date) -> LimitToday:
    label, unit, amount = str(limit.get("label") or ""), limit["unit"], int(limit.get("amount") or 0)
    binds, start = str(limit.get("binds") or "office"), limit.get("from")
    due: Deadline | None = None
    try:
        match unit:
            case "immediate":
                due = Deadline(today, today)
            case "working-day":
                last = working_days_after(today, amount)
                due = Deadline(last, last)
            case "calendar-day":
                due = days_after(today, amount)
            case "month" | "year":
                due = months_after(today, amount * (12 if unit == "year" else 1))
            case _:
                raise ValueError(f"no such unit: {unit}")
    except UnknownYear as error:
        text = str(error)
    else:
        text = _due_words(binds, unit, amount, due)
    if start and unit != "immediate":
        text += _("（资料写的起算点：{start}；这里假定就是今天）").format(start=start)
    return {
        "label": label,
        "binds": binds,
        "due": due.last.isoformat() if due else None,
        "natural": due.natural.isoformat() if due else None,
        "text": (f"{label}：" if label else "") + text,
    }


def _due_words(binds: str, unit: str, amount: int, due: Deadline) -> str:
    if unit == "immediate":
        return {"office": _("当场办好"), "applicant": _("您要当场办好"), "wait": _("不用等")}[binds]
    length = {
        "working-day": _("{n}个工作日"),
        "calendar-day": _("{n}天"),
        "month": _("{n}个月"),
        "year": _("{n}年"),
    }[unit].format(n=amount)
    words = {
        "office": _("今天受理，办理机构最晚{day}办完，期限是{length}"),
        "applicant": _("您要在{length}内办，今天起算的话，最晚{day}"),
        "wait": _("要等满{length}，今天办的话，{day}起再来"),
    }[binds]
    text = words.format(length=length, day=show_day(due.last))
    if due.moved:
        text += _("（{natural}是休息日，顺延）").format(natural=show_day(due.natural))
    return text


def _notes(windows: list[WindowToday], limits: list[LimitToday]) -> list[str]:
    notes = []
    if windows:
        notes.append(_("受理日期遇到休息日怎么办，资料没有写明的，请先打电话问。"))
    binds = {limit["binds"] for limit in limits}
    if "applicant" in binds:
        notes.append(_("您的期限从哪一天算起，要看资料写的起算点；那一天已经过去的，期限也到得更早。"))
    if binds - {"applicant"}:
        notes.append(_("期限从第二天开始数，是按今天就受理推算的，以经办机构的通知为准。"))
    return notes

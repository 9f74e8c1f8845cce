"""A procedure as plain data for :mod:`calc.show.plan`: questions, materials, windows, time limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from calc.engine import conditions, stored
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.registers import KnownMaterial

BINDS = {"办结": "office", "申请": "applicant", "等候": "wait", "内部": "internal"}
"""Whom a time limit binds: the meanings of :class:`scripts.data.model.TimeLimit` as calc names them."""
ACTS = {
    "申请": "file",
    "领取": "collect",
    "结算": "settle",
    "审核": "review",
    "缴费": "pay",
    "打印": "print",
    "办公": "visit",
}
"""What a window is for, as calc names it."""
REST = {"不办公": "closed", "办公": "open"}
WITHOUT_COUNTER = ("网上办理", "自助终端")
"""Ways to file that have no rest days unless the source says so."""


def plan_data(
    procedure: model.Procedure, known: Mapping[Key, KnownMaterial], status: model.Status | None = None
) -> dict[str, Any]:
    """What the plan in the browser is worked out from; see :mod:`calc.show.plan`.

    :param known: the register of papers that are no longer what they were.
    :param status: how old the source is; nothing is said of the age of what applies now.
    """
    old = status if status and status.kind != "current" else None
    age = old and {"kind": old.kind, "year": old.year, "now": bool(procedure.governed_by)}
    return {
        "name": procedure.name,
        "age": age,
        "situations": questions(procedure),
        "materials": [
            {
                "id": material.id,
                "name": material.name,
                "kind": material.kind,
                "originals": material.originals,
                "copies": material.copies,
                "any_of": material.any_of,
                "get": material.get,
                "note": material.note or "",
                "now": now_data(material, known),
                "when": material.when.condition if material.when else None,
            }
            for material in procedure.materials
        ],
        "windows": [window_data(procedure, window) for window in procedure.windows],
        "hours": hours_data(procedure),
        "time_limits": [limit_data(limit) for limit in procedure.time_limits],
    }


def now_data(material: model.Material, known: Mapping[Key, KnownMaterial]) -> stored.Now | None:
    """What has become of a paper since its list was written, as :mod:`calc.show.materials` takes it; None if nothing has."""
    entry = known.get(material.material) if material.material else None
    if entry is None or entry.status == "current":
        return None
    return {
        "status": entry.status,
        "instead": entry.instead or "",
        "since": entry.since or "",
        "text": entry.now,
    }


def window_data(procedure: model.Procedure, window: model.Window) -> stored.Window:
    """A window as :meth:`calc.engine.timing.Window.from_data` takes it, with the days on which its channel is open."""
    return {
        "id": window.id or "",
        "every": window.every,
        "from": window.from_.as_calc(),
        "to": window.to.as_calc(),
        "kind": window.kind,
        "act": ACTS[window.for_],
        "label": window.label or "",
        "working_days": window.working_days,
        "doubtful": [day.as_calc() for day in window.doubtful],
        "advice": window.advice or "",
        "hours": hours_data(procedure),
        "note": window.note or "",
    }


def limit_data(limit: model.TimeLimit) -> dict[str, Any]:
    """A time limit as :meth:`calc.engine.timing.Limit.from_data` takes it, with how to ask for the day it begins."""
    return {
        "id": limit.id or "",
        "label": limit.label or "",
        "amount": limit.within.amount,
        "unit": limit.within.unit,
        "from": limit.from_ or "",
        "ask": limit.ask or "",
        "binds": BINDS[limit.meaning],
        "note": limit.note or "",
    }


def hours_data(procedure: model.Procedure) -> stored.Hours:
    """On which days its channels are open, as :meth:`calc.engine.timing.Hours.from_data` takes it.

    What one channel's source says of rest days holds for the visit; of a counter that says nothing it is unknown.
    """
    stated = [REST[channel.rest_days] for channel in procedure.channels if channel.rest_days]
    online = bool(procedure.channels) and all(channel.kind.hans in WITHOUT_COUNTER for channel in procedure.channels)
    rest = "closed" if "closed" in stated else "open" if stated or online else "unknown"
    weekdays = any(re.search("周一[至到]周五", channel.hours.hans) for channel in procedure.channels if channel.hours)
    return {"rest": rest, "weekdays": weekdays}


def questions(procedure: model.Procedure) -> dict[str, conditions.Question]:
    """What a procedure asks, in its own words."""
    return {
        str(name): {
            "label": situation.question,
            "options": {str(key): str(option.label) for key, option in situation.options.items()},
            "unsure": [str(key) for key, option in situation.options.items() if option.unsure],
            "stops": {str(key): str(option.stop.text) for key, option in situation.options.items() if option.stop},
        }
        for name, situation in procedure.situations.items()
    }

"""A procedure as plain data for :mod:`calc.show.plan`: questions, materials, windows, time limits."""

from __future__ import annotations

from typing import Any

from calc.engine import conditions
from scripts.data import model

BINDS = {"办结": "office", "申请": "applicant", "等候": "wait"}
"""Whom a time limit binds: the meanings of :class:`scripts.data.model.TimeLimit` as the plan names them."""


def plan_data(procedure: model.Procedure) -> dict[str, Any]:
    """What the plan in the browser is worked out from; see :mod:`calc.show.plan`."""
    return {
        "name": procedure.name,
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
                "when": material.when.condition if material.when else None,
            }
            for material in procedure.materials
        ],
        "windows": [
            {
                "every": window.every,
                "from": window.from_.as_calc(),
                "to": window.to.as_calc(),
                "kind": window.kind,
                "label": window.for_ or "",
            }
            for window in procedure.windows
        ],
        "time_limits": [
            {
                "label": limit.for_ or "",
                "amount": limit.within.amount,
                "unit": limit.within.unit,
                "from": limit.from_ or "",
                "binds": BINDS[limit.meaning],
            }
            for limit in procedure.time_limits
        ],
    }


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

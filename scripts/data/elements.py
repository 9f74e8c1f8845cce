"""The elements 公开要素 that must be public of each procedure, and whether the data answers them."""

from __future__ import annotations

from collections.abc import Callable

from scripts.data import model
from scripts.data.library import Library

# Which fields answer for each of the eleven elements that must be public, and for the flow.
ELEMENTS = {
    "办理材料": ("materials",),
    "办理方式": ("channels",),
    "办理时限": ("time_limits",),
    "办理流程": ("steps",),
    "结果送达": ("results",),
    "收费": ("fees",),
    "办事时间": ("hours",),
    "办理机构及地点": ("authority", "places"),
    "咨询电话": ("consult",),
    "监督投诉渠道": ("complaint", "appeal"),
    "政策依据": ("basis",),
}

DERIVED: dict[str, Callable[[Library, model.Procedure], object]] = {
    "consult": Library.consult_of,
    "complaint": Library.complaint_of,
    "hours": lambda _, procedure: procedure.windows or any(channel.hours for channel in procedure.channels),
    # What holds today stands in laws: they are its basis; and one may appeal wherever a decision is made.
    "basis": lambda _, procedure: procedure.basis or any(citation.law for citation in procedure.sources),
    "appeal": lambda library, procedure: library.facts(procedure, "appeal"),
    "places": lambda _, procedure: any(
        channel.place or channel.address or channel.counter for channel in procedure.channels
    ),
}
"""What answers where it is not a field of the procedure alone."""


def present(library: Library, procedure: model.Procedure, element: str) -> bool:
    """Whether the data answers an element of the public list for a procedure."""
    if any(key in library.common_rules and library.common_rules[key].element == element for key in procedure.common):
        return True
    return any(
        DERIVED[name](library, procedure) if name in DERIVED else getattr(procedure, name) for name in ELEMENTS[element]
    )

"""What a calculator or a roster asks, for the macros that make a form of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from calc.engine.conditions import Need
from scripts.pages.view.decisions import Decision, decision


def groups(declared: Mapping[str, Any]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """What a calculator asks, in its order; neighbours of one group under its heading."""
    return [(group, list(inputs)) for group, inputs in groupby(declared["inputs"], key=itemgetter("group"))]


def asked(question: Mapping[str, Any], calculator: Mapping[str, Any]) -> Decision:
    """Of an input that is asked only after certain choices: for which. Until a choice that comes later it is asked."""
    options = {each["name"]: [option["value"] for option in each["options"]] for each in calculator["inputs"]}
    found = decision(question["ask_when"], options)
    order = list(options)
    if all(order.index(name) > order.index(question["name"]) for name in found["ask"]):
        found["table"][""] = Need.YES.value
    return found

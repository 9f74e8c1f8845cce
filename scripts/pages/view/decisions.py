"""Conditions worked out for every combination of answers, so that the page decides without knowing rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from calc.engine import conditions
from scripts.data.decode import Key
from scripts.data.model import Look


class Decision(TypedDict):
    """What to ask, and the outcome by the answers given."""

    ask: list[str]
    table: dict[str, str]


def decision(condition: conditions.Condition, options: Mapping[str, Sequence[str]]) -> Decision:
    """Work out a condition. The key of a row is its answers joined by ``|``; not answered is empty."""
    ask = conditions.situations(condition)
    rows = conditions.table(condition, options)
    return {
        "ask": ask,
        "table": {"|".join(answers.get(name, "") for name in ask): need.value for answers, need in rows},
    }


def options(screen: Mapping[Key, Look]) -> dict[str, list[str]]:
    """What can stand at each place of a screen."""
    return {str(name): [*map(str, look.options)] for name, look in screen.items()}

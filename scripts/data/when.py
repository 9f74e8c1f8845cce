"""How a condition 情形 is written in YAML; what it means is decided by :mod:`calc.engine.conditions`.

``{applicant: employer}`` holds if the answer to the situation ``applicant`` is ``employer``; a list of options holds for
any of them; several situations in one mapping must all hold. ``all``, ``any`` and ``not`` combine conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from calc.engine import conditions
from scripts.data.decode import Decoder
from scripts.data.yaml_strict import Mapping, Node, Scalar, Sequence

RESERVED = ("all", "any", "not")


@dataclass(frozen=True)
class When:
    """A condition over a procedure's situations."""

    condition: conditions.Condition

    ALLOWED: ClassVar[str] = "“情形: 选项”、“情形: [选项, 选项]”、“all: [条件, …]”、“any: [条件, …]”、“not: 条件”"

    @classmethod
    def decode_node(cls, node: Node, decoder: Decoder) -> When:
        return cls(_condition(node, decoder))

    def as_data(self) -> Any:
        return self.condition

    def choices(self) -> Iterator[tuple[str, str]]:
        """Every (situation, option) pair the condition names."""
        yield from _choices(self.condition)


def _condition(node: Node, decoder: Decoder) -> dict[str, Any]:
    match node:
        case Mapping(entries=entries) if entries:
            parts = [_entry(name, value, decoder) for name, value in entries.items()]
            return parts[0] if len(parts) == 1 else {"all": parts}
    raise decoder.fail(node.place, f"条件写法不对。可以写：{When.ALLOWED}")


def _entry(name: str, value: Node, decoder: Decoder) -> dict[str, Any]:
    match name, value:
        case (("all" | "any"), Sequence(items=items)) if items:
            return {name: [_condition(item, decoder) for item in items]}
        case "not", Mapping():
            return {name: _condition(value, decoder)}
        case _, Scalar(text=option) if name not in RESERVED and option:
            return {"situation": name, "is": [option]}
        case _, Sequence(items=items) if name not in RESERVED and items:
            if all(isinstance(item, Scalar) for item in items):
                return {"situation": name, "is": [item.text for item in items if isinstance(item, Scalar)]}
    raise decoder.fail(value.place, f"条件“{name}”写法不对。可以写：{When.ALLOWED}")


def _choices(condition: conditions.Condition) -> Iterator[tuple[str, str]]:
    if condition is None:
        return
    for part in [*condition.get("all", ()), *condition.get("any", ()), *filter(None, [condition.get("not")])]:
        yield from _choices(part)
    for option in condition.get("is", ()):
        yield condition["situation"], option

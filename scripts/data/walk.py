"""What is inside a value of the model: for all that looks through everything which a procedure says."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable
from functools import cache
from typing import Any


@cache
def names(kind: Hashable) -> tuple[str, ...]:
    """The fields of a class of the model; none of another class."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def inside(value: Any) -> Iterable[Any]:
    """The values that a value of the model is made of, in their order, without words and without what is empty."""
    if own := names(value.__class__):
        parts: Iterable[Any] = (getattr(value, name) for name in own)
    elif isinstance(value, dict):
        parts = value.values()
    elif isinstance(value, tuple | list):
        parts = value
    else:
        return ()
    return (part for part in parts if part and not isinstance(part, str))

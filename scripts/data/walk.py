"""What is inside a value of the model: for all that looks through everything which a procedure says."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any


@cache
def names(kind: Hashable) -> tuple[str, ...]:
    """The fields of a class of the model; none of another class."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


def everything(value: Any, without: type | tuple[type, ...] = ()) -> Iterator[Any]:
    """A value of the model, if it is one, and all those inside it, in their order.

    :param without: classes whose values are left out, with what is inside them.
    """
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if own := names(value.__class__):
            if isinstance(value, without):
                continue
            yield value
            parts = [part for name in own if (part := getattr(value, name))]
        elif isinstance(value, dict):
            parts = [*value.values()]
        elif isinstance(value, tuple | list):
            parts = [*value]
        else:
            continue
        waiting += (part for part in reversed(parts) if not isinstance(part, str))

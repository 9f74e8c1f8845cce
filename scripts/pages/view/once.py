"""What is asked several times of a procedure while its page is made is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from scripts.data import model

T = TypeVar("T")


def once_each(ask: Callable[[Any, model.Procedure], T]) -> Callable[[Any, model.Procedure], T]:
    """A method of a part of the view that remembers what it gave for each procedure: nobody may change that."""
    name = f"_{ask.__name__}"

    @wraps(ask)
    def asked(self: Any, procedure: model.Procedure) -> T:
        known: dict[int, tuple[model.Procedure, T]] = self.__dict__.setdefault(name, {})
        if id(procedure) not in known:
            known[id(procedure)] = procedure, ask(self, procedure)  # kept: its id stays its own
        return known[id(procedure)][1]

    return asked

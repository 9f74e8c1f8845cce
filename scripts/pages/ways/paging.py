"""Lists that are too long for one page: they are cut, and each page leads to its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """One of the pages of a list: its address, its part of the list, its number from 1, and how many there are."""

    path: str
    members: Sequence[T]
    number: int
    count: int

    def to(self, number: int) -> str:
        """The way from this page to another of the same list."""
        back = "../" if self.number > 1 else ""
        return f"{back}{number}/" if number > 1 else back or "./"


def sheets(path: str, members: Sequence[T], size: int) -> Iterator[Sheet[T]]:
    """The pages of a list: the first stands at its address, the others below it under their numbers.

    :param path: ends in a slash. ``size``: how many members a page has at most.
    """
    starts = range(0, len(members), size) or (0,)
    for number, start in enumerate(starts, 1):
        address = f"{path}{number}/" if number > 1 else path
        yield Sheet(address, members[start : start + size], number, len(starts))

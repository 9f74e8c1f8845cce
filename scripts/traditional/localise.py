"""The same content in either script: converts words, never ids, addresses, numbers or mark-up."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Self, TypeVar

from scripts.data.decode import Text

Convert = Callable[[str], str]
T = TypeVar("T")


class Shown(Text):
    """Words in the reader's script that remember the Simplified ones they come from."""

    __slots__ = ("_aligned", "_hans")
    _aligned: bool
    _hans: str

    def __new__(cls, source: Text, convert: Convert) -> Self:
        own = source.hant if convert is not str else None  # str changes nothing: Simplified
        text = super().__new__(cls, convert(source) if own is None else own)
        text._hans, text._aligned = source.hans, source.aligned
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (str(self), self.hant, self._hans, self._aligned)

    @property
    def hans(self) -> str:
        return self._hans

    @property
    def aligned(self) -> bool:
        return self._aligned


def _again(words: str, hant: str | None, hans: str, aligned: bool) -> Shown:
    """The same words in another process."""
    text = Text.__new__(Shown, words, hant)
    text._hans, text._aligned = hans, aligned
    return text


def localise(value: T, convert: Convert) -> T:
    """A copy of a model value with its words converted (``str``: as they are); words that carry their own Traditional form keep it."""
    return value if convert is str else _localise(value, convert)


def _localise(value: Any, convert: Convert) -> Any:
    if isinstance(value, Text):
        return Shown(value, convert)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: new
            for field in dataclasses.fields(value)
            if (new := _localise(old := getattr(value, field.name), convert)) is not old
        }
        return dataclasses.replace(value, **changes) if changes else value
    if isinstance(value, dict):
        return {key: _localise(item, convert) for key, item in value.items()} if value else value
    if isinstance(value, tuple):
        return tuple(_localise(item, convert) for item in value) if value else value
    return value

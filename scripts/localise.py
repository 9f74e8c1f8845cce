"""The same content in either script: converts words, never ids, addresses, numbers or mark-up."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Literal, TypeVar

from scripts.decode import Text

Script = Literal["zh-Hans", "zh-Hant"]
SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant")
Convert = Callable[[str], str]
T = TypeVar("T")


def localise(value: T, convert: Convert) -> T:
    """A copy of a model value with its words converted (``str``: as they are); words that carry their own Traditional form keep it."""
    return value if convert is str else _localise(value, convert)  # type: ignore[no-any-return]


def _localise(value: Any, convert: Convert) -> Any:
    if isinstance(value, Text):
        return Text(value.hant if value.hant is not None else convert(value))
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

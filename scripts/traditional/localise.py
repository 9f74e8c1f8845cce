"""The same content with other words: never other ids, addresses, numbers or mark-up."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, Self, TypeVar

from scripts.data.decode import Text
from scripts.data.walk import names
from scripts.paths import Script
from scripts.traditional.both import Convert, both

Show = Callable[[Text], Text]
T = TypeVar("T")


class Shown(Text):
    """Words as they are shown, which remember those in the data."""

    __slots__ = ("_hans",)
    _hans: str

    def __new__(cls, source: Text, words: str) -> Self:
        text = super().__new__(cls, words, source.hant)
        text._hans = source.hans
        return text

    @property
    def hans(self) -> str:
        return self._hans


def own_forms(text: Text) -> Text:
    """Words that carry their own Traditional form, with both; others as they are."""
    return text if text.hant is None else Shown(text, both(text.hans, text.hant))


def words_in(script: Script, convert: Convert) -> Callable[[Text], str]:
    """What gives words in one script: in Traditional their own form, where they carry one."""
    return (lambda text: convert(text) if text.hant is None else text.hant) if script == "zh-Hant" else str


def localise(value: T, show: Show) -> T:
    """A model value with its words as they are shown; the value itself where no word is another."""
    return _localise(value, show)  # type: ignore[no-any-return]


def _localise(value: Any, show: Show) -> Any:
    if isinstance(value, Text):
        return show(value)
    if own := names(value.__class__):
        changes = {
            name: new for name in own if (old := getattr(value, name)) and (new := _localise(old, show)) is not old
        }
        return dataclasses.replace(value, **changes) if changes else value
    if isinstance(value, dict):
        shown = {key: _localise(item, show) for key, item in value.items()}
        return shown if any(shown[key] is not item for key, item in value.items()) else value
    if isinstance(value, tuple):
        items = tuple(_localise(item, show) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    return value

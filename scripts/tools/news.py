"""Writes what readers have to know of a change into guides/shared/changes.yml: the page 更新情况 and the feed show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from scripts.data.rewrite import plain, rewrite

CHANGES = "guides/shared/changes.yml"
STATE = "中华人民共和国"  # may be left out of a law's title


def told(text: str, key: str, on: dt.date, words: str, procedures: Iterable[str] = ()) -> str:
    """The register with one change more, before the others. Raises ValueError if it has this key."""
    old = plain(text) or {}
    if key in old:
        raise ValueError(key)
    entry = {"day": on.isoformat(), "text": words} | ({"procedures": [*procedures]} if procedures else {})
    return rewrite(text, {key: entry, **old})


def day(on: dt.date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"

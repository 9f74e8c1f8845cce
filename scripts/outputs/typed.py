"""Which Simplified character each Traditional one stands for that is typed for the words of a site, gathered part by part.

What a part of the words gives is kept: of a country, one region's words are read again after a change, not all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from scripts.kept import CACHE, hash_of, put_json
from scripts.traditional.compare import readings, simplified_map
from scripts.traditional.terms import TERMS


def typed(parts: Iterable[str], convert: Callable[[str], str], cache: Path = CACHE) -> dict[str, str]:
    """Traditional character → Simplified.

    :param parts: the words in Simplified, in their order. ``convert``: turns them into Traditional.
    """
    reader = hash_of([TERMS.read_bytes(), version("opencc").encode()])
    file = cache / "search-fold" / f"{reader}.json"
    try:
        before: dict[str, dict[str, int]] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}  # never kept, or half written
    now: dict[str, dict[str, int]] = {}
    every: Counter[str] = Counter()
    for text in parts:
        key = hash_of([text.encode()])
        now[key] = before.get(key) or readings(convert(text))
        every.update(now[key])
    if now.keys() != before.keys():
        put_json(file, now)
    return simplified_map(every)

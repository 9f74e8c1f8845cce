"""Pinyin of titles, for lists and searches. Works on Simplified text, so that both scripts have the same order."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scripts.kept import CACHE, hash_of, put_json

DIGITS = "0–9"

# The 3,755 characters of everyday writing: the first level of GB 2312.
COMMON = "".join(
    bytes((row, cell)).decode("gb2312")
    for row in range(0xB0, 0xD8)
    for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF)
)

PHRASES = {  # words of our field that the library's dictionary of phrases reads wrongly
    "调基数": [["tiáo"], ["jī"], ["shù"]],
    "调档": [["diào"], ["dàng"]],
    "多长": [["duō"], ["cháng"]],
    "还款": [["huán"], ["kuǎn"]],
    "重办": [["chóng"], ["bàn"]],
}


@cache
def _reader() -> Callable[..., list[str]]:
    """What reads characters. Its dictionaries take long to load: only where something is read that was not before."""
    from pypinyin import lazy_pinyin, load_phrases_dict

    load_phrases_dict(PHRASES)
    return lazy_pinyin


class Syllables:
    """What texts are read as: each is read once, and kept for the next build as long as the same reader would read it."""

    def __init__(self, cache: Path = CACHE) -> None:
        reader = (version("pypinyin"), json.dumps(PHRASES, ensure_ascii=False))
        self.file = cache / "syllables" / f"{hash_of(map(str.encode, reader))}.json"
        self.said: dict[str, tuple[str, ...]] = {}
        try:
            self.before: dict[str, list[str]] = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.before = {}  # never kept, or half written

    def of(self, text: str) -> tuple[str, ...]:
        if text not in self.said:
            before = self.before.get(text)
            read = _reader()(re.sub(r"[^\w]+", "", text)) if before is None else before
            self.said[text] = tuple(part.casefold() for part in read)
        return self.said[text]

    def keep(self) -> None:
        """Keep what was asked for, and nothing else."""
        if self.said.keys() != self.before.keys():
            put_json(self.file, self.said)


@cache
def _known() -> Syllables:
    return Syllables()


def syllables(text: str) -> tuple[str, ...]:
    """「重庆」 → ("chong", "qing"): what titles are sorted by. Punctuation does not count."""
    return _known().of(text)


def keep() -> None:
    """Keep for the next build what this process has read."""
    _known().keep()


def sounds(texts: Iterable[str]) -> dict[str, str]:
    """Syllable → the characters that are read so in these texts, and the common ones that are read so alone: 「xing」 → 「兴刑型行…」."""
    read: dict[str, set[str]] = defaultdict(set)
    for text in (*texts, *COMMON):
        read_so = _reader()(text, errors=_each)
        for character, syllable in zip(text, read_so, strict=True):
            if character != syllable:
                read[syllable].add(character)
    return {syllable: "".join(sorted(read[syllable])) for syllable in sorted(read)}


def _each(other: str) -> Any:
    """What is no Chinese stays, character by character."""
    return [*other]


def letter(text: str) -> str:
    """The letter a title stands under, A–Z, or ``0–9`` for a title that begins with a number."""
    first = "".join(syllables(text))[:1].upper()
    return first if "A" <= first <= "Z" else DIGITS


def slug(text: str) -> str:
    """An id for an anchor: 「参保凭证」 → ``can-bao-ping-zheng``."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(syllables(text))))

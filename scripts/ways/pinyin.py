"""Pinyin of titles, for the A–Z list. Works on Simplified text, so that both scripts have the same order."""

from __future__ import annotations

import re

from pypinyin import lazy_pinyin, load_phrases_dict

DIGITS = "0–9"

# Words whose reading the library's dictionary does not know or gets wrong in our titles.
load_phrases_dict(
    {
        "银行卡": [["yín"], ["háng"], ["kǎ"]],
        "银行存折": [["yín"], ["háng"], ["cún"], ["zhé"]],
    }
)


def syllables(text: str) -> tuple[str, ...]:
    """「重庆」 → ("chong", "qing"): what titles are sorted by. Punctuation does not count."""
    return tuple(part.casefold() for part in lazy_pinyin(re.sub(r"[^\w]+", "", text)))


def letter(text: str) -> str:
    """The letter a title stands under, A–Z, or ``0–9`` for a title that begins with a number."""
    first = syllables(text)[0][0].upper()
    return first if "A" <= first <= "Z" else DIGITS


def slug(text: str) -> str:
    """An id for an anchor: 「参保凭证」 → ``can-bao-ping-zheng``."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(syllables(text))))

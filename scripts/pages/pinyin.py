"""Pinyin of titles, for lists and searches. Works on Simplified text, so that both scripts have the same order."""

from __future__ import annotations

import re
from functools import cache

from pypinyin import lazy_pinyin, load_phrases_dict

DIGITS = "0–9"

# Words of our field that the library's dictionary of phrases reads wrongly.
load_phrases_dict(
    {
        "调基数": [["tiáo"], ["jī"], ["shù"]],
        "调档": [["diào"], ["dàng"]],
        "多长": [["duō"], ["cháng"]],
        "还款": [["huán"], ["kuǎn"]],
        "重办": [["chóng"], ["bàn"]],
    }
)


@cache
def syllables(text: str) -> tuple[str, ...]:
    """「重庆」 → ("chong", "qing"): what titles are sorted by. Punctuation does not count."""
    return tuple(part.casefold() for part in lazy_pinyin(re.sub(r"[^\w]+", "", text)))


def letter(text: str) -> str:
    """The letter a title stands under, A–Z, or ``0–9`` for a title that begins with a number."""
    first = "".join(syllables(text))[:1].upper()
    return first if "A" <= first <= "Z" else DIGITS


def slug(text: str) -> str:
    """An id for an anchor: 「参保凭证」 → ``can-bao-ping-zheng``."""
    return "-".join(re.findall(r"[a-z0-9]+", " ".join(syllables(text))))

"""Comparing texts across scripts: folding of equal glyphs (折叠) and the character map of the search box."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache

from scripts.traditional.convert import to_simplified
from scripts.traditional.terms import default_terms


@cache
def _folding() -> Callable[[str], str]:
    first = {str(other): str(group[0]) for group in default_terms().equivalents for other in group}
    pattern = re.compile("|".join(sorted(map(re.escape, first), key=len, reverse=True)))
    return lambda text: pattern.sub(lambda found: first[found[0]], text)


def fold(text: str) -> str:
    """The text with equally good glyphs made one (臺＝台, 賬＝帳), for comparing Traditional texts. Not for pages."""
    return _folding()(text)


@cache
def _variants() -> dict[str, tuple[str, ...]]:
    """Simplified character → every other character that stands for it (台 → 臺, 檯, 颱)."""
    characters = [chr(point) for point in range(0x3400, 0xA000)]
    variants: dict[str, list[str]] = defaultdict(list)
    apart = to_simplified("\n".join(characters)).split("\n")  # so that no two make a word
    for character, simplified in zip(characters, apart, strict=True):
        if character != simplified:
            variants[simplified].append(character)
    return {simplified: tuple(others) for simplified, others in variants.items()}


def readings(text: str) -> Counter[str]:
    """The characters of a Traditional text, each with the Simplified one that it is read as behind it, and how often that is so."""
    return Counter(map("".join, zip(text, to_simplified(text), strict=True)))


def simplified_map(every: Mapping[str, int]) -> dict[str, str]:
    """Traditional character → Simplified, for what can be meant by a query on Traditional texts, given by their :func:`readings`.

    Holds the characters of the texts and every other form of the same Simplified characters (裏 beside 裡, 説 beside
    說), so that a query folded by this map finds the Simplified words. Where a character stands for two, the more
    frequent in the texts wins.
    """
    seen = [(pair[0], pair[1]) for pair, _count in Counter(every).most_common()]
    direct = dict(reversed(seen))  # the most frequent is said last
    plain = set(direct.values())
    mapping = {other: simplified for simplified in plain for other in _variants().get(simplified, ())}
    mapping |= direct
    for group in default_terms().equivalents:  # 帳 is 帐 to the dictionary; this site writes 账
        if all(len(form) == 1 for form in group) and group[0] in direct:
            mapping |= dict.fromkeys((*group, *map(to_simplified, group)), direct[group[0]])
    return {key: mapping[key] for key in sorted(mapping) if mapping[key] != key}

"""Words that a page must not show (禁用词) and characters of the other script left in it."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import which

import opencc

from scripts.traditional.convert import DICTIONARIES, MARKS, RADICALS, to_simplified
from scripts.traditional.terms import Banned, Rules, default_terms

_QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』|“[^“”]*”")


@dataclass(frozen=True)
class Finding:
    """Something for a human to mend or decide."""

    place: str  # file:line:column, a page's address, or empty
    offset: int  # in the text that was checked
    found: str
    context: str
    message: str  # Chinese: what is wrong and how to mend it

    def __str__(self) -> str:
        return f"{self.place or self.offset}：“{self.context}”{self.message}"


def finding(place: str, text: str, offset: int, found: str, message: str) -> Finding:
    context = text[max(0, offset - 6) : offset + len(found) + 6]
    return Finding(place, offset, found, " ".join(context.split()), message)


@cache
def candidates() -> dict[str, tuple[str, ...]]:
    """OpenCC's STCharacters: simplified character → the traditional ones it can be, in the glyphs of this site."""
    return {key: tuple(dict.fromkeys(forms.split(" "))) for key, forms in _dictionary("STCharacters")}


@cache
def phrases() -> dict[str, str]:
    """OpenCC's STPhrases: simplified word → its traditional form, in the glyphs of this site. The term base has no say in it."""
    return {key: forms.split(" ")[0] for key, forms in _dictionary("STPhrases")}


def _dictionary(name: str) -> list[tuple[str, str]]:
    """What a dictionary of OpenCC lists: simplified, and the traditional forms with blanks between them."""
    tool = which("opencc_dict", path=str(DICTIONARIES.parents[1] / "bin"))
    if tool is None:
        raise FileNotFoundError(
            "opencc_dict is missing from the opencc wheel; install opencc from a wheel, not from source"
        )
    with tempfile.TemporaryDirectory(prefix="opencc-") as folder:
        listed = Path(folder, "listed.txt")
        command = [tool, "-i", str(DICTIONARIES / f"{name}.ocd2"), "-o", str(listed), "-f", "ocd2", "-t", "text"]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 fixed arguments
        pairs = [line.split("\t") for line in listed.read_text(encoding="utf-8").splitlines() if "\t" in line]
    glyphs = opencc.OpenCC("t2tw").convert("\n".join(forms for _, forms in pairs))  # 裏 is 裡 here
    return list(zip((key for key, _ in pairs), glyphs.split("\n"), strict=True))


def check_simplified(text: str, place: str = "") -> list[Finding]:
    """Banned words, Traditional-only characters and marks, and radicals in the text of a Simplified page."""
    foreign = [offset for offset, (a, b) in enumerate(zip(text, to_simplified(text), strict=True)) if a != b]
    return _check(text, place, default_terms().banned.simplified, foreign, "是繁体的字或引号，简体页面不用")


def check_traditional(text: str, place: str = "") -> list[Finding]:
    """Banned words, Simplified-only characters and marks, and radicals in the text of a Traditional page."""
    known = candidates()
    foreign = [
        offset
        for offset, character in enumerate(text)
        if character not in known.get(character, character) or ord(character) in MARKS
    ]
    return _check(text, place, default_terms().banned.traditional, foreign, "是简体的字或引号，没有转换")


def _check(text: str, place: str, rules: Rules, foreign: list[int], message: str) -> list[Finding]:
    found = {match.start(): (match[0], "是部首字符，应换成普通汉字") for match in RADICALS.finditer(text)}
    allowed = _covered(text, rules.other_script)
    found |= {offset: (text[offset], message) for offset in foreign if offset not in allowed and offset not in found}
    quotations = {offset for match in _QUOTED.finditer(text) for offset in range(*match.span())}
    for banned in rules.words:
        allowed = _covered(text, banned.except_) | (quotations if banned.quoted else set())
        for offset in _occurrences(text, banned):
            if offset not in allowed:
                found[offset] = (banned.word, f"不能用“{banned.word}”，应作“{banned.instead}”：{banned.why}")
    return [finding(place, text, offset, *found[offset]) for offset in sorted(found)]


def _occurrences(text: str, banned: Banned) -> Iterator[int]:
    number = r"(?<![\d.．])" if banned.word[0].isdecimal() else ""  # 0.05% and 105% are numbers of their own
    return (match.start() for match in re.finditer(number + re.escape(banned.word), text))


def _covered(text: str, words: Iterable[str]) -> set[int]:
    return {offset for word in words for match in re.finditer(re.escape(word), text) for offset in range(*match.span())}

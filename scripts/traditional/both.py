"""One text for both scripts 一次写两种字形: a page is rendered once, in Simplified, and its Traditional is converted from that.

Marks stand where conversion has to know more: around what has two forms of its own (an address, words with their own
Traditional), and between values that stand side by side, lest the end of one and the beginning of the next be read as a word.
The marks are private-use characters, which the data cannot have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from scripts.paths import SCRIPTS, Script

Convert = Callable[[str], str]
HANS, HANT, END, JOINT = "\ue000\ue001\ue002\ue003"
TWO_FORMS = re.compile(f"{HANS}([^{HANT}]*){HANT}([^{END}]*){END}")
CONVERTED = re.compile(f"{TWO_FORMS.pattern}|[^\\x00-\\x7f{HANS}-{JOINT}]+")
"""What has two forms, or characters in a row that are converted: never ASCII, which is addresses, numbers and mark-up."""


def both(hans: str, hant: str) -> str:
    """What is not converted: it has two forms of its own, without marks in them."""
    return f"{HANS}{hans}{HANT}{hant}{END}"


def in_both(form: Callable[[Script], str]) -> str:
    """The same of what a script decides."""
    return both(*map(form, SCRIPTS))


def simplified(text: str) -> str:
    """A text without its marks."""
    if HANS not in text and JOINT not in text:
        return text
    return TWO_FORMS.sub(
        r"\1", str(text).replace(JOINT, "")
    )  # str: what is mark-up would escape what it is put together from


def traditional(text: str, convert: Convert) -> str:
    """A text in Traditional, without marks.

    :param convert: turns words into Traditional.
    """

    def form(found: re.Match[str]) -> str:
        return convert(found[0]) if (own := found[2]) is None else own

    return CONVERTED.sub(form, str(text)).replace(JOINT, "")


def reader(script: Script, convert: Convert) -> Callable[[str], str]:
    """What gives a text that was made for both scripts in one of them."""
    return partial(traditional, convert=convert) if script == "zh-Hant" else simplified


def parts(text: str, ends: Iterable[int], convert: Convert) -> Iterator[str]:
    """A text cut at these places and at its end, in both scripts: what stands on both sides of a cut is converted as it was
    before, when it may have been one word.

    :param text: without marks.
    """
    hant, start = convert(text), 0
    for end in (*ends, len(text)):
        yield both(text[start:end], hant[start:end])
        start = end


def kept(data: Any, *names: str) -> Any:
    """Plain data for programs, with marks around the words under these names, which programs compare: they are not converted."""
    if isinstance(data, Mapping):
        return {
            name: both(value, value) if name in names and isinstance(value, str) else kept(value, *names)
            for name, value in data.items()
        }
    if isinstance(data, Sequence) and not isinstance(data, str):
        return [kept(value, *names) for value in data]
    return data

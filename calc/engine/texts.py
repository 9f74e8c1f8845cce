"""Words a reader sees (文字): Simplified Chinese in the source, Traditional from a gettext catalogue.

Code marks a message with `_()` where it is shown, or with `N_()` where it is only written down (in a declaration).
Numbers are put in after translation: `_("共{n}份").format(n=3)`. `scripts/catalogue.py` collects the messages.
"""

import gettext
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from .data import resource

SCRIPTS = ("zh-Hans", "zh-Hant")
WORDLESS = ""
STAND_IN = "…"  # not empty, so that "is there anything to say?" has the same answer with and without words
CATALOGUE = "locales/{script}/LC_MESSAGES/calc.mo"

NESTED = re.compile("[“「][^”」]*[“「]")

_script: ContextVar[str] = ContextVar("script", default="zh-Hans")


@cache
def _catalogue(script: str) -> gettext.NullTranslations:
    if script == "zh-Hans":
        return gettext.NullTranslations()
    return gettext.GNUTranslations(io.BytesIO(resource(CATALOGUE.format(script=script))))


class Fillable(str):
    """A text with places for values: a value that has quotation marks may stand in quotation marks."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        return nested(super().format(*args, **values))


def nested(text: str) -> str:
    """The text with inner quotation marks inside outer ones: 选“点‘生成’”, and in Traditional 選「點『生成』」.

    Where a mark has no partner, as in what somebody typed, all stay as they are.
    """
    found = NESTED.search(text)
    if not found:
        return text
    pairs = ("“”", "‘’") if found[0][0] == "“" else ("「」", "『』")
    depth, marked = 0, []
    for character in text:
        if character in "“‘「『":
            character = pairs[depth % 2][0]
            depth += 1
        elif character in "”’」』":
            depth -= 1
            character = pairs[depth % 2][1]
        if depth < 0:
            return text
        marked.append(character)
    return text if depth else "".join(marked)


def _(message: str) -> str:
    """The message in the reader's script. The empty string stays empty (gettext answers it with the header)."""
    if not message:
        return ""
    script = _script.get()
    if not script:
        return STAND_IN
    text = _catalogue(script).gettext(message)
    return Fillable(text) if "{" in text else text


def quoted(text: str) -> str:
    """The text in the quotation marks of the reader's script."""
    return _("“{text}”").format(text=text)


def N_(message: str) -> str:  # the name gettext's tools know
    """Mark a message for the catalogue; it is translated later, where it is shown."""
    return message


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence without its full stop, as a headline has it, and what follows."""
    first, _stop, rest = text.partition("。")
    return first, rest


def current_script() -> str:
    """The script in use: zh-Hans or zh-Hant."""
    return _script.get()


@contextmanager
def reading(script: str) -> Iterator[None]:
    """Use a script inside the block: `with reading("zh-Hant"): …`. Raises ValueError for an unknown one."""
    if script not in SCRIPTS:
        raise ValueError(f"script must be one of {SCRIPTS}, not {script!r}")
    token = _script.set(script)
    try:
        yield
    finally:
        _script.reset(token)


@contextmanager
def wordless() -> Iterator[None]:
    """Put nothing into words inside the block, where only numbers are wanted: every message is the same stand-in."""
    token = _script.set(WORDLESS)
    try:
        yield
    finally:
        _script.reset(token)


def speechless() -> bool:
    """Whether nothing is being put into words."""
    return not _script.get()

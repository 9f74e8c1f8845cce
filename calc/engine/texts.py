"""Words a reader sees (文字): Simplified Chinese in the source, Traditional from a gettext catalogue.

Code marks a message with `_()` where it is shown, or with `N_()` where it is only written down (in a declaration).
Numbers are put in after translation: `_("共{n}份").format(n=3)`. `scripts/catalogue.py` collects the messages.
"""

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from .data import resource

SCRIPTS = ("zh-Hans", "zh-Hant")
WORDLESS = ""
STAND_IN = "…"  # not empty, so that "is there anything to say?" has the same answer with and without words
CATALOGUE = "locales/{script}/LC_MESSAGES/calc.mo"

_script: ContextVar[str] = ContextVar("script", default="zh-Hans")


@cache
def _catalogue(script: str) -> gettext.NullTranslations:
    if script == "zh-Hans":
        return gettext.NullTranslations()
    return gettext.GNUTranslations(io.BytesIO(resource(CATALOGUE.format(script=script))))


def _(message: str) -> str:
    """The message in the reader's script. The empty string stays empty (gettext answers it with the header)."""
    if not message:
        return ""
    script = _script.get()
    return _catalogue(script).gettext(message) if script else STAND_IN


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

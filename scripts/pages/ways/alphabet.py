"""The A–Z list: every procedure under its name and under each of the names people call it by."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.data.library import Library
from scripts.pages.pinyin import letter, syllables


@dataclass(frozen=True)
class Entry:
    """One line of the list. ``words`` is Simplified; ``formal`` says whether it is the procedure's own name, ``current``
    whether it applies now."""

    words: str
    procedure: str
    formal: bool
    current: bool


def _order(entry: Entry) -> tuple[bool, tuple[str, ...], str, str]:
    return not entry.current, syllables(entry.words), entry.words, entry.procedure


def alphabet(library: Library) -> dict[str, list[Entry]]:
    """The lines under their letters, both in order; numbers come last. Under a letter what applies now stands first."""
    entries = {
        Entry(str(words), procedure.id, words is procedure.name, library.status_of(procedure).kind == "current")
        for procedure in library.procedures
        for words in (procedure.name, *(alias for alias in procedure.aliases if alias != procedure.name))
    }
    letters: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=_order):
        letters.setdefault(letter(entry.words), []).append(entry)
    return dict(sorted(letters.items(), key=lambda pair: (not pair[0].isascii(), pair[0])))


def address_of(letter: str) -> str:
    """The name of a letter's own page: ``a``, and ``0-9`` for numbers."""
    return letter.lower() if letter.isascii() else "0-9"

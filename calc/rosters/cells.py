"""Sheets of cells 单元格, as files and pages give them: text, row by row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..engine.inputs import NARROW

UNCOMPUTED = "=?"  # a formula whose result is not in the file
APOSTROPHES = "'’‘＇"
_TEXT_FORMULA = re.compile(r'^="(.*)"$', re.DOTALL)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells as text, row by row.

    `hidden`: numbers of the rows that its owner has hidden, from 1; `hidden_columns`: places of columns, from 0.
    """

    rows: Sequence[Sequence[str]]
    name: str = ""
    hidden: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()


def clean(cell: str) -> str:
    """A cell without the spaces around it and the signs that only tell Excel to keep text as it is."""
    if cell.isalnum():
        return cell  # most are, and have nothing around them
    text = cell.strip().strip(
        "\ufeff\u200b\u200e\u202c\u202d"
    )  # invisible ones come with what is copied from web pages
    if text.startswith("=") and (match := _TEXT_FORMULA.match(text)):
        text = match[1]
    return text[1:].strip() if text[:1] and text[0] in APOSTROPHES else text


def plain_signs(text: str) -> str:
    """A text in half-width signs and without spaces, for comparing."""
    return "".join((text if text.isascii() else text.translate(NARROW)).split())

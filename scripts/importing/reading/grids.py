"""Tables that were set with blanks only: a line of headings, and below it lines with as many words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.importing.labels import column
from scripts.importing.outline import Block, Cell, Line, Table

LEAST_COLUMNS = 3


def gridded(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a table for each run of lines that is one."""
    return [*_gridded(blocks)]


def _gridded(blocks: Sequence[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        rows = _rows(blocks[at:])
        if len(rows) > 1:
            yield Table(tuple(rows))
        else:
            yield blocks[at]
        at += max(len(rows), 1)


def _rows(blocks: Sequence[Block]) -> list[tuple[Cell, ...]]:
    """The rows of the table that begins here; empty if none does."""
    words = blocks[0].span.text.split() if isinstance(blocks[0], Line) else []
    if len(words) < LEAST_COLUMNS or not all(map(column, words)) or "name" not in map(column, words):
        return []
    rows = []
    for block in blocks:
        cells = block.span.text.split() if isinstance(block, Line) else []
        if not isinstance(block, Line) or len(cells) != len(words):
            break
        rows.append(tuple(Cell((block.span.piece(word),)) for word in cells))
    return rows

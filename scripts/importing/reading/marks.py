"""Punctuation marks as Chinese has them, where a document was typed with those of English: 「资料:身份证,户口簿」.

One for one, so that the words of the draft can be told as the document prints them.
"""

from __future__ import annotations

import re

from scripts.importing.outline import WIDE, Block, Cell, Converted, Heading, Line, Span, Table

HAN = r"[一-鿿《》“”（）]"
NARROW = re.compile(rf"(?<={HAN})[,;:?!]|[,;?!](?={HAN})")
BRACKETS = re.compile(r"\((?P<inside>[^()]*)\)")


def widened(block: Block) -> Block:
    """The block with Chinese marks; the same block if it has them already."""
    if isinstance(block, Table):
        cells = {cell: _cell(cell) for cell in block.cells()}
        return Table(tuple(tuple(cells[cell] for cell in row) for row in block.rows))
    span = _span(block.span)
    if span is block.span:
        return block
    return Heading(block.level, span) if isinstance(block, Heading) else Line(span)


def _cell(cell: Cell) -> Cell:
    lines = tuple(map(_span, cell.lines))
    return cell if all(one is two for one, two in zip(lines, cell.lines, strict=True)) else Cell(lines)


def _span(span: Span) -> Span:
    text = BRACKETS.sub(lambda found: found[0].translate(WIDE) if re.search(HAN, found[0]) else found[0], span.text)
    text = NARROW.sub(lambda found: found[0].translate(WIDE), text)
    return span if text == span.text else Converted(text, span.place, span.as_printed(span.text))

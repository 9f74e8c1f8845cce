"""PDF files with text in them, by pdfplumber. A scanned page has none and is said to have none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from scripts.importing.labels import boilerplate, label
from scripts.importing.outline import EMPTY, Block, Cell, Line, Outline, Span, Table, numbered
from scripts.importing.reading import Unreadable

ENDS = tuple("。；;：:！？!?")


def read(path: Path) -> Outline:
    found = Outline()
    try:
        with pdfplumber.open(path) as document:
            pages = [_page(page, number, found) for number, page in enumerate(document.pages, 1)]
    except (PdfminerException, PDFSyntaxError, ValueError) as error:
        raise Unreadable(f"「{path.name}」打不开，可能损坏了或者加了密码。请另存一份再试") from error
    running = _running(pages)
    for blocks in pages:
        for block in blocks:
            if isinstance(block, Line) and _without_digits(block.span.text) in running:
                found.left_out.append((block.span, "页眉、页脚、页码"))
            elif isinstance(block, Line) and boilerplate(block.span.text):
                found.left_out.append((block.span, "网站的话，不是内容"))
            else:
                found.blocks.append(block)
    found.blocks = _joined(found.blocks)
    return found


def _page(page: Any, number: int, found: Outline) -> list[Block]:
    """The tables of a page, and the lines outside them, from top to bottom."""
    tables = page.find_tables()
    rest = page
    for table in tables:
        rest = rest.outside_bbox(table.bbox)
    parts: list[tuple[float, Block]] = []
    for each, table in enumerate(tables, 1):
        rows = tuple(
            tuple(_cell(text, f"第{number}页表格{each}第{at}行") for text in row)
            for at, row in enumerate(table.extract(), 1)
        )
        parts.append((table.bbox[1], Table(_spread(rows))))
    lines = rest.extract_text_lines()
    widest = max((line["x1"] for line in lines), default=0)
    for text, top in _paragraphs(lines, widest):
        parts.append((top, Line(Span(text, f"第{number}页"))))
    if page.images and not lines and not tables:
        found.warnings.append(f"第{number}页只有图，没有文字，没有读")
    return [block for _top, block in sorted(parts, key=lambda part: part[0])]


def _paragraphs(lines: Sequence[Any], widest: float) -> list[tuple[str, float]]:
    """Lines that only broke because the paper ended are one paragraph."""
    found: list[tuple[str, float]] = []
    full, before = False, 0.0
    for line in lines:
        text, size = line["text"].strip(), line["chars"][0]["size"]
        goes_on = found and full and size == before and not numbered(text)[0] and not label(re.split("[：:]", text)[0])
        if goes_on and not found[-1][0].endswith(ENDS):
            found[-1] = (found[-1][0] + text, found[-1][1])
        else:
            found.append((text, line["top"]))
        full, before = line["x1"] > widest - 2 * size, size
    return found


def _cell(text: str | None, place: str) -> Cell:
    """Lines that break inside a cell are joined unless a new item begins."""
    joined: list[str] = []
    for line in filter(None, (part.strip() for part in (text or "").split("\n"))):
        if joined and not joined[-1].endswith(ENDS) and not numbered(line)[0]:
            joined[-1] += line
        else:
            joined.append(line)
    return Cell(tuple(Span(line, place) for line in joined))


def _spread(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(cell if cell.lines else EMPTY for cell in row) for row in rows)


def _running(pages: Sequence[Sequence[Block]]) -> set[str]:
    """What stands at the edge of several pages, page numbers aside."""
    edges = Counter(
        words
        for blocks in pages
        for words in {
            _without_digits(block.span.text) for block in (*blocks[:1], *blocks[-1:]) if isinstance(block, Line)
        }
    )
    return {words for words, count in edges.items() if count > 1 or re.fullmatch(r"[-—第页共/\s]*", words)}


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "", text)


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """A table that a page cut in two is one again."""
    found: list[Block] = list(blocks[:1])
    for before, block in pairwise(blocks):
        if isinstance(before, Table) and isinstance(block, Table) and _width(found[-1]) == _width(block):
            found[-1] = Table((*found[-1].rows, *block.rows))  # type: ignore[union-attr]
        else:
            found.append(block)
    return found


def _width(block: Block) -> int:
    return len(block.rows[0]) if isinstance(block, Table) and block.rows else 0

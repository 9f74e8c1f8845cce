"""PDF files with text in them, by pdfplumber. A scanned page has none and is said to have none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from scripts.importing.labels import boilerplate, label
from scripts.importing.outline import EMPTY, Block, Cell, Line, Outline, Span, Table, numbered
from scripts.importing.reading import Unreadable

CLOCK = re.compile(r"\d[：:]$")  # the hour, whose minutes stand on the next line
LEAST_LINES = 5  # side by side make two columns
ENDS = tuple("。；;：:！？!?")


def read(path: Path) -> Outline:
    found = Outline()
    try:
        with pdfplumber.open(path) as document:
            pages = [_page(page, number, found) for number, page in enumerate(document.pages, 1)]
    except (PdfminerException, PDFSyntaxError, ValueError) as error:
        raise Unreadable(f"“{path.name}”打不开，可能损坏了或者加了密码。请另存一份再试") from error
    running = _running(pages)
    for blocks in pages:
        edges = {*_edge(blocks, running), *_edge(blocks[::-1], running)}
        for block in blocks:
            if isinstance(block, Line) and block in edges:
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
    if page.images and not page.chars:
        found.warnings.append(f"第{number}页只有图，没有文字，没有读")
    blocks: list[Block] = []
    for area in [rest] if tables else _areas(rest):
        lines = area.extract_text_lines()
        widest = max((line["x1"] for line in lines), default=0)
        parts += [(top, Line(Span(text, f"第{number}页"))) for text, top in _paragraphs(lines, widest)]
        blocks += [block for _top, block in sorted(parts, key=lambda part: part[0])]
        parts = []
    return blocks


def _areas(page: Any) -> Iterator[Any]:
    """The areas of a page as one reads them: down the left column, then down the right, between lines that cross the page."""
    words = page.extract_words()
    left, top, right, bottom = page.bbox
    gutter = next((x for x in _outwards((left + right) / 2, page.width / 8) if _parts(words, x)), None)
    if gutter is None:
        yield page
        return
    crossing = sorted((word["top"], word["bottom"]) for word in words if word["x0"] < gutter < word["x1"])
    at = top
    for above, below in [*crossing, (bottom, bottom)]:
        if above > at:
            yield page.crop((left, at, gutter, above))
            yield page.crop((gutter, at, right, above))
        if below > max(at, above):
            yield page.crop((left, max(at, above), right, below))
        at = max(at, below)


def _outwards(middle: float, reach: float) -> Iterator[float]:
    """Places near the middle, the nearest first."""
    yield middle
    for step in range(1, int(reach / 4) + 1):
        yield from (middle - 4 * step, middle + 4 * step)


def _parts(words: Sequence[Any], x: float) -> bool:
    """Whether a place parts the page: much stands left and right of it, side by side, and next to nothing across."""
    left = {round(word["top"]) for word in words if word["x1"] <= x}
    right = {round(word["top"]) for word in words if word["x0"] >= x}
    across = sum(word["x0"] < x < word["x1"] for word in words)
    beside = sum(any(abs(top - other) < 12 for other in right) for top in left)
    return beside >= LEAST_LINES and min(len(left), len(right)) >= LEAST_LINES and across <= len(words) / 10


def _paragraphs(lines: Sequence[Any], widest: float) -> list[tuple[str, float]]:
    """Lines that only broke because the paper ended are one paragraph."""
    found: list[tuple[str, float]] = []
    full, before = False, 0.0
    for line in lines:
        text, size = line["text"].strip(), line["chars"][0]["size"]
        goes_on = found and full and size == before and not numbered(text)[0] and not label(re.split("[：:]", text)[0])
        if goes_on and (not found[-1][0].endswith(ENDS) or CLOCK.search(found[-1][0])):
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
    """What stands at the edge of half the pages and more, page numbers aside."""
    edges = Counter(
        words
        for blocks in pages
        for words in {
            _without_digits(block.span.text) for block in (*blocks[:1], *blocks[-1:]) if isinstance(block, Line)
        }
    )
    most = max(2, len(pages) / 2)
    return {words for words, count in edges.items() if count >= most or re.fullmatch(r"[-—第页共/\s]*", words)}


def _edge(blocks: Sequence[Block], running: set[str]) -> Iterator[Block]:
    """The running lines from the edge of a page inwards; the same words in the middle are content."""
    for block in blocks:
        if not isinstance(block, Line) or _without_digits(block.span.text) not in running:
            return
        yield block


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "", text)


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """A table that a page cut in two is one again; one of labels and values may have fewer columns on the other page."""
    found: list[Block] = list(blocks[:1])
    for before, block in pairwise(blocks):
        last = found[-1]
        if isinstance(before, Table) and isinstance(last, Table) and isinstance(block, Table):
            widths = {len(row) for table in (last, block) for row in table.rows}
            if len(widths) == 1 or (_of_labels(last) and _of_labels(block)):
                rows = (*last.rows, *block.rows)
                found[-1] = Table(tuple((*row, *[EMPTY] * (max(widths) - len(row))) for row in rows))
                continue
        found.append(block)
    return found


def _of_labels(table: Table) -> bool:
    return all(label(row[0].text) for row in table.rows if row[0].lines)

"""PDF files with text in them, by pdfplumber. A scanned page has none and is said to have none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from scripts.importing.labels import label
from scripts.importing.outline import EMPTY, Block, Cell, Heading, Line, Outline, Span, Table, numbered
from scripts.importing.reading import Unreadable
from scripts.importing.reading.radicals import RADICALS

CLOCK = re.compile(r"\d[：:]$")  # the hour, whose minutes stand on the next line
PAGE = re.compile(r"[-—–第页共/\s\d]*")
SMALLER = 0.9  # times the usual size: a running head or foot, if it stands apart
LARGER = 1.15  # times the usual size of the letters: a heading
ASLANT = 0.05  # in the matrix of a letter: it is turned
LEAST_ROW = 8  # points
LEAST_LINES = 5  # side by side make two columns
WHOLE_TITLE = re.compile("(?:[。；：:！？!?您]|规范|规程|标准|手册|指南|办法|通知|公告|问答|须知|信|书|说明|单|卡)$")
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
            else:
                found.blocks.append(block)
    found.blocks = _joined(found.blocks)
    return found


def _page(page: Any, number: int, found: Outline) -> list[Block]:
    """The tables of a page, and the lines outside them, from top to bottom."""
    for char in page.chars:
        char["text"] = char["text"].translate(RADICALS)
    page = _upright(page)
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
        if table is tables[-1] and (cut := _cut_off(page, table)):
            rows += (tuple(_cell(text, f"第{number}页表格{each}最后一行") for text in cut.texts),)
            rest = rest.outside_bbox(cut.box)
        parts.append((table.bbox[1], Table(_spread(rows))))
    if page.images and not page.chars:
        found.warnings.append(f"第{number}页只有图，没有文字，没有读")
    blocks: list[Block] = []
    for area in [rest] if tables else _areas(rest):
        lines, edges = _without_margins(area.extract_text_lines())
        found.left_out += [(Span(line["text"].strip(), f"第{number}页"), "页眉、页脚、页码") for line in edges]
        parts += _paragraphs(lines, f"第{number}页")
        blocks += [block for _top, block in sorted(parts, key=lambda part: part[0])]
        parts = []
    return blocks


def _upright(page: Any) -> Any:
    """The page without letters that stand aslant across it: 「内部资料」 as a watermark."""
    aslant = sum(map(_aslant, page.chars))
    if not aslant or 2 * aslant > len(page.chars):
        return page
    return page.filter(lambda each: each["object_type"] != "char" or not _aslant(each))


def _aslant(char: Any) -> bool:
    return bool(abs(char["matrix"][1]) > ASLANT)  # the other entry is not zero in italics either


@dataclass(frozen=True)
class _Row:
    """A row whose lower line is on the next page: where it is, and the text of its cells."""

    box: tuple[float, float, float, float]
    texts: tuple[str, ...]


def _cut_off(page: Any, table: Any) -> _Row | None:
    """The row below the last table of a page, where the upright lines of the table go on to the end of the page."""
    left, _top, right, bottom = table.bbox
    columns = sorted({edge for cell in table.rows[-1].cells if cell for edge in (cell[0], cell[2])})
    upright = [edge for edge in page.edges if edge["orientation"] == "v" and edge["bottom"] > bottom + LEAST_ROW]
    ends = [edge["bottom"] for edge in upright if any(abs(edge["x0"] - column) < 2 for column in columns)]
    if len(ends) < 2 or len(columns) < 2:
        return None
    box = (left, bottom, right, min(max(ends), page.bbox[3]))
    texts = [page.crop((one, box[1], other, box[3])).extract_text() or "" for one, other in pairwise(columns)]
    return _Row(box, tuple(texts)) if any(texts) else None


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


def _without_margins(lines: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The lines, and apart those in smaller letters above and below them, well away from the text."""
    sizes = Counter(round(line["chars"][0]["size"]) for line in lines)
    usual = max(sizes, key=lambda size: sizes[size], default=0)
    body, edges = [*lines], list[Any]()
    for first, next_to in ((0, 1), (-1, -2)):
        if len(body) < LEAST_LINES:
            break
        edge, beside = body[first], body[next_to]
        away = max(edge["top"] - beside["bottom"], beside["top"] - edge["bottom"])
        if edge["chars"][0]["size"] < SMALLER * usual and away > 2 * usual:
            edges.append(body.pop(first))
    return body, edges


UNBROKEN = re.compile(r"[\w./:-]*", re.ASCII)  # a number or an address, which no line breaks


def _paragraphs(lines: Sequence[Any], place: str) -> list[tuple[float, Block]]:
    """Lines that only broke because the paper ended are one paragraph; larger letters are a heading. Each with where it begins."""
    sizes = Counter(round(line["chars"][0]["size"]) for line in lines)
    usual = max(sizes, key=lambda size: sizes[size], default=0)
    body = [line for line in lines if round(line["chars"][0]["size"]) == usual]
    widest = max((line["x1"] for line in body), default=0)
    margin = min((line["x0"] for line in body), default=0)
    found: list[tuple[str, float, int]] = []
    indented = False
    below = right = 0.0
    for line in lines:
        text, size = line["text"].strip(), round(line["chars"][0]["size"])
        begins = numbered(text)[0] or label(re.split("[：:]", text)[0])
        flush = indented and line["x0"] < margin + size  # back at the margin after a line that was drawn in
        whole = len(UNBROKEN.match(text)[0]) * size / 2  # type: ignore[index]
        full = right + whole > widest - 2 * size
        title = (
            size > usual * LARGER
            and line["top"] - below < size
            and not WHOLE_TITLE.search(found[-1][0] if found else "。")
        )
        below = line["bottom"]
        goes_on = flush or title or (full and _breaks_off(found[-1][0] if found else ""))
        if found and size == found[-1][2] and not begins and goes_on:
            found[-1] = (found[-1][0] + text, *found[-1][1:])
        else:
            found.append((text, line["top"], size))
            indented = line["x0"] > margin + size
        right = line["x1"]
    spans = [(Span(text, place), top, size) for text, top, size in found]
    return [(top, Heading(1, span) if size > usual * LARGER else Line(span)) for span, top, size in spans]


def _breaks_off(text: str) -> bool:
    return not text.endswith(ENDS) or bool(CLOCK.search(text))


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
    return {words for words, count in edges.items() if count >= most or PAGE.fullmatch(words)}


def _edge(blocks: Sequence[Block], running: set[str]) -> Iterator[Block]:
    """The running lines from the edge of a page inwards; the same words in the middle are content."""
    for block in blocks:
        if not isinstance(block, Line):
            return
        if _without_digits(block.span.text) not in running and not PAGE.fullmatch(block.span.text):
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
            block = _continues(last, block)
            widths = {len(row) for table in (last, block) for row in table.rows}
            if len(widths) == 1 or (_of_labels(last) and _of_labels(block)):
                rows = (*last.rows, *block.rows)
                found[-1] = Table(tuple((*row, *[EMPTY] * (max(widths) - len(row))) for row in rows))
                continue
        found.append(block)
    return found


def _continues(above: Table, below: Table) -> Table:
    """The rows on the next page without the headings said again; a row with nothing in its first cell goes on with the last."""
    heads = [cell.text for cell in above.rows[0]]
    rows = [row for row in below.rows if [cell.text for cell in row] != heads or not "".join(heads)]
    if rows and not rows[0][0].lines and len(rows[0]) == len(above.rows[-1]) > 1 and above.rows[-1][0].lines:
        rows[0] = (above.rows[-1][0], *rows[0][1:])
    return Table(tuple(rows)) if rows else below


def _of_labels(table: Table) -> bool:
    known = [bool(label(row[0].text)) for row in table.rows if row[0].lines]
    return 4 * sum(known) >= 3 * len(known)

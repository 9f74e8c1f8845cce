"""Reads a file into the neutral outline; one module a format, each on a well-kept library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.importing.labels import boilerplate, of_the_printer
from scripts.importing.outline import Block, Line, Outline, Table

CONTENTS = re.compile(r"[.．…·]{4,}\s*\d+$")  # 「参保登记…………2」
PAGE = re.compile(r"\s[（(](\d{1,3})[）)](?=\s|$)")  # 「1 简介 (3) 2 注册 (4)」
TABS = re.compile(r"[^|，。；：\d]{2,10}(?:\s[|｜丨]\s[^|，。；：\d]{2,10})+")  # 「档案转入 | 档案转出」
LEAST_ENTRIES = 4  # of a table of contents on one line


class Unreadable(ValueError):
    """The file cannot be read; the message says in Chinese why, and what to do."""


OF_THE_PAGE = "编印、网站的话，不是内容"


def read(path: Path) -> Outline:
    """The outline of a .docx, .xlsx, .html, .txt or text .pdf file.

    Raises Unreadable for another kind, or a file that is damaged.
    """
    from scripts.importing.reading import docx, html, pdf, text, xlsx
    from scripts.importing.reading.grids import gridded
    from scripts.importing.reading.marks import widened
    from scripts.importing.reading.runs import unrolled

    readers: dict[str, Callable[[Path], Outline]] = {
        ".docx": docx.read,
        ".xlsx": xlsx.read,
        ".html": html.read,
        ".htm": html.read,
        ".txt": text.read,
        ".pdf": pdf.read,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        known = "、".join(readers)
        raise Unreadable(f"读不了“{path.name}”：只会读 {known}。旧的 .doc、.xls、.wps 请先另存为新格式")
    if not path.is_file():
        raise Unreadable(f"没有这个文件：{path}")
    outline = reader(path)
    # A page may have a table without a cell: whoever asks for its first column finds none.
    blocks = [block for block in outline.blocks if not isinstance(block, Table) or any(block.cells())]
    blocks = [block for block in blocks if not _of_the_printer(block, outline)]
    blocks = [line for block in blocks for line in _placed(block, outline)]
    outline.blocks = unrolled(gridded([*map(widened, blocks)]))
    outline.blocks = [*_content(outline)]
    if not any(span.text for span in outline.spans()):
        raise Unreadable(f"“{path.name}”里没有文字。扫描件要先识别成文字，再交给人核对")
    return outline


def _placed(block: Block, outline: Outline) -> list[Block]:
    """The lines of a table of one column, which only places its text on the page; any other block as it is.

    A cell that tells of the page, 「版权所有」, tells nothing else.
    """
    if not isinstance(block, Table) or len(block.rows[0]) > 1:
        return [block]
    lines: list[Block] = []
    for cell in block.cells():
        if any(boilerplate(line.text) for line in cell.lines):
            outline.left_out += [(line, OF_THE_PAGE) for line in cell.lines]
        else:
            lines += map(Line, cell.lines)
    return lines


def _of_the_printer(block: Block, outline: Outline) -> bool:
    if isinstance(block, Table) or not (of_the_printer(block.span.text) or boilerplate(block.span.text)):
        return False
    outline.left_out.append((block.span, OF_THE_PAGE))
    return True


def _contents(text: str) -> bool:
    """Whether a line is a table of contents: entries that each end with a page, down to the last; they may be numbered alike."""
    pages = [int(page) for page in PAGE.findall(text)]
    rising = [page for at, page in enumerate(pages) if page == max(pages[: at + 1])]
    ends = bool(re.search(r"\s[（(]\d{1,3}[）)]$", text.rstrip()))
    return ends and len(rising) >= LEAST_ENTRIES and 2 * len(rising) >= len(pages)


def _content(outline: Outline) -> Iterator[Block]:
    """The blocks without those that tell of the paper itself: its table of contents, who set it in print."""
    for block in outline.blocks:
        if isinstance(block, Table):
            yield block
        elif CONTENTS.search(block.span.text) or _contents(block.span.text):
            outline.left_out.append((block.span, "目录"))
        elif TABS.fullmatch(block.span.text):
            outline.left_out.append((block.span, "页签"))
        elif boilerplate(block.span.text):
            outline.left_out.append((block.span, OF_THE_PAGE))
        else:
            yield block

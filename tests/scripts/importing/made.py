"""Makes small documents in the formats that offices keep, for tests to import."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from weasyprint import HTML

WORD = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>"""
PARAGRAPH = "<w:p>{}</w:p>"
RUN = "<w:r><w:t>{}</w:t></w:r>"
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""


def sheet(path: Path, rows: list[list[Any]], *merged: str) -> Path:
    """A workbook of one sheet; ``merged`` are cells that spread: 「A1:A2」."""
    book, _page = workbook(rows, *merged)
    book.save(path)
    return path


def workbook(rows: list[list[Any]], *merged: str) -> tuple[openpyxl.Workbook, Worksheet]:
    """A workbook that a test goes on with before it saves it, and its sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    return book, page


def word(path: Path, *paragraphs: str) -> Path:
    """A Word document; each paragraph is written as WordprocessingML, of ``RUN``."""
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("[Content_Types].xml", TYPES)
        parts.writestr("_rels/.rels", RELATIONS)
        parts.writestr("word/document.xml", WORD.format("".join(PARAGRAPH.format(each) for each in paragraphs)))
    return path


def printed(path: Path, html: str) -> Path:
    """A PDF with text."""
    HTML(string=html).write_pdf(path)
    return path

"""The empty rosters to download 花名册模板: CSV, and XLSX whose columns of numbers Excel leaves as they are typed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from calc.engine.texts import reading
from calc.rosters.roster import Roster, rosters
from calc.rosters.sums import template
from scripts.paths import Script

MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
AS_TEXT = "@"
WIDTHS = {"text": 24, "enum": 18, "boolean": 18, "money": 22, "date": 16}


def write(out: Path, script: Script) -> None:
    """Write the templates of every roster beside its page, below the script's root."""
    with reading(script):
        for slug, roster in rosters().items():
            folder = out / "calculators" / slug
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "template.csv").write_text(template(roster), encoding="utf-8", newline="")
            (folder / "template.xlsx").write_bytes(workbook(roster))


def workbook(roster: Roster) -> bytes:
    """The header as a workbook, with text and dates formatted as text. The same roster gives the same bytes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.freeze_panes = "A2"
    for place, column in enumerate(roster.columns, 1):
        sheet.cell(1, place, column.input.title).font = Font(bold=True)
        whole = sheet.column_dimensions[get_column_letter(place)]
        whole.width = WIDTHS[column.input.kind]
        if column.input.kind in ("text", "date"):
            whole.number_format = AS_TEXT
    file = io.BytesIO()
    book.save(file)
    return dateless(file)


def dateless(file: io.BytesIO) -> bytes:
    """The same zip with one date for all parts: openpyxl writes the time into the properties and beside each part."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in book.namelist():
            content = MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", book.read(part))
            copy.writestr(zipfile.ZipInfo(part, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()

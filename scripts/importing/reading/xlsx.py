"""Excel files: what one sees. Hidden sheets, rows and columns are told apart, and merged cells spread."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell as Square
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scripts.importing.outline import EMPTY, Cell, Outline, Span, Table
from scripts.importing.reading import Unreadable

COUNTED = re.compile(
    r'(?:0|#|General|G/通用格式)"(?P<unit>[^"]+)"'
)  # the form of a number that is shown as 「5个工作日」


SHORTEST_RUN = 8  # characters of a text that runs over the empty cells right of it, as one sees it


def _runs_on(text: str) -> bool:
    return len(text) >= SHORTEST_RUN or text.endswith(("：", ":"))


def read(path: Path) -> Outline:
    try:
        book = openpyxl.load_workbook(path, data_only=True, rich_text=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable(f"“{path.name}”打不开，可能损坏了，或者不是 .xlsx。请用 Excel 另存一份再试") from error
    found = Outline()
    for sheet in book.worksheets:
        _sheet(sheet, found)
    return found


def _sheet(sheet: Worksheet, found: Outline) -> None:
    cells = {(c.row, c.column): _cell(c, sheet.title, found) for row in sheet.iter_rows() for c in row}
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row, merged.max_row + 1):
            for column in range(merged.min_col, merged.max_col + 1):
                cells[row, column] = cells.get((merged.min_row, merged.min_col), EMPTY)
    hidden_columns = {
        number for number in range(1, sheet.max_column + 1) if sheet.column_dimensions[get_column_letter(number)].hidden
    } | _spanned(sheet)
    rows = []
    for row in range(1, sheet.max_row + 1):
        reason = (
            "隐藏的工作表" if sheet.sheet_state != "visible" else "隐藏的行" if sheet.row_dimensions[row].hidden else ""
        )
        columns = range(1, sheet.max_column + 1)
        if reason:
            found.left_out += [(line, reason) for column in columns for line in cells[row, column].lines]
            continue
        shown = tuple(cells[row, column] for column in columns if column not in hidden_columns)
        unseen = {cells[row, column] for column in sorted(hidden_columns)} - {*shown}
        found.left_out += [(line, "隐藏的列") for cell in unseen for line in cell.lines]
        if len(shown) > 1 and shown[0].lines and set(shown[1:]) == {EMPTY} and _runs_on(shown[0].text):
            shown = (shown[0],) * len(shown)
        if any(cell.lines for cell in shown):
            rows.append(shown)
    if rows:
        found.blocks.append(Table(tuple(rows)))


def _spanned(sheet: Worksheet) -> set[int]:
    """Columns that are hidden together stand as one entry in the file."""
    return {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min, dimension.max + 1)
        if number <= sheet.max_column
    }


def _cell(square: Square | MergedCell, sheet: str, found: Outline) -> Cell:
    """A cell as it is seen: without what is struck out, with the unit that the form of its number adds."""
    value = square.value
    if value is None:
        return EMPTY
    place = f"工作表“{sheet}”{square.coordinate}"
    if isinstance(value, CellRichText):
        struck = [str(part) for part in value if isinstance(part, TextBlock) and part.font.strike]
        value = "".join(str(part) for part in value if not (isinstance(part, TextBlock) and part.font.strike))
    else:
        struck = [str(value)] if square.font is not None and square.font.strike else []
        value = "" if struck else value
    found.left_out += [(Span(words.strip(), place), "划掉的文字") for words in struck if words.strip()]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and (form := COUNTED.fullmatch(square.number_format or "")):
        value = f"{value}{form['unit']}"
    return Cell(tuple(Span(line.strip(), place) for line in str(value).splitlines() if line.strip()))

"""Excel files: what one sees. Hidden sheets, rows and columns are told apart, and merged cells spread."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scripts.importing.outline import EMPTY, Cell, Outline, Span, Table
from scripts.importing.reading import Unreadable


def read(path: Path) -> Outline:
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable(f"“{path.name}”打不开，可能损坏了，或者不是 .xlsx。请用 Excel 另存一份再试") from error
    found = Outline()
    for sheet in book.worksheets:
        _sheet(sheet, found)
    return found


def _sheet(sheet: Worksheet, found: Outline) -> None:
    cells = {(c.row, c.column): _cell(c.value, sheet.title, c.coordinate) for row in sheet.iter_rows() for c in row}
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


def _cell(value: Any, sheet: str, coordinate: str) -> Cell:
    if value is None:
        return EMPTY
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    place = f"工作表“{sheet}”{coordinate}"
    return Cell(tuple(Span(line.strip(), place) for line in str(value).splitlines() if line.strip()))

"""Reads Excel workbooks 工作簿 (XLSX) with openpyxl, which only pages and commands that meet one load.

Apart from the rest of calc: it runs in a worker of its own, with the whole runtime, and gives back plain text.
"""

import base64
import io
import json
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ..engine.money import plain
from ..engine.problems import CannotCalculate, Code
from ..engine.results import canonical
from ..engine.texts import N_, SCRIPTS, _, reading
from ..show.html import refusal
from .cells import UNCOMPUTED, Sheet
from .files import refuse

LARGEST = 100 * 2**20  # bytes of all parts unpacked; a roster of 20,000 rows has a tenth
MOST_COLUMNS = 200  # some workbooks are formatted out to their last column
EXACT_DIGITS = 15  # of a number in Excel; what is longer has lost its end

DAMAGED = N_(
    "这个 Excel 文件打不开，可能损坏了，或者不是 xlsx。请在 Excel 或 WPS 里打开它，另存为 xlsx 或 CSV，再选一次。"
)

_UNCOMPUTED = re.compile(rb"<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_AFTER_CELLS = re.compile(rb"(</(?:\w+:)?sheetData>).*(</(?:\w+:)?worksheet>)", re.DOTALL)  # filters, print set-up …
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"  # the namespace of ISO/IEC 29500 Strict, which openpyxl skips


def handle(request_json: str) -> str:
    """Answer {"base64": a file, "script": …}: {"state": "done", "sheets": […]} or the errors, as `calc.browser` does."""
    request = json.loads(request_json)
    script = request.get("script")
    with reading(script if script in SCRIPTS else "zh-Hans"):
        try:
            sheets = read(base64.b64decode(request["base64"]))
        except CannotCalculate as error:
            return canonical(refusal(error.as_data()))
    return canonical({"state": "done", "sheets": [vars(sheet) for sheet in sheets]})


def read(content: bytes) -> list[Sheet]:
    """The visible sheets; formulas as the values last computed. Raises CannotCalculate, ImportError without openpyxl."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            large = sum(part.file_size for part in parts.infolist()) > LARGEST
            strict = not large and STRICT in parts.read("xl/workbook.xml")
        book = None if large else _load(content)
    except ImportError:
        raise
    except Exception:  # openpyxl lets through whatever a damaged part makes its readers raise
        raise refuse(Code.UNREADABLE_FILE, _(DAMAGED)) from None
    if book is None:
        raise refuse(Code.FILE_TOO_LARGE, _("这个 Excel 文件太大了。请把花名册那一张表单独存成一个文件，再选一次。"))
    if strict:
        raise refuse(
            Code.UNREADABLE_FILE,
            _(
                "这个文件存成了“Strict Open XML 电子表格”，读不了。"
                "请在 Excel 或 WPS 里打开它，另存为普通的“Excel 工作簿（xlsx）”，再选一次。"
            ),
        )
    formulas = _load(content, values=False) if _has_uncomputed(content) else None
    return [
        _sheet(sheet, formulas and formulas[sheet.title]) for sheet in book.worksheets if sheet.sheet_state == "visible"
    ]


def _has_uncomputed(content: bytes) -> bool:
    """Whether a sheet has a formula without its result: a program has written it, and nobody has opened it since."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return any(_UNCOMPUTED.search(parts.read(name)) for name in parts.namelist() if "worksheets/" in name)


def _load(content: bytes, values: bool = True) -> Any:
    """The workbook, formulas as their values or as they stand; its cells alone where another program has written the rest so that it cannot be read.

    Days then come as the numbers that Excel keeps for them, which rosters understand.
    """
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=values)
    except Exception:  # whatever a damaged part makes openpyxl raise; the second try decides
        bare = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(bare, "w") as kept:
            for name in parts.namelist():
                if name != "xl/styles.xml" and not name.startswith("docProps/"):
                    kept.writestr(name, _AFTER_CELLS.sub(rb"\1\2", parts.read(name)))
        return openpyxl.load_workbook(bare, data_only=values)


def _sheet(sheet: Any, formulas: Any) -> Sheet:
    """`formulas`: the same sheet with its formulas, if some have no value."""
    width = min(sheet.max_column, MOST_COLUMNS)
    rows = [[text_of(cell) for cell in row] for row in sheet.iter_rows(values_only=True, max_col=width)]
    for row, cells in zip(rows, formulas.iter_rows(values_only=True, max_col=width) if formulas else (), strict=False):
        for place, formula in enumerate(cells):
            if not row[place] and formula is not None:
                row[place] = UNCOMPUTED
    while rows and not any(rows[-1]):
        rows.pop()
    hidden = [number for number, row in sheet.row_dimensions.items() if row.hidden and number <= len(rows)]
    concealed = {
        place - 1
        for columns in sheet.column_dimensions.values()
        if columns.hidden
        for place in range(columns.min, min(columns.max, width) + 1)
    }
    return Sheet(rows, sheet.title, sorted(hidden), sorted(concealed))


def text_of(value: Any) -> str:
    """A cell as text. Numbers beyond Excel's precision are written with an exponent: their end is not what was typed."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() if abs(value) < 10**EXACT_DIGITS:
            return str(value)
        case int() | float():
            text = f"{value:.{EXACT_DIGITS}G}"
            return text if abs(value) >= 10**EXACT_DIGITS else plain(Decimal(text))
        case datetime():
            return str(value.date()) if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case _:
            return str(value)

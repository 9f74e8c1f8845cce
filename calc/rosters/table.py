"""Tables that people send 表格: CSV in the encodings and with the separators that Excel writes, or the sheets of a workbook.

Nothing is judged here but the shape: where the header is, which column is which, which rows are empty.
"""

import codecs
import csv
import difflib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from ..engine.inputs import NARROW
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.texts import N_, SCRIPTS, _, reading

MOST_ROWS = 20_000
LONGEST_CELL = 2_000  # characters
HEADER_WITHIN = 30  # rows from the top: titles, the unit's name and notes stand above a header
SEPARATORS = ",;\t"
ENCODINGS = ("utf-8-sig", "gb18030")
APOSTROPHES = "'’‘＇"
OLD_NUMBER, REASONS = N_("原来的行号"), N_("哪里不对")  # columns of our own downloads, which come back with mended rows
SUMS = ("合计", "总计", "小计", "合計", "總計")

_NOT_A_TABLE = (
    ("\xd0\xcf\x11\xe0", N_("这是旧的 xls 文件，或者加了密码的文件，读不了。请在 Excel 或 WPS 里取消密码，另存为 xlsx 或 CSV。")),
    ("%PDF", N_("这是 PDF 文件，不是表格。请用原来的 Excel 表，存成 xlsx 或 CSV。")),
    ("\x89PNG", N_("这是图片，不是表格。请用原来的 Excel 表，存成 xlsx 或 CSV。")),
    ("\xff\xd8\xff", N_("这是图片，不是表格。请用原来的 Excel 表，存成 xlsx 或 CSV。")),
)  # fmt: skip
_UNIT = re.compile(r"[(（【\[].*?[)）】\]]")
_TEXT_FORMULA = re.compile(r'^="(.*)"$', re.DOTALL)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells as text, row by row. `hidden`: numbers of the rows that its owner has hidden, from 1."""

    rows: Sequence[Sequence[str]]
    name: str = ""
    hidden: Sequence[int] = ()


@dataclass(frozen=True)
class Row:
    """A row below the header, with its number as Excel shows it."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table whose header has been understood. `columns`: a column's name → its place in a row."""

    header: Sequence[str]
    columns: Mapping[str, int]
    rows: Sequence[Row]
    notes: Sequence[str]

    def cell(self, row: Row, column: str) -> str:
        """The text of a cell, cleaned; empty where the row is short or the column is missing."""
        place = self.columns.get(column)
        return "" if place is None or place >= len(row.cells) else clean(row.cells[place])


Names = Mapping[str, Sequence[str]]
"""A column's name → what its header may say, the best first."""


def refuse(code: Code, message: str) -> CannotCalculate:
    """What is wrong with a file as a whole."""
    return CannotCalculate([Problem(None, code, message)])


def decode(content: bytes) -> str | None:
    """The text of a CSV file: UTF-8, UTF-16 with its mark, or GB18030, which Excel writes on Chinese Windows."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def check_kind(head: str, text: str | None) -> str:
    """The text, if the file can be a table. `head`: the first bytes as Latin-1. Raises CannotCalculate."""
    for start, message in _NOT_A_TABLE:
        if head.startswith(start):
            raise refuse(Code.UNREADABLE_FILE, _(message))
    if text is None or "\0" in text:
        raise refuse(
            Code.UNREADABLE_FILE,
            _("读不出这个文件里的文字。请在 Excel 或 WPS 里打开它，另存为 xlsx 或“CSV UTF-8”，再选一次。"),
        )
    if not text.strip("\ufeff \r\n\t"):
        raise refuse(Code.EMPTY_FILE, _("这个文件是空的。请检查有没有选错文件。"))
    return text


def from_text(text: str, names: Names, required: Sequence[str]) -> Table:
    """Read CSV or cells pasted from Excel. The separator is the one that gives the best header. Raises CannotCalculate."""
    best: tuple[int, Sequence[Sequence[str]]] = (-1, ())
    failure: CannotCalculate | None = None
    for separator in SEPARATORS:
        try:
            rows = _split(text.removeprefix("\ufeff"), separator)
        except CannotCalculate as error:
            failure = failure or error
            continue
        known = max((len(_match(row, names)) for row in rows[:HEADER_WITHIN]), default=0)
        if known > best[0]:
            best = known, rows
    if failure and best[0] <= 0:
        raise failure
    return from_sheets([Sheet(best[1])], names, required)


def from_sheets(sheets: Sequence[Sheet], names: Names, required: Sequence[str]) -> Table:
    """Take the sheet whose header fits best, the first of equals. Raises CannotCalculate."""
    headers = [_find_header(sheet, names) for sheet in sheets]
    pairs = zip(headers, sheets, strict=True)
    header, sheet = max(pairs, key=lambda pair: len(pair[0].columns), default=(_Header(0, [], {}), Sheet([])))
    if not header.columns:
        raise _no_header(sheets, names, required)
    ours = own_columns()
    used = {*header.columns.values(), *(place for place, title in enumerate(header.titles) if title in ours)}
    unknown = [title for place, title in enumerate(header.titles) if title and place not in used]
    missing = [name for name in required if name not in header.columns]
    if missing:
        raise refuse(Code.MISSING_COLUMN, _missing(missing, header.titles, unknown, names))
    rows, notes = _body(sheet, header)
    if not rows:
        raise refuse(Code.EMPTY_FILE, _("只找到表头，下面没有一行内容。请把职工一人一行填在表头下面。"))
    if len(rows) > MOST_ROWS:
        raise refuse(
            Code.FILE_TOO_LARGE,
            _("一共有{n}行，一次最多算{most}行。请分成几个文件，分几次算。").format(n=len(rows), most=MOST_ROWS),
        )
    if len(sheets) > 1:
        others = _("、").join(other.name for other in sheets if other is not sheet)
        notes.insert(0, _("用的是工作表“{name}”，没有用：{others}。").format(name=sheet.name, others=others))
    if unknown:
        notes.append(_("这几列用不到，没有看：{columns}。").format(columns=_("、").join(unknown)))
    return Table(header.titles, header.columns, rows, notes)


def own_columns() -> set[str]:
    """The columns that our own downloads add, in both scripts."""
    titles = set()
    for script in SCRIPTS:
        with reading(script):
            titles |= {_(OLD_NUMBER), _(REASONS)}
    return titles


def clean(cell: str) -> str:
    """A cell without the spaces around it and the signs that only tell Excel to keep text as it is."""
    text = cell.strip().strip(
        "\ufeff\u200b\u200e\u202c\u202d"
    )  # invisible ones come with what is copied from web pages
    if match := _TEXT_FORMULA.match(text):
        text = match[1]
    return text[1:].strip() if text[:1] and text[0] in APOSTROPHES else text


def _split(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(2**24)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error:
        raise refuse(
            Code.UNREADABLE_FILE,
            _("第{n}行附近的双引号不成对，从那里起读不下去。请改好那一行的双引号，再选一次。").format(n=len(rows) + 1),
        ) from None
    return rows


def _plain(text: str) -> str:
    """A header as it is compared: no spaces, no unit in brackets, no mark of required columns, small letters."""
    text = clean(text).translate(NARROW)
    return re.sub(r"[\s*:]", "", _UNIT.sub("", text)).casefold()


def _match(row: Sequence[str], names: Names) -> dict[str, int]:
    """Which columns a row names, each by the best of its names. Cells that are too long are no names."""
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        if 0 < len(cell) <= 60:
            places.setdefault(_plain(cell), place)
    found: dict[str, int] = {}
    for column, texts in names.items():
        there = next((places[text] for text in map(_plain, texts) if text in places), None)
        if there is not None and there not in found.values():
            found[column] = there
    return found


@dataclass(frozen=True)
class _Header:
    """Where a header is: its last row, counted from 0, what it says, and which columns that names."""

    last: int
    titles: Sequence[str]
    columns: Mapping[str, int]


def _find_header(sheet: Sheet, names: Names) -> _Header:
    """The row that names most columns, or two rows that together name more: a header over merged cells."""
    top = sheet.rows[:HEADER_WITHIN]
    single = [_Header(number, list(map(clean, row)), _match(row, names)) for number, row in enumerate(top)]
    double = []
    for above, below in pairwise(single):
        if above.columns and below.columns:
            pairs = zip_longest(below.titles, above.titles, fillvalue="")
            titles = [title or over for title, over in pairs]
            columns = {**above.columns, **below.columns}
            if len(set(columns.values())) == len(columns):
                double.append(_Header(below.last, titles, columns))
    return max([*single, *double], key=lambda header: len(header.columns), default=_Header(0, [], {}))


def _body(sheet: Sheet, header: _Header) -> tuple[list[Row], list[str]]:
    last = list(map(clean, sheet.rows[header.last]))
    rows, sums, hidden = [], [], []
    for number, cells in enumerate(sheet.rows[header.last + 1 :], header.last + 2):
        cleaned = [clean(cell) for cell in cells]
        if not any(cleaned) or cleaned == last:  # the header again at the top of each printed page
            continue
        if "".join(next(filter(None, cleaned)).split()) in SUMS:
            sums.append(number)
            continue
        if number in sheet.hidden:
            hidden.append(number)
        rows.append(Row(number, [cell[:LONGEST_CELL] for cell in cells]))
    notes = []
    if sums:
        notes.append(_("第{rows}行是合计，没有当作职工。").format(rows=_("、").join(map(str, sums))))
    if hidden:
        shown = _("、").join(map(str, hidden[:10])) + ("…" if len(hidden) > 10 else "")
        notes.append(_("有{n}行在表里是隐藏的，也一起算了：第{rows}行。").format(n=len(hidden), rows=shown))
    return rows, notes


def _titles(columns: Sequence[str], names: Names) -> str:
    return _("、").join(f"“{names[column][0]}”" for column in columns)


def _no_header(sheets: Sequence[Sheet], names: Names, required: Sequence[str]) -> CannotCalculate:
    first = next((row for sheet in sheets for row in sheet.rows if any(map(clean, row))), ())
    if not first:
        return refuse(Code.EMPTY_FILE, _("这个文件里没有内容。请检查有没有选错文件，或者内容是不是在隐藏的工作表里。"))
    cells = _("、").join(text[:20] for cell in first[:8] if (text := clean(cell)))
    text = _("没有找到表头。请在第一行写上列名：{needed}。文件开头一行写的是：{cells}。")
    return refuse(Code.MISSING_COLUMN, text.format(needed=_titles(required, names), cells=cells))


def _missing(missing: Sequence[str], header: Sequence[str], unknown: Sequence[str], names: Names) -> str:
    text = _("缺少这几列：{columns}。文件里有的列是：{header}。").format(
        columns=_titles(missing, names), header=_("、").join(filter(None, header))
    )
    for column in missing:
        near = difflib.get_close_matches(names[column][0], unknown, 1, 0.5)
        if near:
            text += _("“{there}”如果就是“{wanted}”，请把列名改成“{wanted}”。").format(
                there=near[0], wanted=names[column][0]
            )
    return text

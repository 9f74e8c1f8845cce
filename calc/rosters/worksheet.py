"""One sheet of a workbook 工作表: its cells as text, as `calc.rosters.workbook` finds them in the parts of a file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from ..engine.money import plain
from .cells import UNCOMPUTED, Sheet
from .markup import attributes, document, element, inside, one_by_one, plain_text, string

MOST_COLUMNS = 200  # some workbooks are formatted out to their last column
MOST_ROWS = 2**20  # that Excel knows
EXACT_DIGITS = 15  # of a number in Excel; what is longer has lost its end
DAY_MS = 24 * 60 * 60 * 1000
SINCE_1900, SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
TRUE = ("1", "true")
LEAP_1900 = 60  # the number of 29 February 1900, which Excel counts and which never was

_DATA, _ROW, _CELL, _MERGES, _MERGED = map(element, ("sheetData", "row", "c", "mergeCells", "mergeCell"))
_COLUMNS, _FORMATTED = map(element, ("cols", "col"))
_VALUE = re.compile(r"<v(?:\s[^<>]*)?>([^<]*)</v\s*>")
_FORMULA = re.compile(r"<f[\s/>]")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NUMBERED = re.compile(r"""\br\s*=\s*["'](\d+)["']""")
_PLACED = re.compile(rf"""\br\s*=\s*["']{_PLACE.pattern}["']""")

Formats = Sequence[str]
"""What the number format of each style makes of a number: "date", "duration" or nothing."""


@dataclass
class Book:
    """What all sheets of a workbook share: its strings, its formats, and the day from which its dates count."""

    strings: Sequence[str] = ()
    formats: Formats = ()
    epoch: datetime = SINCE_1900

    def text_of(self, about: Mapping[str, str], content: str) -> str:
        """What a cell says. `about`: its attributes. Raises ValueError or IndexError for one that cannot be."""
        kind = about.get("t", "n")
        if kind == "inlineStr":
            return string(content)
        found = _VALUE.search(content)
        value = plain_text(found[1]) if found else ""
        if not value:
            return UNCOMPUTED if _FORMULA.search(content) else ""
        match kind:
            case "s":
                return self.strings[int(value)]
            case "b":
                return "yes" if int(value) else "no"
            case "n":
                style = int(about.get("s", 0))
                shown = self.formats[style] if style < len(self.formats) else ""
                return moment_text(value, shown, self.epoch) if shown else number_text(value)
            case "d":
                return _day_text(datetime.fromisoformat(value).replace(tzinfo=None)) if "-" in value else value
            case _:
                return value


@dataclass
class _Cells:
    """The cells of a sheet by row and column, both from 1; `width`: of the widest row, `hidden`: rows, `concealed`: columns."""

    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    width: int = 0
    hidden: list[int] = field(default_factory=list)
    concealed: list[range] = field(default_factory=list)

    def merge(self, reference: str) -> None:
        """Empty all cells of a range but the first, as Excel shows it. Raises ValueError for what is no range."""
        first, _colon, last = reference.partition(":")
        (top, left), (bottom, right) = _place(first), _place(last or first)
        self.width = max(self.width, right)
        for row in range(top, min(bottom, max(self.texts, default=0)) + 1):
            texts = self.texts.get(row, {})
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                if (row, column) != (top, left):
                    texts.pop(column, None)

    def sheet(self, name: str) -> Sheet:
        """The rows up to the last one that says anything, all of one width."""
        width = min(self.width, MOST_COLUMNS)
        last = max((row for row, texts in self.texts.items() if any(texts.values())), default=0)
        blank = [""] * width
        rows = [blank] * last
        for row, texts in self.texts.items():
            if texts and row <= last:
                rows[row - 1] = [texts.get(column, "") for column in range(1, width + 1)]
        concealed = {column - 1 for columns in self.concealed for column in columns if column <= width}
        return Sheet(rows, name, sorted(row for row in self.hidden if row <= last), sorted(concealed))


def read_sheet(part: bytes, name: str, book: Book) -> Sheet:
    """The sheet in a part of a file. Raises ValueError, KeyError or IndexError where it is damaged."""
    text = document(part, "worksheet")
    cells, row = _Cells(), 0
    for about, _nothing in one_by_one(_FORMATTED, inside(_COLUMNS, text)):
        columns = attributes(about)
        if columns.get("hidden") in TRUE:
            cells.concealed.append(range(int(columns["min"]), min(int(columns["max"]), MOST_COLUMNS) + 1))
    for about, written in one_by_one(_ROW, inside(_DATA, text)):
        numbered = _NUMBERED.search(about)
        row, column = int(numbered[1]) if numbered else row + 1, 0
        if "hidden" in about and attributes(about).get("hidden") in TRUE:
            cells.hidden.append(row)
        for about, content in one_by_one(_CELL, written or ""):
            if placed := _PLACED.search(about):
                row, column = int(placed[2]), _column(placed[1])
                about = about[: placed.start()] + about[placed.end() :]
            else:
                column += 1
            cells.width = max(cells.width, column)
            if content and column <= MOST_COLUMNS and (said := book.text_of(_alike(about), content)):
                cells.texts.setdefault(row, {})[column] = said
    if cells.texts and not 0 < min(cells.texts) <= max(cells.texts) <= MOST_ROWS:
        raise ValueError("Excel knows no such row")
    for about, _nothing in one_by_one(_MERGED, inside(_MERGES, text)):
        cells.merge(attributes(about)["ref"])
    return cells.sheet(name)


_alike = lru_cache(maxsize=1000)(attributes)  # of cells, without their place: there are few different ones


@lru_cache(maxsize=1000)
def _column(letters: str) -> int:
    """The number of a column, from 1: A, B, … Z, AA, …."""
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column


def _place(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of a reference such as B3. Raises ValueError for anything else."""
    found = _PLACE.fullmatch(reference.replace("$", ""))
    if not found:
        raise ValueError(f"{reference} is no cell")
    return int(found[2]), _column(found[1])


def number_text(value: str) -> str:
    """A number as text. Beyond Excel's precision it is written with an exponent: its end is not what was typed."""
    if not set(value) & set(".eE"):
        number = int(value)
        return str(number) if abs(number) < 10**EXACT_DIGITS else f"{number:.{EXACT_DIGITS}G}"
    text = f"{float(value):.{EXACT_DIGITS}G}"
    return text if "E" not in text or abs(float(value)) >= 10**EXACT_DIGITS else plain(Decimal(text))


def moment_text(value: str, shown: str, epoch: datetime) -> str:
    """A day, a time or how long something took, as text, of the number that Excel keeps for it: days since the epoch."""
    number = float(value)
    try:
        if shown == "duration":
            return str(timedelta(milliseconds=round(number * DAY_MS)))
        since = timedelta(milliseconds=round(number % 1 * DAY_MS))
        if 0 <= number < 1 and not since.days:
            return str((epoch + since).time())
        missing = 0 < number < LEAP_1900 and epoch == SINCE_1900
        return _day_text(epoch + timedelta(days=number // 1 + missing) + since)
    except OverflowError:
        return "#VALUE!"


def _day_text(moment: datetime) -> str:
    return str(moment.date()) if moment.time() == time() else moment.isoformat(" ", "minutes")


def format_kind(code: str) -> str:
    """What a number format such as yyyy-mm-dd makes of a number, as in `Formats`."""
    first = code.partition(";")[0]
    if re.search(r"\[(?:hh?|mm?|ss?)\]", first, re.IGNORECASE):
        return "duration"
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|[\\_*].', "", first)
    return "date" if re.search(r"[dmhys]", bare, re.IGNORECASE) else ""

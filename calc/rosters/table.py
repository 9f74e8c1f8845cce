"""Tables that people send 表格: CSV in the encodings and with the separators that Excel writes, or the sheets of a workbook.

Nothing is judged here but the shape: which rows are people, which are empty or only count, sum and remark.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.texts import N_, SCRIPTS, _, reading
from .cells import Sheet, clean, plain_signs
from .files import refuse
from .header import PERSON, Header, Names, find_header, missing_columns, no_header, rivals, unclear, units

MOST_ROWS = 20_000
LONGEST_CELL = 2_000  # characters
SEPARATORS = ",;\t"
OLD_NUMBER, REASONS = N_("原来的行号"), N_("哪里不对")  # columns of our own downloads, which come back with mended rows
_SUM = re.compile(
    r".{0,12}(合计|总计|小计|共计|合計|總計|小計|共計)([人金][数數额額])?([(:].*|\d+人?)?|(总|總|平均)?人[数數](:.*)?|[共计計]\d+人.*|(人|月)?(平均|均)[值数數]?"
)
_SIGNED = re.compile(
    r"(制表|填表|填报|審核|审核|复核|複核|经办|經辦|负责|負責|单位负责|單位負責)(人|日期|时间|時間)?([签簽盖蓋][字名章])?(:.*)?|.{0,8}([签簽][字名章]|[公盖蓋]章)\)?(:.*)?"
)
_REMARK = re.compile(
    r"(填表|填写|填寫|特别)?(说明|說明|备注|備註|注意事项|注意事項)(:.*)?|[注註]\d{0,2}:.*|[^:\d]{0,10}([人者字章期名注註]|[电電][话話]|[单單]位|部[门門]|地址|大[写寫])(\(.*\))?:.*|\d{1,2}[.、)][^\d.].{3,}"
)
_ALONE = re.compile(
    r"([一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|第\d+[页頁]).*"
    r"|.*(人员|人員|[职職]工|[员員]工|部|科室|[车車]间|車間|空白|正文|年月日)"
    r"|[\u3400-\u9fff]{5,}[,.;].*|[\u3400-\u9fff]{9,}"
)  # the heading of a group, a number of a page, a sentence: what no name is where it stands alone in a row
SUM, BLANK = "sum", "blank"  # rows that are counted or passed over; no words are needed for them
_SERIAL = re.compile(r"\d{1,5}")
_EXAMPLE = re.compile(r"(例|示例|样例|樣例|例如|填写示例|填寫示例|范例|範例)(:.*)?")
_PLACE = re.compile(r"[(（]?(\d{1,2})[)）]?(?:=.*)?|[甲乙丙丁戊]")
_HEAD, _TAIL, _WHOLE = re.compile(r"[¥￥]?\d{1,3}"), re.compile(r"\d{3}(\.\d+)?元?"), re.compile(r"\d{4,}(\.\d+)?")


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
    torn: Sequence[str] = ()
    """Columns of amounts in which the comma of 8,000 may have made two cells of one number."""

    def cell(self, row: Row, column: str) -> str:
        """The text of a cell, cleaned; empty where the row is short or the column is missing."""
        place = self.columns.get(column)
        return "" if place is None or place >= len(row.cells) else clean(row.cells[place])

    def overflows(self, row: Row) -> bool:
        """Whether the row has more cells than the header: a comma within a number has made two of one."""
        return any(map(clean, row.cells[len(self.header) :]))

    def torn_at(self, row: Row) -> str:
        """The column of an amount that a comma seems to have torn; empty if none has."""
        return next((column for column in self.torn if _torn(row.cells, self.columns[column])), "")


def from_text(text: str, names: Names) -> Table:
    """Read CSV or cells pasted from Excel. The separator is the one that gives the best header. Raises CannotCalculate."""
    best: tuple[int, Sequence[Sequence[str]]] = (-1, ())
    failure: CannotCalculate | None = None
    for separator in SEPARATORS:
        try:
            rows = _split(text.removeprefix("\ufeff"), separator)
        except CannotCalculate as error:
            failure = failure or error
            continue
        known = len(find_header(Sheet(rows), names).columns)
        if known > best[0]:
            best = known, rows
    if failure and best[0] <= 0:
        raise failure
    table = from_sheets([Sheet(best[1])], names)
    return replace(table, torn=_may_be_torn(table, names))


def from_sheets(sheets: Sequence[Sheet], names: Names) -> Table:
    """Take the sheet whose header fits best, the first of equals. Raises CannotCalculate."""
    headers = [find_header(sheet, names) for sheet in sheets]
    pairs = zip(headers, sheets, strict=True)
    header, sheet = max(pairs, key=lambda pair: len(pair[0].columns), default=(Header(0, 0, [], {}), Sheet([])))
    if not header.columns:
        raise no_header(sheets, names)
    columns = {column: places[0] for column, places in header.columns.items()}
    ours = own_columns()
    used = {*columns.values(), *(place for place, title in enumerate(header.titles) if title in ours)}
    unknown = [title for place, title in enumerate(header.titles) if title and place not in used]
    questions = [
        *unclear(header, names),
        *units(sheet, header, columns, names),
        *rivals(header, columns, unknown, names),
    ]
    problems = [Problem(None, Code.UNCLEAR_COLUMN, "".join(questions))] if questions else []
    if missing := [column for column, wanted in names.items() if wanted.required and column not in columns]:
        problems.append(Problem(None, Code.MISSING_COLUMN, missing_columns(missing, header.titles, unknown, names)))
    if problems:
        raise CannotCalculate(problems)
    person = next((place for column, place in columns.items() if names[column].person), None)
    rows, notes = _body(sheet, header, set(columns.values()), person)
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
    return Table(header.titles, columns, rows, notes)


def _torn(cells: Sequence[str], place: int) -> bool:
    pair = [clean(cell) for cell in cells[place : place + 2]]
    return len(pair) > 1 and bool(_HEAD.fullmatch(pair[0]) and _TAIL.fullmatch(pair[1]))


def _may_be_torn(table: Table, names: Names) -> list[str]:
    """Columns of amounts, but for those with a whole amount somewhere that has three digits beside it all the same."""
    return [
        column
        for column, place in table.columns.items()
        if names[column].amount
        and not any(
            len(row.cells) > place + 1
            and _WHOLE.fullmatch(clean(row.cells[place]))
            and _TAIL.fullmatch(clean(row.cells[place + 1]))
            for row in table.rows
        )
    ]


def own_columns() -> set[str]:
    """The columns that our own downloads add, in both scripts."""
    titles = set()
    for script in SCRIPTS:
        with reading(script):
            titles |= {_(OLD_NUMBER), _(REASONS)}
    return titles


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


def _body(sheet: Sheet, header: Header, used: set[int], person: int | None) -> tuple[list[Row], list[str]]:
    """The rows of people. `used`: the places of the columns that are read; `person`: where the number stands that names
    them: a row that has one is always a person's."""
    repeated = [list(map(clean, row)) for row in sheet.rows[header.first : header.last + 1]]
    concealed = set(sheet.hidden)
    rows, sums, others, hidden = [], [], [], []
    for number, cells in enumerate(sheet.rows[header.last + 1 :], header.last + 2):
        cleaned = [clean(cell) for cell in cells]
        if not any(cleaned) or cleaned in repeated:  # the header again at the top of each printed page
            continue
        numbered = person is not None and person < len(cleaned) and PERSON.fullmatch(plain_signs(cleaned[person]))
        if words := _aside(cleaned, used, bool(numbered)):
            if words == SUM:
                sums.append(number)
            elif words != BLANK:
                others.append((number, words))
            continue
        if number in concealed:
            hidden.append(number)
        rows.append(Row(number, [cell[:LONGEST_CELL] for cell in cells]))
    notes = []
    concealed_columns = [
        title for place, title in enumerate(header.titles) if place in used & set(sheet.hidden_columns)
    ]
    if concealed_columns:
        text = _("用到的这几列在表里是隐藏的，请看看是不是要用它：{columns}。")
        notes.append(text.format(columns=_("、").join(concealed_columns)))
    if sums:
        notes.append(_("第{rows}行是合计，没有当作职工。").format(rows=_("、").join(map(str, sums))))
    if others:
        shown = _("、").join(_("第{n}行（{words}）").format(n=n, words=words) for n, words in others[:10])
        shown += "…" if len(others) > 10 else ""
        notes.append(_("{rows}是填表的话，没有当作职工。").format(rows=shown))
    if hidden:
        shown = _("、").join(map(str, hidden[:10])) + ("…" if len(hidden) > 10 else "")
        notes.append(_("有{n}行在表里是隐藏的，也一起算了：第{rows}行。").format(n=len(hidden), rows=shown))
    return rows, notes


def _aside(cells: Sequence[str], used: set[int], numbered: bool) -> str:
    """What a row is that is nobody's: `SUM`, `BLANK`, or its first words; empty for a person's. `numbered`: a person's number stands in it."""
    told = [text for text in cells if text]
    opening = [plain_signs(text) for text in told[:2]]  # the words, or a serial number and the words
    if _EXAMPLE.fullmatch(opening[0]):
        return told[0][:10]
    if numbered:
        return ""
    if _counts_columns(cells):
        return _("栏次")
    if any(map(_SUM.fullmatch, opening)):
        return SUM
    unread = not any(cells[place] for place in used if place < len(cells))
    if unread and all(map(_SERIAL.fullmatch, told)):
        return BLANK  # a line of a printed form that nobody has filled in
    misplaced = any(PERSON.fullmatch(plain_signs(text)) for text in told)
    return told[0][:10] if (unread and not misplaced) or _is_remark(cells, opening) else ""


def _is_remark(cells: Sequence[str], opening: Sequence[str]) -> bool:
    """Whether a row without a person's number speaks of the form: who signs it, what is to be known, which group follows."""
    alone = sum(map(bool, cells)) == 1 and _ALONE.fullmatch(opening[0])
    return bool(alone) or any(_SIGNED.fullmatch(text) or _REMARK.fullmatch(text) for text in opening)


def _counts_columns(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns 栏次: 1 2 3, (1) (2) (3), 甲 乙 1 2, 3=1+2."""
    told = [text for text in cells if text]
    found = [_PLACE.fullmatch(plain_signs(text)) for text in told if text != "栏次"]
    numbers = [int(match[1]) for match in found if match and match[1]]
    enough = len(told) > 2  # 1, 2 alone may be anything, and 甲 a person
    counts = numbers[:1] == [1] and all(after == before + 1 for before, after in pairwise(numbers))
    return enough and counts and all(found)

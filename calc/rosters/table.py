"""Tables that people send 表格: CSV in the encodings and with the separators that Excel writes, or the sheets of a workbook.

Nothing is judged here but the shape: where the header is, which column is which, which rows are empty.
"""

import csv
import difflib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from ..engine.inputs import NARROW
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.texts import N_, SCRIPTS, _, quoted, reading
from .files import refuse

MOST_ROWS = 20_000
LONGEST_CELL = 2_000  # characters
HEADER_WITHIN = 30  # rows from the top: titles, the unit's name and notes stand above a header
HEADER_ROWS = 3
SEPARATORS = ",;\t"
UNCOMPUTED = "=?"  # a formula whose result is not in the file
APOSTROPHES = "'’‘＇"
OLD_NUMBER, REASONS = N_("原来的行号"), N_("哪里不对")  # columns of our own downloads, which come back with mended rows
_SUM = re.compile(
    r"(本页|本頁|本表|人数|人數|工资|工資|金额|金額|部门|部門|全部|以上)?(合计|总计|小计|共计|合計|總計|小計|共計)(:.*)?"
)
_SIGNED = re.compile(
    r"(制表|填表|填报|審核|审核|复核|複核|经办|經辦|负责|負責|单位负责|單位負責)(人|日期|时间|時間)?(:.*)?"
)
_REMARK = re.compile(
    r"(填表|填写|填寫|特别)?(说明|說明|备注|備註|注意事项|注意事項)(:.*)?|(注|註|联系电话|聯繫電話):.*|\d+[.、)][^\d].{3,}"
)
_EXAMPLE = re.compile(r"(例|示例|样例|樣例|例如|填写示例|填寫示例|范例|範例)(:.*)?")
_PERSON = re.compile(
    r"\d{15}|[\d*]{17}[\d*Xx]|[A-Za-z]{1,3}\d{6,12}"
)  # what only a person's row has where the number stands

_PLACE = re.compile(r"[(（]?(\d{1,2})[)）]?(?:=.*)?|[甲乙丙丁戊]")
_UNIT = re.compile(r"[(（【\[](.*?)[)）】\]]")
_PER = re.compile(r"(?:[单單]位:)?(?:人民[币幣])?(百|千|[万萬]|百[万萬])?[元圆圓]?(?:[/每]*([年月人]))?")
_UNIT_ABOVE = re.compile(r"[单單]位:(?:人民[币幣])?(百|千|[万萬]|百[万萬])[元圆圓]")
TIMES = {"百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "百万": 10**6, "百萬": 10**6}
_YEARLY = re.compile(r"(?!.*[月均]).*年.*([总總][额額]|合[计計]|薪|工[资資]|收入|[应應][发發]).*|年薪")
_IN_UNITS = re.compile(r"[百千万萬]元")
_AMOUNT = re.compile(r"[-¥￥]?[\d.,]+%?")
_HEAD, _TAIL, _WHOLE = re.compile(r"[¥￥]?\d{1,3}"), re.compile(r"\d{3}(\.\d+)?元?"), re.compile(r"\d{4,}(\.\d+)?")
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


@dataclass(frozen=True)
class Wanted:
    """A column that is looked for.

    `titles`: what our own forms call it, the reader's word first; `also`: what else its header may say.
    `amount`: it is in yuan a month; `person`: it names a person.
    """

    titles: Sequence[str]
    also: Sequence[str] = ()
    required: bool = False
    amount: bool = False
    person: bool = False

    @cached_property
    def known(self) -> tuple[frozenset[str], frozenset[str]]:
        """The titles, and all that the header may say, as headers are compared."""
        titles = frozenset(map(_plain, self.titles))
        return titles, titles.union(map(_plain, self.also))


Names = Mapping[str, Wanted]
"""A column's name → how its header is known."""


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
        known = len(_find_header(Sheet(rows), names).columns)
        if known > best[0]:
            best = known, rows
    if failure and best[0] <= 0:
        raise failure
    table = from_sheets([Sheet(best[1])], names)
    return replace(table, torn=_may_be_torn(table, names))


def from_sheets(sheets: Sequence[Sheet], names: Names) -> Table:
    """Take the sheet whose header fits best, the first of equals. Raises CannotCalculate."""
    headers = [_find_header(sheet, names) for sheet in sheets]
    pairs = zip(headers, sheets, strict=True)
    header, sheet = max(pairs, key=lambda pair: len(pair[0].columns), default=(_Header(0, 0, [], {}), Sheet([])))
    if not header.columns:
        raise _no_header(sheets, names)
    columns = {column: places[0] for column, places in header.columns.items()}
    ours = own_columns()
    used = {*columns.values(), *(place for place, title in enumerate(header.titles) if title in ours)}
    unknown = [title for place, title in enumerate(header.titles) if title and place not in used]
    questions = [*_unclear(header, names), *_units(sheet, header, columns, names)]
    problems = [Problem(None, Code.UNCLEAR_COLUMN, "".join(questions))] if questions else []
    if missing := [column for column, wanted in names.items() if wanted.required and column not in columns]:
        problems.append(Problem(None, Code.MISSING_COLUMN, _missing(missing, header.titles, unknown, names)))
    if problems:
        raise CannotCalculate(problems)
    person = next((place for column, place in columns.items() if names[column].person), None)
    rows, notes = _body(sheet, header, person)
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


def clean(cell: str) -> str:
    """A cell without the spaces around it and the signs that only tell Excel to keep text as it is."""
    if cell.isalnum():
        return cell  # most are, and have nothing around them
    text = cell.strip().strip(
        "\ufeff\u200b\u200e\u202c\u202d"
    )  # invisible ones come with what is copied from web pages
    if text.startswith("=") and (match := _TEXT_FORMULA.match(text)):
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


Cell = tuple[str, ...]
"""What a place of a header says: its own words, then those of the merged cell over it, which may be over several."""


def _match(cells: Sequence[Cell], names: Names) -> dict[str, list[int]]:
    """Which columns a header names, and every place that it may be. Cells that are too long are no names.

    Our own title decides: a file that has it has been asked for it. Anything else that fits twice is not for us to choose.
    """
    said = [[_plain(text) for text in cell if 0 < len(text) <= 60] for cell in cells]
    found: dict[str, list[int]] = {}
    taken: set[int] = set()
    for column, wanted in names.items():
        titles, words = wanted.known
        own = [place for place, texts in enumerate(said) if texts[:1] and texts[0] in titles]
        places = own or [place for place, texts in enumerate(said) if not words.isdisjoint(texts)]
        if places := [place for place in places if place not in taken]:
            found[column] = places
            taken |= set(places)
    return found


@dataclass(frozen=True)
class _Header:
    """Where a header is: its first and last row, counted from 0, what it says, and the places of each column it names."""

    first: int
    last: int
    titles: Sequence[str]
    columns: Mapping[str, Sequence[int]]
    cells: Sequence[Cell] = ()


def _find_header(sheet: Sheet, names: Names) -> _Header:
    """The row that names most columns, or up to three rows: a header over merged cells 合并单元格, with its parts below."""
    top = [list(map(clean, row)) for row in sheet.rows[:HEADER_WITHIN]]
    single = [_single(number, row, names) for number, row in enumerate(top)]
    found: list[_Header] = single
    deeper = single
    for _level in range(HEADER_ROWS - 1):
        deeper = [
            _joined(above, single[above.last + 1], names)
            for above in deeper
            if above.last + 1 < len(single) and _goes_on(above, single[above.last + 1])
        ]
        found = [*deeper, *found]  # of headers that name as many columns, the one that takes in more rows
    return max(found, key=lambda header: len(header.columns), default=_Header(0, 0, [], {}))


def _single(number: int, row: Sequence[str], names: Names) -> _Header:
    cells = [(text,) if text else () for text in row]
    return _Header(number, number, row, _match(cells, names), cells)


def _goes_on(above: _Header, below: _Header) -> bool:
    """Whether the next row belongs to the header, and is not somebody's."""
    values = any(_AMOUNT.fullmatch(text) or _PERSON.fullmatch(text) for text in below.titles)
    fits = _is_below(above.titles, below.titles) or _completes(above, below)
    return bool(above.columns) and not values and fits


def _spans(titles: Sequence[str], width: int) -> list[int]:
    """Each place → that of the title over it: its own, or the nearest on the left, as far as a merged cell may reach."""
    over, last = [], 0
    for place in range(width):
        last = place if place < len(titles) and titles[place] else last
        over.append(last)
    return over


def _is_below(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row has words only under cells that may be merged, as the second row of a header does."""
    width = max(len(above), len(below))
    over = _spans(above, width)
    filled = [place for place, text in enumerate(below) if text]
    return bool(filled) and all(over.count(over[place]) > 1 for place in filled)


def _completes(above: _Header, below: _Header) -> bool:
    return bool(below.columns) and above.columns.keys().isdisjoint(below.columns)


def _joined(above: _Header, below: _Header, names: Names) -> _Header:
    """A header and the row below it as one. A merged cell says something of all below it, unless one of those is another column."""
    width = max(len(above.titles), len(below.titles))
    over = _spans(above.titles, width)
    groups, parts = (
        {place: column for column, places in header.columns.items() for place in places} for header in (above, below)
    )
    mixed = {over[place] for place, column in parts.items() if groups.get(over[place]) not in (None, column)}
    cells: list[Cell] = []
    titles = []
    for place in range(width):
        own = below.titles[place] if place < len(below.titles) else ""
        start = over[place]
        over_it = (own or start == place) and start < len(above.titles)
        group = above.titles[start] if over_it else ""
        groups_said = above.cells[start] if over_it and start not in mixed else ()
        cells.append((own, *groups_said) if own else groups_said)
        wide = over.count(start) > 1
        titles.append(f"{group}／{own}" if own and group and wide else own if place in parts else group or own)
    return _Header(above.first, below.last, titles, _match(cells, names), cells)


def _unclear(header: _Header, names: Names) -> Iterator[str]:
    """A question for each column that more than one place may be."""
    for column, places in header.columns.items():
        if len(places) > 1:
            shown = _("、").join(
                _("“{title}”（{letter}列）").format(title=header.titles[place], letter=_letter(place))
                for place in places
            )
            yield _(
                "{columns}都可能是“{wanted}”，看不出该用哪一列，没有替您猜。"
                "请把要用的那一列的列名改成“{wanted}”，再选一次。"
            ).format(columns=shown, wanted=names[column].titles[0])


def _letter(place: int) -> str:
    """A column's letters in Excel, from its place counted from 0."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _units(sheet: Sheet, header: _Header, columns: Mapping[str, int], names: Names) -> Iterator[str]:
    """What has to be worked out first where an amount is not in yuan a month, by its header or by a line above it."""
    over = [_plain_signs(cell) for row in sheet.rows[: header.first] for cell in row]
    general = next((match[1] for cell in over if (match := _UNIT_ABOVE.search(cell))), "")
    for column, place in columns.items():
        if not names[column].amount:
            continue
        texts = [row[place] for row in sheet.rows[header.first : header.last + 1] if place < len(row)]
        per = [
            match
            for text in (*texts, header.titles[place])
            for unit in _UNIT.findall(text)
            if (match := _PER.fullmatch(_plain_signs(unit)))
        ]
        stated = any(match[1] or match[0].endswith(("元", "圆", "圓")) for match in per)
        unit = next((match[1] for match in per if match[1]), "" if stated else general)
        title = header.titles[place]
        if unit:
            yield _(
                "“{title}”这一列的单位是{unit}元。请每个数乘以{times}，换成元，列名里的单位也改成“元”，再选一次。"
            ).format(title=title, unit=unit, times=TIMES[unit])
        if any(match[2] == "年" for match in per):
            yield _("“{title}”这一列是一年的数。请除以12，换成一个月的，列名改成“{wanted}”，再选一次。").format(
                title=title, wanted=names[column].titles[0]
            )


def _plain_signs(text: str) -> str:
    return "".join((text if text.isascii() else text.translate(NARROW)).split())


def _body(sheet: Sheet, header: _Header, person: int | None) -> tuple[list[Row], list[str]]:
    """The rows of people. `person`: where the number stands that names them: a row that has one is always a person's."""
    repeated = [list(map(clean, row)) for row in sheet.rows[header.first : header.last + 1]]
    concealed = set(sheet.hidden)
    rows, sums, others, hidden = [], [], [], []
    for number, cells in enumerate(sheet.rows[header.last + 1 :], header.last + 2):
        cleaned = [clean(cell) for cell in cells]
        if not any(cleaned) or cleaned in repeated:  # the header again at the top of each printed page
            continue
        numbered = person is not None and person < len(cleaned) and _PERSON.fullmatch(_plain_signs(cleaned[person]))
        opening = [_plain_signs(text) for text in cleaned if text][:2]  # the words, or a serial number and the words
        if not numbered and _counts_columns(cleaned):
            others.append((number, _("栏次")))
            continue
        if _EXAMPLE.fullmatch(opening[0]) or (
            not numbered and any(_SIGNED.fullmatch(t) or _REMARK.fullmatch(t) for t in opening)
        ):
            others.append((number, next(filter(None, cleaned))[:10]))
            continue
        if not numbered and any(map(_SUM.fullmatch, opening)):
            sums.append(number)
            continue
        if number in concealed:
            hidden.append(number)
        rows.append(Row(number, [cell[:LONGEST_CELL] for cell in cells]))
    notes = []
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


def _counts_columns(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns 栏次: 1 2 3, (1) (2) (3), 甲 乙 1 2, 3=1+2."""
    told = [text for text in cells if text]
    found = [_PLACE.fullmatch(_plain_signs(text)) for text in told if text != "栏次"]
    numbers = [int(match[1]) for match in found if match and match[1]]
    enough = len(told) > 2  # 1, 2 alone may be anything, and 甲 a person
    counts = numbers[:1] == [1] and all(after == before + 1 for before, after in pairwise(numbers))
    return enough and counts and all(found)


def _titles(columns: Sequence[str], names: Names) -> str:
    return _("、").join(quoted(names[column].titles[0]) for column in columns)


def _no_header(sheets: Sequence[Sheet], names: Names) -> CannotCalculate:
    first = next((row for sheet in sheets for row in sheet.rows if any(map(clean, row))), ())
    if not first:
        return refuse(Code.EMPTY_FILE, _("这个文件里没有内容。请检查有没有选错文件，或者内容是不是在隐藏的工作表里。"))
    cells = _("、").join(text[:20] for cell in first[:8] if (text := clean(cell)))
    text = _("没有找到表头。请在第一行写上列名：{needed}。文件开头一行写的是：{cells}。")
    return refuse(
        Code.MISSING_COLUMN,
        text.format(needed=_titles([name for name in names if names[name].required], names), cells=cells),
    )


def _missing(missing: Sequence[str], header: Sequence[str], unknown: Sequence[str], names: Names) -> str:
    text = _("缺少这几列：{columns}。文件里有的列是：{header}。").format(
        columns=_titles(missing, names), header=_("、").join(filter(None, header))
    )
    monthly = [title for title in unknown if not (_YEARLY.fullmatch(_plain(title)) or _IN_UNITS.search(title))]
    for column in missing:
        wanted = names[column].titles[0]
        near = difflib.get_close_matches(wanted, monthly, 1, 0.5)
        yearly = [title for title in unknown if names[column].amount and _YEARLY.fullmatch(_plain(title))]
        if yearly:
            text += _("“{there}”看起来是一年的总数。要的是一个月的：请除以12，另写一列“{wanted}”。").format(
                there=yearly[0], wanted=wanted
            )
        elif near:
            text += _("“{there}”如果就是“{wanted}”，请把列名改成“{wanted}”。").format(there=near[0], wanted=wanted)
    return text

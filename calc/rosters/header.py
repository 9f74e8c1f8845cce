"""The header of a table 表头: where it is, which column is which, and what is unclear about it.

Nothing is guessed: a column that two places may be, or a unit that is not yuan a month, is a question to whoever sent the file.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..engine.inputs import NARROW
from ..engine.problems import CannotCalculate, Code
from ..engine.texts import _, quoted
from .cells import Sheet, clean, plain_signs
from .files import refuse

HEADER_WITHIN = 30  # rows from the top: titles, the unit's name and notes stand above a header
HEADER_ROWS = 3
_UNIT = re.compile(r"[(（【\[](.*?)[)）】\]]")
_YUAN = re.compile(r"(?<=[^百千万萬亿億])/?元(/月)?$")
_PER = re.compile(r"(?:[单單]位:)?(?:人民[币幣])?(百|千|[万萬]|百[万萬])?[元圆圓]?(?:[/每]*([年月人]))?")
_UNIT_ABOVE = re.compile(r"[单單]位:(?:人民[币幣])?(百|千|[万萬]|百[万萬])[元圆圓]")
TIMES = {"百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "百万": 10**6, "百萬": 10**6}
_YEARLY = re.compile(r"(?!.*[月均]).*年.*([总總][额額]|合[计計]|薪|工[资資]|收入|[应應][发發]).*|年薪")
_IN_UNITS = re.compile(r"[百千万萬]元")
_WAGE = ("工资", "工資", "月工资", "月工資")  # what may be all wages or what is left beside a bonus
_NEWER = re.compile(r"(最?新|[调調变變]整?更?[后後]|[现現]|本次|[拟擬]|核定)")
_PART = re.compile(
    r"^([应應][发發].*|奖金|獎金|.*津[贴貼]|.*[补補][贴貼]|加班.*|[绩績]效.*|提成|[岗崗]位工.*|.*奖|.*獎)$"
)
_AMOUNT = re.compile(r"[-¥￥]?[\d.,]+%?")
PERSON = re.compile(
    r"\d{15}|[\d*●•×._#xX]{18}|[A-Za-z]{1,3}\d{6,12}"
)  # what only a person's row has where the number stands


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
Cell = tuple[str, ...]
"""What a place of a header says: its own words, then those of the merged cell over it, which may be over several."""


@dataclass(frozen=True)
class Header:
    """Where a header is: its first and last row, counted from 0, what it says, and the places of each column it names."""

    first: int
    last: int
    titles: Sequence[str]
    columns: Mapping[str, Sequence[int]]
    cells: Sequence[Cell] = ()


def find_header(sheet: Sheet, names: Names) -> Header:
    """The row that names most columns, or up to three rows: a header over merged cells 合并单元格, with its parts below."""
    top = [list(map(clean, row)) for row in sheet.rows[:HEADER_WITHIN]]
    single = [_single(number, row, names) for number, row in enumerate(top)]
    found: list[Header] = single
    deeper = single
    for _level in range(HEADER_ROWS - 1):
        deeper = [
            _joined(above, single[above.last + 1], names)
            for above in deeper
            if above.last + 1 < len(single) and _goes_on(above, single[above.last + 1])
        ]
        found = [*deeper, *found]  # of headers that name as many columns, the one that takes in more rows
    return max(found, key=lambda header: len(header.columns), default=Header(0, 0, [], {}))


def _single(number: int, row: Sequence[str], names: Names) -> Header:
    cells = [(text,) if text else () for text in row]
    return Header(number, number, row, _match(cells, names), cells)


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


def _plain(text: str) -> str:
    """A header as it is compared: no spaces, no unit in brackets or 元 at its end, no mark of required columns, small letters."""
    text = clean(text).translate(NARROW)
    return _YUAN.sub("", re.sub(r"[\s*:]", "", _UNIT.sub("", text)).casefold())


def _goes_on(above: Header, below: Header) -> bool:
    """Whether the next row belongs to the header, and is not somebody's."""
    values = any(_AMOUNT.fullmatch(text) or PERSON.fullmatch(text) for text in below.titles)
    fits = _is_below(above.titles, below.titles) or _completes(above, below) or _says_units(below.titles)
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


def _says_units(titles: Sequence[str]) -> bool:
    """Whether a row says nothing but in which units the columns above are: 万元, （元）."""
    filled = [plain_signs(text).strip("()") for text in titles if text]
    return bool(filled) and all(map(_PER.fullmatch, filled))


def _completes(above: Header, below: Header) -> bool:
    return bool(below.columns) and above.columns.keys().isdisjoint(below.columns)


def _joined(above: Header, below: Header, names: Names) -> Header:
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
    return Header(above.first, below.last, titles, _match(cells, names), cells)


def unclear(header: Header, names: Names) -> Iterator[str]:
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


def units(sheet: Sheet, header: Header, columns: Mapping[str, int], names: Names) -> Iterator[str]:
    """What has to be worked out first where an amount is not in yuan a month, by its header or by a line above it."""
    over = [plain_signs(cell) for row in sheet.rows[: header.first] for cell in row]
    general = next((match[1] for cell in over if (match := _UNIT_ABOVE.search(cell))), "")
    for column, place in columns.items():
        if not names[column].amount:
            continue
        texts = [row[place] for row in sheet.rows[header.first : header.last + 1] if place < len(row)]
        per = [
            match
            for text in (*texts, header.titles[place])
            for unit in (*_UNIT.findall(text), text)
            if unit and (match := _PER.fullmatch(plain_signs(unit)))
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


def rivals(header: Header, columns: Mapping[str, int], unknown: Sequence[str], names: Names) -> Iterator[str]:
    """A question where a column of wages may be only a part of them, or an old one: a bonus, an allowance or a newer base
    stands in one of its own."""
    parts = [title for title in unknown if _PART.search(_plain(title))]
    for column, place in columns.items():
        title = header.titles[place]
        newer = [other for other in _containing(names[column], unknown) if _NEWER.match(_plain(other))]
        if newer and names[column].amount and _plain(title) not in names[column].known[0]:
            yield _(
                "“{title}”旁边另有{newer}，看不出该用哪一列，没有替您猜。"
                "请把要用的那一列的列名改成“{wanted}”，再选一次。"
            ).format(title=title, newer=_("、").join(map(quoted, newer)), wanted=names[column].titles[0])
        if parts and names[column].amount and _plain(title) in _WAGE:
            yield _(
                "“{title}”旁边另有{parts}，看不出“{title}”是不是全部工资。奖金、津贴、补贴、加班费都算工资。"
                "请把全部工资写在一列，列名改成“{wanted}”，再选一次。"
            ).format(title=title, parts=_("、").join(map(quoted, parts)), wanted=names[column].titles[0])


def _titles(columns: Sequence[str], names: Names) -> str:
    return _("、").join(quoted(names[column].titles[0]) for column in columns)


def no_header(sheets: Sequence[Sheet], names: Names) -> CannotCalculate:
    """What to say where no row of any sheet is a header."""
    first = next((row for sheet in sheets for row in sheet.rows if any(map(clean, row))), ())
    if not first:
        return refuse(Code.EMPTY_FILE, _("这个文件里没有内容。请检查有没有选错文件，或者内容是不是在隐藏的工作表里。"))
    cells = _("、").join(text[:20] for cell in first[:8] if (text := clean(cell)))
    text = _("没有找到表头。请在第一行写上列名：{needed}。文件开头一行写的是：{cells}。")
    return refuse(
        Code.MISSING_COLUMN,
        text.format(needed=_titles([name for name in names if names[name].required], names), cells=cells),
    )


def _containing(wanted: Wanted, titles: Sequence[str]) -> list[str]:
    """The titles that have a known word in them, 社保申报基数; a single sign says nothing."""
    return [title for title in titles if any(len(word) > 1 and word in _plain(title) for word in wanted.known[1])]


def missing_columns(missing: Sequence[str], header: Sequence[str], unknown: Sequence[str], names: Names) -> str:
    """What to say of columns that the header lacks, with what may be meant for them. `unknown`: titles that nothing asks for."""
    text = _("缺少这几列：{columns}。文件里有的列是：{header}。").format(
        columns=_titles(missing, names), header=_("、").join(filter(None, header))
    )
    monthly = [title for title in unknown if not (_YEARLY.fullmatch(_plain(title)) or _IN_UNITS.search(title))]
    for column in missing:
        wanted = names[column].titles[0]
        near = difflib.get_close_matches(wanted, monthly, 1, 0.5) or _containing(names[column], monthly)
        yearly = [title for title in unknown if names[column].amount and _YEARLY.fullmatch(_plain(title))]
        if yearly:
            text += _("“{there}”看起来是一年的总数。要的是一个月的：请除以12，另写一列“{wanted}”。").format(
                there=yearly[0], wanted=wanted
            )
        elif near:
            text += _("“{there}”如果就是“{wanted}”，请把列名改成“{wanted}”。").format(there=near[0], wanted=wanted)
    return text

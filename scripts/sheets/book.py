"""Writes a region's workbook: a sheet a kind of fact, closed lists to choose from, and what each column means as a note."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scripts.data.decode import Key, Text
from scripts.data.library import REGISTERS, Library
from scripts.data.model import Procedure
from scripts.data.registers import Region
from scripts.data.rewrite import Data, flow, plain
from scripts.data.schema import schema
from scripts.outputs.roster_templates import dateless
from scripts.sheets.cells import choices, shown, words
from scripts.sheets.layout import Column, Table, families, follow

GUIDE, CHOICES, BEFORE = "填写说明", "可选值", "导出时的文件"
MARK = "社保办事指南·地区的事项表"
HOW = (
    "一个工作表是一种内容，一行是一条。改完运行：make import file=这个文件 region=地区编号",
    "改一格，只改文件里那一处；没有改的，文件一个字也不变。",
    "添一条：在同一个事项的行下面插入一行，写“哪个事项”，“第几条”空着不填。添一个事项：在“事项”里加一行，编号用小写英文。",
    "删一条：删掉整行。事项不能在这里删：运行 make retire。",
    "排序、隐藏、调宽都不要紧：原有的各条还是原来的次序。工作表和第一行的标题不要删，也不要改名。",
    "一格里写几样的，一样一行（Alt+Enter 换行）。大括号里的，照别的行的样子写。",
    "有错误会一次列全，写明哪个工作表、哪一格、可以写什么，这时一个文件也不改。",
)
AS_TEXT = "@"
HEAD = PatternFill("solid", fgColor="D9E8F5")
NEEDED = PatternFill("solid", fgColor="FFE3A3")
KEYS = PatternFill("solid", fgColor="DDDDDD")
WRAP = Alignment(wrap_text=True, vertical="top")
WIDE, MIDDLE, NARROW = 40, 18, 12  # widths of columns, in characters
SPARE = 1000  # rows below the last for which the closed lists hold too


def texts_of(folder: Path) -> dict[str, str]:
    """The YAML files of a region by name: one for each procedure, one for the documents, one for the region itself."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yml"))}


def entries(family: Table, region: str, texts: Mapping[str, str]) -> dict[str, Data]:
    """The entries of a family by key: of procedures each is a file, of documents one file holds all."""
    special = {"region.yml", "sources.yml"}
    if family.kind is Procedure:
        return {name.removesuffix(".yml"): plain(text) for name, text in texts.items() if name not in special}
    if family.kind is Region:
        return {region: plain(texts["region.yml"])}
    return plain(texts.get("sources.yml", "")) or {}


def rows(table: Table, within: Mapping[str, Data]) -> Iterator[tuple[tuple[str, ...], Data]]:
    """Every entry of a sheet with its labels: the keys or numbers of those it belongs to, and its own."""
    if table.parent is None:
        yield from (((key,), entry) for key, entry in within.items())
        return
    for labels, entry in rows(table.parent, within):
        yield from (((*labels, label), each) for label, each in parts(table, entry))


def parts(table: Table, entry: Data) -> list[tuple[str, Data]]:
    """The entries of a sheet that belong to an entry of its parent, each with its label."""
    many = follow(entry, table.way)
    if isinstance(many, dict):
        return [*many.items()]
    return [(str(number), each) for number, each in enumerate(many or (), 1)]


def words_of(table: Table, labels: tuple[str, ...], entry: Data) -> dict[str, str]:
    """What stands in the row of an entry, by the titles of the columns."""
    own = {column.title: shown(follow(entry, column.way), column) for column in table.columns}
    return dict(zip(table.labels, labels, strict=True)) | own


def workbook(region: str, texts: Mapping[str, str], library: Library) -> bytes:
    """The workbook of a region. The same files give the same bytes."""
    book = openpyxl.Workbook()
    _guide(book.active, region, library)
    offers = _Offers(library)
    for family in families():
        within = entries(family, region, texts)
        for table in family.all():
            _sheet(book.create_sheet(table.title), table, [*rows(table, within)], offers)
    offers.write(book.create_sheet(CHOICES))
    before = book.create_sheet(BEFORE)
    before.sheet_state = "hidden"
    for name, text in texts.items():
        before.append([name, digest(text)])
    out = io.BytesIO()
    book.save(out)
    return dateless(out)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _guide(sheet: Worksheet, region: str, library: Library) -> None:
    sheet.title = GUIDE
    sheet.append([MARK, region])
    sheet.append([f"地区：{library.regions[Key(region)].name}"])
    for line in HOW:
        sheet.append([line])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 110
    for (cell,) in sheet.iter_rows(max_col=1):
        cell.alignment = WRAP


class _Offers:
    """The sheet of what closed columns may hold: a list a column, with the names of what stands there as a key."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.vocabularies = library.vocabularies()
        self.lists: dict[tuple[str, ...], int] = {}
        self.titles: list[str] = []

    def of(self, column: Column) -> str | None:
        """The formula of the list that a cell of this column chooses from; None if it is open or takes several."""
        values = choices(column) or tuple(self.vocabularies.get(column.spec.one_of or "", ()))
        if not values or column.shape != "value":
            return None
        if values not in self.lists:
            self.lists[values] = 2 * len(self.lists) + 1
            self.titles.append(column.spec.term)
        letter = get_column_letter(self.lists[values])
        return f"'{CHOICES}'!${letter}$2:${letter}${len(values) + 1}"

    def write(self, sheet: Worksheet) -> None:
        named = {
            key: str(getattr(entry, "name", getattr(entry, "title", "")))
            for register in REGISTERS.values()
            if isinstance(content := getattr(self.library, register.field), dict)
            for key, entry in content.items()
        }
        for title, (values, column) in zip(self.titles, self.lists.items(), strict=True):
            head = sheet.cell(1, column, title)
            head.font, head.fill = Font(bold=True), HEAD
            for number, value in enumerate(values, 2):
                _write(sheet, number, column, value)
                _write(sheet, number, column + 1, named.get(value, ""))
            sheet.column_dimensions[get_column_letter(column)].width = MIDDLE
            sheet.column_dimensions[get_column_letter(column + 1)].width = MIDDLE
        sheet.freeze_panes = "A2"


def _sheet(sheet: Worksheet, table: Table, filled: list[tuple[tuple[str, ...], Data]], offers: _Offers) -> None:
    meanings = schema(table.kind, offers.vocabularies)["$defs"]
    fixed = len(table.labels)
    for number, label in enumerate(table.labels, 1):
        _head(sheet, number, label, KEYS, "")
    for number, column in enumerate(table.columns, fixed + 1):
        needed = column.spec.required and len(column.way) == 1
        step = column.way[-1]
        meaning = meanings[step.owner.__name__]
        written = meaning.get("anyOf", [meaning])[-1]["properties"][step.name]  # the long form of what has a short one
        note = "\n".join(_note(written, choices(column), needed=needed, several=column.shape == "lines"))
        _head(sheet, number, column.title, NEEDED if needed else HEAD, note)
        whole = sheet.column_dimensions[get_column_letter(number)]
        whole.number_format = AS_TEXT
        whole.width = _width(column)
        if len(column.way) > 1 and all(follow(entry, column.way) is None for _labels, entry in filled):
            whole.outlineLevel = 1  # rarely used: folded, and opened by the plus above the columns
            whole.hidden = True
        if formula := offers.of(column):
            rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = "不在可选范围内", f"从列表里选，见工作表“{CHOICES}”"
            letter = get_column_letter(number)
            rule.add(f"{letter}2:{letter}{len(filled) + SPARE}")
            sheet.add_data_validation(rule)
    for row, (labels, entry) in enumerate(filled, 2):
        for number, text in enumerate(words_of(table, labels, entry).values(), 1):
            _write(sheet, row, number, text)
    sheet.freeze_panes = sheet.cell(2, fixed + 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(fixed + len(table.columns))}{len(filled) + 1}"
    if not filled:
        sheet.sheet_properties.tabColor = "BBBBBB"


def _note(written: Mapping[str, Any], offered: Sequence[str], *, needed: bool, several: bool) -> Iterator[str]:
    """What an editor has to know of a column."""
    if needed:
        yield "必填。"
    if description := written.get("description"):
        yield description
    if several:
        yield "可以写几样，一样一行。"
    if offered:  # in the words of the workbook, where the description has those of the files
        yield f"从列表里选：{'、'.join(offered)}"
    for example in written.get("examples", ()):
        yield f"例如：{_example(example, several=several)}"


def _example(value: Any, *, several: bool) -> str:
    """An example as it would stand in the cell."""
    if several and isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, bool):
        return words()[str(value).lower()]
    return words().get(value, value) if isinstance(value, str) else flow(plain(json.dumps(value, ensure_ascii=False)))


def _width(column: Column) -> int:
    if column.kind is Text or column.shape.startswith("notation"):
        return WIDE
    return MIDDLE if column.shape == "lines" else NARROW


def _head(sheet: Worksheet, column: int, title: str, fill: PatternFill, note: str) -> None:
    cell = sheet.cell(1, column, title)
    cell.font, cell.fill, cell.alignment = Font(bold=True), fill, WRAP
    sheet.column_dimensions[get_column_letter(column)].width = MIDDLE
    sheet.column_dimensions[get_column_letter(column)].number_format = AS_TEXT
    if note:
        cell.comment = Comment(note, "", width=360, height=160)


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Words as words: no spreadsheet may take them for a formula, a number or a day."""
    if text:
        cell = sheet.cell(row, column, text)
        cell.data_type = "s"
        cell.number_format = AS_TEXT
        cell.quotePrefix = text[0] in "=+-@"
        cell.alignment = WRAP

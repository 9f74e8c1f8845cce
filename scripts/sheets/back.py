"""Takes a region's workbook back: what the cells say now against the files, and every mistake at once with its cell."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import openpyxl
import yaml
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scripts.data.decode import KEY, quote, suggest
from scripts.data.model import Procedure
from scripts.data.registers import Region
from scripts.data.rewrite import Data, rewrite
from scripts.data.yaml_strict import Problem
from scripts.sheets.book import BEFORE, GUIDE, MARK, digest, entries, parts, texts_of
from scripts.sheets.cells import Unreadable, meant, shown, typed
from scripts.sheets.layout import Column, Table, families, follow, put, short_of, tables
from scripts.tools import trial

Labels = tuple[str, ...]
Where = tuple[str | int, ...]  # the way to a value in the data of a region: the key of an entry, then names and numbers


class Refused(Exception):
    """The workbook cannot be taken back; every mistake with its cell, in Chinese."""

    def __init__(self, mistakes: Iterable[str]) -> None:
        self.mistakes = [*dict.fromkeys(mistakes)]
        listed = "\n".join(f"  {mistake}" for mistake in self.mistakes)
        super().__init__(f"表格有 {len(self.mistakes)} 处要改，文件都没有动：\n{listed}")


@dataclass
class Row:
    """A row of a sheet: its number there, and the words under each title; none where a cell could not be read."""

    number: int
    words: dict[str, str]


@dataclass
class Book:
    """A workbook as it was read: by sheet, the rows by their labels, in the order in which they stand; and what is wrong."""

    region: str
    before: dict[str, str]
    rows: dict[str, dict[Labels, Row]] = field(default_factory=dict)
    letters: dict[str, dict[str, str]] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def cell(self, table: Table, row: Row, title: str) -> str:
        return f"{table.title}!{self.letters[table.title][title]}{row.number}"


def is_ours(path: Path) -> bool:
    """Whether it is a workbook that we wrote, and no document of an office."""
    if path.suffix != ".xlsx":
        return False
    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except Exception:  # openpyxl lets through whatever a damaged part makes its readers raise; the importer says so
        return False
    try:
        return GUIDE in book.sheetnames and book[GUIDE]["A1"].value == MARK
    finally:
        book.close()


def read(path: Path) -> Book:
    """All that the workbook says, and what is wrong with it as a table."""
    workbook = openpyxl.load_workbook(path)
    before = {row[0]: row[1] for row in workbook[BEFORE].iter_rows(values_only=True)} if BEFORE in workbook else {}
    book = Book(str(workbook[GUIDE]["B1"].value or ""), cast("dict[str, str]", before))
    for table in tables():
        if table.title in workbook.sheetnames:
            _read(workbook[table.title], table, book)
        else:
            book.mistakes.append(f"少了工作表“{table.title}”。工作表不要删，也不要改名；重新导出一份")
    return book


def _read(sheet: Worksheet, table: Table, book: Book) -> None:
    columns: dict[str, Column | None] = {**dict.fromkeys(table.labels), **{each.title: each for each in table.columns}}
    heads: dict[int, str] = {}
    for cell in sheet[1]:
        title = str(cell.value or "").strip()
        if title in columns and title not in heads.values():
            heads[cell.column] = title
        elif title:
            book.mistakes.append(
                f"{table.title}!{cell.coordinate}：不认识{quote(title)}这一列，或者写了两次。{suggest(title, columns)}"
            )
    if missing := [title for title in columns if title not in heads.values()]:
        book.mistakes.append(f"{table.title}：少了这几列：{'、'.join(missing)}。列不要删，也不要改名；重新导出一份")
        return
    book.letters[table.title] = {title: get_column_letter(number) for number, title in heads.items()}
    found = book.rows.setdefault(table.title, {})
    book.mistakes += (
        f"{table.title}!{each.coord}：合并了单元格。取消合并，每一格都填上" for each in sheet.merged_cells.ranges
    )
    for cells in sheet.iter_rows(min_row=2):
        row = Row(cells[0].row, {})
        for cell in cells:
            if title := heads.get(cell.column, ""):
                try:
                    row.words[title] = typed(cell, columns[title])
                except Unreadable as error:
                    book.mistakes.append(f"{table.title}!{cell.coordinate}：{error}")
        if any(row.words.values()):
            _add(found, table, row, book)


def _add(found: dict[Labels, Row], table: Table, row: Row, book: Book) -> None:
    """Enter a row under its labels; a new one of a list may leave its number empty."""
    *above, own = table.labels
    for title in table.labels if table.keyed else above:
        if not row.words.get(title):
            book.mistakes.append(f"{book.cell(table, row, title)}：{quote(title)}没有填")
            return
    label = row.words.get(own) or f"新{row.number}"
    labels = (*(row.words[title] for title in above), label)
    if labels in found:
        first = found[labels].number
        hint = "新加的一行这一格空着" if not table.keyed else "换一个编号"
        book.mistakes.append(f"{book.cell(table, row, own)}：{quote(label)}和第 {first} 行重了。{hint}")
        return
    if table.keyed and not KEY.fullmatch(label):
        book.mistakes.append(
            f"{book.cell(table, row, own)}：{quote(label)}不是合法的编号。只能用小写英文字母、数字和连字符"
        )
        return
    found[labels] = row


@dataclass
class Rebuilt:
    """The entries of a family as the workbook has them, and the cell or row behind each value."""

    book: Book
    places: dict[Where, str] = field(default_factory=dict)

    def entries(self, table: Table, old: Mapping[str, Data]) -> dict[str, Data]:
        now = [labels[-1] for labels in self.book.rows[table.title]]
        gone = [label for label in old if label not in now]
        if table.kind is Procedure:
            self.book.mistakes += (
                f"{table.title}：少了“{slug}”这一行。事项不能在表里删，运行 make retire；放回这一行，或者重新导出"
                for slug in gone
            )
        self._strays(table, {(label,) for label in gone})
        return {label: self._entry(table, (label,), old.get(label), (label,)) for label in _order([*old], now)}

    def _entry(self, table: Table, labels: Labels, old: Data, where: Where) -> Data:
        row = self.book.rows[table.title][labels]
        entry: Data = copy.deepcopy(old)
        self.places[where] = f"{table.title}!A{row.number}"
        for column in table.columns:
            words = row.words.get(column.title)
            place = self.book.cell(table, row, column.title)
            self.places[(*where, *column.path)] = place
            was = follow(entry, column.way)
            if words is None or words == shown(was, column):
                continue
            try:
                entry = put(entry, column.way, meant(words, column))
            except Unreadable as error:
                self.book.mistakes.append(f"{place}：{error}")
        for child in table.children:
            entry = self._children(child, labels, entry, where)
        entry = entry if entry is not None else {}
        if old is None and isinstance(entry, dict) and set(entry) == {short_of(table.kind)}:
            (entry,) = entry.values()
        return entry

    def _children(self, child: Table, labels: Labels, entry: Data, where: Where) -> Data:
        old = dict(parts(child, entry))
        order = _order([*old], [own[-1] for own in self.book.rows[child.title] if own[:-1] == labels])
        path = tuple(step.name for step in child.way)
        made = {
            label: self._entry(
                child, (*labels, label), old.get(label), (*where, *path, label if child.keyed else number)
            )
            for number, label in enumerate(order)
        }
        if [*made.items()] == [*old.items()]:
            return entry
        return put(entry, child.way, (made if child.keyed else [*made.values()]) or None)

    def _strays(self, table: Table, gone: Collection[Labels]) -> None:
        """Rows of what belongs to no row of this sheet, told once for each sheet; a procedure that is gone has been told."""
        known = self.book.rows[table.title]
        for child in table.children:
            strays: dict[Labels, list[Row]] = {}
            for labels, row in self.book.rows[child.title].items():
                if labels[:-1] not in known and labels[:1] not in gone:
                    strays.setdefault(labels[:-1], []).append(row)
            for labels, rows in strays.items():
                cells = "、".join(self.book.cell(child, row, child.labels[-2]) for row in rows)
                near = suggest(labels[-1], [each[-1] for each in known if each[:-1] == labels[:-1]])
                self.book.mistakes.append(f"{cells}：{table.title}里没有{quote(labels[-1])}，或者那一行删掉了。{near}")
            self._strays(child, gone)


def _order(old: list[str], now: list[str]) -> list[str]:
    """What is old stays in its order; what is new stands behind the old one that it follows in the sheet."""
    kept = [label for label in old if label in now]
    behind: dict[str | None, list[str]] = {}
    last = None
    for label in now:
        if label in old:
            last = label
        else:
            behind.setdefault(last, []).append(label)
    return [*behind.get(None, []), *(each for label in kept for each in (label, *behind.get(label, [])))]


def changed(book: Book, texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, dict[Where, str]]]:
    """The files that come out otherwise, and for each file the cells behind its values. Mistakes go into the book."""
    files: dict[str, str] = {}
    places: dict[str, dict[Where, str]] = {}
    for family in families():
        old = entries(family, book.region, texts)
        rebuilt = Rebuilt(book)
        new = rebuilt.entries(family, old)
        before = {name: data for name, data, _under in _files(family, old)}
        for name, data, under in _files(family, new):
            places[name] = {
                where[len(under) :]: cell for where, cell in rebuilt.places.items() if where[: len(under)] == under
            }
            if data and data != before.get(name):
                files[name] = rewrite(texts.get(name, ""), data)
    return files, places


def _files(family: Table, entries: Mapping[str, Data]) -> Iterator[tuple[str, Data, Where]]:
    """The files that hold the entries of a family: their names, their data, and the way to it among the entries."""
    if family.kind is Procedure:
        yield from ((f"{key}.yml", entry, (key,)) for key, entry in entries.items())
    elif family.kind is Region:
        yield from (("region.yml", entry, (key,)) for key, entry in entries.items())
    else:
        yield "sources.yml", dict(entries), ()


def take_back(path: Path, root: Path, region: str | None, calculators: Iterable[str]) -> list[Path]:
    """Write what the workbook changes into ``guides/``; returns the files that changed.

    :param region: the region that the caller means; the workbook's own if None.
    :raises Refused: with every mistake; then nothing was written.
    """
    book = read(path)
    folder = root / "guides" / book.region
    if not folder.is_dir() or (region and region != book.region):
        raise Refused([f"{GUIDE}!B1：这份表格是地区“{book.region}”的" + (f"，不是“{region}”的" if region else "")])
    if set(book.rows) != {table.title for table in tables()}:
        raise Refused(book.mistakes)
    texts = texts_of(folder)
    try:
        files, places = changed(book, texts)
    except yaml.YAMLError:
        raise Refused([f"guides/{book.region} 里有文件读不懂，先运行 make check"]) from None
    for name in files:
        if name in texts and digest(texts[name]) != book.before.get(name):
            book.mistakes.append(
                f"guides/{book.region}/{name} 在导出这份表格以后有人改过，表里这个文件的内容也改了。"
                "重新导出一份，把您的改动抄过去"
            )
    told = {mistake.partition("：")[0] for mistake in book.mistakes}
    more = _checked(root, book.region, files, places, calculators)
    mistakes = [*book.mistakes, *(mistake for mistake in more if mistake.partition("：")[0] not in told)]
    if mistakes:
        raise Refused(mistakes)
    written = []
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return written


def _checked(
    root: Path,
    region: str,
    files: Mapping[str, str],
    places: Mapping[str, Mapping[Where, str]],
    calculators: Iterable[str],
) -> list[str]:
    """Every mistake that the data would have with the changed files, with the cell in place of the line where there is one."""
    if not files:
        return []
    changed = {f"guides/{region}/{name}": text for name, text in files.items()}
    return [_told(problem, region, files, places) for problem in trial.mistakes(root, changed, calculators)]


def _told(problem: Problem, region: str, files: Mapping[str, str], places: Mapping[str, Mapping[Where, str]]) -> str:
    folder, _slash, name = problem.place.path.rpartition("/")
    if folder != f"guides/{region}" or name not in files:
        return str(problem)
    where: Where = _way(files[name], problem.place.line - 1, problem.place.column - 1)
    cells = places[name]
    if lacking := re.match("缺少“(.*?)”", problem.message):
        where = (*where, lacking[1])
    while where not in cells and where:
        where = where[:-1]
    return f"{cells[where]}：{problem.message}" if where in cells else str(problem)


def _way(text: str, line: int, column: int) -> Where:
    """The way to the value that begins at a place in a file."""
    return next(_ways(yaml.compose(text, yaml.CSafeLoader), line, column, ()), ())


def _ways(node: Any, line: int, column: int, way: Where) -> Iterator[Where]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _ways(value, line, column, (*way, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _ways(item, line, column, (*way, number))
    if (node.start_mark.line, node.start_mark.column) == (line, column):
        yield way

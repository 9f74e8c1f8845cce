"""A region as a workbook, and back: unchanged to the byte, a changed cell one value, every mistake with its cell."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from scripts.data.decode import Text
from scripts.data.loader import load
from scripts.sheets import back, book
from scripts.sheets.back import Book, Refused, Row, is_ours, take_back
from scripts.sheets.layout import Column, families, tables
from tests.support import EXAMPLES, ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES, tmp_path / "guides")
    return tmp_path


@pytest.fixture(scope="module")
def written() -> bytes:
    return book.workbook("demo", book.texts_of(EXAMPLES / "demo"), load(EXAMPLES))


def files(root: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "guides/demo").iterdir())}


def edited(written: bytes, root: Path, edit: Callable[[Workbook], None]) -> Path:
    workbook = openpyxl.load_workbook(io.BytesIO(written))
    edit(workbook)
    path = root / "demo.xlsx"
    workbook.save(path)
    return path


def column(sheet: Any, title: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == title)


def row(sheet: Any, *labels: str) -> int:
    return next(
        cells[0].row for cells in sheet.iter_rows() if [cell.value for cell in cells[: len(labels)]] == [*labels]
    )


def in_memory(region: str, texts: Mapping[str, str]) -> Book:
    """What would be read from the workbook, without the workbook."""
    made = Book(region, {})
    for family in families():
        within = book.entries(family, region, texts)
        for table in family.all():
            made.letters[table.title] = dict.fromkeys((*table.labels, *(each.title for each in table.columns)), "A")
            made.rows[table.title] = {
                labels: Row(number, book.words_of(table, labels, entry))
                for number, (labels, entry) in enumerate(book.rows(table, within), 2)
            }
    return made


def test_the_workbook_says_all_an_editor_needs(written: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(written))
    sheet = workbook["办理材料"]
    assert sheet.freeze_panes == "C2" and sheet["B1"].value == "第几条"
    name, kind, form = (column(sheet, title) for title in ("材料名称", "材料类型", "是否表单"))
    assert sheet.cell(2, name).value == "身份证" and sheet.cell(3, form).value == "是"
    assert sheet.cell(1, name).comment and "必填" in sheet.cell(1, name).comment.text
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    found = re.fullmatch(r"'可选值'!\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)", lists[sheet.cell(2, kind).coordinate])
    assert found
    offered = [workbook["可选值"][f"{found[1]}{number}"].value for number in range(2, int(found[2]) + 1)]
    assert offered == ["原件", "复印件", "原件和复印件"]
    cells = (cell for each in workbook for cells in each.iter_rows() for cell in cells if cell.value is not None)
    assert all(cell.data_type == "s" for cell in cells), "a spreadsheet must see words only"
    assert book.workbook("demo", book.texts_of(EXAMPLES / "demo"), load(EXAMPLES)) == written


def test_unchanged_changes_nothing(written: bytes, root: Path) -> None:
    before = files(root)
    assert take_back(edited(written, root, lambda _workbook: None), root, "demo", ()) == []
    assert files(root) == before


@pytest.mark.parametrize("region", sorted(path.parent.name for path in (ROOT / "guides").glob("*/region.yml")))
def test_every_region_comes_back_as_it_was(region: str) -> None:
    texts = book.texts_of(ROOT / "guides" / region)
    read = in_memory(region, texts)
    changed, _places = back.changed(read, texts)
    assert (changed, read.mistakes) == ({}, [])


def test_every_field_has_its_place(root: Path, written: bytes) -> None:
    """From the workbook alone, without its files, the same library comes out."""
    expected = load(root / "guides")
    path = edited(written, root, lambda _workbook: None)
    for name in files(root):
        if name != "region.yml":
            (root / "guides/demo" / name).unlink()
    take_back(path, root, None, ())
    assert load(root / "guides") == expected


def test_a_changed_cell_changes_its_value_and_no_other() -> None:
    draw = random.Random(5)
    words = ("改过的字", "=1+1", "a: b", "+86", "2026-01-02", "- x", "@某", "甲\n乙")
    for region in ("guannan", "wuhan", "yangzhou", "national", "zhenjiang", "shenzhen"):
        every = book.texts_of(ROOT / "guides" / region)
        procedures = sorted(every.keys() - {"region.yml", "sources.yml"})
        for name in draw.sample(procedures, min(4, len(procedures))):
            texts = {each: every[each] for each in ("region.yml", name)}
            read = in_memory(region, texts)
            before = cells_of(read)
            place, old = draw.choice([each for each in before.items() if each[0][2].kind is Text])
            word = draw.choice(words)
            read.rows[place[0]][place[1]].words[place[2].title] = word
            changed, _places = back.changed(read, texts)
            (file,) = changed
            assert read.mistakes == []
            assert cells_of(in_memory(region, texts | changed)) == before | {place: word}
            if old and word.isprintable():  # on one line before and after, as all our texts stand
                lines = texts[file].splitlines(), changed[file].splitlines()
                assert sum(one != other for one, other in zip(*lines, strict=True)) == 1


def cells_of(read: Book) -> dict[tuple[str, tuple[str, ...], Column], str]:
    """Every cell by its sheet, its row's labels and its column."""
    return {
        (table.title, labels, column): own.words[column.title]
        for table in tables()
        for labels, own in read.rows[table.title].items()
        for column in table.columns
        if column.spec.one_of is None
    }


def test_rows_come_and_go_wherever_they_stand(written: bytes, root: Path) -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook["办理材料"]
        sheet.insert_rows(here := row(sheet, "everything", "2") + 1)
        for title, word in (("哪个事项", "everything"), ("编号", "photo"), ("材料名称", "=照片"), ("原件份数", 2)):
            sheet.cell(here, column(sheet, title)).value = word
        sheet.cell(here, column(sheet, "材料名称")).data_type = "s"
        workbook["收费"].delete_rows(row(workbook["收费"], "everything", "1"))
        notes = workbook["说明"]
        notes.delete_rows(row(notes, "everything", "1"))
        steps = workbook["办理流程"]  # sorted by somebody: the last of them first
        steps.move_range(f"A{row(steps, 'everything', '1')}:Z{row(steps, 'everything', '4')}", rows=20)
        steps.move_range(f"A{row(steps, 'everything', '4')}:Z{row(steps, 'everything', '4')}", rows=-22)
        new = workbook["事项"]
        last = new.max_row + 1
        for title, word in (
            ("编号（定了不改）", "new-one"), ("事项名称", "新的事项"), ("事项简述", "办一件新的事。"),
            ("服务对象", "个人\n单位"), ("险种", "养老保险"), ("内容状态·状态", "没有写日期"),
        ):  # fmt: skip
            new.cell(last, column(new, title)).value = word
        sources, gaps = workbook["来源"], workbook["资料未载明"]
        sources.append(["new-one", None, "demo-guide"])
        for element in (
            "办理材料",
            "办理方式",
            "办理时限",
            "办理流程",
            "办事时间",
            "办理机构及地点",
            "咨询电话",
            "政策依据",
        ):
            gaps.append(["new-one", None, element])

    before = files(root)
    take_back(edited(written, root, edit), root, "demo", ())
    after = files(root)
    expected = before["everything.yml"]
    for old, new in (
        (
            "    original: 《资格确任表》\n",
            "    original: 《资格确任表》\n  - {id: photo, name: =照片, originals: 2}\n",
        ),
        ("  - {item: 确认费, amount: 0}\n", ""),
        ("notes: [每年只要确认一次。]\n", ""),
    ):
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert after["everything.yml"] == expected
    assert after["new-one.yml"].startswith(
        "name: 新的事项\nsummary: 办一件新的事。\naudience: [个人, 单位]\nkinds: [养老保险]\nstatus: {kind: undated}\n"
        "sources:\n  - {document: demo-guide}\n"
    )
    assert {name for name in after if after[name] != before.get(name)} == {"everything.yml", "new-one.yml"}


def test_all_mistakes_come_at_once_each_with_its_cell(written: bytes, root: Path) -> None:
    def edit(workbook: Workbook) -> None:
        sheet = workbook["办理材料"]
        for number, title, word in (
            (2, "材料类型", "原件和复印"),
            (3, "是否表单", "对"),
            (4, "原件份数", "两份"),
            (5, "需要的情形", "{applicant: [agent}"),
            (6, "说明", "=A1"),
            (7, "材料名称", None),
        ):
            sheet.cell(number, column(sheet, title)).value = word
        limits = workbook["办理时限"]
        limits.cell(2, column(limits, "时限")).value = "十天左右"
        limits.cell(3, column(limits, "起算")).value = dt.datetime(2026, 3, 5)  # noqa: DTZ001 - spreadsheets know no zones
        workbook["政策依据"].cell(2, column(workbook["政策依据"], "法规编号")).value = "demo-lav"
        options = workbook["办理情形·选项"]
        options.cell(2, 2).value = "aplicant"
        matters = workbook["事项"]
        matters.cell(row(matters, "ended"), column(matters, "现在由哪些全国事项规定")).value = "demo/nowhere"
        matters.delete_rows(row(matters, "plain"))
        workbook["收费"].merge_cells("E2:E3")
        workbook["表单"].append(["everything", "1"])

    before = files(root)
    with pytest.raises(Refused) as refused:
        take_back(edited(written, root, edit), root, "demo", ())
    told = refused.value.mistakes
    sheet = openpyxl.load_workbook(io.BytesIO(written))

    def at(title: str, head: str, number: int) -> str:
        return f"{title}!{sheet[title].cell(number, column(sheet[title], head)).coordinate}"

    for place, words in (
        (
            at("办理材料", "材料类型", 2),
            "“原件和复印”不在可选范围内。是不是想写“原件和复印件”？可以写：原件、复印件、",
        ),
        (at("办理材料", "是否表单", 3), "“对”不在可选范围内。可以写：是、否"),
        (at("办理材料", "原件份数", 4), "“两份”不是整数"),
        (at("办理材料", "需要的情形", 5), "没有配对"),
        (at("办理材料", "说明", 6), "公式“=A1”"),
        (at("办理材料", "材料名称", 7), "缺少“name”（材料名称）"),
        (at("事项", "现在由哪些全国事项规定", row(sheet["事项"], "ended")), "demo/nowhere"),
        (at("办理时限", "时限", 2), "“十天左右”写法不对"),
        (at("办理时限", "起算", 3), "改成了日期"),
        (at("政策依据", "法规编号", 2), "是不是想写“demo-law”"),
        ("办理情形·选项!B2", "没有“aplicant”，或者那一行删掉了。是不是想写“applicant”"),
        ("事项：少了“plain”", "make retire"),
        ("收费!E2:E3", "合并"),
        ("表单!B3", "重了"),
    ):
        assert any(mistake.startswith(place) and words in mistake for mistake in told), (place, told)
    assert files(root) == before


def test_a_file_that_changed_since_is_not_overwritten(written: bytes, root: Path) -> None:
    plain_file = root / "guides/demo/plain.yml"
    plain_file.write_text(plain_file.read_text(encoding="utf-8") + "order: 9\n", encoding="utf-8")

    def rename(slug: str) -> Callable[[Workbook], None]:
        def edit(workbook: Workbook) -> None:
            sheet = workbook["事项"]
            sheet.cell(row(sheet, slug), column(sheet, "事项简述")).value = "另一句话。"

        return edit

    with pytest.raises(Refused, match=r"plain\.yml 在导出这份表格以后有人改过"):
        take_back(edited(written, root, rename("plain")), root, "demo", ())


def test_other_workbooks_are_documents_of_an_office(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "ours.xlsx").write_bytes(written)
    Workbook().save(tmp_path / "other.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    assert [is_ours(tmp_path / f"{name}.xlsx") for name in ("ours", "other", "broken")] == [True, False, False]


def test_a_workbook_of_another_region_is_refused(written: bytes, root: Path) -> None:
    with pytest.raises(Refused, match="地区“demo”的，不是“other”的"):
        take_back(edited(written, root, lambda _workbook: None), root, "other", ())

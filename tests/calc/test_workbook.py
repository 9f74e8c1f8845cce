"""Workbooks as Excel leaves them: numbers that lost their end, dates, formulas, hidden rows and sheets, damaged files."""

import base64
import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from calc.__main__ import main
from calc.engine.problems import CannotCalculate
from calc.rosters import workbook
from calc.rosters.cells import UNCOMPUTED
from calc.rosters.roster import rosters
from scripts.outputs.roster_templates import workbook as template

HEADER = ["姓名", "身份证号码", "月工资", "出生日期"]
ID = "11010519491231002X"


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_of(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def read(*rows):
    (sheet,) = workbook.read(saved(book_of(*rows)))
    return sheet.rows


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (ID, ID),
        (110105194912310021, "1.1010519491231E+17"),  # Excel keeps fifteen digits of a number
        (1.1010519491231e17, "1.1010519491231E+17"),
        (110105491231002, "110105491231002"),
        (0.1 + 0.2, "0.3"),
        (123456789012.12, "123456789012.12"),
        (8000.50, "8000.5"),
        (8000, "8000"),
        (0, "0"),
        (True, "yes"),
        (date(1949, 12, 31), "1949-12-31"),
        (datetime(1949, 12, 31, 0, 0), "1949-12-31"),  # noqa: DTZ001 - as Excel has it
        (None, ""),
        ("#N/A", "#N/A"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value, text):
    assert read(["x", value, "y"]) == [["x", text, "y"]]


def test_a_formula_is_what_it_came_to_when_it_was_saved():
    content = saved(book_of(["=1+1"]))
    parts = zipfile.ZipFile(io.BytesIO(content))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as copy:
        for name in parts.namelist():
            copy.writestr(name, parts.read(name).replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>"))
    assert workbook.read(kept.getvalue())[0].rows == [["2"]]
    assert workbook.read(content)[0].rows == [[UNCOMPUTED]]  # never computed: there is a formula, and no value


def test_hidden_sheets_stay_unread_and_hidden_rows_are_told():
    book = book_of(HEADER, ["张三", ID, 5000])
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    (sheet,) = workbook.read(saved(book))
    assert sheet.hidden == [2]


def test_cells_formatted_far_beyond_the_table_are_not_the_table():
    book = book_of(HEADER, ["张三", ID, 5000])
    book.active.cell(3000, 900).number_format = "@"
    (sheet,) = workbook.read(saved(book))
    assert len(sheet.rows) == 2 and len(sheet.rows[0]) == workbook.MOST_COLUMNS


@pytest.mark.parametrize(
    "content",
    [b"PK", b"PK\3\4" + b"\0" * 99, saved(book_of(HEADER))[:-300]],
    ids=["begun", "empty", "cut off"],  # a saved file says when: two processes would have two names for it
)
def test_a_damaged_file_is_told_in_words(content):
    with pytest.raises(CannotCalculate, match="打不开"):
        workbook.read(content)


def test_a_file_that_would_fill_the_memory_is_refused_before_it_is_opened():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(workbook.LARGEST // 2**20 + 1):
            part.write(bytes(2**20))
    with pytest.raises(CannotCalculate, match="太大"):
        workbook.read(bomb.getvalue())


def test_the_page_gets_an_answer_whatever_it_sends():
    content = saved(book_of(HEADER, ["张三", ID, 5000]))
    ask = {"base64": base64.b64encode(content).decode(), "script": "zh-Hant"}
    done = json.loads(workbook.handle(json.dumps(ask)))
    assert done["state"] == "done" and done["sheets"][0]["rows"][1][1] == ID
    wrong = json.loads(workbook.handle(json.dumps({**ask, "base64": "UEs="})))
    assert wrong["state"] == "error" and "打不開" in wrong["errors"][0]["message"] and "打不開" in wrong["html"]


def test_the_command_line_reads_a_workbook(tmp_path, capsys):
    rows = [["八月花名册"], HEADER, ["张三", ID, 5000, date(1949, 12, 31)], ["李四", 110105194912310021, 5000, None]]
    (tmp_path / "in.xlsx").write_bytes(saved(book_of(*rows)))
    common = json.dumps({"month": "2025-08", "region": "wuhan"})
    assert main(["roster", "national/contribution-roster", str(tmp_path / "in.xlsx"), "--json", common]) == 1
    result = json.loads(capsys.readouterr().out)
    assert result["outputs"]["counted"] == 1 and "设成“文本”" in json.dumps(result["tables"], ensure_ascii=False)


@pytest.mark.parametrize("slug", list(rosters()))
def test_the_template_is_read_as_the_roster_it_is_for_and_keeps_numbers_as_text(slug):
    roster = rosters()[slug]
    content = template(roster)
    assert content == template(roster)
    (sheet,) = workbook.read(content)
    assert sheet.rows == [[column.input.title for column in roster.columns]]
    columns = openpyxl.load_workbook(io.BytesIO(content)).active.column_dimensions
    assert columns["B"].number_format == "@"  # the identity number


def test_the_bytes_of_a_template_know_no_time():
    with zipfile.ZipFile(io.BytesIO(template(rosters()["national/contribution-roster"]))) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {2000}
        assert parts.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2

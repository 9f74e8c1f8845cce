"""Workbooks as Excel leaves them: numbers that lost their end, dates, formulas, hidden rows and sheets, damaged files."""

import base64
import io
import json
import random
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from calc.__main__ import main
from calc.browser import handle
from calc.engine.problems import CannotCalculate
from calc.rosters import workbook
from calc.rosters.cells import UNCOMPUTED
from calc.rosters.roster import rosters
from calc.rosters.worksheet import MOST_COLUMNS
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
    assert len(sheet.rows) == 2 and len(sheet.rows[0]) == MOST_COLUMNS


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
    ask = {"do": "roster-read", "slug": "national/contribution-roster", "script": "zh-Hant"}
    ask |= {"inputs": {"month": "2025-08", "region": "wuhan"}}
    content = saved(book_of(HEADER, ["张三", ID, 5000]))
    done = json.loads(handle(json.dumps({**ask, "base64": base64.b64encode(content).decode()})))
    assert done["state"] == "done" and done["table"]["rows"][0]["cells"][1] == ID
    wrong = json.loads(handle(json.dumps({**ask, "base64": "UEs="})))
    assert wrong["state"] == "error" and "打不開" in wrong["errors"][0]["message"] and "打不開" in wrong["html"]


def as_openpyxl_reads(content):
    """The sheets as another reader finds them, its values put into words as Excel shows them."""

    def text(value):
        match value:
            case bool():
                return "yes" if value else "no"
            case float():
                return f"{Decimal(f'{value:.15G}'):f}"
            case datetime():
                return str(value.date()) if value.time() == time() else value.isoformat(" ", "minutes")
        return "" if value is None else str(value)

    return [
        [[text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    ]


def test_openpyxl_reads_the_same():
    draw = random.Random(1)  # the same workbooks every time
    formats = [
        "General",
        "0.00",
        "@",
        "yyyy-mm-dd",
        'yyyy"年"m"月"',
        "[h]:mm:ss",
        "h:mm",
        "mm:ss.0",
        '"d"0',
        "[Red]0",
        r"\d0",
        "0%;m",
    ]
    texts = ["甲", "a&b<c>", " 前后 ", "一\n二", "'1", '"', "=", "true", "\U00020bb7"]
    for _book in range(30):
        book = openpyxl.Workbook()
        book.epoch = draw.choice([CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
        for sheet in (book.active, book.create_sheet("另一张")):
            for _cell in range(25):
                cell = sheet.cell(draw.randint(1, 9), draw.randint(1, 30))
                cell.value = draw.choice(
                    [draw.choice(texts), draw.randint(-9, 99999), draw.random() * 10 ** draw.randint(-5, 6), True]
                )
                cell.number_format = draw.choice(formats)
                if cell.data_type == "f":
                    cell.data_type = "s"
            corner = sheet.cell(draw.randint(1, 9), draw.randint(1, 30))
            sheet.merge_cells(
                start_row=corner.row, start_column=corner.column, end_row=corner.row + 2, end_column=corner.column + 3
            )
        content = saved(book)
        theirs = as_openpyxl_reads(content)
        for ours, rows in zip(workbook.read(content), theirs, strict=True):
            while rows and not any(rows[-1]):
                rows.pop()
            assert ours.rows == rows


SHEET = "xl/worksheets/sheet1.xml"


def packed(rows="", *, way=zipfile.ZIP_DEFLATED, **parts):
    """A workbook of the parts given, each in place of one that a program in another language may have written."""
    about = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f"<Relationship Type='{about}/{kind}' Target='{target}' Id='{kind}'/>"
        for kind, target in (
            ("worksheet", "./worksheets/sheet1.xml"),
            ("sharedStrings", "/xl/strings.xml"),
            ("styles", "s.xml"),
        )
    )
    texts = {
        "_rels/.rels": f"<Relationships><Relationship Type='{about}/officeDocument' Target='xl/book.xml' Id='a'/></Relationships>",
        "xl/book.xml": f"<workbook xmlns:b='{about}'><sheets><sheet name='a&gt;' b:id='worksheet'/></sheets></workbook>",
        "xl/_rels/book.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/strings.xml": "<sst><si><t>一</t></si><si><r><t>二</t></r><r><t xml:space='preserve'> 三</t></r><rPh><t>e</t></rPh></si></sst>",
        "xl/s.xml": "<styleSheet><cellXfs><xf/><xf numFmtId='31'><alignment/></xf></cellXfs></styleSheet>",
        SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    } | {f"xl/{name}": text for name, text in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", way) as out:
        for name, text in texts.items():
            out.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<row><c><v>1</v></c><c/><c t='s'><v>1</v></c></row>", [["1", "", "二 三"]]),
        ('<row r="2"><c r="B2" t="s"><v>0</v></c><c><v>2</v></c></row>', [["", "", ""], ["", "一", "2"]]),
        ("<row/>\n <row spans='1:1' ><c s='1' r='A2'><v>45870</v></c></row >", [[""], ["2025-08-01"]]),
        ("<row><c t='inlineStr'><is><t>&#x7532;&#20057;&amp;lt;_x000D_</t></is></c></row>", [["甲乙&lt;\r"]]),
        ("<!-- <row> --><row><c t='str'><f>A1&lt;B1</f><v><![CDATA[<丙>]]></v></c></row>", [["<丙>"]]),
        ("<row><c t='str'><f t='shared' si='0'/></c><c><f>1+1</f><v></v></c></row>", [[UNCOMPUTED, UNCOMPUTED]]),
        ("<row><c t='d'><v>2025-08-01T00:00:00Z</v></c><c t='e'><v>#DIV/0!</v></c></row>", [["2025-08-01", "#DIV/0!"]]),
        ("", []),
    ],
)
def test_what_other_programs_write_is_read(rows, expected):
    (sheet,) = workbook.read(packed(rows))
    assert sheet.name == "a>" and sheet.rows == expected
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    if "CDATA" not in rows and "<!" not in rows:
        for coding in ("utf-8-sig", "utf-16"):
            text = f"<?xml version='1.0'?>\r\n{prefixed}".encode(coding)
            assert workbook.read(packed(**{"worksheets/sheet1.xml": text}))[0].rows == expected, coding


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></row>",
        "<row><c><v>1</v></c></row><row><c>",
        "<row><c><v>1</v></c>5000<c><v>2</v></c></row>",
        "<row><c t='s'><v>2</v></c></row>",
        "<row><c t='s'><v>x</v></c></row>",
        "<row><c><v>1,5</v></c></row>",
        "<row><c t='str'><v>&nbsp;</v></c></row>",
        "<row><c r='A1048577'><v>1</v></c></row>",
        "<row><c r='A0'><v>1</v></c></row>",
        "</sheetData></worksheet><!DOCTYPE x>",
    ],
)
def test_what_is_not_as_it_should_be_is_never_read_in_part(rows):
    with pytest.raises(CannotCalculate, match="打不开"):
        workbook.read(packed(rows))


def test_other_documents_in_a_zip_are_no_workbook():
    for name in ("book.xml", "_rels/book.xml.rels"):
        with pytest.raises(CannotCalculate, match="打不开"):
            workbook.read(packed(**{name: "<w:document/>"}))


ONE = "<row><c><v>1</v></c></row>"


def test_a_large_archive_and_one_that_is_not_packed_are_read(monkeypatch):
    assert workbook.read(packed(ONE, way=zipfile.ZIP_STORED))[0].rows == [["1"]]
    usual = packed(ONE)
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 0)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 0)
    large = packed(ONE)
    assert b"PK\6\6" in large and b"PK\6\6" not in usual
    assert workbook.read(large)[0].rows == [["1"]]


def test_a_part_that_was_changed_encrypted_or_packed_in_another_way_is_refused():
    sound = packed(ONE, way=zipfile.ZIP_STORED)
    assert workbook.read(sound)[0].rows == [["1"]]
    encrypted = re.sub(rb"(PK\x01\x02.{4})..", lambda found: found[1] + b"\x01\x00", sound, flags=re.DOTALL)
    other_way = re.sub(rb"(PK\x01\x02.{6})..", lambda found: found[1] + b"\x0c\x00", sound, flags=re.DOTALL)
    for damaged in (sound.replace(b"<v>1</v>", b"<v>7</v>"), encrypted, other_way):
        assert damaged != sound
        with pytest.raises(CannotCalculate, match="打不开"):
            workbook.read(damaged)


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

"""Rosters as people send them: encodings, separators, titles over the header, notes under the table, and files that are none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calc.engine.problems import CannotCalculate
from calc.engine.texts import reading
from calc.rosters.cells import Sheet, clean
from calc.rosters.files import check_kind, decode
from calc.rosters.roster import find_roster
from calc.rosters.sums import defuse, to_csv
from calc.rosters.table import from_sheets, from_text
from tests.every import every

ROSTER = find_roster("national/contribution-roster")
NAMES = ROSTER.names()
REQUIRED = [name for name, wanted in NAMES.items() if wanted.required]
ID = "11010519491231002X"
PLAIN = f"姓名,身份证号码,月工资\n张三,{ID},5000\n"


def read(text):
    return from_text(text, NAMES)


def cells(table):
    return [[table.cell(row, name) for name in REQUIRED] for row in table.rows]


def refused(text):
    with pytest.raises(CannotCalculate) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("gb18030"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("gb18030"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("张三", '"张三"').encode(),
        PLAIN.replace("姓名", " 姓　名 ").replace("月工资", "*缴费工资（元）").encode(),
        PLAIN.replace("身份证号码", "證件號碼").replace("月工资", "繳費基數").encode(),
        PLAIN.replace(ID, f"'{ID}").encode(),
        PLAIN.replace(ID, f'"=""{ID}"""').encode(),
        f"月工资,部门,姓名,公民身份号码\n5000,一部,张三,{ID}".encode(),
        f"某某公司八月花名册,,\n,,\n姓名,身份证号码,月工资\n张三,{ID},5000".encode(),
        f"\n\n姓名,身份证号码,月工资\n,,\n张三,{ID},5000\n,,\n合计,,5000\n".encode(),
        f"人员,,工资\n姓名,身份证号码,本月\n张三,{ID},5000".replace("工资", "缴费工资").encode(),
        f"name,id_number,wage\n张三,{ID},5000".encode(),
    ],
)
def test_the_same_person_is_read_whatever_wrote_the_file(content):
    assert cells(read(check_kind("", decode(content)))) == [["张三", ID, "5000"]]


def test_rows_have_the_numbers_that_excel_shows():
    table = read(f'单位花名册\n姓名,身份证号码,月工资\n\n"张\n三",{ID},5000\n,,\n李四,{ID},1\n')
    assert [row.number for row in table.rows] == [4, 6]


def test_sums_and_headers_repeated_on_each_printed_page_are_no_people():
    table = read(PLAIN + PLAIN + "合 计,,10000\n")
    assert [row.number for row in table.rows] == [2, 4]
    assert any("第5行是合计" in note for note in table.notes)


def test_columns_that_nobody_needs_are_named():
    assert any("部门、备注" in note for note in read(f"部门,姓名,身份证号码,月工资,备注\n一,张,{ID},1,x").notes)


def test_our_own_columns_come_back_without_a_word():
    assert read(f"姓名,身份证号码,月工资,原来的行号,哪里不对\n张,{ID},1,2,x").notes == []
    assert read(f"姓名,身份证号码,月工资,原來的行號,哪裡不對\n张,{ID},1,2,x").notes == []


def test_a_missing_column_is_named_with_the_one_that_may_be_it():
    said = refused("姓名,身份证的号码,月工资\n张三,1,2")
    assert "“身份证号码”" in said and "“身份证的号码”如果就是" in said


def test_of_two_columns_for_the_same_thing_the_better_name_counts():
    table = read(f"姓名,身份证号码,缴费基数,上年度月平均工资\n张三,{ID},1,2")
    assert cells(table) == [["张三", ID, "2"]]
    assert any("缴费基数" in note for note in table.notes)


@every(
    "text, words",
    [
        ("甲,乙\n1,2", "没有找到表头"),
        ("姓名,身份证号码,月工资\n", "只找到表头"),
        (f'姓名,身份证号码,月工资\n"张三,{ID},5000\n李四,1,2', "双引号不成对"),
        (PLAIN + "张三,1,1\n" * 20_000, "一次最多算20000行"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(text, words):
    assert words in refused(text)


@pytest.mark.parametrize(
    ("head", "text", "words"),
    [
        ("\xd0\xcf\x11\xe0\xa1\xb1", None, "xls"),
        ("%PDF-1.7", "%PDF", "PDF"),
        ("\x89PNG\r\n", None, "图片"),
        ("", None, "读不出"),
        ("", "a\0b", "读不出"),
        ("", "\ufeff \r\n", "空的"),
    ],
)
def test_a_file_that_is_no_table_is_called_what_it_is(head, text, words):
    with pytest.raises(CannotCalculate, match=words):
        check_kind(head, text)
    with reading("zh-Hant"), pytest.raises(CannotCalculate) as caught:
        check_kind(head, text)
    assert "请" not in str(caught.value)


def test_bytes_in_no_encoding_give_no_text():
    assert decode(b"\xff\xff\xff") is None


def test_of_several_sheets_the_one_whose_header_fits_is_used_and_named():
    people = Sheet([["姓名", "身份证号码", "月工资"], ["张三", ID, "5000"]], "八月", hidden=[2])
    table = from_sheets([Sheet([["说明"], ["姓名"]], "说明"), people, Sheet([], "空")], NAMES)
    assert cells(table) == [["张三", ID, "5000"]]
    assert "“八月”" in table.notes[0] and "说明、空" in table.notes[0]
    assert any("隐藏" in note for note in table.notes)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text):
    for content in (text, f"姓名,身份证号码,月工资\n{text}"):
        try:
            read(check_kind("", content))
        except CannotCalculate as error:
            assert str(error)


CELLS = (
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
    .map(clean)
    .filter(lambda cell: clean(cell) == cell)
)


@given(CELLS)
def test_a_defused_cell_starts_no_formula_and_comes_back_as_it_was(cell):
    assert defuse(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert clean(defuse(cell)) == cell


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
@example([("", "", "0")])  # 甲 with nothing but a number is a person, and no row that numbers the columns
@example([("", "", "1")])
def test_what_is_downloaded_is_read_again_as_it_was(rows):
    people = [[f"甲{name}", *others] for name, *others in rows]  # no line for sums, no empty one
    text = to_csv([["姓名", "身份证号码", "月工资"], *people])
    assert text.startswith("\ufeff")
    assert cells(read(text)) == people

"""Rosters as forms that people fill in and sign: lines that are nobody's, columns beside each other, what Excel hides or breaks.

Wages and sums are those of `test_roster_files`: 8,000 and 6,500 yuan in Wuhan in August 2025, worked out apart.
"""

import io
import re
import zipfile
from base64 import b64encode

import openpyxl
import pytest

from calc.engine.problems import CannotCalculate
from calc.rosters.files import check_kind
from tests.calc.test_roster_files import (
    FIRST,
    HEADER,
    I_FIRST,
    I_SECOND,
    INPUTS,
    NATIONAL,
    SECOND,
    TOTALS,
    compute,
    failures,
    of_text,
    refused,
    totals,
)

ROWS = [["姓名", "身份证号码", "月工资"], ["甲一", I_FIRST, 8000], ["乙二", I_SECOND, 6500]]


def book_of(rows=ROWS, change=lambda sheet: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def of_book(content):
    return compute(NATIONAL, {"base64": b64encode(content)}, INPUTS)["result"]


@pytest.mark.parametrize(
    "line",
    [
        "单位（盖章）：,,", "（公章）,,", "领导签字,,", "经办人签字：,,日期：", "制表：张三,审核：李四,2025.8.1", "年  月  日,,",
        "注1：本表一式两份,,", "金额大写：壹万肆仟伍佰元整,,", "本单位承诺以上情况属实，如有虚假，愿承担法律责任。", "以下空白,,",
        "以上信息由本单位填报核实无误,,", "第1页 共1页,,", "一、生产部,,", "退休人员,,", "(2)新参保的附身份证复印件,,",
    ],
)  # fmt: skip
def test_a_line_of_the_form_is_nobody(line):
    result = of_text(HEADER + FIRST + line + "\n" + SECOND)
    assert totals(result) == TOTALS and result["outputs"]["people"] == 2
    assert "第3行（" in "".join(result["explanations"])


@pytest.mark.parametrize(
    "line",
    [
        "合计（2人）,,14500",
        "合计人数：2人,,14500",
        "一部小计,,8000",
        "总人数,2,14500",
        "平均,,7250",
        "共2人,,",
        "人均,,7250",
    ],
)
def test_a_line_that_adds_up_is_nobody(line):
    result = of_text(HEADER + FIRST + SECOND + line + "\n")
    assert totals(result) == TOTALS and result["outputs"]["people"] == 2
    assert "第4行是合计" in "".join(result["explanations"])


def test_lines_of_a_printed_form_that_nobody_has_filled_in_are_passed_over():
    text = "序号," + HEADER + "1," + FIRST + "2," + SECOND + "3,,,\n4,,,\n"
    assert of_text(text)["outputs"]["people"] == 2


@pytest.mark.parametrize(
    "line", ["丙三,,", "丙三,,5000", f",{I_FIRST[:17]},", ",,14500", f"甲一,{I_FIRST[:6]}........0011,8000"]
)
def test_what_may_be_somebody_is_told_and_not_passed_over(line):
    result = of_text(HEADER + FIRST + SECOND + line + "\n")
    assert result["outputs"]["failed"] == 1 and totals(result) == TOTALS


def test_somebody_a_column_beside_the_header_is_told():
    result = of_text(f"姓名,身份证号码,月工资,备注\n{FIRST.strip()},\n,,,{I_SECOND}\n")
    assert result["outputs"]["failed"] == 1


@pytest.mark.parametrize("sign", "*●•×xX._#")
def test_a_masked_number_is_called_masked_whatever_masks_it(sign):
    ((_row, _column, _value, message),) = failures(
        of_text(HEADER + f"甲一,{I_FIRST[:6]}{sign * 8}{I_FIRST[14:]},8000\n")
    )
    assert "打了码" in message


@pytest.mark.parametrize(("unit", "times"), [("万元", "乘以10000"), ("（千元）", "乘以1000，")])
def test_a_row_of_units_below_the_header_is_read(unit, times):
    code, message = refused(of_text, HEADER + f",,{unit}\n" + FIRST)
    assert code == "unclear-column" and times in message


@pytest.mark.parametrize("unit", ["元", "（元）", "(元/月)"])
def test_a_row_of_yuan_below_the_header_is_nobody(unit):
    assert totals(of_text(HEADER + f",,{unit}\n" + FIRST + SECOND)) == TOTALS


@pytest.mark.parametrize("title", ["月工资/元", "月工资：元", "月工资 元", "月工资元/月"])
def test_yuan_at_the_end_of_a_header_is_its_unit(title):
    assert totals(of_text(HEADER.replace("月工资", title) + FIRST + SECOND)) == TOTALS


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        ("缴费基数,新缴费基数", "“新缴费基数”"),
        ("缴费基数,调整后缴费基数", "“调整后缴费基数”"),
        ("工资,奖金", "不是全部工资"),
        ("月工资,应发工资", "不是全部工资"),
        ("工资,岗位津贴", "“岗位津贴”"),
    ],
)
def test_beside_another_that_may_be_meant_a_column_is_asked_about(titles, words):
    text = f"姓名,身份证号码,{titles}\n甲一,{I_FIRST},5000,8000\n"
    code, message = refused(of_text, text)
    assert code == "unclear-column" and words in message


@pytest.mark.parametrize("titles", ["缴费基数,原缴费基数", "缴费基数,奖金", "工资,补缴", "上年度月平均工资,新缴费基数"])
def test_beside_what_plainly_is_something_else_a_column_is_taken(titles):
    text = f"姓名,身份证号码,{titles}\n甲一,{I_FIRST},8000,1\n乙二,{I_SECOND},6500,2\n"
    assert totals(of_text(text)) == TOTALS


@pytest.mark.parametrize("title", ["2025年缴费基数", "本年缴费基数", "2024年月平均工资"])
def test_a_header_with_a_known_word_in_it_is_suggested(title):
    _code, message = refused(of_text, HEADER.replace("月工资", title) + FIRST)
    assert f"“{title}”如果就是“上年度月平均工资”" in message


def hide_column(sheet):
    sheet.column_dimensions.group("C", "D", hidden=True)


def test_a_hidden_column_that_is_used_is_told_and_another_is_not():
    rows = [[*row, "x"] for row in ROWS]
    result = of_book(book_of(rows, hide_column))
    assert totals(result) == TOTALS
    (told,) = [text for text in result["explanations"] if "隐藏" in text]
    assert told.endswith("：月工资。")


def broken(part, pattern, by):
    """The plain workbook with a part of it spoilt."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book_of())) as parts, zipfile.ZipFile(file, "w") as kept:
        for name in parts.namelist():
            content = parts.read(name)
            kept.writestr(name, re.sub(pattern, by, content, count=1, flags=re.DOTALL) if name == part else content)
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "pattern", "by"),
    [
        ("xl/styles.xml", b"<cellXfs", b'<cellXfs count="x"'),
        ("xl/styles.xml", b"(.{200}).*", rb"\1"),
        ("docProps/core.xml", b".*", b"<x"),
        (SHEET, b"</sheetData>", b'</sheetData><dataValidations><dataValidation type="x" sqref="A1"/></dataValidations>'),
        (SHEET, b"</sheetData>", b'</sheetData><conditionalFormatting sqref="A1"><cfRule type="x" priority="1"/></conditionalFormatting>'),
        (SHEET, b'<pageMargins left="[^"]*"', b'<pageMargins left="x"'),
    ],
)  # fmt: skip
def test_a_workbook_in_which_anything_but_cells_is_damaged_gives_its_cells(part, pattern, by):
    assert totals(of_book(broken(part, pattern, by))) == TOTALS


@pytest.mark.parametrize(
    "start",
    ["<!-- 导出 --><html>", "<div><table><tr><td>", "<tr><td>姓名", "From: <Saved by Excel>\r\nMIME-Version: 1.0\r\n"],
)
def test_a_web_page_behind_what_stands_before_it_is_called_one(start):
    with pytest.raises(CannotCalculate, match="网页"):
        check_kind("", start)


def test_a_permit_of_taiwan_with_its_letter_is_another_document():
    text = (
        f"姓名,证件类型,证件号码,月工资\n甲一,台湾居民来往大陆通行证,1234567890(B),8000\n乙二,身份证,{I_SECOND},6500\n"
    )
    assert totals(of_text(text)) == TOTALS

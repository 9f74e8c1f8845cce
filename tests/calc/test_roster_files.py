"""Rosters as they are in use: forms with merged cells, units, footers and other documents, as files in tests/data/rosters.

What they come to was worked out apart: wages of 8,000 and 6,500 yuan in Wuhan in August 2025 at 16 + 8.7 + 0.4 + 0.5 ％
for employers and 8 + 2 + 0.5 ％ for employees.
"""

from pathlib import Path

import pytest

from calc.engine.problems import CannotCalculate
from calc.rosters import workbook
from calc.rosters.requests import compute
from calc.rosters.table import decode

FILES = Path(__file__).parent.parent / "data" / "rosters"
NATIONAL = "national/contribution-roster"
INPUTS = {
    "month": "2025-08",
    "region": "wuhan",
    "medical_employer": "8.7",
    "medical_employee": "2",
    "injury_rate": "0.4",
    "as_of": "2025-08-01",
}
HEADER = "姓名,身份证号码,月工资\n"
FIRST, SECOND = "甲一,420100199001010011,8000\n", "乙二,420100198506150023,6500\n"
TOTALS = ("3712.00", "1522.50")  # of both


def computed(name):
    content = (FILES / name).read_bytes()
    if content.startswith(b"PK"):
        return compute(NATIONAL, {"sheets": [vars(sheet) for sheet in workbook.read(content)]}, INPUTS)
    return compute(NATIONAL, {"head": content[:8].decode("latin-1"), "text": decode(content)}, INPUTS)


def of_text(text):
    return compute(NATIONAL, {"text": text}, INPUTS)["result"]


def totals(result):
    return result["outputs"]["employer_total"], result["outputs"]["employee_total"]


def refused(ask, what):
    with pytest.raises(CannotCalculate) as caught:
        ask(what)
    (problem,) = caught.value.problems
    return problem.code, problem.message


def failures(result):
    return [tuple(row) for table in result["tables"] if table.get("words") for row in table["rows"]]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("before-and-after.csv", ("调整前”（D列）", "调整后”（E列）")),
        ("before-and-after.xlsx", ("调整前”（D列）", "调整后”（E列）")),
        ("parts-of-the-wage.xlsx", ("基本工资”（D列）", "奖金”（E列）", "合计”（F列）")),
        ("base-of-each-insurance.xlsx", ("养老”（D列）", "医疗”（E列）", "公积金”（F列）")),
        ("two-wages.csv", ("“月工资”（C列）", "“缴费基数”（D列）")),
    ],
)
def test_between_two_columns_nothing_is_guessed(name, columns):
    code, message = refused(computed, name)
    assert code == "unclear-column" and all(column in message for column in columns)
    assert "改成“上年度月平均工资”" in message


def test_the_column_that_has_been_given_our_name_is_used_even_below_a_merged_cell():
    for old, new in (("调整后", "上年度月平均工资"), ("调整后", "上年度月平均工资（元）")):
        result = of_text((FILES / "before-and-after.csv").read_text("utf-8").replace(old, new))
        assert totals(result) == ("4096.00", "1680.00") and result["outputs"]["people"] == 2
        assert any("调整前" in note for note in result["explanations"])


def test_a_merged_cell_over_the_whole_table_names_no_column():
    text = "工资,,\n姓名,身份证号码,基本工资\n" + FIRST
    assert refused(of_text, text)[0] == "missing-column"


def test_a_line_of_example_is_no_employee():
    result = of_text("序号," + HEADER + "例,张三,110101199001011234,5000\n1," + FIRST + "2," + SECOND)
    assert totals(result) == TOTALS and any("第2行（例）" in note for note in result["explanations"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ((FILES / "ten-thousands.csv").read_text("utf-8"), "乘以10000"),
        (f"姓名,身份证号码,缴费基数（千元）\n{FIRST}", "乘以1000，"),
        (f"单位名称：某公司,,单位：万元\n{HEADER}{FIRST}", "乘以10000"),
        (f"姓名,身份证号码,工资（元/年）\n{FIRST}", "除以12"),
        (f"姓名,身份证号码,工资,\n,,（年）,元\n{FIRST}", "除以12"),
    ],
)
def test_an_amount_in_other_units_is_not_taken_for_yuan_a_month(text, words):
    code, message = refused(of_text, text)
    assert code == "unclear-column" and words in message


@pytest.mark.parametrize("unit", ["（元）", "(元/月)", "（2024年）", "（单位：元）", "（人民币元）"])
def test_a_header_in_yuan_is_as_good_as_one_without(unit):
    assert totals(of_text(HEADER.replace("月工资", f"月工资{unit}") + FIRST + SECOND)) == TOTALS


@pytest.mark.parametrize("title", ["上年度工资总额", "年薪", "全年工资", "2024年应发工资合计", "年收入"])
def test_a_total_of_a_year_is_to_be_divided_and_never_renamed(title):
    code, message = refused(of_text, HEADER.replace("月工资", title) + FIRST)
    assert code == "missing-column" and "除以12" in message and "把列名改成" not in message


def test_a_row_with_more_cells_than_the_header_is_refused():
    result = computed("commas.csv")["result"]
    assert totals(result) == ("4096.00", "1680.00")
    ((row, _column, _value, message),) = failures(result)
    assert row == "第4行" and "多出几格" in message


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("footer.csv", ("第5行是合计", "第6行（制表人：丙三）")),
        ("titles-and-notes.csv", ("第7行（说明：", "第8行（填表人：")),
        ("sum-in-second-cell.csv", ("第4行是合计",)),
        ("sums-of-pages.csv", ("第4、5行是合计",)),
    ],
)
def test_footers_are_no_employees_and_are_named(name, lines):
    result = computed(name)["result"]
    assert totals(result) == TOTALS and result["outputs"]["people"] == 2
    assert all(line in "".join(result["explanations"]) for line in lines)


def test_somebody_with_a_number_is_a_person_whatever_the_name():
    assert of_text(HEADER + FIRST.replace("甲一", "合计"))["outputs"]["counted"] == 1
    assert of_text(HEADER + FIRST + "注一,,8000\n")["outputs"]["failed"] == 1


@pytest.mark.parametrize("name", ["web-page.xls", "xml-2003.xls"])
def test_a_web_page_under_the_name_of_a_workbook_is_called_one(name):
    code, message = refused(computed, name)
    assert code == "unreadable-file" and "网页" in message and "另存为 xlsx" in message


def test_a_table_in_big5_is_read():
    assert totals(computed("big5.csv")["result"]) == TOTALS

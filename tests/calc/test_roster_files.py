"""Rosters as they are in use: forms with merged cells, units, footers and other documents, as files in tests/data/rosters.

What they come to was worked out apart: wages of 8,000 and 6,500 yuan in Wuhan in August 2025 at 16 + 8.7 + 0.4 + 0.5 ％
for employers and 8 + 2 + 0.5 ％ for employees.
"""

import csv
import io
import time
import timeit
from pathlib import Path

import openpyxl
import pytest

import calc
from calc.__main__ import source_of
from calc.engine.problems import CannotCalculate
from calc.national.identifiers import id_check
from calc.rosters.cells import Sheet
from calc.rosters.requests import RowsToo, compute
from calc.rosters.roster import find_roster
from calc.rosters.sums import PEOPLE, defuse, to_csv
from calc.rosters.table import from_sheets

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
ONE = {name: text for name, text in INPUTS.items() if name != "as_of"}
TOTALS = ("3712.00", "1522.50")  # of both


def computed(name):
    return compute(NATIONAL, source_of((FILES / name).read_bytes()), INPUTS)


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


def test_a_word_in_the_first_row_of_a_person_makes_it_no_header():
    text = "姓名,身份证号码,月工资,备注\n" + FIRST.strip() + ",生日\n" + SECOND
    assert totals(of_text(text)) == TOTALS


def test_lines_of_a_note_are_no_employees():
    result = of_text(HEADER + FIRST + SECOND + "说明\n1.本表一式两份，单位留一份。\n2、请在月底前交。\n")
    assert totals(result) == TOTALS and result["outputs"]["people"] == 2
    assert all(f"第{n}行（" in "".join(result["explanations"]) for n in (4, 5, 6))


def test_the_unit_of_a_column_goes_before_that_of_the_sheet():
    assert totals(of_text("某公司,,单位：万元\n" + HEADER.replace("月工资", "月工资（元）") + FIRST + SECOND)) == TOTALS


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
    assert row == "第4行 丙三" and "多出几格" in message


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


@pytest.mark.parametrize("name", ["mean-wages.xlsx", "mean-wages.csv"])
def test_a_twelfth_of_a_years_wages_is_rounded_and_it_is_said(name):
    done = computed(name)
    if name.endswith("xlsx"):  # 95,000, 100,000 and 88,888.88 yuan divided by twelve, beside 6,500
        assert totals(done["result"]) == ("7720.30", "3166.53")
    assert done["result"]["outputs"]["failed"] == 0
    assert "7916.67" in done["files"]["computed"] and "四舍五入到分，按7916.67算" in "".join(
        done["result"]["explanations"]
    )


def test_a_single_person_is_still_asked_for_fen():
    with pytest.raises(CannotCalculate, match="分以下"):
        calc.run("national/contribution", {"month": "2025-08", "region": "wuhan", "wage": "7916.6667"})


def test_other_documents_are_not_called_wrong_numbers_and_count():
    # 8,000, 9,000, 12,000, 7,000 and 7,000 yuan: all of them must be insured, also foreigners (社会保险法第九十七条).
    done = computed("documents.csv")
    assert totals(done["result"]) == ("11008.00", "4515.00") and not failures(done["result"])
    assert "第3、4行" in "".join(done["result"]["explanations"])
    assert "证件是外国护照，不是身份证" in done["files"]["computed"]


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        ("", "E12345678", "开头是字母"),
        ("台湾居民来往大陆通行证", "01234567", "证件是台湾居民来往大陆通行证"),
        ("台灣居民來往大陸通行證", "01234567", "证件是台灣居民來往大陸通行證"),
        ("外国人永久居留证", "USA110190010101", "证件是外国人永久居留证"),
    ],
)
def test_what_is_said_of_another_document(kind, number, words):
    assert words in of_text(f"姓名,证件类型,证件号码,月工资\n甲一,{kind},{number},8000\n")["explanations"][1]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("居民身份证", "E12345678"),
        ("", "12345678"),
        ("外国护照", "420100199001010012"),
        ("港澳居民居住证", "810000198812240033"),
    ],
)
def test_an_identity_number_is_checked_whatever_stands_beside_it(kind, number):
    ((_row, column, _value, message),) = failures(
        of_text(f"姓名,证件类型,证件号码,月工资\n甲一,{kind},{number},8000\n")
    )
    assert column == "身份证号码" and "号码不对" in message


def test_two_people_with_the_same_passport_are_found():
    row = "甲一,外国护照,E12345678,8000\n"
    assert len(failures(of_text(f"姓名,证件类型,证件号码,月工资\n{row}{row}"))) == 2


def test_a_masked_number_is_called_masked():
    ((_row, _column, _value, message),) = failures(computed("masked.csv")["result"])
    assert "打了码" in message


@pytest.mark.parametrize(
    "title",
    ["社会保障号码", "社会保障号", "居民身份证号码", "身份证件号码", "员工身份证号", "社會保障號碼", "身分證號碼"],
)
def test_words_for_the_identity_number(title):
    assert totals(of_text(HEADER.replace("身份证号码", title) + FIRST + SECOND)) == TOTALS


@pytest.mark.parametrize(
    "title",
    [
        "社保基数",
        "社保缴费基数",
        "养老保险缴费基数",
        "缴费工资基数",
        "月均工资",
        "上年度月均工资",
        "个人缴费基数",
        "社保繳費基數",
    ],
)
def test_words_for_the_wage(title):
    assert totals(of_text(HEADER.replace("月工资", title) + FIRST + SECOND)) == TOTALS


@pytest.mark.parametrize("title", ["基本工资", "税前工资", "新基数", "应发工资", "本期收入", "社保号"])
def test_words_that_mean_something_else_are_not_taken(title):
    ours = "身份证号码" if title == "社保号" else "月工资"
    assert refused(of_text, HEADER.replace(ours, title) + FIRST)[0] == "missing-column"


def test_bases_of_single_insurances_are_not_one_for_all():
    text = "姓名,身份证号码,养老保险缴费基数,医疗保险缴费基数\n甲一,420100199001010011,8000,9000\n"
    assert refused(of_text, text)[0] == "unclear-column"


@pytest.mark.parametrize("wage", ["8", "0.8", "0"])
def test_a_wage_in_other_units_is_asked_about(wage):
    one = calc.run("national/contribution", {**ONE, "wage": wage})
    assert "不到下限" in one["cautions"][0] and "千元" in one["cautions"][0]
    done = compute(NATIONAL, {"text": HEADER + FIRST + SECOND.replace("6500", wage)}, INPUTS)
    assert "第3行" in done["result"]["explanations"][1] and not done["result"]["cautions"]
    assert one["cautions"][0] in done["files"]["computed"]


def test_a_years_wage_is_asked_about_and_a_usual_one_is_not():
    assert "除以12" in calc.run("national/contribution", {**ONE, "wage": "96000"})["cautions"][0]
    for wage in ("2210", "6000", "30000"):
        assert not calc.run("national/contribution", {**ONE, "wage": wage})["cautions"]


@pytest.mark.parametrize("name", ["strict.xlsx", "styles.xlsx", "colours.xlsx", "properties.xlsx"])
def test_a_workbook_whose_looks_cannot_be_read_has_its_cells_read(name):
    assert totals(computed(name)["result"]) == ("2048.00", "840.00")


@pytest.mark.parametrize("blank", ["", " ", "\n", "\u00a0", "\u200b", "\ufeff", "\u3000"])
@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_a_formula_behind_what_does_not_show_is_defused(blank, sign):
    assert defuse(f"{blank}{sign}1+1").startswith("'")


I_FIRST, I_SECOND = FIRST.split(",")[1], SECOND.split(",")[1]


@pytest.mark.parametrize("numbers", ["栏次,1,2,", "1,2,3,4", "（1）,（2）,（3）,（4）", "甲,乙,1,2", "1,2,3=4*5,4"])
def test_a_row_that_numbers_the_columns_is_no_employee(numbers):
    result = of_text(f"姓名,身份证号码,月工资,备注\n{numbers}\n{FIRST}{SECOND}")
    assert totals(result) == TOTALS and result["outputs"]["people"] == 2
    assert any("第2行（栏次）" in text for text in result["explanations"])


def test_a_header_of_three_rows_is_read():
    header = "姓名,职工情况,,缴费情况\n,证件,,月缴费基数\n,证件类型,身份证号码,\n"
    result = of_text(f"{header}甲一,居民身份证,{I_FIRST},8000\n乙二,居民身份证,{I_SECOND},6500\n")
    assert totals(result) == TOTALS and result["outputs"]["people"] == 2


@pytest.mark.parametrize("row", [f"甲一,{I_FIRST},8,000", f"甲一,{I_FIRST},8,000,", f"甲一,{I_FIRST},¥12,500.50"])
def test_thousands_that_have_become_two_cells_are_refused_with_the_reason(row):
    result = of_text(f"姓名,身份证号码,月工资,备注\n{row}\n乙二,{I_SECOND},6500,\n")
    ((_row, column, _value, message),) = failures(result)
    assert column == "上年度月平均工资" and "逗号" in message and result["outputs"]["counted"] == 1


def test_a_number_of_three_digits_beside_whole_amounts_is_what_it_is():
    result = of_text(f"姓名,身份证号码,月工资,工号\n甲一,{I_FIRST},8000,101\n乙二,{I_SECOND},800,102\n")
    assert result["outputs"]["counted"] == 2


def test_a_formula_without_its_result_is_named():
    book = openpyxl.Workbook()
    for row in (["姓名", "身份证号码", "月工资"], ["甲一", I_FIRST, "=4000+4000"], ["乙二", I_SECOND, 6500]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    result = compute(NATIONAL, source_of(file.getvalue()), INPUTS)["result"]
    ((row, column, _value, message),) = failures(result)
    assert row == "第2行 甲一" and column == "上年度月平均工资" and "公式" in message and "保存一次" in message


def test_the_sums_of_each_person_stand_with_row_and_name():
    # By hand: 8,000 at 25.6 % and 10.5 %, 6,500 likewise.
    tables = of_text(HEADER + FIRST + SECOND)["tables"]
    (people,) = [table for table in tables if "每个人" in table["caption"]]
    assert people["rows"] == [
        ["第2行 甲一", "2,048.00元", "840.00元", "2,888.00元"],
        ["第3行 乙二", "1,664.00元", "682.50元", "2,346.50元"],
    ]


def test_a_long_list_of_people_says_that_the_download_has_all():
    rows = "".join(
        f"甲{n},{seventeen}{id_check(seventeen)},8000\n"
        for n in range(60)
        for seventeen in [f"420100199001{10 + n % 10}{n:03}"]
    )
    (people,) = [table for table in of_text(HEADER + rows)["tables"] if "每个人" in table["caption"]]
    assert len(people["rows"]) == PEOPLE < 60 and "全部在下载的表里" in people["caption"] and people["folded"]


def test_what_is_wrong_with_answers_and_rows_is_told_in_one_round():
    wrong = {**INPUTS, "month": "2050-01", "projection": "no", "injury_rate": "abc"}
    with pytest.raises(RowsToo) as caught:
        compute(NATIONAL, {"text": HEADER + FIRST.replace("011,", "012,") + SECOND}, wrong)
    assert any("abc" in problem.message for problem in caught.value.problems)
    (table,) = caught.value.tables
    assert [row[:2] for row in table["rows"]] == [["第2行 甲一", "身份证号码"]]
    assert "号码不对" in caught.value.files["failed"] and "乙二" not in caught.value.files["failed"]


def test_what_is_wrong_with_answers_and_columns_is_told_in_one_round():
    with pytest.raises(CannotCalculate) as caught:
        compute(NATIONAL, {"text": "姓名,月工资,缴费基数\n甲一,1,2\n"}, {**INPUTS, "injury_rate": "abc"})
    assert [problem.code for problem in caught.value.problems] == ["not-a-number", "unclear-column", "missing-column"]


def test_hidden_rows_take_no_longer_than_others():
    rows = [["姓名", "身份证号码", "月工资"], *([f"甲{n}", I_FIRST, "8000"] for n in range(19_000))]
    names = find_roster(NATIONAL).names()
    plain, hidden = (
        min(timeit.repeat(lambda sheet=sheet: from_sheets([sheet], names), number=1, repeat=3, timer=time.process_time))
        for sheet in (Sheet(rows), Sheet(rows, "", list(range(2, 19_002))))
    )
    assert hidden < 3 * plain  # a look through a list for each row takes twenty times as long


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "  =", "\u00a0=", "\u200b=", "\ufeff=", "\n="]
)
def test_no_cell_of_the_failed_rows_is_taken_for_a_formula(start):
    text = to_csv([["姓名", "身份证号码", "月工资"], [f"{start}1+1", "1", "x"]])
    failed = compute(NATIONAL, {"head": "", "text": f'姓名,身份证号码,月工资\n"{start}1+1",1,x\n'}, INPUTS)
    for content in (text, failed["files"]["failed"]):
        (_header, row) = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
        assert row[0].startswith("'")

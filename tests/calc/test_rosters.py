"""An employer's roster: what is found wrong in a row, what Excel does to numbers, and sums that agree with everybody's own."""

import csv
import io
import itertools
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import calc
from calc.__main__ import main
from calc.browser import handle
from calc.engine.problems import CannotCalculate
from calc.national.identifiers import id_check, id_facts
from calc.rosters.requests import compute
from calc.rosters.roster import rosters
from calc.rosters.sums import defuse

NATIONAL = "national/contribution-roster"
INPUTS = {"month": "2025-08", "region": "wuhan", "as_of": "2025-08-01"}
HEADER = "姓名,身份证号码,月工资,出生日期,首次参保\n"
WOMAN, MAN, OTHER = "42010019850615002", "42010019900101001", "42010019960229003"


def number(seventeen):
    return seventeen + id_check(seventeen)


def run(rows, slug=NATIONAL, inputs=INPUTS, header=HEADER):
    return compute(slug, {"text": header + rows}, inputs)


def failures(rows, **more):
    """Row, column and message of everything that is wrong."""
    tables = run(rows, **more)["result"]["tables"]
    return [tuple(row) for table in tables if table.get("words") for row in table["rows"]]


@pytest.mark.parametrize("places", [(1,), (6, 14), (6, 10, 14)])
@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "full-width"])
def test_a_number_in_groups_says_the_same_birth(places, wide):
    """Birth is read by its place in the number, which a blank must not move."""
    for person, birth, shown in ((WOMAN, "1985-06-15", "1985年6月15日"), (MAN, "1990-01-01", "1990年1月1日")):
        whole = number(person)
        ends = [0, *places, len(whole)]
        grouped = " ".join(whole[a:b] for a, b in itertools.pairwise(ends))
        if wide:
            grouped = grouped.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
        assert failures(f"张三,{grouped},8000,{birth},\n") == []
        (problem,) = failures(f"张三,{grouped},8000,1991-02-03,\n")
        assert shown in str(problem)


def message(rows, **more):
    (only,) = failures(rows, **more)
    return only[3]


def lines(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


GOOD = f"张三,{number(MAN)},8000,,\n"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f",{number(MAN)},8000,,", "请填写“姓名”"),
        ("张三,,8000,,", "请填写“身份证号码”"),
        (f"张三,{MAN}5,8000,,", "最后一位和前17位对不上"),
        (f"张三,{number('42010019900231001')},8000,,", "出生日期不对"),
        ("张三,4.201E+17,8000,,", "设成“文本”"),
        ("张三,４．２０１００１９９Ｅ＋１７,8000,,", "设成“文本”"),
        ("张三,420100199001010000,8000,,", "最后三位是000"),
        (f"张三,{number(MAN)},,,", "请填写"),
        (f"张三,{number(MAN)},8千,,", "不是数字"),
        (f'张三,{number(MAN)},"8,00",,', "逗号的位置不对"),
        (f"张三,{number(MAN)},-1,,", "负数"),
        (f"张三,{number(MAN)},#N/A,,", "不是数字"),
        (f"张三,{number(MAN)},8000,1990-01-02,", "身份证号里的是1990年1月1日"),
        (f"张三,{number(MAN)},8000,1990-13-01,", "日历上没有"),
        (f"张三,{number(MAN)},8000,,也许", "没有“也许”这个选项"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(row, words):
    assert words in message(row)


@pytest.mark.parametrize(
    "row",
    [
        GOOD,
        f"张三,'{number(MAN)},８，０００元,,",
        f'张三,"{number(MAN)} "," 8,000 ",1990/1/1,否',
        f"张三,{number(MAN)},8000.00,32874,",  # Excel's number of 1990-01-01
        f"张三,{number(MAN)},8000,1990-01-01 00:00:00,",
        f"张三,{number(MAN)},8000,1990年1月1日,是",
    ],
)
def test_what_is_plainly_meant_counts(row):
    result = run(row)["result"]
    assert result["outputs"]["counted"] == 1
    assert result["outputs"]["contribution_base"] == "8000.00"


def test_excel_counts_its_days_from_1900():
    # By Excel itself: DATE(1990,1,1) shown as a number is 32874, and 45870 is 2025-08-01.
    assert failures(f"张三,{number(MAN)},8000,32875,")
    assert failures(f"张三,{number(MAN)},8000,45870,")


def test_the_same_person_twice_is_wrong_in_both_rows():
    found = failures(GOOD + f"李四,{number(WOMAN)},1,,\n" + GOOD)
    assert [(row, column) for row, column, _value, _message in found] == [
        ("第2行 张三", "身份证号码"),
        ("第4行 张三", "身份证号码"),
    ]
    assert "第4行" in found[0][3] and "第2行" in found[1][3]


def test_an_old_number_of_fifteen_digits_is_the_same_person_as_its_new_one():
    assert len(failures(GOOD + "张三,420100900101001,8000,,\n")) == 2


@pytest.mark.parametrize(
    ("day", "works"), [("2025-06-14", True), ("2025-06-15", False), ("2001-06-14", False), ("2001-06-15", True)]
)
def test_a_first_enrolment_in_wuhan_waits_for_no_birthday(day, works):
    # The ledger's boundaries: a woman may be 16 to 39 in full years; born on 15 June 1985 she is 40 on 15 June 2025.
    row = f"李四,{number(WOMAN)},5000,,是"
    found = failures(row, inputs={"injury_rate": "0.5", "as_of": day}, slug="wuhan/contribution-roster")
    assert (not found) is works
    assert works or "不能在网上办" in found[0][3]


def test_the_age_matters_only_to_first_enrolments_in_wuhan():
    row = f"李四,{number(WOMAN)},5000,,"
    assert failures(row + "是") and not failures(row + "否") and not failures(row)
    assert not failures(row + "是", inputs={**INPUTS, "region": "jiangsu"})


def test_facts_of_a_number():
    assert id_facts("11010519491231002X") == {"birth": "1949-12-31", "sex": "female"}  # the example of GB 11643
    assert id_facts("110105491231003") == {"birth": "1949-12-31", "sex": "male"}


def test_a_row_that_failed_is_in_no_sum():
    alone, both = (run(rows)["result"]["outputs"] for rows in (GOOD, GOOD + "李四,1,8000,,\n"))
    assert both["total"] == alone["total"] and (both["people"], both["counted"], both["failed"]) == (2, 1, 1)


def test_sums_are_those_of_rounded_rows_and_the_difference_is_told():
    # By hand, Zhangjiagang 2005, wage 905.07: unemployment 2 % = 18.1014 → 18.10, a difference of 0.0014 a row.
    header, rows = (
        "姓名,身份证号码,职工本人月工资\n",
        [f"甲{n},{number(f'420100199001010{n:02}')},905.07\n" for n in range(20)],
    )
    inputs = {"employer_kind": "enterprise", "month": "2005-07"}
    done = run("".join(rows), "zhangjiagang/contribution-roster", inputs, header)
    one = calc.run("zhangjiagang/contribution-2005", {**inputs, "wage": "905.07"})["outputs"]
    assert Decimal(done["result"]["outputs"]["unemployment_employer"]) == 20 * Decimal("18.10")
    assert Decimal(done["result"]["outputs"]["total"]) == 20 * Decimal(one["total"])
    exact = 20 * Decimal("905.07") * (Decimal(one["total"]) / Decimal("905.07")).quantize(Decimal("0.001"))
    difference = abs(Decimal(done["result"]["outputs"]["total"]) - exact)
    assert difference and f"两个数差{difference:.2f}元" in "".join(done["result"]["explanations"])


def test_the_failed_rows_come_back_as_they_were_mended():
    first = run(GOOD + f"李四,'{number(WOMAN)},8千,,\n=王五,{OTHER}5,6000,,\n")["files"]["failed"]
    assert [row["原来的行号"] for row in lines(first)] == ["3", "4"]
    assert lines(first)[1]["姓名"] == "'=王五"
    mended = first.replace("8千", "8000").replace(f"{OTHER}5", number(OTHER))
    result = compute(NATIONAL, {"text": mended}, INPUTS)["result"]
    assert result["outputs"]["counted"] == 2
    assert not any("用不到" in text for text in result["explanations"])


def test_a_page_shows_no_number_of_a_person_but_the_file_has_it():
    done = run(GOOD + f"李四,{WOMAN}0,1,,\n")
    assert f"{WOMAN}0" in done["files"]["failed"]
    shown = json.dumps(done["result"])
    assert WOMAN not in shown and MAN not in shown


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"month": "2025-08"}, "region"),
        ({**INPUTS, "month": "1999-01"}, "month"),
        ({**INPUTS, "as_of": "x"}, "as_of"),
        ({**INPUTS, "region": "limits", "floor": "5", "ceiling": "4"}, "ceiling"),
    ],
)
def test_what_is_the_same_for_all_is_wrong_once_and_not_in_every_row(inputs, field):
    with pytest.raises(CannotCalculate) as caught:
        run(GOOD, inputs=inputs)
    assert [problem.input for problem in caught.value.problems] == [field]


def test_a_roster_for_a_month_without_numbers_is_estimated_on_request_and_every_row_says_so():
    later = {**INPUTS, "month": "2026-11"}
    with pytest.raises(CannotCalculate, match="要先估算"):
        run(GOOD, inputs=later)
    done = run(GOOD, inputs=later | {"projection": "yes"})
    assert done["result"]["outputs"] == run(GOOD)["result"]["outputs"]
    assert done["result"]["confidence"] == "estimate" and "中间隔了11个月" in done["result"]["cautions"][0]
    (row,) = lines(done["files"]["computed"])
    assert row["提醒"] == done["result"]["cautions"][0]


WAGES = st.decimals("0", "99999999", places=2).map(str) | st.integers(0, 30000).map(lambda n: f"{n:,}")
COMMON = {
    NATIONAL: [
        {**INPUTS, "medical_employer": "8.7", "medical_employee": "2", "injury_rate": "0.4"},
        {"month": "2025-08", "region": "limits", "floor": "100", "ceiling": "200.55"},
    ],
    "wuhan/contribution-roster": [{"injury_rate": "1.9"}],
    "zhangjiagang/contribution-roster": [
        {"employer_kind": "institution", "month": "2006-06", "with_medical": "no"},
        {"average_wage": "1234.56"},
    ],
}


@settings(max_examples=60)
@given(
    st.sampled_from([(slug, common) for slug, each in COMMON.items() for common in each]),
    st.lists(WAGES, min_size=1, max_size=6),
)
def test_every_row_gets_what_the_calculator_gives_one_person(case, wages):
    slug, common = case
    roster = rosters()[slug]
    column = roster.columns[2].input
    rows = [["姓名", "身份证号码", column.title]]
    rows += [[f"甲{place}", number(f"420100199001010{place:02}"), wage] for place, wage in enumerate(wages)]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    done = compute(slug, {"text": text.getvalue()}, common)
    computed = {row["原来的行号"]: row for row in lines(done["files"]["computed"])}
    failed = {row["原来的行号"]: row for row in lines(done["files"]["failed"])}
    given_once = {name: text for name, text in common.items() if name != "as_of"}
    sums = {"employer_total": Decimal(0), "employee_total": Decimal(0), "total": Decimal(0)}
    for place, wage in enumerate(wages, 2):
        try:
            outputs = calc.run(roster.calculator, {**given_once, column.name: wage})["outputs"]
        except CannotCalculate as error:
            assert str(error) in failed[str(place)]["哪里不对"]
            continue
        row = computed[str(place)]
        assert row["单位合计"] == outputs["employer_total"] and row["个人合计"] == outputs["employee_total"]
        for id, name in roster.insurances.items():
            for payer, word in (("employer", "单位缴"), ("employee", "个人缴")):
                assert row.get(f"{name}{word}", "") == outputs.get(f"{id}_{payer}", "")
        if roster.base:
            assert row["缴费基数"] == outputs[roster.base]
        for name in sums:
            sums[name] += Decimal(outputs[name])
    if computed:
        assert {name: Decimal(done["result"]["outputs"][name]) for name in sums} == sums
    assert done["result"]["outputs"]["people"] == len(wages) == len(computed) + len(failed)


@pytest.mark.parametrize("slug", list(rosters()))
@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
def test_the_example_of_every_roster_shows_both_a_sum_and_a_mistake(slug, script):
    declared = next(each for each in calc.describe_rosters(script) if each["slug"] == slug)
    common = {"slug": slug, "inputs": declared["example_inputs"], "script": script}
    read = json.loads(handle(json.dumps({**common, "do": "roster-read", "text": declared["example"]})))
    rows = {**common, "do": "roster-rows", "table": read["table"], "twins": read["twins"]}
    judged = json.loads(handle(json.dumps(rows)))["judged"]
    done = json.loads(handle(json.dumps({**common, "do": "roster-sum", "table": read["table"], "judged": judged})))
    outputs = done["result"]["outputs"]
    assert outputs["counted"] and outputs["failed"]
    assert done["result"]["parameters"] and done["result"]["script"] == script
    with_rows_apart = [
        json.loads(handle(json.dumps({**rows, "table": {**read["table"], "rows": [row]}})))["judged"][0]
        for row in read["table"]["rows"]
    ]
    assert with_rows_apart == judged  # a page asks for them a hundred at a time


def test_what_a_file_says_is_never_mark_up():
    attack = "<img src=x onerror=alert(1)>"
    common = {"slug": NATIONAL, "inputs": INPUTS, "script": "zh-Hans"}
    text = f"姓名,身份证号码,月工资,{attack}\n{attack},{attack},{attack},1\n"
    read = json.loads(handle(json.dumps({**common, "do": "roster-read", "text": text})))
    rows = json.loads(handle(json.dumps({**common, "do": "roster-rows", "table": read["table"], "twins": {}})))
    answer = json.loads(
        handle(json.dumps({**common, "do": "roster-sum", "table": read["table"], "judged": rows["judged"]}))
    )
    assert "<img" not in answer["html"] and "&lt;img" in answer["html"]


def test_the_command_line_writes_both_files(tmp_path, capsys):
    (tmp_path / "in.csv").write_bytes((HEADER + GOOD + "李四,1,8000,,\n").encode("gb18030"))
    files = ["--computed", str(tmp_path / "good.csv"), "--failed", str(tmp_path / "bad.csv")]
    code = main(["roster", NATIONAL, str(tmp_path / "in.csv"), "--json", json.dumps(INPUTS), *files])
    assert code == 1 and json.loads(capsys.readouterr().out)["outputs"]["failed"] == 1
    assert lines((tmp_path / "bad.csv").read_text("utf-8"))[0]["姓名"] == "李四"
    assert lines((tmp_path / "good.csv").read_text("utf-8"))[0]["姓名"] == "张三"
    assert main(["roster", NATIONAL, str(tmp_path / "none.csv"), "--json", "{}"]) == 2
    assert main(["roster", "no/such", str(tmp_path / "in.csv"), "--json", "{}"]) == 1


def test_where_the_page_shows_the_first_only_it_says_so_and_where_it_shows_all_it_does_not():
    people = [f"甲{n},{number(f'420100199001010{n:02}')}" for n in range(60)]

    def said(*wages):
        result = run("".join(f"{person},{wage},,\n" for person, wage in zip(people, wages, strict=False)))["result"]
        return "".join(result["explanations"]), {table["caption"]: table for table in result["tables"]}

    assert "另有提醒：第2、3、4、5、6、7、8、9、10、11行，" in said(*["8000.005"] * 10, "8000")[0]
    assert "另有提醒：第2、3、4、5、6、7、8、9、10、11…行，" in said(*["8000.005"] * 11, "8000")[0]
    assert "有问题的行" in said(*["x"] * 20)[1] and "有问题的行（先列前20行）" in said(*["x"] * 21)[1]
    assert "每个人每月缴费" in said(*["8000"] * 50)[1]
    assert "每个人每月缴费（先列前50人，全部在下载的表里）" in said(*["8000"] * 51)[1]
    assert [said(*["8000"] * count)[1]["每个人每月缴费"]["folded"] for count in (20, 21)] == [False, True]


def test_a_number_of_twelve_digits_is_kept_from_excel_and_one_of_eleven_needs_no_help():
    assert [defuse("1" * digits) for digits in (11, 12)] == ["1" * 11, "'" + "1" * 12]


def test_the_day_for_ages_is_today_where_none_is_given():
    assert rosters()[NATIONAL].day_of({}) is None
    assert rosters()[NATIONAL].day_of({"as_of": "2025-08-01"}) == date(2025, 8, 1)

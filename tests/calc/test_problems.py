"""Error codes: other programs tell problems apart by them, so each has its case, and none is left out."""

import io
import json
import zipfile

import pytest

import calc
from calc import Code, browser
from calc.rosters import requests, workbook
from calc.rosters.table import MOST_ROWS

CODES = {
    "required",
    "not-a-number",
    "too-precise",
    "not-a-date",
    "not-an-option",
    "malformed",
    "out-of-range",
    "contradiction",
    "not-applicable",
    "outside-period",
    "unknown-input",
    "unknown-calculator",
    "unreadable-file",
    "empty-file",
    "file-too-large",
    "missing-column",
    "unclear-column",
    "bad-request",
    "internal",
}
WUHAN, DEADLINE, PENSION = "wuhan/contribution-calc", "national/working-day-deadline", "national/pension"
ROSTER, COMMON = "national/contribution-roster", {"region": "jiangsu", "month": "2025-08", "injury_rate": "0.4"}


def test_the_list_of_codes_is_closed():
    assert {code.value for code in Code} == CODES


def test_every_code_has_a_case_here():
    assert {case[-1] for case in (*RUNS, *FILES, *PAGES)} == CODES


RUNS = [
    (WUHAN, {}, "base", "required"),
    (WUHAN, {"base": "五千"}, "base", "not-a-number"),
    (WUHAN, {"base": "1,00,0"}, "base", "not-a-number"),
    (WUHAN, {"base": "5000.005"}, "base", "too-precise"),
    (DEADLINE, {"start": "2025-09-30", "amount": "2.5"}, "amount", "too-precise"),
    (DEADLINE, {"start": "明天", "amount": "3"}, "start", "not-a-date"),
    (DEADLINE, {"start": "2025-02-30", "amount": "3"}, "start", "not-a-date"),
    (DEADLINE, {"start": "2025-09-30", "amount": "3", "unit": "week"}, "unit", "not-an-option"),
    (WUHAN, {"base": "9" * 50}, "base", "malformed"),
    (WUHAN, {"base": "-1"}, "base", "out-of-range"),
    ("national/late-fee", {"arrears": "1", "insurance": "general", "first_day": "2024-01-02", "last_day": "2024-01-01"}, "last_day", "contradiction"),
    ("national/retirement-month", {"birth": "1964-12", "track": "male-60", "chosen": "2026-01"}, "chosen", "not-applicable"),
    ("national/late-fee", {"arrears": "100", "insurance": "general", "first_day": "1995-01-02", "last_day": "1996-01-01"}, "first_day", "outside-period"),
    (WUHAN, {"base": "5000", "wages": "5000"}, "wages", "unknown-input"),
    (WUHAN, {"base": 0.5}, None, "bad-request"),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "inputs", "field", "code"), RUNS, ids=lambda value: str(value)[:30])
def test_a_problem_carries_its_code_beside_its_words(slug, inputs, field, code):
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run(slug, inputs)
    (problem,) = caught.value.as_data()
    assert (problem["input"], problem["code"]) == (field, code) and problem["message"].endswith("。")


HEADER = "姓名,身份证号码,月工资\n"
FILES = [
    ({"head": "%PDF-1.7", "text": "%PDF"}, "unreadable-file"),
    ({"text": 'a,"b\n'}, "unreadable-file"),
    ({"text": ""}, "empty-file"),
    ({"text": HEADER}, "empty-file"),
    ({"text": "月工资\n5000\n"}, "missing-column"),
    ({"text": "你好\n再见\n"}, "missing-column"),
    ({"text": "姓名,身份证号码,月工资,缴费基数\n"}, "unclear-column"),
    ({"text": HEADER + "1,2\n" * (MOST_ROWS + 1)}, "file-too-large"),
]


@pytest.mark.parametrize(("source", "code"), FILES, ids=lambda value: str(value)[:30])
def test_a_file_that_is_no_roster_has_its_code(source, code):
    with pytest.raises(calc.CannotCalculate) as caught:
        requests.compute(ROSTER, source, COMMON)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_workbook_too_large_and_one_that_is_damaged_have_theirs():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(workbook.LARGEST // 2**20 + 1):
            part.write(bytes(2**20))
    for content, code in ((bomb.getvalue(), "file-too-large"), (b"PK\3\4", "unreadable-file")):
        with pytest.raises(calc.CannotCalculate) as caught:
            workbook.read(content)
        assert caught.value.problems[0].code == code


PAGES = [
    ([], "bad-request"),
    ({"do": "dance"}, "bad-request"),
    ({"do": "run", "slug": WUHAN}, "bad-request"),
    ({"do": "run", "slug": "wuhan/none", "inputs": {}}, "unknown-calculator"),
    ({"do": "roster-read", "slug": "wuhan/none", "inputs": {}}, "unknown-calculator"),
    ({"do": "run", "slug": WUHAN, "inputs": {"base": "1"}, "as_of": "x"}, "not-a-date"),
    ({"do": "plan", "procedure": {"materials": 5}}, "internal"),
]


@pytest.mark.parametrize(("request_", "code"), PAGES, ids=str)
def test_the_page_gets_codes_too(request_, code):
    answer = json.loads(browser.handle(json.dumps(request_)))
    assert answer["state"] == "error" and [error["code"] for error in answer["errors"]] == [code]

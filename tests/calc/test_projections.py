"""Beyond the last published numbers: an estimate up to the current month, later on request only, always said in the open."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

import calc
from calc.__main__ import main
from calc.browser import handle
from calc.engine.calculators import beijing_today
from calc.engine.data import load
from calc.engine.inputs import PROJECTION
from calc.engine.months import YearMonth
from calc.engine.parameters import Law
from calc.engine.results import Confidence
from calc.rosters.requests import compute

EARLY = date(2024, 12, 31)
"""A today that lies before every day of which no number is known."""

TODAY = date(2026, 11, 29)

INTEREST = {"opening": "1000", "monthly": "100"}
PENSION = {
    "age_years": "60",
    "age_months": "0",
    "index": "1",
    "years": "30",
    "deemed_years": "0",
    "account_balance": "150000",
}
GAP = {"settle": "2006-12", "interest_rate": "2", "months_1": "3"}

# Calculator, what is typed, the input with the day, the last day that has a number, a day beyond, the parameter, the time between.
BEYOND = [
    ("national/contribution", {"wage": "4000", "region": "jiangsu"}, "month", "2025-12", "2026-11", "江苏缴费基数上下限", "11个月"),
    ("national/contribution", {"wage": "4000", "region": "wuhan"}, "month", "2025-12", "2027-01", "武汉缴费基数上下限（湖北第一档）", "13个月"),
    ("national/account-interest", INTEREST, "year", "2025", "2026", "职工基本养老保险个人账户记账利率", "1个月"),
    ("national/pension", {**PENSION, "region": "jiangsu"}, "month", "2025-12", "2027-06", "江苏养老金计发基数（月）", "18个月"),
    ("national/pension", {**PENSION, "region": "hubei"}, "month", "2025-12", "2026-03", "武汉养老金计发基数（月）", "3个月"),
    ("zhangjiagang/contribution-2005", {"wage": "800"}, "month", "2006-06", "2026-06", "上年全市月社会平均工资", "20年"),
    ("zhangjiagang/contribution-2005", {"wage": "800"}, "month", "2006-06", "2006-07", "大额医保互助金每人每月标准", "1个月"),
    ("zhangjiagang/wage-components", {"standard": "800"}, "month", "2006-06", "2007-01", "缴费基数上下限占平均工资的比例", "7个月"),
    ("zhangjiagang/large-medical-mutual-aid", {"persons": "5"}, "month", "2006-06", "2007-06", "大额医保互助金每人每月标准", "12个月"),
    ("zhangjiagang/large-medical-mutual-aid", {"persons": "5"}, "month", "2006-06", "2008-05", "大额医保互助金每人每月标准", "23个月"),
    ("zhangjiagang/large-medical-mutual-aid", {"persons": "5"}, "month", "2006-06", "2008-06", "大额医保互助金每人每月标准", "2年"),
    ("zhangjiagang/large-medical-mutual-aid", {"persons": "5"}, "month", "2006-06", "2009-05", "大额医保互助金每人每月标准", "2年"),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "typed", "name", "last", "beyond", "parameter", "gap"), BEYOND)
def test_an_estimate_is_what_the_last_numbers_give_and_says_so(slug, typed, name, last, beyond, parameter, gap):
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run(slug, {**typed, name: beyond}, as_of=EARLY)
    (problem,) = caught.value.problems
    assert problem.input == name
    assert (
        "已收录的最近一段是" in problem.message and f"要先估算，就在“{PROJECTION.label}”里选“是”。" in problem.message
    )

    published = calc.run(slug, {**typed, name: last})
    assert not published["cautions"]
    estimate = calc.run(slug, {**typed, name: beyond, "projection": "yes"})
    assert estimate["outputs"] == published["outputs"]
    assert estimate["headline"] == f"估算：{published['headline']}"
    assert estimate["confidence"] == Confidence.ESTIMATE
    (said,) = (text for text in estimate["cautions"] if f"“{parameter}”" in text)
    assert f"中间隔了{gap}，" in said
    ends = {entry["to"] for entry in estimate["parameters"] if entry["name"] == parameter}
    assert len(ends) == 1 and all(f"至{_words(end)}）" in said for end in ends)


NOW = [  # what may be asked of the current month, and the estimate's input
    ("national/contribution", {"wage": "4000", "region": "jiangsu"}, "month"),
    ("national/contribution", {"wage": "4000", "region": "wuhan"}, "month"),
    ("national/contribution", {"wage": "4000", "region": "guangdong"}, "month"),
    ("national/pension", {**PENSION, "region": "hubei"}, "month"),
    ("national/pension", {**PENSION, "region": "jiangsu"}, "month"),
]


@pytest.mark.parametrize(("slug", "typed", "name"), NOW)
def test_up_to_the_current_month_the_estimate_is_the_answer(slug, typed, name):
    asked = {**typed, name: "2026-11"}
    wanted = calc.run(slug, {**asked, "projection": "yes"}, as_of=TODAY)
    unasked = calc.run(slug, asked, as_of=TODAY)
    assert wanted["cautions"] and unasked["headline"].startswith("估算：")
    for part in ("outputs", "headline", "cautions", "confidence", "parameters"):
        assert unasked[part] == wanted[part]
    assert calc.run(slug, asked, as_of=date(2026, 11, 1))["outputs"] == wanted["outputs"]
    for refused, today in (
        (asked | {"projection": "no"}, TODAY),  # the reader's own wish
        (asked | {name: "2026-12"}, TODAY),  # the next month is the reader's own choice
        (asked, date(2026, 10, 31)),
    ):
        with pytest.raises(calc.CannotCalculate, match="要先估算"):
            calc.run(slug, refused, as_of=today)


def test_an_old_guide_is_never_carried_on_unasked():
    for month in ("2006-07", "2026-11"):
        with pytest.raises(calc.CannotCalculate, match="要先估算"):
            calc.run("zhangjiagang/contribution-2005", {"wage": "800", "month": month}, as_of=TODAY)
    asked = {"wage": "800", "month": "2006-07", "projection": "yes"}
    (said,) = calc.run("zhangjiagang/contribution-2005", asked)["cautions"]
    assert said.endswith("后来的标准这里没有收录，请向当地经办机构问。")


def test_a_standard_without_an_end_is_an_estimate_once_it_is_a_year_old():
    slug, typed = "national/contribution", {"wage": "4000", "region": "guangzhou"}
    own = calc.run(slug, {**typed, "month": "2026-06"}, as_of=TODAY)
    assert (own["outputs"]["contribution_base"], own["cautions"]) == ("5510.00", [])
    later = calc.run(slug, {**typed, "month": "2026-07"}, as_of=TODAY)
    assert later["outputs"] == own["outputs"] and later["headline"] == f"估算：{own['headline']}"
    (said,) = later["cautions"]
    assert "没有2026年7月1日的新数值" in said and "（2025年7月1日起）没有写用到哪一天" in said
    with pytest.raises(calc.CannotCalculate, match="已收录的最近一段是2025年7月1日起"):
        calc.run(slug, {**typed, "month": "2029-07"}, as_of=TODAY)


def test_command_line_browser_and_rosters_answer_the_current_month_alike(capsys):
    typed = {"wage": "4000", "region": "jiangsu", "month": f"{beijing_today():%Y-%m}"}
    assert main(["run", "national/contribution", "--json", json.dumps(typed)]) == 0
    printed = json.loads(capsys.readouterr().out)
    shown = json.loads(handle(json.dumps({"do": "run", "slug": "national/contribution", "inputs": typed})))["result"]
    everyone = {"month": typed["month"], "region": "jiangsu"}
    row = {"text": "姓名,身份证号码,月工资\n王小明,11010519491231002X,4000\n"}
    summed = compute("national/contribution-roster", row, everyone)["result"]
    assert printed["cautions"] == shown["cautions"] == summed["cautions"] != []
    assert printed["outputs"]["total"] == shown["outputs"]["total"] == summed["outputs"]["total"]


def _words(iso):
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def test_account_growth_goes_on_with_the_last_rate_unless_the_reader_gives_one():
    slug, typed = "national/account-growth", {**INTEREST, "start": "2025-01", "end": "2026-12", "projection": "yes"}
    rate = next(
        period["value"]
        for period in load()["parameters"]["national/account-interest-rate"]["values"]
        if period["from"] == "2025-01-01"
    )
    own = {**typed, "future_rate": str(Decimal(rate) * 100)}
    estimate, with_own = calc.run(slug, typed), calc.run(slug, own)
    assert estimate["outputs"]["closing_balance"] == with_own["outputs"]["closing_balance"]
    assert estimate["cautions"] and not with_own["cautions"]


def test_missed_months_may_be_estimated_too():
    slug, typed = "zhangjiagang/back-payment-calc", {**GAP, "start_1": "2006-08"}
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run(slug, typed)
    (problem,) = caught.value.problems
    assert (
        problem.input == "wage_1"
        and "也可以在“第1段的平均工资（月）”里自己填那时的数，或者填一个估计的。" in problem.message
    )
    estimate = calc.run(slug, {**typed, "projection": "yes"})
    assert len(estimate["cautions"]) == 1  # wage and rates lack the same months
    known = calc.run(slug, {**typed, "wage_1": "1508", "rate_1": "26"})
    assert estimate["outputs"]["principal"] == known["outputs"]["principal"]
    assert any("自己填的26%，没有核对过" in text for text in known["assumptions"])


@pytest.mark.parametrize(
    ("slug", "inputs"),
    [
        ("zhangjiagang/contribution-2005", {"wage": "800", "month": "2005-06"}),  # before the first number
        ("national/contribution", {"wage": "800", "region": "limits", "floor": "1", "ceiling": "2", "month": "2019-04"}),
        ("national/account-interest", {**INTEREST, "year": "2015"}),
    ],
)  # fmt: skip
def test_nothing_is_carried_back_into_the_past(slug, inputs):
    for asked in ({}, {"projection": "yes"}):
        with pytest.raises(calc.CannotCalculate) as caught:
            calc.run(slug, inputs | asked)
        assert "已收录的最近一段是" in str(caught.value)
        assert "估算，就在" not in str(caught.value)


def test_a_rule_that_was_abolished_is_not_carried_on():
    inputs = {**calc.find("wuhan/old-pension").example, "retired": "2006-01-31"}
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run("wuhan/old-pension", inputs)
    assert "估算" not in str(caught.value)
    assert PROJECTION not in calc.find("wuhan/old-pension").inputs


@pytest.mark.parametrize("slug", [slug for slug, each in calc.calculators().items() if PROJECTION in each.inputs])
def test_where_numbers_are_published_the_wish_for_an_estimate_changes_nothing(slug):
    example = calc.example(slug)
    today = calc.find(slug).example_today
    asked = calc.run(
        slug,
        {**calc.find(slug).example, "projection": "yes"},
        as_of=date.fromisoformat(today) if today else None,
    )
    assert (asked["outputs"], asked["headline"], asked["cautions"]) == (example["outputs"], example["headline"], [])


def test_every_calculator_with_a_number_that_may_be_carried_on_asks_for_it():
    carried = {name for name, entry in load()["parameters"].items() if entry["projection"]}
    reading = {slug for slug, each in calc.calculators().items() if carried & set(each.parameters)}
    asking = {slug for slug, each in calc.calculators().items() if PROJECTION in each.inputs}
    assert asking == reading - {"zhangjiagang/rate-table-integrity"}  # which checks what was printed


def test_an_estimate_is_kept_in_link_and_receipt_and_comes_back_the_same():
    inputs = {"wage": "4000", "region": "jiangsu", "month": "2026-11", "projection": "yes"}
    result = calc.run("national/contribution", inputs)
    assert result["receipt"]["inputs"]["projection"] is True
    again, says = calc.reopen(result)
    assert again == result and says == ["重新算过，结果和当时一样。"]


def test_the_traditional_page_says_it_in_traditional():
    inputs = {"wage": "4000", "region": "jiangsu", "month": "2026-11", "projection": "是"}
    result = calc.run("national/contribution", inputs, script="zh-Hant")
    assert result["headline"].startswith("估算：單位")
    assert "來估算，中間隔了11個月" in result["cautions"][0]


CARRIED_ON = [name for name, entry in load()["parameters"].items() if entry["projection"]]


@pytest.mark.parametrize("name", CARRIED_ON)
def test_the_last_day_of_the_last_period_has_its_own_number_and_the_next_day_an_estimate(name):
    """A period without an end is that of a year: the next number may be out after it."""
    last = load()["parameters"][name]["values"][-1]
    begins = date.fromisoformat(last["from"])
    end = date.fromisoformat(last["to"]) if last["to"] else begins.replace(year=begins.year + 1) - timedelta(days=1)
    law = Law((name,), project=True)
    assert law.table(name, end) == last["value"] and law.projected == {}
    after = end + timedelta(days=1)
    assert law.table(name, after) == last["value"] and law.projected == {name: (after,)}
    assert law.until(name, begins) == (date.fromisoformat(last["to"]) if last["to"] else None)
    assert law.end(name) == (YearMonth.of(end) if last["to"] else None)


def test_a_number_that_has_a_period_is_not_given_without_a_day_nor_one_without_a_period_a_beginning():
    undated = "wuhan/contribution-rates"
    law = Law((undated, "national/basic-pension"))
    assert law.table(undated, None) == load()["parameters"][undated]["values"][0]["value"]
    with pytest.raises(ValueError, match="a day is needed"):
        law.table("national/basic-pension", None)
    with pytest.raises(ValueError, match="has no period"):
        law.start(undated)
    with pytest.raises(KeyError):
        law.table("national/late-fee", TODAY)

"""No silent wrong number: every field of every calculator is given what people mistype, and must refuse it or ask back."""

from datetime import timedelta

import pytest

import calc
from calc.engine.calculators import beijing_today
from calc.engine.problems import Code, InputError
from calc.engine.texts import _
from tests.every import every

FIELDS = [(slug, item) for slug, found in calc.calculators().items() for item in found.inputs]

REFUSED = {
    "percentage": {
        "0.08": Code.OUT_OF_RANGE,
        "0.02": Code.OUT_OF_RANGE,
        "0.004": Code.OUT_OF_RANGE,
        "０.０２６": Code.OUT_OF_RANGE,
    },
    "money": {
        "3000 4000": Code.MALFORMED,
        "3000\n4000": Code.MALFORMED,
        "300\n400": Code.MALFORMED,
        "80 0": Code.MALFORMED,
    },
    "decimal": {"1.2 3": Code.MALFORMED, "1\t2": Code.MALFORMED, "3000　4000": Code.MALFORMED},
    "integer": {"1 2": Code.MALFORMED, "12\n13": Code.MALFORMED},
    "year_month": {
        "1970-02-30": Code.NOT_A_DATE,
        "2023-02-31": Code.NOT_A_DATE,
        "2023-0299": Code.NOT_A_DATE,
        "20230299": Code.NOT_A_DATE,
        "2023年2月99日": Code.NOT_A_DATE,
        "2023-115": Code.NOT_A_DATE,
        "2025-0 7": Code.MALFORMED,
        "2025-03 2025-04": Code.MALFORMED,
    },
    "date": {
        "2025-02-29": Code.NOT_A_DATE,
        "2025-04-31": Code.NOT_A_DATE,
        "2025-03-2 8": Code.MALFORMED,
        "2025-03-28 2025-03-29": Code.MALFORMED,
    },
    "date_time": {"2025-02-30 10:00": Code.NOT_A_DATE, "2025-03-28 14:30 15:30": Code.NOT_A_DATE},
}
"""Kind of field → what nobody can mean, or what may mean two things → the code of the refusal."""

HAPPENED = {
    ("national/injury-benefits", "date"),
    ("national/injury-death", "date"),
    ("national/injury-filing", "injured"),
    ("national/injury-filing", "accepted"),
    ("yangzhou/injury-48-hours", "diagnosed"),
    ("yangzhou/injury-48-hours", "onset"),
    ("yangzhou/injury-48-hours", "death"),
    ("zhangjiagang/retirement-window", "birth"),
}
"""Days of what must have happened: asked for by these and no others."""


def wrong(item):
    kinds = [item.kind, *(["percentage"] if item.unit == "ratio" else [])]
    return [pair for kind in kinds for pair in REFUSED.get(kind, {}).items()]


@every("slug, item", FIELDS)
@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
def test_a_field_takes_its_labels_as_shown_and_refuses_what_may_mean_something_else(script, slug, item):
    with calc.reading(script):
        for value, label in item.options.items():
            expected = value == "yes" if item.kind == "boolean" else value
            assert item.parse(_(label)) == expected, _(label)
            assert item.parse(value) == expected
        for typed, code in wrong(item):
            with pytest.raises(InputError) as caught:
                item.parse(typed)
            assert caught.value.code is code, f"{typed}: {caught.value}"
            assert str(caught.value).endswith("。")


def test_every_kind_of_wrong_input_meets_a_field_of_some_calculator():
    met = {item.kind for _slug, item in FIELDS} | {"percentage" for _slug, item in FIELDS if item.unit == "ratio"}
    assert REFUSED.keys() <= met


@pytest.mark.parametrize(
    ("slug", "typed", "meant"),
    [
        ("national/housing-loan", {"rate": "0.026"}, "2.6"),
        ("guannan/retiree-medical-backpay", {"rate": "0.08"}, "8"),
        ("national/contribution", {"medical_employer": "0.08"}, "8"),
        ("national/contribution", {"injury_rate": "0.004"}, "0.4"),
        ("national/pension", {"coefficient": "0.012"}, "1.2"),
        ("zhangjiagang/back-payment-calc", {"rate_1": "0.26"}, "26"),
        ("national/flexible-employment", {"rate": "0.2"}, "20"),
        ("guannan/retiree-medical-backpay", {"rate": "0.2"}, "20"),
    ],
)
def test_a_fraction_is_asked_back_with_the_percentage_it_may_mean(slug, typed, meant):
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run(slug, {**calc.find(slug).example, **typed})
    (problem,) = caught.value.problems
    assert problem.input in typed
    assert f"您是不是要写{meant}？" in problem.message


def test_a_small_percentage_with_its_sign_is_taken_and_comes_back_from_the_receipt():
    slug = "guannan/retiree-medical-backpay"
    answer = calc.run(slug, {**calc.find(slug).example, "rate": "0.1%"})
    assert next(each["value"] for each in answer["inputs"] if each["name"] == "rate") == "0.001"
    assert calc.run(slug, answer["receipt"]["inputs"])["outputs"] == answer["outputs"]


@pytest.mark.parametrize("rate", ["0.2", "0.5", "0", "8", "20"])
def test_real_rates_are_taken_as_they_stand(rate):
    slug = "national/contribution"
    answer = calc.run(slug, {**calc.find(slug).example, "medical_employer": rate})
    assert next(each["text"] for each in answer["inputs"] if each["name"] == "medical_employer") == f"{rate}%"


@pytest.mark.parametrize(
    "typed", ["8,000圓", "8000圓整", "人民幣8000元", "人民币8000元整", "8000元人民币", "8 000元", "￥8,000元/月"]
)
def test_an_amount_is_read_with_its_words_in_both_scripts(typed):
    wage = next(item for item in calc.find("national/contribution").inputs if item.name == "wage")
    assert wage.parse(typed) == 8000


def test_what_must_have_happened_is_refused_for_tomorrow():
    assert {(slug, item.name) for slug, item in FIELDS if item.happened} == HAPPENED
    tomorrow = (beijing_today() + timedelta(days=2)).isoformat()
    for slug, name in HAPPENED:
        kind = next(item.kind for item in calc.find(slug).inputs if item.name == name)
        typed = f"{tomorrow} 10:00" if kind == "date_time" else tomorrow
        with pytest.raises(calc.CannotCalculate) as caught:
            calc.run(slug, {**calc.find(slug).example, name: typed})
        assert [(each.input, each.code) for each in caught.value.problems] == [(name, Code.OUT_OF_RANGE)]
        assert "不能晚于今天" in caught.value.problems[0].message


def test_a_day_far_off_is_answered_with_a_caution():
    slug = "national/economic-compensation"
    words = "到那时可能已经变了"
    far = calc.run(slug, {**calc.find(slug).example, "last_day": "2099-01-01"})
    assert [words in text for text in far["cautions"]] == [True]
    assert not any(words in text for text in calc.example(slug)["cautions"])


PENSION = {
    "month": "2026-11",
    "region": "other",
    "benefit_base": "9000",
    "age_years": "60",
    "index": "1",
    "account_balance": "139000",
}


@pytest.mark.parametrize(
    ("month", "years", "short"),
    # 社会保险法第十六条: 15 years; 延迟退休办法第二条: from 2030 six months more each year, until 20 years.
    [
        ("2026-11", "10", "60个月"),
        ("2026-11", "14.92", "1个月"),  # 179 months
        ("2026-11", "14.99", "1个月"),
        ("2026-11", "15", ""),
        ("2029-12", "15", ""),
        ("2030-01", "15", "6个月"),
        ("2030-01", "15.5", ""),
        ("2031-06", "15.91", "1个月"),  # 191 months cut to two decimals; 16 years are needed
        ("2045-01", "19", "12个月"),
    ],
)
def test_who_has_not_paid_long_enough_gets_no_monthly_pension(month, years, short):
    answer = calc.run("national/pension", {**PENSION, "month": month, "years": years})
    assert ("还不能按月领养老金" in answer["headline"]) == bool(short)
    assert answer["outputs"]["enough_contributions"] is not bool(short)
    if short:
        assert f"差{short}" in answer["headline"] and "大约" not in answer["headline"]


def test_the_amount_for_who_is_short_is_that_of_the_least_number_of_years_and_says_so():
    answer = calc.run("national/pension", {**PENSION, "years": "10"})
    # 9000 × 15 × 1 % + 139000 ÷ 139
    assert answer["outputs"]["total"] == "2350.00"
    assert "假如现在就缴满了15年，别的都不变：每月大约2350元。" in answer["explanations"]
    assert answer["tables"][0]["caption"] == "假如缴满了，每月养老金"


def test_a_forecast_counts_the_years_until_the_pension_begins():
    example = {**calc.find("national/pension-forecast").example, "now": "2026-11", "paid_years": "10"}
    soon = calc.run("national/pension-forecast", {**example, "month": "2026-12"})
    assert "还不能按月领养老金：缴费年限差59个月" in soon["headline"]
    assert any("假如那时缴满了15年" in text for text in soon["explanations"])
    # 2031-11: 15 years paid by then, 16 needed.
    assert "差12个月" in calc.run("national/pension-forecast", {**example, "month": "2031-11"})["headline"]
    # 2036-11: 20 years paid by then, 18 years 6 months needed.
    assert "还不能" not in calc.run("national/pension-forecast", {**example, "month": "2036-11"})["headline"]


@pytest.mark.parametrize(("index", "asked"), [("0.5", True), ("0.6", False), ("3", False)])
def test_an_index_below_the_lowest_base_is_asked_about(index, asked):
    answer = calc.run("national/pension", {**PENSION, "years": "20", "index": index})
    assert any("平均缴费指数一般在0.6到3之间" in text for text in answer["cautions"]) == asked


@pytest.mark.parametrize("slug", ["national/pension", "national/pension-forecast"])
def test_an_index_of_zero_is_refused(slug):
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run(slug, {**calc.find(slug).example, "index": "0"})
    assert [(each.input, each.code) for each in caught.value.problems] == [("index", Code.OUT_OF_RANGE)]


def test_a_base_that_was_not_checked_says_so():
    typed = {"base": "5000", "month": "2025-08"}
    assert any(
        "没有看缴费基数够不够下限" in text for text in calc.run("national/flexible-employment", typed)["cautions"]
    )
    assert not calc.run("national/flexible-employment", {**typed, "average_wage": "8000"})["cautions"]


def test_the_age_at_the_chosen_month_stands_in_the_headline():
    answer = calc.run("national/retirement-month", {"birth": "1970-05", "track": "male-60", "chosen": "2030-05"})
    assert answer["headline"].startswith("选2030年5月退休，那时60岁；法定退休年月是2031年")


def test_no_leave_is_explained_in_words():
    typed = {"worked": "60", "date": "2025-03-10", "situation": "full", "excluded": "personal"}
    answer = calc.run("national/annual-leave", typed)
    assert answer["headline"] == "今年没有年休假：有不能享受年休假的情形"
    assert answer["explanations"][0] == "您选的是“请事假累计20天以上，单位没有扣工资”。"
    headline = calc.run("national/annual-leave", {**typed, "excluded": "none", "worked": "6", "continuous": "no"})[
        "headline"
    ]
    assert headline == "今年没有年休假：累计工作还不满1年，还没有连续工作满12个月"


def test_the_months_of_a_forecast_are_named_when_they_are_in_the_wrong_order():
    example = {**calc.find("national/pension-forecast").example, "now": "2046-01", "month": "2046-01"}
    with pytest.raises(calc.CannotCalculate, match="开始领的年月要晚于算起的2046年1月，您填的是2046年1月"):
        calc.run("national/pension-forecast", example)


@pytest.mark.parametrize(("month", "years", "says"), [("2024-06", "60", "按整岁算"), ("2025-06", "70", "按70岁的数")])
def test_a_pension_says_where_the_odd_months_of_age_play_no_part(month, years, says):
    answer = calc.run(
        "national/pension", {**PENSION, "month": month, "years": "20", "age_years": years, "age_months": "2"}
    )
    assert any(says in text for text in answer["assumptions"])

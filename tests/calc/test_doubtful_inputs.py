"""Numbers that can be worked with and are likely wrong: asked back, refused or answered with a caution, in every calculator."""

from decimal import Decimal

import pytest

import calc
from calc.engine.numerals import meant, months_meant
from calc.engine.problems import Code, InputError
from calc.engine.texts import reading
from tests.every import every

FIELDS = [(slug, item) for slug, found in calc.calculators().items() for item in found.inputs]
AMOUNTS = [(slug, item) for slug, item in FIELDS if item.kind == "money"]
UNBOUNDED = {
    # held against the limits, the benefit base or the months paid
    ("national/contribution", "wage"),
    ("national/injury-benefits", "own_wage"),
    ("national/injury-death", "own_wage"),
    ("national/pension", "account_balance"),
    ("national/pension-forecast", "opening"),
    ("national/pension-forecast", "base"),
    ("national/roadmap", "base"),
    ("national/roadmap", "account_balance"),
    ("wuhan/wage-change", "wage"),
    # a bill, a debt or a part of something may be of any size
    ("national/late-fee", "arrears"),
    ("national/undeclared-contribution", "last_month"),
    ("yangzhou/hpf-withdrawal-eligibility", "income"),
    ("yangzhou/hpf-withdrawal-eligibility", "rent"),
    ("zhenjiang/special-disease-50", "cost"),
    *(("zhangjiagang/wage-components", part) for part in ("standard", "piece", "bonus", "overtime", "allowance", "special")),
}  # fmt: skip


def run(slug, **typed):
    return calc.run(slug, {**calc.find(slug).example, **typed})


def problem(slug, **typed):
    with pytest.raises(calc.CannotCalculate) as caught:
        run(slug, **typed)
    (found,) = caught.value.problems
    return found


def test_every_amount_is_held_against_what_is_usual_or_against_another_number():
    assert {(slug, item.name) for slug, item in AMOUNTS if not item.usual} == UNBOUNDED


@every("slug, item", [(slug, item) for slug, item in AMOUNTS if item.usual])
def test_an_amount_in_another_unit_or_of_a_year_is_doubted_and_the_one_of_the_example_is_not(slug, item):
    low, high = map(Decimal, item.usual)
    today = calc.engine.calculators.beijing_today()
    assert "多得多" in item.doubt(high * 2, today)
    assert not low or "不是千元、万元" in item.doubt(low / 2, today)
    assert not item.doubt(item.parse(item.example), today) and not item.doubt(None, today)


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("national/housing-loan", {"principal": "50"}),  # 万元
        ("national/annual-leave", {"wage": "8.7"}),  # 千元
        ("national/economic-compensation", {"local_average": "108000"}),  # of a year
        ("national/economic-compensation", {"minimum_wage": "2.49"}),
        ("national/maternity-leave", {"employer_wage": "99000"}),
        ("national/injury-benefits", {"own_wage": "96000"}),
        ("national/injury-benefits", {"region_average": "9"}),
        ("national/injury-death", {"own_wage": "8"}),
        ("national/injury-death", {"income": "4000"}),  # of a month
        ("national/pension", {"benefit_base": "90"}),
        ("national/contribution", {"injury_rate": "5"}),
        ("wuhan/contribution-calc", {"base": "5"}),
        ("wuhan/wage-change", {"wage": "1.2"}),
    ],
)
def test_what_is_doubted_stands_above_the_result(slug, typed):
    (name,) = typed
    label = next(item.title for item in calc.find(slug).inputs if item.name == name)
    assert [f"“{label}”填的是" in text for text in run(slug, **typed)["cautions"]].count(True) == 1


@pytest.mark.parametrize(
    ("slug", "typed", "words"),
    [
        # Born in May 1966 and 60 years and some months old: 720 months begin in the first year of life.
        ("national/pension-claim", {"months": "720"}, "不到10岁"),
        ("national/retirement-month", {"birth": "2005-05", "track": "male-60", "contributed": "700"}, "才63岁"),
        ("national/roadmap", {"birth": "2008-05", "months": "200"}, "不到10岁"),
        ("national/pension", {"age_years": "60", "years": "55"}, "开始领的那个月才60岁"),
        ("national/pension-forecast", {"paid_years": "45"}, "才42岁2个月"),
        ("national/unemployment-months", {"birth": "2019-12", "track": "male-60", "contributed": "54"}, "才5岁3个月"),
        ("wuhan/pension-eligibility", {"years": "58"}, "不到10岁"),
        ("yangzhou/pension-claim-eligibility", {"months": "700"}, "不到10岁"),
    ],
)
def test_months_that_nobody_can_have_paid_are_refused(slug, typed, words):
    found = problem(slug, **typed)
    assert found.code is Code.CONTRADICTION and found.input in typed and words in found.message


@pytest.mark.parametrize(("years", "doubted"), [("44", False), ("44.5", True), ("49.9", True)])
def test_months_from_before_sixteen_are_doubted(years, doubted):
    # 60 years old at the first pension: 44 years since 16, 50 since 10.
    cautions = run("national/pension", age_years="60", age_months="0", years=years)["cautions"]
    assert any("满16岁到" in text for text in cautions) == doubted


PENSION = {"region": "other", "month": "2026-11", "benefit_base": "9000", "years": "20", "deemed_years": "0"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"account_balance": "10"}, "一般不会这么少"),  # 万元
        ({"account_balance": "0"}, "一般不会这么少"),
        # The most: 20 × 12 months of 24 % of 9,000 yuan are 518,400, with interest perhaps twice that.
        ({"account_balance": "5000000"}, "一般不会这么多"),
        ({"account_balance": "500000"}, ""),
        # The least: 20 × 12 months of 4.8 % of wages that were a third of today's.
        ({"account_balance": "34560"}, ""),
        ({"account_balance": "0", "deemed_years": "20"}, ""),
    ],
)
def test_an_account_is_held_against_the_months_paid_into_it(typed, words):
    says = [text for text in run("national/pension", **{**PENSION, **typed})["cautions"] if "个人账户" in text]
    assert bool(says) == bool(words) and all(words in text for text in says)


@pytest.mark.parametrize("slug", ["national/roadmap", "national/pension-forecast"])
@pytest.mark.parametrize(
    ("typed", "doubted"),
    [({"base": "600"}, True), ({"base": "72000"}, True), ({"benefit_base": "902"}, True), ({"base": "4000"}, False)],
)
def test_a_base_is_held_against_the_benefit_base(slug, typed, doubted):
    assert any("差得太远" in text for text in run(slug, **typed)["cautions"]) == doubted


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("national/injury-filing", {"injured": "2025-09-01", "accepted": "2025-08-31"}),
        ("yangzhou/injury-timeline", {"applied": "2024-02-10", "accepted": "2024-01-20"}),
        ("yangzhou/unemployment-timeline", {"ended": "2024-05-01", "accepted": "2024-03-20"}),
        ("zhangjiagang/statement-60-days", {"delivered": "2005-08-15", "done": "2005-08-14"}),
    ],
)
def test_days_that_follow_one_another_are_refused_in_the_wrong_order(slug, typed):
    found = problem(slug, **typed)
    assert found.code is Code.CONTRADICTION and found.input == list(typed)[1] and "还早" in found.message
    same = dict.fromkeys(typed, next(iter(typed.values())))
    assert run(slug, **same)["headline"]


@pytest.mark.parametrize(
    ("slug", "typed", "meant"),
    [
        ("national/contribution", {"wage": "三千五"}, "3500"),
        ("national/contribution", {"wage": "两万"}, "20000"),
        ("national/contribution", {"wage": "1.2万"}, "12000"),
        ("national/contribution", {"wage": "8千元"}, "8000"),
        ("national/contribution", {"wage": "约3000"}, "3000"),
        ("national/contribution", {"wage": "8000（税前）"}, "8000"),
        ("national/pension-claim", {"months": "15年3个月"}, "183"),
        ("national/pension", {"years": "15年6个月"}, "15.5"),
        ("national/pension", {"age_years": "六十"}, "60"),
    ],
)
def test_a_number_in_words_is_asked_back_and_never_taken(slug, typed, meant):
    found = problem(slug, **typed)
    assert found.code is Code.NOT_A_NUMBER and f"您是不是要写{meant}？" in found.message


@pytest.mark.parametrize("text", ["3000-4000", "3000或4000", "八九千", "一二三", "万", "不知道", "3000,500"])
def test_what_may_mean_two_numbers_or_none_is_not_guessed(text):
    assert meant(text) is None or text == "3000,500"
    assert "您是不是要写" not in problem("national/contribution", wage=text).message


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十五", 15),
        ("一百零五", 105),
        ("三千零五", 3005),
        ("两万二", 22000),
        ("十二万三千", 123000),
        ("捌仟元整", 8000),
    ],
)
def test_numbers_in_words_are_understood(text, number):
    assert meant(text) == number


def test_years_and_months_in_words_are_understood():
    assert [months_meant(text) for text in ("15年", "15年半", "15年零6个月", "15", "15年半6个月")] == [180, 186, 186, None, None]  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "typed", "value"),
    [
        ("national/pension-claim", {"months": "190个月"}, 190),
        ("national/pension-claim", {"months": "190個月"}, 190),
        ("national/housing-loan", {"years": "30年"}, 30),
        ("national/injury-benefits", {"grade": "4级"}, 4),
        ("national/payout-months", {"age_years": "60周岁"}, 60),
        ("national/maternity-leave", {"extra_days": "60天"}, 60),
        ("yangzhou/card-fee", {"persons": "3人"}, 3),
        ("national/contribution", {"wage": "每月6000块钱"}, "6000"),
        ("national/contribution", {"wage": "RMB 6,000.00"}, "6000.00"),
        ("national/contribution", {"wage": "\u200b6000\ufeff"}, "6000"),
        ("national/pension-claim", {"birth": "1966年5月份"}, "1966-05"),
        ("national/contribution", {"medical_employer": "百分之8"}, "0.08"),
    ],
)
def test_a_number_may_bring_the_unit_that_is_asked_for(slug, typed, value):
    (name,) = typed
    assert next(each["value"] for each in run(slug, **typed)["inputs"] if each["name"] == name) == value


def test_a_length_in_another_unit_than_the_one_chosen_is_refused():
    for amount in ("3年", "3个月", "3天"):
        assert problem("national/working-day-deadline", amount=amount).code is Code.NOT_A_NUMBER


def test_labels_of_the_readers_script_and_of_the_source_are_taken():
    """A Simplified page has no Traditional words with it."""
    (track,) = (item for item in calc.find("national/retirement-month").inputs if item.name == "track")
    with reading("zh-Hant"):
        assert [track.parse(f"男{rest}") for rest in ("職工（原來60歲退休）", "职工（原来60岁退休）")] == [
            "male-60"
        ] * 2
    for script, text in (("zh-Hans", "男職工（原來60歲退休）"), ("zh-Hant", "男")):
        with reading(script), pytest.raises(InputError):
            track.parse(text)


def test_nobody_is_left_alone_who_is_not_there():
    assert problem("national/injury-death", others="1", alone="5").input == "alone"


def test_a_rate_of_a_loan_below_one_per_cent_is_refused():
    for rate in ("0", "0.26", "0.26%"):
        assert problem("national/housing-loan", rate=rate).code is Code.OUT_OF_RANGE

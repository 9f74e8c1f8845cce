"""Expectations that others worked out: approval tables, statutes, published calculators, independent calendars."""

import json
from calendar import monthrange
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

import calc
from calc.engine.calendar import is_working_day
from calc.engine.money import FEN, YUAN
from calc.engine.trace import Node, Trace

GOLDEN = Path(__file__).parent.parent / "golden"
CASES = json.loads((GOLDEN / "calculators.json").read_text("utf-8"), parse_float=Decimal)


def cases(*rules):
    return pytest.mark.parametrize(
        "case", [case for case in CASES if case["rule"] in rules], ids=lambda case: case["id"]
    )


def yuan(name, value):
    return Node(name, name, Decimal(value), "yuan", kind="input")


@cases("retirement_date")
def test_retirement_month(case):
    track = {"male60": "male-60", "female55": "female-55", "female50": "female-50"}[case["inputs"]["track"]]
    result = calc.run("national/retirement-month", {"birth": case["inputs"]["birth_month"], "track": track})
    outputs, expected = result["outputs"], case["expected"]
    assert outputs["delay_months"] == expected["delay_months"]
    assert outputs["statutory_age"] == expected["statutory_age_months"]
    assert outputs["retirement_month"] == expected["retirement_month"]
    assert outputs.get("earliest_month") == expected["elastic_earliest_month"]
    assert outputs.get("latest_month") == expected["elastic_latest_month"]
    assert expected["statutory_age_text"] in result["headline"]


@pytest.mark.parametrize(
    ("track", "age", "first", "step", "most"),
    [("male-60", 60, 1965, 4, 36), ("female-55", 55, 1970, 4, 36), ("female-50", 50, 1975, 2, 60)],
)
def test_every_month_of_birth_by_walking_the_blocks(track, age, first, step, most):
    # 办法第一条: from the first affected January on, each block of so many birth months waits a month more.
    blocks = (block for block in count(1) for _month in range(step))
    for month in range(1950 * 12, 2011 * 12):
        delay = min(next(blocks), most) if month >= first * 12 else 0
        year, rest = divmod(month + age * 12 + delay, 12)
        typed = {"birth": f"{month // 12}-{month % 12 + 1:02}", "track": track}
        outputs = calc.run("national/retirement-month", typed)["outputs"]
        assert (outputs["delay_months"], outputs["retirement_month"]) == (delay, f"{year}-{rest + 1:02}"), typed


@cases("elastic_reference_year")
def test_months_of_contribution_needed_for_the_chosen_month(case):
    track = case["inputs"]["track"].replace("60", "-60").replace("55", "-55").replace("50", "-50")
    inputs = {"birth": case["inputs"]["birth_month"], "track": track, "chosen": case["expected"]["start_month"]}
    outputs = calc.run("national/retirement-month", inputs)["outputs"]
    assert outputs["minimum_months"] == case["expected"]["required_months"]


@cases("min_contribution_months")
def test_months_of_contribution_needed_by_year(case):
    # A man born so that his statutory month lies in the reference year: found by trying all months of birth.
    year = case["inputs"]["reference_year"]
    for birth in (f"{born}-{month:02}" for born in range(1965, 1980) for month in range(1, 13)):
        outputs = calc.run("national/retirement-month", {"birth": birth, "track": "male-60"})["outputs"]
        if outputs["retirement_month"].startswith(str(year)):
            assert outputs["minimum_months"] == case["expected"]["months"]
            return
    pytest.fail(f"nobody retires in {year}")


@cases("workday_deadline")
def test_working_days(case):
    inputs = {"start": case["inputs"]["start_date"], "amount": case["inputs"]["workdays"], "unit": "working-day"}
    outputs = calc.run("national/working-day-deadline", inputs)["outputs"]
    assert outputs["deadline"] == case["expected"]["deadline"]
    assert date.fromisoformat(outputs["deadline"]).isoweekday() == case["expected"]["weekday"]


@cases("calendar_deadline")
def test_calendar_days(case):
    inputs = case["inputs"]
    amount, unit = (inputs["days"], "calendar-day") if "days" in inputs else (inputs["years"], "year")
    typed = {"start": inputs["start_date"], "amount": amount, "unit": unit}
    outputs = calc.run("national/working-day-deadline", typed)["outputs"]
    assert outputs["natural_last_day"] == case["expected"]["natural_last_day"]
    assert outputs["deadline"] == case["expected"]["deadline_if_last_day_rolls"]


@cases("account_interest_month_product")
def test_account_interest(case):
    inputs = case["inputs"]
    typed = {"opening": str(inputs["opening_balance"]), "rate": str(inputs["annual_rate"] * 100)}
    typed |= {f"credit_{month}": str(amount) for month, amount in inputs["monthly_credits"].items()}
    outputs = calc.run("national/account-interest", typed)["outputs"]
    assert {name: Decimal(outputs[name]) for name in case["expected"]} == case["expected"]


@cases("contribution")
def test_contribution_items_are_rounded_each_and_then_added(case):
    inputs, expected, work = case["inputs"], case["expected"], Trace()
    wage, floor, ceiling = (yuan(name, inputs[name]) for name in ("wage", "floor", "ceiling"))
    base = work.clamp("base", "base", wage, floor, ceiling)
    assert base.number == expected["base"]
    for side, payer in enumerate(("employer", "employee")):
        items = []
        for insurance, rates in inputs["rates_employer_employee"].items():
            item = work.product(f"{insurance}_{payer}", insurance, base, Decimal(rates[side]), rounding=FEN)
            assert item.number == expected[insurance][payer]
            items.append(item)
        assert work.total(payer, payer, items).number == expected[f"{payer}_total"]


@cases("base_limits_from_average")
def test_published_base_limits_are_rounded_to_the_yuan(case):
    work, average = Trace(), yuan("average", case["inputs"]["average_monthly_wage"])
    for name, rate in (("floor", "0.6"), ("ceiling", "3")):
        assert work.product(name, name, average, Decimal(rate), rounding=YUAN).number == case["expected"][name]


def test_the_calendar_agrees_with_an_independent_one_in_every_month():
    counts = json.loads((GOLDEN / "working-days.json").read_text("utf-8"))
    del counts["_source"]
    ours = {
        year: [
            sum(is_working_day(date(int(year), month, day)) for day in range(1, monthrange(int(year), month)[1] + 1))
            for month in range(1, 13)
        ]
        for year in counts
    }
    assert ours == counts

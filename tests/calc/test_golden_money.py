"""Expectations on money that others worked out: approval tables, statutes, published calculators; with their sources."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import calc

GOLDEN = Path(__file__).parent.parent / "golden" / "money.json"
CASES = json.loads(GOLDEN.read_text("utf-8"), parse_float=Decimal)


def cases(*rules):
    return pytest.mark.parametrize(
        "case", [case for case in CASES if case["rule"] in rules], ids=lambda case: case["id"]
    )


def run(slug, **inputs):
    typed = {name: value if isinstance(value, int | bool) else str(value) for name, value in inputs.items()}
    return calc.run(slug, typed)["outputs"]


def near(got, expected, tolerance="0.005"):
    return abs(Decimal(got) - Decimal(expected)) <= Decimal(str(tolerance))


def test_every_case_is_used_and_names_its_source():
    used = {rule for mark in map(rules_of, TESTS) for rule in mark}
    assert {case["rule"] for case in CASES} == used
    assert all(case["source"] for case in CASES)


def rules_of(test):
    (mark,) = test.pytestmark
    return {case["rule"] for case in mark.args[1]}


@cases("payout_months")
def test_payout_months(case):
    years, months = divmod(case["inputs"]["age_months"], 12)
    outputs = run("national/payout-months", month="2026-01", age_years=years, age_months=months)
    assert Decimal(outputs["payout_months"]) == Decimal(case["expected"]["payout_months"])


# The age that gives the divisor on the approval table.
AGES = {"137.8": (60, 2), "169.5": (55, 1), "117": (63, 0), "195": (50, 0), "118.3": (62, 10)}


@cases("pension_national")
def test_national_pension(case):
    inputs, expected = case["inputs"], case["expected"]
    years, months = AGES[str(inputs["payout_months"])]
    typed = {
        "month": "2026-01",
        "age_years": years,
        "age_months": months,
        "region": "other",
        "benefit_base": inputs["benefit_base"],
        "index": inputs["avg_index"],
        "years": inputs["total_years"],
        "deemed_years": inputs["deemed_years"],
        "coefficient": inputs["transition_coef"] * 100,
        "account_balance": inputs["account_balance"],
    }
    if "transition_index" in inputs:
        typed["transition_index"] = inputs["transition_index"]
    outputs = run("national/pension", **typed)
    assert Decimal(outputs["payout_months"]) == Decimal(inputs["payout_months"])
    for name, value in expected.items():
        assert near(outputs[name], value, case["tolerance"]), name


@cases("pension_old")
def test_old_pension(case):
    inputs, expected = case["inputs"], case["expected"]
    average = Decimal(inputs["prev_year_avg_wage"])
    typed = {"retired": "2003-06-30", "city_average": average, "account": inputs["account_balance"]}
    if inputs["pre_account_years"]:
        index = (Decimal(inputs["indexed_wage"]) / average).quantize(Decimal("0.000000000001"))
        typed |= {"joined_before": "yes", "index": index, "pre_years": inputs["pre_account_years"]}
    else:
        typed |= {"joined_before": "no"}
    outputs = run("wuhan/old-pension", **typed)
    # The golden cases use 1.2 % where there are years before the account: the province's coefficient.
    suffix = "_hubei" if inputs["pre_account_years"] and inputs["transition_coef"] == Decimal("0.012") else ""
    assert near(outputs["basic"], expected["basic"])
    assert near(outputs["account_pension"], expected["account"])
    assert near(outputs.get("transitional" + suffix, 0), expected["transitional"])
    assert near(outputs["total" + suffix], expected["total"])


@cases("late_fee")
def test_late_fee(case):
    inputs = case["inputs"]
    old = inputs["daily_rate"] == Decimal("0.002")
    first = date(2005, 1, 1) if old else date(2024, 1, 1)
    last = first + timedelta(days=inputs["days"] - 1)
    outputs = run("national/late-fee", arrears=inputs["arrears"], first_day=first, last_day=last)
    assert near(outputs["late_fee"], case["expected"]["late_fee"])


@cases("late_fee_split")
def test_late_fee_over_the_change_of_rate(case):
    inputs = case["inputs"]
    outputs = run(
        "national/late-fee",
        arrears=inputs["arrears"],
        first_day=inputs["first_day_late"],
        last_day=inputs["last_day_counted"],
    )
    assert near(outputs["late_fee"], case["expected"]["late_fee"])


@cases("annual_leave_days")
def test_annual_leave(case):
    outputs = run("national/annual-leave", worked=case["inputs"]["cumulative_months"], date="2025-06-01")
    assert outputs["entitlement"] == case["expected"]["days"]


@cases("annual_leave_new_hire")
def test_annual_leave_in_the_year_of_joining(case):
    inputs, expected = case["inputs"], case["expected"]
    outputs = run(
        "national/annual-leave", worked=inputs["cumulative_months"], situation="joined", date=inputs["join_date"]
    )
    assert outputs["calendar_days"] == expected["remaining_calendar_days"]
    assert outputs["days"] == expected["days"]


@cases("annual_leave_on_exit")
def test_annual_leave_in_the_year_of_leaving(case):
    inputs, expected = case["inputs"], case["expected"]
    outputs = run(
        "national/annual-leave",
        worked=inputs["cumulative_months"],
        situation="left",
        date=inputs["exit_date"],
        taken=inputs["days_already_arranged"],
    )
    assert outputs["calendar_days"] == expected["elapsed_calendar_days"]
    assert outputs["unused_days"] == expected["unused_days"]


@cases("annual_leave_pay")
def test_pay_for_annual_leave_not_taken(case):
    inputs, expected = case["inputs"], case["expected"]
    worked = {5: 60, 10: 120, 15: 240}[inputs["unused_days"]]
    outputs = run("national/annual-leave", worked=worked, date="2025-06-01", wage=inputs["monthly_wage_excl_overtime"])
    assert outputs["unused_days"] == inputs["unused_days"]
    assert near(outputs["daily_wage"], expected["daily_wage"])
    assert near(outputs["total_pay"], expected["total_300pct"])
    assert near(outputs["extra_pay"], expected["extra_beyond_normal_wage_200pct"])


@cases("economic_compensation")
def test_economic_compensation(case):
    inputs, expected = case["inputs"], case["expected"]
    outputs = run(
        "national/economic-compensation",
        start=inputs["start"],
        last_day=inputs["last_day"],
        wage=inputs["avg_wage_12m"],
        local_average=inputs["local_avg_wage"],
        minimum_wage=inputs["min_wage"],
    )
    for ours, theirs in (
        ("months", "months_N"),
        ("wage_used", "wage_used"),
        ("amount", "amount_N"),
        ("damages", "amount_2N"),
    ):
        assert Decimal(outputs[ours]) == Decimal(expected[theirs]), theirs
    assert (Decimal(outputs["wage_used"]) < inputs["avg_wage_12m"]) == expected["high_wage_capped"]


@cases("injury_lump_sum")
def test_lump_sum_after_an_injury(case):
    inputs, expected = case["inputs"], case["expected"]
    outputs = run(
        "national/injury-benefits",
        date="2024-05-10",
        own_wage=inputs["own_wage"],
        region_average=inputs["region_avg_wage"],
        grade=inputs["grade"],
    )
    assert Decimal(outputs["lump_sum"]) == expected["amount"]
    assert Decimal(outputs["lump_sum"]) == expected["months"] * Decimal(outputs["own_wage_used"])


def test_every_grade_has_its_months_before_and_after_the_revision_of_2010():
    # 工伤保险条例第三十五条至第三十七条; before, 2003年条例第三十三条至第三十五条 (not read)
    for day, months in (
        ("2010-12-31", (24, 22, 20, 18, 16, 14, 12, 10, 8, 6)),
        ("2011-01-01", (27, 25, 23, 21, 18, 16, 13, 11, 9, 7)),
    ):
        for grade, expected in enumerate(months, 1):
            outputs = run(
                "national/injury-benefits",
                date=day,
                recognised="yes",
                own_wage=1000,
                region_average=1000,
                grade=grade,
            )
            assert Decimal(outputs["lump_sum"]) == expected * 1000


def test_every_grade_has_its_share_and_seven_to_ten_have_none():
    # 工伤保险条例第三十五条、第三十六条
    for grade, share in enumerate((90, 85, 80, 75, 70, 60, None, None, None, None), 1):
        outputs = run("national/injury-benefits", date="2024-05-10", own_wage=1000, region_average=1000, grade=grade)
        assert outputs.get("allowance") == (None if share is None else f"{share * 10}.00")


@cases("injury_own_wage_clamp")
def test_own_wage_within_limits(case):
    inputs = case["inputs"]
    outputs = run(
        "national/injury-benefits",
        date="2024-05-10",
        own_wage=inputs["own_wage"],
        region_average=inputs["region_avg_wage"],
        grade=10,
    )
    assert Decimal(outputs["own_wage_used"]) == case["expected"]["clamped"]


@cases("injury_monthly_allowance_pct")
def test_monthly_allowance_after_an_injury(case):
    typed = {"date": "2024-05-10", "own_wage": "8000", "region_average": "9000", "grade": case["inputs"]["grade"]}
    result = calc.run("national/injury-benefits", typed)
    assert Decimal(result["outputs"]["allowance"]) == 80 * case["expected"]["pct"]
    payer = {"fund": "工伤保险基金", "employer": "单位"}[case["expected"]["payer"]]
    assert f"伤残津贴由{payer}按月付。" in result["explanations"]


@cases("maternity_days")
def test_maternity_days(case):
    inputs = case["inputs"]
    event = {"birth": "birth", "misc_lt4": "early", "misc_ge4": "late"}[inputs["event"]]
    typed = {"event": event, "date": "2025-06-01"}
    if event == "birth":
        typed |= {"babies": inputs["babies"], "difficult": inputs["difficult_delivery"]}
    assert run("national/maternity-leave", **typed)["statutory_days"] == case["expected"]["days"]


@cases("maternity_allowance")
def test_maternity_allowance(case):
    inputs = case["inputs"]
    outputs = run(
        "national/maternity-leave",
        date="2025-06-01",
        extra_days=inputs["days"] - 98,
        employer_wage=inputs["employer_prev_year_avg_monthly_wage"],
    )
    assert near(outputs["allowance"], case["expected"]["amount"])


@cases("unemployment_max_months")
def test_unemployment_months(case):
    outputs = run("national/unemployment-months", month="2025-03", contributed=case["inputs"]["contribution_months"])
    assert outputs["max_months"] == case["expected"]["max_months"]
    assert outputs["eligible_by_years"] == case["expected"]["eligible_by_years"]


@cases("unemployment_max_months_combined")
def test_unemployment_months_with_those_left_from_before(case):
    inputs = case["inputs"]
    outputs = run(
        "national/unemployment-months",
        month="2025-03",
        contributed=inputs["new_contribution_months"],
        unclaimed=inputs["unclaimed_months_before"],
    )
    assert outputs["total_months"] == case["expected"]["max_months"]


@cases("unemployment_guangdong_months")
def test_unemployment_months_of_guangdong(case):
    outputs = run(
        "national/unemployment-months",
        region="guangdong",
        month="2025-03",
        contributed=case["inputs"]["contribution_months"],
    )
    assert outputs.get("guangdong_months", 0) == case["expected"]["months"]


@cases("housing_loan_equal_payment")
def test_housing_loan(case):
    inputs = case["inputs"]
    outputs = run(
        "national/housing-loan",
        principal=inputs["principal"],
        years=inputs["years"],
        date="2025-08-01",
        rate=inputs["annual_rate"] * 100,
    )
    assert near(outputs["monthly_payment"], case["expected"]["monthly_payment"])


@cases("housing_fund_deposit")
def test_housing_fund_deposit(case):
    inputs, expected = case["inputs"], case["expected"]
    outputs = run(
        "national/housing-fund-deposit",
        wage=inputs["prev_year_avg_wage"],
        month="2025-08",
        employee_rate=inputs["rate"] * 100,
        employer_rate=inputs["rate"] * 100,
        floor=inputs["floor"],
        ceiling=inputs["ceiling"],
    )
    assert {name: Decimal(outputs[name]) for name in expected} == expected


@cases("probation_max_months")
def test_probation(case):
    term = case["inputs"]["term"].replace("_", "-")
    typed = {"term": term, "signed": "2025-03-01"}
    if term == "fixed":
        typed["months"] = case["inputs"]["months"]
    assert run("national/probation", **typed)["max_months"] == case["expected"]["max_months"]


@cases("probation_min_wage")
def test_lowest_wage_of_probation(case):
    inputs = case["inputs"]
    outputs = run(
        "national/probation",
        term="open",
        signed="2025-03-01",
        contract_wage=inputs["contract_wage"],
        position_wage=inputs["position_lowest_wage"],
        minimum_wage=inputs["local_min_wage"],
    )
    assert Decimal(outputs["min_wage_strict"]) == case["expected"]["min_wage_strict"]


@cases("flexible_employment_pension")
def test_flexible_employment(case):
    inputs, expected = case["inputs"], case["expected"]
    outputs = run("national/flexible-employment", base=inputs["base"], month="2025-08", rate=inputs["rate"] * 100)
    assert near(outputs["total"], expected["total"])
    assert near(outputs["to_account"], expected["to_account_8pct"])
    assert near(outputs["to_pool"], expected["to_pool_12pct"])


TESTS = [test for name, test in sorted(globals().items()) if name.startswith("test_") and hasattr(test, "pytestmark")]

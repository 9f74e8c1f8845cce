"""What must hold for every case: monotone, clamped, whole = sum of parts, split periods = the undivided one."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

import calc

amounts = st.decimals(0, 200_000, places=2)
months = st.integers(0, 480)


def run(slug, **inputs):
    typed = {name: value if isinstance(value, int) else str(value) for name, value in inputs.items()}
    return calc.run(slug, typed)["outputs"]


def number(outputs, name):
    return Decimal(outputs.get(name) or 0)


@given(wage=amounts, more=amounts)
def test_contributions_rise_with_the_wage_within_the_limits_and_add_up(wage, more):
    outputs, higher = (
        run(
            "national/contribution",
            wage=each,
            month="2025-08",
            region="wuhan",
            medical_employer=8,
            medical_employee=2,
            injury_rate="0.4",
        )
        for each in (wage, min(wage + more, Decimal(99_999_999)))
    )
    assert 4498 <= number(outputs, "contribution_base") <= 22488
    assert number(outputs, "total") <= number(higher, "total")
    insurances = ("pension", "medical", "work_injury", "unemployment")
    for payer in ("employer", "employee"):
        items = [number(outputs, f"{insurance}_{payer}") for insurance in insurances]
        assert sum(items) == number(outputs, f"{payer}_total")
    assert number(outputs, "employer_total") + number(outputs, "employee_total") == number(outputs, "total")


@given(opening=amounts, monthly=st.decimals(0, 5000, places=2), years=st.integers(1, 9))
def test_growth_over_years_is_growth_year_after_year(opening, monthly, years):
    whole = run("national/account-growth", opening=opening, monthly=monthly, start="2017-01", end=f"{2016 + years}-12")
    balance = opening
    for year in range(2017, 2017 + years):
        part = run("national/account-growth", opening=balance, monthly=monthly, start=f"{year}-01", end=f"{year}-12")
        single = run("national/account-interest", opening=balance, monthly=monthly, year=year)
        assert number(part, "closing_balance") == number(single, "closing_balance")
        balance = number(part, "closing_balance")
    assert balance == number(whole, "closing_balance")
    assert number(whole, "closing_balance") == opening + number(whole, "credited") + number(whole, "interest")


@given(start=st.dates(date(1999, 1, 22), date(2024, 12, 31)), first=st.integers(1, 3000), second=st.integers(1, 3000))
def test_a_late_fee_over_two_stretches_is_the_fee_over_both(start, first, second):
    # 1000 yuan: whole fen every day, so that rounding plays no part.
    middle, last = start + timedelta(days=first), start + timedelta(days=first + second - 1)
    parts = [
        run("national/late-fee", arrears=1000, first_day=a, last_day=b)
        for a, b in ((start, middle - timedelta(days=1)), (middle, last))
    ]
    whole = run("national/late-fee", arrears=1000, first_day=start, last_day=last)
    assert number(whole, "late_fee") == sum(number(part, "late_fee") for part in parts)
    assert number(whole, "late_fee") * 2 >= first + second  # at least 0.50 a day
    assert ("late_fee_if_capped" in whole) == (number(whole, "late_fee") > 1000 and last >= date(2012, 1, 1))


@given(age=st.integers(480, 839))
def test_payout_months_fall_with_every_month_of_age(age):
    younger, older = (
        number(
            run("national/payout-months", month="2026-01", age_years=each // 12, age_months=each % 12), "payout_months"
        )
        for each in (age, age + 1)
    )
    assert 56 <= older < younger <= 233


@given(
    index=st.decimals("0.6", 3, places=4),
    years=st.decimals(15, 45, places=2),
    deemed=st.decimals(0, 1, places=2),
    balance=amounts,
)
def test_a_pension_is_the_sum_of_its_parts_and_its_range_is_in_order(index, years, deemed, balance):
    inputs = {"month": "2026-01", "age_years": 60, "region": "other", "benefit_base": 9000}
    outputs = run("national/pension", **inputs, index=index, years=years, deemed_years=deemed, account_balance=balance)
    parts = sum(number(outputs, name) for name in ("basic", "account", "transitional"))
    assert parts == number(outputs, "total")
    assert ("total_high" in outputs) == (deemed > 0)
    assert number(outputs, "total") <= number(outputs, "total_high") or not deemed
    longer = run("national/pension", **inputs, index=index, years=years + 1, account_balance=balance)
    assert number(longer, "basic") > number(outputs, "basic")


@given(worked=st.integers(12, 720), day=st.dates(date(2009, 1, 1), date(2030, 12, 31)))
def test_leave_on_joining_is_never_more_than_the_whole_and_never_less_than_its_share(worked, day):
    outputs = run("national/annual-leave", worked=worked, situation="joined", date=day)
    exact = Decimal(outputs["calendar_days"]) * outputs["entitlement"] / 365
    assert exact - 1 < outputs["days"] <= exact
    assert outputs["days"] <= outputs["entitlement"]


@given(
    start=st.dates(date(2008, 1, 1), date(2020, 12, 31)),
    days=st.integers(1, 6000),
    wage=amounts,
    average=st.decimals(1, 30_000, places=2),
)
def test_compensation_rises_with_the_days_and_is_capped_only_for_high_wages(start, days, wage, average):
    first, second = (
        run(
            "national/economic-compensation",
            start=start,
            last_day=start + timedelta(days=each),
            wage=wage,
            local_average=average,
        )
        for each in (days, days + 1)
    )
    assert number(first, "months") <= number(second, "months")
    assert number(first, "months") * 2 % 1 == 0
    assert abs(number(first, "damages") - 2 * number(first, "amount")) <= Decimal("0.01")  # each is rounded
    if wage > 3 * average:
        assert number(first, "months") <= 12
        assert number(first, "wage_used") == 3 * average
    else:
        assert number(first, "wage_used") == wage


@given(contributed=months, unclaimed=st.integers(0, 24), region=st.sampled_from(["other", "guangdong"]))
def test_unemployment_months_are_maxima_and_never_fall(contributed, unclaimed, region):
    assume(contributed >= 12)
    less, more = (
        run("national/unemployment-months", region=region, month="2025-03", contributed=each, unclaimed=unclaimed)
        for each in (contributed, contributed + 1)
    )
    assert less["total_months"] <= more["total_months"] <= 24
    assert less.get("guangdong_months", 0) <= 24


@given(
    principal=st.decimals(1000, 2_000_000, places=2),
    years=st.integers(1, 30),
    rate=st.decimals(1, 10, places=2),
)
def test_a_loan_is_paid_back_exactly(principal, years, rate):
    inputs = {"principal": str(principal), "years": years, "date": "2025-08-01", "rate": f"{rate}%"}
    result = calc.run("national/housing-loan", inputs)
    bars = result["charts"][0]["bars"]
    assert len(bars) == years
    assert sum(Decimal(bar["amounts"][0]) for bar in bars) == principal
    assert sum(Decimal(bar["amounts"][1]) for bar in bars) == number(result["outputs"], "total_interest")
    assert number(result["outputs"], "total") == principal + number(result["outputs"], "total_interest")


@given(grade=st.integers(1, 9), wage=amounts, average=st.decimals(1, 30_000, places=2))
def test_a_worse_injury_never_brings_less(grade, wage, average):
    worse, better = (
        run("national/injury-benefits", date="2024-05-10", own_wage=wage, region_average=average, grade=each)
        for each in (grade, grade + 1)
    )
    assert number(worse, "lump_sum") > number(better, "lump_sum")
    assert number(worse, "allowance") >= number(better, "allowance")


@given(months=st.integers(1, 12), rate=st.decimals(0, 20, places=2), years=st.integers(0, 4))
def test_back_payment_is_principal_and_interest(months, rate, years):
    outputs = run(
        "zhangjiagang/back-payment-calc",
        settle=f"{2006 + years}-06",
        interest_rate=f"{rate}%",
        start_1="2005-07",
        months_1=months,
    )
    assert number(outputs, "principal") == months * Decimal("392.08")
    assert number(outputs, "principal") + number(outputs, "interest") == number(outputs, "total")
    slices = [value for name, value in outputs.items() if name.startswith("interest_")]
    assert len(slices) == years + 1
    assert sum(map(Decimal, slices)) == number(outputs, "interest")

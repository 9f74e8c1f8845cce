from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.engine.calendar import (
    UnknownYear,
    days_after,
    holiday_name,
    is_working_day,
    known_years,
    months_after,
    next_working_day,
    working_days_after,
)
from calc.engine.months import YearMonth, add_months

DAY = timedelta(days=1)
known = st.dates(date(2007, 1, 1), date(2026, 8, 15))  # eighty working days on are known as well


def test_all_years_from_2007_to_2026_are_known():
    assert known_years() == (2007, 2026)


@pytest.mark.parametrize("day", [date(2006, 12, 31), date(2027, 1, 1)])
def test_an_unknown_year_is_refused_with_the_known_ones(day):
    with pytest.raises(UnknownYear, match=rf"{day.year}年.*2007年到2026年"):
        is_working_day(day)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 1, 26), True),  # Sunday, worked for the spring festival
        (date(2025, 1, 28), False),  # 除夕, a public holiday since 2025
        (date(2025, 5, 2), False),  # a public holiday since 2025
        (date(2020, 1, 31), False),  # the spring festival was prolonged
        (date(2015, 9, 3), False),  # 70 years since the end of the war, once only
        (date(2016, 9, 3), False),  # a Saturday like any other
        (date(2008, 5, 4), True),  # Sunday, worked for 1 May
    ],
)
def test_days_that_are_easy_to_get_wrong(day, working):
    assert is_working_day(day) is working


def test_holidays_have_names_and_plain_weekends_do_not():
    assert holiday_name(date(2025, 10, 6)) == "国庆节、中秋节"
    assert holiday_name(date(2025, 11, 22)) == ""


@given(known, st.integers(0, 60))
def test_counting_forward_passes_exactly_that_many_working_days(start, count):
    last = working_days_after(start, count)
    between = [start + step * DAY for step in range(1, (last - start).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert count == 0 or is_working_day(last)


@given(known, st.integers(0, 60), st.integers(0, 20))
def test_counting_in_two_parts_is_counting_at_once(start, first, second):
    assert working_days_after(working_days_after(start, first), second) == working_days_after(start, first + second)


@given(known, st.integers(0, 60))
def test_a_period_of_days_ends_on_a_working_day_and_not_earlier(start, count):
    end = days_after(start, count)
    assert end.natural == start + count * DAY
    assert end.last == next_working_day(end.natural) >= end.natural
    assert end.moved is not is_working_day(end.natural)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 3, 15), 1, date(2025, 4, 15)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(start, months, end):
    assert add_months(start, months) == end


def test_a_period_of_months_that_ends_on_a_rest_day_moves():
    assert months_after(date(2025, 9, 1), 1).last == date(2025, 10, 9)


months = st.builds(YearMonth, st.integers(1900, 2100), st.integers(1, 12))


@given(months, st.integers(-600, 600))
def test_adding_months_and_counting_them_are_inverse(month, count):
    assert month.plus(count).since(month) == count
    assert YearMonth.from_iso(str(month)) == month


@given(months)
def test_the_last_day_of_a_month_is_followed_by_another_month(month):
    assert YearMonth.of(month.last) == month
    assert YearMonth.of(month.last + DAY) == month.plus(1)


@pytest.mark.parametrize("text", ["2025-13", "2025-0", "2025", "x-1"])
def test_impossible_months_are_refused(text):
    with pytest.raises(ValueError):
        YearMonth.from_iso(text)

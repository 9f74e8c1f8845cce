from bisect import bisect_left, bisect_right
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.engine.calendar import (
    REACH,
    holiday_name,
    is_make_up_day,
    is_provisional,
    is_published,
    is_sure,
    is_working_day,
    known_years,
    next_working_day,
    notices,
    working_days_after,
)
from calc.engine.months import YearMonth, add_months
from calc.engine.timing import SLACK
from scripts.compile.calendar import days_by_law, made_up

DAY = timedelta(days=1)
PUBLISHED = range(2008, 2027)
LATER = range(2027, 2036)
known = st.dates(date(2007, 1, 1), date(2026, 8, 15))  # eighty working days on are known as well
LAW_OF_CHINA = holidays.country_holidays("CN", years=[*PUBLISHED, *LATER], language="zh_CN")


def test_years_are_published_provisional_or_neither():
    assert known_years() == (2007, 2026)
    assert all(is_published(year) and not is_provisional(year) for year in range(2007, 2027))
    assert all(is_provisional(year) and not is_published(year) for year in LATER)
    assert not any(is_published(year) or is_provisional(year) for year in (2006, 2036))


@given(st.dates(date(2007, 1, 1), date(2026, 12, 31)))
def test_published_years_are_those_of_another_project(day):
    assert is_working_day(day) is chinese_calendar.is_workday(day)


@pytest.mark.parametrize("year", LATER)
def test_the_days_fixed_by_law_are_those_that_a_third_project_works_out(year):
    theirs = {day for day in LAW_OF_CHINA if day.year == year}
    assert {*days_by_law(year), *made_up(days_by_law(year))} == theirs


@pytest.mark.parametrize("year", PUBLISHED)
def test_in_every_published_year_the_lunar_days_were_rest_days(year):
    """The library of lunar days against nineteen years of notices; 除夕 and 2 May are the law's since 2025 only."""
    later = {date(year, 5, 2), min(day for day, name in days_by_law(year).items() if name == "春节")}
    days = {*days_by_law(year)} - (later if year < 2025 else set())
    assert [day for day in sorted(days) if is_working_day(day)] == []


def test_new_years_day_is_never_a_working_day():
    """It was one for 2027: seven deadlines came out a day early."""
    assert not any(is_working_day(date(year, 1, 1)) for year in range(1999, 2100))
    assert holiday_name(date(2027, 1, 1)) == "元旦"
    assert next_working_day(date(2027, 1, 1)) == date(2027, 1, 4)


def test_far_from_the_holidays_a_day_of_a_later_year_is_sure_and_near_them_it_is_not():
    assert is_sure(date(2027, 3, 13)) and is_sure(date(2027, 3, 10))  # a Saturday and a Wednesday in March
    assert not is_sure(date(2027, 2, 9)) and not is_sure(date(2027, 1, 9))
    assert is_sure(date(2027, 2, 6)) and is_sure(date(2027, 10, 1))  # the law itself names them


def test_no_notice_has_reached_farther_from_a_holiday_than_we_say():
    """But for the day on which seventy years since the war were remembered, which the law does not name."""
    fixed = {day for year in range(2007, 2028) for day in days_by_law(year)}
    days = (date(2008, 1, 1) + step * DAY for step in range(365 * 19))
    moved = [day for day in days if is_make_up_day(day) or (day.weekday() < 5 and not is_working_day(day))]
    far = [day for day in moved if min(abs((day - holiday).days) for holiday in fixed) > REACH]
    assert all(date(2015, 9, 1) < day < date(2015, 9, 10) for day in far)


def test_provisional_answers_were_never_farther_off_than_we_say():
    """Every published year counted as if its notice were not there, under the days that were then the law."""

    def by_law(day):
        return day.weekday() < 5 and day not in rest

    rest = set()
    for year in PUBLISHED:
        days = {day: name for day, name in days_by_law(year).items() if not is_working_day(day)}
        rest |= {*days, *made_up(days)}
    days = [date(2008, 1, 1) + step * DAY for step in range((date(2026, 12, 31) - date(2008, 1, 1)).days + 1)]
    real, ours = [day for day in days if is_working_day(day)], [day for day in days if by_law(day)]
    ends = days[:-10]
    assert (
        max(abs((real[bisect_left(real, day)] - ours[bisect_left(ours, day)]).days) for day in ends)
        == SLACK["calendar"]
    )
    worst = 0
    for start in days[:-120]:
        first, second = bisect_right(real, start), bisect_right(ours, start)
        worst = max(worst, *(abs((real[first + n] - ours[second + n]).days) for n in range(60)))
    assert worst == SLACK["working"]


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


def test_of_a_year_without_an_arrangement_the_days_on_fixed_dates_are_known():
    """Under every 全国年节及纪念日放假办法 since 1999: one day for 元旦, one at least for 劳动节, three for 国庆节."""
    for year in (2000, 2040):
        days = (date(year, 1, 1) + step * DAY for step in range(366))
        named = {(day.month, day.day): name for day in days if (name := holiday_name(day))}
        assert named == {(1, 1): "元旦", (5, 1): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}
        assert all(is_sure(date(year, *day)) and not is_working_day(date(year, *day)) for day in named)
        assert not is_sure(date(year, 3, 13))  # 清明 and the new year are not known: nothing is far from them


@pytest.mark.parametrize(
    ("holiday", "step"),
    [(date(2027, 2, 10), DAY), (date(2027, 4, 5), -DAY), (date(2027, 9, 15), -DAY)],
    ids=["after the spring festival", "before 清明", "before 中秋"],
)
def test_a_day_is_sure_from_the_eleventh_from_a_holiday_on(holiday, step):
    assert holiday_name(holiday) and not holiday_name(holiday + step)
    assert [is_sure(holiday + n * step) for n in (1, 9, 10, 11, 12)] == [False, False, False, True, True]


def test_what_sets_the_calendar_is_named_once_for_each_year_that_was_counted_through():
    end, start = date(2025, 12, 31), date(2026, 1, 1)
    assert notices(end, end) == ["holiday-notice-2025-1"]
    assert notices(start, start) == ["holiday-notice-2026-1"]
    assert notices(end, start) == ["holiday-notice-2025-1", "holiday-notice-2026-1"]
    assert notices(start, date(2027, 1, 4)) == ["holiday-notice-2026-1", "national-holidays"]
    assert notices(date(2040, 12, 1), date(2041, 1, 4)) == ["national-holidays"]


def test_every_date_lies_in_a_month_and_no_month_is_without_dates():
    assert (str(YearMonth.of(date.min)), str(YearMonth.of(date.max))) == ("0001-01", "9999-12")
    assert YearMonth(9998, 12).last == date(9998, 12, 31)
    for year in (0, 10000):
        with pytest.raises(ValueError, match="no such month"):
            YearMonth(year, 6)

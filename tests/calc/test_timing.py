"""The engine of time, whatever the data say; other projects' calendars are its oracles."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.engine.timing import (
    Ask,
    Certainty,
    Hours,
    Limit,
    No,
    Why,
    Window,
    Yes,
    can_i,
    due,
)
from calc.engine.timing_words import certainty_words, due_words, reasons

DAY = timedelta(days=1)
PUBLISHED = st.dates(date(2007, 1, 1), date(2026, 9, 30))
DAYS = st.dates(date(2004, 1, 1), date(2040, 1, 1))
WINDOWS = st.builds(
    lambda edges, **more: Window("month", *map(str, edges), **more),
    st.tuples(st.integers(1, 28), st.integers(1, 28)),
    kind=st.sampled_from(["open", "avoid"]),
    working_days=st.booleans(),
    doubtful=st.lists(st.integers(1, 31).map(str), max_size=1).map(tuple),
)
HOURS = st.builds(Hours, st.sampled_from(["open", "closed", "unknown"]), st.booleans())
UNITS = st.sampled_from(["working-day", "calendar-day", "month", "year"])


@given(PUBLISHED, WINDOWS, st.booleans())
def test_a_counter_gets_a_plain_yes_on_working_days_only(day, window, weekdays):
    for rest in ("unknown", "closed"):
        verdict = can_i(day, window, Hours(rest, weekdays))
        assert not isinstance(verdict, Yes) or chinese_calendar.is_workday(day)


@given(DAYS, WINDOWS)
def test_what_is_open_on_rest_days_follows_the_window_alone(day, window):
    window = Window(window.every, window.start, window.end, window.kind)
    inside = window.includes(day)
    verdict = can_i(day, window, Hours("open"))
    assert isinstance(verdict, Yes) is (inside == (window.kind == "open"))


@given(DAYS, WINDOWS, HOURS)
def test_a_time_to_avoid_is_never_refused_for_that(day, window, hours):
    """「20日以后办理的，可能会影响其他业务」 was told as 「今天不能办」."""
    verdict = can_i(day, window, hours)
    if window.kind == "avoid" and isinstance(verdict, No):
        assert verdict.why is Why.CLOSED


@given(st.dates(date(2004, 1, 1), date(2034, 1, 1)), WINDOWS, HOURS)
def test_walking_the_days_finds_what_the_verdict_foretells(day, window, hours):
    verdict = can_i(day, window, hours)
    if not isinstance(verdict, Yes) and verdict.next:
        after = can_i(verdict.next, window, hours)
        assert verdict.next > day and not isinstance(after, No)
        assert not isinstance(after, Ask) or not {Why.AVOID, Why.DOUBTFUL} & {*after.why}
        sure = verdict.sure or verdict.next
        assert isinstance(can_i(sure, window, hours), Yes)
        walked = (day + step * DAY for step in range(1, (sure - day).days))
        assert not any(isinstance(can_i(each, window, hours), Yes) for each in walked)
    if not isinstance(verdict, No) and verdict.closes:
        assert not isinstance(can_i(verdict.closes, window, hours), No)
        if verdict.safe:
            assert day <= verdict.safe < verdict.closes
            assert isinstance(can_i(verdict.safe, window, hours), Yes)


@given(DAYS, WINDOWS, HOURS)
def test_only_a_plain_yes_needs_no_reason(day, window, hours):
    verdict = can_i(day, window, hours)
    says = reasons(verdict, window)
    assert says if not isinstance(verdict, Yes) else all("这一次" in text or "稳妥" in text for text in says)


def test_without_a_window_the_source_says_nothing_about_when():
    assert can_i(date(2026, 11, 30), None, Hours()) == Ask(date(2026, 11, 30), (Why.UNSTATED,))
    assert can_i(date(2026, 11, 30), None, Hours("closed")) == Yes(date(2026, 11, 30))


def test_near_a_holiday_of_a_year_not_announced_a_working_day_may_become_a_rest_day():
    always = Window("week", "mon", "sun")
    near, far = (can_i(day, always, Hours()) for day in (date(2027, 2, 11), date(2027, 3, 10)))
    assert isinstance(near, Ask) and near.why == (Why.UNPUBLISHED,)
    assert isinstance(far, Yes)


@given(PUBLISHED, st.integers(1, 40))
def test_working_days_are_counted_as_another_project_does(start, amount):
    theirs, left = start, amount
    while left:
        theirs += DAY
        left -= chinese_calendar.is_workday(theirs)
    assert due(Limit(amount, "working-day"), start).last == theirs


@given(PUBLISHED, st.integers(1, 60))
def test_a_period_of_days_moves_from_a_rest_day_to_the_next_working_day(start, amount):
    ends = due(Limit(amount, "calendar-day"), start)
    theirs = ends.natural
    while not chinese_calendar.is_workday(theirs):
        theirs += DAY
    assert (ends.natural, ends.last) == (start + amount * DAY, theirs)
    assert ("民法典第二百零三条" in due_words(ends)) is ends.moved


@given(DAYS, st.integers(1, 90), UNITS, st.sampled_from(["office", "applicant", "wait"]))
def test_nothing_is_refused_and_the_days_stand_in_order(start, amount, unit, binds):
    ends = due(Limit(min(amount, 20) if unit == "year" else amount, unit, binds), start)
    assert start < ends.natural <= ends.last <= ends.latest and ends.earliest <= ends.last
    assert bool(certainty_words(ends)) is (ends.certainty is not Certainty.EXACT)


@given(DAYS, st.integers(1, 60), st.sampled_from(["working-day", "calendar-day", "month"]))
def test_a_wait_is_over_after_the_period_and_not_on_its_last_day(start, amount, unit):
    """「15个工作日后」 was the fifteenth working day while 「60天后」 was the sixty-first day."""
    over, last = (due(Limit(amount, unit, binds), start).natural for binds in ("wait", "office"))
    assert over > last
    if unit == "working-day":
        assert over == due(Limit(1, unit), last).last
    else:
        assert over == last + DAY


@pytest.mark.parametrize(
    ("limit", "begins", "natural", "last"),
    [
        (Limit(60, "calendar-day", "applicant"), date(2026, 11, 29), date(2027, 1, 28), date(2027, 1, 28)),
        (Limit(30, "calendar-day", "applicant"), date(2026, 12, 4), date(2027, 1, 3), date(2027, 1, 4)),
        (Limit(1, "year", "applicant"), date(2026, 1, 1), date(2027, 1, 1), date(2027, 1, 4)),
        (Limit(30, "working-day"), date(2026, 11, 29), date(2027, 1, 11), date(2027, 1, 11)),
        (Limit(15, "working-day", "wait"), date(2026, 11, 29), date(2026, 12, 21), date(2026, 12, 21)),
        (Limit(1, "month", "applicant"), date(2026, 11, 20), date(2026, 12, 20), date(2026, 12, 21)),
    ],
)
def test_days_that_were_refused_or_wrong(limit, begins, natural, last):
    """The first of these were answered 「请换一个日期，或者自己数工作日」; New Year's Day was counted as a working day."""
    ends = due(limit, begins)
    assert (ends.natural, ends.last) == (natural, last)

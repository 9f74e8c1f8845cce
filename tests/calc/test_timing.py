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


ALWAYS = Window("week", "mon", "sun")
WEEKDAYS = Window("week", "mon", "fri")
SUNDAY, MAKE_UP_SUNDAY = date(2025, 11, 23), date(2025, 9, 28)
NEAR_SATURDAY, FAR_SUNDAY = (
    date(2027, 2, 13),
    date(2027, 3, 14),
)  # of a year not announced; near the spring festival and not


@pytest.mark.parametrize(
    ("day", "window", "hours", "why"),
    [
        (SUNDAY, ALWAYS, Hours(), (Why.REST_DAY,)),
        (SUNDAY, ALWAYS, Hours("closed"), Why.CLOSED),
        (SUNDAY, ALWAYS, Hours("open"), ()),
        (SUNDAY, Window("month", "1", "end", working_days=True), Hours("open"), Why.CLOSED),
        (FAR_SUNDAY, ALWAYS, Hours("closed"), Why.CLOSED),
        (FAR_SUNDAY, ALWAYS, Hours(), (Why.REST_DAY,)),
        (NEAR_SATURDAY, ALWAYS, Hours("closed"), (Why.UNPUBLISHED,)),  # it may be worked
        (NEAR_SATURDAY, ALWAYS, Hours(), (Why.REST_DAY, Why.UNPUBLISHED)),
        (date(2005, 3, 13), ALWAYS, Hours("closed"), Why.CLOSED),  # a Sunday of a year that is not to come
        (date(2005, 3, 14), ALWAYS, Hours(), ()),
        (MAKE_UP_SUNDAY, None, Hours("closed"), ()),
        (MAKE_UP_SUNDAY, None, Hours("closed", weekdays=True), (Why.MAKE_UP_DAY,)),
        (MAKE_UP_SUNDAY, Window("month", "1", "end"), Hours(), ()),
        (MAKE_UP_SUNDAY, Window("month", "1", "end"), Hours(weekdays=True), (Why.MAKE_UP_DAY,)),
        (MAKE_UP_SUNDAY, WEEKDAYS, Hours(), Why.OUTSIDE),
        (MAKE_UP_SUNDAY, Window("week", "mon", "fri", working_days=True), Hours(), (Why.MAKE_UP_DAY,)),
        (SUNDAY, Window("week", "mon", "fri", working_days=True), Hours(), Why.OUTSIDE),
        (MAKE_UP_SUNDAY, Window("month", "1", "5", working_days=True), Hours(), Why.OUTSIDE),
    ],
)
def test_why_a_day_is_doubtful_or_not_one_to_go(day, window, hours, why):
    verdict = can_i(day, window, hours)
    assert type(verdict) is (No if isinstance(why, Why) else Ask if why else Yes)
    assert getattr(verdict, "why", ()) == why


def test_a_doubtful_day_outside_the_window_closes_nothing():
    window = Window("month", "5", "10", doubtful=("12",))
    assert can_i(date(2025, 11, 12), window, Hours()) == Ask(
        date(2025, 11, 12), (Why.DOUBTFUL,), next=date(2025, 12, 5)
    )
    assert can_i(date(2025, 11, 5), window, Hours("closed")) == Yes(date(2025, 11, 5), date(2025, 11, 10))
    assert can_i(date(2025, 11, 10), window, Hours("closed")) == Yes(date(2025, 11, 10), date(2025, 11, 10))


@pytest.mark.parametrize(
    ("limit", "begins", "certainty", "unpublished", "days"),
    [
        # 2027: the spring festival is over on 10 February, 清明 is 5 April; what is farther from both than ten days is sure.
        (
            Limit(5, "working-day"),
            date(2027, 2, 20),
            Certainty.EXACT,
            0,
            (0, 0),
        ),  # a Saturday not sure: it is not counted
        (Limit(4, "working-day"), date(2027, 3, 19), Certainty.EXACT, 0, (0, 0)),  # to Thursday 25 March
        (Limit(5, "working-day"), date(2027, 3, 19), Certainty.PROVISIONAL, 2027, (-10, 10)),  # to Friday
        (Limit(5, "calendar-day"), date(2027, 3, 21), Certainty.PROVISIONAL, 2027, (0, 7)),
        (Limit(5, "calendar-day", "wait"), date(2027, 3, 21), Certainty.EXACT, 0, (0, 0)),
        (Limit(1, "month"), date(2035, 12, 14), Certainty.ROUGH, 2036, (0, 0)),
        (Limit(30, "working-day"), date(2035, 12, 20), Certainty.ROUGH, 2036, (0, 0)),  # through days of 2035 not sure
    ],
)
def test_how_far_a_day_can_be_relied_on(limit, begins, certainty, unpublished, days):
    ends = due(limit, begins)
    assert (ends.certainty, ends.unpublished) == (certainty, unpublished)
    assert ((ends.earliest - ends.last).days, (ends.latest - ends.last).days) == days


def test_a_limit_is_read_as_it_is_said():
    assert Limit.from_data({"unit": "immediate"}) == Limit(0, "immediate")
    assert [Limit(15, unit).length for unit in ("working-day", "calendar-day", "month", "year", "immediate")] == [
        "15个工作日",
        "15天（含休息日）",
        "15个月",
        "15年",
        "当场",
    ]
    for bad in ({"unit": "week", "amount": 1}, {"unit": "month", "amount": 1, "binds": "nobody"}):
        with pytest.raises(ValueError, match="not a time limit"):
            Limit.from_data(bad)

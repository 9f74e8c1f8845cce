from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.engine.windows import Window

DAY = timedelta(days=1)
FIFTH_TO_END = {"every": "month", "from": 5, "to": "end"}
SUMMER = {"every": "year", "from": "07-01", "to": "08-31"}
NEW_YEAR = {"every": "year", "from": "12-15", "to": "01-10"}
OFFICE = {"every": "week", "from": "mon", "to": "fri"}
LATE = {"every": "month", "from": 20, "to": "end", "kind": "avoid"}
TO_18TH = {"every": "month", "from": 1, "to": 18}
MIDDLE = {"every": "month", "from": 15, "to": 16}
LAST_DAYS = {"every": "month", "from": 31, "to": 31}
ALWAYS = {"every": "week", "from": "mon", "to": "sun"}


@pytest.mark.parametrize(
    ("window", "day", "inside"),
    [
        (NEW_YEAR, date(2005, 12, 14), False),
        (NEW_YEAR, date(2005, 12, 15), True),
        (NEW_YEAR, date(2006, 1, 10), True),
        (NEW_YEAR, date(2006, 1, 11), False),
        (FIFTH_TO_END, date(2005, 7, 4), False),
        (FIFTH_TO_END, date(2005, 7, 5), True),
        (FIFTH_TO_END, date(2005, 7, 31), True),
        (FIFTH_TO_END, date(2006, 2, 28), True),
        (FIFTH_TO_END, date(2004, 2, 29), True),
        (TO_18TH, date(2012, 3, 18), True),
        (TO_18TH, date(2012, 3, 19), False),
        (MIDDLE, date(2010, 1, 14), False),
        (MIDDLE, date(2010, 1, 16), True),
        (SUMMER, date(2024, 8, 31), True),
        (SUMMER, date(2024, 9, 1), False),
        (NEW_YEAR, date(2024, 12, 31), True),
        (NEW_YEAR, date(2025, 1, 10), True),
        (NEW_YEAR, date(2025, 1, 11), False),
        (OFFICE, date(2025, 11, 21), True),
        (OFFICE, date(2025, 11, 22), False),
        (LAST_DAYS, date(2025, 2, 28), True),
        (LAST_DAYS, date(2025, 3, 30), False),
        ({"every": "month", "from": 25, "to": 5}, date(2025, 3, 31), True),
        ({"every": "month", "from": 25, "to": 5}, date(2025, 3, 6), False),
    ],
)
def test_both_ends_belong_to_the_window(window, day, inside):
    assert Window.from_data(window).includes(day) is inside


@given(
    st.sampled_from([FIFTH_TO_END, SUMMER, NEW_YEAR, OFFICE, LATE, TO_18TH, MIDDLE, LAST_DAYS]),
    st.dates(date(2000, 1, 1), date(2099, 1, 1)),
)
def test_openings_and_closings_are_the_edges_of_the_window(data, day):
    window = Window.from_data(data)
    opens = window.next_day(day, inside=True)
    assert opens is not None and opens >= day and window.includes(opens)
    assert opens == day or not window.includes(opens - DAY)
    closes = window.closes(opens)
    assert closes is not None and window.includes(closes) and not window.includes(closes + DAY)
    assert all(window.includes(opens + step * DAY) for step in range((closes - opens).days))


def test_a_window_over_the_whole_week_never_closes():
    window = Window.from_data(ALWAYS)
    assert window.closes(date(2025, 1, 1)) is None
    assert window.next_day(date(2025, 1, 1), inside=False) is None


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (FIFTH_TO_END, "每月5日到月底"),
        (SUMMER, "每年7月1日到8月31日"),
        (OFFICE, "每周一到周五"),
        ({"every": "year", "from": "11-01", "to": "02-end"}, "每年11月1日到2月底"),
    ],
)
def test_windows_read_as_people_say_them(window, words):
    assert Window.from_data(window).describe() == words


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"every": "day", "from": 1, "to": 2},
        {"every": "month", "from": 0, "to": 5},
        {"every": "month", "from": 1, "to": 32},
        {"every": "year", "from": "13-01", "to": "01-01"},
        {"every": "week", "from": "monday", "to": "fri"},
        {"every": "month", "from": 1, "to": 5, "kind": "closed"},
    ],
)
def test_malformed_windows_are_refused(bad):
    with pytest.raises(ValueError):
        Window.from_data(bad)

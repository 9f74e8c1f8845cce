"""How verdicts and limits are said: whether to go, why, until when and when next; and how far a day is to be relied on."""

from datetime import date

import pytest

from calc.engine.timing import Hours, Limit, Window, can_i, due
from calc.engine.timing_words import certainty_words, due_words, reasons, verdict_words, window_words

ALWAYS = Window("week", "mon", "sun")
LATE = Window("month", "20", "end", kind="avoid")
ADVISED = Window("month", "20", "end", kind="avoid", advice="月底人多，早点来。")
DOUBTFUL = Window("month", "5", "10", doubtful=("12",))
LAST_DAYS = Window("month", "5", "end", act="collect")  # the last of November 2025 is a Sunday
SIXTH = Window("month", "6", "8")  # the sixth of December 2025 is a Saturday
WORKED = Window("month", "1", "end", working_days=True)
SUNDAY = date(2025, 11, 23)


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (SIXTH, "每月6日到8日"),
        (LATE, "请避开每月20日到月底"),
        (WORKED, "每月1日到月底，只算工作日"),
    ],
)
def test_a_window_to_avoid_and_one_of_working_days_are_said_to_be_so(window, words):
    assert window_words(window) == words


@pytest.mark.parametrize(
    ("day", "window", "hours", "words", "says"),
    [
        (date(2025, 11, 24), None, Hours("closed"), "可以办：2025年11月24日（星期一）", []),
        (
            date(2025, 11, 27),
            LAST_DAYS,
            Hours(),
            "可以领：2025年11月27日（星期四）",
            ["这一次到2025年11月30日（星期日）为止。", "那一天可能不办公，稳妥的是最晚2025年11月28日（星期五）去。"],
        ),
        (
            SUNDAY,
            ALWAYS,
            Hours(),
            "不一定，先问：2025年11月23日（星期日）",
            [
                "这一天是休息日（星期日），资料没有写休息日办不办公，去之前先打电话问。",
                "稳妥的是2025年11月24日（星期一）去。",
            ],
        ),
        (
            date(2025, 11, 12),
            DOUBTFUL,
            Hours(),
            "不一定，先问：2025年11月12日（星期三）",
            ["资料没有写清这一天算不算，去之前先打电话问。", "下一次从2025年12月5日（星期五）起。"],
        ),
        (
            date(2025, 11, 20),
            LATE,
            Hours("closed"),
            "最好避开：2025年11月20日（星期四）",
            ["资料请大家避开每月20日到月底；不是不能办。", "下一次从2025年12月1日（星期一）起。"],
        ),
        (
            date(2025, 11, 20),
            ADVISED,
            Hours("closed"),
            "最好避开：2025年11月20日（星期四）",
            ["月底人多，早点来。", "下一次从2025年12月1日（星期一）起。"],
        ),
        (
            SUNDAY,
            ADVISED,
            Hours("closed"),
            "不能办：2025年11月23日（星期日）",
            ["这一天是休息日（星期日），不办公。", "下一次从2025年12月1日（星期一）起。"],
        ),
        (
            date(2025, 11, 10),
            SIXTH,
            Hours(),
            "不能办：2025年11月10日（星期一）",
            [
                "资料写的是每月6日到8日。",
                "下一次从2025年12月6日（星期六）起。",
                "那一天可能不办公，稳妥的是2025年12月8日（星期一）去。",
            ],
        ),
        (
            SUNDAY,
            WORKED,
            Hours("open"),
            "不能办：2025年11月23日（星期日）",
            ["这一天是休息日（星期日），资料写只算工作日。", "下一次从2025年11月24日（星期一）起。"],
        ),
        (
            date(2025, 10, 2),
            ALWAYS,
            Hours("closed"),
            "不能办：2025年10月2日（星期四）",
            ["这一天是休息日（国庆节、中秋节），不办公。", "下一次从2025年10月9日（星期四）起。"],
        ),
    ],
)
def test_the_answer_is_whether_to_go_why_until_when_and_when_next(day, window, hours, words, says):
    verdict = can_i(day, window, hours)
    assert (verdict_words(verdict, window), reasons(verdict, window)) == (words, says)


@pytest.mark.parametrize(
    ("limit", "begins", "words", "doubt"),
    [
        (Limit(5, "working-day"), date(2025, 11, 24), "2025年12月1日（星期一）", ""),
        (
            Limit(30, "calendar-day"),
            date(2025, 10, 31),
            "2025年11月30日（星期日）；那天是休息日，按民法典第二百零三条顺延到2025年12月1日（星期一）",
            "",
        ),
        (Limit(5, "working-day"), date(2027, 3, 19), "2027年3月26日（星期五）（暂定）", "2027年的调休安排还没有公布"),
        (Limit(1, "month"), date(2035, 12, 14), "2036年1月14日（星期一）（暂定）", "2036年的放假安排还没有公布"),
        (Limit(1, "month"), date(2005, 2, 14), "2005年3月14日（星期一）", "2005年的放假安排没有收录"),
    ],
)
def test_a_day_that_may_still_move_is_said_to_be_so(limit, begins, words, doubt):
    ends = due(limit, begins)
    assert due_words(ends) == words
    assert certainty_words(ends).startswith(doubt) and bool(certainty_words(ends)) is bool(doubt)


def test_a_provisional_day_says_by_how_much_it_may_move():
    assert "最多差10天" in certainty_words(due(Limit(5, "working-day"), date(2027, 3, 19)))
    assert "最多差7天" in certainty_words(due(Limit(5, "calendar-day"), date(2027, 3, 21)))

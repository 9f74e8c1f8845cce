import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.engine.inputs import NARROW, Input, choice, day, moment, money, percentage, text, whole, year_month, yes_no
from calc.engine.months import YearMonth
from calc.engine.problems import InputError

at = datetime.fromisoformat
WAGE = money("wage", "月工资")
MONTH = year_month("month", "出生年月", minimum="1930-01", maximum="2019-12", reason="只算这些年。")
DAY = day("day", "受理日期", minimum="2007-01-01")
COUNT = whole("count", "月数", minimum="1", maximum="18", reason="最长十八个月。")
RATE = percentage("rate", "费率")
KIND = choice("kind", "单位类型", {"enterprise": "企业", "institution": "事业单位"})
SURE = yes_no("sure", "是否参加")
ONSET = moment("onset", "发病时间", minimum="2007-01-01T00:00")
CODE = text("code", "统一社会信用代码", example="91110000600037341L", pattern="[0-9A-Z]{18}")
ANY_DAY = day("any", "哪一天")
NUMBER = Input("number", "decimal", "数")
NOTE = text("note", "备注", example="甲")
LONG = choice("long", "名称", {"long": "乙" * 50, "short": "丙"})
OPTIONAL = money("extra", "另外的钱", required=False)


@pytest.mark.parametrize(
    ("item", "text", "value"),
    [
        (WAGE, "8000", Decimal("8000")),
        (WAGE, "8,000", Decimal("8000")),
        (WAGE, "８，０００．５０", Decimal("8000.50")),
        (WAGE, " 8 000 元 ", Decimal("8000")),
        (WAGE, "¥1,234,567.80", Decimal("1234567.80")),
        (WAGE, "￥8000元/月", Decimal("8000")),
        (WAGE, "8000。5", Decimal("8000.5")),
        (WAGE, "0", Decimal("0")),
        (WAGE, "007", Decimal("7")),
        (MONTH, "1965-07", YearMonth(1965, 7)),
        (MONTH, "1965年7月", YearMonth(1965, 7)),
        (MONTH, "196507", YearMonth(1965, 7)),
        (MONTH, "1965.7", YearMonth(1965, 7)),
        (MONTH, "１９６５／０７", YearMonth(1965, 7)),
        (MONTH, "1965年7月23日", YearMonth(1965, 7)),
        (MONTH, "1965-07-23", YearMonth(1965, 7)),
        (MONTH, "19650723", YearMonth(1965, 7)),
        (DAY, "2025-3-28", date(2025, 3, 28)),
        (DAY, "2025年3月28日", date(2025, 3, 28)),
        (DAY, "2025年3月28號", date(2025, 3, 28)),
        (DAY, "20250328", date(2025, 3, 28)),
        (DAY, "2024/2/29", date(2024, 2, 29)),
        (COUNT, "１２", 12),
        (COUNT, "12.0", 12),
        (COUNT, "1", 1),
        (COUNT, "18", 18),
        (WAGE, "99999999", Decimal("99999999")),
        (MONTH, "1930-01", YearMonth(1930, 1)),
        (MONTH, "2019-12", YearMonth(2019, 12)),
        (MONTH, "1965-07-01", YearMonth(1965, 7)),
        (MONTH, "1964-02-29", YearMonth(1964, 2)),
        (DAY, "2007-01-01", date(2007, 1, 1)),
        (ANY_DAY, "1880-01-01", date(1880, 1, 1)),
        (ANY_DAY, "2199-12-31", date(2199, 12, 31)),
        (NUMBER, "999999999999999", Decimal("999999999999999")),
        (NOTE, "甲" * 40, "甲" * 40),
        (LONG, "乙" * 50, "long"),
        (RATE, "2.5", Decimal("0.025")),
        (RATE, "2.5％", Decimal("0.025")),
        (KIND, "enterprise", "enterprise"),
        (KIND, "事业单位", "institution"),
        (SURE, "是", True),
        (SURE, "no", False),
        (SURE, "true", True),
        (ONSET, "2025-03-28 14:30", at("2025-03-28T14:30")),
        (ONSET, "2025-03-28T14:30", at("2025-03-28T14:30")),
        (ONSET, "2025年3月28日14点30分", at("2025-03-28T14:30")),
        (ONSET, "2025年3月28日 9时", at("2025-03-28T09:00")),
        (ONSET, "20250328　０：０５", at("2025-03-28T00:05")),
        (CODE, "９１１１ ０００ 0600037341L", "91110000600037341L"),
        (OPTIONAL, "  ", None),
    ],
)
def test_what_people_type_is_understood(item, text, value):
    assert item.parse(text) == value


@pytest.mark.parametrize(
    ("item", "text", "says"),
    [
        (WAGE, "", ["请填写“月工资”", "8000"]),
        (WAGE, "八千", ["“八千”不是数字", "8000"]),
        (WAGE, "-5", ["不能是负数", "-5.00元"]),
        (WAGE, "8,00", ["逗号的位置不对"]),
        (WAGE, "8000.505", ["两位小数"]),
        (WAGE, "1e5", ["“1e5”不是数字"]),
        (WAGE, "1.2.3", ["不是数字"]),
        (WAGE, "999999999", ["不能大于99,999,999.00元", "多写"]),
        (WAGE, "1" * 50, ["太长"]),
        (MONTH, "1965", ["看不懂“1965”", "1965-07"]),
        (MONTH, "65-07", ["看不懂"]),
        (MONTH, "1965-02-29", ["日历上没有“1965-02-29”"]),
        (MONTH, "1965-07-00", ["日历上没有“1965-07-00”"]),
        (ANY_DAY, "1879-12-31", ["“1879-12-31”的年份不对"]),
        (ANY_DAY, "2200-01-01", ["“2200-01-01”的年份不对"]),
        (NUMBER, "1000000000000000", ["太大了"]),
        (NUMBER, "-1000000000000000", ["太大了"]),
        (NOTE, "甲" * 41, ["太长"]),
        (LONG, "乙" * 51, ["太长"]),
        (LONG, "乙" * 45, ["没有“乙"]),
        (MONTH, "1965-13", ["没有“1965-13”这个月份", "1 到 12"]),
        (MONTH, "1929-12", ["不能早于1930年1月", "只算这些年"]),
        (MONTH, "2020-01", ["不能晚于2019年12月"]),
        (DAY, "2025-02-29", ["日历上没有“2025-02-29”"]),
        (DAY, "2025-04-31", ["日历上没有"]),
        (DAY, "昨天", ["看不懂“昨天”", "2025-03-28"]),
        (DAY, "9998-11-01", ["“9998-11-01”的年份不对", "1880年到2199年"]),
        (MONTH, "1879-12", ["“1879-12”的年份不对"]),
        (DAY, "2006-12-31", ["不能早于2007年1月1日"]),
        (ONSET, "2025-03-28", ["看不懂", "2025-03-28 14:30"]),
        (ONSET, "2025-03-28 24:00", ["没有“2025-03-28 24:00”这个钟点"]),
        (ONSET, "2025-02-30 10:00", ["日历上没有"]),
        (ONSET, "2006-12-31 23:59", ["不能早于2007年1月1日 00:00"]),
        (CODE, "9111", ["“9111”写法不对", "91110000600037341L"]),
        (COUNT, "1.5", ["不是整数"]),
        (COUNT, "0", ["不能小于1", "最长十八个月"]),
        (COUNT, "19", ["不能大于18"]),
        (RATE, "百分之二", ["不是数字"]),
        (KIND, "", ["请选择“单位类型”"]),
        (KIND, "企业" * 30, ["太长", "从列出的选项里选一个"]),
        (KIND, "公司", ["没有“公司”这个选项", "企业、事业单位"]),
        (SURE, "也许", ["没有“也许”这个选项", "是、否"]),
    ],
)
def test_what_cannot_be_used_is_named_with_the_way_out(item, text, says):
    with pytest.raises(InputError) as caught:
        item.parse(text)
    assert [part for part in says if part not in str(caught.value)] == []


@given(st.decimals(0, 99_999_999, places=2))
def test_every_amount_comes_back_as_it_was_shown(amount):
    assert WAGE.parse(WAGE.show(amount)) == amount


@given(st.builds(YearMonth, st.integers(1930, 2019), st.integers(1, 12)))
def test_every_month_comes_back_as_it_was_shown(month):
    assert MONTH.parse(MONTH.show(month)) == month


@given(st.dates(date(2007, 1, 1), date(2199, 12, 31)))
def test_every_date_comes_back_as_it_was_shown(value):
    assert DAY.parse(DAY.show(value)) == value


@given(st.sampled_from([WAGE, MONTH, DAY, COUNT, RATE, KIND, SURE, ONSET, CODE, OPTIONAL]), st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_message(item, text):
    try:
        value = item.parse(text)
    except InputError as error:
        assert str(error).endswith("。")
    else:
        assert value is not None or not item.required


def test_every_wide_sign_of_a_keyboard_is_read_as_the_narrow_one():
    """NFKC, the compatibility form of Unicode, is the oracle; the full stop 。 and the minus sign − are for numbers only."""
    ascii = {chr(code) for code in range(0x20, 0x7F)}
    wide = {sign: narrow for code in (0x3000, *range(0xFF00, 0xFFF0)) if (narrow := unicodedata.normalize("NFKC", sign := chr(code))) in ascii}  # fmt: skip
    assert {chr(code): chr(narrow) for code, narrow in NARROW.items()} == wide | {"。": ".", "−": "-"}


def test_what_must_have_happened_may_be_today_and_the_rules_of_next_year_are_not_doubted():
    today = date(2026, 11, 30)
    injured, began = day("injured", "受伤日期", happened=True), year_month("began", "开始年月", happened=True)
    assert injured.check_day(today, today) == began.check_day(YearMonth(2026, 11), today) == ""
    assert ONSET.check_day(at("2026-11-30T23:59"), today) == ""
    for item, value in ((injured, date(2026, 12, 1)), (began, YearMonth(2026, 12))):
        with pytest.raises(InputError, match="不能晚于今天"):
            item.check_day(value, today)
    assert DAY.check_day(date(2027, 12, 31), today) == ""
    assert "到那时可能已经变了" in DAY.check_day(date(2028, 1, 1), today)


def test_of_a_number_that_names_a_person_too_little_is_shown_to_tell_who():
    number = text("number", "号码", example="1", sensitive=True)
    shown = {number.public("1" * length) for length in (1, 8)} | {number.show("1" * 9), number.show("1" * 18)}
    assert shown == {"*", "*" * 8, "111****11", "111*************11"}


def test_every_full_width_sign_of_a_keyboard_is_the_plain_one():
    assert "！～，．−。　".translate(NARROW) == "!~,.-. "


def test_an_amount_without_a_least_of_its_own_tells_to_look_for_a_digit_too_many():
    assert "多写或少写" in money("paid", "金额", example="1").reason
    assert money("base", "基数", example="3000", minimum="1000").reason == ""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.engine.inputs import choice, day, moment, money, percentage, text, whole, year_month, yes_no
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

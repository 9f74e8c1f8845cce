from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.engine.money import FEN, JIAO, YUAN, plain
from calc.engine.trace import Node, Trace
from calc.engine.units import show, show_age


def yuan(value, name="wage"):
    return Node(name, "工资", Decimal(value), "yuan", kind="input")


@pytest.mark.parametrize(
    ("rounding", "amount", "rounded"),
    [
        (FEN, "0.005", "0.01"),
        (FEN, "2.675", "2.68"),
        (FEN, "-0.005", "-0.01"),
        (FEN, "9.0480", "9.05"),
        (JIAO, "12.25", "12.3"),
        (YUAN, "4497.5", "4498"),
        (YUAN, "0.4999", "0"),
    ],
)
def test_halves_are_rounded_up(rounding, amount, rounded):
    assert rounding.apply(Decimal(amount)) == Decimal(rounded)


def test_a_product_shows_names_numbers_and_its_rounding():
    rate = Node("rate", "缴费比例", Decimal("0.008"), "ratio", kind="parameter")
    node = Trace().product("pay", "生育保险", yuan("904.80"), rate, rounding=FEN).as_data()
    assert node["formula"] == "工资 904.80元 × 缴费比例 0.8%"
    assert node["value"] == "7.24"
    assert node["rounding"]["before"] == "7.23840"
    assert node["rounding"]["text"] == "7.2384元，四舍五入到分后是7.24元"
    assert [term["id"] for term in node["terms"]] == ["wage", "rate"]


def test_a_product_that_needs_no_rounding_does_not_claim_one():
    assert Trace().product("pay", "费用", yuan("100"), 2, rounding=FEN).as_data()["rounding"] is None


@given(st.decimals(0, 100_000, places=2), st.decimals(0, 100_000, places=2), st.decimals(0, 100_000, places=2))
def test_clamping_stays_within_the_limits_and_says_which_was_hit(value, one, other):
    floor, ceiling = sorted((one, other))
    node = Trace().clamp("base", "基数", yuan(value), yuan(floor, "floor"), yuan(ceiling, "ceiling"))
    assert floor <= node.number <= ceiling
    assert (node.bound == "floor") == (value < floor)
    assert (node.bound == "ceiling") == (value > ceiling)
    assert node.bound or node.number == value


def test_what_equals_a_limit_is_within():
    for value in ("100", "200"):
        node = Trace().clamp("base", "基数", yuan(value), yuan("100", "floor"), yuan("200", "ceiling"))
        assert (node.bound, node.number) == (None, Decimal(value)) and "照实算" in node.formula


@pytest.mark.parametrize("value", [True, "8", None])
def test_what_is_no_number_is_not_counted_with(value):
    with pytest.raises(TypeError, match="not a number"):
        Node("answer", "回答", value).number  # noqa: B018 - it raises


@given(st.lists(st.decimals(0, 100_000, places=2), min_size=1, max_size=8))
def test_a_total_is_the_exact_sum(amounts):
    assert Trace().total("total", "合计", amounts).number == sum(amounts)


def test_two_steps_cannot_share_an_id():
    work = Trace()
    work.total("a", "一", [1])
    with pytest.raises(ValueError, match="two steps"), work.group("b", "组"):
        work.total("a", "二", [2])


def test_steps_in_a_group_are_its_children_and_count_as_outputs():
    work = Trace()
    with work.group("group", "组"):
        work.total("inner", "里面", [1, 2])
    work.total("outer", "外面", [3])
    assert [node.id for node in work.nodes] == ["group", "outer"]
    assert [node.id for node in work.nodes[0].children] == ["inner"]
    assert work.outputs() == {"inner": "3", "outer": "3"}


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (Decimal("1508"), "yuan", "1,508.00元"),
        (Decimal("7.2384"), "yuan", "7.2384元"),
        (Decimal("7.238"), "yuan", "7.238元"),
        (Decimal("1.234567"), "yuan", "1.234567元"),
        (Decimal("1.2345678"), "yuan", "1.234567…元"),
        (Decimal("62.8583333333"), "yuan", "62.858333…元"),
        (Decimal("-0.1234"), "yuan", "-0.1234元"),
        (Decimal("126.1666666666"), "month", "126.166666…个月"),
        (Decimal("0.298"), "ratio", "29.8%"),
        (Decimal("3.00"), "ratio", "300%"),
        (15, "working-day", "15个工作日"),
        (721, "age-month", "60岁1个月"),
        (True, "", "是"),
    ],
)
def test_values_read_as_people_write_them(value, unit, text):
    assert show(value, unit) == text


def test_whole_years_of_age_have_no_months():
    assert show_age(720) == "60岁"


@pytest.mark.parametrize(("number", "text"), [("1E+3", "1000"), ("0.0800", "0.08"), ("100", "100"), ("0.0", "0")])
def test_plain_numbers_have_no_exponent_and_no_idle_zeros(number, text):
    assert plain(Decimal(number)) == text

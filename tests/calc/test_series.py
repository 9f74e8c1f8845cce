"""Many cases in a row come to what each comes to by itself, whether anything is put into words or not."""

import sys
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import calc
from calc.engine.calculators import Calculator, Case
from calc.engine.data import load, read_from
from calc.engine.inputs import choice, money
from calc.engine.problems import CannotCalculate
from calc.engine.regions import newest
from calc.engine.results import Confidence, Result, canonical
from calc.engine.series import Series
from calc.engine.texts import STAND_IN, _, reading, wordless
from calc.engine.units import show
from tests.every import every

TODAY = date(2026, 6, 1)
COMMON = {"month": "2025-08", "region": "limits", "floor": "4498", "ceiling": "22488", "medical_employer": "8.7", "injury_rate": "0.4"}  # fmt: skip
CONTRIBUTION = calc.find("national/contribution")


def carried_out(calculator, values, day):
    work, result = calculator.apply(values, calculator.law(values, day), day)
    numbers = {id: value for id, value in work.outputs().items() if is_number(value)}
    return numbers, work.unrounded(), bool(result.explanations), bool(result.cautions)


def is_number(value):
    return not isinstance(value, str) or value.lstrip("-").replace(".", "", 1).isdigit()


@every("slug", calc.calculators())
def test_without_words_every_calculator_comes_to_the_same_and_has_as_much_to_say(slug):
    calculator = calc.find(slug)
    day = date.fromisoformat(calculator.example_today) if calculator.example_today else TODAY
    values = calculator.read(calculator.example, day)
    spoken = carried_out(calculator, values, day)
    with wordless():
        assert carried_out(calculator, values, day) == spoken


def test_without_words_nothing_is_said_and_nothing_is_empty():
    with reading("zh-Hant"):
        with wordless():
            assert _("单位") == show(Decimal(1), "yuan") == show(TODAY) == STAND_IN
            assert _("{n}元").format(n=1) == STAND_IN
            assert _("") == ""
        assert _("单位") == "單位"


def amounts(worked):
    return {id: value for id, value in worked.outputs.items() if is_number(value)}


@given(st.lists(st.decimals("0", "300000", places=2), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_a_series_comes_to_what_each_case_comes_to_by_itself(wages):
    series = Series(CONTRIBUTION, COMMON, TODAY)
    for wage in [*wages, *wages]:
        worked = series.work({"wage": str(wage)})
        alone, result = CONTRIBUTION.trace({**COMMON, "wage": str(wage)}, TODAY)
        assert amounts(worked) == {id: value for id, value in alone.outputs().items() if is_number(value)}
        assert worked.exact == alone.unrounded()
        assert list(worked.result.cautions) == list(result.cautions)
        assert list(worked.result.explanations) == list(result.explanations)


def test_what_is_wrong_with_a_case_is_said_in_words():
    series = Series(CONTRIBUTION, COMMON, TODAY)
    series.work({"wage": "8000"})
    with pytest.raises(CannotCalculate) as caught:
        series.work({"wage": "八千"})
    assert "“八千”不是数字" in str(caught.value)


def test_a_choice_that_others_depend_on_is_read_anew_for_each_case():
    series = Series(CONTRIBUTION, {key: text for key, text in COMMON.items() if key != "region"}, TODAY)
    assert series.work({"wage": "8000", "region": "limits"}).outputs["contribution_base"] == "8000.00"
    with pytest.raises(CannotCalculate):
        series.work({"wage": "8000", "region": "average"})  # asks for an average wage


def test_equal_cases_are_worked_out_once(monkeypatch):
    made = []
    monkeypatch.setattr("calc.engine.calculators.Case", lambda *case: made.append(case) or Case(*case))
    series = Series(CONTRIBUTION, COMMON, TODAY)
    for wage in ("8000", "9000", "8000", "8000"):
        series.work({"wage": wage})
    assert len(made) == 2


def extra(**more):
    """A calculator that answers with one number of the reader's, for somebody who has none."""

    def rule(case, law, work):
        work.total("total", "合计", [case.extra or 0])
        return Result("合计", Confidence.LAW)

    kind = choice("kind", "哪一种", {"with": "有", "without": "没有"})
    number = money("extra", "另外的钱", required=False, **more)
    none = dict.fromkeys(("rules", "parameters", "next_steps", "possible_next_steps", "not_covered"), ())
    made = Calculator(
        slug="national/extra", title="", summary="", kind="calculator", inputs=(kind, number), example={}, needs_today=False, example_today="", function=rule, **none
    )  # fmt: skip
    series = Series(made, {"kind": "without"}, TODAY)
    return lambda text: series.work({"extra": text}).outputs["total"]


def test_what_is_not_asked_of_a_case_plays_no_part_in_the_next_one_either():
    total = extra(ask_when={"situation": "kind", "is": ["with"]})
    assert [total("5"), total("6"), total("7")] == ["0", "0", "0"]


def test_each_case_has_its_own_answer_and_what_is_left_out_the_usual_one():
    total = extra(default="7")
    assert [total("5"), total("6"), total("")] == ["5", "6", "7"]


def test_what_cannot_be_calculated_is_said_in_words_and_for_the_day_asked():
    common = {**COMMON, "region": "jiangsu", "month": "2026-05"}  # the last number known is that of 2025
    assert Series(CONTRIBUTION, common, TODAY).work({"wage": "8000"}).result.headline.startswith("估算：")
    with pytest.raises(CannotCalculate, match="要先估算"):
        Series(CONTRIBUTION, common, date(2026, 4, 30)).work({"wage": "8000"})


def test_nothing_that_calculations_share_can_be_changed_by_one_of_them():
    modules = {name: module for name, module in sys.modules.items() if name.startswith("calc.engine.")}
    shared = [each for name, module in modules.items() for each in vars(module).values() if isinstance(each, type) and is_dataclass(each) and each.__module__ == name]  # fmt: skip
    assert Series not in shared and len(shared) > 20
    assert [each.__name__ for each in shared if not each.__dataclass_params__.frozen] == ["Node"]  # its trace's own


def test_the_data_stay_those_that_were_read_first():
    read_from("")  # the same: nothing to say
    with pytest.raises(RuntimeError, match="read already"):
        read_from("/elsewhere")


def test_the_newest_period_is_the_last():
    begins = [period["from"] for period in load()["parameters"]["national/disposable-income"]["values"]]
    assert len(begins) > 2 and newest("national/disposable-income") == max(begins)[:7]


def test_equal_data_have_one_writing():
    assert canonical({"b": [1, True], "a": "甲"}) == canonical({"a": "甲", "b": [1, True]}) == '{"a":"甲","b":[1,true]}'

"""Many cases in a row come to what each comes to by itself, whether anything is put into words or not."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import calc
from calc.engine.calculators import Case
from calc.engine.problems import CannotCalculate
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

"""Check characters, against what others worked out and for every number there could be."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calc
from calc.engine.results import canonical
from calc.national.identifiers import CREDIT_DIGITS, credit_check, id_check
from calc.show.html import result_html

CASES = json.loads((Path(__file__).parent.parent / "golden" / "identifiers.json").read_text("utf-8"))
births = st.dates(date(1905, 1, 1), date(2024, 12, 31))
ids = st.builds(
    lambda area, born, order: f"{area}{born:%Y%m%d}{order:03}",
    st.sampled_from(["110105", "320582", "420102", "440304"]),
    births,
    st.integers(0, 999),
)


def valid(slug, field, text):
    outputs = calc.run(slug, {field: text}, as_of=date(2025, 6, 1))["outputs"]
    return all(outputs.get(name, False) for name in ("shape", "check_character")) and outputs.get("birth", True)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_numbers_that_others_have_judged(case):
    slug, field = {
        "id_checksum": ("national/id-number-check", "number"),
        "uscc_checksum": ("national/credit-code-check", "code"),
    }[case["rule"]]
    ((_name, text),) = case["inputs"].items()
    assert valid(slug, field, text) is case["expected"]["valid"]


@given(ids)
def test_a_number_with_its_check_character_is_right(seventeen):
    assert valid("national/id-number-check", "number", seventeen + id_check(seventeen))


@given(ids, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(seventeen, place, shift):
    wrong = seventeen[:place] + str((int(seventeen[place]) + shift) % 10) + seventeen[place + 1 :]
    assert not valid("national/id-number-check", "number", wrong + id_check(seventeen))


@given(st.text(CREDIT_DIGITS, min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_of_a_credit_code_is_always_found(code, place, shift):
    assert valid("national/credit-code-check", "code", code + credit_check(code))
    sign = CREDIT_DIGITS[(CREDIT_DIGITS.index(code[place]) + shift) % 31]
    assert not valid("national/credit-code-check", "code", code[:place] + sign + code[place + 1 :] + credit_check(code))


@given(st.text(min_size=1, max_size=40))
def test_whatever_is_typed_gives_an_answer_or_a_clear_refusal(text):
    for slug, field in (("national/id-number-check", "number"), ("national/credit-code-check", "code")):
        try:
            assert calc.run(slug, {field: text})["headline"]
        except calc.CannotCalculate as error:
            assert error.problems[0].input == field


@pytest.mark.parametrize("slug", ["national/id-number-check", "shenzhen/web-registration-gate"])
def test_an_identity_number_is_not_repeated(slug):
    inputs = dict(calc.find(slug).example)
    result = calc.run(slug, inputs)
    for text in (canonical(result), result_html(result)):
        assert "11010519491231002X" not in text and "600000001" not in text
    assert "110*************2X" in canonical(result["inputs"])


def test_every_input_that_names_a_person_is_flagged():
    for slug in calc.calculators():
        for item in calc.find(slug).inputs:
            named = any(word in item.label for word in ("身份证号", "身份号码", "电脑号", "姓名", "银行卡号"))
            assert item.sensitive is (named and item.kind == "text"), f"{slug} {item.name}"

"""The types that programs write against are what they get: every key, no other, and values of the kind that is promised."""

import types
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

import calc
from calc.engine.answers import Answer, Declaration, ProblemShown, RosterDeclaration
from calc.engine.data import load
from calc.engine.plans import Plan
from calc.engine.stored import Data
from calc.rosters.requests import compute
from tests.every import every


def wrong(value, kind, path="$"):
    """Where a value is not of its kind; nothing where it is."""
    origin, parts = get_origin(kind), get_args(kind)
    if is_typeddict(kind):
        yield from wrong_keys(value, kind, path)
    elif origin in (Union, types.UnionType):
        if all([*wrong(value, part, path)] for part in parts):
            yield path
    elif origin is Literal:
        if value not in parts:
            yield path
    elif origin is NotRequired:
        yield from wrong(value, parts[0], path)
    elif origin is list:
        for number, item in enumerate(value) if isinstance(value, list) else ():
            yield from wrong(item, parts[0], f"{path}[{number}]")
    elif origin in (dict, Mapping):
        for key, item in value.items() if isinstance(value, dict) else ():
            yield from wrong(item, parts[1], f"{path}.{key}")
    kinds = {list: list, dict: dict, Mapping: dict}
    expected = kinds.get(origin) or (kind if kind in (str, int, bool, types.NoneType) else None)
    if expected and not (isinstance(value, expected) and isinstance(value, bool) <= (kind is bool)):
        yield f"{path} is {value!r:.40}"


def wrong_keys(value, kind, path):
    if not isinstance(value, dict):
        yield f"{path} is {value!r:.40}"
        return
    hints = get_type_hints(kind, include_extras=True)
    needed = {key for key, hint in hints.items() if get_origin(hint) is not NotRequired}
    if not needed <= value.keys() <= hints.keys():
        yield f"{path} has the keys {sorted(value.keys() ^ needed)}"
    for key in value.keys() & hints.keys():
        yield from wrong(value[key], hints[key], f"{path}.{key}")


def test_what_checks_shapes_finds_what_is_wrong():
    good = calc.example("wuhan/contribution-calc")
    for key, value in (("headline", 1), ("outputs", {"total": 2.5}), ("confidence", "sure"), ("trace", [{}])):
        assert [*wrong({**good, key: value}, Answer)]
    assert [*wrong({**good, "headlines": ""}, Answer)]
    assert [*wrong({key: value for key, value in good.items() if key != "inputs"}, Answer)]


@every("slug", calc.calculators())
def test_every_result_is_an_answer(slug):
    assert [*wrong(calc.example(slug), Answer)] == []


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
def test_every_declaration_is_one(script):
    assert [path for each in calc.describe(script) for path in wrong(each, Declaration)] == []
    assert [path for each in calc.describe_rosters(script) for path in wrong(each, RosterDeclaration)] == []


@pytest.mark.parametrize("roster", calc.describe_rosters(), ids=lambda roster: roster["slug"])
def test_a_roster_comes_to_an_answer_too(roster):
    answer = compute(roster["slug"], {"text": roster["example"]}, roster["example_inputs"])
    assert [*wrong(answer["result"], Answer)] == []


def test_problems_are_what_they_are_said_to_be():
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run("wuhan/contribution-calc", {"wages": "1"})
    assert [path for problem in caught.value.as_data() for path in wrong(problem, ProblemShown)] == []


def test_a_plan_is_what_it_is_said_to_be():
    procedure: dict[str, Any] = {
        "situations": {"who": {"label": "谁来办？", "options": {"self": "本人", "other": "别人"}}},
        "materials": [
            {"id": "card", "name": "身份证", "originals": 1},
            {"id": "letter", "name": "委托书", "when": {"situation": "who", "is": ["other"]}},
        ],
        "windows": [{"every": "month", "from": 5, "to": "end"}],
        "time_limits": [{"label": "办结", "amount": 5, "unit": "working-day"}],
    }
    for answers in ({}, {"who": "self"}, {"who": "other"}):
        assert [*wrong(calc.make_plan(procedure, answers, date(2025, 3, 3)), Plan)] == []


def test_the_stored_data_has_the_shape_that_both_sides_are_checked_against():
    assert [*wrong(load(), Data)] == []

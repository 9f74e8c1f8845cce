"""Cases from outside: every YAML file under cases/ is a list of sentences about a calculator."""

import json
from datetime import date

import pytest

import calc
from calc.engine import calculators
from tests.calc.published import CASES
from tests.every import every

FIELDS = {"name", "calculator", "input", "as_of", "expect", "says", "cites", "error", "source"}


def test_case_names_are_sentences_and_unique():
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)
    assert all(len(name.split()) >= 4 and name[0].isupper() for name in names)


@every("case", CASES)
def test_case(case, monkeypatch):
    """What names no day holds on any: here years from now, in test_conformance today."""
    monkeypatch.setattr(calculators, "beijing_today", lambda: date(2031, 5, 17))
    assert case.keys() <= FIELDS and case["source"] and ("expect" in case) != ("error" in case)
    as_of = date.fromisoformat(case["as_of"]) if "as_of" in case else None
    if "error" in case:
        assert case["error"].keys() == {"input", "code", "contains"}  # a comma without quotes would cut the words short
        with pytest.raises(calc.CannotCalculate) as caught:
            calc.run(case["calculator"], case["input"], as_of=as_of)
        (problem,) = caught.value.problems
        assert problem.input == (None if case["error"]["input"] == "null" else case["error"]["input"])
        assert problem.code == case["error"]["code"]
        assert case["error"]["contains"] in problem.message
        return
    result = calc.run(case["calculator"], case["input"], as_of=as_of)
    assert_explained(result)
    outputs = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in result["outputs"].items()
    }
    assert {name: outputs.get(name, "null") for name in case["expect"]} == case["expect"]
    if "says" in case:
        said = [
            result["headline"],
            *result["cautions"],
            *result["explanations"],
            *result["assumptions"],
            *result["not_covered"],
        ]
        assert any(case["says"] in text for text in said)
    for step, citation in case.get("cites", {}).items():
        (node,) = (node for node in walk(result["trace"]) if node["id"] == step)
        assert citation in [f"{source['title']} {source['place']}".strip() for source in node["sources"]]


def assert_explained(result):
    """The law beside the number: the result names a document, and each step says how it came about."""
    steps = [node for node in walk(result["trace"]) if node["kind"] in ("step", "check")]
    named = [source for entry in (*steps, *result["parameters"]) for source in entry["sources"]]
    assert named or any("自己填的" in text for text in result["assumptions"])  # a loan at the reader's own rate
    assert all(source["title"] for source in named)
    asked = {item["label"] for item in result["inputs"]}  # an answer in a decision tree stands for itself
    for step in steps:
        assert step["label"] in asked or step["formula"] or step["sources"] or step["note"], step["id"]


def walk(nodes):
    for node in nodes:
        yield node
        yield from walk(node["children"])

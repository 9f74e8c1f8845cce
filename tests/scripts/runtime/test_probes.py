"""Whatever a page may ask, the program answers with a result or with a message for a reader, never with a fault of its own."""

import json

import pytest

import calc
from calc.browser import handle
from scripts.data.library import Library
from scripts.data.plan_data import plan_data
from scripts.runtime.probes import probes

FAULTS = ("程序出了错", "程序出了錯")


def faults(requests: list[str]) -> list[str]:
    answers = ((request, handle(request)) for request in requests)
    return [request for request, answer in answers if any(words in answer for words in FAULTS)]


@pytest.fixture(scope="module")
def requests() -> list[str]:
    return [request for request in probes() if request.startswith("{")]


@pytest.mark.long(10)
@pytest.mark.build
def test_no_request_finds_a_fault_in_the_program(requests: list[str]) -> None:
    assert faults(requests) == []


def test_the_probes_touch_every_calculator_in_both_scripts(requests: list[str]) -> None:
    asked = [json.loads(text) for text in requests]
    done = {(request["slug"], request["script"]) for request in asked if request["do"] == "run"}
    assert {(slug, script) for slug in calc.calculators() for script in ("zh-Hans", "zh-Hant")} <= done


def test_the_plan_of_every_procedure_can_be_made(library: Library) -> None:
    for procedure in library.procedures:
        data = plan_data(procedure, library.materials)
        answers = {name: next(iter(question["options"])) for name, question in data["situations"].items()}
        for given in ({}, answers):
            request = {"do": "plan", "procedure": data, "answers": given, "as_of": "2026-11-20", "script": "zh-Hans"}
            answer = json.loads(handle(json.dumps(request)))
            assert answer["state"] == "done", (procedure.id, answer)
            shown = sum(len(answer["plan"][group]) for group in ("needed", "counter", "unknown", "unneeded"))
            assert shown == len(procedure.materials)


@pytest.mark.parametrize(
    ("procedure", "binds"),
    [
        ("wuhan/employee-enrolment-30days", "applicant"),
        ("zhangjiagang/reissue-medical-ic-card", "wait"),
        ("guannan/transfer-in", "office"),
    ],
)
def test_the_plan_is_told_whom_a_time_limit_binds(procedure: str, binds: str, library: Library) -> None:
    assert [limit["binds"] for limit in plan_data(library.procedure(procedure), library.materials)["time_limits"]] == [
        binds
    ]

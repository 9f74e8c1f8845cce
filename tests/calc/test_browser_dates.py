"""The day whose rules apply, as a page sends it."""

import json

import pytest

import calc
from calc.browser import handle


def ask(as_of: object) -> dict[str, object]:
    example = calc.find("national/working-day-deadline").example
    request = {"do": "run", "slug": "national/working-day-deadline", "inputs": example, "as_of": as_of}
    return json.loads(handle(json.dumps(request)))


@pytest.mark.parametrize("text", ["2025-13-40", "明天", "2025-02-30"])
def test_a_day_that_does_not_exist_is_a_message_beside_its_field(text: str) -> None:
    answer = ask(text)
    assert answer["state"] == "error"
    assert [(error["input"], text in error["message"]) for error in answer["errors"]] == [("as_of", True)]


@pytest.mark.parametrize("text", [None, "", "2025-03-28", "2025年3月28日", "２０２５－０３－２８"])
def test_a_day_may_be_written_as_people_write_it(text: str | None) -> None:
    assert ask(text)["state"] == "done"

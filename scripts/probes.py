"""Requests that touch all a page may ask of Python.

Packing answers them, so that whatever they import and read is in the runtime's memory image, and proves with them that the
cut runtime answers exactly as the whole one does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import calc
from scripts.localise import SCRIPTS
from scripts.view import View

BAD_TEXTS = (
    "",
    "abc",
    "-1",
    "0",
    "１２，３４５．６７",
    "999999999999",
    "2025-02-30",
    "1900-01",
    "２０２５年３月",
    "x" * 60,
)
ANSWER_DAYS = (None, "2025-01-28", "1999-12-31", "2031-06-15", "2025-13-40")


def probes(view: View) -> list[str]:
    """The requests as JSON texts, in a fixed order."""
    requests = [
        *_calculations(),
        *_plans(view),
        {"do": "nothing"},
        {"do": "run", "slug": "no/such", "inputs": {}},
        [],
        1,
    ]
    texts = [json.dumps(_in(script, request), ensure_ascii=False) for request in requests for script in SCRIPTS]
    return [*texts, "not JSON", ""]


def _in(script: str, request: Any) -> Any:
    return {**request, "script": script} if isinstance(request, Mapping) else request


def _calculations() -> Iterator[dict[str, Any]]:
    for calculator in calc.describe():
        example: Mapping[str, str] = calculator["example"]["inputs"]
        run = {"do": "run", "slug": calculator["slug"]}
        for day in ANSWER_DAYS:
            yield {**run, "inputs": example, "as_of": day}
        yield {**run, "inputs": {}}
        for question in calculator["inputs"]:
            texts: Sequence[str] = [option["value"] for option in question["options"]]
            for text in (*texts, *BAD_TEXTS):
                yield {**run, "inputs": {**example, question["name"]: text}}


def _plans(view: View) -> Iterator[dict[str, Any]]:
    for procedure in view.library.procedures:
        data = view.plan_data(procedure)
        first = {name: next(iter(question["options"])) for name, question in data["situations"].items()}
        for number, day in enumerate(ANSWER_DAYS):
            yield {"do": "plan", "procedure": data, "answers": first if number % 2 else {}, "as_of": day}

"""Decision trees (决策树) as data: every next step is written down, so questions, diagram and tests read one file.

A flow runs as a calculator whose inputs are its questions; a question is asked once an answer leads to it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from calc.core.calculators import Calculator, Case
from calc.core.data import load
from calc.core.inputs import Input
from calc.core.parameters import STATUS, Law
from calc.core.results import Confidence, Result
from calc.core.texts import _
from calc.core.trace import Citation, Trace


@cache
def flows() -> dict[str, Calculator]:
    """Every flow as a calculator, by slug. Raises DataMissing."""
    return {slug: _calculator(slug, flow) for slug, flow in load()["flows"].items()}


def _calculator(slug: str, flow: Mapping[str, Any]) -> Calculator:
    def walk(case: Case, law: Law, work: Trace) -> Result:
        return _walk(flow, case, work)

    return Calculator(
        slug=slug,
        title=flow["title"],
        summary=flow["summary"],
        kind=flow["kind"],
        inputs=tuple(_question(flow, question) for question in flow["questions"]),
        rules=tuple(flow["rules"]),
        parameters=(),
        next_steps=(),
        possible_next_steps=tuple(slug for outcome in flow["outcomes"].values() for slug in outcome["next_steps"]),
        not_covered=tuple(flow["not_covered"]),
        example=flow["example"],
        needs_today=False,
        example_today="",
        function=walk,
    )


def _question(flow: Mapping[str, Any], question: Mapping[str, Any]) -> Input:
    """The question as an input, asked if an answer given before leads to it. Data lists callers before those called."""
    callers = [
        {"situation": other["id"], "is": leading}
        for other in flow["questions"]
        if (leading := [option["id"] for option in other["options"] if option["next"] == question["id"]])
    ]
    return Input(
        question["id"],
        "enum",
        question["ask"],
        help=question["help"],
        options={option["id"]: option["label"] for option in question["options"]},
        ask_when={"any": callers} if callers else None,
    )


def _walk(flow: Mapping[str, Any], case: Case, work: Trace) -> Result:
    questions = {question["id"]: question for question in flow["questions"]}
    sources = tuple(Citation(**source) for source in flow["sources"])
    step = flow["start"]
    while step in questions:
        answer = next(option for option in questions[step]["options"] if option["id"] == getattr(case, step))
        work.step(step, _(questions[step]["ask"]), answer["id"], shown=_(answer["label"]))
        step = answer["next"]
    outcome = flow["outcomes"][step]
    own = tuple(Citation(**source) for source in outcome["sources"])
    work.step(
        "outcome", _("结论"), step, shown=_(outcome["title"]), sources=own or sources, note=_(STATUS[flow["status"]])
    )
    return Result(
        _(outcome["title"]),
        Confidence.OLD_GUIDE if flow["status"] == "old-guide" else Confidence.LAW,
        explanations=[_(outcome["text"])] if outcome["text"] else [],
        next_steps=outcome["next_steps"],
    )

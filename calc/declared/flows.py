"""Decision trees (决策树) as data: every next step is written down, so questions, diagram and tests read one file.

A flow runs as a calculator whose inputs are its questions; a question is asked once an answer leads to it.
"""

from functools import cache

from ..engine.calculators import Calculator, Case
from ..engine.data import load
from ..engine.inputs import Input
from ..engine.parameters import STATUS, Law
from ..engine.results import Result
from ..engine.stored import Flow, FlowOption, FlowQuestion
from ..engine.texts import _
from ..engine.trace import Trace
from .rule import cited, confidence, from_data


@cache
def flows() -> dict[str, Calculator]:
    """Every flow as a calculator, by slug. Raises DataMissing."""
    return {slug: _calculator(slug, flow) for slug, flow in load()["flows"].items()}


def _calculator(slug: str, flow: Flow) -> Calculator:
    def walk(case: Case, law: Law, work: Trace) -> Result:
        return _walk(flow, case, work)

    return from_data(
        slug,
        flow,
        walk,
        kind=flow["kind"],
        inputs=tuple(_question(flow, question) for question in flow["questions"]),
        possible_next_steps=[slug for outcome in flow["outcomes"].values() for slug in outcome["next_steps"]],
    )


def _question(flow: Flow, question: FlowQuestion) -> Input:
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
        ask_last=question["id"] in flow["ask_last"],
    )


def _walk(flow: Flow, case: Case, work: Trace) -> Result:
    questions = {question["id"]: question for question in flow["questions"]}
    step = flow["start"]
    while step in questions:
        question = questions[step]
        answer = next(option for option in question["options"] if option["id"] == getattr(case, step))
        work.step(step, _(question["ask"]), answer["id"], shown=_(answer["label"]))
        step = answer["next"]
    outcome = flow["outcomes"][step]
    sources = cited(outcome["sources"], flow["sources"])
    status = outcome["status"] or flow["status"]
    work.step("outcome", _("结论"), step, shown=_(outcome["title"]), sources=sources, note=_(STATUS[status]))
    return Result(
        _(outcome["title"]),
        confidence(status),
        explanations=[text for text in (_(outcome["text"]), _because(flow, question, answer)) if text],
        next_steps=outcome["next_steps"],
    )


def _because(flow: Flow, question: FlowQuestion, answer: FlowOption) -> str:
    """For eligibility: the answer that settled it, and what the others would have led to. Empty for other flows."""
    if flow["kind"] != "eligibility":
        return ""
    text = _("由“{ask}”选的“{answer}”决定").format(ask=_(question["ask"]), answer=_(answer["label"]))
    for option in question["options"]:
        other = flow["outcomes"].get(option["next"])
        if other and option["next"] != answer["next"]:
            text += _("；选“{answer}”的，是“{outcome}”").format(answer=_(option["label"]), outcome=_(other["title"]))
    return _("{text}。").format(text=text)

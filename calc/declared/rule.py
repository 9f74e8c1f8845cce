"""What every rule written as data declares in the same words (以数据写成的规则): title, rules, sources, status, example."""

from collections.abc import Sequence

from ..engine.calculators import Calculator, Rule
from ..engine.inputs import Input
from ..engine.regions import only_chosen
from ..engine.results import Confidence
from ..engine.stored import Head, Source, Status
from ..engine.trace import Citation


def from_data(
    slug: str,
    rule: Head,
    function: Rule,
    *,
    kind: str,
    inputs: Sequence[Input],
    next_steps: Sequence[str] = (),
    possible_next_steps: Sequence[str] = (),
    not_covered: Sequence[str] = (),
) -> Calculator:
    """The calculator that a rule declares. It looks at today's date if its example names one."""
    today = rule["example_today"]
    return Calculator(
        slug=slug,
        title=rule["title"],
        summary=rule["summary"],
        kind=kind,
        inputs=tuple(inputs),
        rules=tuple(rule["rules"]),
        parameters=(),
        next_steps=only_chosen(next_steps),
        possible_next_steps=only_chosen(possible_next_steps),
        not_covered=(*rule["not_covered"], *not_covered),
        example=rule["example"],
        needs_today=bool(today),
        example_today=today,
        function=function,
    )


def confidence(*statuses: Status) -> Confidence:
    """How far a rule's result can be relied on, from the statuses of what it rests on."""
    return Confidence.OLD_GUIDE if "old-guide" in statuses else Confidence.LAW


def cited(*candidates: Sequence[Source]) -> tuple[Citation, ...]:
    """The first of several lists of sources that is not empty: its own before the rule's."""
    return tuple(Citation(**source) for source in next(filter(None, candidates), ()))

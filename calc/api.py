"""What other programs call: list, describe and run calculators."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .declared.checklists import checklists
from .declared.criteria import criteria
from .declared.deadlines import deadlines
from .declared.flows import flows
from .declared.openings import openings
from .engine.answers import Answer, Declaration, RosterDeclaration
from .engine.calculators import Calculator, UnknownCalculator, registered
from .engine.regions import declare
from .engine.scenarios import changes, of_result
from .engine.texts import reading
from .rosters.roster import rosters


def calculators() -> dict[str, Calculator]:
    """Every calculator by slug, in order: declared in code or as data. Raises DataMissing in a source tree not set up.

    Raises ValueError if two share a slug.
    """
    declare()
    found: dict[str, Calculator] = {}
    for family in (registered(), flows(), criteria(), deadlines(), openings(), checklists()):
        if both := found.keys() & family.keys():
            raise ValueError(f"two calculators with the slug {sorted(both)}")
        found |= family
    return dict(sorted(found.items()))


def find(slug: str) -> Calculator:
    """One calculator. Raises UnknownCalculator."""
    try:
        return calculators()[slug]
    except KeyError:
        raise UnknownCalculator(slug) from None


def describe(script: str = "zh-Hans") -> list[Declaration]:
    """Every declaration as plain data: slug, title, kind, inputs, rules, example. Raises ValueError for an unknown script."""
    with reading(script):
        return [calculator.describe() for calculator in calculators().values()]


def describe_rosters(script: str = "zh-Hans") -> list[RosterDeclaration]:
    """Every roster as plain data: slug, title, columns, what is asked once for everybody, example."""
    with reading(script):
        return [roster.describe() for roster in rosters().values()]


def run(slug: str, inputs: Mapping[str, Any], *, as_of: date | None = None, script: str = "zh-Hans") -> Answer:
    """Run a calculator on what a reader typed: an input's name → text, a whole number or a truth value.

    Amounts are typed in yuan ("8000.50"), ratios in per cent ("8" for 8%), days as "2025-03-28", months as "2025-03".
    `as_of` stands in for today's date in China where the rule looks at it. The source of every step and number stands in
    the answer's `trace` and `parameters`. Raises UnknownCalculator, CannotCalculate, DataMissing, and ValueError for an
    unknown script.
    """
    calculator = find(slug)
    with reading(script):
        return calculator.run(inputs, as_of)


def reopen(saved: Mapping[str, Any], more: Mapping[str, Any] | None = None) -> tuple[Answer, list[str]]:
    """Work a saved result out again, for the same day: the result now, and what has changed, in sentences.

    `saved` is an `Answer` as it came from JSON. `more` holds what a receipt leaves out because it names a person. Raises
    KeyError, TypeError or ValueError if it is no result, and what `run` raises.
    """
    old, receipt = of_result(saved), saved["receipt"]
    inputs = {**receipt["inputs"], **(more or {})}
    result = run(receipt["calculator"], inputs, as_of=old.day, script=saved["script"])
    with reading(saved["script"]):
        return result, changes(old, result)


def example(slug: str, script: str = "zh-Hans") -> Answer:
    """The worked example of a calculator: the result of its declared inputs. Raises what `run` raises."""
    calculator = find(slug)
    today = date.fromisoformat(calculator.example_today) if calculator.example_today else None
    return run(slug, calculator.example, as_of=today, script=script)

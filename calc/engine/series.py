"""One calculator for many people in a row 成批计算.

The rule is the one that serves a single person. What all have in common is read once, equal cases are worked out once, and
words are made only where a result has something to say: a sum needs none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from .answers import Plain
from .calculators import Calculator, beijing_today
from .conditions import situations
from .parameters import Found
from .problems import CannotCalculate, InputError
from .results import Result
from .texts import wordless
from .units import Value

KEPT = 1000  # cases that are remembered; people of one employer often have the same wage

Values = Mapping[str, Value | None]


@dataclass(frozen=True)
class Worked:
    """What a calculation comes to: outputs by id, what rounding has changed of them, and the result.

    The result's words are made where it has explanations or cautions; where it has none, nothing of it is in words.
    """

    outputs: Mapping[str, Plain]
    exact: Mapping[str, Decimal]
    result: Result


class Series:
    """A calculator for cases that differ in some inputs only. `common`: the texts of the others. Of one script.

    `as_of`: as for one case, None for today.
    """

    def __init__(self, calculator: Calculator, common: Mapping[str, str], as_of: date | None) -> None:
        self._calculator = calculator
        self._common = dict(common)
        self._today = as_of or beijing_today()
        self._asked_by = {name for item in calculator.inputs for name in situations(item.ask_when)}
        self._inputs = {item.name: item for item in calculator.inputs}
        self._read: dict[tuple[str, ...], Values] = {}
        self._found: Found = {}
        self._projections: dict[tuple[tuple[str, tuple[date, ...]], ...], list[str]] = {}
        self._kept = lru_cache(KEPT)(self._work)

    def work(self, own: Mapping[str, str]) -> Worked:
        """Work out one case: input → its own text. Raises CannotCalculate."""
        return self._kept(*own.items())

    def _work(self, *own: tuple[str, str]) -> Worked:
        calculator, today = self._calculator, self._today
        values = self._values(dict(own))
        law = calculator.law(values, today, self._found)
        try:
            with wordless():
                work, result = calculator.apply(values, law, today)
            silent = not (result.explanations or result.cautions)
        except CannotCalculate:
            silent = False
        if not silent:
            law = calculator.law(values, today, self._found)
            work, result = calculator.apply(values, law, today)
        projected = tuple(law.projected.items())
        if projected not in self._projections:
            self._projections[projected] = law.projections()
        result = calculator.with_cautions(result, values, self._projections[projected], today)
        return Worked(work.outputs(), work.unrounded(), result)

    def _values(self, own: Mapping[str, str]) -> Values:
        """What is typed for one case, read: what it has in common with others has been read once with the first of them."""
        names = tuple(own)
        same = self._read.get(names)
        if same is not None:
            try:
                return {**same, **{name: self._one(name, text) for name, text in own.items()}}
            except InputError:
                pass  # said below, with all that is wrong
        values = self._calculator.read({**self._common, **own}, self._today)
        if self._asked_by.isdisjoint(own) and not any(self._inputs[name].ask_when for name in own):
            self._read[names] = values
        return values

    def _one(self, name: str, text: str) -> Value | None:
        item = self._inputs[name]
        value = item.parse(text or item.default)
        item.check_day(value, self._today)
        return value

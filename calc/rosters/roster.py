"""Rosters 花名册: an employer's table, checked and computed row by row by the calculators that serve one person.

A roster is declared by its columns, the checks each person goes through and the calculator that works out the amounts.
What a calculator asks and is no column is asked once, for everybody. No row is counted unless all of it is right.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from ..declared.criteria import criteria
from ..engine.answers import Answer, RosterDeclaration
from ..engine.calculators import Calculator, registered
from ..engine.conditions import Condition
from ..engine.inputs import NARROW, Input
from ..engine.problems import CannotCalculate, Code, InputError, Problem
from ..engine.regions import chosen, declare
from ..engine.texts import N_, SCRIPTS, _, reading
from .files import refuse
from .header import Names, Wanted
from .table import Table

TOTALS = {"employer_total": N_("单位合计"), "employee_total": N_("个人合计"), "total": N_("单位和个人一共")}
PAYERS = {"employer": N_("{insurance}单位缴"), "employee": N_("{insurance}个人缴")}
TWINS = 5  # other rows named beside a row with the same person's number
_PAPER = re.compile(r"^[A-Z]{1,3}\d{6,12}$")

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """A column. `also`: what else its header may say; `agrees`: a fact the checks establish and that it must agree with."""

    input: Input
    also: tuple[str, ...] = ()
    agrees: str = ""


@dataclass(frozen=True)
class Check:
    """A calculator that everybody has to pass: each output in `must` has to be true.

    `inputs`: its input → a column, or a fact that an earlier check has given. Left out where one of them is empty, or
    where `when` does not hold for the common answers. `facts`: what is known of a person who passes. `spares`: what to
    say, by the row's texts, of a person whom it is not for, or nothing.
    """

    calculator: str
    column: str
    inputs: Mapping[str, str]
    must: tuple[str, ...]
    advice: str = ""
    when: Condition = None
    facts: Callable[[str], Texts] | None = None
    spares: Callable[[Texts], str] | None = None


@dataclass(frozen=True)
class Roster:
    """A declared roster. Words are untranslated messages.

    `columns` are the roster's own or inputs of the calculator; `person` is the one that names a person.
    `insurances`: id → name; the calculator's outputs `<id>_employer` and `<id>_employee` are its amounts, and `more`
    are other amounts. `procedures`: the guides that link to the roster.
    """

    slug: str
    title: str
    summary: str
    calculator: str
    columns: tuple[Column, ...]
    person: str
    checks: tuple[Check, ...]
    insurances: Mapping[str, str]
    procedures: tuple[str, ...]
    more: Mapping[str, str] = field(default_factory=dict)
    name: str = "name"
    """The column with the name by which a row is called."""
    base: str = "contribution_base"
    day: Input | None = None
    """The question for the day on which ages are counted, if a check looks at it."""
    example: str = ""
    """A few made-up rows, as CSV, that show what is found."""
    example_inputs: Texts = field(default_factory=dict)

    def common(self) -> list[Input]:
        """What is asked once, for everybody."""
        columns = {column.input.name for column in self.columns}
        asked = [item for item in find(self.calculator).inputs if item.name not in columns]
        return [*asked, self.day] if self.day else asked

    def names(self) -> Names:
        """What the header of each column may say: the reader's word first, then all others in both scripts."""
        return {column.input.name: self._wanted(column) for column in self.columns}

    def _wanted(self, column: Column) -> Wanted:
        titles, also = [column.input.title, column.input.name], [*column.also]
        for script in SCRIPTS:
            with reading(script):
                titles.append(column.input.title)
                also += map(_, column.also)
        item = column.input
        return Wanted(
            list(dict.fromkeys(titles)),
            list(dict.fromkeys(also)),
            required=item.required,
            amount=item.kind == "money",
            person=item.name == self.person,
        )

    def items(self) -> dict[str, str]:
        """Output → label of what each insurance costs each payer."""
        return {
            f"{id}_{payer}": _(words).format(insurance=_(name))
            for id, name in self.insurances.items()
            for payer, words in PAYERS.items()
        }

    def amounts(self) -> dict[str, str]:
        """Output → label of all amounts of a row, in order."""
        base = {self.base: _("缴费基数")} if self.base else {}
        return base | self.items() | {id: _(name) for id, name in (*self.more.items(), *TOTALS.items())}

    def describe(self) -> RosterDeclaration:
        """The declaration for pages and data, in the reader's script."""
        return {
            "slug": self.slug,
            "title": _(self.title),
            "summary": _(self.summary),
            "kind": "roster",
            "calculator": self.calculator,
            "inputs": [item.describe() for item in self.common()],
            "columns": [
                {**column.input.describe(), "also": [_(word) for word in column.also]} for column in self.columns
            ],
            "procedures": list(self.procedures),
            "rules": list(find(self.calculator).rules),
            "example": _(self.example),
            "example_inputs": dict(self.example_inputs),
        }

    def check_common(self, inputs: Texts, as_of: date | None) -> Texts:
        """The common answers, if everybody can be computed with them. Raises CannotCalculate."""
        given = {item.name: inputs[item.name] for item in self.common() if item.name in inputs and item != self.day}
        find(self.calculator).trace(given | self._example_row(), as_of)
        return given

    def sample(self, common: Texts, as_of: date | None) -> Answer:
        """The calculator's whole answer for a made-up person, for what it says of everybody. Raises CannotCalculate."""
        return find(self.calculator).run({**common, **self._example_row()}, as_of)

    def _example_row(self) -> dict[str, str]:
        asked = {item.name for item in find(self.calculator).inputs}
        return {column.input.name: column.input.example for column in self.columns if column.input.name in asked}

    def day_of(self, inputs: Texts) -> date | None:
        """The day on which ages are counted; None for today. Raises CannotCalculate."""
        try:
            day = self.day.parse(inputs.get(self.day.name, "")) if self.day else None
        except InputError as error:
            raise CannotCalculate([Problem(self.day.name if self.day else None, error.code, str(error))]) from None
        assert day is None or isinstance(day, date)
        return day

    def twins(self, table: Table) -> dict[int, list[int]]:
        """Row → other rows with the same person's number, a few. An old number of 15 digits is the same as its new one."""
        rows = defaultdict(list)
        for row in table.rows:
            if number := _key(table.cell(row, self.person)):
                rows[number].append(row.number)
        few = ((row, same[: TWINS + 1]) for same in rows.values() if len(same) > 1 for row in same)
        return {row: [other for other in same if other != row] for row, same in few}


@cache
def find(slug: str) -> Calculator:
    """A calculator declared in code or as eligibility data."""
    declare()
    found = registered().get(slug) or criteria().get(slug)
    if found is None:
        raise KeyError(slug)
    return found


def _key(text: str) -> str:
    """A person's number as two rows are compared by it: without the check character, in the form of 18 digits."""
    number = "".join(text.translate(NARROW).split()).upper()
    if len(number) == 15 and number.isdigit():
        return f"{number[:6]}19{number[6:]}"
    return number if _PAPER.match(number) else number[:17] if len(number) == 18 else ""


_REGISTER: dict[str, Roster] = {}


def register(roster: Roster) -> None:
    """Enter a roster, if its region is there. Raises ValueError if its slug is taken."""
    if not chosen(roster.slug):
        return
    roster = replace(roster, checks=tuple(check for check in roster.checks if chosen(check.calculator)))
    if roster.slug in _REGISTER:
        raise ValueError(f"two rosters with the slug {roster.slug}")
    _REGISTER[roster.slug] = roster


def extend(
    slug: str,
    *,
    columns: tuple[Column, ...] = (),
    checks: tuple[Check, ...] = (),
    day: Input | None = None,
    procedures: tuple[str, ...] = (),
) -> None:
    """Add what one region asks to a roster that serves many; nothing is done if that roster is not there."""
    if roster := _REGISTER.get(slug):
        _REGISTER[slug] = replace(
            roster,
            columns=(*roster.columns, *columns),
            checks=(*roster.checks, *checks),
            day=day or roster.day,
            procedures=(*roster.procedures, *procedures),
        )


def rosters() -> dict[str, Roster]:
    """All rosters by slug. Raises DataMissing."""
    declare()
    return dict(sorted(_REGISTER.items()))


def find_roster(slug: str) -> Roster:
    """One roster. Raises CannotCalculate."""
    try:
        return rosters()[slug]
    except KeyError:
        raise refuse(Code.UNKNOWN_CALCULATOR, _("没有“{slug}”这种花名册。").format(slug=slug)) from None


def asked_by(calculator: str, name: str, *also: str, **changes: Any) -> Column:
    """A column that is an input of the calculator."""
    item = next(item for item in registered()[calculator].inputs if item.name == name)
    return Column(replace(item, **changes), also)

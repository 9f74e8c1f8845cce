"""Rosters 花名册: an employer's table, checked and computed row by row by the calculators that serve one person.

A roster is declared by its columns, the checks each person goes through and the calculator that works out the amounts.
What a calculator asks and is no column is asked once, for everybody. No row is counted unless all of it is right.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from ..declared.criteria import criteria
from ..engine.answers import Answer, RosterDeclaration
from ..engine.calculators import Calculator, registered
from ..engine.conditions import Condition, Need, evaluate
from ..engine.inputs import NARROW, Input
from ..engine.money import FEN
from ..engine.problems import CannotCalculate, Code, InputError, Problem
from ..engine.regions import chosen, declare
from ..engine.texts import SCRIPTS, _, reading
from .files import refuse
from .table import Names, Row, Table, Wanted

TWINS = 5  # other rows named beside a row with the same person's number
EXCEL_DAY_ZERO = date(1899, 12, 30)  # as counted by Excel, which takes 1900 for a leap year
_LOST = re.compile(r"^\d([.,]\d+)?[Ee]\+?\d+$")
_SERIAL = re.compile(r"^\d{5}(\.\d+)?$")
_PAPER = re.compile(r"^[A-Z]{1,3}\d{6,12}$")
_FRACTION = re.compile(r"^\d+\.\d{3,}$")
_MASKED = re.compile(r"[*●•×]{2}")
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00)?$")

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
    base: str = "contribution_base"
    day: Input | None = None
    """The question for the day on which ages are counted, if a check looks at it."""
    example: str = ""
    """A few made-up rows, as CSV, that show what is found."""
    example_inputs: Texts = field(default_factory=dict)

    def common(self) -> list[Input]:
        """What is asked once, for everybody."""
        columns = {column.input.name for column in self.columns}
        asked = [item for item in _find(self.calculator).inputs if item.name not in columns]
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
            "example": _(self.example),
            "example_inputs": dict(self.example_inputs),
        }

    def check_common(self, inputs: Texts, as_of: date | None) -> Texts:
        """The common answers, if everybody can be computed with them. Raises CannotCalculate."""
        given = {item.name: inputs[item.name] for item in self.common() if item.name in inputs and item != self.day}
        _find(self.calculator).trace(given | self._example_row(), as_of)
        return given

    def sample(self, common: Texts, as_of: date | None) -> Answer:
        """The calculator's whole answer for a made-up person, for what it says of everybody. Raises CannotCalculate."""
        return _find(self.calculator).run({**common, **self._example_row()}, as_of)

    def _example_row(self) -> dict[str, str]:
        asked = {item.name for item in _find(self.calculator).inputs}
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

    def judge(self, table: Table, row: Row, common: Texts, as_of: date | None, twins: Sequence[int]) -> "Judged":
        """Check and compute one row. `common` has passed `check_common`."""
        work = _Work(self, {name: table.cell(row, name) for name in table.columns}, common, as_of)
        if twins:
            shown = _("、").join(map(str, [*twins[:TWINS], *(["…"] if len(twins) >= TWINS else [])]))
            work.say(self.person, _("和第{rows}行是同一个号码。请留下对的一行，删掉其他的。").format(rows=shown))
        if table.overflows(row):
            message = _("这一行比表头多出几格，看不出哪个数是哪一列。数里的逗号（8,000）请去掉，写成8000。")
            work.say("", message)
        return work.done(row.number)


@dataclass(frozen=True)
class Judged:
    """What is known of a row: either problems, by column, or amounts as text, exact where rounding changed them."""

    number: int
    problems: Sequence[tuple[str, str]] = ()
    amounts: Texts = field(default_factory=dict)
    exact: Texts = field(default_factory=dict)
    notes: Sequence[str] = ()


class _Work:
    """One row on its way through columns, checks and the calculator."""

    def __init__(self, roster: Roster, cells: Texts, common: Texts, as_of: date | None) -> None:
        self.roster, self.common, self.as_of = roster, common, as_of
        self.problems: list[tuple[str, str]] = []
        self.notes: list[str] = []
        self.known = {column.input.name: self.read(column, cells) for column in roster.columns}

    def say(self, column: str, message: str) -> None:
        self.problems.append((column, message))

    def read(self, column: Column, cells: Texts) -> str:
        """The text of a cell as calculators take it, empty if it has been found wrong."""
        item, written = column.input, cells.get(column.input.name, "")
        try:
            text = mend(item, written)
            if item.kind == "money" and text != written:
                said = _("「{label}」写的是{written}，四舍五入到分，按{text}算。")
                self.notes.append(said.format(label=item.title, written=written, text=text))
            value = item.parse(text)
            if value is not None:
                return text if item.kind != "boolean" else "yes" if value else "no"
        except InputError as error:
            self.say(item.name, str(error))
        return ""

    def done(self, number: int) -> Judged:
        for check in self.roster.checks:
            self.check(check)
        for column in self.roster.columns:
            self.compare(column)
        asked = {name: self.known[name] for name in self.known if name in self.per_person()}
        try:
            work, result = _find(self.roster.calculator).trace({**self.common, **asked}, self.as_of)
        except CannotCalculate as error:
            said = {column for column, _message in self.problems}
            for problem in error.problems:
                if problem.input not in said:  # an empty text stands for one that was wrong already
                    self.say(problem.input or "", problem.message)
        if self.problems:
            order = list(self.known)
            self.problems.sort(key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
            return Judged(number, problems=self.problems)
        amounts = {name: value for name, value in work.outputs().items() if isinstance(value, str)}
        exact = {name: f"{value:f}" for name, value in work.unrounded().items()}
        return Judged(number, amounts=amounts, exact=exact, notes=[*self.notes, *result.cautions])

    def per_person(self) -> set[str]:
        return {item.name for item in _find(self.roster.calculator).inputs} & self.known.keys()

    def check(self, check: Check) -> None:
        texts = {name: self.known.get(source, "") for name, source in check.inputs.items()}
        if not all(texts.values()) or evaluate(check.when, self.common) is not Need.YES:
            return
        if check.spares and (note := check.spares(self.known)):
            self.notes.append(note)
            return
        try:
            work, result = _find(check.calculator).trace(texts, self.as_of)
        except CannotCalculate as error:
            for problem in error.problems:
                self.say(check.column, problem.message)
            return
        outputs = work.outputs()
        if all(outputs.get(name) is True for name in check.must):
            if check.facts:
                self.known |= check.facts(texts[next(iter(check.inputs))])
                self.notes += result.explanations
            return
        advice = [_(check.advice)] if check.advice else []
        if texts[next(iter(check.inputs))].endswith("000"):
            advice.append(_("最后三位是000，恐怕是 Excel 把号码当成了数，丢了后面几位。"))
        said = [_("{headline}。").format(headline=result.headline), *result.explanations, *advice]
        self.say(check.column, "".join(said))

    def compare(self, column: Column) -> None:
        text, fact = self.known[column.input.name], self.known.get(column.agrees, "")
        if not (text and fact):
            return
        value, wanted = column.input.parse(text), column.input.parse(fact)
        if value != wanted:
            message = _("「{label}」写的是{value}，身份证号里的是{wanted}。请对照身份证，把错的改过来。")
            shown = {"value": column.input.show(value), "wanted": column.input.show(wanted)}
            self.say(column.input.name, message.format(label=column.input.title, **shown))


def mend(item: Input, text: str) -> str:
    """A cell as its owner meant it, where Excel's doing is plain to see. Raises InputError where it has lost something."""
    if item.kind == "text" and _LOST.match(text.translate(NARROW)):
        raise InputError(
            Code.MALFORMED,
            _(
                "Excel 把这个号码当成了数，写成“{text}”，后面几位已经丢了，补不回来。"
                "请先把这一列的格式设成“文本”，再照证件重新填一遍号码。"
            ).format(text=text),
        )
    if item.sensitive and _MASKED.search(text.translate(NARROW)):
        raise InputError(Code.MALFORMED, _("号码里有*号，是打了码的，没法核对。请照证件填完整的号码。"))
    if item.kind == "money" and _FRACTION.match(text.translate(NARROW)):
        return f"{FEN.apply(Decimal(text.translate(NARROW))):f}"  # a twelfth of a year's wages, as Excel works it out
    if item.kind == "date":
        text = _MIDNIGHT.sub("", text)
        if _SERIAL.match(text):
            return (EXCEL_DAY_ZERO + timedelta(days=int(text[:5]))).isoformat()
    return text


@cache
def _find(slug: str) -> Calculator:
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
        raise refuse(Code.UNKNOWN_CALCULATOR, _("没有「{slug}」这种花名册。").format(slug=slug)) from None


def asked_by(calculator: str, name: str, *also: str, **changes: Any) -> Column:
    """A column that is an input of the calculator."""
    item = next(item for item in registered()[calculator].inputs if item.name == name)
    return Column(replace(item, **changes), also)

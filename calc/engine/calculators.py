"""The declaration of a calculator (计算器) and what runs it.

Form, command line, documentation, catalogue and tests are all read from the declaration:

    @calculator("suqian/contribution", title=N_("…"), summary=N_("…"), inputs=[…], rules=[…], parameters=[…], example={…})
    def contribution(case: Case, law: Law, work: Trace) -> Result: …
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import localcontext
from functools import cached_property
from typing import Any

from ..version import __version__
from .age import Standing, dated, standing
from .answers import Answer, ChartShown, Declaration
from .conditions import Need, evaluate
from .data import load
from .events import calendar_text
from .inputs import PROJECTION, Input
from .money import EXACT
from .parameters import Found, Law, OutsidePeriod
from .problems import CannotCalculate, Code, InputError, Problem
from .regions import chosen, only_chosen
from .results import Chart, Confidence, Result, digest
from .stored import Head
from .texts import _, current_script
from .trace import Node, Trace
from .units import Value, data, show


class UnknownCalculator(LookupError):
    """No calculator has this slug."""


class Case:
    """The reader's case: `case.wage` is the value (None if not asked or left empty), `case["wage"]` its trace node."""

    def __init__(self, inputs: Mapping[str, Input], values: Mapping[str, Value | None], today: date) -> None:
        self.today = today
        self._values = dict(values)
        self._inputs = inputs
        self._nodes: dict[str, Node] = {}

    def __getattr__(self, name: str) -> Any:
        # Any, because the type follows from the declaration far above: a rule that reads `case.wage` has asked for it as
        # money. A class with typed fields for each of 138 calculators would say everything twice; `tests/calc` runs all.
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"the calculator asks for no {name}") from None

    def __getitem__(self, name: str) -> Node:
        if name not in self._nodes:
            value = self._values[name]
            self._nodes[name] = _node(self._inputs[name], value)
        return self._nodes[name]


def _node(item: Input, value: Value | None) -> Node:
    """The input in the trace: an option by its label, a sensitive number masked."""
    if value is None:
        return Node(item.name, item.title, None, item.unit, kind="input")
    shown = item.show(value) if item.kind == "enum" else ""
    return Node(item.name, item.title, item.public(value), item.unit, kind="input", shown=shown)


Rule = Callable[[Case, Law, Trace], Result]


@dataclass(frozen=True)
class Calculator:
    """A declared calculator. Words are untranslated messages."""

    slug: str
    title: str
    summary: str
    kind: str
    inputs: tuple[Input, ...]
    rules: tuple[str, ...]
    parameters: tuple[str, ...]
    next_steps: tuple[str, ...]
    possible_next_steps: tuple[str, ...]
    not_covered: tuple[str, ...]
    example: Mapping[str, str]
    needs_today: bool
    example_today: str
    function: Rule
    governed_by: tuple[str, ...] | None = None

    def describe(self) -> Declaration:
        """The declaration for lists, forms and data, in the reader's script."""
        return {
            "slug": self.slug,
            "title": _(self.title),
            "summary": _(self.summary),
            "kind": self.kind,
            "inputs": [item.describe() for item in sorted(self.inputs, key=lambda item: item.ask_last)],
            "rules": list(self.rules),
            "parameters": list(self.parameters),
            "next_steps": list(dict.fromkeys((*self.next_steps, *self.possible_next_steps))),
            "not_covered": [_(text) for text in self.not_covered],
            "needs_today": self.needs_today,
            "example": {"inputs": dict(self.example), "as_of": self.example_today or None},
        }

    def run(self, texts: Mapping[str, Any], as_of: date | None = None) -> Answer:
        """Calculate: input name → what the reader typed. The answer is plain data for JSON, in the reader's script.

        `as_of` stands in for today's date where the rule looks at it. Raises CannotCalculate.
        """
        today = as_of or beijing_today()
        values, law, work, result = self._calculate(texts, today)
        answer = self._answer(values, today.isoformat() if self.needs_today else None, law, work, result)
        answer["assumptions"] += self._own_numbers(values)
        if as_of and not self.needs_today:
            text = _("用哪一段时间的规定，不看另外指定的{day}，看填写的日期；没有日期可填的，资料没有分时间。")
            answer["assumptions"].append(text.format(day=show(as_of)))
        return answer

    def trace(self, texts: Mapping[str, Any], as_of: date | None = None) -> tuple[Trace, Result]:
        """The same calculation without its answer for JSON."""
        _values, _law, work, result = self._calculate(texts, as_of or beijing_today())
        return work, result

    def standing(self, day: date) -> Standing | None:
        """How old it is as a whole on a day, whatever its answers lead to; None if its worked example rests on the law."""
        _work, worked = self.trace(self.example, date.fromisoformat(self.example_today) if self.example_today else None)
        if worked.confidence is Confidence.LAW:
            return None
        procedures = dict.fromkeys((*self._procedures(worked), *self.next_steps, *self.possible_next_steps))
        stands = standing(procedures, day, self.governed_by)
        return stands if worked.confidence is Confidence.OLD_GUIDE or (stands and stands.old) else None

    def _calculate(self, texts: Mapping[str, Any], today: date) -> tuple[dict[str, Value | None], Law, Trace, Result]:
        values = self.read(texts, today)
        law = self.law(values, today)
        work, result = self.apply(values, law, today)
        return values, law, work, self.with_cautions(result, values, law.projections(), today)

    def law(self, values: Mapping[str, Value | None], today: date, found: Found | None = None) -> Law:
        """The parameters as the reader wishes to have them taken. `found`: as :class:`Law` takes it."""
        wish = values.get(PROJECTION.name)
        return Law(self.parameters, wish if isinstance(wish, bool) else None, today, found)

    def apply(self, values: Mapping[str, Value | None], law: Law, today: date) -> tuple[Trace, Result]:
        """Carry out the rule on what has been read. Raises CannotCalculate."""
        work = Trace()
        try:
            with localcontext(EXACT):
                result = self.function(Case(self._by_name, values, today), law, work)
        except OutsidePeriod as error:
            raise CannotCalculate(
                [Problem(error.input, Code.OUTSIDE_PERIOD, str(error) + self._instead(error))]
            ) from error
        return work, dated(result, self._procedures(result), today, _title, self.governed_by)

    def with_cautions(
        self, result: Result, values: Mapping[str, Value | None], projections: Sequence[str], today: date
    ) -> Result:
        """The result with what is to be known of the numbers it was worked out with, and of what was typed."""
        if projections:
            headline = _("估算：{headline}").format(headline=result.headline)
            cautions = [*projections, *result.cautions]
            result = replace(result, headline=headline, confidence=Confidence.ESTIMATE, cautions=cautions)
        odd = [text for item in self._doubtful if (text := item.doubt(values[item.name], today))]
        return replace(result, cautions=[*result.cautions, *odd]) if odd else result

    @cached_property
    def _by_name(self) -> dict[str, Input]:
        return {item.name: item for item in self.inputs}

    @cached_property
    def _doubtful(self) -> list[Input]:
        return [item for item in self.inputs if item.usual or item.kind in ("year_month", "date", "date_time")]

    def _procedures(self, result: Result) -> tuple[str, ...]:
        """Those that a result leads to; all that the calculator may lead to, where this result leads to none."""
        return only_chosen(dict.fromkeys([*result.next_steps, *self.next_steps])) or self.possible_next_steps

    def _own_numbers(self, values: Mapping[str, Value | None]) -> Iterator[str]:
        """Where the reader has put in a number in place of a published one: that it is theirs, perhaps a projection 估算."""
        for item in self.inputs:
            if item.stands_in_for and (value := values[item.name]) is not None:
                text = _("“{label}”用的是自己填的{value}，没有核对过；填的是估计的数，结果就是估算。")
                yield text.format(label=item.title, value=item.show(value))

    def _instead(self, missing: OutsidePeriod) -> str:
        """What the reader may do to get an estimate all the same; empty if there is nothing."""
        own = [item for item in self.inputs if missing.parameter in item.stands_in_for]
        own.sort(key=lambda item: item.name != missing.input)
        ways = [_("也可以在“{label}”里自己填那时的数，或者填一个估计的。").format(label=item.title) for item in own[:1]]
        if missing.projectable and PROJECTION in self.inputs:
            text = _("要先估算，就在“{label}”里选“{yes}”。")
            ways.append(text.format(label=PROJECTION.title, yes=PROJECTION.show(True)))
        return "".join(ways)

    def read(self, texts: Mapping[str, Any], today: date) -> dict[str, Value | None]:
        """The values of what has been typed; None for what is not asked or left empty. Raises CannotCalculate."""
        typed = {name: _text(value) for name, value in texts.items()}
        known = {item.name for item in self.inputs}
        problems = [
            Problem(name, Code.UNKNOWN_INPUT, _("没有“{name}”这一填写项。").format(name=name))
            for name in sorted(typed.keys() - known)
        ]
        values: dict[str, Value | None] = dict.fromkeys(item.name for item in self.inputs)
        chosen: dict[str, str] = {}
        for item in self.inputs:
            if evaluate(item.ask_when, chosen) is not Need.YES:
                continue
            try:
                values[item.name] = value = item.parse(typed.get(item.name) or item.default)
                item.check_day(value, today)
            except InputError as error:
                problems.append(Problem(item.name, error.code, str(error)))
            else:
                chosen[item.name] = _text(value) if item.options else ""
        if problems:
            raise CannotCalculate(problems)
        return values

    def _answer(
        self, values: Mapping[str, Value | None], today: str | None, law: Law, work: Trace, result: Result
    ) -> Answer:
        parameters = law.used()
        shown = [(item, value) for item in self.inputs if (value := values[item.name]) is not None]
        inputs = {item.name: data(item.public(value)) for item, value in shown}
        outputs = work.outputs()
        return {
            "calculator": self.slug,
            "title": _(self.title),
            "script": current_script(),
            "as_of": today,
            "headline": result.headline,
            "confidence": result.confidence.value,
            "confidence_text": result.confidence.words,
            "today": result.today,
            "inputs": [
                {"name": item.name, "label": item.title, "value": inputs[item.name], "text": item.show(value)}
                for item, value in shown
            ],
            "outputs": outputs,
            "cautions": list(result.cautions),
            "explanations": list(result.explanations),
            "tables": [
                {"caption": table.caption, "header": list(table.header), "rows": [list(row) for row in table.rows]}
                for table in result.tables
            ],
            "charts": [_drawn(chart) for chart in result.charts],
            "milestones": [
                {"when": point.when, "title": point.title, "text": point.text} for point in result.milestones
            ],
            "trace": [node.as_data() for node in work.nodes],
            "parameters": parameters,
            "assumptions": list(result.assumptions),
            "not_covered": [*(_(text) for text in self.not_covered), *result.not_covered],
            "next_steps": list(only_chosen(dict.fromkeys([*self.next_steps, *result.next_steps]))),
            "calendar": calendar_text(self.slug, _(self.title), result.events),
            "receipt": {
                "calculator": self.slug,
                "version": __version__,
                "data": load()["hash"],
                "as_of": today,
                "inputs": {item.name: item.again(value) for item, value in shown if not item.sensitive},
                "left_out": [item.name for item, _value in shown if item.sensitive],
                "parameters": [{"id": used["id"], "from": used["from"], "hash": used["hash"]} for used in parameters],
                "result": digest({"inputs": inputs, "as_of": today, "outputs": outputs}),
            },
        }


def _drawn(chart: Chart) -> ChartShown:
    drawn: ChartShown = {
        "caption": chart.caption,
        "series": list(chart.series),
        "bars": [{"label": label, "amounts": [f"{part:f}" for part in parts]} for label, parts in chart.bars],
    }
    return {**drawn, "texts": list(chart.texts)} if chart.texts else drawn


_REGISTER: dict[str, Calculator] = {}


def calculator(
    slug: str,
    *,
    title: str,
    summary: str,
    inputs: Sequence[Input],
    rules: Sequence[str],
    example: Mapping[str, str],
    kind: str = "calculator",
    parameters: Sequence[str] = (),
    next_steps: Sequence[str] = (),
    possible_next_steps: Sequence[str] = (),
    not_covered: Sequence[str] = (),
    example_today: str = "",
    governed_by: Sequence[str] | None = None,
) -> Callable[[Rule], Rule]:
    """Declare a calculator.

    `slug`: region/name. `kind`: calculator, deadline, eligibility, table, check, simulator. `rules`: those of the regions' rules.yml it implements.
    `parameters`: ids it may read. `next_steps`: procedures every result leads to; `possible_next_steps`: those only some do. `example`: inputs of the worked example.
    `example_today`: a date if the rule looks at today's date (`case.today`). `governed_by`: of an old rule, the procedures that
    govern it today where they are not those of its next steps; none if there is nothing national on it.
    """

    def declare(function: Rule) -> Rule:
        register(
            Calculator(
                slug=slug,
                title=title,
                summary=summary,
                kind=kind,
                inputs=tuple(inputs),
                rules=only_chosen(rules),
                parameters=tuple(parameters),
                next_steps=only_chosen(next_steps),
                possible_next_steps=only_chosen(possible_next_steps),
                not_covered=tuple(not_covered),
                example=dict(example),
                needs_today=bool(example_today),
                example_today=example_today,
                function=function,
                governed_by=None if governed_by is None else tuple(governed_by),
            )
        )
        return function

    return declare


def register(declared: Calculator) -> None:
    """Enter a calculator, if its region is there. Raises ValueError if its slug is taken."""
    if not chosen(declared.slug):
        return
    if declared.slug in _REGISTER:
        raise ValueError(f"two calculators with the slug {declared.slug}")
    _REGISTER[declared.slug] = declared


def registered() -> dict[str, Calculator]:
    """All calculators declared so far by slug."""
    return dict(sorted(_REGISTER.items()))


def _title(slug: str) -> str:
    """What a calculator is called, in code or in data, in the reader's script; empty if it is not there."""
    if slug in _REGISTER:
        return _(_REGISTER[slug].title)
    data = load()
    families: tuple[Mapping[str, Head], ...] = (data["flows"], data["criteria"], data["deadlines"], data["openings"])
    return next((_(family[slug]["title"]) for family in families if slug in family), "")


def beijing_today() -> date:
    """Today's date in China, wherever the program runs."""
    return (datetime.now(UTC) + timedelta(hours=8)).date()


def _text(value: Any) -> str:
    """JSON values other than text are accepted where they are exact: 800, true."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int():
            return str(value)
    raise CannotCalculate([Problem(None, Code.BAD_REQUEST, _('填写的内容要写成文字或整数，例如 "800.50"。'))])

"""What calc hands out 算出来的是什么: declarations, results and plans as plain data for JSON.

Words are in the reader's script. Amounts are decimal strings in yuan, ratios decimal strings (0.08 for 8 %), days and
months ISO 8601, unless a comment says otherwise; `text` beside a value is the value as a reader sees it.
"""

from typing import Literal, NotRequired, TypedDict

from .conditions import Condition

Plain = str | int | bool | None
"""A value for JSON. Nothing is rounded on the way: what is not whole is a string."""

# Plans are in plans.py

# Declarations


class OptionDeclared(TypedDict):
    """An answer that can be chosen."""

    value: str
    label: str


class InputDeclared(TypedDict):
    """What a calculator asks for 填写项. `ask_when`: the condition on earlier choices under which it is asked.

    `fact`: inputs of other calculators with the same one ask for the same thing; empty if there are none.
    """

    name: str
    kind: Literal["money", "year_month", "date", "date_time", "enum", "integer", "decimal", "boolean", "text"]
    label: str
    unit: str
    unit_text: str
    help: str
    where: str
    example: str
    hint: str
    minimum: str | None
    maximum: str | None
    reason: str
    options: list[OptionDeclared]
    required: bool
    default: str
    group: str
    ask_when: Condition
    fact: str
    sensitive: bool
    keyboard: str


class ExampleDeclared(TypedDict):
    """The worked example: what is typed, and the day it is worked out for, None if the day plays no part."""

    inputs: dict[str, str]
    as_of: str | None


class Declaration(TypedDict):
    """A calculator 计算器. `rules` and `parameters` are ids, `next_steps` slugs of procedures."""

    slug: str
    title: str
    summary: str
    kind: str
    inputs: list[InputDeclared]
    rules: list[str]
    parameters: list[str]
    next_steps: list[str]
    not_covered: list[str]
    needs_today: bool
    example: ExampleDeclared


class ColumnDeclared(InputDeclared):
    """A column of a roster. `also`: what else its header may say."""

    also: list[str]


class RosterDeclaration(TypedDict):
    """A roster 花名册. `inputs` are asked once for everybody; `rules` are its calculator's; `example` is CSV."""

    slug: str
    title: str
    summary: str
    kind: Literal["roster"]
    calculator: str
    inputs: list[InputDeclared]
    columns: list[ColumnDeclared]
    procedures: list[str]
    rules: list[str]
    example: str
    example_inputs: dict[str, str]


# Results


class CitedPlace(TypedDict):
    """Where a rule or number stands. `url` is empty where no address is known."""

    title: str
    place: str
    url: str


class Term(TypedDict):
    """A value that a formula uses."""

    id: str
    kind: str
    label: str
    text: str


class Rounded(TypedDict):
    """How a step was rounded, always half up 四舍五入: `to` is fen, jiao, yuan or tenth."""

    to: str
    before: Plain
    after: Plain
    text: str


class Step(TypedDict):
    """A step of the trace 计算过程. `met` is set for conditions, `bound` where a limit has set the value."""

    id: str
    kind: Literal["input", "parameter", "step", "check", "group"]
    label: str
    value: Plain
    unit: str
    text: str
    formula: str
    terms: list[Term]
    rounding: Rounded | None
    bound: Literal["floor", "ceiling"] | None
    sources: list[CitedPlace]
    note: str
    met: bool | None
    children: list["Step"]


class InputGiven(TypedDict):
    """What was typed, as it was understood; a number that names a person is masked."""

    name: str
    label: str
    value: Plain
    text: str


class TableShown(TypedDict):
    """Figures side by side, as text; the first cell of a row heads it. `words`: its cells are sentences; `folded`: it is long, and stands closed."""

    caption: str
    header: list[str]
    rows: list[list[str]]
    words: NotRequired[bool]
    folded: NotRequired[bool]


class BarShown(TypedDict):
    """A row of a chart: an amount for each series."""

    label: str
    amounts: list[str]


class ChartShown(TypedDict):
    """Amounts as bars 条形图. `texts`: what stands beside each bar, where that is not its amounts."""

    caption: str
    series: list[str]
    texts: NotRequired[list[str]]
    bars: list[BarShown]


class MilestoneShown(TypedDict):
    """A point on the reader's line of life: when (a month in words, or now), what it is, and what to know or do."""

    when: str
    title: str
    text: str


_Days = TypedDict("_Days", {"from": str | None, "to": str | None})


class ParameterUsed(_Days):
    """A period of a parameter 政策参数 that was looked up: both days belong to it, `to` is None while it is in force."""

    id: str
    name: str
    period: str
    status: Literal["verified", "secondary", "old-guide"]
    status_text: str
    verified_on: str | None
    sources: list[CitedPlace]
    note: str
    hash: str


_From = TypedDict("_From", {"from": str | None})


class PeriodUsed(_From):
    """Which period of a parameter a result was worked out with, and its fingerprint."""

    id: str
    hash: str


class Receipt(TypedDict):
    """With what a result was worked out 回执: enough to work it out again. `left_out`: inputs that name a person."""

    calculator: str
    version: str
    data: str
    as_of: str | None
    inputs: dict[str, Plain]
    left_out: list[str]
    parameters: list[PeriodUsed]
    result: str


class Named(TypedDict):
    """A page 页面: the slug of a procedure or calculator, what it is called, and its answer in a sentence, if it has one."""

    slug: str
    name: str
    summary: str


class Today(TypedDict):
    """What holds today 现在的规定, where a result rests on an old guide whose time is over: it is to be shown first.

    `age`: how old the guide is, as the headline says it; `stopped`: it cannot be done any more. `procedures` are those that govern the matter today, `calculators` those that
    answer by today's rules; both may be empty.
    """

    age: str
    text: str
    stopped: bool
    procedures: list[Named]
    calculators: list[Named]


class Answer(TypedDict):
    """A result 结果. `outputs`: the value of every step by id; `calendar`: an iCalendar file, empty without days.

    `today`: set where the result rests on an old guide whose time is over; None elsewhere.
    """

    calculator: str
    title: str
    script: str
    as_of: str | None
    headline: str
    confidence: Literal["law", "old-guide", "estimate"]
    confidence_text: str
    today: Today | None
    inputs: list[InputGiven]
    outputs: dict[str, Plain]
    cautions: list[str]
    explanations: list[str]
    tables: list[TableShown]
    charts: list[ChartShown]
    milestones: list[MilestoneShown]
    trace: list[Step]
    parameters: list[ParameterUsed]
    assumptions: list[str]
    not_covered: list[str]
    next_steps: list[str]
    calendar: str
    receipt: Receipt


class ProblemShown(TypedDict):
    """One thing that keeps a calculation from being done; `code` is one of `calc.Code`."""

    input: str | None
    code: str
    message: str

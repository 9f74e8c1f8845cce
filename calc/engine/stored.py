"""What `data.json` holds 数据里有什么: the shape of each rule and number, once for what writes it and for what reads it.

`scripts/compile` writes these from the YAML beside the code, the rules of :mod:`calc.declared` read them; a misspelt key
is found by the type checker on either side. Words are untranslated messages; amounts are decimal strings.
"""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

Status = Literal["verified", "secondary", "old-guide"]
"""How a number or rule has been checked: see `calc.engine.parameters.STATUS`."""


Condition = Mapping[str, Any] | None
"""A condition as data, whose forms :mod:`calc.engine.conditions` names and checks where it reads them."""


class Question(TypedDict):
    """What a situation asks, in the reader's words: a label and the label of each option.

    `unsure` are the options that settle nothing, `stops` those with which it cannot be done, and why.
    """

    label: str
    options: Mapping[str, str]
    unsure: list[str]
    stops: Mapping[str, str]


class Source(TypedDict):
    """Where something stands: a key of the citations, and the place in it."""

    key: str
    place: str


class CitedWork(TypedDict):
    """A law, document or notice that can be cited."""

    title: str
    url: str


# Numbers

_Ends = TypedDict("_Ends", {"from": str | None, "to": str | None})


class Span(_Ends):
    """Days, ISO dates, both included; no end while it is in force, no beginning where the source gives no period."""


class Holding(Span):
    """A value and the days it holds."""

    value: object
    """A decimal string, or a table of them by key."""
    sources: list[Source]
    status: Status
    verified_on: str | None
    note: str


class Period(Holding):
    """The same with its fingerprint: the beginning of a SHA-256 that changes when anything in it does."""

    hash: str


class Place(TypedDict):
    """A place 地方 whose numbers a parameter holds: an option of a choice."""

    id: str
    name: str


class Parameter(TypedDict):
    """One concept 政策参数 through time. `renewed`: papers carry it on from year to year; `meanwhile`: what is done until the new number of a year is published."""

    name: str
    unit: str
    projection: bool
    renewed: bool
    meanwhile: str
    concept: str | None
    places: list[Place]
    labels: Mapping[str, str]
    values: list[Period]


_HolidaySpan = TypedDict("_HolidaySpan", {"from": str, "to": str})


class Holiday(_HolidaySpan):
    """A holiday 放假 with the days off that belong to it."""

    name: str


class Year(TypedDict):
    """A year of the calendar: keys of what sets it, days off, make-up working days 调休上班.

    A `provisional` year has only the days that the law names, and `made_up` for those on a weekend; see :mod:`.calendar`.
    """

    provisional: bool
    notices: list[str]
    holidays: list[Holiday]
    made_up: list[Holiday]
    working_days: list[str]


# Rules


class Head(TypedDict):
    """What every rule written as data begins with. `example_today` is empty where the day plays no part."""

    title: str
    summary: str
    rules: list[str]
    sources: list[Source]
    status: Status
    not_covered: list[str]
    example: Mapping[str, str]
    example_today: str


class Outcome(TypedDict):
    """What a rule comes to 结论. `status`: its own, where the law says it and not the old guide."""

    title: str
    text: str
    next_steps: list[str]
    sources: list[Source]
    status: Status | None


class FlowOption(TypedDict):
    """An answer and the question or outcome it leads to."""

    id: str
    label: str
    next: str


class FlowQuestion(TypedDict):
    """One question of a flow."""

    id: str
    ask: str
    help: str
    options: list[FlowOption]


class Flow(Head):
    """A decision tree 决策树. Each question stands after those that lead to it; a form asks `ask_last` at the end."""

    kind: str
    start: str
    ask_last: list[str]
    questions: list[FlowQuestion]
    outcomes: Mapping[str, Outcome]


class Limit(TypedDict):
    """A bound: one number, or where `by` names an earlier question, one for each of its options."""

    value: str | Mapping[str, str]
    by: str


class Criterion(TypedDict):
    """A question and, unless it only leads on, the condition 条件 its answer has to meet.

    An "answer" asks nothing: it judges the answer to another question, `of`. `since` and `until`: the days on which it is
    judged, empty for all; what is not judged any more need not be answered.
    """

    id: str
    ask: str
    label: str
    help: str
    when: Condition
    kind: Literal["choice", "number", "birth", "share", "answer"]
    options: Mapping[str, str]
    needs: list[str]
    unit: str
    most: int | None
    of: str | None
    limits: Mapping[str, Limit]
    grows_monthly: bool
    unmet: str
    sources: list[Source]
    since: str
    until: str


class ByLaw(TypedDict):
    """From which day on the law decides and not the old guide, and what it then comes to."""

    since: str
    status: Status
    sources: list[Source]
    met: Outcome
    unmet: Outcome


class Criteria(Head):
    """Conditions that must all be met 资格."""

    kind: str
    criteria: list[Criterion]
    met: Outcome
    unmet: Outcome
    law: ByLaw | None


class Start(TypedDict):
    """A day that something is counted from 起算日."""

    id: str
    ask: str
    help: str
    happened: bool


_DayFrom = TypedDict("_DayFrom", {"from": int, "to": int | None})


class DayOfMonth(_DayFrom):
    """A day, or from one day to another, of the month so many months after the start."""

    months: int


class Replaced(TypedDict):
    """The day from which something of an old guide no longer holds, and what holds instead."""

    since: str
    note: str
    sources: list[Source]


_DueFrom = TypedDict("_DueFrom", {"from": str, "for": list[str]})


class Due(_DueFrom):
    """One period or day counted from a start; `for`: the options it is only for.

    `since`: it holds for starts from that day on only, empty for all; `replaced`: it holds for starts before only.
    """

    id: str
    label: str
    amount: int
    unit: str
    binds: str
    day: DayOfMonth | None
    begins: bool
    note: str
    sources: list[Source]
    status: Status
    since: str
    replaced: Replaced | None


class Choice(TypedDict):
    """A question that decides which periods there are."""

    ask: str
    options: Mapping[str, str]


class Done(TypedDict):
    """Asks when it was done, and says what it means to have been in time or late."""

    ask: str
    limit: str
    in_time: str
    late: str


class Deadlines(Head):
    """Periods 期限 counted from days the reader knows."""

    choice: Choice | None
    starts: list[Start]
    limits: list[Due]
    earliest: str
    done: Done | None
    next_steps: list[str]


_WindowSpan = TypedDict("_WindowSpan", {"from": str | int, "to": str | int})


class Hours(TypedDict):
    """On which days a channel is open 办公时间: see :class:`calc.engine.timing.Hours`."""

    rest: str
    weekdays: bool


class Window(_WindowSpan):
    """A recurring window 窗口期 of a procedure: see :class:`calc.engine.timing.Window`."""

    id: str
    every: str
    kind: str
    act: str
    label: str
    working_days: bool
    doubtful: list[str | int]
    advice: str
    hours: Hours
    note: str


class Opening(TypedDict):
    """A matter and the window in which one can, or had better not, see to it. `hours`: pairs of HH:MM."""

    id: str
    label: str
    window: Window
    hours: list[list[str]]
    note: str
    sources: list[Source]


class Openings(Head):
    """Can I go today? 今天能不能办."""

    ask: str
    openings: list[Opening]
    next_steps: list[str]


class Now(TypedDict):
    """What has become of a paper that an old list names: see :mod:`calc.show.materials`."""

    status: Literal["gone", "merged", "replaced", "unasked", "local"]
    instead: str
    since: str
    text: str


class Material(TypedDict):
    """A paper 材料 of a checklist; counts are None where the source gives none. See :mod:`calc.show.materials`."""

    id: str
    name: str
    kind: str | None
    originals: int | None
    copies: int | None
    any_of: str | None
    get: str | None
    note: str
    now: Now | None
    when: Condition


class ChecklistPlan(TypedDict):
    """The part of a procedure that a checklist is worked out from."""

    situations: Mapping[str, Question]
    materials: list[Material]


class Checklist(Head):
    """A procedure's materials as a calculator. `own_sources` are by material."""

    procedure: str
    own_sources: Mapping[str, list[Source]]
    plan: ChecklistPlan


class Matter(TypedDict):
    """A procedure 事项 to which results lead: how old what it says is, and what governs the same matter today.

    `since`: the day from which an abolished one cannot be done any more, and `instead` what to do now; both are empty
    elsewhere. What applies today has its answer in a sentence, `summary`, and names `calculators`.
    """

    name: str
    summary: str
    kind: Literal["current", "undated", "historical", "abolished"]
    year: int | None
    since: str
    instead: str
    governed_by: list[str]
    calculators: list[str]


class Data(TypedDict):
    """The whole file. Rules and numbers are by slug, the calendar by year, citations by key."""

    regions: list[str]
    modules: list[str]
    parameters: Mapping[str, Parameter]
    flows: Mapping[str, Flow]
    criteria: Mapping[str, Criteria]
    deadlines: Mapping[str, Deadlines]
    openings: Mapping[str, Openings]
    checklists: Mapping[str, Checklist]
    procedures: Mapping[str, Matter]
    calendar: Mapping[str, Year]
    citations: Mapping[str, CitedWork]
    hash: str

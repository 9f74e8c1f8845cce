"""What calc hands out for a visit 办理计划: what to bring, what to keep to and how long it takes, of one matter or of several at once.

Plain data for JSON, as in `answers`.
"""

from typing import Literal, TypedDict


class MaterialPlanned(TypedDict):
    """A paper 材料 and whether it is needed: `ask` are the questions that decide it.

    Papers with one `any_of` are alternatives; `get` is "counter" for a form that is filled in at the window; `unsure` papers
    have to be asked for, because the reader's answer settles nothing. `mark` and `now` say what has become of a paper since the list
    was written; a `lapsed` one need not be brought, whatever the list says.
    """

    id: str
    name: str
    kind: str | None
    originals: int | None
    copies: int | None
    count: str
    any_of: str | None
    get: str | None
    note: str
    mark: str
    now: str
    lapsed: bool
    need: Literal["yes", "no", "unknown"]
    reason: str
    ask: list[str]
    unsure: bool


class Totals(TypedDict):
    """What the list asks for, counted; `unstated`: ids of materials whose number the source does not give, or not whole.

    `lapsed`: how many of the `materials` need not be brought any more; the other numbers leave these out. `any_of`: how many
    are alternatives; `counter`: how many forms are filled in at the window.
    """

    materials: int
    lapsed: int
    originals: int
    copies: int
    any_of: int
    counter: int
    unstated: list[str]
    text: str


class Stop(TypedDict):
    """An answer with which it cannot be done this time, and why."""

    situation: str
    option: str
    text: str


class Asked(TypedDict):
    """A question that is still open."""

    situation: str
    label: str


class ToBring(TypedDict):
    """The materials sorted by the answers: each is in one of the four lists, whose order is that of the procedure."""

    stops: list[Stop]
    needed: list[MaterialPlanned]
    counter: list[MaterialPlanned]
    unknown: list[MaterialPlanned]
    unneeded: list[MaterialPlanned]
    totals: Totals
    ask: list[Asked]


class WindowToday(TypedDict):
    """Whether what a window 窗口期 is for (`act`) can be done on the day, and when that changes.

    `verdict`: yes, ask first, or no; `state`: the same, told apart where the source advises against the day (avoid);
    `why`: the keys of :class:`calc.engine.timing.Why`.
    """

    label: str
    act: str
    kind: str
    verdict: Literal["yes", "ask", "no"]
    state: Literal["open", "ask", "avoid", "closed"]
    why: list[str]
    closes: str | None
    opens: str | None
    text: str


class LimitToday(TypedDict):
    """When a time limit 期限 that begins on the day ends. `binds`: office, applicant or wait.

    `natural`: its own last day before it moves; `certainty`: exact, provisional or rough; `latest`: how late it can become.
    All are empty where the applicant has not said when it began.
    """

    id: str
    label: str
    binds: str
    due: str | None
    natural: str | None
    certainty: str
    latest: str | None
    text: str


class PlanDate(TypedDict):
    """A day worth writing down: what it is, and the sentence that says how it came about."""

    day: str
    what: str
    text: str


class Plan(ToBring):
    """A procedure planned for a day 我的办事安排.

    `age`: how old the source is, in sentences; `visit`: whether the counter is open, where no window says so; `dates`: what
    to write down, and `calendar` the same as an iCalendar file.
    """

    today: str
    age: list[str]
    visit: WindowToday | None
    windows: list[WindowToday]
    time_limits: list[LimitToday]
    dates: list[PlanDate]
    calendar: str
    notes: list[str]


class PaperUse(TypedDict):
    """What one matter asks of a paper that several may ask for. `id`: the matter's id and the paper's own."""

    id: str
    matter: str
    name: str
    count: str
    need: Literal["yes", "no", "unknown"]
    reason: str
    note: str


class PaperShared(TypedDict):
    """A paper as several matters ask for it: originals once, copies added up over those that need it.

    `whole`: all of them give every number; `about`: what it is; `after`: the matter that one has it from; the rest as in
    :class:`MaterialPlanned`.
    """

    name: str
    kind: str | None
    originals: int | None
    copies: int | None
    whole: bool
    count: str
    about: str
    after: str
    mark: str
    now: str
    lapsed: bool
    uses: list[PaperUse]


class PaperTogether(TypedDict):
    """One thing to bring for all matters: a paper, or several of which one will do.

    `matters`: those that need it, or may need it; `enough`: which of several is brought anyway.
    """

    need: Literal["yes", "no", "unknown"]
    get: str | None
    unsure: bool
    matters: list[str]
    members: list[PaperShared]
    enough: str


class DateTogether(TypedDict):
    """A day to keep, or the `length` of a time whose day nobody has said yet. `past`: it has gone by."""

    matter: str
    day: str | None
    what: str
    length: str
    text: str
    note: str
    past: bool


class DateAsked(TypedDict):
    """A day that matters ask for, and which of their limits begin on it (`matter's id/limit's id`)."""

    id: str
    label: str
    matters: list[str]
    limits: list[str]


class Wait(TypedDict):
    """How long something takes once it has begun."""

    matter: str
    what: str
    text: str


class MatterShown(TypedDict):
    """A matter, where one goes for it and whom to call."""

    id: str
    name: str
    where: list[str]
    call: list[str]


class Stopped(TypedDict):
    """A matter that cannot be done with the reader's answer, and why."""

    matter: str
    text: str


class Together(TypedDict):
    """Several matters as one 一件事. `shared`: how many papers more than one of them needs; `totals`: what to bring, in a sentence."""

    matters: list[MatterShown]
    stops: list[Stopped]
    papers: list[PaperTogether]
    shared: int
    totals: str
    dates: list[DateTogether]
    waits: list[Wait]
    calendar: str

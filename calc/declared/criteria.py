"""Eligibility 资格 as data: conditions that must all be met, each judged with the reader's value and the limit.

Every condition that is asked is judged, so that somebody who is not eligible sees everything that is missing, and when
it will be met where time alone settles it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from ..engine.calculators import Calculator, Case
from ..engine.conditions import Need, evaluate
from ..engine.data import load
from ..engine.events import Event
from ..engine.inputs import YES_NO, Input
from ..engine.months import YearMonth, add_months
from ..engine.parameters import STATUS, Law
from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.results import Result
from ..engine.stored import Criteria, Criterion, Limit, Outcome
from ..engine.texts import N_, _, quoted
from ..engine.trace import Node, Trace
from ..engine.units import show
from .rule import cited, confidence, from_data

OLDEST = date(1900, 1, 1)


@cache
def criteria() -> dict[str, Calculator]:
    """Every eligibility rule as a calculator, by slug. Raises DataMissing."""
    return {slug: _calculator(slug, rule) for slug, rule in load()["criteria"].items()}


def _calculator(slug: str, rule: Criteria) -> Calculator:
    def judge(case: Case, law: Law, work: Trace) -> Result:
        return _judge(rule, case, work)

    return from_data(
        slug,
        rule,
        judge,
        kind=rule["kind"],
        inputs=tuple(_input(criterion) for criterion in rule["criteria"] if criterion["kind"] != "answer"),
        possible_next_steps=[step for ending in _endings(rule) for step in ending["next_steps"]],
    )


def _endings(rule: Criteria) -> list[Outcome]:
    law = rule["law"]
    return [rule["met"], rule["unmet"], *([law["met"], law["unmet"]] if law else [])]


def _input(criterion: Criterion) -> Input:
    common: dict[str, Any] = {
        "help": criterion["help"],
        "ask_when": criterion["when"],
        "required": not criterion["until"],
    }
    name, ask = criterion["id"], criterion["ask"]
    match criterion["kind"]:
        case "choice" if criterion["options"]:
            return Input(name, "enum", ask, options=criterion["options"], **common)
        case "choice":
            return Input(name, "enum", ask, options=YES_NO, **common)
        case "birth":
            return Input(name, "date", ask, minimum=OLDEST.isoformat(), reason=N_("请对照身份证再写一次。"), **common)
        case "share":
            return Input(
                name, "money", ask, unit="yuan", minimum="0", reason=N_("请检查有没有多写或少写数字。"), **common
            )
    kind = "money" if criterion["unit"] == "yuan" else "decimal" if criterion["unit"] == "" else "integer"
    return Input(
        name,
        kind,  # type: ignore[arg-type]
        ask,
        unit=criterion["unit"],
        minimum="0",
        maximum=str(criterion["most"]),
        reason=N_("请检查有没有多写或少写数字。"),
        **common,
    )


def _judge(rule: Criteria, case: Case, work: Trace) -> Result:
    law = rule["law"] if rule["law"] and rule["law"]["since"] <= case.today.isoformat() else None
    endings, status = (law, law["status"]) if law else (rule, rule["status"])
    rests_on = law["sources"] if law else rule["sources"]
    failed: list[str] = []
    judged = 0
    events: list[Event] = []
    for criterion in _judged(rule, case):
        sources = cited(criterion["sources"], rests_on)
        if not (criterion["needs"] or criterion["limits"]):
            continue
        judged += 1
        met, value, wanted, later, when = _verdict(criterion, rule, case)
        formula = _("填的是{value}，要{wanted}").format(value=value, wanted=wanted)
        check = work.check(
            criterion["id"],
            _(criterion["label"]),
            met,
            formula=formula,
            terms=[case[_asked(criterion)]],
            sources=sources,
            note=later,
        )
        if not check.met:
            text = _("“{label}”不符合：{formula}。").format(label=check.label, formula=formula)
            failed.append(text + (later and _("{later}。").format(later=later)) + _(criterion["unmet"]))
        if when is not None:
            events.append(Event(when, _("{label}：符合").format(label=check.label), later))
    eligible = not failed
    counted = _("{n}项里符合{met}项").format(n=judged, met=judged - len(failed))
    work.step("met_count", _("符合的项数"), judged - len(failed), formula=counted)
    ending = endings["met"] if eligible else endings["unmet"]
    title = _(ending["title"]).format(n=judged, met=judged - len(failed))
    work.step(
        "eligible",
        _("结论"),
        eligible,
        shown=title,
        sources=cited(ending["sources"], rests_on),
        note=_(STATUS[status]),
    )
    return Result(
        title,
        confidence(status),
        explanations=[
            *([_("{counted}。").format(counted=counted)] if failed else []),
            *failed,
            *([_(ending["text"])] if ending["text"] else []),
        ],
        next_steps=ending["next_steps"],
        events=events,
    )


def _asked(criterion: Criterion) -> str:
    """The question whose answer is judged."""
    return str(criterion["of"]) if criterion["kind"] == "answer" else criterion["id"]


def _judged(rule: Criteria, case: Case) -> Iterator[Criterion]:
    """The conditions that count on that day and have been answered. Raises CannotCalculate if one has not been."""
    answers = {each["id"]: getattr(case, each["id"]) or "" for each in rule["criteria"] if each["kind"] == "choice"}
    today = case.today.isoformat()
    for criterion in rule["criteria"]:
        if criterion["since"] > today or (criterion["until"] and criterion["until"] < today):
            continue
        if getattr(case, _asked(criterion)) is not None:
            yield criterion
        elif criterion["until"] and evaluate(criterion["when"], answers) is Need.YES:
            message = _("请填写“{label}”。").format(label=_(criterion["ask"]))
            raise CannotCalculate([Problem(criterion["id"], Code.REQUIRED, message)])


Verdict = tuple[bool, str, str, str, date | None]
"""Met, the reader's value, what is wanted, when it will be met in words, and that day."""


def _verdict(criterion: Criterion, rule: Criteria, case: Case) -> Verdict:
    node = case[_asked(criterion)]
    if criterion["kind"] in ("choice", "answer"):
        question = next(each for each in rule["criteria"] if each["id"] == _asked(criterion))
        options = question["options"] or YES_NO
        wanted = _("或").join(quoted(_(options[option])) for option in criterion["needs"])
        if criterion["kind"] == "answer":  # what a law or guide lists is long, and stands in the question
            wanted = _("列出的{n}种之一").format(n=len(criterion["needs"]))
        answer = getattr(case, question["id"])
        return answer in criterion["needs"], quoted(_(options[answer])), wanted, "", None
    limits = {name: _limit(limit, case) for name, limit in criterion["limits"].items()}
    if criterion["kind"] == "birth":
        return _age(node.value, limits, case.today)  # type: ignore[arg-type]
    if criterion["kind"] == "share":
        of = criterion["of"]
        assert of  # a share says of what
        whole = case[of]
        if whole.number == 0:
            raise CannotCalculate([Problem(of, Code.OUT_OF_RANGE, _("“{label}”要大于零。").format(label=whole.label))])
        share = node.number / whole.number
        value = _("{part}，占{whole}的{share}").format(
            part=node.text, whole=whole.text, share=show(_rounded(share, limits), "ratio")
        )
        return _within(share, limits), value, _words(limits, "ratio"), "", None
    met = _within(node.number, limits)
    later, when = ("", None) if met else _later(criterion, node, limits, case.today)
    return met, node.text, _words(limits, criterion["unit"]), later, when


def _rounded(share: Decimal, limits: Mapping[str, Decimal]) -> Decimal:
    """The share to hundredths of a per cent, or finer where that would hide on which side of a limit it lies."""
    digits = 4
    while round(share, digits) in limits.values() and share not in limits.values():
        digits += 1
    return round(share, digits)


def _limit(limit: Limit, case: Case) -> Decimal:
    value = limit["value"]
    return Decimal(value if isinstance(value, str) else value[getattr(case, limit["by"])])


def _within(value: Decimal, limits: Mapping[str, Decimal]) -> bool:
    tests = {
        "at_least": lambda limit: value >= limit,
        "over": lambda limit: value > limit,
        "under": lambda limit: value < limit,
        "at_most": lambda limit: value <= limit,
    }
    return all(tests[name](limit) for name, limit in limits.items())


_LIMIT_WORDS = {
    "at_least": N_("满{limit}（正好{limit}算满）"),
    "over": N_("超过{limit}（正好{limit}不算）"),
    "under": N_("不满{limit}（正好{limit}不行）"),
    "at_most": N_("不超过{limit}（正好{limit}可以）"),
}


def _words(limits: Mapping[str, Decimal], unit: str) -> str:
    shown = (_(_LIMIT_WORDS[name]).format(limit=show(limit, unit)) for name, limit in limits.items())
    return _("，并且").join(shown)


def _later(criterion: Criterion, node: Node, limits: Mapping[str, Decimal], today: date) -> tuple[str, date | None]:
    """How much is missing, and the month in which it is reached if a month is added every month."""
    if "at_least" not in limits or node.number >= limits["at_least"]:
        return "", None
    missing = limits["at_least"] - node.number
    text = _("还差{missing}").format(missing=show(missing, criterion["unit"]))
    if not criterion["grows_monthly"]:
        return text, None
    month = YearMonth.of(today).plus(int(missing) * (12 if criterion["unit"] == "year" else 1))
    text += _("；从现在起每个月都缴、中间不断，到{month}缴满").format(month=show(month))
    return text, month.last


def _age(birth: date, limits: Mapping[str, Decimal], today: date) -> Verdict:
    """The age in completed years 周岁; a birthday of 29 February falls on the 28th in other years."""
    if birth > today:
        raise CannotCalculate(
            [Problem(None, Code.OUT_OF_RANGE, _("出生日期{birth}还没有到。").format(birth=show(birth)))]
        )
    age = full_years(birth, today)
    wanted = _("，并且").join(
        {"at_least": _("已满{n}周岁"), "under": _("未满{n}周岁")}[name].format(n=int(limit))
        for name, limit in limits.items()
    )
    value, later, when = _("{n}周岁").format(n=age), "", None
    if "at_least" in limits and age < limits["at_least"]:
        when = birthday(birth, int(limits["at_least"]))
        later = _("{day}满{n}周岁").format(day=show(when), n=int(limits["at_least"]))
    elif "under" in limits:
        last = birthday(birth, int(limits["under"])) - timedelta(days=1)
        if age >= limits["under"]:
            later = _("到{day}为止还没有满{n}周岁，以后就超过了").format(day=show(last), n=int(limits["under"]))
        else:
            later = _("最晚到{day}，再往后就满{n}周岁了").format(day=show(last), n=int(limits["under"]))
    return _within(Decimal(age), limits), value, wanted, later, when


def full_years(birth: date, day: date) -> int:
    """Completed years of age 周岁 on a day: the birthday itself counts."""
    age = day.year - birth.year
    return age if birthday(birth, age) <= day else age - 1


def birthday(birth: date, age: int) -> date:
    """The day on which an age is reached; 29 February becomes the 28th in years without it."""
    return add_months(birth, 12 * age)

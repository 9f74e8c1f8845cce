"""Scenarios 情景: a result opened again, from a link or from a saved receipt, and what has changed since.

A link holds what was typed under the inputs' names; names that begin with `r.` hold what the result was worked out with.
A sensitive input is never in either. What comes from a link may be anything: it is checked, cut and shown as text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .answers import Answer, ParameterUsed, Plain
from .data import load
from .inputs import Input
from .parameters import show_period
from .results import digest
from .texts import _, quoted
from .units import show

AS_OF = "as_of"
MARK = "r."
SHORT = 12  # hexadecimal digits of a hash in a link
LONGEST = 80  # characters of a headline in a link
SHOWN = 40  # characters of anything from a link that is not understood
UNDATED = "-"
Periods = dict[str, dict[str, str]]
"""The parameters used: id → the day a period of it begins (UNDATED if it has none) → the beginning of its hash."""


@dataclass(frozen=True)
class Record:
    """What an earlier result was worked out with."""

    headline: str
    outputs: str
    version: str
    day: date | None
    periods: Periods


def link(result: Answer, as_of: date | None) -> dict[str, str]:
    """The address's part after the #, name → text: what was typed, and with what the result was worked out.

    `as_of` is the day the reader asked for, None for today. With a sensitive input the headline stays out too: it may
    tell what the number says.
    """
    receipt = result["receipt"]
    typed = {name: _typed(value) for name, value in receipt["inputs"].items()}
    state = {
        **typed,
        AS_OF: as_of.isoformat() if as_of else "",
        MARK + "version": receipt["version"],
        MARK + "day": receipt["as_of"] or "",
        MARK + "outputs": digest(result["outputs"])[:SHORT],
        MARK + "rules": ",".join(
            f"{entry['id']}~{entry['from'] or UNDATED}~{entry['hash'][:SHORT]}" for entry in receipt["parameters"]
        ),
        MARK + "headline": "" if receipt["left_out"] else result["headline"][:LONGEST],
    }
    return {name: text for name, text in state.items() if text}


def of_link(state: Mapping[str, str]) -> Record | None:
    """What a link says of its result; None if it says nothing that can be read."""
    periods: Periods = {}
    try:
        for entry in filter(None, state.get(MARK + "rules", "").split(",")):
            id, start, hash = entry.split("~")
            periods.setdefault(id, {})[start if start == UNDATED else date.fromisoformat(start).isoformat()] = hash
        day = state.get(MARK + "day")
        return Record(
            state.get(MARK + "headline", "")[:LONGEST],
            state[MARK + "outputs"],
            state[MARK + "version"][:SHOWN],
            date.fromisoformat(day) if day else None,
            periods,
        )
    except (KeyError, ValueError):
        return None


def of_result(result: Mapping[str, Any]) -> Record:
    """What a result was worked out with. Raises KeyError, TypeError or ValueError if it is not a result."""
    receipt = result["receipt"]
    return Record(
        result["headline"],
        digest(result["outputs"])[:SHORT],
        receipt["version"],
        date.fromisoformat(receipt["as_of"]) if receipt["as_of"] else None,
        _periods(receipt["parameters"]),
    )


def not_used(inputs: Sequence[Input], state: Mapping[str, str], typed: Mapping[str, str]) -> list[str]:
    """What a link held and the form does not: unknown names, options there are no longer, what is never in a link."""
    known = {item.name: item for item in inputs} | {AS_OF: None}
    says = []
    for name, value in state.items():
        if name.startswith(MARK):
            continue
        shown = {"name": name[:SHOWN], "value": value[:SHOWN]}
        item = known.get(name)
        if name not in known:
            says.append(_("链接里的“{name}={value}”，这一页没有这一项，没有用上。").format(**shown))
        elif item and item.options and value not in item.options:
            says.append(
                _("链接里的“{label}”写的是“{value}”，没有这个选项，请重新选。").format(label=item.title, **shown)
            )
    for item in inputs:
        if item.sensitive and not typed.get(item.name):
            says.append(_("“{label}”不写进链接，要用请自己填。").format(label=item.title))
    return says


def left_out(inputs: Sequence[Input], result: Answer) -> str:
    """A sentence about what a link of this result leaves out; empty if it holds everything."""
    labels = [quoted(item.title) for item in inputs if item.name in result["receipt"]["left_out"]]
    return _("为了不泄露，{labels}没有写进链接。").format(labels=_("、").join(labels)) if labels else ""


def changes(old: Record, result: Answer) -> list[str]:
    """What is different now, in sentences, the results first; that nothing is, if so."""
    new = of_result(result)
    why = [*_day(old, new), *_rules(old.periods, result["parameters"])]
    if old.version != new.version:
        why.append(_("计算程序从{old}版换成了{new}版。").format(old=old.version, new=new.version))
    if old.outputs == new.outputs:
        return [_("重新算过，结果和当时一样。"), *why]
    results = [_("现在的结果：{headline}").format(headline=new.headline)]
    if old.headline:
        results.insert(0, _("当时的结果：{headline}").format(headline=old.headline))
    return [*results, *(why or [_("规定没有变，可能是填的内容改过，或者算法改正过。")])]


def _day(old: Record, new: Record) -> Iterator[str]:
    if old.day and new.day and old.day != new.day:
        text = _("当时按{old}算，这次按{new}算。要照当时那天算，就把日期填成{old}。")
        yield text.format(old=show(old.day), new=show(new.day))


def _rules(old: Periods, parameters: Sequence[ParameterUsed]) -> Iterator[str]:
    """Each parameter of which another period is used, or whose number, source or status is another now."""
    new = _periods(parameters)
    shown: dict[str, list[str]] = {}
    for entry in parameters:
        shown.setdefault(entry["id"], []).append(entry["period"])
    for id in sorted(old.keys() | new.keys()):
        known = load()["parameters"].get(id)
        words = {"name": _(known["name"]) if known else id[:SHOWN], "now": _("、").join(shown.get(id, ()))}
        if id not in new:
            yield _("当时用到的“{name}”，这次没有用到。").format(**words)
        elif id not in old:
            yield _("这次还用到“{name}”（{now}）。").format(**words)
        elif old[id].keys() != new[id].keys():
            then = _("、").join(_began(start) for start in old[id])
            yield _("“{name}”当时用的是{then}，这次用的是{now}。").format(then=then, **words)
        elif old[id] != new[id]:
            yield _("“{name}”（{now}）的数值、出处或核对情况，在那以后改过。").format(**words)


def _began(start: str) -> str:
    return show_period({"from": None if start == UNDATED else start, "to": None})


def _periods(parameters: Sequence[Mapping[str, Any]]) -> Periods:
    periods: Periods = {}
    for entry in parameters:
        periods.setdefault(entry["id"], {})[entry["from"] or UNDATED] = entry["hash"][:SHORT]
    return periods


def _typed(value: Plain) -> str:
    """A value of a receipt as a form takes it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

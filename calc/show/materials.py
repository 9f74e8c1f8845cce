"""What to bring (材料): the papers of a procedure sorted by the reader's answers, counted, and said in words.

A paper (一份材料) is one thing with one tick:

    {"id": "form", "name": "申请表", "kind": "原件" | "复印件" | "原件和复印件" | null, "originals": 4, "copies": null,
     "any_of": null, "get": null, "note": "", "now": null, "when": condition or null}

Papers with one `any_of` are alternatives (或): one of them will do, and they count once. A form with `get: counter` is filled in
at the window and is never something to bring. A question may have answers that settle nothing (`unsure`: the paper stays to be
asked for) and answers with which it cannot be done this time (`stops`: then nothing is asked to be brought).

An old list may name a paper that is no longer what it was. `now` then says what has become of it:

    {"status": "merged", "instead": "营业执照", "since": "2016年10月1日起", "text": "…"}

A paper that is `gone`, has been `merged` into another or may not be asked for (`unasked`) keeps its place and its tick, but is
not counted as one to bring. One that was `replaced` is: the other is brought. So is one of which nobody knows (`local`).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from ..engine.conditions import Need, evaluate, in_words, situations
from ..engine.plans import MaterialPlanned, Stop, ToBring, Totals
from ..engine.stored import Now
from ..engine.texts import _

Paper = Mapping[str, Any]
P = TypeVar("P", bound=Mapping[str, object])


def sort(procedure: Mapping[str, Any], answers: Mapping[str, str]) -> ToBring:
    """Every paper in exactly one of `needed`, `counter`, `unknown`, `unneeded`; what stops it; the totals; what is to be asked.

    Raises ValueError, KeyError or TypeError for malformed data.
    """
    questions = procedure.get("situations") or {}
    stops = _stops(questions, answers)
    settled = {name: option for name, option in answers.items() if not _unsure(questions, name, option)}
    needed: list[MaterialPlanned] = []
    counter: list[MaterialPlanned] = []
    unknown: list[MaterialPlanned] = []
    unneeded: list[MaterialPlanned] = []
    places = {Need.YES: needed, Need.UNKNOWN: unknown, Need.NO: unneeded}
    for paper in procedure.get("materials") or ():
        need = Need.NO if stops else evaluate(paper.get("when"), settled)
        made = _paper(paper, need, questions, answers)
        (counter if need is Need.YES and made["get"] == "counter" else places[need]).append(made)
    asked = {name for paper in unknown for name in paper["ask"] if not answers.get(name)}
    return {
        "stops": stops,
        "needed": needed,
        "counter": counter,
        "unknown": unknown,
        "unneeded": unneeded,
        "totals": totals(needed, counter, stops, unknown),
        "ask": [
            {"situation": name, "label": question["label"]} for name, question in questions.items() if name in asked
        ],
    }


def units(papers: Iterable[P]) -> list[list[P]]:
    """What counts as one: a paper, or neighbours of which one will do."""
    numbered = enumerate(papers)
    return [
        [paper for _place, paper in group]
        for _key, group in groupby(numbered, lambda pair: pair[1].get("any_of") or pair[0])
    ]


def amount(kind: str | None, originals: int | None, copies: int | None) -> str:
    """How many of which kind: 原件4份; 原件1份、复印件2份; 原件，另带复印件1份; the kind alone where no number is stated."""
    if kind == "原件和复印件" and bool(originals) != bool(copies):
        if copies:
            return _("原件，另带复印件{n}份").format(n=copies)
        return _("原件{n}份，另带复印件").format(n=originals)
    parts = []
    if originals:
        parts.append(_("原件{n}份").format(n=originals))
    if copies:
        parts.append(_("复印件{n}份").format(n=copies))
    return _("、").join(parts) or {"原件": _("原件"), "复印件": _("复印件"), "原件和复印件": _("原件和复印件")}.get(
        kind or "", ""
    )


def lapsed(now: Now | None) -> bool:
    """Whether nobody need bring the paper any more, whatever the list says."""
    return now is not None and now["status"] in ("gone", "merged", "unasked")


def mark(now: Now) -> str:
    """What has become of a paper, in a word: 已并入营业执照（2016年10月1日起）."""
    words = {
        "gone": _("现在没有了"),
        "merged": _("已并入{instead}"),
        "replaced": _("已换成{instead}"),
        "unasked": _("现在不用了"),
        "local": _("先问还要不要"),
    }[now["status"]].format(instead=now["instead"])
    return _("{what}（{since}）").format(what=words, since=now["since"]) if now["since"] else words


def totals(
    needed: Sequence[Paper], counter: Sequence[Paper] = (), stops: Sequence[Any] = (), unknown: Sequence[Paper] = ()
) -> Totals:
    """The sums of what to bring, and the sentence that says them. Alternatives count once, with the number they share."""
    sums = {"originals": 0, "copies": 0}
    unstated: list[str] = []
    vague = 0
    alternatives = []
    listed = len(units(needed))
    counted = units(paper for paper in needed if not paper["lapsed"])
    for unit in counted:
        if len(unit) > 1:
            alternatives.append(len(unit))
        stated = {(paper["kind"], paper["originals"] or 0, paper["copies"] or 0) for paper in unit}
        if len(stated) == 1:
            (_kind, originals, copies) = next(iter(stated))
            sums["originals"] += originals
            sums["copies"] += copies
        if len(stated) > 1 or not whole(unit[0]):
            vague += 1
            unstated += [paper["id"] for paper in unit]
    return {
        "materials": listed,
        "lapsed": listed - len(counted),
        "originals": sums["originals"],
        "copies": sums["copies"],
        "any_of": len(alternatives),
        "counter": len(counter),
        "unstated": unstated,
        "text": _stopped(stops) or _sentence(len(counted), listed, sums, alternatives, vague, counter, bool(unknown)),
    }


def whole(paper: Paper) -> bool:
    """Whether the source gives every number that the paper's kind calls for."""
    asked = {"原件": ("originals",), "复印件": ("copies",), "原件和复印件": ("originals", "copies")}.get(
        paper["kind"] or ""
    )
    return all(paper[name] for name in asked) if asked else bool(paper["originals"] or paper["copies"])


def how_many(listed: int, lapsed: int) -> str:
    """How many papers are listed; where some need not be brought any more, how many are left."""
    text = _("一共{n}种材料").format(n=listed)
    if lapsed:
        text += _("，其中{n}种现在不用了").format(n=lapsed)
        text += _("，要带的是{n}种").format(n=listed - lapsed) if lapsed < listed else ""
    return text


def _sentence(
    count: int,
    listed: int,
    sums: Mapping[str, int],
    alternatives: Sequence[int],
    vague: int,
    counter: Sequence[Paper],
    open: bool,
) -> str:
    forms = _("、").join(paper["name"] for paper in counter)
    if not listed:
        if open:
            return _("要带什么，看您怎么回答")
        if forms:
            return _("不用带材料，到窗口填{forms}").format(forms=forms)
        return _("资料没有写要带什么材料，去之前先问清楚")
    text = how_many(listed, listed - count)
    if written := amount(None, sums["originals"], sums["copies"]):
        text += (_("，写明份数的是{count}") if vague else _("，{count}")).format(count=written)
    if vague:
        text += _("；其中{n}种资料未载明份数，或者没有写全").format(n=vague)
    if alternatives:
        text += _("；有{n}种是几样里有一样就行").format(n=len(alternatives))
    if forms:
        text += _("。另外到窗口填{forms}").format(forms=forms)
    return text


def _stopped(stops: Sequence[Mapping[str, Any]]) -> str:
    return _("；").join(stop["text"] for stop in stops)


def _stops(questions: Mapping[str, Any], answers: Mapping[str, str]) -> list[Stop]:
    return [
        {"situation": name, "option": answers[name], "text": text}
        for name, question in questions.items()
        if name in answers and (text := (question.get("stops") or {}).get(answers[name]))
    ]


def _unsure(questions: Mapping[str, Any], name: str, option: str) -> bool:
    return option in (questions.get(name, {}).get("unsure") or ())


def _paper(
    paper: Mapping[str, Any], need: Need, questions: Mapping[str, Any], answers: Mapping[str, str]
) -> MaterialPlanned:
    condition = paper.get("when")
    ask = situations(condition)
    kind, originals, copies = paper.get("kind"), paper.get("originals"), paper.get("copies")
    now = paper.get("now")
    return {
        "id": paper["id"],
        "name": paper["name"],
        "kind": kind,
        "originals": originals,
        "copies": copies,
        "count": amount(kind, originals, copies),
        "any_of": paper.get("any_of"),
        "get": paper.get("get"),
        "note": paper.get("note") or "",
        "mark": mark(now) if now else "",
        "now": now["text"] if now else "",
        "lapsed": lapsed(now),
        "need": need.value,
        "reason": in_words(condition, questions),
        "ask": ask,
        "unsure": need is Need.UNKNOWN and any(_unsure(questions, name, answers.get(name, "")) for name in ask),
    }

"""One thing to do (一件事): several matters of a life event as one: one list of papers, the days in order, where to go.

The event comes as plain data with words in the reader's script:

    {"name": "工伤", "matters": [{"id": "national/injury-recognition", …}]}

A matter is a procedure as :mod:`calc.show.plan` takes it, with its `id`, `where` one goes and whom to `call` (lines of text); its
papers may say besides which paper of the shared register they are (`same`, with the name in common, `common`, what it is, `about`,
and the matter that one has it from, `after`), and whether they are a `form`.

Papers are one only if that is certain: they name the same entry of the register, or have the same id and the same name, and
neither is a form, which each counter has of its own. Two papers of one matter stay two. Originals count once, for they are shown at one
counter after the other; copies add up. Alternatives (或) are one with alternatives that offer the very same papers.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from ..engine.events import Event, calendar_text
from ..engine.plans import (
    DateAsked,
    DateTogether,
    LimitToday,
    MaterialPlanned,
    PaperShared,
    PaperTogether,
    PaperUse,
    ToBring,
    Together,
    Wait,
)
from ..engine.texts import _
from ..engine.timing import Certainty, Hours, Limit, Window
from ..engine.units import show_day
from . import materials
from .plan import OFFICE_ACT, days, limit_today, window_today

Matter = Mapping[str, Any]
NEEDS: tuple[Literal["yes", "unknown", "no"], ...] = ("yes", "unknown", "no")
"""How much a paper is needed, the most first: of one that several matters name, the most counts."""


def together(
    event: Mapping[str, Any],
    picked: Collection[str],
    answers: Mapping[str, Mapping[str, str]],
    begun: Mapping[str, date],
    today: date | None = None,
) -> Together:
    """The matters that are picked, by their ids, as one; those that an answer stops ask for nothing.

    `answers`: matter's id → situation → option; `begun`: what :func:`asked` asks for, by its id → the day; `today`: None where
    nothing is to be said of a day. Raises ValueError, KeyError or TypeError for malformed data.
    """
    began = {limit: begun[each["id"]] for each in asked(event) if each["id"] in begun for limit in each["limits"]}
    chosen = [matter for matter in event["matters"] if matter["id"] in picked]
    bring = [materials.sort(matter, answers.get(matter["id"]) or {}) for matter in chosen]
    going = [(matter, lists) for matter, lists in zip(chosen, bring, strict=True) if not lists["stops"]]
    papers = merge(going)
    names = {matter["name"] for matter, _lists in going}
    for member in (member for paper in papers for member in paper["members"]):
        member["after"] = member["after"] if member["after"] in names else ""
    dates = [each for matter, _lists in going for each in _dates(matter, began, today)]
    dates.sort(key=lambda each: each["day"] or "9999")
    coming = [each for each in dates if each["day"] and not each["past"]]
    return {
        "matters": [
            {
                "id": matter["id"],
                "name": matter["name"],
                "where": matter.get("where") or [],
                "call": matter.get("call") or [],
            }
            for matter, _lists in going
        ],
        "stops": [
            {"matter": matter["name"], "text": stop["text"]}
            for matter, lists in zip(chosen, bring, strict=True)
            for stop in lists["stops"]
        ],
        "papers": papers,
        "shared": sum(len(paper["matters"]) > 1 for paper in papers if paper["need"] == "yes"),
        "totals": _totals(papers),
        "dates": dates,
        "waits": [wait for matter, _lists in going for wait in _waits(matter, began)],
        "calendar": calendar_text(
            "together",
            str(event.get("name") or ""),
            [Event(date.fromisoformat(each["day"] or ""), each["what"], each["text"]) for each in coming],
        ),
    }


def asked(event: Mapping[str, Any]) -> list[DateAsked]:
    """The days that the matters ask for, each question once: limits that ask in the same words run from the same day."""
    found: dict[str, DateAsked] = {}
    for matter in event["matters"]:
        for limit in matter.get("time_limits") or ():
            if not limit.get("ask") or limit["binds"] not in ("applicant", "wait"):
                continue
            name = f"{matter['id']}/{limit['id']}"
            question = found.setdefault(
                limit["ask"], {"id": name.replace("/", "-"), "label": limit["ask"], "matters": [], "limits": []}
            )
            question["limits"].append(name)
            if matter["id"] not in question["matters"]:
                question["matters"].append(matter["id"])
    return list(found.values())


def merge(matters: Sequence[tuple[Matter, ToBring]]) -> list[PaperTogether]:
    """The papers of all matters, in the order in which they are first named; each of them is in exactly one place.

    `matters`: each with its papers sorted by :func:`calc.show.materials.sort`.
    """
    merged: dict[Hashable, list[tuple[Matter, list[MaterialPlanned]]]] = {}
    for matter, lists in matters:
        planned = {paper["id"]: paper for name in ("needed", "counter", "unknown", "unneeded") for paper in lists[name]}
        listed = [planned[paper["id"]] for paper in matter.get("materials") or ()]
        units = materials.units(listed)
        same = [(unit[0]["get"], *sorted(map(repr, _keys(matter, unit)))) for unit in units]
        for unit, key in zip(units, _numbered(same), strict=True):
            merged.setdefault(key, []).append((matter, unit))
    papers = [_paper(uses) for uses in merged.values()]
    for place, (paper, uses) in enumerate(zip(papers, merged.values(), strict=True)):
        paper["enough"] = _enough(uses, [*zip(papers, merged.values(), strict=True)][:place]) if _needed(paper) else ""
    return papers


def _keys(matter: Matter, unit: Iterable[MaterialPlanned]) -> list[Hashable]:
    """What makes each paper the same as another's."""
    raw = {paper["id"]: paper for paper in matter.get("materials") or ()}
    keys: list[Hashable] = []
    for paper in unit:
        if same := raw[paper["id"]].get("same"):
            keys.append(("register", same))
        elif raw[paper["id"]].get("form"):
            keys.append((matter["id"], paper["id"]))
        else:
            keys.append(("named", paper["id"], paper["name"]))
    return [*_numbered(keys)]


def _numbered(keys: Iterable[Hashable]) -> Iterator[Hashable]:
    """Each with how often it has been there: what one matter asks for twice is two."""
    seen: Counter[Hashable] = Counter()
    for key in keys:
        seen[key] += 1
        yield key, seen[key]


def _paper(uses: Sequence[tuple[Matter, list[MaterialPlanned]]]) -> PaperTogether:
    """One paper, or the alternatives of which one will do, with the matters that ask for it."""
    need = next(need for need in NEEDS if any(unit[0]["need"] == need for _matter, unit in uses))
    first, keys = uses[0][1], _keys(*uses[0])
    columns: dict[Hashable, list[tuple[Matter, MaterialPlanned]]] = {key: [] for key in keys}
    for matter, unit in uses:
        for key, paper in zip(_keys(matter, unit), unit, strict=True):
            columns[key].append((matter, paper))
    return {
        "need": need,
        "get": first[0]["get"],
        "unsure": any(unit[0]["unsure"] for _matter, unit in uses),
        "matters": [matter["name"] for matter, unit in uses if unit[0]["need"] == need],
        "members": [_member(column, need) for column in columns.values()],
        "enough": "",
    }


def _member(uses: Sequence[tuple[Matter, MaterialPlanned]], need: str) -> PaperShared:
    """A paper in all its uses, counted over those that need it."""
    counted = [paper for _matter, paper in uses if paper["need"] == need]
    raw = next(paper for paper in uses[0][0]["materials"] if paper["id"] == uses[0][1]["id"])
    kinds = {paper["kind"] for paper in counted if paper["kind"]}
    kind = kinds.pop() if len(kinds) == 1 else "原件和复印件" if kinds else None
    originals = max((paper["originals"] or 0 for paper in counted), default=0) or None
    copies = sum(paper["copies"] or 0 for paper in counted) or None
    vague = sum(not materials.whole(paper) for paper in counted)
    count = materials.amount(kind, originals, copies)
    if vague and len(counted) > 1 and (originals or copies):
        count += _("，另有{n}处没有写份数").format(n=vague)
    names = dict.fromkeys(paper["name"] for _matter, paper in uses)
    return {
        "name": next(iter(names)) if len(names) == 1 else str(raw.get("common") or next(iter(names))),
        "kind": kind,
        "originals": originals,
        "copies": copies,
        "whole": not vague,
        "count": count,
        "about": str(raw.get("about") or ""),
        "after": str(raw.get("after") or ""),
        "mark": uses[0][1]["mark"],
        "now": uses[0][1]["now"],
        "lapsed": uses[0][1]["lapsed"],
        "uses": [_use(matter, paper) for matter, paper in uses],
    }


def _use(matter: Matter, paper: MaterialPlanned) -> PaperUse:
    return {
        "id": f"{matter['id']}/{paper['id']}",
        "matter": matter["name"],
        "name": paper["name"],
        "count": paper["count"],
        "need": paper["need"],
        "reason": paper["reason"],
        "note": paper["note"],
    }


def _needed(paper: PaperTogether) -> bool:
    return paper["need"] == "yes" and not paper["get"]


def _enough(
    uses: Sequence[tuple[Matter, list[MaterialPlanned]]],
    before: Sequence[tuple[PaperTogether, Sequence[tuple[Matter, list[MaterialPlanned]]]]],
) -> str:
    """Which of these alternatives is brought anyway; empty if none is, or if this is no choice."""
    matter, unit = uses[0]
    if len(unit) < 2:
        return ""
    brought = {key for paper, others in before if _needed(paper) for key in _keys(*others[0])}
    papers = zip(_keys(matter, unit), unit, strict=True)
    return next((paper["name"] for key, paper in papers if key in brought and paper["kind"] != "复印件"), "")


def _totals(papers: Sequence[PaperTogether]) -> str:
    """How many there are to bring, in a sentence."""
    counted: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for place, paper in enumerate(papers):
        if paper["need"] != "yes":
            continue
        for at, member in enumerate(paper["members"]):
            partly = not member["whole"] and bool(member["originals"]) != bool(member["copies"])
            counted[bool(paper["get"])].append(
                {
                    **member,
                    "id": f"{place}-{at}",
                    "kind": "原件和复印件" if partly else member["kind"],
                    "any_of": str(place) if len(paper["members"]) > 1 else None,
                }
            )
    unknown: list[Mapping[str, Any]] = [{} for paper in papers if paper["need"] == "unknown"]
    return materials.totals(counted[False], counted[True], (), unknown)["text"]


def _dates(matter: Matter, begun: Mapping[str, date], today: date | None) -> Iterator[DateTogether]:
    """The days that the reader has to keep: own limits, waits that have begun, and times in which one can come."""
    for data in matter.get("time_limits") or ():
        limit, name = Limit.from_data(data), f"{matter['id']}/{data.get('id')}"
        if limit.binds != "applicant" and name not in begun:
            continue
        own = {str(data.get("id") or ""): begun[name]} if name in begun else {}
        ends = limit_today(limit, data, begun.get(name) or today or date.min, own)
        written = None if limit.unit == "immediate" else next(days([], [ends], today or date.min), None)
        yield {
            "matter": matter["name"],
            "day": written["day"] if written else None,
            "what": written["what"] if written else limit.label,
            "length": limit.length,
            "text": _length(limit, ends, own) or _start(limit, ends) or ends["text"].removeprefix(f"{limit.label}："),
            "note": str(data.get("note") or ""),
            "past": bool(today and ends["due"] and limit.binds == "applicant" and ends["due"] < today.isoformat()),
        }
    if today is None or matter.get("age"):
        return
    for data in matter.get("windows") or ():
        if (window := Window.from_data(data)).act == OFFICE_ACT:
            continue
        for written in days([window_today(window, Hours.from_data(data.get("hours")), today)], [], today):
            yield {
                **written,
                "matter": matter["name"],
                "length": "",
                "note": str(data.get("note") or ""),
                "past": False,
            }


def _length(limit: Limit, ends: LimitToday, begun: Mapping[str, date]) -> str:
    """From when a day was counted, and how long: enough to say of a day that does not move and that is certain."""
    day = begun.get(ends["id"])
    if day is None or ends["due"] != ends["natural"] or ends["certainty"] != Certainty.EXACT.value:
        return ""
    return _("从{day}算起，{length}").format(day=show_day(day), length=limit.length)


def _start(limit: Limit, ends: LimitToday) -> str:
    """From when a time runs whose day nobody has filled in: its length stands beside it, and where to fill it in above."""
    return _("从{start}算起").format(start=limit.begins) if limit.begins and not ends["due"] else ""


def _waits(matter: Matter, begun: Mapping[str, date]) -> Iterator[Wait]:
    """How long the office may take, and how long one has to wait: lengths, since nobody knows yet when they begin."""
    for data in matter.get("time_limits") or ():
        limit = Limit.from_data(data)
        if limit.binds not in ("office", "wait") or f"{matter['id']}/{data.get('id')}" in begun:
            continue
        text = limit.length
        if limit.begins:
            text = _("{length}，从{start}算起").format(length=text, start=limit.begins)
        yield {"matter": matter["name"], "what": limit.label, "text": text}

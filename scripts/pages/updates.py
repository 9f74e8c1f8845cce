"""How fresh what applies now is 更新情况: when its laws were read, how far each fact is proven, what is to be checked and what
begins later. The page under /updates/ shows it; nothing here is written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scripts.data import model, proof
from scripts.data.decode import Key
from scripts.data.registers import Change, Law
from scripts.pages.view import View
from scripts.pages.view.content import READ

TO_CHECK = "待核"
NEWS = 30  # so many changes are shown


@dataclass(frozen=True)
class Matter:
    """A current procedure: how many of its facts were checked how far, those that are to be checked, what begins or ends later."""

    procedure: model.Procedure
    counts: Mapping[str, int]
    to_check: Sequence[tuple[str, model.Citation]]
    later: Sequence[model.Fact]
    laws: Sequence[Key]


@dataclass(frozen=True)
class Reading:
    """Laws that were read equally far, each with the procedures that rest on it; ``how`` names the words for it."""

    how: str
    laws: Sequence[tuple[Key, Law, Sequence[model.Procedure]]]


def changes(view: View) -> list[tuple[Key, Change]]:
    """The latest changes of the guides, the last first."""
    found = sorted(view.library.changes.items(), key=lambda each: (each[1].day, each[0]), reverse=True)
    return found[:NEWS]


def matters(view: View) -> list[Matter]:
    return [
        Matter(
            procedure=procedure,
            counts=proof.counts(proof.proven(procedure)),
            to_check=_to_check(procedure, view),
            later=proof.later(procedure, view.library),
            laws=proof.laws(replace(procedure, status=None)),  # not those that may come in their place
        )
        for procedure in proof.current(view.library)
    ]


def totals(of: Sequence[Matter]) -> Counter[str]:
    """How many facts were checked how far, over all."""
    return sum((Counter(matter.counts) for matter in of), Counter())


def readings(view: View) -> list[Reading]:
    """The laws behind what applies now, those that were read first."""
    relied = proof.relied_on(view.library)
    groups = (
        (how, [(key, view.library.laws[key], relied[key]) for key in relied if view.library.laws[key].read == read])
        for read, how in (*READ.items(), (None, "unsaid"))
    )
    return [Reading(how, laws) for how, laws in groups if laws]


def _to_check(procedure: model.Procedure, view: View) -> list[tuple[str, model.Citation]]:
    facts = (each for each in proof.proven(procedure) if each.source.checked == TO_CHECK)
    return [(_said(each.fact, view), each.source) for each in facts]


def _said(fact: Any, view: View) -> str:
    """A fact of any kind in a line."""
    match fact:
        case model.TimeLimit():
            return view.facts.time_limit(fact)
        case model.Fee():
            return view.facts.fee(fact)
        case model.Channel():
            return "：".join(filter(None, (fact.kind, view.facts.places(fact))))
        case model.Answer():
            return f"{fact.question}{fact.answer}"
        case model.Material() | model.Outcome() | model.Form() | model.Contact():
            return "：".join(filter(None, (fact.name, fact.note)))
        case model.Step():
            return str(fact.action)
        case _:
            return str(fact.text)

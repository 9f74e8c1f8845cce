"""How far what is said of a matter is proven 核对到哪一步: its facts, the place each rests on, and the laws behind them."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_type_hints

from scripts.data import model
from scripts.data.decode import Key
from scripts.data.library import Library, references
from scripts.data.registers import CommonRule, KnownMaterial
from scripts.data.walk import everything

CHECKED: tuple[str, ...] = get_args(get_type_hints(model.Citation)["checked"])
"""From what was read in the text to what a person still has to look up: 原文, 转引, 待核."""


@dataclasses.dataclass(frozen=True)
class Proven:
    """A fact of any kind (a sentence, a paper, a limit, a fee, a step …) and where it stands."""

    fact: Any
    source: model.Citation


def proven(value: Any) -> Iterator[Proven]:
    """Every fact in a value that has a source of its own, in the order of the fields; in a current procedure every fact has.

    What a procedure says of itself is no fact of the matter: its status, and the list of what it rests on.
    """
    for each in everything(value, without=model.Status):
        if isinstance(source := getattr(each, "source", None), model.Citation):
            yield Proven(each, source)


def counts(facts: Iterable[Proven]) -> dict[str, int]:
    """How many facts were checked how far, in the order of CHECKED, zeros too."""
    found: Counter[str] = Counter(each.source.checked for each in facts)
    return {checked: found[checked] for checked in CHECKED}


def later(procedure: model.Procedure, library: Library) -> list[model.Fact]:
    """What began or ends to hold only after the day on which the laws were read; the earliest change first."""
    read_on = library.status_of(procedure).read_on
    changes = [
        (min(days), fact)
        for fact in dated(procedure)
        if (days := [day for day in (fact.starts, fact.ends) if day and (read_on is None or day > read_on)])
    ]
    return [fact for _day, fact in sorted(changes, key=lambda change: change[0])]


def dated(procedure: model.Procedure) -> list[model.Fact]:
    """What holds from or until a day of its own."""
    facts = (each.fact for each in proven(procedure))
    return [fact for fact in facts if isinstance(fact, model.Fact) and (fact.starts or fact.ends)]


def laws(value: Any) -> list[Key]:
    """The laws that a value names anywhere, each once, in the order in which they come."""
    return [*dict.fromkeys(Key(key) for register, key in references(value) if register == "laws")]


def current(library: Library) -> list[model.Procedure]:
    """The procedures that say what applies now."""
    return [procedure for procedure in library.procedures if library.status_of(procedure).kind == "current"]


def relied_on(library: Library) -> dict[Key, list[model.Procedure]]:
    """The laws behind what applies now, with the procedures that name them: none for what only rules in common name."""
    found: dict[Key, list[model.Procedure]] = {key: [] for key in laws(in_common(library))}
    for procedure in current(library):
        for key in laws(procedure):
            found.setdefault(key, []).append(procedure)
    return {key: found[key] for key in library.laws if key in found}


def in_common(library: Library) -> tuple[CommonRule | model.Contact | KnownMaterial, ...]:
    """The rules and hotlines that current procedures have in common, and what is said of the old papers that lists name; without
    those that none of them shows."""
    shown = {reference for procedure in current(library) for reference in references(procedure)}
    rules = (rule for key, rule in library.common_rules.items() if ("common_rules", key) in shown)
    lines = (line for key, line in library.hotlines.items() if ("hotlines", key) in shown)
    listed = {material.material for procedure in library.procedures for material in procedure.materials}
    return (*rules, *lines, *(known for key, known in library.materials.items() if key in listed))

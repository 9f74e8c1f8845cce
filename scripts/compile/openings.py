"""Opening times 受理时间: can I go today?. What they mean is decided by :mod:`calc.declared.openings`."""

from __future__ import annotations

from dataclasses import dataclass

from calc.engine import stored
from scripts.compile.fields import DatedHead, Source
from scripts.compile.procedures import Procedures, Reference
from scripts.compile.reader import Reader
from scripts.data.decode import Key, Text
from scripts.data.plan_data import window_data
from scripts.data.values import needed, term
from scripts.data.yaml_strict import Node


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A matter, and the window of a procedure in which one can, or had better not, see to it."""

    label: Text = needed("名称")
    window: Reference = needed("哪个事项的哪个窗口期")
    note: Text | None = term("另外要说的")
    sources: tuple[Source, ...] = term("出处", ())


@dataclass(frozen=True, kw_only=True)
class Openings(DatedHead):
    """Can I go today? 今天能不能办."""

    ask: Text | None = term("办哪一种")
    openings: dict[Key, Opening] = needed("受理时间")
    next_steps: tuple[Key, ...] = term("接着办的事项", ())


def openings(reader: Reader, procedures: Procedures, node: Node) -> stored.Openings | None:
    made: Openings | None = reader.decoder.decode(node, Openings)
    if made is None:
        return None
    if (len(made.openings) > 1) != (made.ask is not None):
        reader.say(made, "有几种受理时间要写 ask（问办哪一种），只有一种不写")
    entries = [_opening(reader, procedures, key, opening) for key, opening in made.openings.items()]
    return {
        **reader.head(made, made.example, made.example_today),
        "ask": reader.word(made.ask),
        "openings": [entry for entry in entries if entry],
        "next_steps": list(made.next_steps),
    }


def _opening(reader: Reader, procedures: Procedures, key: Key, opening: Opening) -> stored.Opening | None:
    found = procedures.window(opening.window)
    if found is None:
        return None
    procedure, window = found
    for text in (window.label, window.advice, window.note):
        reader.word(text)
    return {
        "id": key,
        "label": reader.word(opening.label),
        "window": window_data(procedure, window),
        "hours": [[hours.begin, hours.end] for hours in window.hours],
        "note": reader.word(opening.note or window.note),
        "sources": reader.sources(opening.sources),
    }

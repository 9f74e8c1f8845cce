"""The checklist 材料清单 of a procedure: what is needed for which answers."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from calc.engine import conditions
from calc.show.materials import lapsed, units
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.plan_data import now_data
from scripts.data.registers import KnownMaterial
from scripts.pages.view.decisions import Decision, decision


def needed(material: model.Material) -> str:
    """Whether a material is needed before any question is answered: yes or unknown."""
    return conditions.evaluate(material.when.condition if material.when else None, {}).value


def groups(procedure: model.Procedure) -> list[tuple[bool, list[list[model.Material]]]]:
    """What to bring, then what is filled in at the window; each in what counts as one: a paper, or alternatives."""
    by_id = {str(material.id): material for material in procedure.materials}
    papers = [{"id": str(each.id), "any_of": each.any_of, "get": each.get} for each in procedure.materials]
    made = [
        (counter, [paper for paper in papers if (paper["get"] == "counter") == counter]) for counter in (False, True)
    ]
    return [
        (counter, [[by_id[str(paper["id"])] for paper in unit] for unit in units(part)])
        for counter, part in made
        if part
    ]


def online(procedure: model.Procedure) -> bool:
    """Whether everything is done on the web, where there is nothing to bring but something to have at hand."""
    return bool(procedure.channels) and all(channel.kind.hans == "网上办理" for channel in procedure.channels)


def counts(procedure: model.Procedure, known: Mapping[Key, KnownMaterial]) -> tuple[int, int, int]:
    """How many the list names before any question is answered, how many more may be, and how many of all need not be brought
    any more."""
    bring = [unit for counter, part in groups(procedure) if not counter for unit in part]
    sure = sum(needed(unit[0]) == "yes" for unit in bring)
    gone = sum(all(lapsed(now_data(material, known)) for material in unit) for unit in bring)
    return sure, len(bring) - sure, gone


def needed_for(material: model.Material, procedure: model.Procedure) -> Decision:
    """The answers that settle something and whether the material is needed for each: the page knows no rules."""
    assert material.when is not None
    settling = {
        str(name): [str(key) for key, option in situation.options.items() if not option.unsure]
        for name, situation in procedure.situations.items()
    }
    return decision(material.when.condition, settling)


def code(procedure: model.Procedure) -> str:
    """Names the questions and materials in their order: the short state in a QR code is only read under this code."""
    questions = [(name, *situation.options) for name, situation in procedure.situations.items()]
    names = [material.id for material in procedure.materials]
    return f"{zlib.crc32(repr((questions, names)).encode()):08x}"

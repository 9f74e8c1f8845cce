"""The checklist 材料清单 of a procedure: what is needed for which answers."""

from __future__ import annotations

import zlib

from calc.engine import conditions
from scripts.data import model
from scripts.pages.view.decisions import Decision, decision, options


def needed(material: model.Material) -> str:
    """Whether a material is needed before any question is answered: yes or unknown."""
    return conditions.evaluate(material.when.condition if material.when else None, {}).value


def needed_for(material: model.Material, procedure: model.Procedure) -> Decision:
    """The answers and whether the material is needed for each, so that the page decides without knowing rules."""
    assert material.when is not None
    return decision(material.when.condition, options(procedure.situations))


def code(procedure: model.Procedure) -> str:
    """Names the questions and materials in their order: the short state in a QR code is only read under this code."""
    questions = [(name, *situation.options) for name, situation in procedure.situations.items()]
    names = [material.id for material in procedure.materials]
    return f"{zlib.crc32(repr((questions, names)).encode()):08x}"

"""What the data covers 收录情况: per procedure and element of the public list, whether it is there, missing, corrected or
differing. The page under /coverage/ shows it; nothing here is written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.data import model
from scripts.data.decode import Text
from scripts.data.elements import ELEMENTS, present
from scripts.data.library import Library
from scripts.data.walk import everything, names

FIELDS = {"办事时间": ("windows", "channels"), "办理机构及地点": ("channels",)}
"""The fields that hold an element where ELEMENTS names something derived."""


@dataclass(frozen=True)
class Row:
    """One procedure's elements: each is in one of the first three; corrections elsewhere are counted."""

    procedure: model.Procedure
    present: tuple[Text, ...]
    missing: tuple[Text, ...]
    not_applicable: tuple[Text, ...]
    corrected: tuple[Text, ...]
    corrected_elsewhere: int
    differing: tuple[Text, ...]
    differing_elsewhere: int


def rows(library: Library) -> list[Row]:
    return [_row(procedure, library) for procedure in library.procedures]


def totals(of: Sequence[Row]) -> dict[str, int]:
    """How many procedures, elements there, missing, and the places corrected or differing, over some rows."""
    return {
        "procedures": len(of),
        "present": sum(len(row.present) for row in of),
        "missing": sum(len(row.missing) for row in of),
        "corrected": sum(len(row.corrected) + row.corrected_elsewhere for row in of),
        "differing": sum(len(row.differing) + row.differing_elsewhere for row in of),
    }


def _row(procedure: model.Procedure, library: Library) -> Row:
    there = [element for element in ELEMENTS if present(library, procedure, element)]
    silent = [element for element in ELEMENTS if element not in there]
    missing = [element for element in silent if library.gap(procedure, element) is not None]
    corrections = {
        name: sum(1 for _ in _originals(getattr(procedure, name)))
        for name in names(model.Procedure)
        if name != "variants"
    }
    corrected = [
        element for element in there if any(corrections.get(name) for name in FIELDS.get(element, ELEMENTS[element]))
    ]
    counted = {name for element in corrected for name in FIELDS.get(element, ELEMENTS[element])}
    return Row(
        procedure=procedure,
        present=_texts(there),
        missing=_texts(missing),
        not_applicable=_texts([element for element in silent if element not in missing]),
        corrected=_texts(corrected),
        corrected_elsewhere=sum(number for name, number in corrections.items() if name not in counted),
        differing=_texts(list(dict.fromkeys(variant.element for variant in procedure.variants if variant.element))),
        differing_elsewhere=sum(1 for variant in procedure.variants if not variant.element),
    )


def _texts(elements: list[str]) -> tuple[Text, ...]:
    return tuple(Text(element) for element in elements)


def _originals(value: Any) -> Iterator[str]:
    """The wordings of the source that we mended, anywhere inside a value."""
    for each in everything(value):
        if original := getattr(each, "original", None):
            yield original

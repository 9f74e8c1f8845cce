"""The same business in several regions, aspect by aspect, and whether what the sources say differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scripts.data import model
from scripts.data.library import Comparison, SameMaterial
from scripts.pages.view import View

# same: all say the same. known-same: those that say anything agree. different: they do not. unknown: fewer than two say
# anything, so nothing can be compared. listed: all list this material. some: not all do.
Verdict = Literal["same", "known-same", "different", "unknown", "listed", "some"]
Lines = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """What one procedure says: its lines, or, without any, why it says nothing (``missing`` or ``not-listed``)."""

    procedure: model.Procedure
    lines: Lines
    without: Literal["missing", "not-listed"] = "missing"


@dataclass(frozen=True)
class Row:
    """One aspect across the procedures."""

    label: str
    verdict: Verdict
    cells: tuple[Cell, ...]


def verdict(cells: Sequence[Lines], *, ordered: bool = False) -> Verdict:
    """Silence is not a difference: only what is said is compared. Nor is the order, but for steps."""
    said = [cell if ordered else _things(cell) for cell in cells if cell]
    if len(said) < 2:
        return "unknown"
    if any(each != said[0] for each in said):
        return "different"
    return "same" if len(said) == len(cells) else "known-same"


def _things(lines: Lines) -> frozenset[str]:
    """「单位、职工」 says the same as 「职工、单位」."""
    return frozenset(thing for line in lines for thing in line.split("、"))


@dataclass(frozen=True)
class Table:
    """A comparison ready for its page. ``alone`` are the materials that have no counterpart elsewhere."""

    procedures: tuple[model.Procedure, ...]
    aspects: tuple[Row, ...]
    materials: tuple[Row, ...]
    alone: tuple[Cell, ...]
    steps: Row


def table(comparison: Comparison, view: View) -> Table:
    """Lay the procedures of a comparison side by side."""
    procedures = tuple(view.procedure(id) for id in comparison.procedures)
    glances = [view.facts.glance(procedure) for procedure in procedures]
    aspects = [_row(view.words["compare"]["status"], procedures, [(_year(p, view),) for p in procedures])]
    for aspect in zip(*glances, strict=True):
        label = aspect[0][0]
        aspects.append(_row(label, procedures, [tuple(line.text for line in cell.lines) for _, cell in aspect]))
    aligned = {id for row in comparison.materials for id in row.ids}
    return Table(
        procedures,
        tuple(aspects),
        tuple(_material(row, procedures, view) for row in comparison.materials),
        tuple(
            Cell(p, tuple(_words(m, p, view) for m in p.materials if m.id not in aligned), _silence(p))
            for p in procedures
        ),
        _steps(procedures, view),
    )


def _year(procedure: model.Procedure, view: View) -> str:
    year = view.status(procedure).year
    return view.words["index"]["old"].format(year=year) if year else view.words["compare"]["undated"]


def _row(label: str, procedures: Sequence[model.Procedure], lines: Sequence[Lines]) -> Row:
    cells = tuple(Cell(procedure, each) for procedure, each in zip(procedures, lines, strict=True))
    return Row(label, verdict(lines), cells)


def _steps(procedures: Sequence[model.Procedure], view: View) -> Row:
    lines = [tuple(str(step.action) for step in procedure.steps) for procedure in procedures]
    row = _row(view.words["procedure"]["steps"], procedures, lines)
    return replace(row, verdict=verdict(lines, ordered=True))


def _material(row: SameMaterial, procedures: Sequence[model.Procedure], view: View) -> Row:
    """Each procedure's own wording of one material. A list that leaves it out is a difference; having no list is not."""
    cells = tuple(
        Cell(p, tuple(_words(m, p, view) for m in p.materials if m.id in row.ids), _silence(p)) for p in procedures
    )
    lists = [cell for cell in cells if cell.procedure.materials]
    return Row(row.name, "listed" if all(cell.lines for cell in lists) else "some", cells)


def _silence(procedure: model.Procedure) -> Literal["missing", "not-listed"]:
    return "not-listed" if procedure.materials else "missing"


def _words(material: model.Material, procedure: model.Procedure, view: View) -> str:
    """「身份证：原件 1 份（由家属申请，才需要）」"""
    words = str(material.name)
    if amount := view.facts.amount(material):
        words = view.words["time"]["for"].format(what=words, length=amount)
    if condition := view.facts.when(material, procedure):
        words += f"（{view.words['material']['when'].format(condition=condition)}）"
    if mark := view.facts.mark(material):
        words += f"（{mark}）"
    return words

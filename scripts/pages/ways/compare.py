"""The same business in several regions, aspect by aspect: what applies now, and whether what the old guides say differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scripts.data import model
from scripts.data.registers import Comparison, SameMaterial
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
    """One aspect across the procedures that are compared, after what ``now`` applies to it."""

    label: str
    verdict: Verdict
    cells: tuple[Cell, ...]
    now: tuple[Cell, ...] = ()


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
    """A comparison ready for its page.

    ``now`` is what applies to the business today, and ``bring`` its whole list of materials; ``alone`` are
    the materials that have no counterpart elsewhere.
    """

    now: tuple[model.Procedure, ...]
    procedures: tuple[model.Procedure, ...]
    aspects: tuple[Row, ...]
    bring: tuple[Cell, ...]
    materials: tuple[Row, ...]
    alone: tuple[Cell, ...]
    steps: Row


def table(comparison: Comparison, view: View) -> Table:
    """Lay the procedures of a comparison side by side."""
    now, procedures = _sorted(comparison, view)
    shown = (*now, *procedures)
    aspects = [_row(view.words["compare"]["status"], procedures, [(view.year(p),) for p in procedures])]
    for aspect in zip(*(view.facts.glance(procedure) for procedure in shown), strict=True):
        lines = [tuple(line.text for line in cell.lines) for _, cell in aspect]
        row = _row(aspect[0][0], procedures, lines[len(now) :])
        aspects.append(replace(row, now=_cells(now, lines[: len(now)])))
    aligned = {id for row in comparison.materials for id in row.ids}
    return Table(
        now,
        procedures,
        tuple(aspects),
        tuple(Cell(p, tuple(_words(m, p, view) for m in p.materials)) for p in now),
        tuple(_material(row, procedures, view) for row in comparison.materials),
        tuple(
            Cell(p, tuple(_words(m, p, view) for m in p.materials if m.id not in aligned), _silence(p))
            for p in procedures
        ),
        _steps(now, procedures, view),
    )


def _sorted(comparison: Comparison, view: View) -> tuple[tuple[model.Procedure, ...], tuple[model.Procedure, ...]]:
    """What applies now, above all what governs most of the old ones; and the old ones, which are compared."""
    current, old = view.split(view.procedures(comparison.procedures))
    governing = Counter(id for procedure in old for id in procedure.governed_by).most_common(1)
    return (*(view.procedure(id) for id, _ in governing), *current), tuple(old)


def _cells(procedures: Sequence[model.Procedure], lines: Sequence[Lines]) -> tuple[Cell, ...]:
    return tuple(Cell(procedure, each) for procedure, each in zip(procedures, lines, strict=True))


def _row(label: str, procedures: Sequence[model.Procedure], lines: Sequence[Lines]) -> Row:
    return Row(label, verdict(lines), _cells(procedures, lines))


def _steps(now: Sequence[model.Procedure], procedures: Sequence[model.Procedure], view: View) -> Row:
    ours, lines = ([tuple(str(step.action) for step in p.steps) for p in each] for each in (now, procedures))
    row = _row(view.words["procedure"]["steps"], procedures, lines)
    return replace(row, verdict=verdict(lines, ordered=True), now=_cells(now, ours))


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

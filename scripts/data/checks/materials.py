"""Cross-checks of the register of papers that several lists name, and of these lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scripts.data import model
from scripts.data.checks.procedures import check_citation
from scripts.data.decode import At, Key, suggest
from scripts.data.library import Library
from scripts.data.registers import KnownMaterial
from scripts.data.yaml_strict import Problem

WITH_INSTEAD = ("merged", "replaced")


def check(library: Library, at: At, known: Collection[str]) -> Iterator[Problem]:
    """Every mistake in the register, and every list that does not name what it should."""
    for entry in library.materials.values():
        yield from _entry(entry, library, at, known)
    for procedure in library.procedures:
        for material in procedure.materials:
            yield from _material(material, procedure, library, at)


def _entry(entry: KnownMaterial, library: Library, at: At, known: Collection[str]) -> Iterator[Problem]:
    yield from check_citation(entry.source, library, at)
    for id in (*entry.only_for, *([entry.obtained_by] if entry.obtained_by else [])):
        if id not in known:
            yield Problem(at(id), f"没有事项“{id}”。{suggest(id, sorted(known))}")
    if (entry.instead is not None) != (entry.status in WITH_INSTEAD):
        yield Problem(
            at(entry), f"“{entry.name}”：status 是 merged、replaced 的要写 instead（并进了、换成了什么），别的不写"
        )
    if entry.source.checked == "待核" and entry.status != "local":
        yield Problem(at(entry), f"“{entry.name}”还没有核实，不能说不用带：status 只能写 local")


def _material(material: model.Material, procedure: model.Procedure, library: Library, at: At) -> Iterator[Problem]:
    """A list names the entry that its own words speak of; the one for this business alone, if there is one."""
    holding = {key: entry for key, entry in library.materials.items() if holds(entry, procedure)}
    if material.material is not None:
        if material.material in library.materials and material.material not in holding:
            only = "、".join(library.materials[material.material].only_for)
            yield Problem(at(material.material), f"“{material.material}”只管 governed_by 里有 {only} 的事项")
        return
    today = library.status_of(procedure).kind == "current"
    meant = [key for key, entry in holding.items() if material.get is None and named(entry, material, today)]
    if meant:
        nearest: Key = next((key for key in meant if holding[key].only_for), meant[0])
        why = "现在不一样了" if holding[nearest].changed else "别的事项也要"
        yield Problem(at(material), f"“{material.name}”{why}，请写上 material: {nearest}（shared/materials.yml）")


def holds(entry: KnownMaterial, procedure: model.Procedure) -> bool:
    """Whether what is said of a paper holds for the business of this procedure."""
    return not entry.only_for or any(id in (procedure.id, *procedure.governed_by) for id in entry.only_for)


def named(entry: KnownMaterial, material: model.Material, today: bool) -> bool:
    """Whether the words of a list speak of this paper; of one that is what it was, a list of today with its whole name."""
    if entry.changed:
        return any(name in material.name for name in entry.names)
    return today and material.name in entry.names

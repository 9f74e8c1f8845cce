"""Checklists 材料清单: the procedures whose conditions on materials implement rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calc.engine import stored
from scripts.compile.fields import Example, Status
from scripts.compile.procedures import Procedures
from scripts.compile.reader import Reader
from scripts.data import model
from scripts.data.decode import Key, Text
from scripts.data.plan_data import plan_data
from scripts.data.registers import KnownMaterial
from scripts.data.values import needed


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """A procedure whose conditions on materials implement rules."""

    title: Text = needed("标题")
    summary: Text = needed("简述")
    procedure: Key = needed("事项")
    rules: tuple[Key, ...] = needed("规则编号", one_of="rules")
    status: Status = needed("核对状态")
    example: Example = needed("示例回答")


def checklists(reader: Reader, procedures: Procedures) -> dict[Key, stored.Checklist]:
    """The materials of the procedures that the regions' checklists.yml name."""
    named: dict[Key, Checklist] = {}
    for region in reader.regions:
        named |= reader.register(reader.root / "calc" / region / "checklists.yml", Checklist)
    return {slug: made for slug, each in named.items() if (made := _checklist(reader, procedures, each))}


def _checklist(reader: Reader, procedures: Procedures, checklist: Checklist) -> stored.Checklist | None:
    made = procedures.find(checklist.procedure, checklist)
    if made is None:
        return None
    plan = plan_data(made, procedures.materials)
    known = [entry for each in made.materials if (entry := _changed(each, procedures.materials))]
    for text in (*_words_of(made), *(text for each in known for text in (each.instead, each.since, each.now))):
        reader.word(text)
    return {
        "procedure": checklist.procedure,
        "rules": list(checklist.rules),
        "title": reader.word(checklist.title),
        "summary": reader.word(checklist.summary),
        "status": checklist.status,
        "sources": [_source(source, reader) for source in made.sources],
        "own_sources": {
            str(material.id): sources
            for material in made.materials
            if (sources := _own_sources(material, made, procedures.materials, reader))
        },
        "plan": {"situations": plan["situations"], "materials": plan["materials"]},
        "not_covered": [],
        "example": {str(name): text for name, text in checklist.example.items()},
        "example_today": "",
    }


def _source(citation: model.Citation, reader: Reader) -> stored.Source:
    return {"key": str(citation.document or citation.law), "place": reader.word(citation.place or citation.article)}


def _own_sources(
    material: model.Material, procedure: model.Procedure, known: Mapping[Key, KnownMaterial], reader: Reader
) -> list[stored.Source]:
    """Where a material stands, if the procedure's own sources are not enough; and the law that has changed what it is."""
    entry = _changed(material, known)
    listed = [material.source] if material.source else [*procedure.sources] if entry else []
    return [_source(citation, reader) for citation in (*listed, *([entry.source] if entry else []))]


def _changed(material: model.Material, known: Mapping[Key, KnownMaterial]) -> KnownMaterial | None:
    """What is known of a paper that is no longer what the list takes it for."""
    entry = known.get(material.material) if material.material else None
    return entry if entry and entry.changed else None


def _words_of(procedure: model.Procedure) -> list[Text]:
    words: list[Text] = []
    for situation in procedure.situations.values():
        words += [situation.question, *(option.label for option in situation.options.values())]
        words += [option.stop.text for option in situation.options.values() if option.stop]
    for material in procedure.materials:
        words += [material.name, *([material.note] if material.note else [])]
    return words

"""Checklists 材料清单: the procedures whose conditions on materials implement rules."""

from __future__ import annotations

from dataclasses import dataclass

from calc.engine import stored
from scripts.compile.fields import Example, Status
from scripts.compile.procedures import Procedures
from scripts.compile.reader import Reader
from scripts.data import model
from scripts.data.decode import Key, Text
from scripts.data.plan_data import plan_data
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
    plan = plan_data(made)
    for text in _words_of(made):
        reader.word(text)
    return {
        "procedure": checklist.procedure,
        "rules": list(checklist.rules),
        "title": reader.word(checklist.title),
        "summary": reader.word(checklist.summary),
        "status": checklist.status,
        "sources": [{"key": str(source.document), "place": reader.word(source.place)} for source in made.sources],
        "own_sources": {
            str(material.id): [{"key": str(material.source.document), "place": reader.word(material.source.place)}]
            for material in made.materials
            if material.source
        },
        "plan": {"situations": plan["situations"], "materials": plan["materials"]},
        "not_covered": [],
        "example": {str(name): text for name, text in checklist.example.items()},
        "example_today": "",
    }


def _words_of(procedure: model.Procedure) -> list[Text]:
    words: list[Text] = []
    for situation in procedure.situations.values():
        words += [situation.question, *(option.label for option in situation.options.values())]
        words += [option.stop.text for option in situation.options.values() if option.stop]
    for material in procedure.materials:
        words += [material.name, *([material.note] if material.note else [])]
    return words

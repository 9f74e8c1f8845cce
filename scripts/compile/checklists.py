"""Checklists 材料清单: the procedures whose conditions on materials implement rules."""

from __future__ import annotations

from dataclasses import dataclass

from calc.engine import stored
from scripts.compile.fields import Example, Status
from scripts.compile.reader import Reader
from scripts.data import model
from scripts.data.decode import Key, Text
from scripts.data.library import Vocabulary, offered
from scripts.data.plan_data import plan_data
from scripts.data.values import needed
from scripts.data.yaml_strict import Mapping


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """A procedure whose conditions on materials implement rules."""

    title: Text = needed("标题")
    summary: Text = needed("简述")
    procedure: Key = needed("事项")
    rules: tuple[Key, ...] = needed("规则编号", one_of="rules")
    status: Status = needed("核对状态")
    example: Example = needed("示例回答")


def checklists(reader: Reader) -> dict[Key, stored.Checklist]:
    """The materials, windows and time limits of the procedures that the regions' checklists.yml name."""
    named: dict[Key, Checklist] = {}
    for region in reader.regions:
        named |= reader.register(reader.root / "calc" / region / "checklists.yml", Checklist)
    if named:
        _allow_what_guides_offer(reader)
    return {slug: made for slug, each in named.items() if (made := _checklist(reader, each))}


def _allow_what_guides_offer(reader: Reader) -> None:
    """What the fields of a procedure may name. Whether the registers are right is the guides' loader's business."""
    guides, decoder = reader.root / "guides", reader.decoder
    vocabulary = reader.read(guides / "shared/vocabulary.yml")
    decoder.vocabularies |= offered("vocabulary", decoder.decode(vocabulary, Vocabulary) if vocabulary else None)
    registers = {name: [guides / f"shared/{name}.yml"] for name in ("laws", "life_events", "current_rules")}
    registers["sources"] = sorted(guides.glob("*/sources.yml"))
    for name, paths in registers.items():
        nodes = [node for node in map(reader.read, paths) if isinstance(node, Mapping)]
        decoder.vocabularies |= offered(name, {key: None for node in nodes for key in node.entries})


def _checklist(reader: Reader, checklist: Checklist) -> stored.Checklist | None:
    path = reader.root / "guides" / f"{checklist.procedure}.yml"
    if not path.exists():
        reader.say(checklist, f"没有事项「{checklist.procedure}」")
        return None
    region, slug = checklist.procedure.split("/")
    node = reader.read(path)
    made = reader.decoder.decode(node, model.Procedure, region=Key(region), slug=Key(slug)) if node else None
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
        "notes": {str(material.id): reader.word(material.note) for material in made.materials if material.note},
        "not_covered": [],
        "example": {str(name): text for name, text in checklist.example.items()},
        "example_today": "",
    }


def _words_of(procedure: model.Procedure) -> list[Text]:
    words: list[Text] = []
    for situation in procedure.situations.values():
        words += [situation.question, *situation.options.values()]
    return [*words, *(material.name for material in procedure.materials)]

"""The procedures 事项 of guides/ to which calculators refer: their numbers stand there, and only there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from calc.engine import stored
from scripts.compile.reader import Reader
from scripts.data import model
from scripts.data.decode import CustomScalar, Key, suggest
from scripts.data.library import offered
from scripts.data.regions import BUILT_ON
from scripts.data.registers import Document, KnownMaterial, Vocabulary
from scripts.data.yaml_strict import Mapping, Node


@dataclass(frozen=True)
class Reference(CustomScalar):
    """A window or a time limit of a procedure, by its id."""

    procedure: Key
    id: str

    ALLOWED: ClassVar[str] = "地区/事项#编号，例如 wuhan/unit-registration#counter"
    PATTERN: ClassVar[str] = r"^[a-z0-9-]+/[a-z0-9-]+#[a-z0-9-]+$"

    @classmethod
    def parse(cls, text: str) -> Reference:
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(text)
        procedure, _hash, name = text.partition("#")
        return cls(Key(procedure), name)


class _Watched:
    """Stands for a procedure, and notes the fields that are read of it."""

    def __init__(self, made: model.Procedure, read: set[str]) -> None:
        self._made = made
        self._fields = read

    def __getattr__(self, name: str) -> object:
        self._fields.add(name)
        return getattr(self._made, name)


class Procedures:
    """Procedures by `region/slug`, read when asked for. Whether guides/ are right is their loader's business."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._guides = reader.root / "guides"
        self._known = sorted(f"{path.parent.name}/{path.stem}" for path in self._guides.glob("*/*.yml"))
        self._found: dict[str, model.Procedure | None] = {}
        self.read: dict[str, set[str]] = {}
        """Of those that were looked up, the fields that were read."""
        self._documents: dict[Key, Document] = {}
        self.materials: dict[Key, KnownMaterial] = {}
        """The register of papers that are no longer what they were; there once a procedure has been found."""

    def find(self, slug: Key, at: object) -> model.Procedure | None:
        """The procedure; None, and the mistake is said, if there is none or it cannot be read."""
        if slug not in self._known:
            self._reader.say(at, f"没有事项“{slug}”。{suggest(slug, self._known)}")
            return None
        if not self._found:
            self._allow_what_guides_offer()
        if slug not in self._found:
            region, _slash, name = slug.partition("/")
            node: Node | None = self._reader.read(self._guides / f"{slug}.yml")
            decode = self._reader.decoder.decode
            made = decode(node, model.Procedure, region=Key(region), slug=Key(name)) if node else None
            self.read[slug] = set()
            self._found[slug] = cast(model.Procedure, _Watched(made, self.read[slug])) if made else None
        return self._found[slug]

    def window(self, reference: Reference) -> tuple[model.Procedure, model.Window] | None:
        """The window that is named; None, and the mistake is said, if there is none."""
        procedure = self.find(reference.procedure, reference)
        found = procedure and self._named(reference, "窗口期", procedure.windows)
        return (procedure, found) if procedure and found else None

    def limit(self, reference: Reference) -> model.TimeLimit | None:
        """The time limit that is named; None, and the mistake is said, if there is none."""
        procedure = self.find(reference.procedure, reference)
        return self._named(reference, "办理时限", procedure.time_limits) if procedure else None

    def matters(self, texts: Collection[str]) -> dict[str, stored.Matter]:
        """Each procedure whose id is among the texts, and those that govern one: how old it is, and what governs it.

        One of a region that was not chosen leads nowhere, and is left out like its calculators.
        """
        here = {BUILT_ON, *self._reader.regions}
        named = [Key(slug) for slug in self._known if slug in texts and slug.partition("/")[0] in here]
        found = {slug: made for slug in named if (made := self.find(slug, slug))}
        governing = dict.fromkeys(slug for made in found.values() for slug in made.governed_by)
        found |= {slug: made for slug in governing if (made := self.find(slug, slug))}
        return {slug: self._matter(made) for slug, made in sorted(found.items())}

    def _matter(self, procedure: model.Procedure) -> stored.Matter:
        status = self._status(procedure)
        current = status.kind == "current"
        return {
            "name": self._reader.word(procedure.name),
            "summary": self._reader.word(procedure.summary) if current else "",
            "kind": status.kind,
            "year": status.year,
            "since": status.since.isoformat() if status.since else "",
            "instead": self._reader.word(status.instead),
            "governed_by": list(procedure.governed_by),
            "calculators": list(procedure.calculators) if current else [],
        }

    def _status(self, procedure: model.Procedure) -> model.Status:
        """The procedure's own, or its first source document's, as :meth:`scripts.data.library.Library.status_of` has it."""
        if procedure.status:
            return procedure.status
        return self._documents[next(source.document for source in procedure.sources if source.document)].status

    def _named(self, reference: Reference, kind: str, entries: tuple[Any, ...]) -> Any | None:
        named = {str(entry.id): entry for entry in entries if entry.id}
        if reference.id not in named:
            says = f"事项“{reference.procedure}”的{kind}里没有编号“{reference.id}”。{suggest(reference.id, named)}"
            self._reader.say(reference, says)
        return named.get(reference.id)

    def _allow_what_guides_offer(self) -> None:
        reader, guides, decoder = self._reader, self._guides, self._reader.decoder
        vocabulary = reader.read(guides / "shared/vocabulary.yml")
        decoder.vocabularies |= offered("vocabulary", decoder.decode(vocabulary, Vocabulary) if vocabulary else None)
        registers = {
            name: [guides / f"shared/{name}.yml"]
            for name in ("laws", "materials", "life_events", "common_rules", "hotlines")
        }
        registers["sources"] = sorted(guides.glob("*/sources.yml"))
        for name, paths in registers.items():
            nodes = [node for node in map(reader.read, paths) if isinstance(node, Mapping)]
            decoder.vocabularies |= offered(name, {key: None for node in nodes for key in node.entries})
        for path in registers["sources"]:
            self._documents |= reader.register(path, Document)
        self.materials = reader.register(guides / "shared/materials.yml", KnownMaterial)

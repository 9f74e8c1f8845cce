"""The procedures 事项 of guides/ to which calculators refer: their numbers stand there, and only there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from scripts.compile.reader import Reader
from scripts.data import model
from scripts.data.decode import CustomScalar, Key, suggest
from scripts.data.library import Vocabulary, offered
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


class Procedures:
    """Procedures by `region/slug`, read when asked for. Whether guides/ are right is their loader's business."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._guides = reader.root / "guides"
        self._known = sorted(f"{path.parent.name}/{path.stem}" for path in self._guides.glob("*/*.yml"))
        self._read: dict[str, model.Procedure | None] = {}

    def find(self, slug: Key, at: object) -> model.Procedure | None:
        """The procedure; None, and the mistake is said, if there is none or it cannot be read."""
        if slug not in self._known:
            self._reader.say(at, f"没有事项「{slug}」。{suggest(slug, self._known)}")
            return None
        if not self._read:
            self._allow_what_guides_offer()
        if slug not in self._read:
            region, _slash, name = slug.partition("/")
            node: Node | None = self._reader.read(self._guides / f"{slug}.yml")
            given = {"region": Key(region), "slug": Key(name)}
            self._read[slug] = self._reader.decoder.decode(node, model.Procedure, **given) if node else None
        return self._read[slug]

    def window(self, reference: Reference) -> tuple[model.Procedure, model.Window] | None:
        """The window that is named; None, and the mistake is said, if there is none."""
        procedure = self.find(reference.procedure, reference)
        found = procedure and self._named(reference, "窗口期", procedure.windows)
        return (procedure, found) if procedure and found else None

    def limit(self, reference: Reference) -> model.TimeLimit | None:
        """The time limit that is named; None, and the mistake is said, if there is none."""
        procedure = self.find(reference.procedure, reference)
        return self._named(reference, "办理时限", procedure.time_limits) if procedure else None

    def _named(self, reference: Reference, kind: str, entries: tuple[Any, ...]) -> Any | None:
        named = {str(entry.id): entry for entry in entries if entry.id}
        if reference.id not in named:
            says = f"事项「{reference.procedure}」的{kind}里没有编号「{reference.id}」。{suggest(reference.id, named)}"
            self._reader.say(reference, says)
        return named.get(reference.id)

    def _allow_what_guides_offer(self) -> None:
        reader, guides, decoder = self._reader, self._guides, self._reader.decoder
        vocabulary = reader.read(guides / "shared/vocabulary.yml")
        decoder.vocabularies |= offered("vocabulary", decoder.decode(vocabulary, Vocabulary) if vocabulary else None)
        registers = {
            name: [guides / f"shared/{name}.yml"] for name in ("laws", "life_events", "common_rules", "hotlines")
        }
        registers["sources"] = sorted(guides.glob("*/sources.yml"))
        for name, paths in registers.items():
            nodes = [node for node in map(reader.read, paths) if isinstance(node, Mapping)]
            decoder.vocabularies |= offered(name, {key: None for node in nodes for key in node.entries})

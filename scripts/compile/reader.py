"""Reads the YAML under calc/, for all that is compiled from it: remembers every mistake and every word for readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from calc.engine import stored
from scripts.compile.fields import Ending, Head, Replaced, Source
from scripts.data.decode import Decoder, Key, Text
from scripts.data.library import REGISTERS
from scripts.data.regions import BUILT_ON, CALC_ROOMS, chosen
from scripts.data.yaml_strict import Node, read


class Reader:
    """What is read, and what was found on the way."""

    def __init__(self, root: Path, wanted: Collection[str] | None = None) -> None:
        """:param wanted: the regions whose rules and numbers are compiled; all if None."""
        self.root = root
        self.regions = chosen(root, wanted)
        # What guides/ leave to be filled in is for their own loader to tell.
        self.decoder = Decoder(registers=frozenset(REGISTERS), drafts=True)
        self.words: dict[str, str | None] = {}  # every message in the data → its own Traditional form, if given

    def folder(self, name: str, *also: str) -> Iterator[tuple[str, Node]]:
        """Every file of this kind in the folders of the regions, and of others that come along, with its slug, `region/name`."""
        for region in dict.fromkeys((*self.regions, *also)):
            for path in sorted((self.root / "calc" / region / name).glob("*.yml")):
                if node := self.read(path):
                    yield f"{region}/{path.stem}", node

    def modules(self) -> Iterator[Path]:
        """The regions' own Python, which declares calculators."""
        for region in self.regions:
            yield from sorted(path for path in (self.root / "calc" / region).glob("*.py") if path.stem != "__init__")

    def engine(self) -> Iterator[Path]:
        """The Python that serves every region, that of the one which others build on included."""
        for room in sorted({*CALC_ROOMS, BUILT_ON}):
            yield from sorted((self.root / "calc" / room).glob("*.py"))

    def read(self, path: Path) -> Node | None:
        return read(path, self.decoder.problems, path.relative_to(self.root).as_posix())

    def register(self, path: Path, kind: Any) -> dict[Key, Any]:
        """The entries of a register; none if it is not there or cannot be read."""
        node = self.read(path) if path.exists() else None
        made: dict[Key, Any] | None = self.decoder.decode(node, dict[Key, kind]) if node else None
        return made or {}

    def word(self, text: Text | None) -> str:
        if text is not None:
            self.words[str(text)] = text.hant or self.words.get(str(text))
        return str(text or "")

    def sources(self, sources: tuple[Source, ...]) -> list[stored.Source]:
        found: list[stored.Source] = []
        for source in sources:
            if (source.document is None) == (source.law is None):
                self.say(source, "出处要写 document（来源文件）或 law（法规文件）其中一个")
            found.append({"key": str(source.document or source.law), "place": self.word(source.place)})
        return found

    def replaced(self, replaced: Replaced | None) -> stored.Replaced | None:
        if replaced is None:
            return None
        return {
            "since": replaced.since.isoformat(),
            "note": self.word(replaced.note),
            "sources": self.sources(replaced.sources),
        }

    def say(self, made: object, message: str) -> None:
        self.decoder.say(self.decoder.places.of(made), message)

    def head(self, head: Head, example: Mapping[Key, str], today: dt.date | None = None) -> stored.Head:
        """The fields that every rule written as data begins with. `today`: of the example, if the rule looks at it."""
        return {
            "title": self.word(head.title),
            "summary": self.word(head.summary),
            "rules": list(head.rules),
            "sources": self.sources(head.sources),
            "status": head.status,
            "not_covered": [self.word(text) for text in head.not_covered],
            "example": {str(name): text for name, text in example.items()},
            "example_today": today.isoformat() if today else "",
        }

    def ending(self, ending: Ending) -> stored.Outcome:
        """What a rule comes to."""
        return {
            "title": self.word(ending.title),
            "text": self.word(ending.text),
            "next_steps": list(ending.next_steps),
            "sources": self.sources(ending.sources),
            "status": ending.status,
        }

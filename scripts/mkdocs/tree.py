"""The folder of a site: it holds what a build makes and nothing else; what stands there already is not written again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from scripts.kept import CACHE, hash_of

ENOUGH = 8  # folders are remembered, the last ones


class Entry(NamedTuple):
    """A file as it was placed: what it was made from, its size in bytes, and when it was written, in nanoseconds."""

    made_from: str
    size: int
    written: int


class Tree:
    """One site's folder and what is remembered of it in `.cache/`: which files were placed there, part by part.

    A part is what one step makes, by its name; ``key`` is a hash of all that it is made from.
    """

    def __init__(self, out: Path, cache: Path = CACHE) -> None:
        self.out = out
        self.record = cache / "sites" / f"{hash_of([os.fsencode(out.resolve())])}.json"
        self.whole = ""
        self.parts: dict[str, tuple[str, list[str]]] = {}
        self.entries: dict[str, Entry] = {}
        try:
            told = json.loads(self.record.read_text(encoding="utf-8"))
            self.whole = told["whole"]
            self.parts = {name: (key, paths) for name, (key, paths) in told["parts"].items()}
            self.entries = {path: Entry(*entry) for path, entry in told["entries"].items()}
        except (OSError, ValueError, KeyError, TypeError):
            pass  # never built here, or not by this version
        self.made: dict[str, tuple[str, list[str]]] = {}
        self.now: dict[str, Entry] = {}
        self._part: list[str] = []

    def complete(self, whole: str) -> bool:
        """Whether all of it was made from the same, and every file is still there as it was placed, and no other."""
        if not whole or self.whole != whole:
            return False
        found = {path: self._stands(path) for path in self._files()}
        return all(found.values()) and found.keys() == self.entries.keys()

    def part(self, name: str, key: str, make: Callable[[], None]) -> bool:
        """Have a part made, unless it was made by the same key and stands as it was placed. Gives whether it was made."""
        known, paths = self.parts.get(name, ("", []))
        if known == key and all(map(self._stands, paths)):
            self.made[name] = (key, paths)
            self.now |= {path: self.entries[path] for path in paths}
            return False
        self._part = []
        make()
        self.made[name], self._part = (key, self._part), []
        return True

    def again(self) -> Tree:
        """The same folder for the next build of this process."""
        self.entries, self.now = self.entries | self.now, {}
        return self

    def place(self, path: str, content: str | bytes) -> None:
        """Put a file in its place, below the folder; it is not written if it is there already."""
        data = content.encode() if isinstance(content, str) else content
        self.make(path, hashlib.sha256(data).hexdigest()[:32], lambda: data)

    def make(self, path: str, made_from: str, content: Callable[[], str | bytes]) -> None:
        """The same where what it is made from tells whether it is there already."""
        if not self.keep(path, made_from):
            said = content()
            data, target = said.encode() if isinstance(said, str) else said, self.out / path
            try:
                target.write_bytes(data)
            except FileNotFoundError:  # the first of its folder
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            self.note(path, made_from)

    def folder(self, source: Path, path: str = "") -> None:
        """Put all files of a folder below a path, which ends in a slash or is empty."""
        for file in sorted(source.rglob("*")):
            if file.is_file():
                self.place(f"{path}{file.relative_to(source).as_posix()}", file.read_bytes())

    def keep(self, path: str, made_from: str) -> bool:
        """Keep a file that stands as it was made from the same; False if it does not."""
        known = self.entries.get(path)
        if known is None or known.made_from != made_from or not self._stands(path):
            return False
        self.now[path] = known
        self._part.append(path)
        return True

    def note(self, path: str, made_from: str) -> None:
        """Remember a file that somebody has just put there."""
        status = (self.out / path).stat()
        self.now[path] = Entry(made_from, status.st_size, status.st_mtime_ns)
        self._part.append(path)

    def finish(self, whole: str) -> None:
        """Remove what no step has made, and remember the rest."""
        for path in {*self._files()} - self.now.keys():
            (self.out / path).unlink()
        for folder, _folders, files in os.walk(self.out, topdown=False):
            if not files:
                with suppress(OSError):  # it holds folders
                    Path(folder).rmdir()
        self.record.parent.mkdir(parents=True, exist_ok=True)
        told = {"whole": whole, "parts": self.made, "entries": self.now}
        self.record.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        for older in sorted(self.record.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-ENOUGH]:
            older.unlink(missing_ok=True)

    def _stands(self, path: str) -> bool:
        known = self.entries.get(path)
        try:
            status = os.stat(f"{self.out}/{path}")  # noqa: PTH116 - of a hundred thousand files, where pathlib takes its time
        except OSError:
            return False
        return known is not None and (known.size, known.written) == (status.st_size, status.st_mtime_ns)

    def _files(self) -> Iterator[str]:
        start = len(str(self.out)) + 1
        for folder, _folders, files in os.walk(self.out):
            yield from (f"{folder}/{name}"[start:] for name in files)

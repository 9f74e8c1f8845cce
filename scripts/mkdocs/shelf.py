"""What the parts of a site are kept as 存放: of each the last, its pages' bodies in a file of their own, read one at a time.

So a build of a country holds what leads to pages, and of their text no more than that of one.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scripts.kept import put
from scripts.pages.page import Page
from scripts.paths import SCRIPTS, Script

ENOUGH = 2  # files of bodies of each part: a build that began before another's end still reads the last but one
Pages = Mapping[Script, Sequence[Page]]
UNREADABLE = (OSError, pickle.PickleError, EOFError, AttributeError, ImportError, TypeError, ValueError)
"""What reading raises where nothing was kept, or by another version."""


@dataclass(frozen=True)
class Body:
    """Renders a page that was rendered before: a file, and where in it its inner HTML stands, in bytes."""

    file: Path
    start: int
    length: int

    def __call__(self) -> str:
        with self.file.open("rb") as file:
            file.seek(self.start)
            return file.read(self.length).decode()


class Shelf:
    """A folder of what is kept of the parts, by their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def written(self, name: str, pages: Iterable[tuple[Script, Page]]) -> dict[Script, list[Page]]:
        """The same pages, by their script, with their bodies in a file: each is rendered now, and let go."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        part, digest, at = folder / f"{os.getpid()}.part", hashlib.sha256(), 0
        found: list[tuple[Script, Page, int, int]] = []
        with part.open("wb") as file:
            for script, page in pages:
                body = page.render().encode()
                file.write(body)
                digest.update(body)
                found.append((script, replace(page, render=str), at, len(body)))
                at += len(body)
        whole = folder / f"{digest.hexdigest()[:32]}.html"
        part.replace(whole)
        for older in sorted(folder.glob("*.html"), key=lambda path: path.stat().st_mtime_ns)[:-ENOUGH]:
            older.unlink(missing_ok=True)
        return by_script(
            (script, replace(page, render=Body(whole, start, length))) for script, page, start, length in found
        )

    def put(self, name: str, head: Any, content: Any, pages: Pages) -> None:
        """Keep a part: what tells whether it is still good, what it is, and its pages, which were :meth:`written`."""
        told = [(script, _below(self.folder, page)) for script, page in _flat(pages)]
        parts = (head, content, told)
        put(self.folder / f"{name}.pickle", b"".join(pickle.dumps(part, protocol=5) for part in parts))

    def read(self, name: str) -> Iterator[Any]:
        """Of a part, one after the other: its head, what it is, and its pages. Raises one of :data:`UNREADABLE`."""
        with (self.folder / f"{name}.pickle").open("rb") as file:
            yield pickle.load(file)  # noqa: S301 - our own, in our own folder
            yield pickle.load(file)  # noqa: S301
            told = pickle.load(file)  # noqa: S301
        pages = by_script((script, _within(self.folder, page)) for script, page in told)
        for path in {_body(page).file for _script, page in _flat(pages)}:
            path.stat()
        yield pages

    def bodies(self, name: str) -> dict[tuple[Script, str], Body]:
        """The bodies that are kept of a part, by the script and what the page was made from."""
        try:
            _head, _content, pages = self.read(name)
        except UNREADABLE:
            return {}
        return {(script, page.made_from): _body(page) for script, page in _flat(pages)}


def by_script(pages: Iterable[tuple[Script, Page]]) -> dict[Script, list[Page]]:
    """Pages under their scripts."""
    found: dict[Script, list[Page]] = {script: [] for script in SCRIPTS}
    for script, page in pages:
        found[script].append(page)
    return found


def _flat(pages: Pages) -> Iterator[tuple[Script, Page]]:
    return ((script, page) for script, each in pages.items() for page in each)


def _body(page: Page) -> Body:
    assert isinstance(page.render, Body)
    return page.render


def _below(folder: Path, page: Page) -> Page:
    """What is kept does not say where: it may be moved."""
    body = _body(page)
    return replace(page, render=replace(body, file=body.file.relative_to(folder)))


def _within(folder: Path, page: Page) -> Page:
    body = _body(page)
    return replace(page, render=replace(body, file=folder / body.file))

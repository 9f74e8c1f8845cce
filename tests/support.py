"""Where things are, how tests run the project's own commands, and how they find the words of the data."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import calc
from scripts.data import model
from scripts.data.decode import Text
from scripts.data.library import Library
from scripts.pages import words
from scripts.pages.brand import Brand
from scripts.pages.page import Edition, Page
from scripts.pages.renderer import Renderer
from scripts.pages.view import View
from scripts.paths import Script
from scripts.tools.reproduce import without_network
from scripts.traditional import default_converter
from scripts.traditional.both import Convert
from scripts.traditional.localise import Shown, localise, own_forms, words_in

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "tests/data/guides"
MKDOCS = str(
    Path(sys.executable).with_name("mkdocs")
)  # by its name, as make calls it: `python -m` would find more modules
SITE_URL = "https://shebao-guide.example/"
ENVIRONMENT = {
    **os.environ,
    "SOURCE_DATE_EPOCH": "1767225600",  # built on 2026-01-01
    "NO_MKDOCS_2_WARNING": "1",
    "SITE_URL": SITE_URL,
    "BROTLI": "5",  # the highest quality takes minutes of a first run
}


MADE_OF_PYTHON = ("runtime", "compressed", "probes", "inside-pyodide")  # takes minutes to make again
OF_CONTENT = (
    "frames",
    "messages-in-code",
    "offline",
    "search-fold",
    "sounds",
    "strings-in-code",
    "syllables",
    "templates",
)
OF_LAST_BUILD = ("search", "shards")  # under names that the next build writes anew


def share(copy: Path) -> None:
    """Give a copy of the project what is kept in `.cache/` by a hash of all that it was made from."""
    (copy / ".cache").mkdir()
    for kept in (*MADE_OF_PYTHON, *OF_CONTENT):
        (ROOT / ".cache" / kept).mkdir(parents=True, exist_ok=True)
        (copy / ".cache" / kept).symlink_to(ROOT / ".cache" / kept)


def run(root: Path, *module: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a project folder."""
    return _done(root, sys.executable, "-m", *module, **environment)


def build(root: Path, out: Path, umask: int = -1, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a project folder as `make build` does, without a network where that can be had.

    Not quietly: that would hide warnings from --strict too.
    """
    command = (*without_network(), MKDOCS, "build", "--strict", "--site-dir", str(out))
    return _done(root, *command, umask=umask, **environment)


def _done(root: Path, *command: str, umask: int = -1, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**ENVIRONMENT, **environment}
    return subprocess.run(command, cwd=root, env=told, umask=umask, capture_output=True, text=True, check=False)


def procedure_files(guides: Path) -> list[Path]:
    """The files of guides/ that are procedures, not registers."""
    rooms, registers = {"shared", "compare"}, {"region.yml", "sources.yml"}
    return [
        path for path in sorted(guides.glob("*/*.yml")) if path.parent.name not in rooms and path.name not in registers
    ]


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every word for readers inside a model value, with a path to it."""
    if isinstance(value, Text):
        if value.hant is None:
            yield place, str(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name), f"{place}.{field.name.rstrip('_')}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{place}.{key}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{place}[{number}]")


def in_traditional(convert: Convert) -> Callable[[Text], Text]:
    """What converts the words of the model one by one."""
    form = words_in("zh-Hant", convert)
    return lambda text: Shown(Text(text.hans), form(text))


class Reader(Renderer):
    """A renderer for tests that look at one script: its pages are made once, and ``view`` has the content in that script.

    Its Traditional content was converted value by value, that of pages from the finished page: what tests find on a page
    says that both are the same.
    """

    def __init__(self, library: Library, script: Script, site_url: str) -> None:
        brand, convert = Brand(name="社保办事指南"), default_converter().convert
        edition = Edition(version="1.2.3+0123abcd", contact="", site_url=site_url)
        both = words.of_site(ROOT, brand, own_forms)
        self.made = Renderer(library, both, convert, ROOT / "docs/theme/guide", edition)
        self.script = script
        self.words = words.of_site(ROOT, brand, words_in(script, convert))
        shown = library if script == "zh-Hans" else localise(library, in_traditional(convert))
        self.view = View(shown, self.words, calc.describe(script), calc.describe_rosters(script))

    def _read(self, page: Page) -> Page:
        return page.read(self.script, default_converter().convert)

    @cached_property
    def _all(self) -> tuple[Page, ...]:
        return tuple(map(self._read, self.made.pages()))

    def pages(self) -> Iterator[Page]:
        return iter(self._all)

    def procedure(self, procedure: model.Procedure) -> Page:
        return self._read(self.made.procedure(self.made.view.procedure(procedure.id)))

    def updates(self) -> Page:
        return self._read(self.made.updates())

    def calculator(self, calculator: Mapping[str, Any], titles: Mapping[str, str], *, embedded: bool = False) -> Page:
        return self._read(self.made.calculator(calculator, titles, embedded=embedded))

    def first(self) -> Iterator[Page]:
        return map(self._read, self.made.first())

    def ways(self) -> Iterator[Page]:
        return map(self._read, self.made.ways())

    def last(self) -> Iterator[Page]:
        return map(self._read, self.made.last())

    def embeds(self) -> Iterator[Page]:
        return map(self._read, self.made.embeds())

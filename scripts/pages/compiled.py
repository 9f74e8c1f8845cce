"""Templates are compiled once, not in every process: Python's code of each is kept in `.cache/templates`."""

from __future__ import annotations

from importlib.metadata import version

import jinja2
from jinja2.bccache import Bucket

from scripts.kept import CACHE, files, hash_of
from scripts.paths import ROOT


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Whatever is compiled in is part of the key: what filters make of fixed words, and whether text is escaped."""

    def __init__(self) -> None:
        code = files(ROOT / "scripts", "pages/*.py", "traditional/*.py")
        folder = CACHE / "templates" / hash_of([version("jinja2").encode(), *code])
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        return super().get_bucket(environment, name, filename, f"{environment.autoescape}\0{source}")

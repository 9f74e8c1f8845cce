"""Compiles the YAML under calc/ into calc/data.json, which is all that calc reads.

Every mistake of a run is listed at once, in Chinese, with file, line and column. The same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from calc.engine.results import canonical, digest
from scripts.compile.calendar import calendar
from scripts.compile.checklists import checklists
from scripts.compile.citations import citations, rules
from scripts.compile.code import code
from scripts.compile.criteria import criteria
from scripts.compile.deadlines import deadlines
from scripts.compile.flows import flow
from scripts.compile.made import DATA
from scripts.compile.openings import openings
from scripts.compile.parameters import parameter
from scripts.compile.procedures import Procedures
from scripts.compile.reader import Reader
from scripts.data.regions import BUILT_ON
from scripts.data.yaml_strict import DataError
from scripts.kept import kept
from scripts.paths import ROOT


class Compiler(Reader):
    """Puts together what each kind of rule and number is compiled to.

    ``procedures``: which fields were read for it of which procedures, by their ids.
    """

    procedures: dict[str, set[str]]

    def compile(self) -> dict[str, Any]:
        """The data. Raises DataError with all mistakes."""
        cited_by_key = citations(self)
        self.decoder.vocabularies["rules"] = list(rules(self))
        modules = [*self.modules()]
        procedures = Procedures(self)
        data: dict[str, Any] = {
            "regions": list(self.regions),
            "modules": [".".join(path.relative_to(self.root / "calc").with_suffix("").parts) for path in modules],
            # Numbers come along with the Python that reads them.
            "parameters": {slug: parameter(self, slug, node) for slug, node in self.folder("parameters", BUILT_ON)},
            "flows": {slug: flow(self, node) for slug, node in self.folder("flows")},
            "criteria": {slug: criteria(self, node) for slug, node in self.folder("criteria")},
            "deadlines": {slug: deadlines(self, procedures, node) for slug, node in self.folder("deadlines")},
            "openings": {slug: openings(self, procedures, node) for slug, node in self.folder("openings")},
            "checklists": checklists(self, procedures),
            "calendar": calendar(self, cited_by_key),
        }
        in_data = {*strings(data)}
        in_code = _strings_in_code([*modules, *self.engine()])
        data["procedures"] = procedures.matters(in_data | in_code)
        self.procedures = procedures.read
        if self.decoder.problems:
            raise DataError(self.decoder.problems)
        here = {"shared", BUILT_ON, *self.regions}  # what code cites of another region's it cites only if that is there
        data["citations"] = {
            key: {"title": self.word(entry["title"]), "url": entry["url"]}
            for key, entry in cited_by_key.items()
            if key in in_data or (key in in_code and entry["home"] in here)
        }
        data["hash"] = digest(data)
        return data


def strings(value: Any) -> Iterator[str]:
    """Every text inside a value that is written as JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)


def _strings_in_code(paths: Iterable[Path]) -> set[str]:
    sources = [path.read_text("utf-8") for path in paths]
    made_from = map(str.encode, sources)
    return {*kept("strings-in-code", made_from, lambda: sorted(set().union(*(code(each).texts for each in sources))))}


def write(root: Path = ROOT, output: Path = ROOT / "calc" / DATA, wanted: Collection[str] | None = None) -> Compiler:
    """Compile and write the file, only if it changed. Raises DataError."""
    compiler = Compiler(root, wanted)
    text = canonical(compiler.compile()) + "\n"
    if not output.exists() or output.read_text("utf-8") != text:
        output.write_text(text, "utf-8")
    return compiler

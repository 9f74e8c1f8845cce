"""The open data 开放数据 under /api/v1/: the same model as the pages, as JSON, and its schemas.

Every object says in its own fields what `meta_of` makes. `calculators.json` is a list and `parameters.json` a mapping by id, as
programs know them, and have no room for that: `index.json` says it for all files, and holds the hash of each.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import calc
from calc.engine import data as calc_data
from calc.engine.answers import RosterDeclaration
from calc.engine.results import digest
from scripts.compile.citations import rules as stated
from scripts.compile.made import CASES
from scripts.compile.reader import Reader
from scripts.data import proof
from scripts.data.decode import CustomScalar
from scripts.data.library import Library
from scripts.data.model import Procedure
from scripts.data.schema import schemas
from scripts.data.typed_schema import of_typed
from scripts.data.when import When
from scripts.paths import ROOT

# The first number rises with what breaks programs that read the files, and the address /api/v1/ with it; the second with
# what is added.
SCHEMA_VERSION = "1.4"
INDEX = "index.json"
NOTHING: tuple[Any, ...] = (None, (), {})
LISTED = ("id", "region", "name", "summary", "audience", "kinds", "status", "governed_by")
"""What procedures.json says of each procedure."""


def write(library: Library, out: Path) -> None:
    """Write every JSON file."""
    written = {path: text(content()) for path, content in documents(library)}
    written[INDEX] = text(index(library, ((path, said.encode()) for path, said in written.items())))
    for path, said in written.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(said, encoding="utf-8")


def text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def documents(library: Library) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every file but the index: its path, and what gives its content. Each has a version of its own, which changes with it alone."""
    meta = meta_of(library)
    yield "calculators.json", calc.describe
    yield "rosters.json", lambda: _dated(meta, {"rosters": calc.describe_rosters()})
    yield "parameters.json", lambda: calc_data.load()["parameters"]
    yield "citations.json", lambda: _dated(meta, {"citations": citations(library)})
    yield "rules.json", lambda: _dated(meta, {"rules": rules()})
    yield "cases.json", lambda: _dated(meta, json.loads(calc_data.resource(CASES)))
    yield "procedures.json", lambda: _dated(meta, _overview(library))
    for procedure in library.procedures:
        yield path_of(procedure.id), partial(_whole, meta, library, procedure)
    for name, schema in {**schemas(library), "roster": of_typed(RosterDeclaration)}.items():
        yield f"schema/{name}.json", partial(_schema, meta, name, schema)


def path_of(procedure: str) -> str:
    """The file of a procedure, which says nothing of others."""
    return f"procedures/{procedure}.json"


def _overview(library: Library) -> dict[str, Any]:
    facts = {procedure.id: proof.counts(proof.proven(procedure)) for procedure in proof.current(library)}
    return {
        "regions": _as_data(library.regions),
        "sources": _as_data(library.documents),
        "laws": _as_data(library.laws),
        "materials": _as_data(library.materials),
        "common_rules": _as_data(library.common_rules),
        "hotlines": _as_data(library.hotlines),
        "comparisons": _as_data(library.comparisons),
        "glossary": _as_data(library.glossary),
        "changes": _as_data(library.changes),
        "procedures": [
            _listed(library, procedure) | ({"facts": facts[procedure.id]} if procedure.id in facts else {})
            for procedure in library.procedures
        ],
    }


def _listed(library: Library, procedure: Procedure) -> dict[str, Any]:
    told = {name: getattr(procedure, name) for name in LISTED} | {"status": library.status_of(procedure)}
    return {name: _as_data(value) for name, value in told.items() if value not in NOTHING}


def _whole(meta: Mapping[str, str], library: Library, procedure: Procedure) -> dict[str, Any]:
    said = _as_data(procedure) | {"id": procedure.id, "status": _as_data(library.status_of(procedure))}
    return _dated(meta, said)


def _schema(meta: Mapping[str, str], name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    said = _dated(meta, schema)
    return {
        **schema,
        **{f"x-{name.replace('_', '-')}": said[name] for name in ("version", *meta)},
    }  # its own words are others


def index(library: Library, written: Iterable[tuple[str, bytes]]) -> dict[str, Any]:
    """What stands in the index of these files: their paths and what they hold."""
    files = [
        {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for path, content in sorted(written, key=lambda each: each[0].split("/"))
    ]
    return _dated(meta_of(library), {"files": files})


def citations(library: Library) -> dict[str, dict[str, str]]:
    """All that is cited anywhere in the data, by key: title, number and address where known, and the register it stands in.

    The registers `laws` and `sources` are in procedures.json; what only calculators cite is in neither.
    """
    cited = calc_data.load()["citations"]
    found = {name: {"title": entry["title"], "register": "calculators"} for name, entry in cited.items()}
    for key, document in library.documents.items():
        found[key] = {"title": str(document.title), "register": "sources"}
    for key, law in library.laws.items():
        found[key] = {"title": str(law.name), "register": "laws"}
        if law.number:
            found[key]["number"] = str(law.number)
    for name, entry in cited.items():
        if entry["url"]:
            found[name]["url"] = entry["url"]
    return dict(sorted(found.items()))


def rules() -> dict[str, dict[str, Any]]:
    """The rules that the sources state, by id: the rule, its place, its region, and the calculators that carry it out."""
    calculators = calc.calculators()
    return {
        id: {
            "rule": str(rule.rule),
            "place": str(rule.place),
            "region": id.partition("/")[0],
            "calculators": [slug for slug, calculator in calculators.items() if id in calculator.rules],
        }
        for id, rule in stated(Reader(ROOT, calc_data.load()["regions"])).items()
    }


def _dated(meta: Mapping[str, str], data: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a file with its version and what else it says of itself."""
    return {"version": f"{calc.__version__}+{digest({**meta, **data})[:8]}", **meta, **data}


def meta_of(library: Library) -> dict[str, str]:
    """What every file says of itself besides its version. Its date is the last day of a check, not that of the build."""
    checked = {str(review.checked_on) for review in library.reviews()}
    periods = (period for parameter in calc_data.load()["parameters"].values() for period in parameter["values"])
    verified = {period["verified_on"] for period in periods if period["verified_on"]}
    return {
        "date": max(checked | verified, default=""),
        "schema_version": SCHEMA_VERSION,
        "licence": "CC-BY-4.0",
        "script": "zh-Hans",
    }


def _as_data(value: Any) -> Any:
    """The plain data of a model value for JSON: field names as in YAML, nothing that is empty."""
    if isinstance(value, When):
        return value.as_data()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, CustomScalar):
            plain = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
            return plain["text"] if set(plain) == {"text"} else plain
        pairs = ((f.name.rstrip("_"), getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: _as_data(item) for name, item in pairs if item not in NOTHING}
    if isinstance(value, dict):
        return {str(key): _as_data(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_as_data(item) for item in value]
    if isinstance(value, dt.date | Decimal):
        return str(value)
    return str(value) if isinstance(value, str) else value

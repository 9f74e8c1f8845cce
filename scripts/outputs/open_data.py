"""The open data 开放数据 under /api/v1/: the same model as the pages, as JSON, and its schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import calc
from calc.engine import data as calc_data
from scripts.data import model
from scripts.data.library import REGISTERS, Library, as_data
from scripts.data.schema import schema


def write(library: Library, out: Path) -> None:
    """Write every JSON file: procedures, calculators, parameters, schemas."""
    _write(out / "calculators.json", calc.describe())
    _write(out / "parameters.json", calc_data.load()["parameters"])
    procedures = [as_data(procedure) | {"id": procedure.id} for procedure in library.procedures]
    index = {
        "licence": "CC-BY-4.0",
        "regions": as_data(library.regions),
        "sources": as_data(library.documents),
        "laws": as_data(library.laws),
        "current_rules": as_data(library.current_rules),
        "comparisons": as_data(library.comparisons),
        "glossary": as_data(library.glossary),
        "procedures": [
            {name: procedure[name] for name in ("id", "region", "name", "summary", "audience", "kinds")}
            for procedure in procedures
        ],
    }
    _write(out / "procedures.json", index)
    for procedure in procedures:
        _write(out / f"procedures/{procedure['id']}.json", procedure)
    kinds = {"procedure": model.Procedure} | {name: register.kind for name, register in REGISTERS.items()}
    for name, kind in kinds.items():
        _write(out / f"schema/{name}.json", schema(kind, library.vocabularies()))


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

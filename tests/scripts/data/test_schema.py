"""The JSON Schema that editors use says the same as the loader."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from scripts.data.library import Library
from scripts.data.loader import load
from scripts.data.schema import DIALECT, FIELDS
from scripts.outputs import open_data
from scripts.tools.check import SCHEMAS
from tests.every import every
from tests.support import EXAMPLES, ROOT, procedure_files


class Typing(yaml.CSafeLoader):
    """Reads YAML as editors' language servers do (YAML 1.2): true and false, whole numbers; the rest is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


Typing.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(true|false)$"), list("tf"))
Typing.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("(0|[1-9][0-9]{0,8})$"), list("0123456789"))


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Typing)


@pytest.fixture(scope="session")
def schemas(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Draft202012Validator]:
    out = tmp_path_factory.mktemp("schemas")
    open_data.write(library, out)
    found = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (out / "schema").iterdir()}
    return {name: Draft202012Validator(schema) for name, schema in found.items()}


def test_every_schema_is_valid_and_names_its_dialect(schemas: dict[str, Draft202012Validator]) -> None:
    assert set(schemas) >= {"procedure", "region", "comparison", "sources", "laws", "life_events", "vocabulary"}
    for validator in schemas.values():
        Draft202012Validator.check_schema(validator.schema)
        assert validator.schema["$schema"] == DIALECT


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every field of every kind in a schema: the kind, the field, and what the schema says of it."""
    for kind, definition in schema["$defs"].items():
        for part in definition.get("anyOf", [definition]) if kind != "When" else ():
            yield from ((kind, name, field) for name, field in part.get("properties", {}).items())


def test_every_field_has_its_chinese_term_a_description_and_an_example_that_fits(
    schemas: dict[str, Draft202012Validator],
) -> None:
    for name in {*schemas} - {"roster"}:
        schema: dict[str, Any] = schemas[name].schema
        for kind, field, said in properties(schema):
            assert all(re.search("[\\u4e00-\\u9fff]", said[part]) for part in ("title", "description")), (kind, field)
            validator = Draft202012Validator(said | {"$defs": schema["$defs"]})
            for example in said["examples"]:
                assert [error.message for error in validator.iter_errors(example)] == [], (kind, field)


def test_what_is_said_of_fields_is_of_fields_that_there_are(schemas: dict[str, Draft202012Validator]) -> None:
    there = {(kind, field) for name in {*schemas} - {"roster"} for kind, field, _ in properties(schemas[name].schema)}  # type: ignore[arg-type]
    register = yaml.safe_load(FIELDS.read_text(encoding="utf-8"))
    every = register.pop("every")
    assert {(kind, field) for kind, fields in register.items() for field in fields} <= there
    assert {*every} <= {field for _kind, field in there}


FILES = [path for path in sorted((ROOT / "guides").rglob("*.yml")) if path.name != "terms.yml"]  # it has no schema


def schema_of(path: Path) -> str:
    """The name of the schema of a file under guides/."""
    of_room = {"shared": path.stem, "compare": "comparison"}.get(path.parent.name, "procedure")
    return {"region.yml": "region", "sources.yml": "sources"}.get(path.name, of_room)


@every("path", FILES)
def test_every_file_fits_its_schema(path: Path, schemas: dict[str, Draft202012Validator]) -> None:
    assert [f"{error.json_path}: {error.message}" for error in schemas[schema_of(path)].iter_errors(read(path))] == []


def test_an_editor_finds_the_schema_of_every_file() -> None:
    """The settings of the editor name for each file the one schema that the loader reads it by."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    for path in FILES:
        name = path.relative_to(ROOT)
        found = []
        for schema, patterns in settings.items():
            last = [pattern[0] != "!" for pattern in patterns if name.match(pattern.removeprefix("!"))][-1:]
            found += [schema] if last == [True] else []
        assert found == [f"./{SCHEMAS}/{schema_of(path)}.json"], name


BROKEN: list[tuple[str, Any]] = [
    ("name", None),
    ("name", ["a"]),
    ("sumary", "x"),
    ("audience", ["单立"]),
    ("audience", "单位"),
    ("kinds", []),
    ("type", "servce"),
    ("order", -1),
    ("materials", [{"id": "a"}]),
    ("materials", [{"id": "A b", "name": "x"}]),
    ("materials", [{"id": "a", "name": "x", "form": "yes"}]),
    ("materials", [{"id": "a", "name": "x", "originals": "1份"}]),
    ("materials", [{"id": "a", "name": "x", "when": "agent"}]),
    ("materials", [{"id": "a", "name": "x", "when": {}}]),
    ("name", ""),
    ("name", "退休 "),
    ("order", 10**9),
    ("time_limits", [{"within": "20多天"}]),
    ("time_limits", [{"within": 20}]),
    ("fees", [{"item": "工本费", "amount": "2,50"}]),
    ("review", {"checked_on": "2026-13-01", "next_due": "2027-01-01"}),
    ("windows", [{"every": "month", "from": 32, "to": "end"}]),
    ("windows", [{"every": "month", "from": 0, "to": "end"}]),
    ("windows", [{"every": "year", "from": "02-30", "to": "04-01"}]),
    ("windows", [{"every": "year", "from": "02-01", "to": "04-31"}]),
    ("channels", [{"kind": "窗口办理", "phones": [12]}]),
    ("channels", [{"kind": "窗口办理", "url": "javascript:alert(1)"}]),
    ("channels", [{"kind": "窗口办理", "phones": ["12333 转人工"]}]),
    ("windows", [{"every": "month", "from": "13-01", "to": "end"}]),
    ("basis", ["no-such-law"]),
    ("sources", [{"document": "no-such-guide"}]),
    ("status", {"kind": "old"}),
    ("gaps", ["办理流成"]),
    ("events", ["no-such-event"]),
]


@pytest.mark.parametrize(("field", "value"), BROKEN)
def test_a_broken_file_does_not_fit(schemas: dict[str, Draft202012Validator], field: str, value: Any) -> None:
    good = read(ROOT / "guides/guannan/unit-registration.yml")
    assert schemas["procedure"].is_valid(good)
    assert not schemas["procedure"].is_valid(good | {field: value})


def test_the_example_with_every_field_fits_the_schema_of_its_own_registers(tmp_path: Path) -> None:
    open_data.write(load(EXAMPLES), tmp_path)
    validator = Draft202012Validator(json.loads((tmp_path / "schema/procedure.json").read_text(encoding="utf-8")))
    for path in (EXAMPLES / "demo/everything.yml", EXAMPLES / "demo/plain.yml"):
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(read(path))] == []


def test_open_data_holds_the_words_of_the_files(library: Library, tmp_path: Path) -> None:
    open_data.write(library, tmp_path)
    data = json.loads((tmp_path / "procedures/guannan/unit-registration.json").read_text(encoding="utf-8"))
    typed = read(ROOT / "guides/guannan/unit-registration.yml")
    assert data["name"] == typed["name"]
    assert [material["id"] for material in data["materials"]] == [material["id"] for material in typed["materials"]]
    (limit,) = data["time_limits"]
    assert (limit["within"], limit["kind"]) == ({"amount": 0, "unit": "immediate"}, "资料所载")
    index = json.loads((tmp_path / "procedures.json").read_text(encoding="utf-8"))
    files = {f"{path.parent.name}/{path.stem}" for path in procedure_files(ROOT / "guides")}
    assert {procedure["id"] for procedure in index["procedures"]} == files

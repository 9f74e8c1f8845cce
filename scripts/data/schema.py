"""JSON Schema of the data, emitted from the dataclasses, so that editors complete and check while they type.

What an editor shows beside a field, a sentence and an example, stands in fields.yml.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import yaml

from scripts.data.decode import KEY, CustomScalar, Key, Text, fields_of
from scripts.data.library import REGISTERS, Library
from scripts.data.model import Procedure
from scripts.data.when import When

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FIELDS = Path(__file__).with_name("fields.yml")


def schemas(library: Library) -> dict[str, dict[str, Any]]:
    """The schema of every kind of file under guides/, by the name of the kind; closed lists and registers are the library's."""
    kinds = {"procedure": Procedure} | {name: register.kind for name, register in REGISTERS.items()}
    vocabularies = library.vocabularies()
    return {name: schema(kind, vocabularies) for name, kind in kinds.items()}


def schema(kind: Any, vocabularies: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The schema of a dataclass as it is written in YAML."""
    builder = _Builder(vocabularies)
    root = builder.of(kind, None)
    return {"$schema": DIALECT, **root, "$defs": dict(sorted(builder.definitions.items()))}


@cache
def _register() -> dict[str, dict[str, list[Any]]]:
    register: dict[str, dict[str, list[Any]]] = yaml.load(FIELDS.read_bytes(), yaml.CSafeLoader)
    return register


def _shown(kind: str, field: str) -> dict[str, Any]:
    """What an editor shows beside a field: its description, and an example of what is written there."""
    register = _register()
    description, example = register.get(kind, {}).get(field) or register["every"][field]
    return {"description": description, "examples": [example]}


class _Builder:
    def __init__(self, vocabularies: Mapping[str, Iterable[str]]) -> None:
        self.vocabularies = vocabularies
        self.definitions: dict[str, Any] = {}

    def of(self, kind: Any, one_of: str | None) -> dict[str, Any]:
        origin = get_origin(kind)
        if origin in (types.UnionType, typing.Union):
            (kind,) = (part for part in get_args(kind) if part is not type(None))
            return self.of(kind, one_of)
        if origin is tuple:
            return {"type": "array", "minItems": 1, "items": self.of(get_args(kind)[0], one_of)}
        if origin is dict:
            values = self.of(get_args(kind)[1], None)
            return {"type": "object", "propertyNames": {"pattern": f"^{KEY.pattern}$"}, "additionalProperties": values}
        if one_of is not None:
            return {"enum": list(self.vocabularies[one_of])}
        if origin is Literal:
            return {"enum": list(get_args(kind))}
        if kind is When:
            return {"$ref": "#/$defs/When"} if self._when() else {}
        if isinstance(kind, type) and issubclass(kind, CustomScalar):
            made: dict[str, Any] = {"type": "string", "pattern": kind.PATTERN, "description": kind.ALLOWED}
            if kind.NUMBERS:  # editors read bare digits as a number, to which no pattern applies
                least, greatest = kind.NUMBERS
                made |= {"type": ["string", "integer"], "minimum": least, "maximum": greatest}
            return made
        if dataclasses.is_dataclass(kind):
            return self._dataclass(kind)
        plain: dict[Any, dict[str, Any]] = {
            Text: {"anyOf": [_WORDS, _TWO_SCRIPTS]},
            Key: {"type": "string", "pattern": f"^{KEY.pattern}$"},
            str: {"type": "string"},
            bool: {"type": "boolean"},
            int: {"type": "integer", "minimum": 0, "maximum": 999_999_999},
            Decimal: {"type": ["number", "string"], "pattern": r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"},
            dt.date: {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
        }
        return plain[kind]

    def _dataclass(self, kind: Any) -> dict[str, Any]:
        name = kind.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # holds the place while its fields refer to it
            fields = fields_of(kind)
            properties = {
                spelled: {"title": field.term, **self.of(field.kind, field.one_of), **_shown(name, spelled)}
                for spelled, field in fields.items()
            }
            made: dict[str, Any] = {
                "type": "object",
                "properties": properties,
                "required": [spelled for spelled, field in fields.items() if field.required],
                "additionalProperties": False,
            }
            short = getattr(kind, "SHORT", None)
            if short:
                made = {"anyOf": [properties[short], made]}
            self.definitions[name] = made
        return {"$ref": f"#/$defs/{name}"}

    def _when(self) -> bool:
        condition = {"$ref": "#/$defs/When"}
        some = {"type": "array", "minItems": 1, "items": condition}
        self.definitions["When"] = {
            "type": "object",
            "minProperties": 1,
            "description": When.ALLOWED,
            "properties": {"all": some, "any": some, "not": condition},
            "additionalProperties": {"type": ["string", "array"], "items": {"type": "string"}},
        }
        return True


_WORDS = {"type": "string", "pattern": r"^\S([\s\S]*\S)?$"}  # not empty, no space at the ends
_TWO_SCRIPTS = {
    "type": "object",
    "properties": {"zh-Hans": _WORDS, "zh-Hant": _WORDS},
    "required": ["zh-Hans", "zh-Hant"],
    "additionalProperties": False,
}

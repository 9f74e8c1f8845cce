"""The JSON Schema of what calc declares 声明的格式, read from its typed dictionaries."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

PLAIN: dict[Any, str] = {str: "string", bool: "boolean", int: "integer", NoneType: "null"}


def of_typed(kind: Any) -> dict[str, Any]:
    """The schema of a typed dictionary, with all that it holds. Raises TypeError for a type that no declaration has."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_of(kind)}


def _of(kind: Any) -> dict[str, Any]:
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        properties = {
            name: _of(get_args(hint)[0] if get_origin(hint) is NotRequired else hint) for name, hint in hints.items()
        }
        return {
            "type": "object",
            "properties": properties,
            "required": sorted(kind.__required_keys__),
            "additionalProperties": False,
        }
    if kind in PLAIN:
        return {"type": PLAIN[kind]}
    if kind is Any:
        return {}
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (Union, UnionType):
        return {"anyOf": [_of(part) for part in parts]}
    if origin is list:
        return {"type": "array", "items": _of(parts[0])}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(parts[1])}
    raise TypeError(f"no schema for {kind}")

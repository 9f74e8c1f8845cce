"""What compiling makes, and whether it is what would be made now: looked at before anything of the compiler is imported.

Of a procedure counts only what the compiler reads of it: another summary or step of it makes nothing in calc stale.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from scripts.data import yaml_strict
from scripts.data.yaml_strict import Problem, plain, read
from scripts.kept import files, hash_of, put_json
from scripts.paths import ROOT

DATA = "data.json"
CASES = "cases.json"
MESSAGES = "locales/zh-Hant/LC_MESSAGES/calc.mo"


def make(root: Path = ROOT) -> None:
    """Compile calc, if it is not as it would be made now. Raises DataError with every mistake in the data."""
    if not is_made(root):
        from scripts.compile import catalogue  # takes long to import, and little that changes is calc's

        catalogue.build(root)


def is_made(root: Path) -> bool:
    """Whether nothing has changed since :func:`note` that was read then, or that was written."""
    try:
        told = json.loads(_record(root).read_text("utf-8"))
        if told["state"] != _state(root):
            return False
        changed = {id: file for id, each in told["procedures"].items() if each["file"] != (file := _file(root, id))}
        for id, file in changed.items():
            each = told["procedures"][id]
            if each["read"] != _read_of(root, id, each["fields"]):
                return False
            each["file"] = file
    except (OSError, ValueError, TypeError, KeyError):
        return False
    if changed:
        put_json(_record(root), told)
    return True


def note(root: Path, read_of: Mapping[str, Collection[str]]) -> None:
    """Remember that it has been made of the files as they are now.

    :param read_of: which fields of which procedures were read for it.
    """
    procedures = {
        id: {"file": _file(root, id), "fields": sorted(fields), "read": _read_of(root, id, fields)}
        for id, fields in read_of.items()
    }
    put_json(_record(root), {"state": _state(root), "procedures": procedures})


def _record(root: Path) -> Path:
    return root / ".cache/compiled.json"


def _state(root: Path) -> str:
    """A hash of all that is read and of all that is written, but of procedures; of these, which there are."""
    code = ("calc/**/*", "scripts/**/*.py", "tests/calc/cases/*", "requirements.txt")
    shared = ("guides/shared/*.yml", "guides/*/region.yml", "guides/*/sources.yml")
    names = sorted(path.relative_to(root).as_posix() for path in root.glob("guides/*/*.yml"))
    return hash_of([*files(root, *code, *shared), *map(str.encode, names)])


def _file(root: Path, id: str) -> str:
    return hash_of([(root / f"guides/{id}.yml").read_bytes()])


def _read_of(root: Path, id: str, fields: Collection[str]) -> str:
    """A hash of what stands in these fields of a procedure. Raises ValueError for a file with mistakes."""
    problems: list[Problem] = []
    name = f"guides/{id}.yml"  # as the compiler has it: the text is read once
    node = read(root / name, problems, name)
    if problems or not isinstance(node, yaml_strict.Mapping):
        raise ValueError(id)
    told = {name: plain(value) for name, value in node.entries.items() if name in fields}
    return hash_of([json.dumps(told, ensure_ascii=False).encode()])

"""Put a JavaScript module and what it imports into one file: one request instead of a chain of them.

Our own modules are plain enough for it: named imports of files beside them, and no two top-level names alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_IMPORT = re.compile(r'^import (?:\{\s*\w+(?:,\s*\w+)*,?\s*\} from )?"(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:\{[^}]*\};\n|(?=(?:async )?function|class|const))", re.MULTILINE)
_COMMENT = re.compile(r"^ *(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)


def one_file(entry: Path, instead: Mapping[Path, Path] | None = None) -> str:
    """The text of a module and all it imports, each once, imported ones first; comments stay in the source.

    `instead` takes other files in place of some. Raises ValueError for an import or export written in another way.
    """
    replacements = {old.resolve(): new.resolve() for old, new in (instead or {}).items()}
    return "".join(_collect(entry.resolve(), replacements, []))


def classic(entry: Path, instead: Mapping[Path, Path] | None = None) -> str:
    """The same as a classic script, which a page opened from disk can run."""
    return f'(async () => {{\n"use strict";\n{one_file(entry, instead)}}})();\n'


def _collect(path: Path, instead: Mapping[Path, Path], seen: list[Path]) -> list[str]:
    path = instead.get(path, path)
    if path in seen:
        return []
    seen.append(path)
    text = path.read_text(encoding="utf-8")
    found = _IMPORT.findall(text)
    parts = [part for name in found for part in _collect((path.parent / name).resolve(), instead, seen)]
    own = _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))
    if re.search(r"^(import|export)\b", own, re.MULTILINE):
        raise ValueError(f"{path}: an import or export that one_file() does not know")
    return [*parts, own]

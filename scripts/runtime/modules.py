"""Put a JavaScript module and what it imports into one file: one request instead of a chain of them.

Our own modules are plain enough for it: named imports of files beside them, and no two top-level names alike.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|class|const)", re.MULTILINE)
_COMMENT = re.compile(r"^ *(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)


def one_file(entry: Path) -> str:
    """The text of a module and all it imports, each once, imported ones first; comments stay in the source."""
    return "".join(_collect(entry.resolve(), []))


def sources(entry: Path) -> list[Path]:
    """The files that go into it."""
    seen: list[Path] = []
    _collect(entry.resolve(), seen)
    return seen


def _collect(path: Path, seen: list[Path]) -> list[str]:
    if path in seen:
        return []
    seen.append(path)
    text = path.read_text(encoding="utf-8")
    parts = [part for name in _IMPORT.findall(text) for part in _collect((path.parent / name).resolve(), seen)]
    own = _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text)))
    if re.search(r"^(import|export)\b", own, re.MULTILINE):
        raise ValueError(f"{path}: an import or export that one_file() does not know")
    return [*parts, own]

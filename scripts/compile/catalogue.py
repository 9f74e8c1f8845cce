"""Collects every message that calc may show and writes its Traditional catalogue.

Messages are the texts in calls of `_()` and `N_()` in calc's code and the words of its data (parameters, flows,
calendar, citations). `python -m scripts.compile.catalogue` writes calc/data.json and calc/locales/zh-Hant/LC_MESSAGES/calc.mo.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from scripts.compile.compiler import write
from scripts.data.yaml_strict import DataError
from scripts.paths import ROOT
from scripts.traditional import default_converter

FUNCTIONS = ("_", "N_")
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # the header asks for one; the day of the build would change the bytes
OUTPUT = ROOT / "calc" / "locales" / "zh-Hant" / "LC_MESSAGES" / "calc.mo"


def messages_in_code(folder: Path) -> Iterator[tuple[str, str]]:
    """Every marked message with its place, "contribution.py:12". Raises ValueError for one that is not plain text."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS):
                continue
            match node.args:
                case [ast.Constant(value=str(message))]:
                    yield message, f"{path.relative_to(folder.parent)}:{node.lineno}"
                case [ast.JoinedStr()]:
                    raise ValueError(f"{path}:{node.lineno}: put the numbers in after translation, with format()")


def catalogue(messages: Mapping[str, str | None], convert: Callable[[str], str]) -> bytes:
    """The .mo file: message → its own Traditional form, or the converted one. The same messages give the same bytes."""
    book = Catalog(locale="zh_Hant", project="shebao-guide", fuzzy=False, creation_date=NO_DATE, revision_date=NO_DATE)
    for message in sorted(messages):
        if message:
            book.add(message, string=messages[message] or convert(message))
    file = io.BytesIO()
    write_mo(file, book)
    return file.getvalue()


def build() -> None:
    """Write calc's data and catalogue. Raises DataError."""
    messages: dict[str, str | None] = dict.fromkeys(message for message, _place in messages_in_code(ROOT / "calc"))
    messages |= write().words
    content = catalogue(messages, default_converter().convert)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    if not OUTPUT.exists() or OUTPUT.read_bytes() != content:
        OUTPUT.write_bytes(content)


def main() -> int:
    try:
        build()
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

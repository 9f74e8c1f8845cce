"""Collects every message that calc may show and writes its Traditional catalogue.

Messages are the texts in calls of `_()` and `N_()` in calc's code and the words of its data (parameters, flows,
calendar, citations). `python -m scripts.compile` writes calc/data.json and calc/locales/zh-Hant/LC_MESSAGES/calc.mo.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from scripts.compile import cases, made
from scripts.compile.code import code
from scripts.compile.compiler import write
from scripts.kept import kept
from scripts.paths import ROOT
from scripts.traditional import default_converter

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # the header asks for one; the day of the build would change the bytes


def messages_in_code(path: Path, root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Every marked message of a module with its place, "calc/api.py:12". Raises ValueError for one that is not plain text."""
    for message, line in code(path.read_text("utf-8")).messages:
        if message is None:
            raise ValueError(f"{path}:{line}: put the numbers in after translation, with format()")
        yield message, f"{path.relative_to(root)}:{line}"


def catalogue(messages: Mapping[str, str | None], convert: Callable[[str], str]) -> bytes:
    """The .mo file: message → its own Traditional form, or the converted one. The same messages give the same bytes."""
    book = Catalog(locale="zh_Hant", project="shebao-guide", fuzzy=False, creation_date=NO_DATE, revision_date=NO_DATE)
    for message in sorted(messages):
        if message:
            book.add(message, string=messages[message] or convert(message))
    file = io.BytesIO()
    write_mo(file, book)
    return file.getvalue()


def build(root: Path = ROOT, out: Path | None = None, regions: Collection[str] | None = None) -> None:
    """Write calc's data, catalogue and conformance cases; what they were made of beside the code is noted.

    :param out: where; beside the code if None.
    :param regions: the regions whose rules, numbers and words they hold; all if None.
    :raises DataError: with every mistake in the data.
    """
    if out is None and regions is None:
        made.note(root, _build(root, root / "calc", None))
    else:
        _build(root, out or root / "calc", regions)


def _build(root: Path, out: Path, regions: Collection[str] | None) -> dict[str, set[str]]:
    """Write them; which fields of which procedures were read."""
    compiler = write(root, out / made.DATA, regions)
    modules = [*sorted((root / "calc").glob("*.py")), *compiler.engine(), *compiler.modules()]
    made_from = (path.read_bytes() for path in modules)
    marked = kept(
        "messages-in-code", made_from, lambda: [text for path in modules for text, _ in messages_in_code(path, root)]
    )
    messages: dict[str, str | None] = {**dict.fromkeys(marked), **compiler.words}
    content = catalogue(messages, default_converter().convert)
    target = out / made.MESSAGES
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists() or target.read_bytes() != content:
        target.write_bytes(content)
    cases.write(root, out / made.CASES, compiler.regions)
    return compiler.procedures

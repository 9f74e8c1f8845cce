"""Checks the data and says what is wrong: ``python -m scripts.tools.check``. For editors; the tests run the same checks."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import calc
from scripts.compile.catalogue import messages_in_code
from scripts.compile.compiler import write
from scripts.data.loader import load
from scripts.data.schema import schemas
from scripts.data.yaml_strict import DataError, Problem
from scripts.pages import words
from scripts.pages.brand import Brand
from scripts.paths import ROOT
from scripts.traditional import ambiguous, corpus

SCHEMAS = "build/schema"  # where .vscode/settings.json finds them


def main() -> int:
    problems: list[Problem] = []
    stages = (
        lambda: write().words,
        lambda: words.of_site(ROOT, Brand.configured(ROOT), str),
        lambda: load(ROOT / "guides", calc.calculators()),
    )
    of_calc, _words, library = (_done(stage, problems) for stage in stages)
    undecided = _done(lambda: ambiguous(_said(of_calc or {}, problems)), problems)
    if problems:
        print(DataError(problems), file=sys.stderr)
    if undecided:
        print("这些字怎样转成繁体，还没有定：", *undecided, sep="\n  ", file=sys.stderr)
    if problems or undecided:
        return 1
    (ROOT / SCHEMAS).mkdir(parents=True, exist_ok=True)
    for name, schema in schemas(library).items():
        (ROOT / SCHEMAS / f"{name}.json").write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    print(f"数据没有错误：{len(library.regions)} 个地区，{len(library.procedures)} 个事项")
    return 0


def _done(stage: Callable[[], Any], problems: list[Problem]) -> Any:
    """What a stage gives; None if it found mistakes, which hide none of another stage."""
    try:
        return stage()
    except DataError as error:
        problems.extend(error.problems)
        return None


def _said(of_calc: Mapping[str, str | None], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """All Chinese that readers see, with its place."""
    yield from corpus(problems=problems)  # mistakes told already are told once
    for path in (ROOT / "calc").rglob("*.py"):
        yield from ((place, message) for message, place in messages_in_code(path))
    yield from (("calc/data.json", word) for word, own in of_calc.items() if own is None)


if __name__ == "__main__":
    sys.exit(main())

"""The conformance cases 核对用例 as JSON: another implementation of the rules can be held against them.

They are the sentences under tests/calc/cases/; calc/README.md says what is in each.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from calc.engine.results import canonical
from scripts.compile.compiler import strings
from scripts.compile.made import CASES
from scripts.data.regions import regions as all_regions
from scripts.data.yaml_strict import DataError, Mapping, Problem, Scalar, plain, read


def write(root: Path, output: Path, regions: Collection[str]) -> None:
    """Write the cases of the regions' calculators, if they changed, without those that speak of another region.

    :raises DataError: with every mistake in the files' form.
    """
    others = {*all_regions(root)} - {*regions}
    names = [*filter(None, (_short_name(root, region) for region in others))]
    places = {place for region in others for place in _places(root, region)}
    chosen = [
        case
        for case in _cases(root)
        if case["calculator"].partition("/")[0] in regions
        and not any(text in places or any(name in text for name in names) for text in strings(case))
    ]
    text = canonical({"cases": chosen}) + "\n"
    if not output.exists() or output.read_text("utf-8") != text:
        output.write_text(text, "utf-8")


def _cases(root: Path) -> list[dict[str, Any]]:
    """All cases; without the tests, those that were published with them."""
    folder, published = root / "tests/calc/cases", root / "calc" / CASES
    if not folder.is_dir():
        kept: dict[str, Any] = json.loads(published.read_text("utf-8")) if published.exists() else {"cases": []}
        return list(kept["cases"])
    problems: list[Problem] = []
    nodes = [read(path, problems, path.relative_to(root).as_posix()) for path in sorted(folder.glob("*.yml"))]
    if problems:
        raise DataError(problems)
    return [_published(case) for node in nodes if node for case in plain(node)]


def _short_name(root: Path, region: str) -> str:
    """How people call a region: 武汉, 黑龙江. Empty for one that has no pages of its own."""
    path = root / "guides" / region / "region.yml"
    node = read(path, []) if path.is_file() else None
    name = node.entries.get("name") if isinstance(node, Mapping) else None
    return name.text.rstrip("市省县区") if isinstance(name, Scalar) else ""


def _places(root: Path, region: str) -> Iterator[str]:
    """What the national calculators call the places whose numbers the region holds."""
    for path in sorted((root / "calc" / region / "parameters").glob("*.yml")):
        node = read(path, [])
        places = node.entries.get("places") if isinstance(node, Mapping) else None
        if isinstance(places, Mapping):
            yield from places.entries


def _published(case: dict[str, Any]) -> dict[str, Any]:
    """A case in JSON's words: an output that is not there is null."""
    made = {("inputs" if name == "input" else name): value for name, value in case.items()}
    for part in ("expect", "error"):
        if part in made:
            made[part] = {name: None if text == "null" else text for name, text in made[part].items()}
    return made

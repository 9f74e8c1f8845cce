"""The site's style sheets 样式表, put together from docs/stylesheets in words that the browsers promised know."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from scripts.kept import files
from scripts.node import node, spelled

STYLER = Path(__file__).with_name("styles.mjs")
STYLES = {  # each, and the files of docs/stylesheets that it is put together from, in this order
    "theme": ["theme"],  # a layer, under all the others: scripts.tools.theme makes it
    "guide": [
        "tokens",
        "base",
        "controls",
        "frame",
        "lists",
        "home-search",
        "procedure",
        "calculator",
        "result",
        "roster",
        "diagram",
        "task",
        "ways",
        "event",
        "elder",
    ],
    "print": ["print"],
    "receipt": ["receipt"],
    "embed": ["embed"],
}


def made_from(root: Path) -> Iterator[bytes]:
    """All that they depend on, as parts of a hash."""
    yield from files(root / "docs/stylesheets", "*.css")
    yield STYLER.read_bytes()
    yield (root / "package.json").read_bytes()  # names the browsers that the sheets are for


def write(root: Path, out: Path) -> None:
    """Write them into a folder. Raises RuntimeError with what is wrong with one."""
    sheets = {
        name: [spelled(root / f"docs/stylesheets/{part}.css") for part in parts] for name, parts in STYLES.items()
    }
    command = [node(), str(STYLER), str(out), json.dumps(sheets)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise RuntimeError(f"docs/stylesheets: {done.stderr.strip()}")

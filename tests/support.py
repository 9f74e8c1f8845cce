"""Where things are, how tests run the project's own commands, and how they find the words of the data."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.data.decode import Text
from scripts.tools.reproduce import without_network

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "tests/data/guides"
MKDOCS = str(
    Path(sys.executable).with_name("mkdocs")
)  # by its name, as make calls it: `python -m` would find more modules
SITE_URL = "https://shebao-guide.example/"
ENVIRONMENT = {
    **os.environ,
    "SOURCE_DATE_EPOCH": "1767225600",  # built on 2026-01-01
    "NO_MKDOCS_2_WARNING": "1",
    "SITE_URL": SITE_URL,
}


def run(root: Path, *module: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a project folder."""
    return _done(root, sys.executable, "-m", *module, **environment)


def build(root: Path, out: Path, umask: int = -1, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a project folder as `make build` does, without a network where that can be had.

    Not quietly: that would hide warnings from --strict too.
    """
    command = (*without_network(), MKDOCS, "build", "--strict", "--site-dir", str(out))
    return _done(root, *command, umask=umask, **environment)


def _done(root: Path, *command: str, umask: int = -1, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**ENVIRONMENT, **environment}
    return subprocess.run(command, cwd=root, env=told, umask=umask, capture_output=True, text=True, check=False)


def procedure_files(guides: Path) -> list[Path]:
    """The files of guides/ that are procedures, not registers."""
    rooms, registers = {"shared", "compare"}, {"region.yml", "sources.yml"}
    return [
        path for path in sorted(guides.glob("*/*.yml")) if path.parent.name not in rooms and path.name not in registers
    ]


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every word for readers inside a model value, with a path to it."""
    if isinstance(value, Text):
        if value.hant is None:
            yield place, str(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name), f"{place}.{field.name.rstrip('_')}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{place}.{key}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{place}[{number}]")

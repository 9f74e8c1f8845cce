"""Where things are, and how tests run the project's own commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "tests/data/guides"
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "NO_MKDOCS_2_WARNING": "1"}  # built on 2026-01-01


def run(root: Path, *module: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a project folder."""
    command = [sys.executable, "-m", *module]
    return subprocess.run(command, cwd=root, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def build(root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Build a project folder as `make build` does. Not quietly: that would hide warnings from --strict too."""
    return run(root, "mkdocs", "build", "--strict", "--site-dir", str(out))


def procedure_files(guides: Path) -> list[Path]:
    """The files of guides/ that are procedures, not registers."""
    rooms, registers = {"shared", "compare"}, {"region.yml", "sources.yml"}
    return [
        path for path in sorted(guides.glob("*/*.yml")) if path.parent.name not in rooms and path.name not in registers
    ]

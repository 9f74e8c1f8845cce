"""Where things are, and how tests run the project's own commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "tests/data/guides"
SITE_URL = "https://shebao-guide.example/"
ENVIRONMENT = {
    **os.environ,
    "SOURCE_DATE_EPOCH": "1767225600",  # built on 2026-01-01
    "NO_MKDOCS_2_WARNING": "1",
    "SITE_URL": SITE_URL,
}


def run(root: Path, *module: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a project folder."""
    command = [sys.executable, "-m", *module]
    told = {**ENVIRONMENT, **environment}
    return subprocess.run(command, cwd=root, env=told, capture_output=True, text=True, check=False)


def build(root: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a project folder as `make build` does. Not quietly: that would hide warnings from --strict too."""
    return run(root, "mkdocs", "build", "--strict", "--site-dir", str(out), **environment)

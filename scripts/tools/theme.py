"""Make docs/stylesheets/theme.css again: what a finished site uses of Material for MkDocs. `make theme` does both.

The sheet is kept in the repository, so that no build depends on the wheel's files; a test compares the two.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from scripts.node import node
from scripts.paths import ROOT

MAKER = Path(__file__).with_name("theme_style.mjs")
TARGET = ROOT / "docs/stylesheets/theme.css"
LICENCE = TARGET.with_name("theme.licence.txt")
NOTE = "/* From Material for MkDocs {version}, MIT, with icons of Pictogrammers, Apache-2.0: theme.licence.txt. `make theme` makes it. */\n"


def style(site: Path) -> str:
    """The rules of the theme's style sheet that some page of the site, or a program of its pages, has a use for."""
    wheel = distribution("mkdocs-material")
    (sheet,) = Path(str(wheel.locate_file("material/templates/assets/stylesheets"))).glob("main.*.min.css")
    command = [node(), str(MAKER), str(site), str(sheet)]
    rules = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S603
    return NOTE.format(version=wheel.version) + rules


def licence() -> str:
    """The licences of the style sheet and of the icons drawn in it, as the wheel ships them."""
    wheel = distribution("mkdocs-material")
    files = [file for file in wheel.files or [] if file.match("*.dist-info/licenses/LICENSE")]
    files += [file for file in wheel.files or [] if file.match("templates/.icons/material/LICENSE")]
    return "\n\n".join(file.read_text(encoding="utf-8").strip() for file in files) + "\n"


if __name__ == "__main__":
    TARGET.write_text(style(Path(sys.argv[1])), encoding="utf-8")
    LICENCE.write_text(licence(), encoding="utf-8")

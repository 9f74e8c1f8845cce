"""The calculators of a site that is made of some regions only: a copy of calc that holds nothing of the others.

The copy is packed for the browser, and the pages' worked examples are computed with its data, so that no number, name or
word of a region that was not chosen is anywhere in the site.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from scripts.compile import catalogue
from scripts.data.regions import BUILT_ON, regions

PAPERS = ("pyproject.toml", "setup.py", "README.md", "LICENSE", "requirements.txt")


def stage(root: Path, out: Path, chosen: Collection[str]) -> Path:
    """Write the copy into a folder, which is replaced, and give calc's place in it.

    :raises DataError: with every mistake in the data of the regions chosen.
    """
    shutil.rmtree(out, ignore_errors=True)
    others = {*regions(root)} - {*chosen, BUILT_ON}
    calc = root / "calc"

    def left_out(folder: str, names: list[str]) -> set[str]:
        here = others if Path(folder) == calc else set()
        return {name for name in names if name in here or name == "__pycache__" or name.endswith((".yml", ".md"))}

    shutil.copytree(calc, out / "calc", ignore=left_out)
    for name in PAPERS:
        shutil.copy2(root / name, out / name)
    catalogue.build(root, out / "calc", chosen)
    return out / "calc"

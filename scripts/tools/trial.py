"""Would the data still be right? Changed files are tried in a copy before they are written: for the commands that change many."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from scripts.compile.compiler import Compiler
from scripts.data.loader import load
from scripts.data.yaml_strict import DataError, Problem


def mistakes(root: Path, files: Mapping[str, str], calculators: Iterable[str]) -> list[Problem]:
    """Every mistake of guides/, and of calc/ where there is one, with these files, each by its path below the root."""
    found: list[Problem] = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for room in ("guides", "calc"):
            if (root / room).is_dir():
                shutil.copytree(root / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "locales"))
        for name, text in files.items():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_text(text, encoding="utf-8")
        try:
            load(copy / "guides", calculators, drafts=True)
            if (copy / "calc").is_dir():  # it reads the guides too, and would tell their mistakes again
                Compiler(copy).compile()
        except DataError as error:
            found += error.problems
    return found


def changed(root: Path, files: Mapping[str, str], calculators: Iterable[str]) -> bool:
    """Write the files and list them; with a mistake write none, list the mistakes and say False."""
    if problems := mistakes(root, files, calculators):
        print("这样改，数据会有错误，文件都没有动：", *problems, sep="\n  ", file=sys.stderr)
        return False
    write(root, files)
    print("改好了：", *files, sep="\n  ")
    return True


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")

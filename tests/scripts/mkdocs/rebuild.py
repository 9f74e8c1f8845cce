"""Changes a small project file by file; says where a build after a change differs from a build from nothing.

    PYTHONPATH=PROJECT python tests/scripts/mkdocs/rebuild.py PROJECT < STEPS

PROJECT is a copy that this program may change, and STEPS a list of steps, each a list of [file, old text, new text]; no old text:
a new file; no new text: the file is deleted. Each build is a process of its own that has imported the project and has not read
calc's data. Of a build only what is not made from pages and data is left out: Python, the search index, compressed copies, and
the frames.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from multiprocessing import get_context
from pathlib import Path

import openpyxl  # noqa: F401 - loaded once for all builds, like the dictionaries below
from pypinyin import lazy_pinyin

from scripts.mkdocs.site import RUNTIME, Builder, Options
from scripts.pages.brand import Brand
from scripts.paths import PREFIX

OF_CODE = ("inside-pyodide", "messages-in-code", "offline", "strings-in-code")
"""What is kept that is made from code only, under a hash of it."""
MARKS = ("TITLE", "DESCRIPTION", "BODY", "ROOT", "HOME", "PATH", "HOLDS", "CHECKED", "RUNTIME", "VERSION")


class Pages(Builder):
    """A build without other programs."""

    def _search(self, out: Path) -> None:
        pass

    def _compress(self) -> None:
        pass

    def _styles(self, out: Path) -> None:
        for sheet in (self.root / "docs/stylesheets").glob("*.css"):
            shutil.copy(sheet, out)


def build(root: Path, out: Path) -> None:
    """Build as the hook does, with frames that hold their marks and their key."""
    (out / RUNTIME).mkdir(parents=True, exist_ok=True)
    brand = Brand(name="示例")
    options = Options("https://example.org/", "", 365, pdf=False, offline=True, runtime="plain", brand=brand)
    builder = Pages(root, out, options, serving=False)
    frame = f"{builder.frame_key([])} {' '.join(f'@@{mark}@@' for mark in MARKS)}"
    shells = {f"{prefix}{place}index.html": frame for prefix in PREFIX.values() for place in ("", "embed/")}
    builder.build(shells | {"about/index.html": "@@CHECKED@@"})
    builder.finish("")


def built(root: Path, out: Path) -> dict[str, str]:
    """Build in a process of its own: a hash of each file of the site."""
    process = get_context("fork").Process(target=build, args=(root, out))
    process.start()
    process.join()
    assert process.exitcode == 0, "the build failed"
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def from_nothing(root: Path, out: Path) -> dict[str, str]:
    """Build without anything that an earlier build has kept of pages and data; that is there again afterwards."""
    cache, aside = root / ".cache", root / ".cache-aside"
    cache.rename(aside)
    for name in OF_CODE:
        shutil.copytree(aside / name, cache / name)
    shutil.rmtree(out, ignore_errors=True)
    try:
        return built(root, out)
    finally:
        shutil.rmtree(cache)
        aside.rename(cache)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8") if old else ""
    assert old in text, file
    if new:
        file.write_text(text.replace(old, new, 1) if old else new, "utf-8")
    else:
        file.unlink()


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return [path for path in sorted(one.keys() | other.keys()) if one.get(path) != other.get(path)]


def main(root: Path) -> None:
    lazy_pinyin("拼音")
    before = built(root, root / "site")
    for step in json.load(sys.stdin):
        for file, old, new in step:
            change(root / file, old, new)
        after = built(root, root / "site")
        stale = differences(after, from_nothing(root, root / "site-anew"))
        print(json.dumps({"step": step, "changed": len(differences(before, after)), "stale": stale}), flush=True)
        before = after


if __name__ == "__main__":
    main(Path(sys.argv[1]))

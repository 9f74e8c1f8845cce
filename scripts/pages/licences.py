"""The licence notices 许可和声明 of what the site ships and others have made: ``licences/`` in both scripts, and the texts.

The texts are those that the installed packages carry, never typed here. Pyodide's package carries none: its licence and
Emscripten's stand in other packages under the same one, and where no package has a text, the page says so.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from identify.vendor.licenses import LICENSES

from scripts.kept import kept
from scripts.node import node

FOLDER = "licences"
INSIDE = Path(__file__).with_name("inside_pyodide.mjs")


@dataclass(frozen=True)
class Part:
    """Something in the site that others have made.

    ``version`` and ``licence`` (SPDX) are empty where its package does not tell them, ``text`` where no package has it.
    ``files`` are patterns of paths in the site; none for what is inside another part. ``source`` is where its source is,
    for a licence that asks to say so.
    """

    name: str
    version: str
    licence: str
    text: str
    files: tuple[str, ...] = ()
    source: str = ""

    @property
    def file(self) -> str:
        """The name of its text's file, or "" without a text."""
        return f"{re.sub(r'[^a-z0-9]+', '-', self.name.lower())}.txt" if self.text else ""


def parts(root: Path) -> Iterator[Part]:
    """Every part. Raises FileNotFoundError or PackageNotFoundError where what builds the site is not set up."""
    modules = root / "node_modules"
    pyodide = modules / "pyodide"
    inside = inside_pyodide(pyodide)
    runtime = ("assets/python/worker.*.js", "assets/python/whole.*.js", "assets/python/*.asm.*.wasm")
    memory = "assets/python/snapshot.*.bin"
    library = "assets/python/library.*.zip"
    mpl = _read(modules / "axe-core/LICENSE")  # the same licence; Pyodide's own package has no text
    files = (*runtime, memory, library)
    yield Part("Pyodide", _version(pyodide), _licence(pyodide), mpl, files, _package(pyodide)["homepage"])
    python = _wheel("typing_extensions", "LICENSE")  # what its module is taken from is CPython, under this text
    yield Part("CPython", inside["CPython"], "PSF-2.0", python, (*runtime, memory, library))
    webp = _wheel("playwright", "webp_codec.LICENSE")
    emscripten = webp[webp.index("Emscripten is available under") :]
    yield Part("Emscripten", inside["Emscripten"], "MIT OR NCSA", emscripten, runtime)
    known = {"zlib": "Zlib", "Zstandard": "BSD-3-Clause"}
    texts = {"zlib": _section("zlib"), "Zstandard": _section("zstd")}
    for name, version in inside.items():
        if name not in {"CPython", "Emscripten"}:
            yield Part(name, version, known.get(name, ""), texts.get(name, ""))
    pagefind = modules / "pagefind"
    yield Part("Pagefind", _version(pagefind), _licence(pagefind), _read(pagefind / "LICENSE/LICENSE"), ("pagefind/*",))
    workbox = modules / "workbox-precaching"
    yield Part("Workbox", _version(workbox), _licence(workbox), _read(workbox / "LICENSE"), ("sw.js",))
    qr = modules / "qr"
    text = _read(qr / "LICENSE-MIT") + "\n\n" + _read(qr / "LICENSE")
    yield Part("qr", _version(qr), _licence(qr).strip("()"), text, ("assets/javascripts/vendor/qr.mjs",))
    style = root / "docs/stylesheets/theme.css"
    made = re.search(r"Material for MkDocs ([\d.]+)", _read(style))
    text = _read(style.with_name("theme.licence.txt"))
    yield Part(
        "Material for MkDocs", made[1] if made else "", "MIT AND Apache-2.0", text, ("assets/stylesheets/theme.css",)
    )


def write(root: Path, out: Path) -> None:
    """Write the texts, and those of our own licences."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts(root):
        if part.text:
            (folder / part.file).write_text(part.text.strip() + "\n", encoding="utf-8")
    (folder / "apache-2.0.txt").write_text(_read(root / "LICENSE"), encoding="utf-8")
    (folder / "cc-by-4.0.txt").write_text(dict(LICENSES)["CC-BY-4.0"].strip() + "\n", encoding="utf-8")


@cache
def inside_pyodide(folder: Path) -> dict[str, str]:
    """The libraries inside Pyodide and their versions, as it says when it runs; an empty one it does not tell."""

    def ask() -> dict[str, str]:
        command = [node(), str(INSIDE), str(folder)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
        found: dict[str, str] = json.loads(done.stdout)
        return found

    lock = folder / "pyodide-lock.json"
    return kept("inside-pyodide", [lock.read_bytes(), (folder / "package.json").read_bytes(), INSIDE.read_bytes()], ask)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _package(folder: Path) -> dict[str, str]:
    package: dict[str, str] = json.loads(_read(folder / "package.json"))
    return package


def _version(folder: Path) -> str:
    return _package(folder)["version"]


def _licence(folder: Path) -> str:
    return _package(folder)["license"]


def _wheel(name: str, pattern: str) -> str:
    """The licence texts that a Python package brings. Raises FileNotFoundError if there are none by that name."""
    found = [file for file in distribution(name).files or () if file.match(pattern)]
    if not found:
        raise FileNotFoundError(f"{name} has no {pattern}")
    return "\n\n".join(file.read_text(encoding="utf-8").strip() for file in sorted(found))


def _section(name: str) -> str:
    """What the licence file of Node, which Playwright brings along, says of a library."""
    text = _wheel("playwright", "driver/LICENSE")
    found = re.search(rf'^ *- {name}, located at .*?"""\n(.*?)"""', text, re.MULTILINE | re.DOTALL)
    if not found:
        raise FileNotFoundError(f"playwright's driver/LICENSE says nothing of {name}")
    return found[1]

"""Write `assets/python/`: everything a page needs to run calc, and a wheel that other Pyodide pages can load by name.

What is in the folder:

- `manifest.json`: SHA-256 and size of every file; the page carries the manifest's own hash
- `fetcher.*.js`: what gets the other files, verifies them and keeps them for the next visit
- `worker.*.js`, `pyodide.asm.*.wasm`, `snapshot.*.bin`: Python with calc imported, as a page starts it
- `words-*.bin`: the catalogue of a script, which only a page in that script loads
- `whole.*.js`, `whole.asm.*.wasm`, `library.*.zip`: the runtime as Pyodide ships it, and the library to start it without the
  snapshot
- the wheel and `pyodide-lock.json`: for anyone's Pyodide, PyScript or JupyterLite

Without trimming there is no snapshot: the runtime and the library are as Pyodide ships them, and calc is its wheel.
The same input gives the same bytes. Results are kept in a cache folder under the hash of all input.
"""

from __future__ import annotations

import filecmp
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]

from scripts.kept import hash_of, put
from scripts.node import node, spelled
from scripts.paths import ROOT
from scripts.runtime.bundle import bundle

HERE = Path(__file__).resolve().parent
PYODIDE = ROOT / "node_modules" / "pyodide"
WORKER = HERE / "worker" / "worker.mjs"
FETCHER = WORKER.with_name("fetch.mjs")
CLIENT = ROOT / "docs" / "assets" / "javascripts" / "runtime"
BUILT = ("pyodide.asm.wasm", "snapshot.bin", "library.zip")
COPIES = (".br", ".gz")
"""What the compressed copies of a file are called behind its name."""
NEARLY_FULL = 0.9
EPOCH = "315532800"  # 1980-01-01, the first day a zip file can name


class PackingFailed(RuntimeError):
    """A step of packing failed; the message is what the step said."""


@dataclass(frozen=True)
class Manifest:
    """What a page is told: the SHA-256 (hex) of `manifest.json`, and its content; `meta` is the tag that tells it."""

    sha256: str
    content: dict[str, object]

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a packed folder. Raises OSError when there is none."""
        text = (folder / "manifest.json").read_bytes()
        return cls(hashlib.sha256(text).hexdigest(), json.loads(text))

    @property
    def heap(self) -> str:
        """How full the memory is that a snapshot may have, in a line; empty without a snapshot.

        What grows with the data, and stops the build when it is full: the size of a fresh Pyodide is fixed.
        """
        heap: Any = self.content.get("heap")
        if not heap:
            return ""
        part = heap["used"] / heap["size"]
        words = f"Python's snapshot uses {heap['used']:,} of {heap['size']:,} bytes ({part:.0%})"
        return f"WARNING: {words}: see extra.runtime in mkdocs.yml" if part >= NEARLY_FULL else words

    @property
    def meta(self) -> str:
        """The tag for the head of every page that calculates."""
        content: Any = self.content
        programs = {"worker": next(iter(content["modes"].values()))["worker"], "fetcher": content["fetcher"]}
        said = "".join(
            f' data-{program}="{name}" data-{program}-sha256="{content["files"][name]["sha256"]}"'
            for program, name in programs.items()
        )
        return f'<meta name="python-runtime" content="{self.sha256}"{said}>'


def pack(
    out: Path,
    cache: Path,
    *,
    requests: Sequence[str] = (),
    warm: Sequence[str] | None = None,
    trimmed: bool = True,
    project: Path = ROOT,
    pyodide: Path = PYODIDE,
    quality: int | None = 11,
) -> Manifest:
    """Write the runtime into `out` (other files there are removed), using what `cache` has from earlier runs.

    `requests` are JSON texts for `calc.browser.handle` that touch all a page may ask: packing keeps what they enter,
    and proves that the packed runtime gives the same answers as the whole one. `warm` (all of them if None) are the few
    that are answered before the memory is kept, so that what they import and read is there when a page starts.
    `trimmed`: cut what calc never enters, and start from a snapshot; else all is as Pyodide publishes it.
    `quality` is brotli's, for the compressed copies; None writes none. Raises PackingFailed.
    """
    warm = requests if warm is None else warm
    asked = json.dumps([trimmed, [*requests], [*warm]]).encode()
    key = hash_of([*_sources(project, pyodide), asked])
    done = cache / "packed" / key
    if not (done / "manifest.json").is_file():
        with _replacing(done) as fresh:
            _build(fresh, (requests, warm) if trimmed else None, project, pyodide)
    out.mkdir(parents=True, exist_ok=True)
    packed = sorted(done.iterdir())
    for path in packed:
        _copy(path, out / path.name)
    plain = [] if quality is None else [out / path.name for path in packed if path.suffix != ".whl"]  # that is a zip
    here = {*(out / path.name for path in packed), *(copy for path in plain for copy in copies(path))}
    for path in {*out.iterdir()} - here:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if quality is not None:
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # brotli and zlib let other threads run
            list(pool.map(lambda path: compress(path, cache / "compressed", quality), plain))
    manifest = Manifest.read(out)
    if manifest.heap:
        print(manifest.heap, file=sys.stderr, flush=True)
    return manifest


def _sources(project: Path, pyodide: Path) -> Iterator[bytes]:
    """Everything that the result depends on, in a fixed order."""
    for folder, pattern in (
        (HERE, "*.mjs"),
        (WORKER.parent, "*.mjs"),
        (CLIENT, "*.mjs"),  # two of its modules are the worker's too
        (HERE, "inside.py"),
        (HERE, "pack.py"),
        (project / "calc", "**/*"),
        (pyodide, "*.*"),
    ):
        for path in sorted(folder.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()
    yield (ROOT / "package-lock.json").read_bytes()  # what bundles the worker
    yield (project / "pyproject.toml").read_bytes()


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A folder beside the target that takes its place when the block succeeds."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        fresh = Path(name) / "fresh"
        fresh.mkdir()
        yield fresh
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)


Asked = tuple[Sequence[str], Sequence[str]]
Modes = dict[str, dict[str, str]]


def _build(out: Path, asked: Asked | None, project: Path, pyodide: Path) -> None:
    """`asked` are the requests to trim by, all and the few; None trims nothing."""
    wheel = build_wheel(project, out)
    lock = _lock(out, wheel, pyodide)
    modes, heap = _trimmed(out, asked, wheel, pyodide) if asked else (_published(out, wheel, pyodide), None)
    fetcher = _write(out, "fetcher.js", bundle(FETCHER).encode())
    files = {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "size": path.stat().st_size}
        for path in sorted(out.iterdir())
    }
    # Two caches in a browser are two versions: whatever differs between two builds is in the version.
    version = hash_of([json.dumps([files, modes], sort_keys=True).encode()])[:16]
    manifest = {"version": version, "lock": lock, "heap": heap, "fetcher": fetcher, "modes": modes, "files": files}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _trimmed(out: Path, asked: Asked, wheel: Path, pyodide: Path) -> tuple[Modes, dict[str, int]]:
    """Put in a runtime without what calc never enters, its snapshot, and the whole one in case that does not do."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        job: dict[str, object] = {"pyodide": spelled(pyodide), "wheel": spelled(wheel), "out": spelled(work)}
        job |= {"requests": [*asked[0]], "warm": [*asked[1]]}
        (work / "job.json").write_text(json.dumps(job), encoding="utf-8")
        # JavaScript's dates take no notice of what build.mjs tells Python of the time zone, and stand in the snapshot.
        _run([node(), str(HERE / "build.mjs"), str(work / "job.json")], TZ="UTC")
        names = {built: _place(work / built, out) for built in BUILT}
        worker = _write(out, "worker.js", program(pyodide, work / "pyodide.asm.mjs", WORKER).encode())
        report = json.loads((work / "built.json").read_text(encoding="utf-8"))
        words = {f"words-{script}": _place(work / f"words-{script}.bin", out) for script in report["scripts"]}
    snapshot = {"worker": worker, "wasm": names["pyodide.asm.wasm"], "snapshot": names["snapshot.bin"], **words}
    plain = {**_whole(out, pyodide), "library": names["library.zip"]}
    return {"snapshot": snapshot, "plain": plain}, report["heap"]


def _published(out: Path, wheel: Path, pyodide: Path) -> Modes:
    """Put in the runtime as Pyodide publishes it; calc is its wheel."""
    library = _place(pyodide / "python_stdlib.zip", out, "library.zip")
    return {"plain": {**_whole(out, pyodide), "library": library, wheel.name.split("-")[0]: wheel.name}}


def _whole(out: Path, pyodide: Path) -> dict[str, str]:
    """Put in the runtime as Pyodide publishes it, with the program that starts it."""
    worker = program(pyodide, pyodide / "pyodide.asm.mjs", WORKER)
    return {
        "worker": _write(out, "whole.js", worker.encode()),
        "wasm": _place(pyodide / "pyodide.asm.wasm", out, "whole.asm.wasm"),
    }


def program(pyodide: Path, glue: Path, worker: Path) -> str:
    """One classic script for a worker: Pyodide's loader, its module, and ours. Raises PackingFailed, BundlingFailed."""
    script = """
        const [glue, ...files] = process.argv.slice(1);
        const { classicLoader, classicModule } = await import(glue);
        const { readFileSync } = await import("node:fs");
        const [loader, module] = files.map((file) => readFileSync(file, "utf8"));
        process.stdout.write(classicLoader(loader) + "\\n" + classicModule(module));
    """
    edits = (HERE / "glue.mjs").as_uri()
    command = [node(), "--input-type=module", "-e", script, edits, str(pyodide / "pyodide.js"), str(glue)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if done.returncode:
        raise PackingFailed(f"{glue.name}: {done.stderr.strip()}")
    return "\n".join([done.stdout, bundle(worker)])


def build_wheel(project: Path, out: Path) -> Path:
    """Build calc's wheel, from a copy: setuptools leaves its working files beside the source. Raises PackingFailed."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        shutil.copytree(project / "calc", copy / "calc", ignore=shutil.ignore_patterns("__pycache__"))
        for file in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
            if (project / file).is_file():
                shutil.copy2(project / file, copy / file)
        for path in copy.rglob("*"):
            if path.is_file():
                path.chmod(0o644)  # what a checkout gives them must not be told by the wheel
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(copy)]
        _run(command, SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH="")
    return next(out.glob("*.whl"))


def _run(command: list[str], **environment: str) -> None:
    # pip writes the names of folders as UTF-8, also where this process was told to take them for ASCII.
    told = {**os.environ, "PYTHONUTF8": "1", **environment}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=told)  # noqa: S603 - our own commands
    if done.returncode:
        raise PackingFailed(f"{' '.join(command[:4])}: {(done.stderr + done.stdout).strip()}")


def _lock(out: Path, wheel: Path, pyodide: Path) -> dict[str, object]:
    """Write pyodide-lock.json with the wheel, as `pyodide lockfile add-wheels` does, and give it without packages.

    Pyodide's own 350 packages are left out: they are not served here. The library is the one behind that command; its
    releases for older and newer Pythons differ in fields that say nothing (`tool`, `info.version`), which are evened
    out, so that every Python writes the same file.
    """
    from pyodide_lock.spec import PyodideLockSpec  # pydantic takes long to import, and packing is rare
    from pyodide_lock.utils import add_wheels_to_spec

    own = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    version = json.loads((pyodide / "package.json").read_text(encoding="utf-8"))["version"]
    path = out / "pyodide-lock.json"
    path.write_text(json.dumps({"info": {**own["info"], "version": version}, "packages": {}}), encoding="utf-8")
    add_wheels_to_spec(PyodideLockSpec.from_json(path), [wheel]).to_json(path)
    packages = json.loads(path.read_text(encoding="utf-8"))["packages"]
    for package in packages.values():
        package.pop("tool", None)
    path.write_text(json.dumps({"info": own["info"], "packages": packages}, indent=1) + "\n", encoding="utf-8")
    return {"info": own["info"], "packages": {}}


def _place(source: Path, out: Path, name: str | None = None) -> str:
    """Copy a file under a name that carries the hash of its content, so that browsers may keep it for ever."""
    return _write(out, name or source.name, source.read_bytes())


def _write(out: Path, name: str, content: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    placed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{suffix}"
    (out / placed).write_bytes(content)
    return placed


def gzipped(content: bytes) -> bytes:
    """The same in every Python: without a time, and made on no system in particular, which 3.11 and 3.13 write differently."""
    made = gzip.compress(content, 9, mtime=0)
    return made[:9] + b"\xff" + made[10:]


def copies(path: Path) -> list[Path]:
    """Where the compressed copies of a file stand."""
    return [path.with_name(f"{path.name}{suffix}") for suffix in COPIES]


def compress(path: Path, kept: Path, quality: int) -> None:
    """Write .br and .gz copies; compressing as well as possible is slow, so copies are kept by content."""
    content = path.read_bytes()
    ways: tuple[tuple[str, Callable[[], bytes]], ...] = (
        (f"{quality}", lambda: bytes(brotli.compress(content, quality=quality, lgwin=24))),
        ("9-any-system", lambda: gzipped(content)),
    )
    for target, (way, compress) in zip(copies(path), ways, strict=True):
        copy = kept / f"{hashlib.sha256(content).hexdigest()}-{way}{target.suffix}"
        if not copy.is_file():
            put(copy, compress())
        _copy(copy, target)


def _copy(source: Path, target: Path) -> None:
    """Unless it stands there already: of the same size and time, or else of the same content."""
    if not (target.is_file() and filecmp.cmp(source, target)):
        shutil.copy2(source, target)

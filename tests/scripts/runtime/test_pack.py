"""Packing: what is in the folder, the same every time, and what makes it stop."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import brotli
import pytest

from scripts.node import node
from scripts.runtime.bundle import BundlingFailed, bundle
from scripts.runtime.pack import PYODIDE, WORKER, Manifest, PackingFailed, build_wheel, gzipped, pack
from tests.runtime_site import CACHE, FIXTURES, LOAN, LOAN_ANSWER, REQUESTS, packed
from tests.support import ROOT

pytestmark = [pytest.mark.build, pytest.mark.xdist_group("runtime")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("packed") / "python"
    packed(out)
    return out


def contents(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.long(15)
def test_the_manifest_lists_every_file_with_its_hash_and_size(folder: Path) -> None:
    manifest: Any = Manifest.read(folder).content
    files = {path for path in folder.iterdir() if path.suffix not in {".br", ".gz"} and path.name != "manifest.json"}
    assert manifest["files"].keys() == {path.name for path in files}
    for path in files:
        entry = manifest["files"][path.name]
        assert entry == {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "size": path.stat().st_size}
    named = {manifest["fetcher"]} | {name for mode in manifest["modes"].values() for name in mode.values()}
    assert named <= manifest["files"].keys()


def test_the_compressed_copies_hold_the_same(folder: Path) -> None:
    plain = [path for path in folder.iterdir() if path.suffix not in {".br", ".gz", ".whl"}]
    assert plain
    for path in plain:
        assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == path.read_bytes()
        assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == path.read_bytes()


def test_a_compressed_copy_names_no_time_and_no_system() -> None:
    """RFC 1952: bytes 4 to 8 are the time, 9 the system, 255 where it is unknown; Python 3.11 and 3.13 say different ones."""
    made = gzipped(b"x" * 1000)
    assert (made[4:8], made[9], gzip.decompress(made)) == (bytes(4), 255, b"x" * 1000)


def test_a_wheel_does_not_tell_who_made_it(tmp_path: Path) -> None:
    """What may be read by whom differs from one checkout to another."""
    wheels = []
    for umask, mode in ((0o022, 0o644), (0o077, 0o600)):
        project = tmp_path / oct(mode)
        shutil.copytree(ROOT / "calc", project / "calc", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, project / name)
        for path in project.rglob("*.*"):
            if path.is_file():
                path.chmod(mode)
        before = os.umask(umask)
        try:
            wheels.append(build_wheel(project, tmp_path / f"wheel-{mode}").read_bytes())
        finally:
            os.umask(before)
    assert wheels[0] == wheels[1]


@pytest.mark.long(15)
def test_two_builds_are_the_same_to_the_byte(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")  # where the day is another
    again = tmp_path / "again"
    pack(again, tmp_path / "other-cache", requests=REQUESTS, project=FIXTURES, quality=5)
    assert contents(again) == contents(folder)


def test_nothing_changed_means_under_a_second_and_no_left_overs(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "python"
    out.mkdir()
    (out / "stale.wasm").write_bytes(b"from an older build")
    start = time.monotonic()
    packed(out)
    assert time.monotonic() - start < 1
    assert contents(out) == contents(folder)


def test_the_library_holds_what_is_used_as_bytecode_of_the_runtime(folder: Path) -> None:
    modes: Any = Manifest.read(folder).content["modes"]
    with zipfile.ZipFile(folder / modes["plain"]["library"]) as library:
        names = library.namelist()
        magic = library.read("shebao_calc/browser.pyc")[:4]
    assert not [name for name in names if name.endswith(".py")]
    assert {
        "shebao_calc/browser.pyc",
        "shebao_calc/loan.pyc",
        "shebao_calc/data.json",
        "decimal.pyc",
        "dataclasses.pyc",
    } <= set(names)
    assert not [name for name in names if name.startswith(("tkinter", "sqlite3", "unittest", "pydoc"))]
    with zipfile.ZipFile(next(folder.glob("shebao_guide-*.whl"))) as wheel:
        assert set(wheel.namelist()) >= {"shebao_calc/data.json", "shebao_calc/cases.json"}
    assert "shebao_calc/cases.json" not in names  # for other implementations: no page needs it
    assert int.from_bytes(magic[:2], "little") in range(3600, 3650)  # Python 3.14, whatever the host runs


def test_the_cut_runtime_is_two_thirds_of_the_whole_one_at_most(folder: Path) -> None:
    modes: Any = Manifest.read(folder).content["modes"]
    sizes = {mode: (folder / names["wasm"]).stat().st_size for mode, names in modes.items()}
    assert sizes["snapshot"] < sizes["plain"] * 0.67


def test_a_plain_pyodide_loads_the_wheel_by_name(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "plain.mjs"
    script.write_text(
        f"""import {{ loadPyodide }} from {json.dumps((PYODIDE / "pyodide.mjs").as_uri())};
        const pyodide = await loadPyodide({{ lockFileURL: {json.dumps(str(folder / "pyodide-lock.json"))} }});
        await pyodide.loadPackage("shebao-guide", {{ messageCallback() {{}} }});
        console.log(pyodide.pyimport("shebao_calc.browser").handle({json.dumps(json.dumps(LOAN))}));"""
    )
    done = subprocess.run([node(), str(script)], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout or "null") == LOAN_ANSWER, done.stderr[-500:]


def test_how_full_the_memory_of_the_snapshot_is_is_said_each_time(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed(tmp_path / "python")  # from the cache
    said = capsys.readouterr().err
    found = re.fullmatch(r"Python's snapshot uses ([0-9,]+) of 31,457,280 bytes \((\d+)%\)\n", said)
    assert found
    used = int(found[1].replace(",", ""))
    assert int(found[2]) == round(100 * used / 31_457_280)
    snapshot = (
        folder / json.loads((folder / "manifest.json").read_text())["modes"]["snapshot"]["snapshot"]
    ).read_bytes()
    runs = int.from_bytes(snapshot[:4], "little")
    ways = struct.unpack_from(f"<{2 * runs}I", snapshot, 4)
    assert used == sum(ways)  # where the last byte goes that is put back


def test_the_memory_begins_as_pyodide_s_does_in_a_twentieth_of_the_pieces(folder: Path) -> None:
    modes: Any = Manifest.read(folder).content["modes"]
    ours, theirs = (data_of((folder / modes[mode]["wasm"]).read_bytes()) for mode in ("snapshot", "plain"))
    assert len(ours) < len(theirs) / 20
    memories = []
    for segments in (ours, theirs):
        memories.append(bytearray(max(at + len(content) for at, content in theirs)))
        for at, content in segments:
            memories[-1][at : at + len(content)] = content
    cut, whole = memories
    assert len(cut) == len(whole)
    assert all(one == other for one, other in zip(cut, whole, strict=True) if one), "all but what is left blank"
    assert sum(map(bool, cut)) > sum(map(bool, whole)) / 2


def data_of(wasm: bytes) -> list[tuple[int, bytes]]:
    """What a WebAssembly file puts into its memory: places and bytes."""
    at = 8

    def number(signed: bool = False) -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = wasm[at]
            at, value, shift = at + 1, value | (byte & 0x7F) << shift, shift + 7
            if byte < 0x80:
                return value - (1 << shift) if signed and byte & 0x40 else value

    while wasm[at] != 11:  # sections before that of the data
        at += 1
        size = number()
        at += size
    at += 1
    number()
    found = []
    for _ in range(number()):
        assert wasm[at : at + 2] == b"\x00\x41", "an active segment at a constant address"
        at += 2
        place = number(signed=True)
        assert wasm[at] == 0x0B
        at += 1
        size = number()
        found.append((place, wasm[at : at + size]))
        at += size
    return found


@pytest.mark.parametrize(("used", "warned"), [(89, False), (90, True), (99, True)])
def test_a_memory_nearly_full_is_a_warning(used: int, warned: bool) -> None:
    said = Manifest("", {"heap": {"used": used, "size": 100}}).heap
    assert f"{used} of 100 bytes ({used}%)" in said
    assert said.startswith("WARNING") == warned


def test_without_trimming_all_is_as_pyodide_publishes_it(tmp_path: Path) -> None:
    manifest = pack(tmp_path, CACHE, requests=["no JSON"], project=FIXTURES, quality=None, trimmed=False)
    content: Any = manifest.content
    assert content["modes"].keys() == {"plain"}
    plain = content["modes"]["plain"]
    for part, name in {"wasm": "pyodide.asm.wasm", "library": "python_stdlib.zip"}.items():
        assert (tmp_path / plain[part]).read_bytes() == (PYODIDE / name).read_bytes()
    loader, worker = (path.read_text(encoding="utf-8") for path in (PYODIDE / "pyodide.js", tmp_path / plain["worker"]))
    parts = re.split(r"try\{[^{}]*(?:importScripts|exports)[^{}]*\}catch[^{}]*\{[^{}]*\}", loader)
    assert len(parts) == 3, "what asks for other scripts, and for Node"
    assert all(part in worker for part in parts)
    assert plain["shebao_guide"].endswith(".whl")
    assert manifest.heap == ""


@pytest.mark.long(11)
def test_an_import_that_the_packed_runtime_lacks_stops_the_build(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(FIXTURES, project)
    with (project / "calc" / "loan.py").open("a") as module:
        module.write("\n\ndef later() -> object:\n    import curses\n\n    return curses\n")
    with pytest.raises(PackingFailed, match="curses"):
        pack(tmp_path / "out", tmp_path / "cache", requests=REQUESTS, project=project, quality=5)
    assert not (tmp_path / "out").exists()


def test_a_request_that_fails_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(PackingFailed, match="JSONDecodeError"):
        pack(tmp_path / "out", CACHE, requests=["no JSON"], project=FIXTURES, quality=5)


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    (tmp_path / "a.mjs").write_text('import { b } from "./b.mjs";\nimport { c } from "./c.mjs";\nconsole.log(b + c);\n')
    (tmp_path / "b.mjs").write_text('import { c } from "./c.mjs";\n// a note\nexport const b = c + 1;\n')
    (tmp_path / "c.mjs").write_text('console.log("once");\nexport const c = 1;\n')
    (tmp_path / "d.mjs").write_text("export const c = 5;\n")
    return tmp_path


def test_modules_become_one_file_with_each_of_them_once(modules: Path) -> None:
    assert said_by(modules, bundle(modules / "a.mjs")) == "once\n3\n"
    other = bundle(modules / "a.mjs", {modules / "c.mjs": modules / "d.mjs"})
    assert said_by(modules, other) == "11\n"


def test_node_finds_a_chinese_folder_where_python_takes_names_for_ascii(modules: Path) -> None:
    project = modules.rename(modules.parent / "目录 二")
    shutil.copytree(ROOT / "docs/stylesheets", project / "docs/stylesheets")
    code = """if True:
        import sys
        from pathlib import Path
        from scripts.outputs import styles
        from scripts.runtime.bundle import bundle
        assert sys.getfilesystemencoding() != "utf-8"
        project = Path(sys.argv[1])
        styles.write(project, project)
        sys.stdout.buffer.write(bundle(project / "a.mjs", {project / "c.mjs": project / "d.mjs"}).encode())
    """
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-c", code, str(project)]
    told = os.environ | ascii_only
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, check=True, encoding="utf-8")
    assert said_by(project, done.stdout) == "11\n"
    assert (project / "guide.css").stat().st_size > 10_000


def said_by(folder: Path, text: str) -> str:
    alone = folder / "alone" / "all.mjs"
    alone.parent.mkdir(exist_ok=True)
    alone.write_text(text, encoding="utf-8")
    return subprocess.run([node(), str(alone)], capture_output=True, text=True, check=True).stdout


def test_a_module_that_is_not_there_stops_the_build(modules: Path) -> None:
    (modules / "c.mjs").unlink()
    with pytest.raises(BundlingFailed, match=r"c\.mjs"):
        bundle(modules / "a.mjs")


def test_each_way_to_start_is_one_classic_script_that_loads_no_other(folder: Path) -> None:
    modes: Any = Manifest.read(folder).content["modes"]
    texts = [(folder / names["worker"]).read_text(encoding="utf-8") for names in modes.values()]
    assert len(set(texts)) == len(texts), "the cut runtime has a cut module"
    ours = bundle(WORKER)
    for text in texts:
        assert text.endswith(ours)
    assert not re.search(
        r"\bimport\b|importScripts", re.sub(r"/\*.*?\*/|//.*", "", ours, flags=re.DOTALL | re.MULTILINE)
    )

"""Is the site the same to the byte on another machine? Builds it once as usual and once with everything different that may differ.

    python -m scripts.tools.reproduce [--python /usr/bin/python3.13]

The other build has another version of Python (the one named, else a newer one on PATH, else the same), a folder with Chinese and a
blank in its name, only what the repository holds, an empty `.cache`, another time zone, language, order of hashes and file mode, and
no network.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from scripts.paths import ROOT

USUAL = {"SOURCE_DATE_EPOCH": "1767225600", "SITE_URL": "https://shebao-guide.example/"}  # built on 2026-01-01
OTHER = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
NEWER = ("python3.14", "python3.13", "python3.12")
VENVS = ROOT / ".cache/pythons"


@cache
def without_network() -> list[str]:
    """What to put before a command so that it reaches no network, not even this machine; nothing where that is not allowed."""
    command = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], capture_output=True, check=False).returncode:  # noqa: S603
        return []
    return command


def contents(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file below a folder, by its path there."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def different(one: Path, other: Path) -> list[str]:
    """The paths whose files differ, or stand in one of two folders only."""
    first, second = contents(one), contents(other)
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def version(python: str) -> str:
    """Such as 3.13, empty where it does not run."""
    command = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout.strip()  # noqa: S603
    except OSError:
        return ""


def newer() -> str | None:
    """Another Python that is found on PATH."""
    return next((name for name in NEWER if version(name) not in ("", version(sys.executable))), None)


def installed(python: str) -> Path:
    """The `bin` of a Python that has what the build needs: set up once, with the hashes that are pinned."""
    pins = ROOT / "requirements.txt"
    folder = VENVS / f"{version(python)}-{hashlib.sha256(pins.read_bytes()).hexdigest()[:16]}"
    if not (folder / "ready").exists():
        subprocess.run([python, "-m", "venv", "--clear", folder], check=True)  # noqa: S603
        pip = [
            str(folder / "bin/python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--only-binary",
            ":all:",
            "--require-hashes",
        ]
        subprocess.run([*pip, "-r", str(pins)], check=True)  # noqa: S603
        (folder / "ready").touch()
    return folder / "bin"


def clone(to: Path) -> None:
    """Copy what the repository holds, as it stands in the work tree, and lend it the Node tools."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout.split("\0"):  # noqa: S603
        if name and (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)
    (to / "node_modules").symlink_to((ROOT / "node_modules").resolve())


def build(project: Path, out: Path, programs: Path, before: list[str], umask: int = -1, **environment: str) -> None:
    """Build a site as `make build` does. Raises CalledProcessError."""
    told = os.environ | USUAL | {"NO_MKDOCS_2_WARNING": "1"} | environment
    for command in (
        [str(programs / "python"), "-m", "scripts.compile"],
        [str(programs / "mkdocs"), "build", "--strict", "--site-dir", str(out)],
    ):
        subprocess.run([*before, *command], cwd=project, env=told, umask=umask, check=True)  # noqa: S603


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare two builds that differ in everything but the repository.")
    parser.add_argument("--python", help="another Python than this one, such as /usr/bin/python3.13")
    asked = parser.parse_args().python
    python, alone = asked or newer(), without_network()
    if asked and not version(asked):
        parser.error(f"{asked} does not run")
    here = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        one, project, other = Path(folder, "site"), Path(folder, "别处/项目 二"), Path(folder, "别处/网站 二")
        clone(project)
        programs = installed(python) if python else here
        build(ROOT, one, here, [])
        build(project, other, programs, alone, umask=0o077, **OTHER)
        found = different(one, other)
        compared = len(contents(one))
    print(f"{compared} files, Python {version(sys.executable)} and {version(str(programs / 'python'))}", end="")
    print("" if python else " (no other Python was found: name one with python=…)", end="")
    print(", the second without a network" if alone else ", with a network: unshare is not allowed here", end=": ")
    print("all the same" if not found else f"{len(found)} differ")
    print(*found[:50], sep="\n", end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())

"""Says whether a release may be made: a functional change has its changelog entry, and its version fits.

python -m scripts.tools.release [--base TAG]: compares with the last tag `v…`, or with the commit that is named.
The rules are those of docs/dev/tasks/release.md.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

from scripts.data.regions import regions
from scripts.paths import ROOT

Version = tuple[int, int, int]

FUNCTIONAL = re.compile(r"^(calc|guides)/(?!.*\.md$)")
PROCEDURE = re.compile(r"^guides/(?!shared/|compare/)([a-z-]+)/(?!region\.yml|sources\.yml)([a-z0-9-]+)\.yml$")
ENTRY = re.compile(r"^## (\d+)\.(\d+)\.(\d+)$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
AREAS = re.compile(r"^\* Impacted areas: (.+(?:\n  .+)*)$", re.MULTILINE)
FOLDER = re.compile(r"^(?:calc|guides)/([a-z-]+)/")
NAMES = """
import calc, json
declared = [*calc.describe(), *calc.describe_rosters()]
named = {each["slug"]: [part["name"] for part in (*each["inputs"], *each.get("columns", ()))] for each in declared}
print(json.dumps(named))
"""


class Change(IntEnum):
    """What kind of release a change needs."""

    NONE = 0
    PATCH = 1
    """A number or a mend."""
    MINOR = 2
    """Something new: a calculator, a procedure, an input."""
    MAJOR = 3
    """Something that others name is gone: a renamed slug or input."""


def check(root: Path, base: str) -> list[str]:
    """What stands in the way of a release, in sentences; nothing if it may be made."""
    paths = _git(root, "diff", "--name-only", base).splitlines()
    functional = [path for path in paths if FUNCTIONAL.match(path)]
    with _checked_out(root, base) as old:
        before, after = _names(old), _names(root)
        last, now = version(old), version(root)
    lost = sorted(before - after)
    change = Change.MAJOR if lost else Change.MINOR if after - before else Change(bool(functional))
    if change is Change.NONE:
        return []
    says = []
    least = required(last, change)
    if now < least:
        why = f"{', '.join(lost[:5])} {'is' if len(lost) == 1 else 'are'} gone" if lost else ""
        why = why or ("something is new" if change is Change.MINOR else "numbers or rules have changed")
        says.append(f"the version is {_shown(now)} and must be {_shown(least)} at least: {why}")
    entries = {tuple(map(int, match.groups()[:3])): match[4] for match in ENTRY.finditer(_read(root / "CHANGELOG.md"))}
    if now not in entries or now <= last:
        changed = ", ".join(functional[:5]) + (" …" if len(functional) > 5 else "")
        return [*says, f"CHANGELOG.md has no entry for what has changed since {base}: {changed}"]
    return [*says, *_entry_mistakes(entries[now], functional, root)]


def required(last: Version, change: Change) -> Version:
    """The least version after a change. Before 1.0.0 what would be major raises the middle number, all else the last."""
    major, minor, patch = last
    if change is Change.MAJOR and major:
        return major + 1, 0, 0
    if change is Change.MAJOR or (change is Change.MINOR and major):
        return major, minor + 1, 0
    return major, minor, patch + 1


def version(root: Path) -> Version:
    """The version of calc in a tree. Raises ValueError if it is none."""
    found = re.search(r'^__version__ = "(\d+)\.(\d+)\.(\d+)"$', _read(root / "calc" / "version.py"), re.MULTILINE)
    if not found:
        raise ValueError("calc/version.py names no version like 1.2.3")
    return int(found[1]), int(found[2]), int(found[3])


def _entry_mistakes(entry: str, functional: list[str], root: Path) -> Iterator[str]:
    for part in ("* Impacted periods: ", "* Impacted areas: ", "* Details:"):
        if part not in entry:
            yield f'the changelog entry lacks "{part.strip()}"'
    named = " ".join(AREAS.findall(entry))
    touched = {found[1] for path in functional if (found := FOLDER.match(path))}
    for region in sorted(touched & {*regions(root)}):
        if not re.search(rf"\b({region}|all)\b", named):
            yield f"the changelog entry does not name {region} among the impacted areas"


def _names(tree: Path) -> set[str]:
    """What others name: slugs of calculators, rosters and procedures, and inputs."""
    _run(tree, sys.executable, "-m", "scripts.compile")
    declared = json.loads(_run(tree, sys.executable, "-c", NAMES))
    files = (path.relative_to(tree).as_posix() for path in tree.glob("guides/*/*.yml"))
    procedures = {f"procedure {found[1]}/{found[2]}" for path in files if (found := PROCEDURE.match(path))}
    return procedures | {*declared} | {f"{slug}: {name}" for slug, inputs in declared.items() for name in inputs}


@contextmanager
def _checked_out(root: Path, base: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "base"
        _git(root, "worktree", "add", "--quiet", "--detach", str(tree), base)
        try:
            yield tree
        finally:
            _git(root, "worktree", "remove", "--force", str(tree))


def _git(root: Path, *arguments: str) -> str:
    return _run(root, "git", *arguments)


def _run(folder: Path, *command: str) -> str:
    """What a command prints. Raises CalledProcessError."""
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout  # noqa: S603


def _read(path: Path) -> str:
    return path.read_text("utf-8")


def _shown(version: Version) -> str:
    return ".".join(map(str, version))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="", help="a commit; without it the last tag v…")
    base = parser.parse_args().base
    if not base:
        tags = _git(ROOT, "tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname").split()
        if not tags:
            print("no tag v… yet: name a commit, `make release-check base=COMMIT`", file=sys.stderr)
            return 2
        base = tags[0]
    says = check(ROOT, base)
    print("\n".join(says) or f"nothing since {base} stands in the way of a release")
    return bool(says)


if __name__ == "__main__":
    raise SystemExit(main())

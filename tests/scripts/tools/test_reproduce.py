"""What compares two builds: it sees each kind of difference, and knows another Python from its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts.tools import reproduce


def test_what_differs_is_seen(tmp_path: Path) -> None:
    for name, changed in (("one", "x"), ("other", "y")):
        (tmp_path / name / "below").mkdir(parents=True)
        (tmp_path / name / "same").write_text("same")
        (tmp_path / name / "below/changed").write_text(changed)
        (tmp_path / name / f"only-{name}").touch()
    assert reproduce.different(tmp_path / "one", tmp_path / "other") == ["below/changed", "only-one", "only-other"]
    assert reproduce.different(tmp_path / "one", tmp_path / "one") == []


def test_another_python_is_one_that_runs_and_is_of_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reproduce.newer() is None
    for name, says in (("python3.14", "exit 1"), ("python3.13", f"echo {reproduce.version(sys.executable)}")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{says}\n")
        (tmp_path / name).chmod(0o755)
    assert reproduce.newer() is None, "one does not run, the other is this one"
    (tmp_path / "python3.12").write_text("#!/bin/sh\necho 3.99\n")
    (tmp_path / "python3.12").chmod(0o755)
    assert reproduce.newer() == "python3.12"


def test_a_copy_has_what_the_repository_holds_and_nothing_else(tmp_path: Path) -> None:
    reproduce.clone(tmp_path)
    assert (tmp_path / "mkdocs.yml").is_file() and (tmp_path / "calc/national").is_dir()
    assert not [name for name in (".git", ".venv", ".cache", "calc/data.json") if (tmp_path / name).exists()]

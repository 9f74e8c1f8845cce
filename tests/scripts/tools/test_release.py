"""What may be released: tried on a small repository with a calculator, a procedure and a changelog of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts.tools.release import Change, check, required

CALC = """
def describe():
    return [{"slug": "suqian/fee", "inputs": [{"name": name} for name in INPUTS]}]

def describe_rosters():
    return [{"slug": "suqian/people", "inputs": [], "columns": [{"name": "wage"}]}]

INPUTS = ["months"]
"""
FILES = {
    "calc/__init__.py": CALC,
    "calc/version.py": '__version__ = "1.4.2"\n',
    "calc/suqian/parameters/fee.yml": "values: 20\n",
    "calc/README.md": "# calc\n",
    "scripts/__init__.py": "",
    "scripts/compile/__init__.py": "",
    "scripts/compile/__main__.py": "",
    "guides/suqian/region.yml": "name: 宿迁市\n",
    "guides/suqian/card.yml": "name: 办卡\n",
    "guides/shared/laws.yml": "{}\n",
    "CHANGELOG.md": "# Changelog\n\n## 1.4.2\n\n* The first.\n",
}
ENTRY = """* The fee of 2026.
* Impacted periods: from 2026-07-01.
* Impacted areas: `suqian`.
* Details:
  - 25 yuan in place of 20.
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    git(tmp_path, "tag", "v1.4.2")
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=root, check=True)


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "change")


def release(root: Path, number: str, entry: str = ENTRY) -> None:
    write(root, "calc/version.py", f'__version__ = "{number}"\n')
    write(root, "CHANGELOG.md", FILES["CHANGELOG.md"].replace("## 1.4.2", f"## {number}\n\n{entry}\n## 1.4.2"))
    commit(root)


def changed_fee(root: Path) -> None:
    write(root, "calc/suqian/parameters/fee.yml", "values: 25\n")


def test_nothing_has_to_be_said_of_papers_and_tests(repository: Path) -> None:
    write(repository, "calc/README.md", "# calc, explained\n")
    write(repository, "tests/test_fee.py", "")
    commit(repository)
    assert check(repository, "v1.4.2") == []


def test_a_functional_change_without_an_entry_is_refused(repository: Path) -> None:
    changed_fee(repository)
    commit(repository)
    version, entry = check(repository, "v1.4.2")
    assert "must be 1.4.3" in version
    assert "no entry" in entry and "calc/suqian/parameters/fee.yml" in entry


def test_a_raised_version_alone_is_no_entry(repository: Path) -> None:
    changed_fee(repository)
    write(repository, "calc/version.py", '__version__ = "1.4.3"\n')
    commit(repository)
    (says,) = check(repository, "v1.4.2")
    assert "no entry" in says


def test_a_number_with_its_entry_is_a_patch(repository: Path) -> None:
    changed_fee(repository)
    release(repository, "1.4.3")
    assert check(repository, "v1.4.2") == []


def test_a_new_procedure_or_input_is_a_minor_version(repository: Path) -> None:
    for name, text in (("guides/suqian/loss.yml", "name: 挂失\n"), ("calc/__init__.py", CALC.replace('"months"', '"months", "kind"'))):  # fmt: skip
        write(repository, name, text)
        release(repository, "1.4.3")
        (says,) = check(repository, "v1.4.2")
        assert "must be 1.5.0" in says and "something is new" in says
        git(repository, "reset", "--quiet", "--hard", "v1.4.2")
    write(repository, "guides/suqian/loss.yml", "name: 挂失\n")
    release(repository, "1.5.0")
    assert check(repository, "v1.4.2") == []


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("suqian/fee", "suqian/card-fee", "suqian/fee"),
        ('"months"', '"number"', "suqian/fee: months"),
        ('"wage"', '"pay"', "suqian/people: wage"),
    ],
)
def test_a_renamed_slug_or_input_needs_a_major_version(repository: Path, old: str, new: str, gone: str) -> None:
    write(repository, "calc/__init__.py", CALC.replace(old, new))
    release(repository, "1.5.0")
    (says,) = check(repository, "v1.4.2")
    assert "must be 2.0.0" in says and gone in says
    release(repository, "2.0.0")
    assert check(repository, "v1.4.2") == []


def test_a_procedure_that_moves_is_gone_from_where_it_was(repository: Path) -> None:
    git(repository, "mv", "guides/suqian/card.yml", "guides/suqian/social-card.yml")
    release(repository, "1.5.0")
    (says,) = check(repository, "v1.4.2")
    assert "must be 2.0.0" in says and "procedure suqian/card" in says


def test_the_entry_names_periods_areas_and_every_region_that_is_touched(repository: Path) -> None:
    changed_fee(repository)
    release(repository, "1.4.3", "* The fee of 2026.\n* Impacted areas: `wuhan`.\n")
    says = check(repository, "v1.4.2")
    assert [part for part in ("Impacted periods", "Details", "suqian") if not any(part in text for text in says)] == []
    assert len(says) == 3
    release(repository, "1.4.3", ENTRY.replace("`suqian`", "all"))
    assert check(repository, "v1.4.2") == []


def test_the_repository_is_left_as_it_was(repository: Path) -> None:
    changed_fee(repository)
    commit(repository)
    check(repository, "v1.4.2")
    trees = subprocess.run(
        ["git", "worktree", "list"], cwd=repository, check=True, capture_output=True, text=True
    ).stdout
    assert len(trees.splitlines()) == 1


def test_before_the_first_major_version_the_numbers_stand_one_place_to_the_right() -> None:
    assert required((0, 2, 3), Change.MAJOR) == (0, 3, 0)
    assert required((0, 2, 3), Change.MINOR) == required((0, 2, 3), Change.PATCH) == (0, 2, 4)
    assert required((1, 2, 3), Change.MAJOR) == (2, 0, 0)
    assert required((1, 2, 3), Change.MINOR) == (1, 3, 0)
    assert required((1, 2, 3), Change.PATCH) == (1, 2, 4)

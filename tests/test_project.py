"""The project as a whole: what its papers promise is there, and nothing private or foreign is in its files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

import calc
from scripts.node import node
from tests.support import ROOT


def files() -> list[Path]:
    """Every file that is part of the project, with git or without it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_the_readme_names_both_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make serve" in readme
    assert "make test" in readme


DEV = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/dev").rglob("*.md"))
PAPERS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "calc/README.md", "calc/API.md", *DEV]


@pytest.mark.parametrize("paper", [*PAPERS, "Makefile"])
def test_every_command_that_is_named_exists(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z-]+)", text))
    assert named <= targets()


@pytest.mark.parametrize("paper", PAPERS)
def test_every_link_and_file_that_is_named_exists(paper: str) -> None:
    text = (ROOT / paper).read_text(encoding="utf-8")
    links = [(ROOT / paper).parent / link for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text)]
    named = re.findall(r"`((?:calc|docs|guides|kiosk|scripts|tests)/[A-Za-z0-9_./-]+)`", text)
    if paper != "CHANGELOG.md":  # which tells of files that are gone
        links += [
            ROOT / path for path in named if not re.search("suqian|linhe|my-procedure", path)
        ]  # what one would make
    made = {ROOT / "calc/data.json", ROOT / "calc/cases.json"}
    assert [str(path) for path in links if not path.exists() and path not in made] == []


def test_the_newest_entry_of_the_changelog_is_of_this_version_and_has_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.split(r"^## ", text, flags=re.MULTILINE)[1]
    assert newest.splitlines()[0] == calc.__version__
    for block in newest.split("<!-- -->"):
        for part in ("* Impacted periods: ", "* Impacted areas: ", "* Details:\n  - "):
            assert part in block


def test_who_finds_a_wrong_number_is_asked_for_page_number_document_and_its_words() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/wrong-number.yml").read_text(encoding="utf-8"))
    asked = {part["id"]: part for part in form["body"] if "id" in part}
    needed = {id for id, part in asked.items() if part.get("validations", {}).get("required")}
    assert needed == {"page", "number", "says", "document"}
    assert "身份证号" in form["body"][0]["attributes"]["value"]  # what nobody should write there


def test_the_sample_workflow_runs_what_a_person_runs() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    assert ".ci/run" in [step.get("run") for step in workflow["jobs"]["test"]["steps"]]
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_papers_for_programmers_are_not_published() -> None:
    assert re.search(r"^  dev/$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert {path.parts[2] for path in map(Path, DEV) if len(path.parts) > 3} == {"decisions", "tasks"}


def test_every_decision_says_what_was_weighed_and_when_to_look_again() -> None:
    records = [paper for paper in DEV if paper.startswith("docs/dev/decisions/") and not paper.endswith("README.md")]
    index = (ROOT / "docs/dev/decisions/README.md").read_text(encoding="utf-8")
    for paper in records:
        text = (ROOT / paper).read_text(encoding="utf-8")
        assert f"({Path(paper).name})" in index
        assert [
            part for part in ("**Decided** 20", "**Look again**", "**Weighed", "**Hence.**") if part not in text
        ] == [], paper


def test_the_commands_are_there() -> None:
    assert targets() >= {"help", "serve", "build", "test", "test-fast", "clean"}


def test_the_browsers_that_are_promised_are_the_same_everywhere() -> None:
    promised = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["browserslist"]
    numbers = {"chrome": "Chromium|Chrome", "firefox": "Firefox", "safari": "Safari"}
    for paper in ("README.md", "docs/zh-Hans/browsers.md"):
        rows = [line for line in (ROOT / paper).read_text(encoding="utf-8").splitlines() if line.startswith("|")]
        for browser, pattern in numbers.items():
            (row,) = (row for row in rows if re.match(rf"\|[^|]*({pattern})", row))
            said = [re.sub(r"[^0-9.]", "", cell) for cell in row.strip("|").split("|")[1:]]
            wanted = [
                entry.split()[1] for each in ("defaults", "calculators") for entry in promised[each] if browser in entry
            ]
            assert said == wanted, (paper, browser)


def test_the_lock_names_no_host_and_pins_every_package() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert package["integrity"].startswith("sha512-"), name


def test_every_requirement_is_pinned_with_its_hash() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    requirements = re.findall(r"^[a-zA-Z0-9](?:.*\\\n)*.*", text, re.MULTILINE)
    assert requirements
    for requirement in requirements:
        assert "==" in requirement.splitlines()[0]
        assert "--hash=sha256:" in requirement
    assert "--index-url" not in text
    installed = re.findall(
        r"pip install (?!--quiet uv$).*", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert installed and all("--require-hashes" in command for command in installed)


MISTAKES = {  # what each linter would have to see
    "biome": ("docs/assets/javascripts/mistake.mjs", "const unused = 1;\n"),
    "tsc": ("docs/assets/javascripts/mistake.mjs", 'document.querySelecto("main");\n'),
    "stylelint": ("docs/stylesheets/mistake.css", "main {\n  colour: red;\n}\n"),
    # What the oldest browsers that pages are promised for do not know:
    "engines": ("docs/assets/javascripts/mistake.mjs", "document.body.replaceChildren();\n"),
}


LINTED = ("docs/assets/javascripts/text.mjs", "docs/stylesheets/base.css", "kiosk/pages/kiosk.css")  # a few files
CONFIGURED = ("biome.json", "jsconfig.json", ".stylelintrc.yml", ".stylelintignore", "package.json")


@pytest.fixture(scope="module")
def steps() -> list[list[str]]:
    """What `make test` and `make test-fast` would run."""
    command = ["make", "--dry-run"]
    made = (
        subprocess.run([*command, target], cwd=ROOT, capture_output=True, text=True, check=True)
        for target in ("test", "test-fast")
    )
    return [each.stdout.splitlines() for each in made]


@pytest.mark.build
@pytest.mark.parametrize("linter", MISTAKES)
def test_a_mistake_of_style_or_type_stops_the_tests(linter: str, steps: list[list[str]], tmp_path: Path) -> None:
    (line, same) = (
        line for lines in steps for line in lines if re.search(rf"/(bin|tools)/{linter}(\.mjs)?( |$)", line)
    )
    assert line == same
    command = line.replace(".venv/bin/python -m scripts.node", node())
    for name in (*CONFIGURED, *LINTED, "scripts/tools/engines.mjs"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "scripts/runtime/worker").mkdir(parents=True)
    (tmp_path / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    assert lint(command, tmp_path) == (0, False)
    name, text = MISTAKES[linter]
    (tmp_path / name).write_text(text, encoding="utf-8")
    code, named = lint(command, tmp_path)
    assert code != 0
    assert named


def lint(command: str, folder: Path) -> tuple[int, bool]:
    """How a linter ends, and whether it names the file with the mistake."""
    done = subprocess.run(command, cwd=folder, shell=True, capture_output=True, text=True, check=False)
    return done.returncode, "mistake." in done.stdout + done.stderr


FOREIGN = re.compile(
    "|".join(
        [
            r"\.\./" + "shared",  # put together here, so that this file does not hold what it looks for
            "/work/" + "(main|wt|shared)",
            "registry" + r"\.npmjs",
            "pypi" + r"\.org/simple",
            "files" + r"\.pythonhosted",
            '"resolved": ' + '"http',
        ]
    )
)


def test_no_file_names_a_private_place_or_a_registry() -> None:
    found = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # an image
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in FOREIGN.finditer(text)]
    assert found == []

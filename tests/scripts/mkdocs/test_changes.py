"""After a change of a file the site is what a build from nothing makes of it, whatever kind of file it is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.data.regions import CALC_ROOMS
from tests.support import EXAMPLES, ROOT

NATIONAL = ("__init__.py", "employment.py", "*.yml", "deadlines", "parameters")
PARTS = ("calc/*.*", *(f"calc/{room}" for room in CALC_ROOMS), *(f"calc/national/{name}" for name in NATIONAL))
"""Of calc: its engine, a few calculators of the nation, and none of a city."""
NEIGHBOUR = {
    "region.yml": (EXAMPLES / "demo/region.yml").read_text("utf-8").replace("示例县", "邻县"),
    "alike.yml": (EXAMPLES / "demo/ended.yml").read_text("utf-8")
    + "related:\n  - {procedure: demo/plain, why: 先办这一项。}\n",  # of the other region
}
STEPS = [
    [["guides/demo/plain.yml", "name: 养老待遇申领", "name: 待遇申领"]],  # the neighbour's page names it, calc does not
    [["guides/demo/current.yml", "within: 1 year", "within: 6 months"]],  # calc reads it
    [
        ["guides/demo/region.yml", "name: 示例县", "name: 示例新县"],
        ["guides/demo/sources.yml", "title: 示例县办事资料", "title: 示例县办事的资料"],
    ],
    [
        ["guides/shared/laws.yml", "《示例办法》", "《示例新办法》"],
        ["guides/shared/materials.yml", "带卡就行", "带上卡就行"],
        ["guides/shared/life_events.yml", "关系跟着人走", "关系跟着人一起走"],
        ["guides/shared/glossary.yml", "退休后每月领的钱", "退休后每个月领的钱"],
    ],
    [
        ["guides/shared/home.yml", "{}", "{events: [retiring]}"],
        ["guides/shared/synonyms.yml", "[快退休了]", "[快要退休了]"],
    ],
    [["guides/neighbour/second.yml", "", (EXAMPLES / "demo/plain.yml").read_text("utf-8")]],
    [
        ["docs/words.yml", "home: 首页", "home: 第一页"],
        ["docs/theme/guide/procedure.html", "<h1", '<h1 data-changed=""'],
    ],
    [
        ["guides/neighbour/second.yml", "name", ""],
        ["docs/stylesheets/base.css", "{", "{ --changed: 1;"],
    ],
    [
        ["calc/national/deadlines/injury-filing.yml", "label: 单位申请", "label: 由单位申请"],
        ["calc/national/parameters/probation.yml", "name: 试用期最长多少个月", "name: 试用期最长几个月"],
    ],
]
"""In one step stand files that are used in one way, so that none makes up for what another leaves stale."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two made-up regions that builds in a second."""
    root = tmp_path_factory.mktemp("small") / "project"
    root.mkdir()
    without = shutil.ignore_patterns("__pycache__")
    for name in ("docs", "scripts", "kiosk"):
        shutil.copytree(ROOT / name, root / name, ignore=without)
    for name in ("mkdocs.yml", "package.json", "package-lock.json", "requirements.txt", "LICENSE"):
        shutil.copy(ROOT / name, root / name)
    for source in (path for part in PARTS for path in ROOT.glob(part) if path.suffix != ".json"):
        target = root / source.relative_to(ROOT)
        target.parent.mkdir(exist_ok=True, parents=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    (root / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    (root / ".cache").mkdir()
    shutil.copytree(EXAMPLES, root / "guides")
    for name in ("national/region.yml", "national/sources.yml", "shared/terms.yml"):
        (root / "guides" / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "guides" / name, root / "guides" / name)
    with (root / "guides/shared/laws.yml").open("a", encoding="utf-8") as laws:  # that calc cites
        laws.write((ROOT / "guides/shared/laws.yml").read_text("utf-8"))
    filing = root / "calc/national/deadlines/injury-filing.yml"
    text = re.sub(r"national/injury-recognition#[a-z-]+", "demo/current#yearly", filing.read_text("utf-8"))
    filing.write_text(text.replace("national/injury-recognition", "demo/current"), "utf-8")
    (root / "guides/neighbour").mkdir()
    for name, content in NEIGHBOUR.items():
        (root / "guides/neighbour" / name).write_text(content, "utf-8")
    return root


@pytest.mark.long(35)
@pytest.mark.build
def test_a_build_after_each_change_is_one_from_nothing(small: Path) -> None:
    program = Path(__file__).with_name("rebuild.py")
    done = subprocess.run(
        [sys.executable, program, small],
        input=json.dumps(STEPS),
        env={**os.environ, "PYTHONPATH": str(small)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["step"] for each in told] == STEPS
    assert [each for each in told if each["stale"]] == []
    assert all(each["changed"] for each in told)

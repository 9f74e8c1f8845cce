"""A site of some regions: calc holds their calculators and rosters only, and every example still works."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.compile.choice import stage
from tests.support import ROOT

EVERYTHING = """
import json, sys
from calc.engine.data import read_from
read_from(sys.argv[1])
import calc
slugs = [*calc.calculators(), *(roster["slug"] for roster in calc.describe_rosters())]
led_to = {step for each in calc.describe() for step in calc.example(each["slug"])["next_steps"]}
rules = {rule for each in calc.describe() for rule in each["rules"]}
print(json.dumps([slugs, sorted(led_to | rules)]))
"""


@pytest.mark.build
@pytest.mark.parametrize("regions", [["national"], ["guannan"], ["wuhan"], ["zhangjiagang"], ["national", "wuhan"]])
def test_only_the_chosen_regions_are_there_and_work(tmp_path: Path, regions: list[str]) -> None:
    folder = stage(ROOT, tmp_path / "chosen", regions)
    command = [sys.executable, "-c", EVERYTHING, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    slugs, named = json.loads(done.stdout)
    assert {slug.split("/")[0] for slug in slugs} == {*regions}
    assert {id.split("/")[0] for id in named} <= {*regions}

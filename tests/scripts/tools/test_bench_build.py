"""A cloned country is data without mistakes, in which every region is another; costs are those of all processes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

import calc
from scripts.data.loader import load
from scripts.tools.bench_build.__main__ import doubling
from scripts.tools.bench_build.country import clone
from scripts.tools.bench_build.run import measured
from tests.support import ROOT


def test_a_cloned_country_has_no_mistakes_and_each_region_is_another(tmp_path: Path) -> None:
    guides = tmp_path / "guides"
    shutil.copytree(ROOT / "guides", guides)
    wanted = 330  # every region once more
    count = clone(guides, wanted)
    library = load(guides, calc.calculators())  # raises what is wrong
    assert len(library.procedures) == count >= wanted
    names = [str(region.name) for region in library.regions.values()]
    assert len({*names}) == len(names)
    original, copy = library.procedure("guannan/transfer-in"), library.procedure("guannan-2/transfer-in")
    assert copy.governed_by == original.governed_by == ("national/pension-transfer", "national/medical-transfer")
    assert copy.calculators == original.calculators
    assert [related.procedure for related in copy.related] == [
        related.procedure.replace("guannan/", "guannan-2/") for related in original.related
    ]
    assert copy.summary != original.summary, "it names another place"
    first, second = (library.procedure(f"{region}/death-settlement") for region in ("shenzhen", "shenzhen-2"))
    addresses = [[channel.address for channel in each.channels if channel.address] for each in (first, second)]
    assert addresses[0] != addresses[1]


def test_twice_the_data_is_told_from_four_times_the_cost() -> None:
    assert doubling([(100, 3.0), (200, 6.0), (400, 12.0)]) == pytest.approx(2)
    assert doubling([(100, 1.0), (200, 4.0), (400, 16.0)]) == pytest.approx(4)


def test_the_cost_of_a_command_is_that_of_all_its_processes(tmp_path: Path) -> None:
    work = "import os; b = [0] * 25_000_000; child = os.fork(); sum(range(9_000_000)); child and os.wait()"
    cost = measured([sys.executable, "-c", work], tmp_path)
    assert cost.cpu > 0.05, "the work is done by a process of the command"
    assert cost.largest > 150
    assert cost.program.startswith("python")
    assert 150 < cost.memory < 300, "what two processes share is counted once"
    with pytest.raises(RuntimeError, match="what is wrong"):
        measured([sys.executable, "-c", "print('what is wrong'); raise SystemExit(1)"], tmp_path)

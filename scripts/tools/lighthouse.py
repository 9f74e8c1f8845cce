"""How good are the pages by Lighthouse's measure? `make lighthouse` prints the table and fails below the bar.

One page of each kind in each script, with Lighthouse's own mobile settings (a slow telephone on a slow line), from this
project's server with its compressed copies. Lighthouse is large and nothing else needs it: it is installed beside the
caches when first asked for. Speed depends on how busy the machine is; the other columns do not.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.node import node, npm
from scripts.paths import PREFIX, ROOT
from scripts.serve.static_server import serve

LIGHTHOUSE = "lighthouse@13.5.0"
PAGES = {
    "home": "",
    "procedure": "guides/yangzhou/injury-recognition/",
    "calculator": "calculators/national/retirement-month/",
    "index": "guides/zhangjiagang/",
}
BAR = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_BYTES = 60_000  # of a procedure's page with all it loads, compressed, headers counted
MOST_SHIFT = 0.01  # of the layout; Lighthouse itself calls 0.1 good
TRIES = 3  # Lighthouse now and then misses the start of a visit and asks to be run again
CHROMIUM_FLAGS = (
    "--headless=new --no-sandbox --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)


@dataclass(frozen=True)
class Scores:
    """What one page got: points of 100 for each category, compressed bytes, layout shift, and what cost points."""

    kind: str
    address: str
    points: dict[str, int]
    size: int
    shift: float
    lost: tuple[str, ...]

    def below(self) -> list[str]:
        """What is below the bar, in words."""
        found = [f"{name} {self.points[name]} < {bar}" for name, bar in BAR.items() if self.points[name] < bar]
        if self.kind == "procedure" and self.size > MOST_BYTES:
            found.append(f"{self.size} bytes > {MOST_BYTES}")
        if self.shift > MOST_SHIFT:
            found.append(f"layout shift {self.shift:.3f} > {MOST_SHIFT}")
        return found


def read(kind: str, address: str, report: dict[str, Any]) -> Scores:
    """The scores in a report of Lighthouse. Raises ValueError when a category or a number could not be measured."""
    audits = report["audits"]
    numbers = [audits[name].get("numericValue") for name in ("total-byte-weight", "cumulative-layout-shift")]
    scores = {name: report["categories"][name]["score"] for name in BAR}
    if None in (*numbers, *scores.values()):
        raise ValueError(f"{address}: Lighthouse could not measure {scores} {numbers}: {report.get('runtimeError')}")
    lost = tuple(
        audit["title"]
        for name in BAR
        for ref in report["categories"][name]["auditRefs"]
        if ref["weight"] and ((audit := audits[ref["id"]])["score"] or 0) < (0.9 if name == "performance" else 1)
        and audit["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}
    )  # fmt: skip
    points = {name: round(100 * score) for name, score in scores.items()}
    return Scores(kind, address, points, int(numbers[0]), numbers[1], lost)


def program() -> Path:
    """Where Lighthouse is, installed first if need be."""
    folder = ROOT / ".cache" / LIGHTHOUSE
    found = folder / "node_modules/.bin/lighthouse"
    if not found.exists():
        print(f"Installing {LIGHTHOUSE} into {folder.relative_to(ROOT)} …", flush=True)
        options = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([*npm(), "install", "--prefix", folder, *options, LIGHTHOUSE], check=True)  # noqa: S603
    return found


def chromium() -> str:
    """The system's Chromium. Raises SystemExit when there is none."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("Chromium is missing: run scripts/system.sh")
    return found


def measure(kind: str, base: str, address: str, runs: int) -> Scores:
    """Visit a page with a fresh browser each time; the visit in the middle counts, by speed."""
    environment = {**os.environ, "CHROME_PATH": chromium()}
    visits = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as work:
            report = Path(work) / "report.json"
            command = [
                node(),
                str(program()),
                f"{base}/{address}",
                "--quiet",
                "--output=json",
                f"--output-path={report}",
            ]
            command.append(f"--chrome-flags={CHROMIUM_FLAGS}")
            if not any(subprocess.run(command, env=environment, check=False).returncode == 0 for _ in range(TRIES)):  # noqa: S603
                raise SystemExit(f"Lighthouse cannot measure /{address}")
            visits.append(read(kind, address, json.loads(report.read_text(encoding="utf-8"))))
    middle = statistics.median_low(visit.points["performance"] for visit in visits)
    return next(visit for visit in visits if visit.points["performance"] == middle)


def row(scores: Scores) -> str:
    """One line of the table."""
    points = " | ".join(str(scores.points[name]) for name in BAR)
    return f"| {scores.kind} | /{scores.address} | {points} | {scores.size / 1000:.1f} | {scores.shift:.3f} |"


def main() -> None:
    """Measure a built site, print the table, fail below the bar."""
    parser = argparse.ArgumentParser(prog="python -m scripts.tools.lighthouse", description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"))
    parser.add_argument("--runs", type=int, default=1, help="visits to each page; the middle one counts")
    options = parser.parse_args()
    program()
    print(f"| page | address | {' | '.join(BAR)} | KB | layout shift |\n|---|---|{'---|' * (len(BAR) + 2)}", flush=True)
    problems = []
    with serve(options.site) as base:
        for kind, path in PAGES.items():
            for prefix in PREFIX.values():
                scores = measure(kind, base, prefix + path, options.runs)
                print(row(scores), flush=True)
                problems += [f"/{scores.address}: {what} ({'; '.join(scores.lost)})" for what in scores.below()]
    if problems:
        raise SystemExit("\n".join(["", *problems]))


if __name__ == "__main__":
    main()

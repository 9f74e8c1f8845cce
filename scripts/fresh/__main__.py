"""``python -m scripts.fresh [--day DAY] [--strict] [--out DIR]``: what there is to do, as a list, a page and a calendar file.

With ``--strict`` the command fails while something has to be mended, so that a publisher can hold back a site.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path

import calc
from calc.engine import data as calc_data
from calc.engine.calculators import beijing_today
from scripts.data.loader import load_with_places
from scripts.data.yaml_strict import DataError
from scripts.fresh.agenda import ics
from scripts.fresh.due import Fresh
from scripts.fresh.page import page
from scripts.pages.brand import settings
from scripts.paths import ROOT


def main(arguments: list[str], root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.fresh", description="要重读、要核对、要改的")
    parser.add_argument("--day", type=dt.date.fromisoformat, default=beijing_today(), help="按哪一天看")
    parser.add_argument("--strict", action="store_true", help="有要改的就算失败")
    parser.add_argument("--out", type=Path, help="网页和日历文件写到哪个文件夹")
    asked = parser.parse_args(arguments)
    said = settings(root)
    try:
        library, at = load_with_places(root / "guides", calc.calculators())
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    stored_data = calc_data.load()
    fresh = Fresh(library, at, asked.day, said["extra"]["fresh"]["read_again"], said["extra"]["fresh"]["ahead"])
    report = fresh.report(stored_data["parameters"], stored_data["calendar"])
    out = asked.out or root / "build/fresh"
    out.mkdir(parents=True, exist_ok=True)
    up = f"{os.path.relpath(root, out)}/"
    (out / "index.html").write_text(page(report, asked.day, said["site_name"], up), encoding="utf-8")
    (out / "fresh.ics").write_text(ics(report, asked.day, said["site_name"]), encoding="utf-8", newline="")
    print(report.show())
    print(f"网页：{out / 'index.html'}；到期的日子：{out / 'fresh.ics'}")
    return int(asked.strict and report.stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

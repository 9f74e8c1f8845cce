"""How fast is a roster, beside openpyxl and pandas that only read the same file and add it up? `make bench-roster` prints it.

The file has 10,000 people, as XLSX and as CSV. Ours checks every number and works out nine amounts and the sums for each;
the peers read the cells and add up one column, which is the least that anybody does with such a file. Rounds go in turn,
each in a process of its own, and medians of its CPU seconds are shown: those depend on the machine, the ratios do not.
pandas is measured where it is installed (`pip install -e '.[bench]'`): no other command needs it.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from calc.national.identifiers import id_check
from scripts.paths import ROOT

PEOPLE = 10_000
HEADER = ("姓名", "身份证号码", "上年度月平均工资")
INPUTS = '{"month":"2025-08","region":"limits","floor":"4498","ceiling":"22488","medical_employer":"8.7","medical_employee":"2","injury_rate":"0.4"}'
TIMED = "import time, sys; path = sys.argv[1]; start = time.process_time()\n{work}\nprint(time.process_time() - start)"
OURS = f"""import json
from pathlib import Path
from calc.__main__ import source_of
from calc.rosters.requests import compute
answer = compute("national/contribution-roster", source_of(Path(path).read_bytes()), json.loads('{INPUTS}'))
assert answer["result"]["outputs"]["counted"] == {PEOPLE}"""
OPENPYXL = """import openpyxl
from decimal import Decimal
rows = list(openpyxl.load_workbook(path, data_only=True).active.iter_rows(values_only=True))
sum(Decimal(str(row[2])) for row in rows[1:])"""
CSV = """import csv
from decimal import Decimal
with open(path, encoding="utf-8-sig", newline="") as file: rows = list(csv.reader(file))
sum(Decimal(row[2]) for row in rows[1:])"""
PANDAS = """import pandas
frame = (pandas.read_excel if path.endswith("xlsx") else pandas.read_csv)(path, dtype={"身份证号码": str})
frame["上年度月平均工资"].sum()"""


def people(count: int) -> list[tuple[str, str, str]]:
    """Made-up people with right numbers, each with a wage of their own."""
    draw = random.Random(1)  # noqa: S311 - the same file every time
    rows = []
    for number in range(count):
        day = f"{draw.randint(1966, 2006)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
        start = f"420{draw.randint(100, 199)}{day}{number % 1000:03}"
        rows.append((f"职工{number}", start + id_check(start), f"{draw.randint(300_000, 3_000_000) / 100:.2f}"))
    return rows


def write(folder: Path, rows: Sequence[tuple[str, str, str]]) -> dict[str, Path]:
    """The file in both forms."""
    text, book = folder / "roster.csv", openpyxl.Workbook(write_only=True)
    text.write_text("".join(",".join(row) + "\n" for row in (HEADER, *rows)), encoding="utf-8-sig")
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for name, number, wage in rows:
        sheet.append((name, number, float(wage)))
    book.save(folder / "roster.xlsx")
    return {"CSV": text, "XLSX": folder / "roster.xlsx"}


def seconds(work: str, path: Path) -> float:
    """CPU seconds of one run, imports and all."""
    command = [sys.executable, "-W", "ignore", "-c", TIMED.format(work=work), str(path)]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)  # noqa: S603


def race(files: dict[str, Path], runs: int) -> str:
    """Medians and ratios as Markdown."""
    with_pandas = {"pandas": PANDAS} if importlib.util.find_spec("pandas") else {}
    lines = ["| file | what | CPU s | ours ÷ it |", "|---|---|---|---|"]
    for kind, path in files.items():
        peers = {"ours": OURS, **({"csv": CSV} if kind == "CSV" else {"openpyxl": OPENPYXL}), **with_pandas}
        times: dict[str, list[float]] = {name: [] for name in peers}
        for _round in range(runs):
            for name, work in peers.items():
                times[name].append(seconds(work, path))
        medians = {name: statistics.median(found) for name, found in times.items()}
        lines += [
            f"| {kind} | {name} | {median:.2f} | {medians['ours'] / median:.2f} |" for name, median in medians.items()
        ]
    return "\n".join(lines if with_pandas else [*lines, "", "pandas is not installed: pip install -e '.[bench]'"])


def main() -> None:
    """Race, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m scripts.tools.bench_roster", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(race(write(Path(folder), people(PEOPLE)), options.runs))


if __name__ == "__main__":
    main()

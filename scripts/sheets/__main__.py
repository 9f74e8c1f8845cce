"""``python -m scripts.sheets REGION``: a region's workbook, to fill in with Excel or WPS. `make import` takes it back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import calc
from scripts.data.loader import load
from scripts.data.regions import GUIDES_ROOMS
from scripts.data.yaml_strict import DataError
from scripts.paths import ROOT
from scripts.sheets.book import texts_of, workbook


def main(arguments: list[str], root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.sheets", description="把一个地区写成表格")
    parser.add_argument("region", help="地区编号，guides 里的文件夹名")
    parser.add_argument("--out", type=Path, help="写到哪个文件")
    options = parser.parse_args(arguments)
    folder = root / "guides" / options.region
    if not (folder / "region.yml").is_file() or options.region in GUIDES_ROOMS:
        print(f"guides 里没有地区“{options.region}”。用法：make sheet region=地区编号", file=sys.stderr)
        return 1
    try:
        library = load(root / "guides", calc.calculators(), drafts=True)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    out = options.out or root / f"build/sheets/{options.region}.xlsx"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(workbook(options.region, texts_of(folder), library))
    print(f"写好了 {out}。改完运行：make import file={out} region={options.region}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

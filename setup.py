"""The packages of the distribution; everything else stands in pyproject.toml.

In a checkout the code lies in `calc/`; installed, it is `shebao_calc`: nobody's site-packages gets a package as common
as `calc`. A region's folder is a package as soon as it holds Python, so the list is made here and not written down.
"""

import os
from pathlib import Path

from setuptools import setup

os.environ.setdefault("SOURCE_DATE_EPOCH", "315532800")  # 1980-01-01: the same files make the same wheel, whenever
os.umask(0o022)  # and whoever makes it

CODE = Path(__file__).parent / "calc"
NAME = "shebao_calc"
GENERATED = ("data.json", "cases.json", "locales/zh-Hant/LC_MESSAGES/calc.mo")

if missing := [file for file in GENERATED if not (CODE / file).is_file()]:
    raise SystemExit(f"calc/{missing[0]} is made from the data and not there yet: run `make setup` first")

folders = sorted({path.parent.relative_to(CODE) for path in CODE.rglob("*.py")})
setup(packages=[".".join((NAME, *folder.parts)) for folder in folders], package_dir={NAME: "calc"})

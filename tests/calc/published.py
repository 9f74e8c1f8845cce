"""The sentences about calculators under cases/, as they are written: a number is text, and "yes" stays a word."""

from pathlib import Path

import yaml

FILES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
CASES = [case for path in FILES for case in yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)]

"""Writes calc/data.json and calc's Traditional catalogue: ``python -m scripts.compile``; `make setup` does."""

from __future__ import annotations

import sys

from scripts.compile.made import make
from scripts.data.yaml_strict import DataError


def main() -> int:
    try:
        make()
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

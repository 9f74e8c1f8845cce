"""Checks the data and says what is wrong: ``python -m scripts.check``. For editors; the build runs the same checks."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.load import load
from scripts.traditional import TermsError, load_terms
from scripts.yaml_strict import DataError

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    try:
        load_terms(ROOT / "guides/terms.yml")
        library = load(ROOT / "guides")
    except (DataError, TermsError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"数据没有错误：{len(library.regions)} 个地区，{len(library.procedures)} 个事项")
    return 0


if __name__ == "__main__":
    sys.exit(main())

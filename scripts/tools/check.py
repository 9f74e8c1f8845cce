"""Checks the data and says what is wrong: ``python -m scripts.tools.check``. For editors; the tests run the same checks."""

from __future__ import annotations

import sys

import calc
from scripts.compile.catalogue import messages_in_code
from scripts.compile.compiler import write
from scripts.data.loader import load
from scripts.data.yaml_strict import DataError
from scripts.pages import words
from scripts.pages.brand import Brand
from scripts.paths import ROOT
from scripts.traditional import ambiguous, corpus


def main() -> int:
    try:
        of_calc = write().words
        words.of_site(ROOT, Brand.configured(ROOT), str)
        library = load(ROOT / "guides", calc.calculators())
        said_by_code = (
            (place, message) for path in (ROOT / "calc").rglob("*.py") for message, place in messages_in_code(path)
        )
        said_by_data = (("calc/data.json", word) for word, own in of_calc.items() if own is None)
        undecided = ambiguous([*corpus(), *said_by_code, *said_by_data])
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    if undecided:
        print("这些字有几种繁体，还没有定用哪个：", *undecided, sep="\n  ", file=sys.stderr)
        return 1
    print(f"数据没有错误：{len(library.regions)} 个地区，{len(library.procedures)} 个事项")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The compiled data (数据): parameters, flows and calendars as one JSON file beside the code.

`scripts/calc_data.py` writes it from the YAML under `calc/`; calc itself reads no YAML.
"""

import json
import pkgutil
from functools import cache
from typing import Any


class DataMissing(RuntimeError):
    """The generated files have not been built. The message says what to run."""


def resource(path: str) -> bytes:
    """The bytes of a generated file inside the package, from a folder or a zip. Raises DataMissing."""
    try:
        content = pkgutil.get_data("calc", path)
    except OSError:
        content = None
    if content is None:
        raise DataMissing(
            f"calc/{path} is missing: run `make setup` (or `python -m scripts.compile.catalogue`) in the project"
        )
    return content


@cache
def load() -> dict[str, Any]:
    """The whole data, read once. Raises DataMissing."""
    parsed: dict[str, Any] = json.loads(resource("data.json"))
    return parsed

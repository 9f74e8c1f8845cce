"""The compiled data (数据): parameters, flows and calendars as one JSON file beside the code.

`scripts/compile` writes it from the YAML under `calc/`; calc itself reads no YAML.
"""

import json
import pkgutil
from functools import cache

from .stored import Data

_folder = ""


class DataMissing(RuntimeError):
    """The generated files have not been built. The message says what to run."""


def read_from(folder: str) -> None:
    """Take the generated files of a site that holds some regions only from a folder, not from beside the code.

    Raises RuntimeError if data has been read before: what was declared then would stay.
    """
    global _folder
    if load.cache_info().currsize and folder != _folder:
        raise RuntimeError("calc's data has been read already")
    _folder = folder


def resource(path: str) -> bytes:
    """The bytes of a generated file inside the package, from a folder or a zip. Raises DataMissing."""
    try:
        if _folder:
            with open(f"{_folder}/{path}", "rb") as file:  # noqa: PTH123  # pathlib costs the page a start
                return file.read()
        content = pkgutil.get_data(__name__.partition(".")[0], path)
    except OSError:
        content = None
    if content is None:
        raise DataMissing(f"calc/{path} is missing: run `make setup` (or `python -m scripts.compile`) in the project")
    return content


@cache
def load() -> Data:
    """The whole data, read once. Raises DataMissing."""
    parsed: Data = json.loads(resource("data.json"))
    return parsed

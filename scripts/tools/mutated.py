"""A pytest plugin: the tests named in the file `MUTANT`, in their order, with a module whose source is another there."""

from __future__ import annotations

import json
import os
import resource
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

import pytest

mutant = json.loads(Path(os.environ["MUTANT"]).read_text(encoding="utf-8"))
resource.setrlimit(resource.RLIMIT_CPU, (mutant["seconds"], mutant["seconds"]))
_read = SourceFileLoader.get_code


def _get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
    if str(self.path) != mutant["path"]:
        return _read(self, fullname)
    return compile(mutant["source"], self.path, "exec", dont_inherit=True)


SourceFileLoader.get_code = _get_code  # type: ignore[method-assign, assignment]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: number for number, name in enumerate(mutant["tests"])}
    items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])

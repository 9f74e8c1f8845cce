"""A test of many values that is one test: reporting thousands of tests costs more than running them.

All values are tried, and what is wrong with each is told together. With EVERY_ALONE=1 in the environment each value is a test of
its own, for who looks for one of them: EVERY_ALONE=1 .venv/bin/pytest -n0 tests/calc/test_cases.py -k Dragon
"""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Iterable
from typing import Any

import pytest

Test = Callable[..., None]


def every(names: str, values: Iterable[Any]) -> Callable[[Test], Test]:
    """Decorates a test as ``pytest.mark.parametrize`` does; its fixtures are the same for all values.

    :param names: of the arguments that take a value, with commas between them; then each value is a tuple.
    """
    if os.environ.get("EVERY_ALONE"):
        return pytest.mark.parametrize(names, [*values], ids=_id)
    taken = [name.strip() for name in names.split(",")]
    tried = [value if "," in names else (value,) for value in values]
    assert tried, "no value to try"

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def all_of_them(**fixtures: Any) -> None:
            wrong: list[BaseException] = []
            for value in tried:
                try:
                    test(**dict(zip(taken, value, strict=True)), **fixtures)
                except (Exception, pytest.fail.Exception) as error:
                    error.add_note(f"{names}: {value if len(value) > 1 else value[0]!r}")
                    wrong.append(error)
            if wrong:
                raise BaseExceptionGroup(f"{len(wrong)} of {len(tried)}", wrong)

        signature = inspect.signature(test)
        left = [parameter for name, parameter in signature.parameters.items() if name not in taken]
        all_of_them.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return all_of_them

    return decorate


def _id(value: Any) -> str | None:
    """What a case is called; of other values what pytest makes of them."""
    return value.get("name") if isinstance(value, dict) else None

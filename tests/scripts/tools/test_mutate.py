"""Mutants: which there are of a rule, and that a test which holds the rule notices each. The tools come with `make mutate`."""

from __future__ import annotations

import gc
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from scripts.tools.mutants import Place

pytestmark = pytest.mark.mutate

RULE = """LEAST = 12

def enough(months):
    if months < LEAST:
        return 0
    return months // 6 + 2
"""


def mutants(folder: Path) -> dict[str, Place]:
    """What the line says in place of what it says, and where."""
    from scripts.tools.mutants import places

    (folder / "rule.py").write_text(RULE, encoding="utf-8")
    return {place.words(place.source()).rpartition("→ ")[2]: place for place in places(folder / "rule.py")}


def test_limits_conditions_and_numbers_are_changed_one_at_a_time(tmp_path: Path) -> None:
    found = mutants(tmp_path)
    assert {"LEAST = 13", "LEAST = 11", "if months <= LEAST:", "if months >= LEAST:", "if not months < LEAST:"} <= {
        *found
    }
    assert {"return 1", "return months * 6 + 2", "return months // 6 - 2", "return months // 5 + 2"} <= {*found}
    assert not [words for words in found if "**" in words or "<<" in words]
    assert not found["LEAST = 13"].function
    assert found["if months <= LEAST:"].function
    assert found["if months <= LEAST:"].lines == range(4, 5), "the condition without what depends on it"


def test_a_living_function_becomes_the_mutant(tmp_path: Path) -> None:
    from scripts.tools.mutate import code_of

    found = mutants(tmp_path)
    room: dict[str, FunctionType] = {}
    exec(compile(RULE, str(tmp_path / "rule.py"), "exec"), room)
    assert room["enough"](12) == 4
    functions = [each for each in gc.get_objects() if isinstance(each, FunctionType)]
    place = found["if months <= LEAST:"]
    for function, code in code_of(functions, place, place.source()):
        function.__code__ = code
    assert room["enough"](12) == 0
    assert code_of(functions, found["LEAST = 13"], found["LEAST = 13"].source()) == []


def test_what_is_no_python_is_no_mutant(tmp_path: Path) -> None:
    from scripts.tools.mutants import is_python, places

    (tmp_path / "rule.py").write_text("def paid(wage):\n    if base := wage:\n        return base\n", encoding="utf-8")
    sources = [place.source() for place in places(tmp_path / "rule.py")]
    assert [source for source in sources if "not base :=" in source and not is_python(source)]
    assert all(is_python(source) for source in sources if "not base :=" not in source)

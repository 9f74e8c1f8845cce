"""The page for programmers says what the code does."""

from __future__ import annotations

import doctest

import calc
from scripts.tools.api import PAGE, page


def test_the_page_is_as_the_code_is() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make api`"


def test_its_examples_give_what_they_show() -> None:
    tests = doctest.DocTestParser().get_doctest(PAGE.read_text("utf-8").replace("\n```", "\n\n```"), {}, "API", None, 0)
    assert tests.examples and doctest.DocTestRunner().run(tests).failed == 0


def test_it_names_everything_public_with_a_sentence() -> None:
    text = page()
    for name in set(calc.__all__) - {"__version__"}:
        _head, _name, said = text.partition(f"### `{name}`\n\n")
        assert said.split("\n#")[0].strip().removeprefix("```python").strip(), name
    for code in calc.Code:
        assert f"| `{code}` | " in text

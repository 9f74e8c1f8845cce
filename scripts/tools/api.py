"""Writes calc/API.md, what other programs may rely on, from calc's own docstrings and types.

python -m scripts.tools.api
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints, is_typeddict

import calc
from calc.engine import answers, plans
from calc.engine.units import UNITS
from scripts.paths import ROOT

PAGE = ROOT / "calc" / "API.md"
OPENING = """# calc for programs

<!-- Written by `make api` from the docstrings and types of calc/: change them, not this page. -->

{about}

In a checkout the package is `calc`; installed from a wheel or the source archive it is `shebao_calc`, with the same names.
It needs Python 3.11 or newer and nothing else. What is named here follows the version: a renamed function, key, code,
slug or input is a new major version (see `docs/dev/tasks/release.md`).
"""


def page() -> str:
    """The whole page, the same for the same code."""
    public = {name: getattr(calc, name) for name in calc.__all__}
    errors = {name: each for name, each in public.items() if inspect.isclass(each) and issubclass(each, Exception)}
    functions = {name: each for name, each in public.items() if inspect.isfunction(each)}
    shapes = [
        each
        for module in (answers, plans)
        for each in vars(module).values()
        if is_typeddict(each) and not each.__name__.startswith("_")
    ]
    parts = [
        OPENING.format(about=_prose(calc)),
        "## Functions\n",
        *(_function(name, function) for name, function in functions.items()),
        "## Classes\n",
        *_class(calc.Calculator),
        *_class(calc.Need),
        "## Errors\n",
        *(f"### `{name}`\n\n{_prose(each)}\n" for name, each in errors.items()),
        *_class(calc.Problem),
        *_codes(),
        "## Data\n",
        f"{_prose(answers)}\n",
        *(f"### `{shape.__name__}`\n\n{_prose(shape)}\n\n{_fields(shape)}" for shape in shapes),
        *_units(),
    ]
    return "\n".join(parts)


def _function(name: str, function: Callable[..., Any]) -> str:
    return f"### `{name}`\n\n```python\n{name}{_signature(function)}\n```\n\n{_prose(function)}\n"


def _class(kind: type) -> Iterator[str]:
    """A class: what it is, its fields if it is as plain as a record, its methods."""
    yield f"### `{kind.__name__}`\n\n{_prose(kind)}\n"
    if dataclasses.is_dataclass(kind) and len(dataclasses.fields(kind)) < 5:
        yield _fields(kind)
    for name, method in vars(kind).items():
        if inspect.isfunction(method) and not name.startswith("_"):
            yield _function(f"{kind.__name__}.{name}", method)


def _codes() -> Iterator[str]:
    yield f"### `{calc.Code.__name__}`\n\n{_prose(calc.Code)}\n"
    yield "| code | when |\n|---|---|"
    for code, text in _members(calc.Code):
        yield f"| `{code}` | {text} |"
    yield ""


def _members(kind: type) -> Iterator[tuple[str, str]]:
    """An enumeration's values with the texts written below them, which Python itself does not keep."""
    (tree,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(tree, ast.ClassDef)
    for member, text in zip(tree.body, tree.body[1:], strict=False):
        match member, text:
            case ast.Assign(value=ast.Constant(value=str(code))), ast.Expr(value=ast.Constant(value=str(words))):
                yield code, words


def _units() -> Iterator[str]:
    yield "## Units\n"
    yield "The `unit` of inputs and steps, and how a number with it is shown.\n"
    yield "| unit | shown as |\n|---|---|"
    for unit, shown in UNITS.items():
        yield f"| {f'`{unit}`' if unit else '(none)'} | {shown or '60岁1个月'} |"
    yield ""


def _fields(kind: type) -> str:
    rows = [f"| `{name}` | `{_plain(hint)}` |" for name, hint in get_type_hints(kind, include_extras=True).items()]
    return "| key | type |\n|---|---|\n" + "\n".join(row.replace(" | None", " or None") for row in rows) + "\n"


def _signature(function: Callable[..., Any]) -> str:
    return _plain(str(inspect.signature(function)))


def _plain(hint: object) -> str:
    """A type as it is written, without the modules it comes from."""
    text = hint.__name__ if isinstance(hint, type) and not hasattr(hint, "__args__") else str(hint)
    return re.sub(r"\b(?:[A-Za-z_]\w*\.)+(\w)", r"\1", text).replace("NoneType", "None")


def _prose(described: object) -> str:
    """A docstring; what one would type is fenced."""
    return re.sub(r"(?m)^>>>(?:.+\n?)+", r"```pycon\n\g<0>\n```", inspect.cleandoc(described.__doc__ or ""))


def main() -> None:
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()

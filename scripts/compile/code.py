"""What stands in Python code: its texts, and those that are marked as messages by `_()` and `N_()`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

FUNCTIONS = ("_", "N_")
DULL = (ast.Name, ast.expr_context, ast.operator, ast.cmpop)  # they hold no text


class Code(NamedTuple):
    """``texts``: all of a module. ``messages``: the marked ones with their lines; None for one with numbers in it."""

    texts: frozenset[str]
    messages: tuple[tuple[str | None, int], ...]


@lru_cache(maxsize=1024)
def code(source: str) -> Code:
    """Read a module: parsing it takes longer than all that is looked for in it."""
    texts: set[str] = set()
    messages: list[tuple[str | None, int]] = []
    for node in _nodes(ast.parse(source)):
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                texts.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            match node.args:
                case [ast.Constant(value=str(message))]:
                    messages.append((message, node.lineno))
                case [ast.JoinedStr()]:
                    messages.append((None, node.lineno))
    return Code(frozenset(texts), tuple(messages))


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Like :func:`ast.walk`, in another order, without what is dull: that is most of a tree."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        for name in node._fields:
            value = getattr(node, name, None)
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, ast.AST) and not isinstance(part, DULL):
                    waiting.append(part)

"""Mutants of a rule: its source with one thing as a hurried hand might have written it. Cosmic Ray's operators make them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

# Limits that are included or not, conditions turned round, sums for differences. What no hand writes, and any test sees (a power
# in place of a sum), would only make the score look better.
KINDS = re.compile(
    r"core/(ReplaceComparisonOperator_(Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Lt_GtE|Gt_LtE|Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is)"
    r"|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Mul|Mod_FloorDiv)"
    r"|ReplaceUnaryOperator_Delete_(Not|USub)|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse|ReplaceFalseWithTrue"
    r"|ReplaceBreakWithContinue|ReplaceContinueWithBreak|NumberReplacer|AddNot|ZeroIterationForLoop)"
)


@dataclass(frozen=True)
class Place:
    """Where one operator changes one thing: the `occurrence`-th in the file that it could change."""

    path: Path
    operator: str
    occurrence: int
    line: int
    lines: range
    """Of the statement around it."""
    function: bool
    """Whether it is in one, or carried out when the module is imported."""

    def source(self) -> str:
        """The mutant, as the text of its file."""
        mutated = mutate_code(self.path.read_text(encoding="utf-8"), get_operator(self.operator)(), self.occurrence)
        return str(mutated)

    def words(self, mutated: str) -> str:
        """What is different, for the report."""
        before, after = (text.splitlines() for text in (self.path.read_text(encoding="utf-8"), mutated))
        changed = [(old, new) for old, new in zip(before, after, strict=False) if old != new]
        return "\n".join(f"    {old.strip()}\n  → {new.strip()}" for old, new in changed)


def places(path: Path) -> Iterator[Place]:
    """Every place of a file that can be mutated."""
    source = path.read_text(encoding="utf-8")
    tree, around = get_ast(source), statements(ast.parse(source))
    for name in filter(KINDS.fullmatch, operator_names()):
        operator = get_operator(name)()
        positions = (begin for node in ast_nodes(tree) for begin, _ in operator.mutation_positions(node))
        for occurrence, (line, _) in enumerate(positions):
            yield Place(path, name, occurrence, line, *around.get(line, (range(line, line + 1), False)))


def is_python(source: str) -> bool:
    """Whether a mutant can be tried at all: `if not wage := …` cannot."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def statements(tree: ast.AST, function: bool = False) -> dict[int, tuple[range, bool]]:
    """For each line the lines of the innermost statement there, without what is inside it, and whether that is in a function."""
    found: dict[int, tuple[range, bool]] = {}
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
            found |= {line: (range(node.lineno, end + 1), function) for line in range(node.lineno, end + 1)}
        found |= statements(node, function or isinstance(node, ast.FunctionDef | ast.Lambda))
    return found

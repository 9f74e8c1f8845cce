"""The rows of a table of one kind of thing: papers, steps, laws, or offices, each with its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from scripts.importing.items import Entry
from scripts.importing.labels import Label, column
from scripts.importing.likely import likely_column
from scripts.importing.outline import Cell, Span

LONGEST_HEAD = 12  # characters of a heading below another


def rows_in(grid: Sequence[Sequence[Cell]]) -> list[Entry]:
    """The rows of a table of materials, of steps or of laws, under one or two rows of headings; none of another table."""
    if grid and len({*grid[0]}) == 1 < len(grid[0]):
        return rows_in(grid[1:])  # what is said above the headings
    if not grid or not grid[0]:
        return []
    first = 2 if len(grid) > 2 and (goes_on(grid[0], grid[1]) or _counts_below(grid[0], grid[1])) else 1
    # A cell that spreads down past the headings is the label of what stands beside it.
    beside = {at for at, cell in enumerate(grid[0]) if len(grid) > first and cell.lines and grid[first][at] is cell}
    if any(row[at] is not grid[0][at] for at in beside for row in grid):
        return []  # and other labels stand below it
    for kind, field, least in (
        ("columns", "materials", {"name"}),
        ("step_columns", "steps", {"stage", "action"}),
        ("law_columns", "basis", {"law"}),
    ):
        heads = {
            at: known
            for at in range(len(grid[0]))
            if at not in beside
            and (known := next(filter(None, (column(row[at].text, kind) for row in grid[first - 1 :: -1])), None))
        }
        if field == "materials" and heads and first == 1:
            guessed = {
                at: found
                for at, cell in enumerate(grid[0])
                if at not in heads and at not in beside and (found := likely_column(cell.text))
            }
            heads |= {
                at: found for at, found in guessed.items() if found in ("count", "skip") or found not in heads.values()
            }
        heads = kind_apart(heads, grid[first:])
        if len(grid) <= first or not least <= {*heads.values()} or len({*heads.values()} - {"skip"}) < 2:
            continue
        rows = (by_heads(row, heads) for row in grid[first:])
        return [Entry(Label(field), rows=(cells,)) for cells in rows if least <= {*cells}]
    return _counters(grid)


def kind_apart(heads: dict[int, str], rows: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """The columns, where one of two that count tells no number: 「原件/复印件」 beside 「份数」 is the kind."""
    doubled = [at for at, known in heads.items() if known == "count"]
    plain = [at for at in doubled if not any(re.search(r"\d", row[at].text) for row in rows)]
    return heads | (dict.fromkeys(plain, "kind") if len(doubled) > 1 else {})


def _counters(grid: Sequence[Sequence[Cell]]) -> list[Entry]:
    """A table of offices: what each is called, where it is, when it is open, and its telephone."""
    known_at = [(known, at) for at, cell in enumerate(grid[0]) if (known := column(cell.text, "place_columns"))]
    heads = dict(known_at)
    addresses = [at for known, at in known_at if known == "address"]
    if "name" not in heads and len(addresses) > 1:
        heads["name"] = addresses[0]  # 「办理地点」 beside 「地址」
    if not {"name", "address"} <= {*heads}:
        return []
    entries: list[Entry] = []
    for row in grid[1:]:
        name, address = row[heads["name"]], row[heads["address"]]
        if not name.lines or not address.lines:
            continue
        there = address.lines[0].cut(f"{name.text} {address.text}")
        entries += [Entry(Label("skip"), name.lines), Entry(Label("places"), (there,))]
        entries += [
            Entry(Label(key), row[heads[key]].lines)
            for key in ("hours", "consult")
            if key in heads and row[heads[key]].lines
        ]
    return entries


def _counts_below(heads: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row only parts a heading above into 「原件」 and 「复印件」, where a format does not tell that it spreads."""
    said = {at: column(cell.text) for at, cell in enumerate(below) if cell.lines}
    return {*said.values()} == {"originals", "copies"} and any(
        not heads[at].lines or heads[at] is below[at] for at in said
    )


def by_heads(row: Sequence[Cell], heads: Mapping[int, str]) -> dict[str, Span]:
    cells = {key: row[at] for at, key in heads.items() if row[at].lines and key != "skip"}
    return {key: cell.lines[0] if len(cell.lines) == 1 else cell.lines[0].cut(cell.text) for key, cell in cells.items()}


def goes_on(heads: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row goes on with the headings above: each cell is the one above, or parts a heading that spreads."""
    spread = {cell for cell in heads if heads.count(cell) > 1}
    pairs = [*zip(heads, below, strict=True)]
    return any(one is two and one.lines for one, two in pairs) and all(
        one is two or not two.lines or (one in spread and len(two.text) <= LONGEST_HEAD) for one, two in pairs
    )

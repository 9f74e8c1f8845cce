"""Tables that are several side by side, and tables that compare procedures, each in a column of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scripts.importing.items import Entry, Item, bare_name
from scripts.importing.labels import Label, column, label
from scripts.importing.likely import borne_out, known_or_likely
from scripts.importing.outline import Cell, Table, squeezed

LEAST_LABELS = 3
LEAST_REGISTERED = 2
LEFT = ("同左", "同前", "←")  # as the cell on the left


def parts(table: Table) -> list[Table]:
    """The tables that a table is made of: the same labels stand again further right, or headings spread over parts of its columns."""
    return _again(table) or _titled(table) or [table]


def _again(table: Table) -> list[Table]:
    """Parts with the same labels: each is of a procedure of its own."""
    width = len(table.rows[0])
    for at in range(2, width // 2 + 1):
        again = [
            row for row in table.rows if width % at == 0 and known_or_likely(row[0].text) and row[0] is not row[at]
        ]
        same = [row for row in again if len({row[part].text for part in range(0, width, at)}) == 1]
        if len(same) >= LEAST_LABELS and len(same) == len(again):
            rows = [row for row in table.rows if not _across(row)]
            return [Table(tuple(row[part : part + at] for row in rows)) for part in range(0, width, at)]
    return []


def _titled(table: Table) -> list[Table]:
    """Parts below headings that stand side by side, 「申请材料」 and 「办理须知」: together they tell of one procedure."""
    heads, *rows = table.rows
    rows = [row for row in rows if not _across(row)]
    edges = [0, *(at for at in range(1, len(heads)) if heads[at] is not heads[at - 1]), len(heads)]
    wide = all(end - begin > 1 and heads[begin].lines for begin, end in pairwise(edges))
    if len(edges) < 3 or not wide or len(rows) < LEAST_LABELS:
        return []
    if any(row[edge - 1] is row[edge] for row in rows for edge in edges[1:-1]):
        return []
    sides = [[row[begin:end] for row in rows] for begin, end in pairwise(edges)]
    return [Table(tuple(part)) for side in sides for part in _runs(side)]


def _runs(rows: Sequence[Sequence[Cell]]) -> Iterator[list[tuple[Cell, ...]]]:
    """The rows of one side, cut where labels begin below a list: 「办理流程」 below the papers."""
    filled = [tuple(row) for row in rows if any(cell.lines for cell in row)]
    begins = next((at for at, row in enumerate(filled) if at and label(row[0].text) and not column(row[0].text)), None)
    listed = bool(filled) and len([cell for cell in filled[0] if column(cell.text)]) >= LEAST_LABELS
    if begins is None or not listed:
        yield filled
        return
    yield filled[:begins]
    yield filled[begins:]


def _across(row: Sequence[Cell]) -> bool:
    """Whether one cell spreads over the whole row: a note on the table."""
    return len({*row}) == 1 and bool(row[0].lines)


def by_column(table: Table) -> list[Item]:
    """One column a procedure: labels in the first column, and the names beside each other in the first row."""
    table = Table(tuple(row for row in table.rows if not _across(row)))
    if len(table.rows) < 2:
        return []
    names, *rows = _without_groups(table).rows
    labels = [known_or_likely(row[0].text) for row in rows]
    given = [at for at, known in enumerate(labels) if known and known.field == "name"] == [0]
    if given:
        names, *rows = rows  # 「事项名称」 below heads that only part the columns
        labels = labels[1:]
    named = [cell for cell in dict.fromkeys(names[1:]) if cell.lines]
    first = label(names[0].text)
    if (
        len(named) < 2
        or 4 * sum(known is not None for known in labels) < 3 * len(labels)
        or not _labels_enough(rows, labels)
        or any(known is not None and known.field == "name" for known in labels)
        or any(label(cell.text) or column(cell.text) for cell in named)
        or any(label(cell.text) for row in rows for cell in row[1:] if cell is not row[0])  # pairs side by side
        or not (given or first is None or first.field == "name")
    ):
        return []
    made = [Item(cell.lines[0].cut(bare_name(cell.text))) for cell in named]
    columns = [next(at for at, name in enumerate(names) if name is cell) for cell in named]
    for row in rows:
        for item, at in zip(made, columns, strict=True):
            cell = row[at - 1] if squeezed(row[at].text) in LEFT else row[at]
            told = borne_out(row[0].text, [line.text for line in cell.lines]) if cell.lines else None
            if told and told.field not in ("skip", "name"):
                item.entries.append(Entry(told, cell.lines))
                item.heads += row[0].lines
    return made


def _labels_enough(rows: Sequence[Sequence[Cell]], labels: Sequence[Label | None]) -> bool:
    """Whether what stands first in the rows are labels: half of them registered, or a few where the others tell, too."""
    registered = sum(label(row[0].text) is not None for row in rows)
    return 2 * registered >= len(labels) or registered >= LEAST_REGISTERED


def _without_groups(table: Table) -> Table:
    """A table whose first column only groups the labels in its second, without it."""
    groups = [cell for cell in dict.fromkeys(row[0] for row in table.rows[1:]) if cell.lines]
    spread = any(sum(row[0] is cell for row in table.rows) > 1 for cell in groups)
    labels = [bool(len(row) > 2 and known_or_likely(row[1].text)) for row in table.rows[1:]]
    grouped = spread and labels and 4 * sum(labels) >= 3 * len(labels)
    return Table(tuple(row[1:] for row in table.rows)) if grouped else table

"""Cuts tables into procedures: labels beside values (实施清单), one row or one column a procedure, one row a material."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.importing.items import Entry, Item, bare_name, entries_of
from scripts.importing.labels import Label, column, label
from scripts.importing.outline import SAME, Cell, Line, Span, Table

LABELS_OF_TABLE = 3  # so many labels make a row of headings, or a column of them


def table_items(table: Table, shared: list[Entry]) -> list[Item]:
    """The procedures of a table; none where it has no labels. What a note in it says of all of them goes into ``shared``."""
    heads = _heads(table)
    if heads:
        return _by_row(table, heads, shared)
    if columns := _by_column(table):
        return columns
    known = [row for row in table.rows if any(cell.lines and label(cell.text) for cell in row[:2])]
    if len(known) >= min(LABELS_OF_TABLE, len(table.rows)):
        return _by_label(table)
    return []


def _by_column(table: Table) -> list[Item]:
    """One column a procedure: labels in the first column, and the names beside each other in the first row."""
    names, *rows = table.rows
    labels = [label(row[0].text) for row in rows]
    named = [cell for cell in dict.fromkeys(names[1:]) if cell.lines]
    first = label(names[0].text)
    if (
        len(named) < 2
        or any(known is None or known.field == "name" for known in labels)
        or any(label(cell.text) or column(cell.text) for cell in named)
        or not (names[0].text in ("", "项目") or (first and first.field == "name"))
    ):
        return []
    return [
        Item(
            name.lines[0].cut(bare_name(name.text)),
            [
                Entry(known, row[at].lines)
                for known, row in zip(labels, rows, strict=True)
                if known and known.field != "skip" and row[at].lines
            ],
        )
        for at, name in enumerate(names)
        if name in named
    ]


def _heads(table: Table) -> range:
    """The rows of headings: most of their cells are labels, and one of them is the name of the procedure."""
    for number, row in enumerate(table.rows[:5]):
        cells = [cell for cell in dict.fromkeys(row) if cell.lines]
        labelled = [cell for cell in cells if label(cell.text) or column(cell.text)]
        if len(labelled) >= LABELS_OF_TABLE and len(labelled) * 2 > len(cells) and _name_column([row]) is not None:
            last = number
            while last + 1 < len(table.rows) and any(
                cell in table.rows[last + 1] and cell.lines and cells.count(cell) for cell in row
            ):
                below = [cell for cell in dict.fromkeys(table.rows[last + 1]) if cell.lines]
                if not all(label(cell.text) or column(cell.text) or cell in cells for cell in below):
                    break
                last += 1
            return range(number, last + 1)
    return range(0)


def _name_column(rows: Sequence[Sequence[Cell]]) -> int | None:
    for row in rows:
        for at, cell in enumerate(row):
            found = label(cell.text)
            if found and found.field == "name":
                return at
    return None


def _by_row(table: Table, heads: range, shared: list[Entry]) -> list[Item]:
    """One row a procedure; or one row a material, where the procedure's own cells spread over several rows."""
    rows = [table.rows[number] for number in heads]
    table = _as_above(table)
    at_name = _name_column(rows)
    assert at_name is not None
    labels = [_of_column([row[at] for row in rows]) for at in range(len(rows[0]))]
    columns = _material_columns(rows)
    found: dict[Cell, Item] = {}
    for row in table.rows[heads.stop :]:
        if len({*row}) == 1:  # a note across the table
            shared += entries_of([Line(line) for line in row[0].lines])
            continue
        name = row[at_name]
        if not name.lines:
            continue
        item = found.setdefault(name, Item(name.lines[0].cut(bare_name(name.text))))
        if columns:
            cells = {key: row[at].lines[0] for at, key in columns.items() if row[at].lines and key != "skip"}
            if "name" in cells:
                item.entries.append(Entry(Label("materials"), rows=(cells,)))
        for at, known in enumerate(labels):
            lines = row[at].lines
            if known and at not in columns and known.field not in ("name", "skip") and lines:
                entry = Entry(known, lines)
                if not any(each.label == known and each.lines == lines for each in item.entries):
                    item.entries.append(entry)
    return [*found.values()]


def _as_above(table: Table) -> Table:
    """「同上」 is the cell above."""
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        rows.append(tuple(rows[-1][at] if rows and SAME.fullmatch(cell.text) else cell for at, cell in enumerate(row)))
    return Table(tuple(rows))


def _of_column(cells: Sequence[Cell]) -> Label | None:
    """The label of a column under one or two rows of headings: 「办理时限」 over 「承诺」."""
    known = [found for cell in dict.fromkeys(cells) if cell.lines and (found := label(cell.text))]
    return known[-1] if known else None


def _material_columns(rows: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """Which columns describe one material a row; empty where a cell lists all materials."""
    last = rows[-1]
    known = {at: found for at, cell in enumerate(last) if cell.lines and (found := column(cell.text))}
    counted = {"originals", "copies", "count", "medium", "origin", "need"} & {*known.values()}
    names = [at for at, found in known.items() if found == "name"]
    if not counted or not names:
        return {}
    return known


def _by_label(table: Table) -> list[Item]:
    """Labels in the first column, values beside them; a label that spreads over rows may hold a table of materials."""
    made: list[Item] = []
    current = Item(Span("", ""))
    rows = [*table.rows]
    at = 0
    while at < len(rows):
        head = rows[at][0]
        end = at + 1
        while end < len(rows) and head.lines and rows[end][0] is head:
            end += 1
        group = rows[at:end]
        known = label(head.text) if head.lines else None
        if known and known.field == "name":
            if current.name.text:
                made.append(current)
                current = Item(Span("", ""))
            value = group[0][1] if len(group[0]) > 1 else head
            current.name = value.lines[0].cut(bare_name(value.text)) if value.lines else current.name
        elif known:
            current.entries += _values(known, group)
        elif any(len(row) > 2 and row[1].lines and label(row[1].text) for row in group):
            inner = _by_label(Table(tuple(row[1:] for row in group)))  # 「基本信息」 beside its labels
            for item in inner:
                if item.name.text and current.name.text:
                    made.append(current)
                    current = Item(Span("", ""))
                current.name = item.name if item.name.text else current.name
                current.entries += item.entries
        else:
            current.entries += entries_of(
                [Line(line) for row in group for cell in dict.fromkeys(row) for line in cell.lines]
            )
        at = end
    return [*made, current]


def _values(known: Label, group: Sequence[Sequence[Cell]]) -> Iterator[Entry]:
    """What stands beside a label; pairs of label and value may stand side by side in one row."""
    grid = [row[1:] for row in group]
    if known.field == "materials" and (papers := papers_in(grid)):
        yield from papers
        return
    for row in grid:
        now, lines = known, list[Span]()
        for cell in dict.fromkeys(row):
            beside = label(cell.text) if cell.lines else None
            if beside and beside != known:
                if lines:
                    yield Entry(now, tuple(lines))
                now, lines = beside, []
            else:
                lines += cell.lines
        if lines:
            yield Entry(now, tuple(lines))


def papers_in(grid: Sequence[Sequence[Cell]]) -> list[Entry]:
    """The rows of a table of materials, under a row of headings; none if it is another table."""
    heads = {at: found for at, cell in enumerate(grid[0]) if cell.lines and (found := column(cell.text))}
    if len(grid) < 2 or "name" not in heads.values() or len({*heads.values()} - {"skip"}) < 2:
        return []
    rows = ({key: row[at].lines[0] for at, key in heads.items() if row[at].lines and key != "skip"} for row in grid[1:])
    return [Entry(Label("materials"), rows=(cells,)) for cells in rows if "name" in cells]

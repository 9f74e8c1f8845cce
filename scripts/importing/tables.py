"""Cuts tables into procedures: labels beside values (实施清单), one row or one column a procedure, one row a material."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from scripts.importing import prose
from scripts.importing.beside import by_column, parts
from scripts.importing.items import OF_ALL, OF_ALL_FIELDS, WAY_ALONE, Entry, Item, bare_name, entries_of, told_by_way
from scripts.importing.labels import Label, boilerplate, channels, column, label, nothing
from scripts.importing.likely import borne_out, fits, known_or_likely, likely, likely_column
from scripts.importing.outline import EMPTY, SAME, Cell, Line, Span, Table, numbered
from scripts.importing.rows import by_heads, goes_on, kind_apart, rows_in
from scripts.importing.titles import LONGEST_NAME, PLAIN_WORDS, core, named, worth

LABELS_OF_TABLE = 3  # so many labels make a row of headings, or a column of them
UNIT = re.compile(r"[（(](?:单位[：:])?(?P<unit>元|个?工作日|自然日|日|天|个月|月)[）)]")
UNKNOWN = Label("")  # of a cell in a column of labels: what stands beside it is left unread
MARK = re.compile("[√✓✔☑●是有]")


def table_items(table: Table, shared: list[Entry]) -> list[Item]:
    """The procedures of a table; none where it has no labels. What a note in it says of all of them goes into ``shared``."""
    several = parts(table)
    if len(several) == 1:
        return _part(table, shared)
    made = [item for part in several for item in _part(part, shared) or [Item(Span("", ""), rows_in(part.rows))]]
    if any(item.name.text for item in made):
        return [item for item in made if item.entries]
    return [Item(Span("", ""), [entry for item in made for entry in item.entries])]  # one procedure, told side by side


def _part(table: Table, shared: list[Entry]) -> list[Item]:
    title, table = _without_title(table)
    made = _cut(table, shared)
    if len(made) == 1 and not made[0].name.text and title is not None:
        made[0].name = title.cut(named(title.text))
    return made


def _without_title(table: Table) -> tuple[Span | None, Table]:
    """The words that stand across the top of a table, and the rows below."""
    first = [cell for cell in dict.fromkeys(table.rows[0]) if cell.lines]
    text = first[0].text if len(first) == 1 else ""
    if not text or len(table.rows) < 3 or len(table.rows[0]) < 2 or not _is_name(text) or label(text) or column(text):
        return None, table
    return first[0].lines[0], Table(table.rows[1:])


def _cut(table: Table, shared: list[Entry]) -> list[Item]:
    if found := _by_band(table):
        return found
    heads = _heads(table)
    if heads:
        return _by_row(table, heads, shared)
    if found := by_column(table) or _by_section(table, shared):
        return found
    if rows_in(table.rows):
        return []
    table = _without_numbers(table)
    known = [row for row in table.rows if any(cell.lines and label(cell.text) for cell in row[:2])]
    guessed = [
        row
        for row in table.rows
        if any(cell.lines and known_or_likely(cell.text) for cell in row[:2]) or _told_by_value(row)
    ]
    if len(known) >= min(LABELS_OF_TABLE, len(table.rows)) or (
        len(guessed) >= LABELS_OF_TABLE and 3 * len(guessed) >= 2 * len(table.rows)
    ):
        return _by_label(table)
    return []


def _told_by_value(row: Sequence[Cell]) -> bool:
    """Whether what stands beside the first cell can only belong to one field, so that the first cell is its label."""
    beside = next((cell for cell in row[1:] if cell is not row[0]), EMPTY)
    return (
        bool(row[0].lines and beside.lines) and borne_out(row[0].text, [line.text for line in beside.lines]) is not None
    )


def _without_numbers(table: Table) -> Table:
    """A table whose first column only counts its rows, without it."""
    counts = [row[0].text for row in table.rows[1:] if row[0].lines]
    if (
        len(table.rows[0]) > 2
        and counts
        and all(re.fullmatch(r"\d{1,2}|[一二三四五六七八九十]{1,3}", each) for each in counts)
    ):
        return Table(tuple(row[1:] for row in table.rows))
    return table


def _by_band(table: Table) -> list[Item]:
    """A row of labels above the row of their values, again and again down the table."""
    bands = [*zip(table.rows[::2], table.rows[1::2], strict=False)]
    if len(bands) < 2 or len(table.rows) % 2:
        return []
    item = Item(Span("", ""))
    for labels, values in bands:
        known = {cell: label(cell.text) for cell in labels if cell.lines}
        if not known or not all(known.values()) or any(label(cell.text) for cell in values if cell.lines):
            return []
        told = dict.fromkeys((known[one], two) for one, two in zip(labels, values, strict=True) if one.lines)
        for each, cell in told:
            if each and each.field == "name" and cell.lines:
                item.name = cell.lines[0].cut(bare_name(cell.text))
            elif each and cell.lines:
                item.entries += entries_of([Line(line) for line in cell.lines], each)
    return [item] if item.name.text else []


def _heads(table: Table) -> range:
    """The rows of headings: most of their cells are labels, and one of them is the name of the procedure."""
    for number, row in enumerate(table.rows[:5]):
        cells = [cell for cell in dict.fromkeys(row) if cell.lines]
        labelled = [cell for cell in cells if known_or_likely(cell.text) or column(cell.text)]
        if (
            len(labelled) >= LABELS_OF_TABLE
            and len(labelled) * 2 > len(cells)
            and _name_columns([row], table.rows[number + 1 :])
        ):
            last = number
            while last + 1 < len(table.rows) and goes_on(row, table.rows[last + 1]):
                last += 1
            return range(number, last + 1)
    return range(0)


def _name_columns(rows: Sequence[Sequence[Cell]], below: Sequence[Sequence[Cell]]) -> list[int]:
    """The columns of names, the narrowest first: 「子项名称」 stands right of 「主项名称」."""
    heads = [(at, known_or_likely(cell.text)) for row in rows for at, cell in enumerate(row)]
    named = {at for at, known in heads if known and known.field == "name"}
    if not named and below:  # 「服务内容」 above names
        told = [at for at, known in heads if known and known.field == "summary"]
        named = {
            at for at in told if all(worth(core(row[at].text), "") > PLAIN_WORDS for row in below if row[at].lines)
        }
    return sorted(named, reverse=True)


def _by_row(table: Table, heads: range, shared: list[Entry]) -> list[Item]:
    """One row a procedure; or one row a material, where the procedure's own cells spread over several rows."""
    rows = [table.rows[number] for number in heads]
    table = _as_above(table)
    at_names = _name_columns(rows, table.rows[heads.stop :])
    heads_of = [[*dict.fromkeys(row[at] for row in rows if row[at].lines)] for at in range(len(rows[0]))]
    labels = [_of_column(cells) for cells in heads_of]
    units = {
        at
        for at, cells in enumerate(heads_of)
        if at and cells and cells[-1].text == "单位" and cells[:-1] == heads_of[at - 1][:-1]
    }
    columns = kind_apart(_material_columns(rows), [row for row in table.rows[heads.stop :] if len({*row}) > 1])
    of_all = {
        at
        for at, known in columns.items()
        if known == "when" and _spreads_as_names(table.rows[heads.stop :], at, at_names)
    }
    columns = {at: known for at, known in columns.items() if at not in of_all}
    labels = [Label("conditions") if at in of_all else known for at, known in enumerate(labels)]
    found: dict[Cell, Item] = {}
    before = EMPTY
    notes = _notes_of_blocks(table.rows[heads.stop :])
    for row in table.rows[heads.stop :]:
        if len({*row}) == 1:  # a note across the table
            if boilerplate(row[0].text):
                continue
            told = entries_of([Line(line) for line in row[0].lines])
            said = [(known, part) for line in row[0].lines for known, part in prose.entries(line)] if not told else []
            told += [Entry(known, (part,)) for known, part in said if known.field in OF_ALL_FIELDS]
            told += (
                [Entry(known, (part,)) for line in row[0].lines for known, part in prose.money(line)]
                if not said
                else []
            )
            told += [] if told else [Entry(Label("notes"), row[0].lines)]
            (found[before].entries if row[0] in notes and before in found else shared).extend(told)
            continue
        name = next((row[at] for at in at_names if row[at].lines and not nothing(row[at].text)), EMPTY)
        if not name.lines and columns and any(row[at].lines for at, key in columns.items() if key == "name"):
            name = before  # the next material of the procedure above
        if not name.lines:
            continue
        before = _first_of(name, found) if columns else name
        item = found.setdefault(before, Item(name.lines[0].cut(bare_name(name.text))))
        if columns:
            cells = {key: row[at].lines[0] for at, key in columns.items() if row[at].lines and key != "skip"}
            if "name" in cells:
                item.entries.append(Entry(Label("materials"), rows=(cells,)))
        for at, known in enumerate(labels):
            lines = row[at].lines
            if at in units:
                item.entries.append(Entry(Label("skip"), lines))
                continue
            if at + 1 in units and lines:  # an amount, and its unit in the next column
                lines = (lines[0].cut(row[at].text + row[at + 1].text),)
            registered = any(label(cell.text) for cell in heads_of[at])
            if lines and heads_of[at] and at not in (*columns, *at_names) and not registered:
                values = [line.text for line in lines]
                known = known if known and fits(known, values) else borne_out(heads_of[at][-1].text, values)
            if known and at not in columns and known.field not in ("name", "skip") and lines:
                if known.field == "channels" and MARK.fullmatch(row[at].text):
                    lines = heads_of[at][-1].lines  # 「√」 below 「窗口」
                elif known.field == "channels" and WAY_ALONE.fullmatch(heads_of[at][-1].text):
                    item.entries += told_by_way(heads_of[at][-1].lines, lines)
                    continue
                entry = Entry(known, lines, unit=_unit(heads_of[at]))
                if not any(each.label == known and each.lines == lines for each in item.entries):
                    item.entries.append(entry)
    return [*found.values()]


def _spreads_as_names(rows: Sequence[Sequence[Cell]], at: int, names: Sequence[int]) -> bool:
    """Whether the cells of a column spread over the rows of a procedure, as its name does: they tell of it, not of a paper."""
    pairs = [(above, below) for above, below in pairwise(rows) if any(above[name] is below[name] for name in names)]
    return bool(pairs) and all(above[at] is below[at] for above, below in pairs)


def _first_of(name: Cell, found: Iterable[Cell]) -> Cell:
    """The cell of the procedure that a row goes on with, where its name is written again in each row of its materials."""
    return next((cell for cell in found if cell.text == name.text), name)


def _notes_of_blocks(rows: Sequence[Sequence[Cell]]) -> set[Cell]:
    """The notes across a table that tell of the rows above them: one below each block, and none that says it is of all."""
    notes: set[Cell] = set()
    for above, row in pairwise(rows):
        if len({*row}) == 1 < len({*above}) and not OF_ALL.match(row[0].text):
            notes.add(row[0])
    return notes if len(notes) > 1 else set()


def _as_above(table: Table) -> Table:
    """「同上」 is the cell above."""
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        rows.append(tuple(rows[-1][at] if rows and SAME.fullmatch(cell.text) else cell for at, cell in enumerate(row)))
    return Table(tuple(rows))


def _unit(heads: Sequence[Cell]) -> str:
    """The unit that a heading tells: 「办理时限（工作日）」."""
    found = (UNIT.search(cell.text) for cell in heads)
    return next((each["unit"] for each in found if each), "")


def _of_column(cells: Sequence[Cell]) -> Label | None:
    """The label of a column under one or two rows of headings: 「办理时限」 over 「承诺」."""
    known = [found for cell in cells if (found := known_or_likely(cell.text))]
    if known and known[0].field == "channels" and channels(cells[-1].text):
        return known[0]  # 「窗口」 below 「办理渠道」 is no place
    if len(known) > 1 and known[0].field == known[-1].field and not known[-1].detail:
        return known[0]  # 「天数」 below 「对外承诺」
    return known[-1] if known else None


def _material_columns(rows: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """Which columns describe one material a row; empty where a cell lists all materials."""
    last = rows[-1]
    known = {at: found for at, cell in enumerate(last) if cell.lines and (found := column(cell.text) or _when(cell))}
    counted = {"originals", "copies", "count", "medium", "origin", "need"} & {*known.values()}
    if "name" not in known.values():  # 「申请材料」 beside 「份数」
        named = (at for at, cell in enumerate(last) if at not in known and likely_column(cell.text) == "name")
        known |= dict.fromkeys([*named][:1], "name")
    return known if counted and "name" in known.values() else {}


def _when(cell: Cell) -> str | None:
    """Whether a heading asks in which case a paper is needed, in whatever words."""
    return "when" if label(cell.text) is None and likely_column(cell.text) == "when" else None


def _by_label(table: Table) -> list[Item]:
    """Labels in the first column, values beside them; a label that spreads over rows may hold a table of materials."""
    made: list[Item] = []
    current = Item(Span("", ""))
    rows = [*table.rows]
    beside = _label_columns(table)
    at = 0
    while at < len(rows):
        head = rows[at][0]
        end = at + 1
        while end < len(rows) and head.lines and rows[end][0] is head:
            end += 1
        group = rows[at:end]
        known = label(head.text) if head.lines else None
        if known is None and WAY_ALONE.fullmatch(head.text):
            cells = [cell for row in group for cell in dict.fromkeys(row[1:]) if cell is not head]
            current.entries += told_by_way(head.lines, [line for cell in cells for line in cell.lines])
            at = end
            continue
        if known is None and head.lines and not _is_group(group):
            values = [
                line.text for row in group for cell in dict.fromkeys(row[1:]) if cell is not head for line in cell.lines
            ]
            known = borne_out(head.text, values)
            current.heads += head.lines if known else ()
        inside = [row[1:] for row in group]
        if head.lines and len(group) > 1 and (papers := rows_in(inside)):
            current.entries += papers
        elif head.lines and _is_group(group):
            current.heads += head.lines
            current = _inner(inside, current, made)
        elif known and known.field == "name":
            if current.name.text:
                made.append(current)
                current = Item(Span("", ""))
            if value := _named_beside(group[0]):  # 「内容」 above all values is no name
                current.name = value.lines[0].cut(bare_name(value.text))
        elif known:
            current.entries += _values(known, group, beside)
        elif any(len(row) > 2 and row[1].lines and label(row[1].text) for row in group):
            current = _inner(inside, current, made)
        else:
            current.entries += entries_of(
                [Line(line) for row in group for cell in dict.fromkeys(row) for line in cell.lines]
            )
        at = end
    return [*made, current]


def _named_beside(row: Sequence[Cell]) -> Cell | None:
    """What stands beside the last label of a name in a row: 「子项名称」 stands right of 「主项名称」."""
    cells = [*dict.fromkeys(row)]
    known = (two for one, two in pairwise(cells) if (found := known_or_likely(one.text)) and found.field == "name")
    return next((cell for cell in reversed([*known]) if cell.lines and not label(cell.text)), None)


def _is_group(group: Sequence[Sequence[Cell]]) -> bool:
    """Whether the cells beside a head are labels themselves: 「基本信息」 beside 「实施主体」, with a value right of each."""
    if len(group[0]) < 3:
        return False
    heads = [row[1] for row in group if row[1].lines and row[1] is not row[2] and row[1] is not row[0]]
    known = [cell for cell in heads if known_or_likely(cell.text) or WAY_ALONE.fullmatch(cell.text)]
    if len(group) == 1:
        head, beside = group[0][0], group[0][1]
        above = label(head.text)
        same = above is None or above == label(beside.text) or (likely(beside.text) or above).field == above.field
        return bool(known) and same and beside.text != head.text and not label(group[0][2].text)
    return len({*heads}) > 1 and 3 * len(known) >= 2 * len(group)


def _inner(rows: Sequence[Sequence[Cell]], current: Item, made: list[Item]) -> Item:
    """Take in what labels inside a group say; the procedure that is told at the end."""
    for item in _by_label(Table(tuple(map(tuple, rows)))):
        if item.name.text and current.name.text:
            made.append(current)
            current = Item(Span("", ""))
        current.name = item.name if item.name.text else current.name
        current.entries += item.entries
        current.heads += item.heads
    return current


def _label_columns(table: Table) -> set[int]:
    """The columns right of the first whose cells are mostly labels: one that nobody knows is a label, too."""
    known: set[int] = set()
    for at in range(1, len(table.rows[0]) - 1):
        own = [row[at] for row in table.rows if row[at].lines and row[at] not in (row[at - 1], row[at + 1])]
        told = sum(bool(known_or_likely(cell.text)) for cell in own)
        if len(own) >= LABELS_OF_TABLE and 2 * told >= len(own) and any(label(cell.text) for cell in own):
            known.add(at)
    return known


def _values(known: Label, group: Sequence[Sequence[Cell]], labels: Collection[int]) -> Iterator[Entry]:
    """What stands beside a label; pairs of label and value may stand side by side in one row."""
    grid = [row[1:] for row in group]
    if known.field in ("materials", "steps", "basis") and (rows := rows_in(grid)):
        yield from rows
        return
    for row in grid:
        now, lines = known, list[Span]()
        for at, cell in enumerate(row, 1):
            if at > 1 and cell in row[: at - 1]:
                continue
            beside = label(cell.text) if cell.lines else None
            spreads = at < len(row) and row[at] is cell
            if at in labels and beside is None and cell.lines and not spreads:
                guess, values = likely(cell.text), [line.text for line in _next(row, at).lines]
                beside = guess if guess and values and fits(guess, values) else UNKNOWN
                if beside is guess:
                    yield Entry(Label("skip"), cell.lines)  # no more of it than that it is a label
            if not numbered(cell.text)[1]:
                continue  # 「第1步」 beside what is done
            if beside:
                if lines and now != UNKNOWN:
                    yield from entries_of([Line(line) for line in lines], now)
                now, lines = beside, []
            else:
                lines += cell.lines
        if lines and now != UNKNOWN:
            yield from entries_of([Line(line) for line in lines], now)


def _next(row: Sequence[Cell], at: int) -> Cell:
    """The cell right of the one at a column, however far that spreads; an empty one at the end of a row without its first."""
    return next((cell for cell in row[at - 1 :] if cell is not row[at - 1]), EMPTY)


def _by_section(table: Table, shared: list[Entry]) -> list[Item]:
    """Rows of materials under one row of headings; a row across the table names the procedure, or tells of it by labels."""
    heads = next((at for at, row in enumerate(table.rows) if _heads_papers(row)), None)
    across = [at for at, row in enumerate(table.rows) if len({*row}) == 1 and row[0].lines]
    if heads is None or len(table.rows[0]) < LABELS_OF_TABLE or not any(at > heads for at in across):
        return []
    columns = {at: known for at, cell in enumerate(table.rows[heads]) if (known := column(cell.text))}
    found: list[Item] = []
    for number, row in enumerate(table.rows[heads + 1 :], heads + 1):
        told = entries_of([Line(line) for line in row[0].lines]) if number in across else []
        after = all(at in across for at in range(number, len(table.rows)))
        if number in across and not told and not after and _is_name(row[0].text):
            found.append(Item(row[0].lines[0].cut(bare_name(row[0].text))))
        elif number in across:
            (shared if after or not found else found[-1].entries).extend(told)
        elif found and "name" in (cells := by_heads(row, columns)):
            found[-1].entries.append(Entry(Label("materials"), rows=(cells,)))
    return found


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and not re.search("[。；：:]", numbered(text)[1])


def _heads_papers(row: Sequence[Cell]) -> bool:
    known = {column(cell.text) for cell in row} - {None, "skip"}
    return "name" in known and len(known) >= LABELS_OF_TABLE

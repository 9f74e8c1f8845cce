"""Cuts an outline into procedures: which lines stand under which label of which procedure.

The layouts offices keep: a table of labels and values (实施清单), one row a procedure, one row a material, and lines with labels
under headings or numbers. A document may mix them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scripts.importing import prose
from scripts.importing.labels import Label, boilerplate, column, label, nothing, pairs
from scripts.importing.outline import (
    SAME,
    Block,
    Cell,
    Heading,
    Line,
    Outline,
    Span,
    Table,
    numbered,
    ordinal,
    squeezed,
)

GUIDE = re.compile(
    r"(办事|服务|业务)?(指南|须知|问答|流程|一次性告知单|明白卡|实施清单|一览表|汇编)(（[^）]*）|\([^)]*\))*$"
)
NOTICE = re.compile(r"关于(?:办理|开展|做好)?(.+?)(?:有关)?(?:工作|事项)?的(?:通知|公告|通告|说明)")
ABOUT = re.compile(
    r"(?:方便|便于|便利|为)(?:您|贵单位|大家|各单位|用人单位|广大[一-鿿]{2,6}|参保人员?)(?:办理)?(?P<easy>[^，。；]{4,24})[，。]"
    r"|现[将就](?:办理|开展)?(?P<now>[^，。；]{4,24}?)的?(?:有关|相关)(?:事项|事宜|问题)"
)
LETTER = re.compile("一封信|告知书|倡议书|公开信")
OF_A_LIST = {"materials", "time_limits", "conditions", "steps", "channels", "name"}
LABELS_OF_TABLE = 3  # so many labels make a row of headings, or a column of them
LONGEST_NAME = 40  # characters of a procedure's name


@dataclass(frozen=True)
class Entry:
    """What a procedure's document says under one label: lines, or the rows of a table of materials by column."""

    label: Label
    lines: tuple[Span, ...] = ()
    rows: tuple[Mapping[str, Span], ...] = ()


@dataclass
class Item:
    """One procedure in the document; ``loose`` are its lines that stand under no label."""

    name: Span
    entries: list[Entry] = field(default_factory=list)
    loose: list[Span] = field(default_factory=list)


def items(outline: Outline) -> list[Item]:
    """The procedures of a document, in its order."""
    found: list[Item] = []
    shared: list[Entry] = []  # what a note below a table says of all procedures in it
    flow: list[Block] = []
    title = _title(outline.blocks)
    for block in outline.blocks:
        if isinstance(block, Table) and (made := _table(block, shared)):
            if len(made) == 1 and made[0].name.text == "":
                found.append(_continued(flow, made[0], title))
            else:
                found += _lines(flow, title)
                found += made
            flow = []
        elif isinstance(block, Table) and not _papers(block.rows):
            flow += [Line(line) for cell in block.cells() for line in cell.lines]
        else:
            flow.append(block)
    if not found and (chapters := _chapters(flow)):
        found = chapters
        flow = []
    rest = _lines(flow, title if not found else None)
    if found and len(rest) == 1 and not rest[0].name.text:
        shared += rest[0].entries
    else:
        found += [item for item in rest if item.name.text]
    if not found and title is not None:
        found = [Item(_named_in(flow) or title, loose=[block.span for block in flow if not isinstance(block, Table)])]
    for item in found:
        item.entries += shared
        said = {entry.label.field for entry in item.entries}
        remarks = [
            line
            for entry in item.entries
            if entry.label.field == "notes" or entry.label.detail == prose.ASKED
            for line in entry.lines
        ]
        for span in [*item.loose, *remarks]:
            told = [Entry(known, (part,)) for known, part in prose.entries(span) if known.field not in said]
            item.entries += [*_pairs_only(span, said), *told]
    return [item for item in found if item.entries]


def _pairs_only(span: Span, said: set[str]) -> list[Entry]:
    """The labels inside a loose line."""
    return [
        Entry(known, (span.cut(text),))
        for known, text in pairs(span.text)
        if known and known.field not in {*said, "name"}
    ]


def _named_in(flow: Sequence[Block]) -> Span | None:
    """The procedure that a letter is about: 「为方便您办理…，」."""
    for block in flow[1:8]:
        found = ABOUT.search(_text(block))
        if found and not isinstance(block, Table):
            return block.span.cut(found["easy"] or found["now"])
    return None


def _title(blocks: Sequence[Block]) -> Span | None:
    """The name that a document's title gives, for a document about one procedure: 「…办事指南」 is cut off."""
    for block in blocks[:5]:
        if not isinstance(block, Table) and (about := NOTICE.fullmatch(block.span.text)):
            return block.span.cut(about[1])
    for block in blocks[:3]:
        if LETTER.search(_text(block)) and (named := _named_in(blocks)):
            return named
        if not isinstance(block, Table) and not label(block.span.text) and len(block.span.text) <= LONGEST_NAME:
            words = GUIDE.sub("", block.span.text).strip()
            if words and not boilerplate(words):
                return block.span.cut(words)
    return None


# --- tables ---


def _table(table: Table, shared: list[Entry]) -> list[Item]:
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
            name.lines[0].cut(_name(name.text)),
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
            shared += _entries([Line(line) for line in row[0].lines])
            continue
        name = row[at_name]
        if not name.lines:
            continue
        item = found.setdefault(name, Item(name.lines[0].cut(_name(name.text))))
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
            current.name = value.lines[0].cut(_name(value.text)) if value.lines else current.name
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
            current.entries += _entries(
                [Line(line) for row in group for cell in dict.fromkeys(row) for line in cell.lines]
            )
        at = end
    return [*made, current]


def _values(known: Label, group: Sequence[Sequence[Cell]]) -> Iterator[Entry]:
    """What stands beside a label; pairs of label and value may stand side by side in one row."""
    grid = [row[1:] for row in group]
    if known.field == "materials" and (papers := _papers(grid)):
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


def _papers(grid: Sequence[Sequence[Cell]]) -> list[Entry]:
    """The rows of a table of materials, under a row of headings; none if it is another table."""
    heads = {at: found for at, cell in enumerate(grid[0]) if cell.lines and (found := column(cell.text))}
    if len(grid) < 2 or "name" not in heads.values() or len({*heads.values()} - {"skip"}) < 2:
        return []
    rows = ({key: row[at].lines[0] for at, key in heads.items() if row[at].lines and key != "skip"} for row in grid[1:])
    return [Entry(Label("materials"), rows=(cells,)) for cells in rows if "name" in cells]


def _continued(flow: Sequence[Block], item: Item, title: Span | None) -> Item:
    """A table without the procedure's name takes the heading above it."""
    for block in reversed(flow):
        words = _text(block)
        if words and not isinstance(block, Table) and len(words) <= LONGEST_NAME and not label(words):
            item.name = block.span.cut(_name(GUIDE.sub("", words)))
            return item
    item.name = title or item.name
    return item


# --- lines ---


def _lines(flow: Sequence[Block], title: Span | None) -> list[Item]:
    """Lines with labels, under headings, numbers or the label 「事项名称」."""
    found: list[Item] = []
    current = Item(Span("", ""))
    open_label: Label | None = None
    begun: list[Block] = []
    last = Span("", "")  # the line with the label before

    def close() -> None:
        nonlocal begun
        if open_label and open_label.field not in ("skip", "name"):
            current.entries += _entries(begun, open_label)
        elif open_label and open_label.detail == prose.ASKED:
            current.loose += [block.span for block in begun if not isinstance(block, Table)]
        begun = []

    for number, block in enumerate(flow):
        if isinstance(block, Table):
            close()
            open_label = None
            current.entries += _papers(block.rows)
            continue
        span = block.span
        known, rest = _labelled(span)
        last = span if known else last
        if known and known.field == "name":
            close()
            open_label = known if rest is None else None
            if rest is not None:
                current = _named(found, current, rest)
        elif known:
            close()
            open_label = known
            begun = [Line(rest)] if rest is not None else []
        elif open_label and open_label.field == "name":
            current = _named(found, current, span)
            open_label = None
        elif _names(flow, number, open_label, begun, current.name.whole):
            close()
            open_label = None
            current = _named(found, current, span)
        elif open_label and not _next_section(span, last):
            begun.append(block)
        else:
            close()
            open_label = None
            current.loose.append(span)
    close()
    if current.entries or current.name.text:
        if not current.name.text and not found and title is not None:
            current.name = title
        found.append(current)
    return found


def _chapters(flow: Sequence[Block]) -> list[Item]:
    """Procedures told in sentences, each under a short line that names it; none where labels say what is what."""
    lines = [block.span for block in flow if not isinstance(block, Table)]
    labels = [known for known, _rest in map(_labelled, lines) if known]
    if any(known.field in OF_A_LIST for known in labels):
        return []
    heads = [
        number
        for number, (span, following) in enumerate(pairwise(lines))
        if re.fullmatch(r"[^，。；：:！？、\d]{4,20}", numbered(span.text)[1])
        and not _labelled(span)[0]
        and len(following.text) > len(span.text)
        and following.text.endswith(("。", "；", "："))
    ]
    if len(heads) < 2:
        return []
    return [
        Item(lines[at].cut(_name(lines[at].text)), loose=lines[at + 1 : end])
        for at, end in pairwise([*heads, len(lines)])
    ]


def _named(found: list[Item], current: Item, span: Span) -> Item:
    """The item that a name begins; the name said twice, as heading and under its label, is one."""
    words = _name(span.text)
    if squeezed(current.name.text) == squeezed(words) or not (current.name.text or current.entries):
        current.name = span.cut(words)
        return current
    if not current.name.text:
        current.name = span.cut(words)
        return current
    if current.entries:
        found.append(current)
    return Item(span.cut(words))


def _name(text: str) -> str:
    _style, rest = numbered(text)
    return rest.strip(" ：:。")


def _labelled(span: Span) -> tuple[Label | None, Span | None]:
    """The label that a line is or begins with, and what stands behind it on the line."""
    whole = label(span.text) or prose.question(span.text)
    if whole:
        return whole, None
    _style, text = numbered(span.text)
    found = re.match(r"【([^【】]{1,14})】\s*|([^：:。；;]{1,16})[：:]\s*", text)
    if found and (known := label(found[1] or found[2])):
        rest = text[found.end() :].strip()
        return known, span.cut(rest) if rest else None
    return None, None


def _names(flow: Sequence[Block], number: int, open_label: Label | None, begun: Sequence[Block], before: Span) -> bool:
    """Whether a line is the name of the procedure that begins with it: a label follows, and it is no item of a list."""
    block = flow[number]
    if isinstance(block, Table) or len(block.span.text) > LONGEST_NAME or block.span.text.endswith(("；", "，")):
        return False
    words = numbered(block.span.text)[1].strip("。")
    if re.match(r"[^\w《“（]", words) or re.search("[；;。：:]", words):
        return False  # a piece of a sentence
    following = next((each for each in flow[number + 1 :]), None)
    if following is None or isinstance(following, Table) or _labelled(following.span)[0] is None:
        return False
    if block.span.text.endswith("。") and (
        not numbered(block.span.text)[0] or block.span.place != following.span.place
    ):
        return False  # 「2．补贴申领。办理条件：…」 is one line
    if isinstance(block, Heading):
        return True
    style, _rest = numbered(block.span.text)
    if not style or style == "bullet":
        return False
    if ordinal(block.span.text) == (ordinal(before.text)[0], ordinal(before.text)[1] + 1):
        return True  # the names themselves are numbered, and this is the next
    return open_label is None or bool(begun and numbered(_text(begun[-1]))[0] != style)


def _next_section(span: Span, last: Span) -> bool:
    """Whether a line goes on with the numbers of the labels: a section whose label nobody knows."""
    style, count = ordinal(last.text)
    return bool(style) and ordinal(span.text) == (style, count + 1) and len(span.text) <= LONGEST_NAME


def _text(block: Block) -> str:
    return "" if isinstance(block, Table) else block.span.text


def _entries(blocks: Sequence[Block], under: Label | None = None) -> list[Entry]:
    """Lines as entries; labels inside a line begin entries of their own: 「咨询电话：…；投诉电话：…」."""
    entries: list[tuple[Label, list[Span]]] = [(under, [])] if under else []
    for block in blocks:
        if isinstance(block, Table):
            continue
        for known, text in pairs(block.span.text):
            if known and known.field != "name":
                entries.append((known, []))
            text = prose.answer(text)
            if entries and text:
                entries[-1][1].append(block.span.cut(text))
    return [Entry(known, tuple(lines)) for known, lines in entries if lines or known is under]


def placeholder(entry: Entry) -> bool:
    """Whether an entry only says that there is nothing."""
    return not entry.rows and all(nothing(line.text) for line in entry.lines)

"""Cuts an outline into procedures: which lines stand under which label of which procedure.

Lines with labels stand under headings or numbers, sentences under a title; tables are cut by :mod:`scripts.importing.tables`. A
document may mix them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from scripts.importing import prose
from scripts.importing.articles import in_articles, reasons
from scripts.importing.chapters import with_chapters
from scripts.importing.deeds import in_order
from scripts.importing.documents import documents
from scripts.importing.items import OF_ALL_FIELDS, Entry, Item, bare_name
from scripts.importing.labelled import labelled
from scripts.importing.labels import Label, label
from scripts.importing.lines import lines
from scripts.importing.outline import (
    SAME,
    Block,
    Heading,
    Line,
    Outline,
    Span,
    Table,
    numbered,
    squeezed,
)
from scripts.importing.rows import rows_in
from scripts.importing.sections import sections
from scripts.importing.tables import table_items
from scripts.importing.titles import (
    LONGEST_NAME,
    PART_OF_PAGE,
    SURE,
    best_name,
    core,
    is_letter,
    named,
    signature,
    text_of,
    title_of,
)
from scripts.importing.told import read_sentences

MATTER_OF_CLAUSE = re.compile("[一-鿿]{4,12}?(?=应当?|须|可以|需要?)")  # 「生育津贴应当在…内申请」
ALIKE = 0.6  # of a name that is written shorter
LEAST_STEPS = 2  # one sentence alone tells how a matter stands, and no order in which things are done
OF_A_LIST = {"materials", "time_limits", "conditions", "steps", "channels", "name"}


def items(outline: Outline) -> list[Item]:
    """The procedures of a document, in its order."""
    return [item for blocks in documents(outline.blocks) for item in _items(with_chapters(blocks))]


def _items(blocks: Sequence[Block]) -> list[Item]:
    found: list[Item] = []
    shared: list[Entry] = []  # what a note below a table says of all procedures in it
    flow: list[Block] = []
    title = title_of(blocks)
    preface: list[Entry] = []  # what is told above the first table of those that do not tell it themselves
    goes_on = False  # what stands below a table tells more of its procedure
    for block in blocks:
        if isinstance(block, Table) and (made := table_items(block, shared)):
            if len(made) == 1 and made[0].name.text == "" and found and _goes_on(found[-1], made[0]):
                found[-1].entries += made[0].entries
                continue
            if len(made) == 1 and made[0].name.text == "":
                flow = _headed(flow, made[0], title)
            before = lines(flow, title if not found else None)
            if found and before and not before[0].name.text:
                goes_on = goes_on or bool(before[0].entries)
                found[-1].entries += before.pop(0).entries
            elif not found and len(before) == 1 and _tells_all(before[0], title):
                preface += _told_above(before.pop())
            if len(made) == 1 and before and made[0].name.text and _same_matter(before[-1], made[0]):
                made[0].entries = [*before.pop().entries, *made[0].entries]
            found += before
            found += [] if _told_before(found, made) else made
            flow = []
        elif isinstance(block, Table) and not rows_in(block.rows):
            flow += [Line(line) for cell in block.cells() for line in cell.lines]
        else:
            flow.append(block)
    if not found and (ruled := in_articles(flow, title)):
        found = ruled
        flow = []
    rest = lines(flow, title if not found else None)
    apart = sections(flow) if not found else []
    if _names(apart) > _names(rest) or (
        _names(apart) == _names(rest) and _tells_of_all(apart) and not _tells_of_all(rest)
    ):
        found, rest = apart, []
    if goes_on and rest and not rest[0].name.text:
        found[-1].entries += rest.pop(0).entries
    rest += [item for item in found if not item.name.text] if len(found) > 1 else []
    of_all = [item for item in rest if not item.name.text] if found or any(item.name.text for item in rest) else []
    shared += [entry for item in rest if not item.name.text for entry in item.entries]
    found = [item for item in [*found, *rest] if item.name.text or not rest]
    if not found and title is not None:
        found = [Item(title, loose=[block.span for block in flow if not isinstance(block, Table)])]
    if len(found) < 2:
        found = _named(found, title, blocks)
    steps = 0 if is_letter(blocks) else 1 if any(map(in_order, map(text_of, blocks))) else LEAST_STEPS
    if len(found) > 1:
        shared += reasons([*takewhile(lambda block: text_of(block) != found[0].name.whole.text, blocks)])
    if is_letter(blocks) and (office := signature(blocks)):
        shared += [Entry(Label("authority"), (office,))] if not _tells_authority(found, shared) else []
    for above, below in pairwise(found):
        _as_before(above, below)
    for item in found:
        own = {entry.label.field for entry in item.entries}
        item.entries += [entry for entry in preface if entry.label.field not in own]
        item.entries += [entry for entry in shared if not any(_of_another(line, item, found) for line in entry.lines)]
        told = (
            clause
            for part in of_all
            for span in part.loose
            if not _heads_all(span, title)
            for clause in _clauses(span, found)
        )
        item.loose += [clause for clause in told if not _of_another(clause, item, found)]
        read_sentences(item, steps)
    return [item for item in found if item.entries]


def _named(found: Sequence[Item], title: Span | None, blocks: Sequence[Block]) -> list[Item]:
    """The one procedure of a document with a name, though no heading and no label gives it one."""
    (item,) = found or [Item(Span("", ""), loose=[block.span for block in blocks if not isinstance(block, Table)])]
    if item.name.text and (title is None or item.name.text != title.text):
        return [item]
    best = best_name(blocks)
    if best and (best.titled or best.worth >= SURE or title is None or not core(title.text)):
        item.name = best.span.cut(best.words)
    item.name = item.name if item.name.text or title is None else title
    item.guessed = best is None or not best.titled
    return [item]


def _of_another(span: Span, item: Item, found: Sequence[Item]) -> bool:
    """Whether a clause for all begins with the name of another procedure, or most of it: 「工伤认定咨询电话…」."""
    printed = span.whole.text
    before = max(printed.find(span.text), 0)
    clause = numbered(re.split("[，。；]", printed[:before])[-1] + span.text)[1]
    named = [each for each in found if _begins(clause, each.name.text)]
    return bool(named) and item not in named


def _heads_all(span: Span, title: Span | None) -> bool:
    """Whether what stands above all procedures is the title, or another line of it, and no sentence."""
    if not re.search("[，。；：]", span.text):
        return True
    return title is not None and span.whole is title.whole


def _clauses(span: Span, found: Sequence[Item]) -> Iterator[Span]:
    """A line for all, cut where a clause begins with the name of one procedure."""
    parts = [part for part in re.split("(?<=[，；])", span.text) if part.strip()]
    if any(_begins(part, each.name.text) for part in parts for each in found):
        yield from map(span.cut, parts)
    else:
        yield span


def _begins(clause: str, name: str) -> bool:
    if (matter := MATTER_OF_CLAUSE.match(clause)) and matter[0] in name:
        return True
    return SequenceMatcher(None, clause[: len(name)], name, autojunk=False).ratio() >= ALIKE


def _tells_authority(found: Sequence[Item], shared: Sequence[Entry]) -> bool:
    told = [*shared, *(entry for item in found for entry in item.entries)]
    loose = (span for item in found for span in item.loose)
    return any(entry.label.field == "authority" for entry in told) or any(
        known.field == "authority" for span in loose for known, _part in prose.entries(span)
    )


def _as_before(before: Item, item: Item) -> None:
    """「同上」 below a label is what the procedure before says below it."""
    entries: list[Entry] = []
    for entry in item.entries:
        if entry.lines and all(SAME.fullmatch(line.text) for line in entry.lines):
            item.heads += [line.whole for line in entry.lines]
            entries += [each for each in before.entries if each.label == entry.label]
        else:
            entries.append(entry)
    item.entries = entries


def _goes_on(item: Item, more: Item) -> bool:
    """Whether a table without a name tells more of the procedure above: nothing that was told of it already."""
    return not {entry.label.field for entry in item.entries} & {entry.label.field for entry in more.entries}


def _told_before(found: Sequence[Item], made: Sequence[Item]) -> bool:
    """Whether a table tells more of the procedures above, 「办理窗口一览表」; what else it names waits unread."""
    known = {squeezed(item.name.text): item for item in found}
    again = [item for item in made if squeezed(item.name.text) in known]
    if not again or 2 * len(again) < len(made):
        return False
    for item in again:
        known[squeezed(item.name.text)].entries += item.entries
    return True


def _headed(flow: Sequence[Block], item: Item, title: Span | None) -> list[Block]:
    """Name a table without the procedure's name by the heading above it, and take in what stands between the two.

    :returns: what stands above the heading.
    """
    may_name = [at for at, block in enumerate(flow) if not isinstance(block, Table) and _may_head(block.span)]
    heads = [at for at in may_name if isinstance(flow[at], Heading)]
    at = next(iter(reversed(heads or may_name)), None)
    head = None if at is None else flow[at]
    if at is None or head is None or isinstance(head, Table):
        item.name = title or item.name
        return [*flow]
    item.name = head.span.cut(bare_name(named(head.span.text)))
    for part in lines(flow[at + 1 :], None):
        item.entries += part.entries
        item.loose += part.loose
    return [*flow[:at]]


def _may_head(span: Span) -> bool:
    words = span.text
    known = label(words) or PART_OF_PAGE.search(words) or labelled(span)[0]
    return bool(words) and len(words) <= LONGEST_NAME and not known


def _told_above(item: Item) -> list[Entry]:
    told = ((known, part) for span in item.loose for known, part in prose.entries(span))
    return [*item.entries, *(Entry(known, (part,)) for known, part in told if known.field in OF_ALL_FIELDS)]


def _same_matter(above: Item, item: Item) -> bool:
    """Whether a heading, with what is told below it, is the name of the table's own procedure, written longer or shorter."""
    one, two = squeezed(above.name.text), squeezed(item.name.text)
    return bool(one) and one != two and (one in two or two in one)


def _tells_all(item: Item, title: Span | None) -> bool:
    """Whether what stands above the first table, below a title at most, tells only what may hold for all: whom to call, where, when."""
    titled = not item.name.text or (title is not None and item.name.whole is title.whole)
    return titled and all(entry.label.field in OF_ALL_FIELDS for entry in item.entries)


def _tells_of_all(found: Sequence[Item]) -> bool:
    """Whether what stands behind the last procedure holds for all."""
    return len(found) > 1 and not found[-1].name.text


def _names(found: Sequence[Item]) -> int:
    return sum(bool(item.name.text) for item in found)

"""Cuts an outline into procedures: which lines stand under which label of which procedure.

Lines with labels stand under headings or numbers, sentences under a title; tables are cut by :mod:`scripts.importing.tables`. A
document may mix them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scripts.importing import grammar, prose
from scripts.importing.items import WAY, Entry, Item, bare_name, entries_of
from scripts.importing.labels import Label, aside, common, label, pairs
from scripts.importing.outline import (
    Block,
    Heading,
    Line,
    Outline,
    Span,
    Table,
    numbered,
    ordinal,
    squeezed,
)
from scripts.importing.tables import rows_in, table_items
from scripts.importing.titles import GUIDE, LONGEST_NAME, named_in, text_of, title_of

SPACED = re.compile(r"([^\s，。；：:、]{2,10})(?:[ \t]{2,}|[\t\u3000]+)(?=\S)")  # 「办理时限    5个工作日」
INSURANCE = re.compile(r".{2,8}?(?:保险|公积金)")
PART_OF_GUIDE = re.compile(r"(?P<does>[一-鿿]{2,6})(?:指南|须知)")  # 「领取指南」 below 「一、养老保险…」
OF_A_LIST = {"materials", "time_limits", "conditions", "steps", "channels", "name"}


def items(outline: Outline) -> list[Item]:
    """The procedures of a document, in its order."""
    found: list[Item] = []
    shared: list[Entry] = []  # what a note below a table says of all procedures in it
    flow: list[Block] = []
    title = title_of(outline.blocks)
    for block in outline.blocks:
        if isinstance(block, Table) and (made := table_items(block, shared)):
            if len(made) == 1 and made[0].name.text == "" and found and _goes_on(found[-1], made[0]):
                found[-1].entries += made[0].entries
                continue
            if len(made) == 1 and made[0].name.text == "":
                found.append(_continued(flow, made[0], title))
            else:
                before = _lines(flow, title if not found else None)
                if found and before and not before[0].name.text:
                    found[-1].entries += before.pop(0).entries
                found += before
                found += [] if _told_before(found, made) else made
            flow = []
        elif isinstance(block, Table) and not rows_in(block.rows):
            flow += [Line(line) for cell in block.cells() for line in cell.lines]
        else:
            flow.append(block)
    if not found and (chapters := _chapters(flow)):
        found = chapters
        flow = []
    rest = _lines(flow, title if not found else None)
    shared += [entry for item in rest if not item.name.text for entry in item.entries]
    found = [item for item in [*found, *rest] if item.name.text or not rest]
    if not found and title is not None:
        found = [Item(named_in(flow) or title, loose=[block.span for block in flow if not isinstance(block, Table)])]
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


def _pairs_only(span: Span, said: set[str]) -> list[Entry]:
    """The labels inside a loose line."""
    return [
        Entry(known, (span.cut(text),))
        for known, text in pairs(span.text)
        if known and known.field not in {*said, "name"}
    ]


def _continued(flow: Sequence[Block], item: Item, title: Span | None) -> Item:
    """A table without the procedure's name takes the heading above it."""
    for block in reversed(flow):
        words = text_of(block)
        if words and not isinstance(block, Table) and len(words) <= LONGEST_NAME and not label(words):
            item.name = block.span.cut(bare_name(GUIDE.sub("", words)))
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
    opened: Block | None = None  # the line with the label before
    last = heading = Span(
        "", ""
    )  # and its words; the words that name the procedure, where they are a heading of their own
    set_aside = False

    def close() -> None:
        nonlocal begun
        if open_label and open_label.field not in ("skip", "name"):
            current.entries += entries_of(begun, open_label)
        elif open_label and open_label.detail == prose.ASKED:
            current.loose += [block.span for block in begun if not isinstance(block, Table)]
        begun = []

    for number, block in enumerate(flow):
        if isinstance(block, Table):
            close()
            open_label = None
            current.entries += rows_in(block.rows)
            continue
        span = block.span
        known, rest = _labelled(span)
        if open_label and open_label.field == "places" and WAY.match(span.text):
            known = None
        last = span if known else last
        if set_aside:
            set_aside = not _ends_aside(flow, number, known)
        if set_aside:
            continue
        if current.entries and aside(span.text):
            close()
            open_label, set_aside = None, True
        elif common(span.text) or (known and _follows_names(span, heading)):
            close()
            if not current.name.text and not found and title is not None:
                current.name = title
            found.append(current)
            current, heading = Item(Span("", "")), Span("", "")
            open_label, begun = known, [Line(rest)] if rest is not None else []
        elif known and known.field == "name":
            close()
            open_label = known if rest is None else None
            if rest is not None:
                current = _named(found, current, rest)
        elif known:
            close()
            open_label, opened = known, block
            begun = [Line(rest)] if rest is not None else []
        elif open_label and open_label.field == "name":
            current = _named(found, current, span)
            open_label = None
        elif _names(flow, number, open_label, begun, current.name.whole):
            close()
            open_label = None
            part = PART_OF_GUIDE.fullmatch(span.text)
            about = INSURANCE.match(current.name.text) if part else None
            heading = span if current.name.text else heading
            current = _named(found, current, span.cut(f"{about[0]}{part['does']}") if part and about else span)
        elif open_label and not _next_section(span, last) and not _outranks(block, opened):
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
        if re.fullmatch(
            r"[^，。；：:！？、\d]{4,20}" if not numbered(span.text)[0] else r"[^，。；：:！？]{4,36}",
            numbered(span.text)[1],
        )
        and not _labelled(span)[0]
        and len(following.text) > len(span.text)
        and following.text.endswith(("。", "；", "："))
    ]
    if len(heads) < 2:
        return []
    return [
        Item(lines[at].cut(bare_name(lines[at].text)), loose=lines[at + 1 : end])
        for at, end in pairwise([*heads, len(lines)])
    ]


def _named(found: list[Item], current: Item, span: Span) -> Item:
    """The item that a name begins; the name said twice, as heading and under its label, is one."""
    words = bare_name(span.text)
    words = GUIDE.sub("", words) or words
    if not current.name.text or squeezed(current.name.text) == squeezed(words):
        current.name = span.cut(words)
        return current
    if current.entries:
        found.append(current)
    return Item(span.cut(words))


def _labelled(span: Span) -> tuple[Label | None, Span | None]:
    """The label that a line is or begins with, and what stands behind it on the line."""
    whole = label(span.text) or prose.question(span.text)
    if whole:
        return whole, None
    _style, text = numbered(span.text)
    found = re.match(
        r"【([^【】]{1,14})】\s*|([^：:。；;]{1,16})[：:]\s*|([^：:。；;]{2}(?:流程|程序|步骤))[；;]", text
    )
    found = found if found and label(found[1] or found[2] or found[3]) else SPACED.match(text)
    if found and (known := label(next(filter(None, found.groups())))):
        rest = text[found.end() :].strip()
        return known, span.cut(rest) if rest else None
    return None, None


def _names(flow: Sequence[Block], number: int, open_label: Label | None, begun: Sequence[Block], before: Span) -> bool:
    """Whether a line is the name of the procedure that begins with it: a label follows, and it is no item of a list."""
    block = flow[number]
    if not isinstance(block, Table) and _part_of_guide(flow, number):
        return True
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
    style, count = ordinal(block.span.text)
    if not style:
        return False
    if begun and (style, count - 1) in map(ordinal, grammar.list_items(text_of(begun[-1]))):
        return False
    if ordinal(block.span.text) == (ordinal(before.text)[0], ordinal(before.text)[1] + 1):
        return True  # the names themselves are numbered, and this is the next
    return open_label is None or bool(begun and numbered(text_of(begun[-1]))[0] != style)


def _follows_names(span: Span, heading: Span) -> bool:
    """Whether a label is numbered as the procedures are: what it tells holds for all of them."""
    style, count = ordinal(heading.text)
    return bool(style) and ordinal(span.text) == (style, count + 1)


def _outranks(block: Block, opened: Block | None) -> bool:
    """Whether a heading ends what a label began: it stands no lower than the label. 「【…】」 is one that nobody knows."""
    if re.match(r"【[^【】]{1,14}】", text_of(block)) and re.match("【", text_of(opened) if opened else ""):
        return True
    return isinstance(block, Heading) and not (isinstance(opened, Heading) and opened.level < block.level)


def _ends_aside(flow: Sequence[Block], number: int, known: Label | None) -> bool:
    """Whether the part of a page that tells of other things ends: with a label that is a heading, or the next procedure."""
    block = flow[number]
    if isinstance(block, Heading):
        return known is not None or _names(flow, number, None, [], Span("", ""))
    return known is not None and known.detail != prose.ASKED and bool(numbered(text_of(block))[0])


def _part_of_guide(flow: Sequence[Block], number: int) -> bool:
    """Whether a line is 「领取指南」 and a label follows: one of the matters of a guide."""
    words = text_of(flow[number])
    following = flow[number + 1] if number + 1 < len(flow) else None
    return (
        bool(PART_OF_GUIDE.fullmatch(numbered(words)[1]))
        and following is not None
        and not isinstance(following, Table)
        and _labelled(following.span)[0] is not None
    )


def _next_section(span: Span, last: Span) -> bool:
    """Whether a line goes on with the numbers of the labels: a section whose label nobody knows."""
    style, count = ordinal(last.text)
    return bool(style) and ordinal(span.text) == (style, count + 1) and len(span.text) <= LONGEST_NAME

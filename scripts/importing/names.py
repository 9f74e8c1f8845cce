"""Which lines name a procedure that begins with them, and which are headings, labels or paragraphs that look alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.importing import grammar, prose, titles
from scripts.importing.labelled import labelled
from scripts.importing.labels import Label, label
from scripts.importing.outline import Block, Heading, Span, Table, numbered, ordinal
from scripts.importing.titles import LETTER, LONGEST_NAME, PART_OF_PAGE, SPEAKS_TO, core, text_of

PART_OF_GUIDE = re.compile(r"(?P<does>[一-鿿]{2,6})(?:指南|须知)")  # 「领取指南」 below 「一、养老保险…」
BULLETED = re.compile(r"[^，。；：:]{2,8}[：:]")  # 「● 带什么：…」
IN_BRACKETS = re.compile("【[^【】，。；：]{4,24}】")
ATTACHMENT = re.compile(r"附件?\s*[\d一二三四五六]{0,2}[：:]?")
LEAST_PARAGRAPHS = 3
LONGEST_HEAD = 3  # blocks in which a document may speak to its readers before it begins


def names_procedure(
    flow: Sequence[Block], number: int, open_label: Label | None, begun: Sequence[Block], before: Span, last: Span
) -> bool:
    """Whether a line is the name of the procedure that begins with it: a label follows, and it is no item of a list."""
    block = flow[number]
    if not isinstance(block, Table) and _part_of_guide(flow, number):
        return True
    if isinstance(block, Table) or len(block.span.text) > LONGEST_NAME or block.span.text.endswith(("；", "，")):
        return False
    speaks = LETTER.search(block.span.text) or (number < LONGEST_HEAD and SPEAKS_TO.search(block.span.text))
    if goes_on_in_paragraphs(flow, number) or speaks:
        return False
    words = numbered(block.span.text)[1].strip("。")
    bracketed = bool(IN_BRACKETS.fullmatch(words)) and label(words) is None
    if (
        PART_OF_PAGE.search(words)
        or (re.match(r"[^\w《“（]", words) and not bracketed)
        or re.search("[；;。：:]", words)
    ):
        return False  # a piece of a sentence
    following = flow[number + 1] if number + 1 < len(flow) else None
    if following is None or isinstance(following, Table):
        return False
    if bracketed:
        return labelled(following.span)[0] is not None
    next_name = bool(ordinal(before.text)[0]) and ordinal(block.span.text) == (
        ordinal(before.text)[0],
        ordinal(before.text)[1] + 1,
    )
    begins = ordinal(following.span.text) == ("step", 1) or (next_name and BULLETED.match(following.span.text))
    if labelled(following.span)[0] is None and not begins:
        return False
    if block.span.text.endswith("。") and (
        not numbered(block.span.text)[0] or block.span.place != following.span.place
    ):
        return False  # 「2．补贴申领。办理条件：…」 is one line
    style, count = ordinal(block.span.text)
    if (
        block.span.text.endswith("。")
        and count > 1
        and not next_name
        and (style, count - 1) in map(ordinal, map(text_of, flow[:number]))
    ):
        return False  # it goes on with numbered paragraphs, of which none before was a name
    if style and ordinal(last.text) == (style, count - 1) and ordinal(before.text)[0] != style:
        return False  # it goes on with the numbers of the labels
    if isinstance(block, Heading):
        return True
    if number and ATTACHMENT.fullmatch(text_of(flow[number - 1])) and core(words) != words:
        return True  # what is attached to a notice
    if not style:
        return False
    if begun and (style, count - 1) in map(ordinal, grammar.list_items(text_of(begun[-1]))):
        return False
    if next_name:
        return True  # the names themselves are numbered, and this is the next
    return open_label is None or bool(begun and numbered(text_of(begun[-1]))[0] != style)


def goes_on_in_paragraphs(flow: Sequence[Block], number: int) -> bool:
    """Whether a line is numbered as the paragraphs above are: among them it is no heading."""
    style, count = ordinal(text_of(flow[number]))
    before = [words for words in map(text_of, flow[:number]) if style and ordinal(words)[0] == style]
    told = [words for words in before if len(words) > LONGEST_NAME or re.search("[，；]", words)]
    return len(told) * 2 > len(before) and len(told) >= LEAST_PARAGRAPHS and ordinal(before[-1])[1] == count - 1


def follows_names(span: Span, heading: Span) -> bool:
    """Whether a label is numbered as the procedures are: what it tells holds for all of them."""
    style, count = ordinal(heading.text)
    return bool(style) and ordinal(span.text) == (style, count + 1)


def asks_how(flow: Sequence[Block], number: int) -> str:
    """What a numbered question is about, where labels answer it: 「一、单位如何办理社会保险登记手续？」."""
    words = text_of(flow[number])
    name = titles.asks_how(words) if numbered(words)[0] and words.endswith(("？", "?")) else ""
    for block in flow[number + 1 : number + 4] if name else ():
        known = labelled(block.span)[0] if not isinstance(block, Table) else None
        if known and known.detail != prose.ASKED:
            return name if ordinal(text_of(block))[0] != ordinal(words)[0] else ""
    return ""


def _part_of_guide(flow: Sequence[Block], number: int) -> bool:
    """Whether a line is 「领取指南」 and a label follows: one of the matters of a guide."""
    words = text_of(flow[number])
    following = flow[number + 1] if number + 1 < len(flow) else None
    return (
        bool(PART_OF_GUIDE.fullmatch(numbered(words)[1]))
        and following is not None
        and not isinstance(following, Table)
        and labelled(following.span)[0] is not None
    )

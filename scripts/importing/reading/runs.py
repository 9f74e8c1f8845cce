"""Text that runs on where a reader would begin a new line: paragraphs cut at their sentences, sections and labels.

What was understood is told line by line. In a paragraph of ten sentences, nine that nobody read would hide behind one that was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from scripts.importing.labels import label
from scripts.importing.outline import Block, Line, Table, numbered, ordinal

SENTENCE = re.compile(r"(?<=[。！？])(?![）)”’」』\s]*$)(?![）)”’」』])")
SECTION = re.compile(r"(?<=[。；;:：）)南 ])(?=[一二三四五六七八九十]{1,3}、)")
HEAD = re.compile(
    r"^[一二三四五六七八九十]{1,3}、[^，。；：:\s]{4,24}(?=\s+(?:1[、.．]|[（(]一[）)]))"
)  # 「二、申报的办理 1、登录…」
LABELLED = re.compile(r"(?:(?<=[。；;\s])|(?<=指南)|(?<=流程))\s*(?=(?P<label>[^：:。；;，,\s]{2,10})[：:])")
GUIDE = re.compile(r"(?<=[。；;])[一-鿿]{2,6}(?:指南|须知)(?=[一-鿿]{2,6}[：:])")
PROCESS = re.compile(r"(?P<label>[一-鿿]{2}(?:流程|程序|步骤))[；;]")  # 「…登记表参保流程;…」
SECTION_LABEL = re.compile(
    r"[一二三四五六七八九十]{1,3}、(?P<name>[一-鿿]{2,20}(?:（[^（）]{2,20}）)?[一-鿿]{2,8})[：:]"
)  # 「三、工伤保险认定条件：…」
STAGE = re.compile(r"第(?P<count>[一二三四五六七八九十]{1,2}|\d{1,2})步[：:，,]")  # 「第1步：登录系统…第2步：点击…」
HEADED = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)[^，。；：:]{4,36}$"
)  # before the first of them
SHORTEST_LABEL = 4  # characters of a label that ends the words before a colon
SHORT = 30  # characters of an item that says one thing: 「（三）费用清单；」
HAN = "一二三四五六七八九十"
RUN = 300  # characters of text that plainly runs on
NUMBERED_LABEL = re.compile(r"[（(][一二三四五六七八九十]{1,2}[）)]\s*(?P<words>[一-鿿]{2,10})")


def unrolled(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with a line of their own for each sentence, section and label; tables and headings stay as they are."""
    lines: list[Block] = []
    section = 0
    for block in blocks:
        pieces = [*_lines(block, section)] if isinstance(block, Line) else [block]
        counted = (ordinal(each.span.text) for each in pieces if not isinstance(each, Table))
        section = next((count for style, count in reversed([*counted]) if style == "han"), section)
        lines += pieces
    return lines


def _lines(line: Line, section: int) -> Iterator[Line]:
    text = line.span.text
    places = [0, *_sections(text, section), len(text)]
    pieces = [piece for begin, end in pairwise(places) for piece in _cut(text[begin:end]) if piece.strip(" 　。；，、")]
    if len(pieces) < 2:
        yield line
    else:
        yield from (Line(line.span.piece(piece.strip())) for piece in pieces)


def _sections(text: str, section: int) -> Iterator[int]:
    """Where the sections begin that count on, whatever stands before them: 「办理时间：每月1—18日四、增减员」 after 「三、」."""
    style, count = ordinal(text)
    section, at = (count, 1) if style == "han" else (section, 1)
    while 0 < section < len(HAN):
        found = re.compile(rf"(?<![{HAN}第、至到—-]){HAN[section]}、(?=[一-鿿]{{3}})").search(text, at)
        if not found:
            return
        yield found.start()
        section, at = section + 1, found.end()


def _cut(text: str) -> Iterator[str]:
    cuts = {found.end() for found in SENTENCE.finditer(text)} | {found.end() for found in SECTION.finditer(text)}
    cuts |= {found.start() for found in GUIDE.finditer(text)}
    labelled = (found.end() for found in LABELLED.finditer(text) if label(found["label"]))
    cuts |= {at for at in labelled if numbered(text[:at])[1]}
    if len(text) > RUN:
        cuts |= {found.start() for found in PROCESS.finditer(text) if label(found["label"])}
    for found in SECTION_LABEL.finditer(text):
        name = found["name"]
        tails = (at for at in range(2, len(name) - SHORTEST_LABEL + 1) if label(name[at:]))
        if not label(name) and (at := next(tails, 0)):
            cuts.add(found.start("name") + at)
    numbered_labels = [
        (found.start(), end)
        for found in NUMBERED_LABEL.finditer(text)
        if (end := _label_ends(text, found)) and not text.startswith(("：", ":"), end)
    ]
    if len(numbered_labels) > 1 or len(text) > SHORT:
        cuts |= {at for both in numbered_labels for at in both}
    cuts |= _stages(text) | {at for head in HEAD.finditer(text) for at in head.span()}
    places = [0, *sorted(cuts - {0, len(text)}), len(text)]
    yield from (text[begin:end] for begin, end in pairwise(places))


def _stages(text: str) -> set[int]:
    """Where the steps begin that a text numbers 「第一步」, and the heading of the first of them."""
    cuts = set()
    for found in STAGE.finditer(text):
        cuts.add(found.start())
        if found["count"] in ("1", "一") and (heading := HEADED.search(text[: found.start()])):
            cuts.add(heading.start())
    return cuts


def _label_ends(text: str, found: re.Match[str]) -> int:
    """Where the label behind a number ends; zero if there is none."""
    start = found.start("words")
    return next((at for at in range(found.end(), start + 1, -1) if label(text[start:at])), 0)

"""Chapters that count up with no mark behind their number, as standards and manuals have them: 「2 准备工作」 is a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.importing.outline import Block, Heading, Line

CHAPTER = re.compile(r"(?P<count>\d{1,2})[ \t\u3000]+[一-鿿][^，。；：:\d]{1,15}")
LEAST = 3  # chapters; fewer may be amounts: 「3 个工作日」


def with_chapters(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a heading for each line that heads a chapter, where they count up from one."""
    found = [(at, block) for at, block in enumerate(blocks) if isinstance(block, Line)]
    heads = [(at, block, match) for at, block in found if (match := CHAPTER.fullmatch(block.span.text))]
    if len(heads) < LEAST or [int(match["count"]) for _at, _block, match in heads] != [*range(1, len(heads) + 1)]:
        return [*blocks]
    chapters = {at: Heading(1, block.span) for at, block, _match in heads}
    return [chapters.get(at, block) for at, block in enumerate(blocks)]

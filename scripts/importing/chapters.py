"""Lines that are headings by how they are set: chapters that count up with no mark behind their number, and names between marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.importing.outline import Block, Heading, Line

CHAPTER = re.compile(
    r"(?P<count>\d{1,2})[ \t\u3000]+[一-鿿][^，。；：:\d]{1,15}"
)  # 「2 准备工作」, as standards have them
LEAST = 3  # chapters; fewer may be amounts: 「3 个工作日」
BETWEEN = re.compile(
    r"(?P<mark>[^\w\s，。；：、（）()《》“”【】])(?P=mark)*\s*(?P<what>[一-鿿][^，。；：]{2,30}?)\s*(?P=mark)+"
)


def with_chapters(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a heading for each line that stands between marks, 「◆ 失业登记 ◆」, or heads a chapter, where they count up from one."""
    blocks = [*map(_between_marks, blocks)]
    found = [(at, block) for at, block in enumerate(blocks) if isinstance(block, Line)]
    heads = [(at, block, match) for at, block in found if (match := CHAPTER.fullmatch(block.span.text))]
    if len(heads) < LEAST or [int(match["count"]) for _at, _block, match in heads] != [*range(1, len(heads) + 1)]:
        return blocks
    chapters = {at: Heading(1, block.span) for at, block, _match in heads}
    return [chapters.get(at, block) for at, block in enumerate(blocks)]


def _between_marks(block: Block) -> Block:
    found = BETWEEN.fullmatch(block.span.text) if isinstance(block, Line) else None
    return Heading(2, block.span.cut(found["what"])) if found and isinstance(block, Line) else block

"""Several documents in one file, as sites put them together: each begins with its title, said again where its text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scripts.importing.outline import Block, numbered, squeezed
from scripts.importing.titles import LONGEST_NAME, text_of

LEAST_DOCUMENTS = 3  # in one file; fewer titles said twice are a slip
SHORTEST_TITLE, LEAST_AGAIN = 4, 0.5  # of the title, where the text repeats a part of it
LONGEST_BEFORE = 4  # characters of a town
ATTACHED = re.compile(r"附件\d*[:：]?")


def documents(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """The blocks of each document in a file; each but the first begins with its title."""
    words = [text_of(block) for block in blocks]
    again = [_said_again(one, two) for one, two in pairwise(words)]
    cuts = [at for at, told in enumerate(again) if told and not (at and again[at - 1])]
    if len(cuts) < LEAST_DOCUMENTS:
        return [blocks]
    return [blocks[begin:end] for begin, end in pairwise([0, *cuts, len(blocks)]) if end > begin]


def _said_again(title: str, text: str) -> bool:
    """Whether a text begins with a title, or with half of it: a site writes the town before, or 「指南」 for 「指引」."""
    if not SHORTEST_TITLE <= len(title) <= LONGEST_NAME or re.search("[，。；：]", title) or numbered(title)[0]:
        return False
    title, text = squeezed(title), ATTACHED.sub("", squeezed(text))
    least = max(SHORTEST_TITLE, int(LEAST_AGAIN * len(title)))
    return any(title[at : at + least] in text[: least + LONGEST_BEFORE] for at in range(len(title) - least + 1))

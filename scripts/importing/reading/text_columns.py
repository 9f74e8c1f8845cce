"""Leaflets typed in two columns with a bar between them: read down the left column, then down the right."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from scripts.importing.labels import label
from scripts.importing.likely import likely
from scripts.importing.outline import Span, numbered
from scripts.importing.prose import question

BAR = re.compile("[│┃║|｜¦]")
GAP = re.compile(r"(?<=\S)(?:[\u3000]{2,}| {3,})(?=\S)")
NAME = re.compile("【[^【】]+】")
LEAST_PARTED = 5  # lines with their right part in one place
RULE = re.compile(r"[─━═—–=_*＊~\-－┄┈╌\s]{6,}")  # a line drawn across
LEAST_HEADS = 3  # beside each other: else what stands left of the bar may be the label of what stands right
NEARLY_FULL = 3  # columns of the screen that may stay free at the end of a line that goes on
NO_BEGINNING = "。；，、：）》"  # marks that no line begins with


def barred(lines: Sequence[str]) -> list[str]:
    """Lines with a bar where two columns are parted only by blanks: the right one begins in the same place, line after line."""
    parted = [(at, line, found) for at, line in enumerate(lines) if (found := GAP.search(line))]
    places = Counter(_width(line[: found.end()]) for _at, line, found in parted)
    begins, often = max(places.items(), key=lambda each: each[1], default=(0, 0))
    own = [(at, line, found) for at, line, found in parted if _width(line[: found.end()]) == begins]
    named = bool(own) and all(
        NAME.fullmatch(part.strip()) for part in (own[0][1][: own[0][2].start()], own[0][1][own[0][2].end() :])
    )
    if often < LEAST_PARTED or not named:
        return [*lines]
    parts = [*lines]
    for at in range(own[0][0], len(lines)):
        gap = next((gap for row, _line, gap in own if row == at), None)
        line = lines[at]
        if gap is not None:
            parts[at] = f"{line[: gap.start()]}│{line[gap.end() :]}"
        elif at > own[-1][0] + 1 or RULE.fullmatch(line) or not line.strip():
            continue
        elif _width(line[: len(line) - len(line.lstrip())]) >= begins - 1:
            parts[at] = f"│{line.strip()}"
        elif _width(line.rstrip()) < begins:
            parts[at] = f"{line.rstrip()}│"
    return parts


def unfolded(spans: Sequence[Span]) -> list[Span]:
    """The lines with each run of parted lines put column after column; lines that only broke at the bar are one again."""
    found: list[Span] = []
    run: list[tuple[Span, list[str]]] = []
    for span in spans:
        parts = BAR.split(span.text)
        if len(parts) > 1 and (not run or len(parts) == len(run[0][1])):
            run.append((span, parts))
            continue
        found += _columns(run)
        run = []
        if not RULE.fullmatch(span.text):
            found.append(span)
    return found + _columns(run)


def _columns(run: Sequence[tuple[Span, list[str]]]) -> list[Span]:
    both = sum(len(parts) == 2 and all(map(_heads, parts)) for _span, parts in run)
    named = bool(run) and len(run[0][1]) == 2 and all(NAME.fullmatch(part.strip()) for part in run[0][1])
    if both < LEAST_HEADS and not named:
        return [span for span, _parts in run]
    return [
        line
        for at in range(len(run[0][1]))
        for line in _joined([Span(parts[at].strip(), f"{span.place}第{at + 1}栏") for span, parts in run])
    ]


def _joined(lines: Sequence[Span]) -> Iterator[Span]:
    """A line that fills its column goes on in the next, unless that begins something of its own."""
    widest = max(_width(line.text) for line in lines)
    held: Span | None = None
    full = False
    for line in lines:
        begins = numbered(line.text)[0] or label(line.text.partition("：")[0]) or line.text.startswith("【")
        goes_on = held and line.text and not begins and (full or line.text[0] in NO_BEGINNING or line.text[0] == "→")
        if held and goes_on and not held.text.endswith("。"):
            held = Span(held.text + line.text, held.place)
        else:
            if held and held.text:
                yield held
            held = line
        full = _width(line.text) >= widest - NEARLY_FULL
    if held and held.text:
        yield held


def _heads(text: str) -> bool:
    """Whether a cell begins something of its own: a name in brackets, a label, a question."""
    words = text.strip()
    return bool(NAME.fullmatch(words) or label(words) or question(words) or likely(words, alone=True))


def _width(text: str) -> int:
    """How wide a text is on a screen: a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)

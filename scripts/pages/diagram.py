"""Draws a flow 流程图 as SVG: boxes one below the other, arrows between neighbours, lanes at the side for every other way.

The drawing is never wider than a phone, so nothing has to be scrolled sideways; text stays text; every colour comes from a
style sheet through classes, so that dark pages and paper work. The page has the same content as a list, therefore the
drawing is one image to a screen reader, with a title and a description.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, zip_longest
from typing import Literal

from scripts.traditional import to_simplified
from scripts.traditional.both import Convert, both, parts, simplified, traditional

WIDTH = 340  # of the drawing; one unit is a CSS pixel on a phone
FONT, LEADING = 15.0, 21.0
PAD, GAP, LANE, EDGE = 10.0, 24.0, 11.0, 2.0
BADGE = 26.0  # room for the number of a box
LATIN = 0.62  # width of a Latin letter or a digit, in em; Chinese characters are 1 em wide
NO_LINE_START = "，。、；：？！）》」』】”’…—％%"
NO_LINE_END = "（《「『【“‘"
LATIN_RUN = re.compile(r"([0-9A-Za-z@./:_-]+)")


@dataclass(frozen=True)
class Exit:
    """A way out of a box: to which box, and what it is called if the box has several named ways."""

    to: str
    label: str = ""


@dataclass(frozen=True)
class Box:
    """One box: its lines of text, a softer line above them (on what condition), and the ways out."""

    id: str
    text: str
    above: str = ""
    kind: Literal["step", "question", "end"] = "step"
    exits: tuple[Exit, ...] = ()


@dataclass
class _Placed:
    """A box with its lines wrapped and its place found."""

    box: Box
    top: float
    above: list[str]
    lines: list[str]
    labels: list[list[str]]

    @property
    def text_bottom(self) -> float:
        return self.top + PAD + LEADING * (len(self.above) + len(self.lines)) + PAD

    def label_top(self, number: int) -> float:
        return self.text_bottom + sum(LEADING * len(lines) + 8 for lines in self.labels[:number])

    @property
    def bottom(self) -> float:
        return self.label_top(len(self.labels))

    @property
    def way_in(self) -> float:
        return self.top + 13

    def way_out(self, exit: Exit) -> float:
        """Where a way out leaves the box on its right side: beside its label, or at the foot if it has none."""
        if exit.label:
            number = [each for each in self.box.exits if each.label].index(exit)
            return self.label_top(number) + LEADING * len(self.labels[number]) / 2 + 2
        return self.bottom - 9


def draw(boxes: Sequence[Box], convert: Convert, *, id: str, title: str, description: str) -> str:
    """The SVG of a flow, for both scripts: ``convert`` turns words into Traditional. ``id`` is unique on the page.

    :raises KeyError: for a way out to a box that is not there.
    """
    order = {box.id: number for number, box in enumerate(boxes)}
    side = {box.id: [exit for exit in box.exits if not _straight(box, exit, order)] for box in boxes}
    lanes = _lanes(boxes, side, order)
    right = WIDTH - EDGE - LANE * (max(lanes.values(), default=-1) + 1) - (8 if lanes else 0)
    placed = list(_place(boxes, right, convert))
    places = {each.box.id: each for each in placed}
    parts: list[str] = []
    for each in placed:
        for exit in side[each.box.id]:
            lane = right + 8 + LANE * lanes[exit.to]
            parts.append(_side_arrow(right, lane, each.way_out(exit), places[exit.to].way_in))
        if any(_straight(each.box, exit, order) for exit in each.box.exits):
            parts.append(_down_arrow((EDGE + right) / 2, each.bottom))
    for number, each in enumerate(placed, 1):
        parts += _box(each, number, right)
    height = placed[-1].bottom + EDGE
    return (
        f'<svg class="diagram" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" role="img" '
        f'aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{escape(title)}</title>'
        f'<desc id="{id}-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def _straight(box: Box, exit: Exit, order: dict[str, int]) -> bool:
    """Whether a way out is the plain arrow to the box below."""
    return not exit.label and order[exit.to] == order[box.id] + 1


def _lanes(boxes: Sequence[Box], side: dict[str, list[Exit]], order: dict[str, int]) -> dict[str, int]:
    """A lane for every box that is reached from the side. Ways to the same box share it; short ones stay inside."""
    spans: dict[str, tuple[int, int]] = {}
    for box in boxes:
        for exit in side[box.id]:
            ends = (order[box.id], order[exit.to], *spans.get(exit.to, (order[exit.to],)))
            spans[exit.to] = min(ends), max(ends)
    lanes: dict[str, int] = {}
    for target, (first, last) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1])):
        taken = {lanes[other] for other in lanes if spans[other][0] <= last and first <= spans[other][1]}
        lanes[target] = next(lane for lane in range(len(spans)) if lane not in taken)
    return lanes


def _place(boxes: Iterable[Box], right: float, convert: Convert) -> Iterator[_Placed]:
    room = (right - EDGE - BADGE - 2 * PAD) / FONT
    top = EDGE
    for box in boxes:
        labels = [_lines(exit.label, room, convert) for exit in box.exits if exit.label]
        each = _Placed(box, top, _lines(box.above, room, convert), _lines(box.text, room, convert), labels)
        yield each
        top = each.bottom + GAP


def _box(each: _Placed, number: int, right: float) -> Iterator[str]:
    left, width = EDGE, right - EDGE
    height = each.bottom - each.top
    yield (
        f'<rect class="diagram-{each.box.kind}" x="{left:g}" y="{each.top:g}" width="{width:g}" '
        f'height="{height:g}" rx="8"/>'
    )
    yield f'<text class="diagram-number" x="{left + PAD:g}" y="{each.top + PAD + FONT:g}">{number}</text>'
    x, y = left + PAD + BADGE, each.top + PAD + FONT
    for style, lines in (("diagram-above", each.above), ("diagram-text", each.lines)):
        for line in lines:
            yield f'<text class="{style}" x="{x:g}" y="{y:g}">{escape(line)}</text>'
            y += LEADING
    for place, lines in enumerate(each.labels):
        top = each.label_top(place)
        yield f'<path class="diagram-rule" d="M{left:g} {top - 2:g}H{right:g}"/>'
        for line_number, line in enumerate(lines):
            yield f'<text class="diagram-label" x="{x:g}" y="{top + FONT + LEADING * line_number:g}">{escape(line)}</text>'


def _down_arrow(x: float, bottom: float) -> str:
    tip = bottom + GAP - 1
    return (
        f'<path class="diagram-way" d="M{x:g} {bottom:g}V{tip - 6:g}"/>'
        f'<path class="diagram-tip" d="M{x:g} {tip:g}l-5 -8h10z"/>'
    )


def _side_arrow(right: float, lane: float, start: float, end: float) -> str:
    r = 5 if end > start else -5
    way = f"M{right:g} {start:g}H{lane - 5:g}q5 0 5 {r}V{end - r:g}q0 {r} -5 {r}H{right + 7:g}"
    return f'<path class="diagram-way" d="{way}"/><path class="diagram-tip" d="M{right + 1:g} {end:g}l8 -5v10z"/>'


def _lines(text: str, room: float, convert: Convert) -> list[str]:
    """The lines of a text in both scripts, broken at the same places."""
    hans, hant = simplified(text), traditional(text, convert)
    lines = wrap(hans, room)
    if len(hans) == len(hant):
        ends = [*accumulate(map(len, lines[:-1]))]
        return [*parts(hans.replace("\n", " "), ends, lambda _: hant.replace("\n", " "))] if lines else []
    return [both(*line) for line in zip_longest(lines, wrap(hant, room), fillvalue="")]


def wrap(text: str, room: float) -> list[str]:
    """Break text between words into lines of at most ``room`` em by display width, as Chinese is set: no line starts with
    a closing mark (it hangs instead) or ends with an opening one. A word is cut only where it is longer than a line."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece in words(text.replace("\n", " ")):
        width = _width(piece)
        if line and used + width > room and piece not in NO_LINE_START:
            kept = line.rstrip(NO_LINE_END) or line
            lines.append(kept)
            line = line[len(kept) :]
            used = _width(line)
        while _width(piece) > room:  # longer than a line by itself: an address
            cut = next(end for end in range(len(piece) - 1, 0, -1) if _width(piece[:end]) <= room)
            lines.append(piece[:cut])
            piece = piece[cut:]
        line, used = line + piece, used + _width(piece)
    return [*lines, line] if line else lines


def words(text: str) -> list[str]:
    """The words of a text, the same in both scripts: a Latin word is one, and a number with its unit 第3步, 15日."""
    import rjieba  # reads its dictionary at once, which takes long where nothing is drawn

    found: list[str] = []
    start = 0
    for number, run in enumerate(LATIN_RUN.split(to_simplified(text))):
        for word in [run] if number % 2 else rjieba.cut(run, False):
            written = text[start : start + len(word)]
            start += len(word)
            if found and (found[-1] == "第" or (found[-1][-1].isdigit() and len(word) <= 2 and word.isalpha())):
                found[-1] += written
            else:
                found.append(written)
    return found


def _width(text: str) -> float:
    return sum(1.0 if ord(character) > 0x2E7F or character in "“”‘’…—·" else LATIN for character in text)

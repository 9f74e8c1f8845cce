"""Plain text, in whatever of the usual encodings."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.importing.labels import label
from scripts.importing.outline import Converted, Line, Outline, Span, numbered
from scripts.importing.reading.text_columns import barred, unfolded
from scripts.traditional import to_simplified

LEAST_PIECES, LEAST_PIECE = 4, 100  # how many, and of how many characters
TRADITIONAL = 0.1  # of the characters: fewer are names or slips, and stay as they are
OPEN = re.compile("（[^（）]{0,30}$|《[^《》]{0,30}$")
ON_THE_WAY = re.compile("(?:→|[=—-]{2,}>)\\s*[一-鿿]{0,6}$")  # a row of steps, broken before its end
LONGEST_BROKEN = 60  # characters of a line that ends where the paper did
ENCODINGS = ("utf-8-sig", "gb18030", "big5")


def decode(data: bytes) -> str:
    """The text of a file. UTF-8 proves itself; what is not UTF-8 is GB 18030 in these offices, or else Big5."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", errors="replace")


def read(path: Path) -> Outline:
    lines = decode(path.read_bytes()).splitlines()
    lines = barred(lines)
    spans = [Span(line.strip(), f"第{number}行") for number, line in enumerate(lines, 1) if line.strip()]
    return Outline([Line(span) for span in _simplified(_joined(unfolded(_without_pages(spans))))])


def _joined(spans: list[Span]) -> list[Span]:
    """Lines that were broken where the paper ended are one: a comma or a book title before, no number behind."""
    found: list[Span] = []
    for span in spans:
        before = found[-1].text if found else ""
        goes_on = before.endswith(("，", "、")) or (before.endswith("》") and span.text.startswith("（"))
        goes_on = (
            goes_on or bool(OPEN.search(before)) or (len(before) <= LONGEST_BROKEN and bool(ON_THE_WAY.search(before)))
        )
        goes_on = goes_on and not span.text.startswith("【")
        if goes_on and not numbered(span.text)[0] and not label(span.text.partition("：")[0]):
            found[-1] = Span(before + span.text, found[-1].place)
        else:
            found.append(span)
    return found


def _simplified(spans: list[Span]) -> list[Span]:
    """The labels and the drafts are in Simplified characters; a document in Traditional ones is read as such."""
    read_as = [to_simplified(span.text) for span in spans]
    alike = [(span, text) for span, text in zip(spans, read_as, strict=True) if len(span.text) == len(text)]
    changed = sum(one != two for span, text in alike for one, two in zip(span.text, text, strict=True))
    if changed < TRADITIONAL * sum(len(text) for _span, text in alike):
        return spans
    # A line whose characters do not go one for one is left as it is: no place in it could be told.
    read = {span: Converted(text, span.place, span.text) for span, text in alike}
    return [read.get(span, span) for span in spans]


def _without_pages(spans: list[Span]) -> list[Span]:
    """Saved from a site that shows a document in pieces, each piece is a line with its number, cut in the middle of a word."""
    pieces = [span.text.removeprefix(f"{number}、").strip() for number, span in enumerate(spans, 1)]
    cut = all(piece != span.text and len(piece) >= LEAST_PIECE for piece, span in zip(pieces[:-1], spans, strict=False))
    if len(spans) < LEAST_PIECES or not cut:
        return spans
    return [Span("".join(pieces), f"第1—{len(spans)}行")]

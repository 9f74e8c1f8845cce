"""What a document holds, whatever its format: headings, lines and tables, each piece of text with its place.

Everything later works on this outline and points back to it by span, so that a reviewer finds each fact in the document, and
what nobody used can be listed whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Span:
    """A piece of text as it is printed, and where: 「第2页表格第3行」. Two spans with the same words are two places."""

    text: str
    place: str

    def cut(self, text: str) -> Span:
        """A part of the span; it keeps the place and remembers where it comes from."""
        return Part(text, self.place, self.whole)

    def piece(self, text: str) -> Span:
        """A line of its own, out of a paragraph."""
        return Span(text, self.place)

    def as_printed(self, words: str) -> str:
        """Words of the span as the document prints them."""
        return words

    @property
    def whole(self) -> Span:
        return self


WIDE = str.maketrans(",;:()?!", "，；：（）？！")


@dataclass(frozen=True, eq=False)
class Converted(Span):
    """Printed in Traditional characters, read in Simplified ones: one for one, so that a place in one is a place in the other."""

    printed: str

    def piece(self, text: str) -> Span:
        return Converted(text, self.place, self.as_printed(text))

    def as_printed(self, words: str) -> str:
        held, sought = (text.translate(WIDE) for text in (self.text, words))  # a quotation may have the house's marks
        start = held.find(sought)
        return self.printed[start : start + len(words)] if start >= 0 else words


@dataclass(frozen=True, eq=False)
class Part(Span):
    """A part of a printed span: what is used of it counts for the whole."""

    of: Span

    @property
    def whole(self) -> Span:
        return self.of


@dataclass(frozen=True, eq=False)
class Heading:
    level: int
    span: Span


@dataclass(frozen=True, eq=False)
class Line:
    span: Span


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell with its lines; a cell that spreads over several rows or columns is the same object in each."""

    lines: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    @property
    def place(self) -> str:
        return self.lines[0].place if self.lines else ""


EMPTY = Cell()


@dataclass(frozen=True, eq=False)
class Table:
    """A grid: every row has as many cells as the table has columns."""

    rows: tuple[tuple[Cell, ...], ...]

    def cells(self) -> Iterator[Cell]:
        """Each cell once, row by row."""
        yield from dict.fromkeys(cell for row in self.rows for cell in row)


Block = Heading | Line | Table


@dataclass
class Outline:
    """The blocks of a document in order.

    :ivar left_out: what stands in the file and is no content, with the reason: menus, running heads, hidden rows.
    :ivar warnings: what an editor must know of the file, in Chinese: changes not accepted, pictures that were not read.
    """

    blocks: list[Block] = field(default_factory=list)
    left_out: list[tuple[Span, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def spans(self) -> Iterator[Span]:
        """Every piece of text once, in the order of the document."""
        for block in self.blocks:
            if isinstance(block, Table):
                for cell in block.cells():
                    yield from cell.lines
            else:
                yield block.span


FORMAL = str.maketrans("壹贰叁肆", "一二三四")
SAME = re.compile("(?:同上|〃|″|[同与和](?:上|前)一?[项条件个](?:一样|相同)?)[。；]?")  # as the cell above
NUMBER = re.compile(
    r"\s*(?:"
    r"(?P<han>[一二三四五六七八九十壹贰叁肆]{1,3})、"
    r"|[（(](?P<bracket>[一二三四五六七八九十]{1,3}|\d{1,2})[）)](?:[、.．](?!\d))?"
    r"|(?:[□☐☑√✓✅]\s*)?(?P<digit>\d{1,2})(?:[.．、](?!\d)|[)）])"
    r"|(?P<padded>0\d)(?:[.．、/|]|\s)*(?=[一-鿿])"
    r"|(?P<circle>[①-⑳])"
    r"|(?P<roman>[Ⅰ-Ⅻ])[、.．]?"
    r"|(?P<letter>[a-z])[)）]"
    r"|(?P<bullet>[-*#–—]{1,4}(?=\s+[^\d\s-])|——(?=[一-鿿])|\[[ √✓xX]*\]|[·•※√\u25a0-\u25ff\u2600-\u27bf\u23e9-\u23fa\U0001f000-\U0001faff][\ufe0f\u200d\u2600-\u27bf\U0001f000-\U0001faff]*)"
    r"|(?P<level>(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){1,3}(?=\s|[一-鿿])(?!\s*[倍万元年个]))"
    r"|第(?P<nth>[一二三四五六七八九十]{1,2})[、，,：:]"
    r"|第(?P<part>[一二三四五六七八九十]{1,2}|\d{1,2})(?:部分|章|节|篇)[：:]?"
    r"|第(?P<article>[一二三四五六七八九十百]{1,4}|\d{1,3})条(?=\s)"
    r"|(?:STEP|Step|step)\s*(?P<stage>\d{1,2})[.：:]?"
    r"|第(?P<step>[一二三四五六七八九十]{1,2}|\d{1,2})步[：:，,]?"
    r")\s*"
)


def numbered(text: str) -> tuple[str, str]:
    """The number that a text begins with, as its style 「han、bracket、digit、padded、circle、bullet、level、part、article、step」, and the rest of the text.

    Without a number the style is empty.
    """
    found = NUMBER.match(text)
    if not found:
        return "", text.strip()
    return str(found.lastgroup), text[found.end() :].strip()


def ordinal(text: str) -> tuple[str, int]:
    """The style of the number that a text begins with, and the number itself; zero where there is none to count."""
    found = NUMBER.match(text)
    if not found or found.lastgroup == "bullet":
        return "", 0
    style, words = str(found.lastgroup), found[str(found.lastgroup)].rpartition(".")[2]
    if style == "circle":
        return style, ord(words) - ord("①") + 1
    if style == "letter":
        return style, ord(words) - ord("a") + 1
    if style == "roman":
        return style, ord(words) - ord("Ⅰ") + 1
    if words.isdigit():
        return style, int(words)
    words = words.translate(FORMAL)
    tens, _ten, ones = words.rpartition("十")
    value = "零一二三四五六七八九".find
    return style, (value(tens) if tens else 1) * 10 + max(value(ones), 0) if "十" in words else value(words)


def narrow(text: str) -> str:
    """Full-width letters and digits narrowed, for looking up; what is printed stays as it is printed."""
    return unicodedata.normalize("NFKC", text)


def squeezed(text: str) -> str:
    """Without any blank: 「内　容」 is 「内容」."""
    return re.sub(r"\s", "", narrow(text))

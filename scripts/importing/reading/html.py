"""A saved web page, or a document turned into HTML: its content without what stands around it on the site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path

from lxml import html

from scripts.importing.labels import Label, aside, boilerplate, column, label
from scripts.importing.outline import EMPTY, Block, Cell, Heading, Line, Outline, Span, Table
from scripts.importing.reading.text import decode

SILENT = ("script", "style", "noscript", "template", "select", "option", "button", "head")
STRUCK = ("s", "strike", "del")
LINE_THROUGH = re.compile(r"text-decoration[^;]*line-through")
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
SMALL = {
    "span",
    "p",
    "li",
    "td",
    "th",
    "tr",
    "dd",
    "font",
    "b",
    "strong",
    "em",
    "i",
    "a",
}  # not a part of a page that a tab opens
HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"dt": 7}  # a term is a heading of what it explains
BREAKS = {"p", "div", "li", "tr", "dd", "section", "article", "br", "td", "th", "caption", "ul", "ol", *HEADINGS}
BOLD, LONGEST_BOLD = 8, 24  # the level of a heading that is only bold, and its characters
LEAST_TABS = 3
LONGEST_TAB = 8  # characters


def read(path: Path) -> Outline:
    data = path.read_bytes()
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    text = None
    if declared:
        name = declared[1].decode().lower()
        try:
            text = data.decode("gb18030" if name in ("gb2312", "gbk", "gb18030") else name)
        except (LookupError, UnicodeDecodeError):
            text = None
    return outline(decode(data) if text is None else text, page=True)


def outline(text: str, *, page: bool, warnings: tuple[str, ...] = ()) -> Outline:
    """The outline of HTML. ``page``: a page of a site, of which only the part with the labels is content."""
    tree = html.document_fromstring(text)
    found = Outline(warnings=list(warnings))
    for element in [*tree.iter()]:
        if element.getparent() is None:
            continue  # a comment above the page
        reason = _left_out(element)
        if reason is None:
            continue
        if reason and (words := _text(element)):
            found.left_out.append((Span(words, "正文"), reason))
        element.drop_tree()
    root = tree.body if tree.body is not None else tree
    if page:
        _leave_hidden(root, found)
        _leave_links(root, found)
        for bar in [*root.iter("ul", "ol", "div", "nav")]:
            _open_tabs(bar, found)
        content = _content(root)
        outside = [element for element in root.iter() if isinstance(element.tag, str)]
        inside = {*content.iter()} | {*content.iterancestors()}
        for element in outside:
            if element not in inside and (own := _own_text(element)):
                found.left_out.append((Span(own, "网页的别处"), "网页上内容以外的部分"))
        _leave_top(content, found)
        title = next((each for each in root.iter("h1", "h2") if each not in {*content.iter()}), None)
        if title is not None and (words := _text(title)) and not label(words):
            found.blocks.append(Heading(1, Span(words, "网页标题")))
        root = content
    found.blocks += _Walk(found).blocks(root)
    if any(True for _each in root.iter("img")):
        found.warnings.append("文件里有图片，图上的字没有读")
    return found


def _left_out(element: html.HtmlElement) -> str | None:
    """Why an element is no content, empty where it is not worth telling; None if it is content."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return ""
    style = element.get("style", "")
    if element.tag in STRUCK or LINE_THROUGH.search(style):
        return "划掉的文字"
    hidden = element.tag in SMALL and (UNSEEN.search(style) or element.get("hidden") is not None)
    return "隐藏的文字" if hidden else None


def _leave_hidden(root: html.HtmlElement, found: Outline) -> None:
    """A hidden part of a page is a tab, unless it tells again what the page shows: then it is an old state of it."""
    unseen = [each for each in root.iter() if isinstance(each.tag, str) and UNSEEN.search(each.get("style", ""))]
    hidden = {within for each in unseen for within in each.iter()}
    shown = {known for each in root.iter() if each not in hidden for known in _labels_at(each)}
    for element in unseen:
        told = {known for each in element.iter() for known in _labels_at(each)}
        panel = element.get("class") and any(each.get("class") == element.get("class") for each in _beside(element))
        whole = any(known.field in ("name", "materials") for known in told)  # another procedure
        if told and told <= shown and not panel and not whole and element.getparent() is not None:
            found.left_out.append((Span(_text(element), "正文"), "隐藏的文字"))
            element.drop_tree()


def _leave_links(root: html.HtmlElement, found: Outline) -> None:
    """A row of short links is a menu: 「在线办理 收藏 我要评价」."""
    for row in [*root.iter("div", "p", "nav", "td")]:
        links = [_text(each) for each in row.iter("a")]
        if len(links) >= LEAST_TABS and max(map(len, links)) <= LONGEST_TAB and _only(links, _text(row)):
            found.left_out.append((Span(_text(row), "网页的别处"), "网页上的菜单"))
            row.drop_tree()


def _only(links: list[str], text: str) -> bool:
    return "".join(links).replace(" ", "") == re.sub(r"[\s|｜·>»/]", "", text) and not any(map(label, links))


def _labels_at(element: html.HtmlElement) -> list[Label]:
    known = label(re.split("[：:]", _own_text(element))[0])
    return [known] if known else []


def _beside(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield from element.itersiblings()
    yield from element.itersiblings(preceding=True)


def _content(body: html.HtmlElement) -> html.HtmlElement:
    """The deepest part with nearly all labels. Menus and side boxes name procedures too, but label nothing."""
    hits: Counter[html.HtmlElement] = Counter()
    total = 0
    for element in body.iter():
        own = _own_text(element)
        if not own or boilerplate(_text(_block(element))):
            continue
        words = re.split(r"[：:]", own)[0]
        alone = element.tag != "a" and element.find(".//a") is None and _text(_block(element)) == own
        heads = element.tag in ("td", "th", "dt", *HEADINGS) or alone
        if (label(words) and (heads or re.search("[：:]", _text(_block(element))))) or (
            element.tag == "th" and column(own)
        ):
            total += 1
            for each in (element, *element.iterancestors()):
                hits[each] += 1
    if total < 2:
        return body
    content = max(
        (each for each, count in hits.items() if count >= 0.9 * total),
        key=lambda each: sum(1 for _ancestor in each.iterancestors()),
    )
    while content.tag in ("tr", "tbody", "span", "strong", "p", "table", "thead", "dl") and content is not body:
        content = content.getparent()
    return content


def _leave_top(content: html.HtmlElement, found: Outline) -> None:
    """What stands above the title of a page, where it is little, is the head of the site."""
    title = next((each for each in content.iter("h1") if _text(each)), None)
    if title is None or title is content:
        return
    above = [each for each in title.itersiblings(preceding=True) if isinstance(each.tag, str)]
    words = "".join(map(_text, above))
    if words and len(words) < len(_text(content)) / 2:
        found.left_out += [
            (Span(_text(each), "网页的别处"), "网页上标题以上的部分") for each in reversed(above) if _text(each)
        ]
        for each in above:
            each.drop_tree()


def _open_tabs(bar: html.HtmlElement, found: Outline) -> None:
    """A row of tabs says nothing by itself: each becomes the heading of its part of the page, where there are as many."""
    tabs = [each for each in bar if isinstance(each.tag, str)]
    names = [_text(tab) for tab in tabs]
    known = [name for name in names if label(name) or aside(name)]
    if (
        len(tabs) < LEAST_TABS
        or len(known) < 2
        or 2 * len(known) < len(names)
        or (2 * len(known) == len(names) and bar.tag == "div" and bar.find(".//a") is None)
        or max(map(len, names)) > LONGEST_TAB
        or bar.getparent() is None
    ):
        return
    panels = [each for each in bar.itersiblings() if isinstance(each.tag, str)]
    inner = [each for each in panels[0] if isinstance(each.tag, str)] if panels else []
    if len(panels) == 1 or len(inner) == len(tabs):  # 「<div class="tab-content">」 around them
        panels = inner
    found.left_out.append((Span(" ".join(names), "网页的页签"), "页签"))
    for name, panel in zip(names, panels, strict=True) if len(panels) == len(tabs) else ():
        if not (label(name) or aside(name)):
            continue
        heading = html.Element("h2")
        heading.text = name
        panel.insert(0, heading)
        heading.tail, panel.text = panel.text, None
    bar.drop_tree()


def _block(element: html.HtmlElement) -> html.HtmlElement:
    while element.tag not in BREAKS and element.getparent() is not None:
        element = element.getparent()
    return element


def _own_text(element: html.HtmlElement) -> str:
    if not isinstance(element.tag, str):
        return ""
    return " ".join(filter(None, ((part or "").strip() for part in (element.text, *(child.tail for child in element)))))


def _text(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


class _Walk:
    """Walks the tree in order and counts paragraphs and tables, which are the places."""

    def __init__(self, found: Outline) -> None:
        self.found = found
        self.paragraphs = self.tables = 0

    def blocks(self, root: html.HtmlElement) -> Iterator[Block]:
        buffer: list[str] = []
        yield from self._inside(root, buffer)
        yield from self._flush(buffer)

    def _inside(self, element: html.HtmlElement, buffer: list[str]) -> Iterator[Block]:
        buffer.append(element.text or "")
        for child in element:
            yield from self._child(child, buffer)
            buffer.append(child.tail or "")

    def _child(self, child: html.HtmlElement, buffer: list[str]) -> Iterator[Block]:
        if not isinstance(child.tag, str):
            return
        if child.tag in HEADINGS:
            yield from self._flush(buffer)
            if words := _text(child):
                self.paragraphs += 1
                yield Heading(HEADINGS[child.tag], Span(words, f"第{self.paragraphs}段（标题）"))
        elif child.tag == "table" and not _for_layout(child):
            yield from self._flush(buffer)
            self.tables += 1
            if (table := _table(child, f"表格{self.tables}")).rows:
                yield table
        elif _is_bold(child):
            yield from self._flush(buffer)
            self.paragraphs += 1
            yield Heading(BOLD, Span(_text(child), f"第{self.paragraphs}段（标题）"))
        elif child.tag in BREAKS or child.tag == "table":
            yield from self._flush(buffer)
            yield from self._inside(child, buffer)
            yield from self._flush(buffer)
        elif label(_text(child)) and not (child.getparent().text or "").strip():
            yield from self._flush(buffer)  # 「<span>办理时限</span><span>5日</span>」
            yield from self._inside(child, buffer)
            if child.getnext() is not None:
                yield from self._flush(buffer)
        else:
            yield from self._inside(child, buffer)

    def _flush(self, buffer: list[str]) -> Iterator[Block]:
        words = re.sub(r"\s+", " ", "".join(buffer)).strip()
        buffer.clear()
        if words:
            self.paragraphs += 1
            yield Line(Span(words, f"第{self.paragraphs}段"))


def _is_bold(element: html.HtmlElement) -> bool:
    """Whether a short paragraph is set in bold letters from its first to its last: a heading, whatever it is called."""
    words = _text(element)
    if (
        element.tag not in ("p", "div")
        or not 2 <= len(words) <= LONGEST_BOLD
        or words.endswith(("。", "；", "，", "："))
    ):
        return False
    return sum(len(_text(each)) for each in element.iter("b", "strong")) == len(words)


def _for_layout(table: html.HtmlElement) -> bool:
    """Old pages put everything into tables: one that holds another, and no label beside it, only places things."""
    if not any(True for _each in table.iter("table") if _each is not table):
        return False
    first = [row[0] for row in table.iter("tr") if len(row)]
    return not any(label(_text(cell)) for cell in first if cell.find(".//table") is None)


def _table(table: html.HtmlElement, place: str) -> Table:
    """The grid with merged cells spread; a table inside a cell becomes rows and columns of its own, as it looks on paper."""
    spread: dict[tuple[int, int], Cell] = {}
    within: dict[tuple[int, int], tuple[Table, int]] = {}  # with how many columns it spreads over
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    for number, row in enumerate(rows):
        at = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while (number, at) in spread:
                at += 1
            where = f"{place}第{number + 1}行第{at + 1}列"
            cell, inner = _cell(element, where), element.find(".//table")
            if inner is not None and len(rows) > 1:
                within[number, at] = _with_words(element, inner, where), _count(element, "colspan")
            for down in range(_count(element, "rowspan")):
                for right in range(_count(element, "colspan")):
                    spread[number + down, at + right] = cell
            at += _count(element, "colspan")
    width = max((column + 1 for _row, column in spread), default=0)
    wide = dict.fromkeys(range(width), 1)  # the last column below an inner table holds what the others cannot
    for (_row, at), (inner, over) in within.items():
        wide[at + over - 1] = max(wide[at + over - 1], (len(inner.rows[0]) if inner.rows else 1) - over + 1)
    return Table(
        tuple(
            tuple(_line(number, line, spread, within, wide))
            for number in range(len(rows))
            for line in range(
                max([len(inner.rows) for (row, _at), (inner, _over) in within.items() if row == number], default=1)
            )
        )
    )


def _line(
    number: int,
    line: int,
    spread: Mapping[tuple[int, int], Cell],
    within: Mapping[tuple[int, int], tuple[Table, int]],
    wide: Mapping[int, int],
) -> Iterator[Cell]:
    """One line of a row as cells: of the tables inside it, and the other cells as wide as their columns have become."""
    at = 0
    while at < len(wide):
        inner, over = within.get((number, at), (None, 1))
        width = sum(wide[column] for column in range(at, at + over))
        if inner is None:
            yield from (spread.get((number, at), EMPTY),) * width
        else:
            row = inner.rows[line] if line < len(inner.rows) else ()
            yield from (*row, *[EMPTY] * (width - len(row)))
        at += over


def _with_words(element: html.HtmlElement, inner: html.HtmlElement, place: str) -> Table:
    """The table inside a cell, with what the cell says beside it as a row across."""
    found = _table(inner, f"{place}内表")
    around = deepcopy(element)
    for table in [*around.iter("table")]:
        table.drop_tree()
    words = _cell(around, place)
    width = max(len(found.rows[0]) if found.rows else 1, 1)
    return Table((*([(words,) * width] if words.lines else []), *found.rows))


def _count(element: html.HtmlElement, name: str) -> int:
    value = element.get(name, "1").strip()
    return max(1, min(int(value), 200)) if value.isdigit() else 1


def _cell(element: html.HtmlElement, place: str) -> Cell:
    copy = deepcopy(element)
    for each in copy.iter(*BREAKS):
        each.text = "\n" + (each.text or "")
        each.tail = "\n" + (each.tail or "")
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in copy.text_content().split("\n")]
    return Cell(tuple(Span(line, place) for line in lines if line))

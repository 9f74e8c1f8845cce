"""Word files, by mammoth: tracked changes as if accepted, tables in cells kept."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import mammoth
from lxml import etree

from scripts.importing.outline import Outline, Span
from scripts.importing.reading import Unreadable, html

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OF_CONTENTS = re.compile(r"TOC\s?\d", re.IGNORECASE)  # the styles of a table of contents
CHANGES = re.compile(rb"<w:(ins|del|moveFrom|moveTo)\b")


def read(path: Path) -> Outline:
    try:
        with zipfile.ZipFile(path) as parts:
            body = parts.read("word/document.xml")
            styles = parts.read("word/styles.xml") if "word/styles.xml" in parts.namelist() else b""
            shown, hidden = _shown(body, styles)
            file = _with_body(parts, shown)
            text = mammoth.convert_to_html(file, convert_image=mammoth.images.img_element(lambda _image: {})).value
            around = [name for name in parts.namelist() if re.fullmatch(r"word/(header|footer)\d*\.xml", name)]
            edges = {words for name in sorted(around) if (words := _words(parts.read(name)))}
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise Unreadable(f"“{path.name}”打不开，可能损坏了，或者不是 Word 文件。请用 Word 另存一份再试") from error
    warnings = ("文件里有没有接受的修订：按接受修订以后的样子读的，请核对",) if CHANGES.search(body) else ()
    if not text.strip():
        return Outline()
    found = html.outline(f"<body>{text}</body>", page=False, warnings=warnings)
    found.left_out += [(Span(words, "页眉页脚"), "页眉页脚") for words in sorted(edges)]
    found.left_out += [(Span(words, "正文"), reason) for words, reason in hidden]
    return found


def _shown(body: bytes, styles: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    """The body without what a reader does not see or is told to pass over, and what that says, with the reason.

    Struck out twice is struck out; a mark of a footnote is no word. A run that is deleted anyway is not told.
    """
    tree = _tree(body)
    unseen = _unseen_styles(styles)
    left_out = []
    for run in [*tree.iter(f"{WORD}r")]:
        if run.getparent() is None:
            continue
        reason = _left_out(run, unseen)
        if reason:
            if words := "".join(text.text or "" for text in run.iter(f"{WORD}t")).strip():
                left_out.append((words, reason))
            run.getparent().remove(run)
    notes = [*tree.iter(f"{WORD}footnoteReference", f"{WORD}endnoteReference")]
    for mark in notes:
        mark.getparent().remove(mark)
    return (etree.tostring(tree) if left_out or notes else body), left_out


def _left_out(run: etree._Element, unseen: set[str]) -> str:
    """Why a run is no content; empty if it is."""
    own = run.find(f"{WORD}rPr")
    if own is not None and _says(own, "vanish"):
        return "隐藏的文字"
    if own is not None and _says(own, "dstrike"):
        return "划掉的文字"
    paragraph = next(run.iterancestors(f"{WORD}p"), None)
    styles = [
        *run.iterfind(f"{WORD}rPr/{WORD}rStyle"),
        *(paragraph.iterfind(f"{WORD}pPr/{WORD}pStyle") if paragraph is not None else ()),
    ]
    shown = own is not None and own.find(f"{WORD}vanish") is not None  # said of the run itself: it is not hidden
    if not shown and any(style.get(f"{WORD}val") in unseen for style in styles):
        return "隐藏的文字"
    return "目录" if any(OF_CONTENTS.match(style.get(f"{WORD}val", "")) for style in styles) else ""


def _unseen_styles(styles: bytes) -> set[str]:
    """The styles whose words are hidden."""
    return {
        style.get(f"{WORD}styleId", "")
        for style in (_tree(styles).iter(f"{WORD}style") if styles else ())
        if any(_says(own, "vanish") for own in style.iterfind(f"{WORD}rPr"))
    }


def _says(properties: etree._Element, name: str) -> bool:
    mark = properties.find(f"{WORD}{name}")
    return mark is not None and mark.get(f"{WORD}val") not in ("0", "false", "off")


def _with_body(parts: zipfile.ZipFile, body: bytes) -> io.BytesIO:
    """The file with another body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as copy:
        for name in parts.namelist():
            copy.writestr(name, body if name == "word/document.xml" else parts.read(name))
    file.seek(0)
    return file


def _tree(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _words(xml: bytes) -> str:
    return "".join(_tree(xml).itertext()).strip()

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
CHANGES = re.compile(rb"<w:(ins|del|moveFrom|moveTo)\b")


def read(path: Path) -> Outline:
    try:
        with zipfile.ZipFile(path) as parts:
            body = parts.read("word/document.xml")
            shown, hidden = _shown(body)
            file = _with_body(parts, shown)
            text = mammoth.convert_to_html(file, convert_image=mammoth.images.img_element(lambda _image: {})).value
            around = [name for name in parts.namelist() if re.fullmatch(r"word/(header|footer)\d*\.xml", name)]
            edges = {words for name in sorted(around) if (words := _words(parts.read(name)))}
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Unreadable(f"“{path.name}”打不开，可能损坏了，或者不是 Word 文件。请用 Word 另存一份再试") from error
    warnings = ("文件里有没有接受的修订：按接受修订以后的样子读的，请核对",) if CHANGES.search(body) else ()
    if not text.strip():
        return Outline()
    found = html.outline(f"<body>{text}</body>", page=False, warnings=warnings)
    found.left_out += [(Span(words, "页眉页脚"), "页眉页脚") for words in sorted(edges)]
    found.left_out += [(Span(words, "正文"), "隐藏的文字") for words in hidden]
    return found


def _shown(body: bytes) -> tuple[bytes, list[str]]:
    """The body without the runs that Word does not show, and what they say; one that is deleted anyway is not told."""
    tree = _tree(body)
    hidden = []
    for mark in [*tree.iter(f"{WORD}vanish")]:
        run = mark.getparent().getparent()
        if mark.get(f"{WORD}val") in ("0", "false") or run.tag != f"{WORD}r":
            continue
        if words := "".join(text.text or "" for text in run.iter(f"{WORD}t")).strip():
            hidden.append(words)
        run.getparent().remove(run)
    return (etree.tostring(tree) if hidden else body), hidden


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

"""Word files, by mammoth: tracked changes as if accepted, tables in cells kept."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import mammoth
from lxml import etree

from scripts.importing.outline import Outline, Span
from scripts.importing.reading import Unreadable, html

CHANGES = re.compile(rb"<w:(ins|del|moveFrom|moveTo)\b")


def read(path: Path) -> Outline:
    try:
        with path.open("rb") as file:
            text = mammoth.convert_to_html(file, convert_image=mammoth.images.img_element(lambda _image: {})).value
        with zipfile.ZipFile(path) as parts:
            body = parts.read("word/document.xml")
            around = [name for name in parts.namelist() if re.fullmatch(r"word/(header|footer)\d*\.xml", name)]
            edges = {words for name in sorted(around) if (words := _words(parts.read(name)))}
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Unreadable(f"「{path.name}」打不开，可能损坏了，或者不是 Word 文件。请用 Word 另存一份再试") from error
    warnings = ("文件里有没有接受的修订：按接受修订以后的样子读的，请核对",) if CHANGES.search(body) else ()
    if not text.strip():
        return Outline()
    found = html.outline(f"<body>{text}</body>", page=False, warnings=warnings)
    found.left_out += [(Span(words, "页眉页脚"), "页眉页脚") for words in sorted(edges)]
    return found


def _words(xml: bytes) -> str:
    tree = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    return "".join(tree.itertext()).strip()

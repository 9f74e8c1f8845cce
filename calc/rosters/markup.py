"""The XML of workbooks 标记, read with patterns: programs write it, in few forms, and a page's Python has no parser for it."""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache

_ATTRIBUTES = r"""((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*"""
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(["'])(.*?)\2""", re.DOTALL)
_ROOT = re.compile(r"\s*(?:<\?.*?\?>\s*)*+<([\w.-]+:)?([\w.-]+)", re.DOTALL)
_COMMENT, _CDATA = ("<!--", "-->"), ("<![CDATA[", "]]>")
_REFERENCE = re.compile(r"&(#\d+|#x[0-9A-Fa-f]+|\w+);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel writes what XML cannot hold
_TEXT = re.compile(r"<t(?:\s[^<>]*)?>([^<]*)</t\s*>")


def element(name: str) -> re.Pattern[str]:
    """What matches an element and the white space behind it: its attributes, what stands in it, if anything can, and its end.

    It matches without the end too, so that each text is passed once, however it is damaged.
    """
    inner = rf"(?:[^<]++|<(?!/{name}[\s>]))*+"
    return re.compile(rf"<{name}{_ATTRIBUTES}(?:/>|>({inner})(</{name}\s*>)?)\s*")


def document(content: bytes, root: str) -> str:
    """The text of a part, its elements without their prefix, comments and CDATA. Raises ValueError for what is no such document."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if marked else "utf-8").removeprefix("\ufeff")
    text = "".join(_told(text.replace("\r\n", "\n").replace("\r", "\n")))
    begun = _ROOT.match(text)
    if not begun or begun[2] != root:
        raise ValueError(f"this is not a {root}")
    if prefix := begun[1]:
        text = text.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</")
    if not text.rstrip().endswith((f"</{root}>", "/>")):
        raise ValueError(f"the {root} breaks off")
    return text


def _told(text: str) -> Iterator[str]:
    """The text without its comments, and with what stands in CDATA as it is written elsewhere."""
    at = 0
    while (begin := text.find("<!", at)) >= 0:
        yield text[at:begin]
        opening, closing = _COMMENT if text.startswith(_COMMENT[0], begin) else _CDATA
        if not text.startswith(opening, begin):
            raise ValueError("a workbook declares no types of documents")
        end = text.index(closing, begin)
        if opening == _CDATA[0]:
            yield text[begin + len(opening) : end].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        at = end + len(closing)
    yield text[at:]


def inside(pattern: re.Pattern[str], text: str) -> str:
    """What stands in the first of an `element`; empty where there is none. Raises ValueError where it breaks off."""
    found = pattern.search(text)
    return (found and _content(found)) or ""


def one_by_one(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, str | None]]:
    """Every `element`'s attributes and content. Raises ValueError where one breaks off, or anything else stands among them."""
    text, end = text.lstrip(), 0
    while found := pattern.match(text, end):
        end = found.end()
        yield found[1], _content(found)
    if end < len(text):
        raise ValueError(f"not what should stand here: {text[end : end + 40]}")


def _content(found: re.Match[str]) -> str | None:
    content: str | None = found[2]
    if content is not None and not found[3]:
        raise ValueError(f"no end of {found[0][:40]}")
    return content


def attributes(text: str) -> dict[str, str]:
    """The attributes of an element, by their names as they are written."""
    return {name: plain_text(value) for name, _quote, value in _ATTRIBUTE.findall(text)}


def plain_text(text: str) -> str:
    """A text without references: `&amp;` is &. Raises ValueError for one that XML does not know."""
    return _REFERENCE.sub(lambda found: _sign(found[1]), text) if "&" in text else text


@lru_cache(maxsize=10_000)
def _sign(name: str) -> str:
    if name in _NAMED:
        return _NAMED[name]
    if not name.startswith("#"):
        raise ValueError(f"XML knows no &{name};")
    return chr(int(name[2:], 16) if name[1] == "x" else int(name[1:]))


def string(text: str) -> str:
    """What a string item says, in one or in several formats: `<t>…</t>` or `<r>…<t>…</t></r>` …."""
    if "<rPh" in text:  # how it is pronounced
        first, *others = text.split("<rPh")
        text = first + "".join(other.partition("</rPh>")[2] for other in others)
    said = plain_text("".join(_TEXT.findall(text)))
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), said) if "_x" in said else said

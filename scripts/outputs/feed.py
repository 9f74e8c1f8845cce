"""The feed of changes: which procedures were checked against their sources last, for readers who follow the site."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from scripts.data.library import Library
from scripts.pages.words import Words

LENGTH = 30


def atom(library: Library, words: Words, address: str, script: str) -> str:
    """An Atom feed (RFC 4287) of the procedures checked last.

    :param address: where the script's pages begin, with a slash at the end.
    """
    checked = sorted(library.procedures, key=lambda p: (library.review_of(p).checked_on, p.id), reverse=True)[:LENGTH]
    feed = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": script})
    _add(feed, "title", words["feed"]["title"].format(name=words["site"]["name"]))
    _add(feed, "id", address)
    _add(feed, "link", href=address)
    _add(feed, "link", rel="self", href=f"{address}feed.xml")
    _add(feed, "updated", _moment(library.review_of(checked[0]).checked_on))
    _add(_add(feed, "author"), "name", words["site"]["name"])
    for procedure in checked:
        region = library.regions[procedure.region].name
        entry = _add(feed, "entry")
        page = f"{address}guides/{procedure.id}/"
        _add(entry, "title", words["procedure"]["title"].format(name=procedure.name, region=region))
        _add(entry, "id", page)
        _add(entry, "link", href=page)
        _add(entry, "updated", _moment(library.review_of(procedure).checked_on))
        _add(entry, "summary", procedure.summary)
    Xml.indent(feed)
    return Xml.tostring(feed, encoding="unicode", xml_declaration=False) + "\n"


def _moment(day: object) -> str:
    """The start of a day in China, where the sources and their readers are."""
    return f"{day}T00:00:00+08:00"


def _add(parent: Xml.Element, tag: str, text: str | None = None, **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, tag, attributes)
    child.text = text
    return child

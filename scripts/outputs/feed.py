"""The feeds of changes: which procedures were checked against their sources last, for readers who follow the site or a region."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

from scripts.data import model
from scripts.data.decode import Key
from scripts.data.library import Library
from scripts.pages.words import Words

LENGTH = 30
FILE = "feed.xml"


def write(library: Library, words: Words, address: str, script: str, out: Path) -> None:
    """Write the feed of a script's pages, and one of each region beside the region's page; the parameters are those of `atom`."""
    (out / FILE).write_text(atom(library, words, address, script), encoding="utf-8")
    for region in library.regions:
        if library.of_region(region):
            (out / f"guides/{region}/{FILE}").write_text(
                atom(library, words, address, script, region), encoding="utf-8"
            )


def atom(library: Library, words: Words, address: str, script: str, only: Key | None = None) -> str:
    """An Atom feed (RFC 4287) of the procedures checked last.

    :param address: where the script's pages begin, with a slash at the end.
    :param only: the region whose procedures it has; all without one.
    """

    def checked_on(procedure: model.Procedure) -> tuple[object, str]:
        return library.review_of(procedure).checked_on, procedure.id

    checked = sorted(library.of_region(only) if only else library.procedures, key=checked_on, reverse=True)[:LENGTH]
    name = words["site"]["name"]
    about = f"{address}guides/{only}/" if only else address
    title = words["feed"]["title"].format(name=f"{name} · {library.regions[only].name}" if only else name)
    feed = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": script})
    _add(feed, "title", title)
    _add(feed, "id", about)
    _add(feed, "link", href=about)
    _add(feed, "link", rel="self", href=f"{about}{FILE}")
    _add(feed, "updated", _moment(library.review_of(checked[0]).checked_on))
    _add(_add(feed, "author"), "name", name)
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

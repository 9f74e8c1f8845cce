"""The feeds of changes: what was changed for readers, and which procedures were checked last, for who follows the site or a region."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from scripts.data.decode import Key
from scripts.data.library import Library
from scripts.pages.words import Words

LENGTH = 30
FILE = "feed.xml"


@dataclass(frozen=True)
class Entry:
    """An entry of the feed: its day, the address that it is known by and leads to, its title, and a sentence."""

    day: dt.date
    page: str
    title: str
    summary: str


def places(library: Library) -> Iterator[tuple[Key | None, str]]:
    """The feed of all pages and that of each region with procedures, beside its page: the region, and the file's path."""
    yield None, FILE
    for region in library.regions:
        if library.of_region(region):
            yield region, f"guides/{region}/{FILE}"


def atom(library: Library, words: Words, address: str, script: str, only: Key | None = None) -> str:
    """An Atom feed (RFC 4287) of the last changes and checks, the newest first.

    :param address: where the script's pages begin, with a slash at the end.
    :param only: the region whose procedures it tells of; all without one.
    """
    entries = [*_changes(library, words, address, only), *_checked(library, words, address, only)]
    entries = sorted(entries, key=lambda entry: (entry.day, entry.page), reverse=True)[:LENGTH]
    name = words["site"]["name"]
    about = f"{address}guides/{only}/" if only else address
    title = words["feed"]["title"].format(name=f"{name} · {library.regions[only].name}" if only else name)
    feed = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": script})
    _add(feed, "title", title)
    _add(feed, "id", about)
    _add(feed, "link", href=about)
    _add(feed, "link", rel="self", href=f"{about}{FILE}")
    _add(feed, "updated", _moment(entries[0].day))
    _add(_add(feed, "author"), "name", name)
    for each in entries:
        entry = _add(feed, "entry")
        _add(entry, "title", each.title)
        _add(entry, "id", each.page)
        _add(entry, "link", href=each.page)
        _add(entry, "updated", _moment(each.day))
        _add(entry, "summary", each.summary)
    Xml.indent(feed)
    return Xml.tostring(feed, encoding="unicode", xml_declaration=False) + "\n"


def _changes(library: Library, words: Words, address: str, only: Key | None) -> Iterator[Entry]:
    for key, change in library.changes.items():
        if only and not any(procedure.startswith(f"{only}/") for procedure in change.procedures):
            continue
        title = words["feed"]["change"].format(text=change.text)
        yield Entry(change.day, f"{address}updates/#change-{key}", title, change.text)


def _checked(library: Library, words: Words, address: str, only: Key | None) -> Iterator[Entry]:
    for procedure in library.of_region(only) if only else library.procedures:
        region = library.regions[procedure.region].name
        title = words["procedure"]["title"].format(name=procedure.name, region=region)
        day = library.review_of(procedure).checked_on
        yield Entry(day, f"{address}guides/{procedure.id}/", title, procedure.summary)


def _moment(day: object) -> str:
    """The start of a day in China, where the sources and their readers are."""
    return f"{day}T00:00:00+08:00"


def _add(parent: Xml.Element, tag: str, text: str | None = None, **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, tag, attributes)
    child.text = text
    return child

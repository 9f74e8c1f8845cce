"""The pages of the ways in: which there are, and what stands on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from scripts import sizes
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.library import Library
from scripts.data.model import Status
from scripts.data.registers import Named
from scripts.pages.page import Page, Part
from scripts.pages.pinyin import letter, syllables
from scripts.pages.view import View
from scripts.pages.ways.alphabet import Entry, address_of, alphabet
from scripts.pages.ways.compare import table
from scripts.pages.ways.forms import Form, forms
from scripts.pages.ways.paging import sheets

# The ways in the order of the list of ways: address, and the name of its words.
WAYS = {
    "guides/": "regions",
    "events/": "events",
    "audiences/": "audiences",
    "kinds/": "kinds",
    "a-z/": "alphabet",
    "forms/": "forms",
    "compare/": "compare",
    "glossary/": "glossary",
}


@dataclass(frozen=True)
class Topic:
    """A page that gathers procedures: one audience, one kind, one event."""

    id: str
    name: str
    summary: str
    procedures: tuple[model.Procedure, ...]
    see: tuple[str, ...] = ()


def gather(library: Library) -> dict[str, list[Topic]]:
    """The topics of each way that gathers procedures; a topic without procedures has no page."""
    found = {
        "audiences": [_named(entry, "audience", library) for entry in library.vocabulary.audiences],
        "kinds": [_named(entry, "kinds", library) for entry in library.vocabulary.kinds],
        "events": [
            Topic(id, event.name, event.summary, _of_event(id, library)) for id, event in library.life_events.items()
        ],
    }
    return {way: [topic for topic in each if topic.procedures] for way, each in found.items()}


def _of_event(event: Key, library: Library) -> tuple[model.Procedure, ...]:
    """What belongs to a life event, today's first, and of these what names it before its other events."""
    procedures = [procedure for procedure in library.procedures if event in procedure.events]
    return tuple(library.today_first(sorted(procedures, key=lambda procedure: procedure.events.index(event))))


def _named(entry: Named, field: str, library: Library) -> Topic:
    procedures = tuple(library.today_first(p for p in library.procedures if entry.name in getattr(p, field)))
    return Topic(entry.slug, entry.name, entry.note or "", procedures, entry.see)


def pages(
    view: View, topics: dict[str, list[Topic]], source: Library, make: Callable[..., Page], divided: bool
) -> Iterator[Page]:
    """Every page of the ways in.

    :param source: the library as it is in the data, whose pinyin gives the order in both scripts.
    :param make: renders a page from its address, title, description, template and the template's values.
    :param divided: whether the lists of names and forms are too long for one page each.
    """
    w = view.words["ways"]

    def index(path: str, template: str, at: str = "", part: str = "", **values: Any) -> Page:
        """The page of a way in, or one ``at`` an address below it with a ``part`` of what it lists."""
        way = WAYS[path]
        title = w["part"].format(way=w[way], part=part) if part else w[way]
        return make(at or path, title, w[f"{way}-lead"], template, **values)

    yield make("ways/", w["title"], w["lead"], "ways")
    for way, members in topics.items():
        yield index(f"{way}/", "topics", way=way, topics=members)
        names = {topic.id: topic for topic in members}
        for topic in members:
            title = w[f"{way}-title"].format(name=topic.name)
            summary = topic.summary or title
            see = [names[id] for id in topic.see if id in names]
            template = "event" if way == "events" else "topic"
            page = make(f"{way}/{topic.id}/", title, summary, template, way=way, topic=topic, see=see)
            yield replace(page, kind="topic", reads=_read_by(topic, see, view.library))
    yield from _alphabet(alphabet(source), view, index, divided)
    yield from _forms(forms(source), view, index, divided)
    yield from _comparisons(view, make, index)
    ordered = sorted(source.glossary.items(), key=lambda pair: syllables(pair[1].name))
    letters: dict[str, list[str]] = {}
    for key, entry in ordered:
        letters.setdefault(letter(entry.name), []).append(key)
    parts = tuple(Part(key, view.library.glossary[key].name, view.library.glossary[key].text) for key, _ in ordered)
    yield replace(index("glossary/", "glossary", letters=letters), parts=parts, reads=())


def _read_by(topic: Topic, see: Sequence[Topic], library: Library) -> tuple[str, ...]:
    """The procedures of a topic; those that one has papers from, which a life event names; and of each topic to see one, for
    there is such a page only while there is one."""
    obtained = (known.obtained_by for known in library.materials.values() if known.obtained_by)
    return (*(each.id for each in topic.procedures), *obtained, *(other.procedures[0].id for other in see))


def _alphabet(letters: dict[str, list[Entry]], view: View, index: Callable[..., Page], divided: bool) -> Iterator[Page]:
    """All names on one page, or a page that leads to the letters, each on as many pages as it needs."""
    if not divided:
        shown = [(letter, _lines(entries, view)) for letter, entries in letters.items()]
        yield replace(index("a-z/", "alphabet", letters=letters, divided=False), shows=str(shown))
        return
    counts = [(letter, len(entries)) for letter, entries in letters.items()]
    yield replace(index("a-z/", "alphabet", letters=letters, divided=True), shows=str(counts))
    for first, entries in letters.items():
        for sheet in sheets(f"a-z/{address_of(first)}/", entries, sizes.SHEET):
            page = index("a-z/", "letter", at=sheet.path, part=first, sheet=sheet)
            yield replace(page, shows=str((sheet.number, sheet.count, _lines(sheet.members, view))))


def _lines(entries: Sequence[Entry], view: View) -> list[tuple[Entry, str, Status]]:
    """All that the lines of a letter say."""
    found = ((entry, view.procedure(entry.procedure)) for entry in entries)
    return [(entry, procedure.name, view.status(procedure)) for entry, procedure in found]


def _forms(found: dict[str, list[Form]], view: View, index: Callable[..., Page], divided: bool) -> Iterator[Page]:
    """All forms on one page, or a page that leads to those of each region."""
    if not divided:
        used = view.procedures({use.procedure: None for each in found.values() for form in each for use in form.uses})
        shown = (found, [(each.id, each.name, view.status(each)) for each in used])
        page = index("forms/", "forms", forms=found, divided=False)
        yield replace(page, parts=_form_parts(found, view), shows=str(shown))
        return
    yield index("forms/", "forms", forms=found, divided=True)
    for region, members in found.items():
        own = {region: members}
        page = index(
            "forms/",
            "forms",
            at=f"forms/{region}/",
            part=view.library.regions[Key(region)].name,
            forms=own,
            divided=False,
        )
        reads = tuple(each.id for each in view.library.of_region(region))
        yield replace(page, parts=_form_parts(own, view), facets={"region": (region,)}, reads=reads)


def _comparisons(view: View, make: Callable[..., Page], index: Callable[..., Page]) -> Iterator[Page]:
    comparisons = view.library.comparisons
    for sheet in sheets("compare/", [*comparisons.items()], sizes.PLACES):
        yield index(
            "compare/", "comparisons", at=sheet.path, part=str(sheet.number) if sheet.number > 1 else "", sheet=sheet
        )
    for id, comparison in comparisons.items():
        title = view.words["compare"]["title"].format(name=comparison.name)
        page = make(
            f"compare/{id}/",
            title,
            comparison.summary,
            "comparison",
            comparison=comparison,
            compare=partial(table, comparison, view),  # called while rendering
        )
        compared = view.procedures(comparison.procedures)
        yield replace(page, reads=(*comparison.procedures, *(id for each in compared for id in each.governed_by)))


def _form_parts(found: dict[str, list[Form]], view: View) -> tuple[Part, ...]:
    return tuple(_form_part(form, region, view) for region, members in found.items() for form in members)


def _form_part(form: Form, region: str, view: View) -> Part:
    used: Sequence[str] = [view.procedure(use.procedure).name for use in form.uses]
    name = view.library.regions[Key(region)].name
    summary = view.words["forms"]["used-in"].format(region=name, procedures="、".join(used))
    also = dict.fromkeys(words for use in form.uses for words in use.written if words != form.name)
    summary += "".join(f"（{words}）" for words in also)
    return Part(form.id, form.name, summary)

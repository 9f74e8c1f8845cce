"""Which pages the data makes, and their inner HTML. Knows nothing of the program that wraps them in a site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

import calc
from calc.engine import data as calc_data
from calc.engine.answers import Declaration, RosterDeclaration
from calc.engine.texts import reading
from calc.engine.units import show
from calc.show.html import result_html
from scripts import sizes
from scripts.data import model, proof
from scripts.data.decode import Key
from scripts.data.library import Library
from scripts.data.plan_data import plan_data
from scripts.pages import coverage, qr, updates
from scripts.pages.compiled import CompiledTemplates
from scripts.pages.figures import Figures
from scripts.pages.licences import Part
from scripts.pages.page import Age, Edition, Page, Paper
from scripts.pages.view import View, asking, checklist
from scripts.pages.view.linked_data import linked_data
from scripts.pages.ways.alphabet import address_of
from scripts.pages.ways.forms import of_region
from scripts.pages.ways.glossary import Glossary
from scripts.pages.ways.places import Places
from scripts.pages.ways.topics import WAYS, Topic, gather, pages
from scripts.pages.words import Words
from scripts.paths import PREFIX, SCRIPTS, Script
from scripts.traditional.both import JOINT, Convert, both, in_both, kept, simplified, traditional
from scripts.traditional.localise import localise, own_forms

CALENDAR = re.compile(r'data:text/calendar[^"]*')
"""A calendar file in a link: its words are no text of the page."""


class Renderer:
    """Renders every page, for both scripts at once."""

    def __init__(
        self,
        library: Library,
        words: Words,
        convert: Convert,
        templates: Path,
        edition: Edition,
        shown: Library | None = None,
        divided: sizes.Division | None = None,
    ) -> None:
        """
        :param words: with both forms of those that carry their own Traditional.
        :param convert: turns words into Traditional, where they are cut.
        :param shown: the library with both forms of such words; made here if it is None.
        :param divided: what of the site is divided; told by the library if it is None.
        """
        self.source = library
        self.glossary = Glossary(library.glossary, convert)
        self.view = View(shown or localise(library, own_forms), words, *_declared(calc_data.load()["hash"]))
        self.examples: dict[
            tuple[str, int], Markup
        ] = {}  # of calculators, by the depth of the page; one alone has the same
        self.topics = gather(self.view.library)
        self.divided = divided or sizes.division(len(library.regions), len(library.procedures))
        self.places = Places(self.view.library, self.divided.places)
        self.words = words
        self.site_url = edition.site_url
        self.root = in_both(lambda script: f"{edition.site_url or '/'}{PREFIX[script]}")
        self.environment = _environment(templates)
        script = in_both(str)
        regions = self.view.library.regions
        self.values: dict[str, Any] = {
            "link": lambda p: f"{self.root}guides/{p.id}/",
            "site_root": self.root,
            "w": words,
            "v": self.view,
            "script": script,
            "qr": _qr,
            "figures": Figures(words, convert),
            "checklist": checklist,
            "asking": asking,
            "plan_data": lambda procedure: plan_data(
                procedure, self.view.library.materials, library.status_of(procedure)
            ),
            "linked_data": lambda procedure: linked_data(procedure, self.view, script),
            "edition": edition,
            "all_ways": WAYS,
            "search_apart": self.divided.search,
            "places": self.places,
            "address_of": address_of,
            "topics": self.topics,
            "asked_most": self._asked_most(),
            "search_facets": {
                **({} if self.places.many else {"region": [(id, each.name) for id, each in regions.items()]}),
                "audience": [(topic.id, topic.name) for topic in self.topics["audiences"]],
                "kind": [(topic.id, topic.name) for topic in self.topics["kinds"]],
            },
        }

    def _asked_most(self) -> list[Topic]:
        """The life events that stand on the home page; all where the site has none of those that are named."""
        events = {topic.id: topic for topic in self.topics["events"]}
        return [events[id] for id in self.view.library.home.events if id in events] or [*events.values()]

    def pages(self) -> Iterator[Page]:
        """Every page, in a fixed order."""
        library = self.view.library
        yield from self.first()
        yield from map(self.region, library.regions)
        yield from self.ways()
        yield from map(self.procedure, library.procedures)
        yield from self.last()

    def first(self) -> Iterator[Page]:
        """The pages that come before those of the regions."""
        w = self.words
        yield self._page("", w["home"]["title"], w["home"]["lead"], "home")
        yield self._page("guides/", w["index"]["regions"], w["index"]["regions-summary"], "regions")
        if self.places.many:
            for province, members in self.places.provinces:
                title = w["index"]["region-title"].format(region=province.name)
                said = w["places"]["lead"].format(count=len(members))
                page = self._page(f"regions/{province.slug}/", title, said, "province", regions=members)
                yield replace(page, kind="region")

    def ways(self) -> Iterator[Page]:
        """The pages between those of the regions and those of the procedures: the ways in, and the calculators."""
        w = self.words["calculators"]
        yield from pages(self.view, self.topics, self.source, self._page, self.divided.lists)
        yield self._page("calculators/", w["title"], w["summary"], "calculators")
        titles = self._titles()
        for calculator in self.view.calculators:
            yield self.calculator(calculator, titles)
        for roster in self.view.rosters:
            yield self.roster(roster, titles)

    def last(self) -> Iterator[Page]:
        """The pages that come after those of the procedures."""
        yield from self.coverage()
        yield self.updates()

    def embeds(self) -> Iterator[Page]:
        """Every calculator once more, alone, for other sites' pages."""
        titles = self._titles()
        for calculator in self.view.calculators:
            yield self.calculator(calculator, titles, embedded=True)

    def _titles(self) -> dict[str, str]:
        return {procedure.id: str(procedure.name) for procedure in self.view.library.procedures}

    def calculator(self, calculator: Mapping[str, Any], titles: Mapping[str, str], *, embedded: bool = False) -> Page:
        """The form of a calculator, made from its declaration, with its worked example already computed."""
        slug = calculator["slug"]
        path = f"embed/{slug}/" if embedded else f"calculators/{slug}/"

        def top(script: Script) -> str:
            return self.site_url or "../" * f"{PREFIX[script]}{path}".count("/")

        linked = {slug: titles[slug] for slug in calculator["next_steps"] if slug in titles}

        def example() -> dict[str, Markup]:
            known = slug, path.count("/")
            if known not in self.examples:
                self.examples[known] = _example(slug, "../" * path.count("/"), linked)
            return {"example": self.examples[known]}

        page = self._page(
            path,
            calculator["title"],
            self.view.calculator_pages.said(calculator),
            "embed" if embedded else "calculator",
            calculator=calculator,
            embedded=embedded,
            snippet={
                "program": in_both(lambda script: f"{top(script)}embed/embed.js"),
                "page": in_both(lambda script: f"{top(script)}{PREFIX[script]}embed/{slug}/"),
            },
            url=self.root + path,
            flow=calc_data.load()["flows"].get(calculator["slug"]),
            more=example,
            titles=linked,
        )
        return replace(self._in_region(page, calculator), reads=self._read_by(calculator, linked))

    def roster(self, roster: Mapping[str, Any], titles: Mapping[str, str]) -> Page:
        """Where an employer's roster is checked: the columns it needs, what is asked once, and a place for the file."""
        path = f"calculators/{roster['slug']}/"
        next_steps = self.view.calculator(roster["calculator"])["next_steps"]
        linked = {slug: titles[slug] for slug in next_steps if slug in titles}
        said = self.view.calculator_pages.said(roster)
        page = self._page(path, roster["title"], said, "roster", roster=roster, titles=linked)
        reads = self._read_by(roster, linked)
        return replace(self._in_region(page, roster), kind="calculator", reads=reads)

    def _read_by(self, calculator: Mapping[str, Any], linked: Mapping[str, str]) -> tuple[str, ...]:
        """The procedures of which the page of a calculator or a roster says something."""
        return (*linked, *(procedure.id for procedure in self.view.calculator_pages.governing(calculator)))

    def _in_region(self, page: Page, calculator: Mapping[str, Any]) -> Page:
        """The page of a calculator or a roster with its region and its age."""
        age = self.view.calculator_pages.age(calculator)
        region = Key(calculator["slug"].partition("/")[0])
        known = self.view.library.regions.get(region)
        if known is None:
            return replace(page, age=age)
        return replace(page, age=age, facets={"region": (region,)}, place=known.name)

    def procedure(self, procedure: model.Procedure) -> Page:
        region = self.view.region(procedure)
        title = self.words["procedure"]["title"].format(name=procedure.name, region=region.name)
        path = f"guides/{procedure.id}/"
        explain = self.glossary.linker("../" * path.count("/"))
        said = self.view.said(procedure)
        page = self._page(path, title, said, "procedure", p=procedure, region=region, explain=explain)
        return replace(
            page,
            names=(procedure.name, *procedure.aliases),
            facets=self._facets(procedure),
            place=region.name,
            age=Age(self.view.status(procedure).kind, self.view.year(procedure)),
        )

    def _facets(self, procedure: model.Procedure) -> dict[str, tuple[str, ...]]:
        vocabulary = self.view.library.vocabulary
        return {
            "region": (procedure.region,),
            "audience": tuple(entry.slug for entry in vocabulary.audiences if entry.name in procedure.audience),
            "kind": tuple(entry.slug for entry in vocabulary.kinds if entry.name in procedure.kinds),
        }

    def papers_of(self, region: Key) -> Iterator[Paper]:
        """The PDF files of a region: the notice of each procedure, and a booklet of them all."""
        library = self.view.library
        for procedure in library.of_region(region):
            yield self._paper(f"guides/{procedure.id}", str(procedure.name), [procedure])
        title = self.words["sheet"]["booklet"].format(name=library.regions[region].name)
        yield self._paper(f"guides/{region}", title, library.of_region(region), booklet=True)

    def papers_of_events(self) -> Iterator[Paper]:
        """A booklet of all notices of each life event."""
        booklet = self.words["sheet"]["booklet"]
        for topic in self.topics["events"]:
            if topic.procedures:
                yield self._paper(f"events/{topic.id}", booklet.format(name=topic.name), topic.procedures, booklet=True)

    def _paper(self, path: str, title: str, procedures: Sequence[model.Procedure], *, booklet: bool = False) -> Paper:
        template = self.environment.get_template("paper.html")
        return Paper(f"{path}.pdf", template.render(self.values, title=title, procedures=procedures, booklet=booklet))

    def region(self, id: Key) -> Page:
        """What a region has, and its own part of what is divided by region."""
        region = self.view.library.regions[id]
        w = self.words
        title = w["index"]["region-title"].format(region=region.name)
        forms = [(f"forms/{id}/", w["ways"]["forms"])] if self.divided.lists and self._has_forms(id) else []
        covered = [(f"coverage/{id}/", w["coverage"]["title"])] if self.divided.lists else []
        registers = [*forms, *covered]
        return self._page(f"guides/{id}/", title, region.summary, "region", id=id, region=region, registers=registers)

    def _has_forms(self, region: Key) -> bool:
        return bool(of_region(self.source, region))

    def coverage(self) -> Iterator[Page]:
        """What the data holds and what the sources leave out, counted from the data: on one page, or on each region's own."""
        w = self.words["coverage"]
        known = self.view.library.regions

        @cache
        def rows() -> dict[Key, list[coverage.Row]]:
            found: dict[Key, list[coverage.Row]] = {id: [] for id in known}
            for row in coverage.rows(self.view.library):
                found[row.procedure.region].append(row)
            return found

        def line(way: str, name: str, ids: Iterable[Key]) -> tuple[str, str, dict[str, int]]:
            return way, name, coverage.totals([row for id in ids for row in rows()[id]])

        def by_region(of: Iterable[Key], way: str) -> list[tuple[str, str, dict[str, int]]]:
            return [line(way.format(id), known[id].name, [id]) for id in of]

        def whole() -> dict[str, Any]:
            regions = [(id, known[id], rows()[id]) for id in known]
            return {"lines": by_region(known, "#{}"), "regions": regions}

        def divided() -> dict[str, Any]:
            if not self.places.many:
                return {"lines": by_region(known, "{}/"), "regions": []}
            far = [line(f"../regions/{each.slug}/", each.name, ids) for each, ids in self.places.provinces]
            return {"lines": [*by_region(self.places.beyond(known), "{}/"), *far], "regions": []}

        def alone(id: Key) -> dict[str, Any]:
            return {"lines": by_region([id], "./"), "regions": [(id, known[id], rows()[id])]}

        more = divided if self.divided.lists else whole
        yield self._page("coverage/", w["title"], w["lead"], "coverage", more=more)
        for id, region in known.items() if self.divided.lists else ():
            title = self.words["ways"]["part"].format(way=w["title"], part=region.name)
            yield self._page(f"coverage/{id}/", title, w["lead"], "coverage", more=partial(alone, id))

    def updates(self) -> Page:
        """When the laws behind what applies now were read, how far each matter is proven, and what begins later."""

        def looked_up() -> dict[str, Any]:
            matters = updates.matters(self.view)
            return {
                "changes": updates.changes(self.view),
                "matters": matters,
                "totals": updates.totals(matters),
                "common": proof.counts(proof.proven(proof.in_common(self.view.library))),
                "readings": updates.readings(self.view),
            }

        w = self.words["updates"]
        return self._page("updates/", w["title"], w["lead"], "updates", more=looked_up, show=show)

    def licences(self, parts: Iterable[Part]) -> Page:
        """What others have made of the site, under which licences; their texts stand once, beside the Simplified page."""
        texts = in_both(lambda script: "../" * len(PREFIX[script].split("/")) + "licences/")
        w = self.words["licences"]
        return self._page("licences/", w["title"], w["lead"], "licences", parts=[*parts], texts=texts)

    def _page(
        self,
        path: str,
        title: str,
        description: str,
        kind: str,
        *,
        more: Callable[[], Mapping[str, Any]] = dict,
        **context: Any,
    ) -> Page:
        """A page of a template and its values; ``more`` gives those that cost time, when the page is rendered."""
        home = "../" * path.count("/") or "./"

        def render() -> str:
            template = self.environment.get_template(f"{kind}.html")
            return template.render(self.values, home=home, title=title, **context, **more())

        return Page(path, title, description, render, kind)


@lru_cache(maxsize=1)
def _declared(_calc: str) -> tuple[list[Declaration], list[RosterDeclaration]]:
    """The calculators and rosters, as they are declared.

    :param _calc: tells this state of calc's data from any other.
    """
    return calc.describe(), calc.describe_rosters()


def _example(slug: str, base: str, titles: Mapping[str, str]) -> Markup:
    """The worked example of a calculator as HTML, for both scripts."""

    def worked(script: Script) -> str:
        with reading(script):
            return result_html(calc.example(slug, script), base, titles, example=True)

    html = [worked(script) for script in SCRIPTS]
    calendars = map(both, *map(CALENDAR.findall, html))
    return Markup(CALENDAR.sub(lambda _: next(calendars), html[0]))  # escaped by calc  # noqa: S704


def _qr(url: str) -> Markup:
    """The QR code of an address that scripts tell apart."""
    return Markup(both(qr.svg(simplified(url)), qr.svg(traditional(url, str))))  # drawn by us  # noqa: S704


def _filled(text: str, **values: Any) -> str:
    """A text with values in its places, which make no words with what stands beside them."""
    return text.format(
        **{name: f"{JOINT}{value}{JOINT}" if isinstance(value, str) else value for name, value in values.items()}
    )


@cache
def _environment(templates: Path) -> jinja2.Environment:
    """The templates: each is read once in a process, whatever it is filled with."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        bytecode_cache=CompiledTemplates(),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    environment.concat = JOINT.join  # type: ignore[method-assign]
    environment.filters["simplified"] = simplified
    environment.filters["kept"] = kept
    environment.filters["fill"] = _filled
    return environment

"""What is made of all regions together: the ways in to procedures, the calculators, and what lists everything."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

import calc
from scripts.data.library import Library
from scripts.data.loader import load_registers
from scripts.kept import CACHE, hash_of, put
from scripts.mkdocs.shards import Built, Site, workshop, written
from scripts.pages import licences, pinyin
from scripts.pages.page import Page, Paper
from scripts.pages.renderer import Renderer
from scripts.paths import SCRIPTS, Script


class Registers:
    """The pages of no region, for regions that have been built; they are loaded when one of these pages is stale."""

    def __init__(self, site: Site, built: Sequence[Built], cache: Path = CACHE) -> None:
        self.site = site
        self.built = {each.region: each for each in built}
        self.file = cache / "shards/registers.pickle"
        self._keys: dict[tuple[Script, str], str] = {}
        self.hashes = {id: hash for each in built for id, hash in each.hashes.items()}

    @cached_property
    def key(self) -> str:
        """A hash of all that these pages, and what lists everything, are made from."""
        made_from = (each.made_from for each in self.built.values())
        return hash_of(map(str.encode, (self.site.common, self.site.registers, self._notices, *made_from)))

    @cached_property
    def _notices(self) -> str:
        """A hash of what is said of the works of others."""
        return hash_of(f"{part.name} {part.version} {part.licence} {part.text}".encode() for part in self._parts)

    @cached_property
    def _parts(self) -> list[licences.Part]:
        return [*licences.parts(self.site.root)]

    @cached_property
    def library(self) -> Library:
        """The whole library, in Simplified.

        :raises DataError: with the mistakes in the registers.
        """
        site, built = self.site, self.built.values()
        parts = chain.from_iterable(each.procedures for each in built)
        whole = load_registers(site.guides, site.registers, parts, calc.calculators(), site.regions, drafts=site.drafts)
        return whole.citing({reference for each in built for reference in each.cites}, site.regions)

    @cached_property
    def renderer(self) -> Renderer:
        return workshop(self.site).renderer(self.library)

    def pages(self, script: Script) -> Iterator[Page]:
        """Every page of the site in one script, in a fixed order; those of regions as they were built."""
        first, ways, last = self._own[script]
        regions = self.built.values()
        yield from first
        yield from (each.pages[script][0] for each in regions)
        yield from ways
        yield from (page for each in regions for page in each.pages[script][1:])
        yield from last

    def papers(self, script: Script) -> Iterator[Paper]:
        """What is drawn for no region."""
        return iter(workshop(self.site).read([*self.renderer.papers_of_events()])[script])

    def own(self, script: Script) -> Iterator[Page]:
        """The pages of no region, with the calculators alone for other sites' pages."""
        return chain(*self._own[script], self._embeds[script])

    @cached_property
    def _own(self) -> dict[Script, tuple[list[Page], list[Page], list[Page]]]:
        made = self.renderer
        first, ways = self._fresh(made.first()), self._fresh(made.ways())
        last = self._fresh(chain(made.last(), [made.licences(self._parts)]))
        return {script: (first[script], ways[script], last[script]) for script in SCRIPTS}

    @cached_property
    def _embeds(self) -> dict[Script, list[Page]]:
        return self._fresh(self.renderer.embeds())

    def _fresh(self, pages: Iterable[Page]) -> dict[Script, list[Page]]:
        """These pages in each script; what they were rendered to before, where they are made from the same."""
        read = workshop(self.site).read([*pages])
        return {
            script: [self._before.get(self.page_key(script, page), page) for page in read[script]] for script in read
        }

    def page_key(self, script: Script, page: Page) -> str:
        """A hash of all that a page of no region is made from."""
        if (known := self._keys.get((script, page.path))) is None:
            known = self._keys[script, page.path] = self._hash(script, page)
        return known

    def _hash(self, script: Script, page: Page) -> str:
        read = self.hashes if page.reads is None else sorted({*page.reads})
        told = (page.title, page.description, page.names, page.facets, page.parts, page.place, page.age)
        state = (self.site.common, self.site.registers, self._notices, script, page.path, str(told))
        return hash_of(map(str.encode, (*state, *(f"{id} {self.hashes.get(id)}" for id in read))))

    @cached_property
    def _before(self) -> dict[str, Page]:
        try:
            with self.file.open("rb") as file:
                kept: dict[str, Page] = pickle.load(file)  # noqa: S301 - our own, in our own folder
                return kept
        except (OSError, pickle.PickleError, EOFError, AttributeError, ImportError, TypeError, ValueError):
            return {}

    def keep(self) -> None:
        """Keep the pages, rendered, for the next build, and how their titles are read."""
        pinyin.keep()
        done = {self.page_key(script, page): written(page) for script in SCRIPTS for page in self.own(script)}
        if done.keys() != self._before.keys():
            put(self.file, pickle.dumps(done, protocol=5))

"""What is made of all regions together: the ways in to procedures, the calculators, and what lists everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate, chain
from pathlib import Path

import calc
from scripts.data.library import Library
from scripts.data.loader import load_registers
from scripts.kept import CACHE, hash_of
from scripts.mkdocs.shards import Built, Site, workshop
from scripts.mkdocs.shelf import UNREADABLE, Pages, Shelf, by_script
from scripts.pages import licences, pinyin
from scripts.pages.page import Page, Paper
from scripts.pages.renderer import Renderer
from scripts.paths import Script

NAME = "registers"  # of what is kept of them, beside the regions
Rooms = dict[Script, list[Sequence[Page]]]


class Registers:
    """The pages of no region, for regions that have been built; they are loaded when one of these pages is stale."""

    def __init__(self, site: Site, built: Sequence[Built], cache: Path = CACHE, *, serving: bool = False) -> None:
        """:param serving: whether each page is rendered when it is asked for; else all are at once, and kept."""
        self.site = site
        self.built = {each.region: each for each in built}
        self.shelf = Shelf(cache / "shards")
        self.serving = serving
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
        first, ways, last, _alone = self._own[script]
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
        return chain(*self._own[script])

    @cached_property
    def _own(self) -> Rooms:
        """The pages before those of the regions, between and after them, and the calculators alone, in each script."""
        try:
            key, sizes, pages = self.shelf.read(NAME)
            if key == self.key:
                return _divided(pages, sizes)
        except UNREADABLE:
            pass
        made = self.renderer
        groups = (made.first(), made.ways(), chain(made.last(), [made.licences(self._parts)]), made.embeds())
        return self._made([[*group] for group in groups])

    def _made(self, groups: Sequence[Sequence[Page]]) -> Rooms:
        """These pages in each script; as they were rendered before, where they are made from the same."""
        shop, before = workshop(self.site), self.shelf.bodies(NAME)
        asked = str(self.renderer.values["search_facets"])  # wherever a page has a search box
        state = hash_of(map(str.encode, (self.site.common, self.site.registers, self._notices, asked)))
        every = hash_of(map(str.encode, chain.from_iterable(self.hashes.items())))
        known = (page.known_by(state, self.hashes, every) for group in groups for page in group)
        both = ((script, page) for each in known for script, page in shop.both(each))
        fresh = (
            (script, replace(page, render=before.get((script, page.made_from), page.render))) for script, page in both
        )
        sizes = [len(group) for group in groups]
        if self.serving:
            return _divided(by_script(fresh), sizes)
        pages = self.shelf.written(NAME, fresh)
        self.shelf.put(NAME, self.key, sizes, pages)
        pinyin.keep()  # what these are sorted by
        return _divided(pages, sizes)


def _divided(pages: Pages, sizes: Sequence[int]) -> Rooms:
    """The pages of each script in rooms of these sizes."""
    ends = [*accumulate(sizes)]
    return {
        script: [each[end - size : end] for size, end in zip(sizes, ends, strict=True)]
        for script, each in pages.items()
    }

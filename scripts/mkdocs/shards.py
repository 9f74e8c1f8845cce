"""A region's part of a site 分片: its pages in both scripts, and its procedures for the pages of all regions.

``build`` is a pure function of files: the region's folder, the files of other regions that its procedures name, the registers
that all share, the templates, the words, and calc with its data. It knows nothing of MkDocs, and a shard can be sent to another
process or machine that has the same files. What it gives is kept in `.cache/shards` under a hash of all these.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import calc
from calc.engine import data as calc_data
from scripts import sizes
from scripts.compile.made import MESSAGES
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.library import Library, references
from scripts.data.loader import OF_REGION, load_part
from scripts.data.regions import GUIDES_ROOMS, regions
from scripts.kept import CACHE, files, hash_of, put
from scripts.pages import words
from scripts.pages.brand import Brand
from scripts.pages.page import Edition, Page, Paper
from scripts.pages.renderer import Renderer
from scripts.paths import ROOT, SCRIPTS, Script
from scripts.traditional import Converter, load_terms
from scripts.traditional.localise import localise, own_forms

CODE = hash_of(files(ROOT, "scripts/**/*.py", "calc/**/*.py", "requirements.txt"))
"""Of the code that this process runs: what is written after its start is another process's business."""
FOR_ALL_REGIONS = ("home.yml", "synonyms.yml")  # what no region's own pages say
ROOMS = tuple(f"{room}/" for room in GUIDES_ROOMS)  # of guides/: no regions
Made = TypeVar("Made", Page, Paper)
Reads = Mapping[str, str]  # files below guides/, each with the hash of its content


@dataclass(frozen=True)
class Site:
    """What all shards of a site have in common.

    ``calc``: the folder of calc's generated data. ``shown`` and ``terms``: of a site of some regions, the ids of its procedures
    and the terms of its glossary; None: all. ``divided``: what of it is divided. ``registers`` and ``common``: hashes of the registers, and of all that every
    shard is made from.
    """

    root: Path
    calc: Path
    regions: tuple[str, ...]
    edition: Edition
    brand: Brand
    drafts: bool
    shown: frozenset[str] | None = None
    terms: frozenset[str] | None = None
    divided: sizes.Division | None = None
    registers: str = ""
    common: str = ""

    @property
    def guides(self) -> Path:
        return self.root / "guides"


@dataclass(frozen=True)
class Shard:
    """A region of a site, with the hash of its own files and of what all shards share."""

    site: Site
    region: str
    key: str


@dataclass(frozen=True)
class Built:
    """What a shard gives: its pages, rendered, that of the region first; its procedures; for paper, its documents.

    ``hashes``: of the file of each procedure. ``cites``: the entries of registers that its procedures name. ``reads``: the files of other regions that it was made from.
    """

    region: str
    key: str
    reads: Reads
    pages: Mapping[Script, Sequence[Page]]
    procedures: Sequence[model.Procedure]
    hashes: Mapping[str, str]
    papers: Mapping[Script, Sequence[Paper]]
    cites: frozenset[tuple[str, str]]

    @cached_property
    def made_from(self) -> str:
        """A hash of all that it was made from."""
        return hash_of([self.key.encode(), *(part.encode() for read in sorted(self.reads.items()) for part in read)])


def site(site: Site) -> Site:
    """The same with the hashes of its files. Raises OSError for one that is missing."""
    shared = [path for path in sorted((site.guides / "shared").glob("*.yml")) if path.name not in FOR_ALL_REGIONS]
    register = [*sorted(site.guides.glob("*/region.yml")), *sorted(site.guides.glob("*/sources.yml"))]
    names = sorted(path.relative_to(site.guides).as_posix() for path in site.guides.glob("*/*.yml"))
    every = sorted({*site.guides.glob("shared/*.yml"), *site.guides.glob("compare/*.yml"), *register})
    registers = hash_of([*_read(every, site.guides), *(name.encode() for name in names)])
    procedures = [name for name in names if name.rpartition("/")[2] not in OF_REGION and not name.startswith(ROOMS)]
    divided = sizes.division(len(site.regions), len(procedures if site.shown is None else site.shown))
    shown, terms = (None if ids is None else sorted(ids) for ids in (site.shown, site.terms))  # sets have no order
    options = repr((site.regions, site.edition, site.brand.name, site.drafts, shown, terms, divided))
    common = hash_of(
        [
            calc_hash(site).encode(),
            *files(site.root, "docs/theme/guide/**/*.html", "docs/words.yml", "docs/stylesheets/print.css"),
            *([site.brand.words.read_bytes()] if site.brand.words else []),
            *_read(shared, site.guides),
            options.encode(),
        ]
    )
    return replace(site, divided=divided, registers=registers, common=common)


def calc_hash(site: Site) -> str:
    """A hash of calc and all that it says, in both scripts."""
    data: str = calc_data.load()["hash"]
    return hash_of([CODE.encode(), data.encode(), (site.calc / MESSAGES).read_bytes()])


def shards(site: Site) -> Iterator[Shard]:
    """The shards of a site, in the order of its regions: one for each that has procedures here, or a page at least."""
    shown = {id.partition("/")[0] for id in site.shown or ()} | {*site.regions}
    for region in regions(site.root):
        if region in shown and (site.guides / region / "region.yml").is_file():
            own = files(site.guides, f"{region}/*.yml")
            yield Shard(site, region, hash_of([site.common.encode(), region.encode(), *own]))


def _read(paths: Iterable[Path], root: Path) -> Iterator[bytes]:
    for path in paths:
        yield path.relative_to(root).as_posix().encode()
        yield path.read_bytes()


def build(shard: Shard) -> Built:
    """Make the pages of a region.

    :raises DataError: with the mistakes in its files.
    """
    return rendered(made(shard))


def made(shard: Shard) -> Built:
    """The same with pages that are rendered when they are first asked for."""
    site, region = shard.site, Key(shard.region)
    shop = workshop(site)
    library = load_part(site.guides, region, site.registers, calc.calculators(), drafts=site.drafts)
    if site.shown is not None:
        library = replace(
            library,
            procedures=library.showing(site.shown, site.regions),
            glossary={key: term for key, term in library.glossary.items() if key in (site.terms or ())},
        )
    renderer = shop.renderer(library)
    pages = [renderer.region(region), *map(renderer.procedure, renderer.view.library.procedures)]
    papers = [*renderer.papers_of(region)] if site.edition.pdf else []
    others = {f"{other.id}.yml" for other in library.others}
    others |= {f"{other.region}/{name}.yml" for other in library.others for name in ("region", "sources")}
    return Built(
        region=region,
        key=shard.key,
        reads={path: hash for path in sorted(others) if (hash := _hash(site.guides / path))},
        pages=shop.read(pages),
        procedures=library.procedures,
        hashes={str(each.id): _hash(site.guides / f"{each.id}.yml") for each in library.procedures},
        papers=shop.read(papers),
        cites=frozenset(each for procedure in library.procedures for each in references(procedure)),
    )


def rendered(built: Built) -> Built:
    """With all its pages rendered: it can go to another process, and into the cache."""
    return replace(built, pages={script: [*map(written, pages)] for script, pages in built.pages.items()})


def written(page: Page) -> Page:
    """The page with its body instead of what renders it."""
    return replace(page, render=partial(str, page.body))


def _hash(path: Path) -> str:
    """Of a file's content; empty if there is none."""
    return hash_of([path.read_bytes()]) if path.is_file() else ""


@dataclass(frozen=True)
class Workshop:
    """What a process keeps from one shard to the next: words, converter, the registers as they are shown."""

    site: Site
    _known: dict[int, tuple[Any, Any]] = field(default_factory=dict, compare=False)

    @cached_property
    def converter(self) -> Converter:
        return converter(self.site.guides)

    def read(self, made: Sequence[Made]) -> dict[Script, list[Made]]:
        """Pages or papers in each script."""
        return {script: [each.read(script, self.converter.convert) for each in made] for script in SCRIPTS}

    @cached_property
    def words(self) -> words.Words:
        return words.of_site(self.site.root, self.site.brand, own_forms)

    def renderer(self, library: Library) -> Renderer:
        return Renderer(
            library,
            self.words,
            self.converter.convert,
            self.site.root / "docs/theme/guide",
            self.site.edition,
            self.shown(library),
            self.site.divided,
        )

    def shown(self, library: Library) -> Library:
        """The library as it is shown. What several shards have in common, entries of registers and others' procedures, is
        looked through once."""
        registers = {name: self._each(value) for name, value in vars(library).items() if isinstance(value, dict)}
        return replace(
            library,
            **{name: value for name, value in registers.items() if name in Library.__dataclass_fields__},
            vocabulary=self._once(library.vocabulary),
            home=self._once(library.home),
            synonyms=self._once(library.synonyms),
            others=tuple(map(self._once, library.others)),
            procedures=localise(library.procedures, own_forms),
        )

    def _each(self, register: dict[Key, Any]) -> dict[Key, Any]:
        return {key: self._once(entry) for key, entry in register.items()}

    def _once(self, value: Any) -> Any:
        if id(value) not in self._known:
            self._known[id(value)] = (value, localise(value, own_forms))  # kept: its id stays its own
        return self._known[id(value)][1]


@lru_cache(maxsize=1)
def workshop(site: Site) -> Workshop:
    """What this process keeps for a site. Raises RuntimeError where it has read calc's data of another."""
    if site.calc != site.root / "calc":
        calc_data.read_from(str(site.calc))
    return Workshop(site)


def converter(guides: Path) -> Converter:
    """The converter of the terms as they are now."""
    terms = guides / "shared/terms.yml"
    return _converter(terms, terms.read_bytes())


@lru_cache(maxsize=1)
def _converter(terms: Path, _content: bytes) -> Converter:
    return Converter(load_terms(terms))


class Kept:
    """The shards that were built before: the last of each region.

    ``made``: those that this process has made, which need not be rendered yet.
    """

    def __init__(self, guides: Path, cache: Path = CACHE, made: Mapping[str, Built] | None = None) -> None:
        self.guides = guides
        self.made = made or {}
        self.folder = cache / "shards"
        self._hashes: dict[str, str] = {}

    def path(self, region: str) -> Path:
        return self.folder / f"{region}.pickle"

    def find(self, shard: Shard) -> Built | None:
        """What is kept of a shard, if it was made from the files as they are now."""
        made = self.made.get(shard.region)
        if made and self._same(shard, made.key, made.reads):
            return made
        try:
            with self.path(shard.region).open("rb") as file:
                key, reads = pickle.load(file)  # noqa: S301 - our own, in our own folder
                if self._same(shard, key, reads):
                    built: Built = pickle.load(file)  # noqa: S301
                    return built
        except (OSError, pickle.PickleError, EOFError, AttributeError, ImportError, TypeError, ValueError):
            pass  # never built, or by another version
        return None

    def _same(self, shard: Shard, key: str, reads: Reads) -> bool:
        return key == shard.key and all(self._hash(path) == hash for path, hash in reads.items())

    def _hash(self, path: str) -> str:
        if path not in self._hashes:
            self._hashes[path] = _hash(self.guides / path)
        return self._hashes[path]

    def keep(self, built: Built) -> None:
        head = pickle.dumps((built.key, built.reads), protocol=5)
        put(self.path(built.region), head + pickle.dumps(built, protocol=5))


def build_all(stale: Sequence[Shard], done: Callable[[Built, int], None]) -> None:
    """Build several shards, each in a process of its own where there is more than one.

    The first is built in this process: registers, templates and dictionaries, once read, are there in those that it forks.

    :param done: is given each as it comes, and how many are left.
    :raises DataError: with the mistakes of the first that has any.
    """
    first, rest = stale[:1], stale[1:]
    for shard in first:
        done(build(shard), len(rest))
    if rest:
        with ProcessPoolExecutor(min(os.cpu_count() or 1, len(rest)), mp_context=get_context("fork")) as pool:
            for number, built in enumerate(pool.map(build, rest), 1):
                done(built, len(rest) - number)

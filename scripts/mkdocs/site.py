"""Builds the data's part of the site: pages stamped into a shell, open data, search, sitemap. Knows nothing of MkDocs."""

from __future__ import annotations

import hashlib
import html
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import RLock
from typing import Any

import calc
from calc.engine import data as calc_data
from calc.engine.results import digest
from scripts.compile import made as compiled
from scripts.data.decode import Key
from scripts.data.library import Library
from scripts.data.loader import load
from scripts.data.regions import chosen
from scripts.data.yaml_strict import DataError
from scripts.kept import files, hash_of, kept
from scripts.mkdocs import shards
from scripts.mkdocs.frame import Frame, editions
from scripts.mkdocs.options import Options
from scripts.mkdocs.packing import Packing, waiting
from scripts.mkdocs.registers import Registers
from scripts.mkdocs.shelf import Pages
from scripts.mkdocs.tree import Tree
from scripts.outputs import feed, hosting, offline, open_data, paper, search, sitemap, styles
from scripts.pages import licences, words
from scripts.pages.page import VERSION, Edition, Page
from scripts.paths import PREFIX, SCRIPTS, Script
from scripts.runtime import probes as probes_made
from scripts.runtime.pack import COPIES, compress, pack
from scripts.runtime.probes import first_questions, probes
from scripts.serve.headers import PAGE_POLICY
from scripts.traditional.both import reader
from scripts.traditional.localise import words_in

__all__ = ["SCRIPTS", "Builder", "Options", "Script"]

TEXT = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".webmanifest"}  # worth a compressed copy
RUNTIME = "assets/python"
MARK = re.compile(r"@@(TITLE|DESCRIPTION|BODY|ROOT|HOME|PATH|HOLDS|CHECKED|RUNTIME|VERSION)@@")
CLASSES = re.compile(r' class="([^"]*)"')  # begins with letters, which are found quickly
HOLDS = {"sheet", "sheet-alone", "handy", "event"}  # parts of a page that its frame looks different for


class Builder:
    """One build of the site."""

    def __init__(
        self,
        root: Path,
        out: Path,
        options: Options,
        *,
        serving: bool,
        before: Builder | None = None,
        packing: Packing | None = None,
    ) -> None:
        """While serving: ``before`` is the last build of the same folder, ``packing`` what packs Python for all of them."""
        self.root = root
        self.out = out
        self.options = options
        self.site_url = options.site_url
        self.serving = serving
        self.packing = packing
        self.tree: Tree = before.tree.again() if before else Tree(out, root / ".cache")
        self.built: dict[str, shards.Built] = before.built if before else {}
        self.converter = shards.converter(root / "guides")
        self.wanted = chosen(root, options.regions)
        self.calc = root / "calc"
        if options.regions:
            from scripts.compile.choice import stage  # compiles: most sites have all regions, and calc as it is

            self.calc = stage(root, root / ".cache/chosen", self.wanted)
            calc_data.read_from(str(self.calc))
        elif not before and not compiled.is_made(root):
            with ProcessPoolExecutor(1, mp_context=get_context("fork")) as alone:  # what it holds goes with it
                alone.submit(compiled.make, root).result()
        self.words = {
            script: words.of_site(root, options.brand, words_in(script, self.converter.convert)) for script in SCRIPTS
        }
        self.assets = _digest(root / "docs/assets", root / "docs/stylesheets")[:8]
        self.runtime = ""
        self.checked = ""
        self.waiting: dict[str, Callable[[], None]] = {}  # pages that are not written yet, by their address
        self.later: list[Callable[[], None]] = []  # what else is made while serving, once something of it is asked for
        self.placing = RLock()

    def convert(self, text: str, script: Script) -> str:
        return self._convert(script)(text)

    def _convert(self, script: Script) -> Callable[[str], str]:
        return self.converter.convert if script == "zh-Hant" else str

    def frame(self, script: Script) -> Frame:
        return Frame(
            script=script,
            words=self.words[script],
            prefix=PREFIX[script],
            assets=self.assets,
            scripts=editions(self.words),
            csp="" if self.serving else PAGE_POLICY,  # the live reload of `mkdocs serve` is an inline script
            stale_after=self.options.stale_after,
            brand=self.options.brand,
        )

    def frame_key(self, made_with: Iterable[str]) -> str:
        """A hash of all that shells and hand-written pages are made from, besides what they are ``made_with``."""
        own = files(
            self.root,
            "docs/theme/*.html",
            "docs/zh-Hans/*.md",
            "docs/words.yml",
            "guides/shared/terms.yml",
            "mkdocs.yml",
        )
        brand = self.options.brand
        theirs = (path.read_bytes() for path in (brand.words, brand.about) if path)
        told = (shards.CODE, self.assets, repr(self.options), str(self.serving), *made_with)
        return hash_of([*map(str.encode, told), *own, *theirs])

    def pack(self) -> None:
        """Put the Python runtime into the site; pages carry its hash. They do not wait for it while serving."""
        if self.packing:  # what else it is made of stays as it is while a process runs
            self.runtime = self.packing.meta(hash_of(files(self.calc, "*.json", "locales/**/*")), self._packed)
        else:
            self.runtime = self._packed()

    def _packed(self) -> str:
        manifest = pack(
            self.out / RUNTIME,
            self.root / ".cache/runtime",
            requests=kept("probes", [*files(self.calc, "**/*"), Path(probes_made.__file__).read_bytes()], probes),
            warm=first_questions(),
            project=self.calc.parent,
            trimmed=self.options.runtime == "trimmed",
            quality=None if self.serving else self.options.brotli,
        )
        return manifest.meta

    def build(self, frames: Mapping[str, str]) -> None:
        """Make the site, but what is not asked for yet while serving.

        :param frames: the shells of pages and the pages written by hand, by their paths in the site.
        :raises DataError: with every mistake in the data.
        """
        built = self.regions()
        self.registers = Registers(self.site, built, self.root / ".cache", serving=self.serving)
        try:
            self.registers.library  # noqa: B018 - its mistakes stop the build
        except DataError:
            self._load()
            raise
        self.checked = str(max((review.checked_on for review in self.registers.library.reviews()), default=""))
        shells = {path: frames[path] for path in map("{}index.html".format, self._shell_places())}
        state = hash_of(map(str.encode, (*shells.values(), self.runtime, self.checked)))
        parts = {path: MARK.split(text) for path, text in shells.items()}
        for each in built:
            self._stamp(each.pages, parts, state)
        self.later = [partial(self._lead, parts, state), self.lists]
        written = {path: text for path, text in frames.items() if path not in shells}
        for path, text in written.items():
            self.tree.place(path, self._filled(MARK.split(text), {"VERSION": version(text)}))
        self._assets()
        if self.options.pdf:
            for script in SCRIPTS:
                self._part(f"papers/{script}", self.registers.key, partial(self._papers, script), PREFIX[script])
        if not self.serving:
            for make in self.later:
                make()

    def _lead(self, shells: Mapping[str, Sequence[str]], state: str) -> None:
        """The pages of no region."""
        self._stamp({script: [*self.registers.own(script)] for script in SCRIPTS}, shells, state)

    def _site(self) -> shards.Site:
        """What all regions' parts have in common."""
        made = shards.Site(
            root=self.root,
            calc=self.calc,
            regions=self.wanted,
            edition=Edition(VERSION, self.options.contact, self.site_url, self.options.pdf),
            brand=self.options.brand,
            drafts=self.serving,
        )
        if self.options.regions:
            library = self._load()
            shown = frozenset(procedure.id for procedure in library.procedures)
            made = replace(made, shown=shown, terms=frozenset(map(str, library.glossary)))
        return shards.site(made)

    def _load(self) -> Library:
        """The data all at once. Raises DataError with every mistake."""
        return load(self.root / "guides", calc.calculators(), self.wanted, drafts=self.serving)

    def regions(self, build_all: Callable[..., None] = shards.build_all) -> list[shards.Built]:
        """Every region's part, as it is kept or built now.

        :param build_all: makes those that are not kept.
        :raises DataError: with every mistake in the data.
        """
        self.site = self._site()
        before = shards.Kept(self.root / "guides", self.root / ".cache", self.built)
        every = [*shards.shards(self.site)]
        found = {shard.region: before.find(shard) for shard in every}
        stale = [shard for shard in every if found[shard.region] is None]

        def done(built: shards.Built, left: int) -> None:
            found[built.region] = built
            print(f"{built.region}: built, {left} of {len(every)} regions left", file=sys.stderr, flush=True)

        try:
            if self.serving:
                found |= {shard.region: shards.made(shard) for shard in stale}
            else:
                build_all(stale, before.keep, done)
        except DataError:
            self._load()  # says the mistakes of all regions
            raise
        self.built = {region: built for region, built in found.items() if built}
        return [*self.built.values()]

    @staticmethod
    def _shell_places() -> Iterator[str]:
        return (f"{PREFIX[script]}{place}" for script in SCRIPTS for place in ("", "embed/"))

    def _stamp(self, pages: Pages, shells: Mapping[str, Sequence[str]], state: str) -> None:
        """Put pages into their shells and these into the site; while serving, once they are asked for.

        :param state: a hash of what all pages have of a build.
        """
        for script, each in pages.items():
            for page in each:
                address = f"{PREFIX[script]}{page.path}"
                shell = f"{PREFIX[script]}{'embed/' if page.path.startswith('embed/') else ''}index.html"
                write = partial(self._write_page, script, shells[shell], page)
                if self.serving:
                    self.waiting[address] = write
                else:
                    self.tree.part(f"page/{address}", f"{page.made_from} {state}", write)

    def _write_page(self, script: Script, shell: Sequence[str], page: Page) -> None:
        home = "../" * page.path.count("/") or "./"
        rendered = page.render()  # nothing of it stays
        body = rendered if self.runtime else waiting(rendered, self.words[script]["preview"]["packing"])
        values = {
            "TITLE": html.escape(page.title),
            "DESCRIPTION": html.escape(page.description),
            "BODY": body,
            "PATH": page.path,
            "HOME": home,
            "HOLDS": " ".join(sorted(HOLDS & {name for names in {*CLASSES.findall(body)} for name in names.split()})),
            "ROOT": home if script == SCRIPTS[0] else f"../{'' if home == './' else home}",
            "VERSION": version(page.title, page.description, rendered),
        }
        self.tree.place(f"{PREFIX[script]}{page.path}index.html", self._filled(shell, values))

    def _filled(self, shell: Sequence[str], values: Mapping[str, str]) -> str:
        """A shell with its marks filled in; the body may have the mark of the version too."""
        told = {"CHECKED": self.checked, "RUNTIME": self.runtime, **values}
        text = "".join(told[part] if number % 2 else part for number, part in enumerate(shell))
        return text.replace(VERSION, told["VERSION"])

    def place(self, address: str) -> None:
        """While serving, put a file in its place when it is first asked for: a page of a region, or else what is made of all.

        :param address: below the site's root; a page's with or without its last slash.
        """
        with self.placing:
            while not self._written(address) and not self._stands(address) and self.later:
                self.later.pop(0)()

    def _written(self, address: str) -> bool:
        """Whether a page was waiting for being asked for; it is written."""
        write = self.waiting.pop(f"{address}/" if f"{address}/" in self.waiting else address, None)
        if write:
            write()
        return write is not None

    def _stands(self, address: str) -> bool:
        """Whether what is asked for was put there by this build, or is Python."""
        paths = {address, f"{address}index.html", f"{address}/index.html"}
        return not paths.isdisjoint(self.tree.now) or address.startswith(RUNTIME)

    def _assets(self) -> None:
        """Put in what pages load: programs, pictures, style sheets; and the texts of licences."""
        for source in sorted((self.root / "docs/assets").rglob("*")):
            if source.is_file():
                self.tree.place(source.relative_to(self.root / "docs").as_posix(), source.read_bytes())
        for source in sorted((self.root / "docs/embed").rglob("*")):
            self.tree.place(source.relative_to(self.root / "docs").as_posix(), source.read_bytes())
        self._part(
            "styles", hash_of(styles.made_from(self.root)), partial(styles.write, self.root), "assets/stylesheets/"
        )
        # The one foreign module of the pages: the QR encoder, for codes that carry the choices made.
        self.tree.place("assets/javascripts/vendor/qr.mjs", (self.root / "node_modules/qr/index.js").read_bytes())
        self._folder("brand", self.options.brand.place, "assets/")
        self._folder("licences", lambda out: licences.write(self.root, out))
        for script in SCRIPTS:
            write = partial(
                offline.write_manifest,
                name=self.words[script]["site"]["name"],
                script=script,
                assets="../assets/" if PREFIX[script] else "assets/",
            )
            self._folder("manifest", write, PREFIX[script])

    def _folder(self, name: str, write: Callable[[Path], None], place: str = "") -> None:
        """Put what something writes into a folder into the site, below ``place``."""
        with tempfile.TemporaryDirectory(prefix=f"{name}-") as folder:
            write(Path(folder))
            self.tree.folder(Path(folder), place)

    def lists(self) -> None:
        """What is made of all pages and data: open data, search, templates of rosters, sitemap, feeds."""
        key = self.registers.key
        self.tree.part("open-data", key, self._open_data)
        self._part("search", f"{key}{self.serving}", self._search)
        for script in SCRIPTS:
            self._part(f"names/{script}", key, partial(self._names, script))
            self._part(f"rosters/{script}", shards.calc_hash(self.site), partial(self._rosters, script))
        self._part("addresses", f"{key}{self.site_url}", self._addresses)
        for script in SCRIPTS if self.site_url else ():
            self._feeds(script)

    def _part(self, name: str, key: str, write: Callable[[Path], None], place: str = "") -> None:
        self.tree.part(name, key, lambda: self._folder(name.partition("/")[0], write, place))

    def _open_data(self) -> None:
        """Each file is put into words only where it says something else; that of a procedure, where the procedure does."""
        library, place, paths = self.registers.library, "api/v1/", []
        state = (shards.CODE, str(open_data.meta_of(library)), self.site.common, self.site.registers)
        own = {open_data.path_of(id): hash for id, hash in self.registers.hashes.items()}
        for path, content in open_data.documents(library):
            told = (*state, own[path]) if path in own else (shards.CODE, digest(content()))
            self.tree.make(f"{place}{path}", hash_of(map(str.encode, told)), partial(_said, content))
            paths.append(path)
        index = open_data.index(library, ((path, (self.out / place / path).read_bytes()) for path in paths))
        self.tree.place(f"{place}{open_data.INDEX}", open_data.text(index))

    def _papers(self, script: Script, out: Path) -> None:
        papers = [*self.registers.papers(script)]
        papers += (each for built in self.built.values() for each in built.papers[script])
        dated = (replace(each, html=each.html.replace(VERSION, version(each.html))) for each in papers)
        paper.write(dated, self.root / "docs/stylesheets/print.css", out, cache=self.root / ".cache/paper")

    def _searched(self, script: Script) -> list[Page]:
        """The pages that are found."""
        return [*self.registers.pages(script), search.elder_mode(self.words[script])]

    def _names(self, script: Script, out: Path) -> None:
        (out / PREFIX[script]).mkdir(exist_ok=True)
        library, above = self.registers.library, "../" * PREFIX[script].count("/")
        pages = self._searched(SCRIPTS[0]), self._searched(script)
        names = search.names(*pages, search.groups(library), library, self._convert("zh-Hant"), above)
        search.write_names(names, out / PREFIX[script])

    def _search(self, out: Path) -> None:
        cache, groups = self.root / ".cache/search", search.groups(self.registers.library)
        search.write(self._searched(SCRIPTS[0]), groups, out, cache=cache, stale_is_fine=self.serving)

    def _rosters(self, script: Script, out: Path) -> None:
        from scripts.outputs import roster_templates  # openpyxl takes long to import, and rosters rarely change

        roster_templates.write(out / PREFIX[script], script)

    def _addresses(self, out: Path) -> None:
        """robots.txt; and where the site's address is known, a sitemap, which names whole addresses."""
        robots = "User-agent: *\nAllow: /\n"
        if self.site_url:
            robots += f"Sitemap: {self.site_url}sitemap.xml\n"
            stamped = [page.path for page in self.registers.pages(SCRIPTS[0])]
            sitemap.write([*stamped, "about/", "browsers/", "open-data/"], out, self.site_url)
        (out / "robots.txt").write_text(robots, encoding="utf-8")

    def finish(self, whole: str) -> None:
        """What needs every file, and last the compressed copies of all texts; then nothing else is left in the folder.

        :param whole: a hash of all that the site is made from.
        """
        python = {f"{RUNTIME}/{path.name}": path for path in sorted((self.out / RUNTIME).iterdir())}
        if self.options.offline:
            self._worker(python)
        else:
            self.tree.place("sw.js", offline.LEAVE.read_bytes())
        self._headers([*self.tree.now, *python])
        self._compress()
        for path in python:
            self.tree.note(path, "")
        self.tree.finish(whole)

    def _worker(self, python: Mapping[str, Path]) -> None:
        """The service worker and its lists: what is kept of the runtime is small."""
        sizes = {path: entry.size for path, entry in self.tree.now.items()}
        offline.check(sizes)
        revisions = {path: entry.made_from for path, entry in self.tree.now.items()}
        packed = {name: path.read_bytes() for name, path in python.items() if offline.keeps(name)}
        revisions |= {name: hash_of([content]) for name, content in packed.items()}
        sizes |= {name: len(content) for name, content in packed.items()}
        apart = search.groups(self.registers.library)
        for path, text in offline.worker(self.root, apart, revisions, sizes, self.root / ".cache").items():
            self.tree.place(path, text)

    def _headers(self, paths: Iterable[str]) -> None:
        """What hosts send with each of these files: it changes only where there are others."""
        names = sorted(paths)
        key = hash_of([shards.CODE.encode(), *map(str.encode, names)])
        self.tree.part("headers", key, lambda: self.tree.place("_headers", hosting.headers_file(names)))

    def _compress(self) -> None:
        """Write .br and .gz copies of all text files that have none."""

        def copies(path: str) -> None:
            # From 9 on brotli takes nine times as long over a page, and saves a five-hundredth.
            compress(self.out / path, self.root / ".cache/compressed", quality=8)
            for suffix in COPIES:
                self.tree.note(f"{path}{suffix}", self.tree.now[path].made_from)

        def lacks(path: str) -> bool:
            made_from = self.tree.now[path].made_from
            return not all(self.tree.keep(f"{path}{suffix}", made_from) for suffix in COPIES)

        texts = [path for path in self.tree.now if Path(path).suffix in TEXT]
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # brotli and zlib let other threads run
            list(pool.map(copies, [path for path in texts if lacks(path)]))

    def _feeds(self, script: Script) -> None:
        """The feed of a script's pages, and that of each region, which tells of nothing else."""
        made, say = self.registers.renderer, reader(script, self.converter.convert)
        for region, path in feed.places(made.view.library):
            of = self.registers.key if region is None else self.registers.built[region].made_from
            told = (self.site.registers, self.site.common, of)
            write = partial(self._feed, script, say, region, f"{PREFIX[script]}{path}")
            self.tree.part(f"feed/{PREFIX[script]}{path}", hash_of(map(str.encode, told)), write)

    def _feed(self, script: Script, say: Callable[[str], str], region: Key | None, path: str) -> None:
        made = self.registers.renderer
        text = feed.atom(made.view.library, made.words, f"{self.site_url}{PREFIX[script]}", script, region)
        self.tree.place(path, say(text))


def _said(content: Callable[[], Any]) -> str:
    return open_data.text(content())


def version(*content: str) -> str:
    """Of calc, and a hash of what a page says: the same content has the same version on every machine."""
    return f"{calc.__version__}+{digest(content)[:8]}"


def _digest(*folders: Path) -> str:
    """A digest of the files of folders: the same content has the same version on every machine."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()

"""Builds the data's part of the site: pages stamped into a shell, open data, search, sitemap. Knows nothing of MkDocs."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from threading import RLock
from typing import Any

import calc
from calc.engine import data as calc_data
from calc.engine.results import digest
from scripts.compile import catalogue
from scripts.compile.choice import stage
from scripts.data.loader import load
from scripts.data.regions import chosen
from scripts.kept import files, kept
from scripts.node import node
from scripts.outputs import feed, hosting, offline, open_data, paper, roster_templates, search, sitemap
from scripts.pages import licences, words
from scripts.pages.brand import Brand
from scripts.pages.page import Edition, Page
from scripts.pages.renderer import Renderer
from scripts.paths import PREFIX, SCRIPTS, Script
from scripts.runtime import probes as probes_made
from scripts.runtime.pack import compress, pack
from scripts.runtime.probes import first_questions, probes
from scripts.serve.headers import PAGE_POLICY
from scripts.traditional import Converter, load_terms

__all__ = ["SCRIPTS", "Builder", "Script"]

NAME: dict[Script, str] = {"zh-Hans": "简体", "zh-Hant": "繁體"}
STYLES = {  # the site's style sheets, and the files of docs/stylesheets that each is put together from, in this order
    "theme": ["theme"],  # a layer, under all the others: scripts.tools.theme makes it
    "guide": [
        "tokens",
        "base",
        "controls",
        "frame",
        "lists",
        "home-search",
        "procedure",
        "calculator",
        "result",
        "roster",
        "diagram",
        "task",
        "ways",
        "event",
        "elder",
    ],
    "print": ["print"],
    "receipt": ["receipt"],
    "embed": ["embed"],
}
TEXT = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".webmanifest"}  # worth a compressed copy
RUNTIMES = ("trimmed", "plain")
MARK = re.compile(r"@@(TITLE|DESCRIPTION|BODY|ROOT|HOME|PATH|HOLDS)@@")
CLASSES = re.compile(r'\bclass="([^"]*)"')
HOLDS = {"sheet", "sheet-alone", "handy", "event"}  # parts of a page that its frame looks different for


@dataclass(frozen=True)
class ScriptChoice:
    """One script as the language switch shows it."""

    id: Script
    name: str
    prefix: str
    words: words.Words


@dataclass(frozen=True)
class Frame:
    """What the theme's templates know of the project, in one script."""

    script: Script
    words: words.Words
    prefix: str
    version: str
    assets: str
    runtime: str
    scripts: tuple[ScriptChoice, ...]
    csp: str
    checked: str
    stale_after: int
    brand: Brand

    def path(self, page: Any) -> str:
        """A hand-written page's address below its script's root."""
        return str(page.url).removeprefix(self.prefix).removeprefix("./")

    def home(self, page: Any) -> str:
        return "../" * self.path(page).count("/") or "./"


@dataclass(frozen=True)
class Options:
    """What the operator decides in mkdocs.yml.

    ``stale_after`` days after the last check, pages and notices say that the content is old; ``pdf``: draw the files;
    ``runtime``: "trimmed", or "plain" for Python as Pyodide publishes it; ``regions``: those the site is made of, all if
    there are none.
    """

    site_url: str
    contact: str
    stale_after: int
    pdf: bool
    offline: bool
    runtime: str
    brand: Brand
    regions: tuple[str, ...] = ()


class Builder:
    """One build of the site."""

    def __init__(self, root: Path, out: Path, options: Options, *, serving: bool) -> None:
        self.root = root
        self.out = out
        self.options = options
        self.site_url = options.site_url
        self.serving = serving
        terms = root / "guides/shared/terms.yml"
        self.converter = _converter(terms, terms.stat().st_mtime_ns)
        regions = chosen(root, options.regions)
        self.calc = root / "calc"
        if options.regions:
            self.calc = stage(root, root / ".cache/chosen", regions)
            calc_data.read_from(str(self.calc))
        else:
            catalogue.build(root)
        self.library = load(root / "guides", calc.calculators(), regions, drafts=serving)
        brand = options.brand
        self.words = {script: words.of_site(root, brand, self._convert(script)) for script in SCRIPTS}
        self.edition = Edition(
            version=f"{calc.__version__}+{digest([_digest(root / 'guides'), calc_data.load()['hash']])[:8]}",
            contact=options.contact,
            site_url=options.site_url,
            pdf=options.pdf,
        )
        self.checked = str(max((review.checked_on for review in self.library.reviews()), default=""))
        self.assets = _digest(root / "docs/assets", root / "docs/stylesheets")[:8]
        self.records: dict[Script, list[Page]] = {}
        self.renderers: dict[Script, Renderer] = {}
        self.runtime = ""
        self.waiting: dict[str, Callable[[], None]] = {}  # pages that are not written yet, by their address
        self.listed = False
        self.placing = RLock()

    def convert(self, text: str, script: Script) -> str:
        return self._convert(script)(text)

    def _convert(self, script: Script) -> Callable[[str], str]:
        return self.converter.convert if script == "zh-Hant" else str

    def frame(self, script: Script) -> Frame:
        editions = tuple(ScriptChoice(each, NAME[each], PREFIX[each], self.words[each]) for each in SCRIPTS)
        return Frame(
            script=script,
            words=self.words[script],
            prefix=PREFIX[script],
            version=self.edition.version,
            assets=self.assets,
            runtime=self.runtime,
            scripts=editions,
            csp="" if self.serving else PAGE_POLICY,  # the live reload of `mkdocs serve` is an inline script
            checked=self.checked,
            stale_after=self.options.stale_after,
            brand=self.options.brand,
        )

    def pack(self) -> None:
        """Put the Python runtime into the site, before the pages, which carry its hash."""
        manifest = pack(
            self.out / "assets/python",
            self.root / ".cache/runtime",
            requests=kept("probes", [*files(self.calc, "**/*"), Path(probes_made.__file__).read_bytes()], probes),
            warm=first_questions(),
            project=self.calc.parent,
            packages=("et-xmlfile", "openpyxl"),
            trimmed=self.options.runtime == "trimmed",
            quality=None if self.serving else 11,
        )
        self.runtime = manifest.meta

    def styles(self) -> None:
        """Put the site's style sheets together."""
        target = self.out / "assets/stylesheets"
        target.mkdir(parents=True, exist_ok=True)
        sheets = {
            name: [str(self.root / f"docs/stylesheets/{part}.css") for part in parts] for name, parts in STYLES.items()
        }
        command = [node(), str(self.root / "scripts/outputs/styles.mjs"), str(target), json.dumps(sheets)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        if done.returncode:
            raise RuntimeError(f"docs/stylesheets: {done.stderr.strip()}")

    def vendor(self) -> None:
        """Put the one foreign module of the pages into the site: the QR encoder, for codes that carry the choices made."""
        target = self.out / "assets/javascripts/vendor/qr.mjs"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.root / "node_modules/qr/index.js", target)

    def stamp(self, script: Script) -> None:
        """Render every page of a script into its shells, which stand where the home page and the first frame go."""
        renderer = Renderer(
            self.library,
            self.words[script],
            script,
            self._convert(script),
            self.root / "docs/theme/guide",
            self.edition,
        )
        self.renderers[script] = renderer
        self.records[script] = [*renderer.pages(), renderer.licences(licences.parts(self.root))]
        if self.edition.pdf:
            style = self.root / "docs/stylesheets/print.css"
            paper.write(renderer.papers(), style, self.out / PREFIX[script], cache=self.root / ".cache/paper")
        self._stamp(script, "", self.records[script])
        self._stamp(script, "embed/", renderer.embeds())
        if not self.serving:
            self._write_pages()

    def place(self, address: str) -> None:
        """While serving, put a file in its place when it is first asked for: a page, or else all that lists pages.

        :param address: below the site's root; a page's with or without its last slash.
        """
        with self.placing:
            if write := self.waiting.pop(f"{address}/" if f"{address}/" in self.waiting else address, None):
                write()
            elif not self.listed and not (self.out / address).exists():
                self.lists()

    def _write_pages(self) -> None:
        while self.waiting:
            _address, write = self.waiting.popitem()
            write()

    def _stamp(self, script: Script, place: str, pages: Iterable[Page]) -> None:
        file = self.out / PREFIX[script] / place / "index.html"
        shell = MARK.split(file.read_text(encoding="utf-8"))
        file.unlink()
        for page in pages:
            self.waiting[f"{PREFIX[script]}{page.path}"] = partial(self._write_page, script, shell, page)

    def _write_page(self, script: Script, shell: Sequence[str], page: Page) -> None:
        home = "../" * page.path.count("/") or "./"
        values = {
            "TITLE": html.escape(page.title),
            "DESCRIPTION": html.escape(page.description),
            "BODY": page.body,
            "PATH": page.path,
            "HOME": home,
            "HOLDS": " ".join(sorted(HOLDS & {name for names in CLASSES.findall(page.body) for name in names.split()})),
            "ROOT": home if script == SCRIPTS[0] else f"../{'' if home == './' else home}",
        }
        target = self.out / PREFIX[script] / page.path / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(values[part] if number % 2 else part for number, part in enumerate(shell))
        target.write_text(text, encoding="utf-8")

    def finish(self) -> None:
        """What needs both scripts; last, because they list all files, offline use and headers."""
        self.styles()
        self.vendor()
        self.options.brand.place(self.out / "assets")
        licences.write(self.root, self.out)
        for script in SCRIPTS:
            offline.write_manifest(
                self.out / PREFIX[script],
                name=self.words[script]["site"]["name"],
                script=script,
                assets="../assets/" if PREFIX[script] else "assets/",
            )
        if not self.serving:
            self.lists()
        if self.options.offline and not self.serving:
            offline.write_worker(self.out, self.root, search.groups(self.library))
        else:
            offline.write_leave(self.out)
        hosting.write_headers(self.out)

    def lists(self) -> None:
        """What is made of all pages and data: open data, search, templates of rosters, sitemap, feeds."""
        self.listed = True
        open_data.write(self.library, self.out / "api/v1", self.edition.version)
        simplified = [*self.records[SCRIPTS[0]], search.elder_mode(self.words[SCRIPTS[0]])]
        groups = search.groups(self.library)
        search.write(simplified, groups, self.out, cache=self.root / ".cache/search", stale_is_fine=self.serving)
        for script in SCRIPTS:
            pages = (
                simplified,
                [*self.records[script], search.elder_mode(self.words[script])],
            )
            above = "../" * PREFIX[script].count("/")
            names = search.names(*pages, groups, self.library, self._convert("zh-Hant"), above)
            search.write_names(names, self.out / PREFIX[script])
            roster_templates.write(self.out / PREFIX[script], script)
        robots = "User-agent: *\nAllow: /\n"
        if self.site_url:  # a sitemap and a feed name whole addresses
            robots += f"Sitemap: {self.site_url}sitemap.xml\n"
            stamped = [page.path for page in self.records[SCRIPTS[0]]]
            sitemap.write([*stamped, "about/", "browsers/", "open-data/"], self.out, self.site_url)
            for script in SCRIPTS:
                self._feed(script)
        (self.out / "robots.txt").write_text(robots, encoding="utf-8")

    def compress(self) -> None:
        """Write .br and .gz copies of all text files; the last step, when every file is what it stays."""
        packed = self.out / "assets/python"
        texts = [path for path in self.out.rglob("*") if path.suffix in TEXT and not path.is_relative_to(packed)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # brotli and zlib let other threads run
            # From 9 on brotli takes nine times as long over a page, and saves a five-hundredth.
            list(pool.map(lambda path: compress(path, self.root / ".cache/compressed", quality=8), texts))

    def _feed(self, script: Script) -> None:
        library = self.renderers[script].view.library
        feed.write(library, self.words[script], f"{self.site_url}{PREFIX[script]}", script, self.out / PREFIX[script])


@cache
def _converter(terms: Path, changed_at: int) -> Converter:
    """The converter of a terms file, made again only when the file has changed."""
    return Converter(load_terms(terms))


def _digest(*folders: Path) -> str:
    """A digest of the files of folders: the same content has the same version on every machine."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()

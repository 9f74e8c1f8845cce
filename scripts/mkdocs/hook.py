"""The MkDocs hook: everything the project asks of MkDocs is in this file.

MkDocs, Material and static-i18n build the hand-written pages and, per script, one *shell* page with marks: the frames, which are
made in a folder of their own, and kept. All other pages are rendered from data (:mod:`scripts.mkdocs.site`) and stamped into the
shells. static-i18n runs the whole build once per script; ``on_post_build`` comes after each. Where nothing has changed since the
last build there is nothing to do, and most of the project is not even imported.
"""

from __future__ import annotations

import functools
import gc
import logging
import re
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

gc.set_threshold(
    200_000, 50, 100
)  # what a build makes, it needs to its end: looking for rubbish takes a fifth of the time
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # MkDocs loads a hook as a lone file


def _lacks(error: ModuleNotFoundError) -> PluginError:
    """What to do where a package is missing. Raises the error itself where the module is ours: a mistake in the code."""
    if str(error.name).startswith(("calc", "scripts")):
        raise error
    return PluginError(f"The Python module {error.name} is missing: run `make setup`, then .venv/bin/mkdocs build")


try:
    from scripts import node  # isort: skip - named below
    from scripts.compile import made
    from scripts.data.yaml_strict import DataError
    from scripts.kept import files, hash_of, is_kept, kept
    from scripts.mkdocs.options import RUNTIMES, Options
    from scripts.mkdocs.packing import Packing
    from scripts.mkdocs.preview import Preview, Renewal, begin_again
    from scripts.mkdocs.tree import Tree
    from scripts.pages.brand import Brand
    from scripts.paths import SCRIPTS, Script
except ModuleNotFoundError as error:
    raise _lacks(error) from None

if TYPE_CHECKING:
    from scripts.mkdocs.site import Builder

log = get_plugin_logger("shebao-guide")
HAND_WRITTEN = "zh-Hans/"
MADE_FROM = (
    "guides/**/*",
    *(f"calc/**/*.{kind}" for kind in ("md", "py", "typed", "yml")),  # from which compiling makes the others
    "docs/**/*",
    "scripts/**/*",
    "kiosk/**/*.mjs",
    "mkdocs.yml",
    "requirements.txt",
    "package-lock.json",
)
MADE_WITH = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "markdown", "jinja2")
builder: Builder
last: Builder | None = None  # while serving, the one of the build before
whole = ""  # a hash of all that the site is made from
complete = False  # the site is made from that already
framed = False  # and so are the frames
warned = CountHandler(
    level=logging.WARNING
)  # what was made with a warning is not kept: the next build has to give it again
serving = False
packing: Packing | None = None  # while serving
preview: Preview | None = None


def on_startup(command: str, dirty: bool) -> None:
    global packing, serving
    sys.path.insert(0, str(ROOT))  # MkDocs takes back what a hook puts there while it is loaded; much is imported later
    serving = command == "serve"
    packing = Packing(_build_again) if serving else None
    logging.getLogger("mkdocs").addHandler(warned)
    if missing := node.missing(ROOT):
        _project()  # says first what Python lacks, and makes what Python alone can make
        raise PluginError(f"node_modules has no {missing[0]}: run `make setup` first")


@event_priority(-200)  # after static-i18n has said which script this build is for
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the project afresh for each build; mistakes in its data stop the build with their list."""
    global builder, complete, framed, last, whole
    if _script(config) == SCRIPTS[0]:
        options, out = options_of(config), Path(config.site_dir)
        whole = "" if serving else _whole(config)
        complete = Tree(out).complete(whole)
        if not complete:
            builder = last = _builder(out, options)
            framed = is_kept("frames", _frame_key(config))
            if not config.site_url:
                log.info("site_url is empty: no page or notice names an address, and no sitemap or feed is written")
        config.site_dir = tempfile.mkdtemp(prefix="frames-")
    if complete or framed:
        config.theme.static_templates.clear()
        config.theme.dirs.clear()  # of its thousands of files none is asked for
    return config


def _whole(config: MkDocsConfig) -> str:
    """A hash of everything. What npm and pip have installed is what their locks say."""
    options = repr((config.site_name, config.site_url, config.extra, sys.version, _heard()))
    brand = options_of(config).brand
    own = (path.read_bytes() for path in (brand.logo, brand.style, brand.words, brand.about) if path)
    return hash_of([*files(ROOT, *MADE_FROM), options.encode(), *own])


def _frame_key(config: MkDocsConfig) -> list[bytes]:
    told = (repr(config.extra), config.site_name, str(config.site_description), str(_heard()))
    return [builder.frame_key([*map(version, MADE_WITH), *told]).encode()]


def _heard() -> bool:
    """Whether warnings are given at all: what was built without them tells a build that stops at one nothing."""
    return log.isEnabledFor(logging.WARNING)


def _project() -> type[Builder]:
    """What makes sites; with it most of the project is imported."""
    try:
        if not (ROOT / "calc" / made.DATA).exists():  # a fresh clone: calc cannot be imported without its data
            made.make()

        from scripts.mkdocs.site import Builder

        return Builder
    except ModuleNotFoundError as error:
        raise _lacks(error) from None
    except DataError as error:
        raise PluginError(str(error)) from None


def _builder(out: Path, options: Options) -> Builder:
    """What makes this site."""
    try:
        return _project()(ROOT, out, options, serving=serving, before=last, packing=packing)
    except DataError as error:
        raise PluginError(str(error)) from None


def options_of(config: MkDocsConfig) -> Options:
    """What mkdocs.yml says. Raises PluginError for what it cannot say."""
    extra = config.extra
    if extra["runtime"] not in RUNTIMES:
        raise PluginError(f"extra.runtime: {extra['runtime']}: one of {', '.join(RUNTIMES)}")
    try:
        brand = Brand.of(ROOT, config)
    except DataError as error:
        raise PluginError(str(error)) from None
    return Options(
        site_url=config.site_url or "",
        contact=extra["contact"],
        stale_after=int(extra["stale_after"]),
        pdf=bool(extra["pdf"]),
        offline=bool(extra["offline"]),
        brand=brand,
        regions=_regions(extra["regions"]),
        runtime=extra["runtime"],
        brotli=int(extra["brotli"]),
    )


def _regions(wanted: Any) -> tuple[str, ...]:
    """A list in mkdocs.yml, or a text with commas or spaces as the environment and `make usb regions=…` give it."""
    return tuple(re.split(r"[,\s]+", wanted.strip()) if isinstance(wanted, str) else wanted or ())


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave the hand-written pages alone, each with a Traditional twin: the other files are placed by the builder."""
    for file in list(files):
        if not file.src_uri.startswith(HAND_WRITTEN):
            files.remove(file)
        else:
            twin = file.src_uri.replace(HAND_WRITTEN, "zh-Hant/", 1)
            files.append(File(twin, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@event_priority(-200)  # after static-i18n, which warns where it finds no home page
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Leave out all pages where they are kept from an earlier build."""
    for file in list(files) if complete or framed else ():
        files.remove(file)
    return nav


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """The Traditional twin's words, and what an office says of its site in place of ours."""
    _script_folder, _slash, name = page.file.src_uri.partition("/")
    own = builder.options.brand.about if name == "about.md" else None
    source = own or Path(config.docs_dir) / HAND_WRITTEN / name
    return builder.convert(source.read_text(encoding="utf-8"), _script(config))


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """What the theme's templates may use."""
    if complete:
        return env
    frame = builder.frame(_script(config))
    env.globals.update(guide=frame, script=frame.script, w=frame.words)
    env.filters["zh"] = functools.partial(builder.convert, script=frame.script)
    env.filters["fill"] = lambda text, **values: text.format(**values)
    return env


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Write the 404 page once, in both scripts, and no sitemap: ours knows the stamped pages too."""
    once = template_name == "404.html" and _script(config) == SCRIPTS[0]
    return output_content if once else ""


@event_priority(100)
def on_post_build(config: MkDocsConfig) -> None:
    if _script(config) != SCRIPTS[-1]:
        return
    made = Path(config.site_dir)
    if not complete:
        log.info("Packing Python for the browser (a minute or two when calc has changed, else at once) …")
        builder.pack()
        try:
            keep = framed or not warned.get_counts()
            builder.build(kept("frames", _frame_key(config), lambda: _frames(made)) if keep else _frames(made))
        except DataError as error:
            raise PluginError(str(error)) from None
        if not serving:
            builder.finish("" if warned.get_counts() else whole)
    shutil.rmtree(made, ignore_errors=True)


def _frames(folder: Path) -> dict[str, str]:
    """What MkDocs has made, by its path in the site."""
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    global preview
    for folder in ("guides", "calc", "scripts", "docs/theme"):
        server.watch(str(ROOT / folder))
    preview = Preview(server, _place, Renewal(ROOT, made.make, begin_again))
    if not (last and last.runtime):  # it may have come since
        _build_again()
    return server


def _build_again() -> None:
    if preview:
        preview.build_again()


def _place(address: str) -> None:
    builder.place(address)


def _script(config: MkDocsConfig) -> Script:
    return config.plugins["i18n"].current_language  # type: ignore[attr-defined,no-any-return]

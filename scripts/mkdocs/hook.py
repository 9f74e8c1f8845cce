"""The MkDocs hook: everything the project asks of MkDocs is in this file.

MkDocs, Material and static-i18n build the hand-written pages and, per script, one *shell* page with marks. All other pages
are rendered from data (:mod:`scripts.pages.renderer`) and stamped into the shell: one millisecond a page instead of ten to a hundred.
static-i18n runs the whole build once per script; ``on_post_build`` comes after each.
"""

from __future__ import annotations

import functools
import gc
import re
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

gc.set_threshold(
    200_000, 50, 100
)  # what a build makes, it needs to its end: looking for rubbish takes a fifth of the time
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # MkDocs loads a hook as a lone file

try:
    from scripts.data.yaml_strict import DataError  # isort: skip - named below
    from scripts.compile import catalogue, compiler

    if not (ROOT / "calc" / compiler.DATA).exists():  # a fresh clone: calc cannot be imported without its data
        catalogue.build()

    from scripts import node
    from scripts.mkdocs import site
    from scripts.mkdocs.preview import Preview
    from scripts.pages.brand import Brand
except ModuleNotFoundError as error:
    if str(error.name).startswith(("calc", "scripts")):  # ours: a mistake in the code, not in the setting up
        raise
    raise PluginError(
        f"The Python module {error.name} is missing: run `make setup`, then .venv/bin/mkdocs build"
    ) from None
except DataError as error:
    raise PluginError(str(error)) from None

log = get_plugin_logger("shebao-guide")
HAND_WRITTEN = "zh-Hans/"
builder: site.Builder
serving = False


def on_startup(command: str, dirty: bool) -> None:
    global serving
    serving = command == "serve"
    if missing := node.missing(ROOT):
        raise PluginError(f"node_modules has no {missing[0]}: run `make setup` first")


@event_priority(-200)  # after static-i18n has said which script this build is for
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the data afresh for each build; mistakes in it stop the build with their list."""
    global builder
    if _script(config) == site.SCRIPTS[0]:
        try:
            builder = site.Builder(ROOT, Path(config.site_dir), _options(config), serving=serving)
        except DataError as error:
            raise PluginError(str(error)) from None
        if not config.site_url:
            log.info("site_url is empty: no page or notice names an address, and no sitemap or feed is written")
    return config


def _options(config: MkDocsConfig) -> site.Options:
    extra = config.extra
    if extra["runtime"] not in site.RUNTIMES:
        raise PluginError(f"extra.runtime: {extra['runtime']}: one of {', '.join(site.RUNTIMES)}")
    return site.Options(
        site_url=config.site_url or "",
        contact=extra["contact"],
        stale_after=int(extra["stale_after"]),
        pdf=bool(extra["pdf"]),
        offline=bool(extra["offline"]),
        brand=Brand.of(ROOT, config),
        regions=_regions(extra["regions"]),
        runtime=extra["runtime"],
    )


def _regions(wanted: Any) -> tuple[str, ...]:
    """A list in mkdocs.yml, or a text with commas or spaces as the environment and `make usb regions=…` give it."""
    return tuple(re.split(r"[,\s]+", wanted.strip()) if isinstance(wanted, str) else wanted or ())


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give each hand-written page a Traditional twin; leave out the theme's files: see Builder.theme_style."""
    if _script(config) == site.SCRIPTS[0]:
        log.info("Packing Python for the browser (a minute or two when calc has changed, else at once) …")
        builder.pack()
    for file in list(files):
        if file.src_uri.startswith(HAND_WRITTEN):
            twin = file.src_uri.replace(HAND_WRITTEN, "zh-Hant/", 1)
            files.append(File(twin, config.docs_dir, config.site_dir, config.use_directory_urls))
        elif _is_of_theme(file, config):
            files.remove(file)
    return files


def _is_of_theme(file: File, config: MkDocsConfig) -> bool:
    return file.src_uri.startswith("assets/") and not (Path(config.docs_dir) / file.src_uri).exists()


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """The Traditional twin's words, and what an office says of its site in place of ours."""
    _script_folder, _slash, name = page.file.src_uri.partition("/")
    own = builder.options.brand.about if name == "about.md" else None
    source = own or Path(config.docs_dir) / HAND_WRITTEN / name
    return builder.convert(source.read_text(encoding="utf-8"), _script(config))


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """What the theme's templates may use."""
    frame = builder.frame(_script(config))
    env.globals.update(guide=frame, script=frame.script, w=frame.words)
    env.filters["zh"] = functools.partial(builder.convert, script=frame.script)
    env.filters["fill"] = lambda text, **values: text.format(**values)
    return env


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Write the 404 page once, in both scripts, and no sitemap: ours knows the stamped pages too."""
    once = template_name == "404.html" and _script(config) == site.SCRIPTS[0]
    return output_content if once else ""


@event_priority(100)
def on_post_build(config: MkDocsConfig) -> None:
    builder.stamp(_script(config))
    if _script(config) == site.SCRIPTS[-1]:
        builder.finish()
        if not serving:
            builder.compress()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    for folder in ("guides", "calc", "scripts", "docs/theme"):
        server.watch(str(ROOT / folder))
    Preview(server, _place)
    return server


def _place(address: str) -> None:
    builder.place(address)


def _script(config: MkDocsConfig) -> site.Script:
    return config.plugins["i18n"].current_language  # type: ignore[attr-defined,no-any-return]

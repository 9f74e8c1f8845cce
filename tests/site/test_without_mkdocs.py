"""The way out of MkDocs: its part of the site, made here with Python-Markdown and Jinja alone, is the same to the byte.

MkDocs, Material and static-i18n make the hand-written pages, the 404 page and the shell that all other pages are stamped
into. The forty lines of :class:`Plain` are what a replacement would have to be.
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import markdown
import pytest
import yaml

import calc
from scripts.data.loader import load
from scripts.mkdocs.site import MARK, Builder, Options, version
from scripts.pages.brand import Brand, settings
from scripts.paths import PREFIX, SCRIPTS, Script
from scripts.runtime.pack import Manifest
from scripts.tools import theme
from tests.support import ROOT, SITE_URL

pytestmark = pytest.mark.browser


SHELLS = {"index.md", "embed.md"}
WRITTEN = {path.name for path in (ROOT / "docs/zh-Hans").glob("*.md")} - SHELLS


class Plain:
    """Makes the hand-written pages without MkDocs."""

    def __init__(self, site: Path, out: Path) -> None:
        self.settings = settings(ROOT)
        extra = {**self.settings["extra"], "regions": tuple(self.settings["extra"]["regions"] or ())}
        extra |= {"site_url": self.settings["site_url"] or "", "brand": Brand.of(ROOT, self.settings)}
        options = Options(**{field: extra[field] for field in Options.__dataclass_fields__})
        self.builder = Builder(ROOT, out, options, serving=False)
        self.builder.runtime = Manifest.read(site / "assets/python").meta
        library = load(ROOT / "guides", calc.calculators())
        self.builder.checked = str(max(review.checked_on for review in library.reviews()))

    def filled(self, text: str) -> str:
        """What is written by hand, as it stands in the site."""
        return self.builder._filled(MARK.split(text), {"VERSION": version(text)})

    def render(self, template: str, script: Script, page: Any, base_url: str) -> str:
        frame = self.builder.frame(script)
        environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "docs/theme"))
        environment.globals.update(guide=frame, script=frame.script, w=frame.words)
        environment.filters["zh"] = partial(self.builder.convert, script=script)
        environment.filters["fill"] = lambda text, **values: text.format(**values)
        return environment.get_template(template).render(config=self.settings, page=page, base_url=base_url)

    def page(self, source: str, script: Script) -> str:
        """A page of docs/zh-Hans, "about.md": front matter, then Markdown whose first heading is the title."""
        text = self.builder.convert((ROOT / "docs/zh-Hans" / source).read_text(encoding="utf-8"), script)
        _, head, body = text.split("---\n", 2)
        extensions = [
            name if isinstance(name, str) else next(iter(name)) for name in self.settings["markdown_extensions"]
        ]
        options = {
            name: value
            for each in self.settings["markdown_extensions"]
            if isinstance(each, dict)
            for name, value in each.items()
        }
        content = markdown.markdown(body, extensions=["fenced_code", *extensions], extension_configs=options)
        content = re.sub(r'href="([a-z-]+)\.md', r'href="../\1/', content)  # links between hand-written pages
        title = re.search(r"<h1[^>]*>(.*?)</h1>", content)
        path = "" if source == "index.md" else f"{source.removesuffix('.md')}/"
        url = PREFIX[script] + path
        page = SimpleNamespace(content=content, title=title[1] if title else "", url=url, meta=yaml.safe_load(head))
        return self.render(page.meta.get("template", "main.html"), script, page, "../" * url.count("/") or ".")


@pytest.fixture(scope="module")
def plain(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Plain:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", SITE_URL)  # as the site was built
        return Plain(site, tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("source", sorted(WRITTEN))
def test_the_hand_written_page_is_the_same(site: Path, plain: Plain, script: Script, source: str) -> None:
    made = (site / PREFIX[script] / source.removesuffix(".md") / "index.html").read_text(encoding="utf-8")
    assert plain.filled(plain.page(source, script)) == made


def test_the_page_for_missing_ones_is_the_same(site: Path, plain: Plain) -> None:
    made = plain.filled(plain.render("404.html", SCRIPTS[0], None, "/"))
    assert made == (site / "404.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(
    ("source", "addresses"),
    [
        (
            "index.md",
            ("", "guides/", "guides/guannan/transfer-in/", "calculators/national/retirement-month/", "coverage/"),
        ),
        ("embed.md", ("embed/national/retirement-month/",)),
    ],
)
def test_every_generated_page_stands_in_the_same_shell(
    site: Path, plain: Plain, script: Script, source: str, addresses: tuple[str, ...]
) -> None:
    parts = MARK.split(plain.page(source, script))
    assert parts[1::2].count("BODY") == 1
    for address in addresses:
        rest = (site / PREFIX[script] / address / "index.html").read_text(encoding="utf-8")
        assert rest.startswith(parts[0]), address
        assert rest.endswith(parts[-1]), address
        for part in filter(None, parts[::2]):
            _stamped, found, rest = rest.partition(part)
            assert found == part, address


def test_what_makes_the_pages_asks_nothing_of_mkdocs() -> None:
    code = "import sys, scripts.mkdocs.site; print([n for n in sys.modules if n.split('.')[0] in ('mkdocs', 'material', 'mkdocs_static_i18n')])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_kept_style_is_what_the_installed_theme_gives(site: Path) -> None:
    assert theme.style(site) == theme.TARGET.read_text(encoding="utf-8"), "run `make theme`"
    assert theme.licence() == theme.LICENCE.read_text(encoding="utf-8"), "run `make theme`"
    shipped = (site / "assets/stylesheets/theme.css").read_text(encoding="utf-8")
    assert shipped.strip() == theme.TARGET.read_text(encoding="utf-8").partition("\n")[2].strip()  # without the note

"""The search of a large site: local guides are apart, by groups of regions, and are fetched when their place is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scripts import sizes
from scripts.data.library import Library
from scripts.outputs import search
from scripts.pages.renderer import Renderer
from scripts.serve.static_server import serve
from scripts.traditional import default_converter
from tests.support import ROOT

PROGRAM = """import { search } from "./assets/javascripts/search.mjs";
for (const form of document.querySelectorAll("form[data-search]")) search(form);"""
FRAME = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title>
<script type="module" src="{home}search-box.mjs"></script></head><body><main id="main">{body}</main></body></html>"""


@pytest.fixture(scope="module")
def few(library: Library) -> Library:
    """What applies now, and two regions' old guides."""
    return library.of_regions(["national", "guannan", "wuxi"])


@pytest.fixture(scope="module")
def large(few: Library, renderer: Callable[..., Renderer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that have a search box, and what it looks in, at a size at which 20 procedures are too many for one index."""
    out = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "SEARCH", 20)
        pages = [*renderer(few, "zh-Hans").pages()]
        groups = search.groups(few)
    search.write_names(search.names(pages, pages, groups, few, default_converter().convert), out)
    texts = ("guides/guannan/", "guides/wuxi/", "guides/national/pension-transfer/")  # others take seconds to render
    searched = [page for page in pages if page.path.startswith(texts)]
    search.write(searched, groups, out, cache=out.parent / "indexes", stale_is_fine=False)
    shutil.copytree(ROOT / "docs/assets/javascripts", out / "assets/javascripts")
    (out / "search-box.mjs").write_text(PROGRAM, encoding="utf-8")
    for page in pages:
        if page.path in ("", "guides/guannan/"):
            target = out / page.path / "index.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            home = "../" * page.path.count("/") or "./"
            target.write_text(FRAME.format(title=page.title, body=page.body, home=home), encoding="utf-8")
    return out


def test_each_page_is_in_one_file_of_names_and_what_applies_now_in_the_first(large: Path, few: Library) -> None:
    names = search.read_names(large)
    assert names["groups"] == {"guannan": "jiangsu", "wuxi": "jiangsu-2"}, "20 procedures a group"
    first = [entry["url"] for entry in names["found"]]
    apart = {group: [entry["url"] for entry in entries] for group, entries in names["parts"].items()}
    assert {*apart} == {"jiangsu", "jiangsu-2"}
    every = [*first, *(url for urls in apart.values() for url in urls)]
    assert len(every) == len({*every})
    assert {url for url in first if url.startswith("guides/") and url.count("/") == 3} == {
        f"guides/{procedure.id}/" for procedure in few.procedures if procedure.region == "national"
    }
    assert {"guides/guannan/", "guides/wuxi/"} <= {*first}, "a place is found by its name at once"
    assert all(url.startswith("guides/wuxi/") for url in apart["jiangsu-2"])


def test_a_small_site_is_searched_in_one(library: Library) -> None:
    assert search.groups(library) == {}


@pytest.mark.browser
def test_the_guides_of_a_place_are_fetched_when_it_is_named(large: Path, browser: Browser) -> None:
    with serve(large) as base, browser.new_page() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(base)))
        page.goto(f"{base}/")
        box, results = page.locator("#home-search"), page.locator(".search-results a")
        box.fill("参保登记")
        expect(results.first).to_be_visible()
        assert "/names.js" in asked and not [url for url in asked if url.startswith("/names/")]
        box.fill("灌南单位参保登记")
        expect(page.locator('.search-results a[href$="guides/guannan/unit-registration/"]')).to_be_visible()
        assert [url for url in asked if url.startswith("/names/")] == ["/names/jiangsu.js"]
        box.fill("灌南法律文书")  # no name has it, a text of the place does
        expect(page.locator('.search-results a[href$="guides/guannan/transfer-in/"]')).to_be_visible()
        assert [url for url in asked if url.startswith("/pagefind/jiangsu/")]
        assert not [url for url in asked if "jiangsu-2" in url]
        page.goto(f"{base}/guides/guannan/")
        page.locator("#region-search").fill("参保登记")
        expect(results.first).to_be_visible()
        links = results.evaluate_all("(links) => links.map((link) => link.pathname)")
        assert links and all("/guannan/" in link for link in links)

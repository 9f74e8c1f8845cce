"""Offline use in a real Chromium: everything works with the server gone, and a new version never costs what was typed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.kept import hash_of
from scripts.outputs import offline
from scripts.serve.static_server import serve
from tests.site.conftest import unfold
from tests.support import ROOT

pytestmark = pytest.mark.browser
CALCULATOR = "/calculators/national/retirement-month/"


class Host:
    """A server of a copy of the site, which can be changed and switched off."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.port = 0
        self.running = ExitStack()
        self.base = ""

    def start(self) -> None:
        self.base = self.running.enter_context(serve(self.site, self.port))
        self.port = int(self.base.rpartition(":")[2])  # the same address when it comes back

    def stop(self) -> None:
        self.running.close()


def revision(content: bytes) -> str:
    """What the build tells the content of a file by."""
    return hashlib.sha256(content).hexdigest()[:32]


def write_worker(site: Path, apart: Mapping[str, str]) -> None:
    """Write the worker of a tree as it is now, and its lists."""
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    revisions = {
        path: hash_of([content]) if path.startswith("assets/python/") else revision(content)
        for path, content in files.items()
    }
    sizes = {path: len(content) for path, content in files.items()}
    for path, text in offline.worker(ROOT, apart, revisions, sizes).items():
        (site / path).write_text(text, encoding="utf-8")


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    copy = tmp_path / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("*.gz", "*.br", "api"))
    host = Host(copy)
    host.start()
    yield host
    host.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def visit(page: Page, host: Host) -> None:
    """Open the home page and wait until the site is kept, which must not compete with the page itself."""
    page.goto(host.base)
    assert not page.evaluate("() => navigator.serviceWorker.getRegistration().then(Boolean)")
    page.evaluate("() => navigator.serviceWorker.ready")
    expect.set_options(timeout=20_000)
    for _ in range(100):
        if page.evaluate("() => Boolean(navigator.serviceWorker.controller)"):
            return
        page.wait_for_timeout(200)
    raise AssertionError("the service worker does not answer for the page")


def publish(host: Host, page_path: str, old: str, new: str) -> None:
    """Change a page of the site as a new build would: its content, and its revision in the worker's list."""
    file = host.site / page_path
    before = revision(file.read_bytes())
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    worker = host.site / "sw.js"
    text = worker.read_text(encoding="utf-8")
    assert before in text, "the worker names each file's revision"
    worker.write_text(text.replace(before, revision(file.read_bytes())), encoding="utf-8")


def update(page: Page) -> bool:
    """Have the browser look for a new version, and say whether one is installed and waits."""
    page.evaluate("() => navigator.serviceWorker.getRegistration().then((it) => it.update()).catch(() => {})")
    for _ in range(200):
        page.wait_for_timeout(100)
        busy, waiting = page.evaluate(
            "() => navigator.serviceWorker.getRegistration().then((it) => [Boolean(it.installing), Boolean(it.waiting)])"
        )
        if not busy:
            return bool(waiting)
    raise AssertionError("the new version is neither installed nor given up")


def test_everything_works_with_the_server_gone(page: Page, host: Host) -> None:
    visit(page, host)
    page.goto(host.base + "/calculators/")
    page.get_by_role("button", name="下载计算程序").click()
    expect(page.locator("[data-download] [role=status]")).to_contain_text("下载好了", timeout=60_000)
    page.wait_for_timeout(1500)  # the runtime keeps its files after it has answered
    host.stop()

    page.goto(host.base + "/zh-Hant/guides/guannan/transfer-in/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    unfold(page)
    page.locator("[data-material] input").first.check()
    expect(page.locator(".checklist-progress")).to_contain_text("1")

    page.goto(host.base + "/")
    page.get_by_role("searchbox").press_sequentially("转移")
    expect(page.locator(".search-results a").first).to_be_visible()

    page.goto(host.base + CALCULATOR)
    page.locator("form[data-calculator] [type=submit]").click()
    expect(page.locator("[data-result]")).to_have_attribute(
        "data-state", "error", timeout=60_000
    )  # Python asks for more
    assert page.locator(".field-error:not(:empty)").count(), "Python says which fields are missing"

    page.goto(host.base + "/guides/guannan/transfer-in")  # the last slash forgotten
    assert page.url.endswith("/guides/guannan/transfer-in/")
    page.goto(host.base + "/guides/nowhere/")
    assert page.get_by_role("heading", name="没有找到这一页").count() == 1
    assert page.locator("section[lang=zh-Hant]").count() == 1


def test_a_new_version_waits_for_a_half_filled_form(page: Page, host: Host) -> None:
    visit(page, host)
    page.goto(host.base + CALCULATOR)
    field = page.locator("form[data-calculator] input[type=text]").first
    field.fill("1970-03")
    publish(host, "index.html", "</h1>", "（新）</h1>")
    assert update(page)
    notice = page.locator("[data-offline]")
    expect(notice).to_be_hidden()
    expect(field).to_have_value("1970-03")

    field.fill("")
    expect(notice).to_contain_text("内容已更新")
    page.goto(host.base + "/")
    assert "（新）" not in page.locator("h1").inner_text(), "the old version serves until the reader takes the new one"
    notice.get_by_role("button").click()
    expect(page.locator("h1")).to_contain_text("（新）")


def test_a_broken_release_leaves_the_old_version(page: Page, host: Host) -> None:
    visit(page, host)
    publish(host, "index.html", "</h1>", "（坏）</h1>")
    (host.site / "guides/guannan/transfer-in/index.html").unlink()
    worker = host.site / "sw.js"
    page_entry = '"guides/guannan/transfer-in/index.html"'
    text = worker.read_text(encoding="utf-8")
    start = text.index(page_entry)
    revision = text.rindex('"revision":"', 0, start) + len('"revision":"')
    worker.write_text(text[:revision] + "0" * 32 + text[revision + 32 :], encoding="utf-8")
    assert not update(page)
    host.stop()
    page.goto(host.base + "/guides/guannan/transfer-in/")
    assert page.locator("[data-checklist]").count() == 1
    page.goto(host.base + "/")
    assert "（坏）" not in page.locator("h1").inner_text()


def test_the_list_of_kept_files_is_the_same_for_the_same_site(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("*.gz", "*.br", "*.bin", "library.*"))
    write_worker(copy, {})
    text = (copy / "sw.js").read_text(encoding="utf-8")
    assert text == (site / "sw.js").read_text(encoding="utf-8")
    for name in ("index.html", "zh-Hant/index.html", "names.js", "zh-Hant/names.js", "assets/stylesheets/receipt.css"):
        assert f'"{name}"' in text
    assert "api/v1" not in text
    assert "snapshot." not in text, "the large files of Python are fetched when somebody calculates"


def test_of_a_large_site_a_region_is_kept_when_somebody_reads_a_page_of_it(browser: Browser, tmp_path: Path) -> None:
    tree = tmp_path / "site"
    start = "navigator.serviceWorker.register('/sw.js')"
    for name in (
        "index",
        "404",
        "guides/guannan/index",
        "guides/guannan/a/index",
        "guides/guannan/b/index",
        "guides/wuxi/c/index",
    ):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / f"{name}.html").write_text(
            f"<!doctype html><script src='/start.js'></script><h1>{name}</h1>", encoding="utf-8"
        )
    (tree / "start.js").write_text(start, encoding="utf-8")
    for name in ("names/jiangsu.js", "pagefind/pagefind-entry.json", "assets/python/manifest.json"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("1", encoding="utf-8")
    write_worker(tree, {"guannan": "jiangsu", "wuxi": "jiangsu"})
    kept = (tree / "sw.js").read_text(encoding="utf-8")
    assert '"index.html"' in kept and "guannan/" not in kept and "names/jiangsu" not in kept
    listed = json.loads((tree / "guides/guannan/offline.json").read_text())
    assert listed["bytes"] == sum((tree / file).stat().st_size for file, _revision in listed["files"])
    assert [file for file, _revision in listed["files"]] == [
        "guides/guannan/a/index.html",
        "guides/guannan/b/index.html",
        "guides/guannan/index.html",
        "names/jiangsu.js",
    ]

    context = browser.new_context()
    page = context.new_page()
    host = Host(tree)
    host.start()
    page.goto(host.base)
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.goto(host.base + "/guides/guannan/a/")
    page.wait_for_function(
        "async () => (await caches.keys()).includes('region guides/guannan/') && "
        "Boolean(await caches.match(location.origin + '/guides/guannan/offline.json'))"
    )
    host.stop()
    context.set_offline(True)  # the server goes on answering on a line that is open
    page.goto(host.base + "/guides/guannan/b/")
    expect(page.locator("h1")).to_have_text("guides/guannan/b/index")
    assert page.evaluate("() => fetch('/names/jiangsu.js').then((answer) => answer.text())") == "1"
    page.goto(host.base + "/guides/wuxi/c/")
    expect(page.locator("h1")).to_have_text("404")
    context.close()

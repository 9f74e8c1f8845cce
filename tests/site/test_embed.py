"""What leaves the site: a calculator in a frame on another site's page, open data and the wheel in another's Python."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, FrameLocator, Page, expect

import calc
from scripts.runtime.pack import PYODIDE
from scripts.serve.static_server import serve
from tests.markup import Document
from tests.site.conftest import Open
from tests.site.test_browser import axe, wider
from tests.site.test_search import both_scripts
from tests.site.test_tree import PREFIX, framed_or_not, is_framed, pages
from tests.support import ROOT, SITE_URL

CALCULATOR = "national/retirement-month"
MODULE = "shebao_calc"  # what the wheel installs
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Somebody's page</title>
<body>{body}</body></html>
"""
HEARS_ALL = (
    "addEventListener('message', ({origin, data}) => (window.heard = [...(window.heard ?? []), [origin, data]]))"
)


@pytest.fixture
def abroad(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Another site's page with a body of one's own: its address, on another port, which makes it another origin."""
    folder = tmp_path / "abroad"
    folder.mkdir()

    def write(body: str) -> str:
        (folder / "index.html").write_text(PAGE.format(body=body), encoding="utf-8")
        return address

    with serve(folder, policy=lambda _: {}) as address:
        yield write


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
    yield context
    context.close()


def snippet(page: Page, base: str, prefix: str = "") -> str:
    """The two lines of a calculator's page, as its button copies them, with this test's address of the site."""
    page.goto(f"{base}/{prefix}calculators/{CALCULATOR}/")
    page.get_by_text("放到您的").click()
    page.locator("[data-embed] button").click()
    expect(page.locator("[data-embed] [role=status]")).not_to_be_empty()
    lines: str = page.evaluate("navigator.clipboard.readText()")
    assert len(lines.splitlines()) == 2
    assert lines.count(SITE_URL) == 2
    return lines.replace(SITE_URL, f"{base}/")


def compute(frame: FrameLocator) -> None:
    frame.locator("[name=birth]").fill("1965-01")
    frame.locator("fieldset#calc-track label").first.click()
    frame.locator("button[type=submit]").click()
    expect(frame.locator("output[data-result]")).to_have_attribute("data-state", "done", timeout=20_000)
    # The first affected month of the first track goes one month later: 1965-01 → 2025-02.
    expect(frame.locator("output[data-result]")).to_contain_text("2025年2月")


def framed(page: Page) -> Frame:
    (frame,) = page.frames[1:]
    return frame


@pytest.mark.browser
@both_scripts
def test_the_two_lines_show_a_calculator_that_works_and_is_as_high_as_its_content(
    context: BrowserContext, base: str, abroad: Callable[[str], str], prefix: str
) -> None:
    page = context.new_page()
    body = snippet(page, base, prefix)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(HEARS_ALL)
    page.goto(abroad(body))
    outside = page.locator("iframe")

    def fits() -> None:
        end = framed(page).evaluate(
            "Math.ceil(scrollY + document.querySelector('footer').getBoundingClientRect().bottom)"
        )
        expect(outside).to_have_js_property("clientHeight", end)

    expect(outside).not_to_have_js_property("clientHeight", 600)  # what the line says, until the page within speaks
    fits()
    before = outside.evaluate("(frame) => frame.clientHeight")
    compute(page.frame_locator("iframe"))
    page.wait_for_function("(before) => document.querySelector('iframe').clientHeight > before", arg=before)
    fits()
    heard = page.evaluate("window.heard")
    assert {origin for origin, _ in heard} == {base}
    for _, message in heard:
        assert {name: type(value) for name, value in message.items()} == {"type": str, "slug": str, "height": int}
        assert (message["type"], message["slug"]) == ("shebao-guide:height", CALCULATOR)
    assert framed(page).evaluate("document.documentElement.lang") == ("zh-Hant" if prefix else "zh-Hans")
    assert complaints == []


@pytest.mark.browser
def test_links_in_a_frame_open_beside_the_page_and_places_stay_in_it(
    context: BrowserContext, base: str, abroad: Callable[[str], str]
) -> None:
    page = context.new_page()
    address = abroad(f'<iframe src="{base}/embed/{CALCULATOR}/" width="100%" height="900"></iframe>')
    page.goto(address)
    frame = page.frame_locator("iframe")
    frame.locator("button[type=submit]").click()
    frame.locator(".errors a").first.click(timeout=20_000)
    expect(frame.locator("[name=birth]")).to_be_focused()
    with context.expect_page() as opened:
        frame.get_by_role("link", name="打开完整的页面").click()
    expect(opened.value).to_have_url(f"{base}/calculators/{CALCULATOR}/")
    assert page.url == f"{address}/"
    assert len(context.pages) == 2


@pytest.mark.browser
def test_a_state_in_the_frames_address_fills_the_form_in(
    context: BrowserContext, base: str, abroad: Callable[[str], str]
) -> None:
    page = context.new_page()
    page.goto(abroad(f'<iframe src="{base}/embed/{CALCULATOR}/#birth=1965-01&amp;track=male-60"></iframe>'))
    expect(page.frame_locator("iframe").locator("output[data-result]")).to_contain_text("2025年2月", timeout=20_000)


@pytest.mark.browser
def test_only_the_frames_own_messages_set_its_height(
    context: BrowserContext, base: str, abroad: Callable[[str], str], tmp_path: Path
) -> None:
    """One from another origin, and ones from ours that are no height, change nothing."""
    (tmp_path / "third").mkdir()
    (tmp_path / "third/index.html").write_text(
        "<script>parent.postMessage({type: 'shebao-guide:height', height: 7777}, '*'); parent.postMessage('done', '*')</script>"
    )
    with serve(tmp_path / "third", policy=lambda _: {}) as third:
        page = context.new_page()
        page.add_init_script(HEARS_ALL)
        script = f'<script src="{base}/embed/embed.js"></script>'
        page.goto(
            abroad(
                f'{script}<iframe id="a" src="{base}/embed/{CALCULATOR}/"></iframe><iframe id="b" src="{third}"></iframe>'
            )
        )
        page.wait_for_function("window.heard?.some(([, data]) => data === 'done')")
        expect(page.locator("#a")).not_to_have_js_property("clientHeight", 150)
        expect(page.locator("#b")).to_have_js_property("clientHeight", 150)  # as browsers make frames
        high = page.locator("#a").evaluate("(frame) => frame.clientHeight")
        mine = next(frame for frame in page.frames if "/embed/" in frame.url)
        mine.evaluate("""() => {
            for (const data of ["x", null, {type: "shebao-guide:height", height: "9px; color: red"}, {type: "other", height: 9}])
              parent.postMessage(data, "*");
            parent.postMessage("ours done", "*");
        }""")
        page.wait_for_function("window.heard.some(([, data]) => data === 'ours done')")
        assert page.locator("#a").evaluate("(frame) => frame.clientHeight") == high


@pytest.mark.browser
def test_by_itself_a_page_for_frames_speaks_to_nobody(opened: Open) -> None:
    with opened("404.html") as page:
        page.add_init_script(HEARS_ALL)
        page.goto(f"/embed/{CALCULATOR}/")
        expect(page.locator("[type=submit]")).to_be_enabled()
        assert page.evaluate("window.heard ?? []") == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["default", "slate", "contrast"])
def test_a_framed_calculator_and_the_lines_to_copy_are_open_to_all(opened: Open, scheme: str) -> None:
    with opened("404.html", viewport={"width": 320, "height": 700}, bypass_csp=True) as page:
        page.evaluate(f"localStorage.setItem('scheme', '{scheme}')")
        page.goto(f"/embed/{CALCULATOR}/#birth=1965-01&track=male-60")
        expect(page.locator("output[data-result]")).to_contain_text("2025年2月", timeout=20_000)
        assert (axe(page), wider(page)) == ([], [])
        page.goto(f"/calculators/{CALCULATOR}/")
        page.locator("[data-embed] summary").click()
        assert (axe(page), wider(page)) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", f"calculators/{CALCULATOR}/", "guides/guannan/transfer-in/", "404.html"])
def test_no_other_page_can_be_framed(
    context: BrowserContext, base: str, abroad: Callable[[str], str], address: str
) -> None:
    page = context.new_page()
    refusals: list[str] = []
    page.on("console", lambda message: refusals.append(message.text))
    page.goto(abroad(f'<iframe src="{base}/{address}"></iframe>'))
    page.wait_for_load_state("networkidle")
    assert "frame-ancestors 'none'" in " ".join(refusals)
    assert base not in framed(page).url


@pytest.mark.browser
def test_open_data_may_be_fetched_from_anywhere_and_other_files_may_not(
    context: BrowserContext, base: str, abroad: Callable[[str], str], site: Path
) -> None:
    page = context.new_page()
    page.goto(abroad(""))
    get = "(address) => fetch(address).then((answer) => answer.json()).catch(() => null)"
    data = page.evaluate(get, f"{base}/api/v1/procedures.json")
    assert data == json.loads((site / "api/v1/procedures.json").read_text(encoding="utf-8"))
    lock = page.evaluate(get, f"{base}/assets/python/pyodide-lock.json")
    assert "shebao-guide" in lock["packages"]
    for closed in ("assets/python/manifest.json", "names.js"):
        assert page.evaluate(get, f"{base}/{closed}") is None


@pytest.fixture(scope="session")
def micropip() -> Path:
    """micropip's wheel as requirements.txt pins it: for the Python in Pyodide, which is newer than the project's may be."""
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    (pinned,) = re.findall(r"^micropip==.*(?:\n    --hash.*)+\n", lock, re.MULTILINE)
    pin = re.sub(r";[^\\\n]*", "", pinned)
    folder = ROOT / ".cache/tests/micropip"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "requirements.txt"
    if not wanted.exists() or wanted.read_text(encoding="utf-8") != pin:
        for old in folder.glob("*.whl"):
            old.unlink()
        wanted.write_text(pin, encoding="utf-8")
    if not list(folder.glob("*.whl")):
        exactly = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--python-version", "3.14", "--quiet"]
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            *exactly,
            "--dest",
            str(folder),
            "--requirement",
            str(wanted),
        ]
        subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


LOAD = """async ([from, wheel, micropip]) => {
  const { loadPyodide } = await import(from + "/pyodide/pyodide.mjs");
  const pyodide = await loadPyodide();
  if (micropip) {
    await pyodide.loadPackage(micropip);
    await pyodide.runPythonAsync(`import micropip; await micropip.install("${wheel}")`);
  } else await pyodide.loadPackage(wheel);
  return pyodide.runPython(`
import json, MODULE as calc
json.dumps(calc.run("national/retirement-month", {"birth": "1965-01", "track": "male-60"}), ensure_ascii=False)
  `);
}"""


@pytest.mark.browser
@pytest.mark.parametrize("way", ["loadPackage", "micropip.install"])
def test_the_wheel_works_in_somebody_elses_pyodide(
    context: BrowserContext,
    base: str,
    abroad: Callable[[str], str],
    tmp_path: Path,
    site: Path,
    micropip: Path,
    way: str,
) -> None:
    """A plain one, as its package ships it, loads the wheel from this site by its address alone."""
    shutil.copytree(PYODIDE, tmp_path / "abroad/pyodide")
    shutil.copy(micropip, tmp_path / "abroad")
    (wheel,) = (site / "assets/python").glob("shebao_guide-*.whl")
    page = context.new_page()
    address = abroad("")
    page.goto(address)
    helper = f"{address}/{micropip.name}" if way == "micropip.install" else None
    answer = page.evaluate(
        LOAD.replace("MODULE", MODULE), [address, f"{base}/assets/python/{quote(wheel.name)}", helper]
    )
    assert "2025年2月" in json.loads(answer)["headline"]


def test_every_calculator_stands_alone_in_both_scripts_and_nowhere_else(site: Path) -> None:
    found = {address for address, _ in framed_or_not(site) if is_framed(address)}
    assert found == {f"{prefix}embed/{slug}/" for prefix in PREFIX.values() for slug in calc.calculators()}
    for address, page in framed_or_not(site):
        if not is_framed(address):
            continue
        slug = address.partition("embed/")[2].strip("/")
        assert page.values("data-calculator") == [slug]
        assert page.all("meta", name="robots")[0].attributes["content"] == "noindex"
        assert page.all("header") == page.all("nav") == page.all("link", rel="canonical") == []
        assert sum("data-result" in element.attributes for element in page.all("output")) == 1
    assert b"embed/" not in (site / "sitemap.xml").read_bytes()
    assert b'"embed/' not in (site / "sw.js").read_bytes()
    assert b"zh-Hant/embed/" not in (site / "sw.js").read_bytes()
    for prefix in PREFIX.values():
        assert b"embed/" not in (site / prefix / "names.js").read_bytes()


def test_each_calculators_page_has_the_two_lines_for_its_own_script(site: Path) -> None:
    for address, page in pages(site):
        slugs = page.values("data-calculator")
        if not slugs:
            continue
        prefix = PREFIX["zh-Hant"] if address.startswith("zh-Hant/") else ""
        (code,) = page.all("code")
        lines = Document(code.text)
        assert lines.values("src") == [f"{SITE_URL}embed/embed.js", f"{SITE_URL}{prefix}embed/{slugs[0]}/"]
        assert [element.tag for element in lines.elements] == ["script", "iframe"]


def test_the_script_for_other_sites_is_sent_to_them(base: str) -> None:
    host = http.client.HTTPConnection(base.removeprefix("http://"), timeout=10)
    host.request("GET", "/embed/embed.js")
    assert host.getresponse().getheader("Cross-Origin-Resource-Policy") == "cross-origin"
    host.close()

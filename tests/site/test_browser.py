"""The built site in real Chromium: what a person does with it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from scripts.paths import PREFIX
from tests.site.conftest import Open, unfold
from tests.support import ROOT

pytestmark = pytest.mark.browser

PROCEDURE = "guides/guannan/collection-audit/"
KINDS = {
    "home": "",
    "regions": "guides/",
    "region": "guides/guannan/",
    "events": "events/",
    "event": "events/retirement/",
    "procedure": PROCEDURE,
    "procedure with tables": "guides/shenzhen/web-account/",
    "calculators": "calculators/",
    "calculator": "calculators/national/retirement-month/",
    "ways": "ways/",
    "topic": "kinds/pension/",
    "alphabet": "a-z/",
    "forms": "forms/",
    "comparison": "compare/transfer-in/",
    "glossary": "glossary/",
    "about": "about/",
    "licences": "licences/",
    "open data": "open-data/",
}
PHONE = {"width": 360, "height": 740}
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => (await axe.run(document, {runOnly: [
  "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"
]})).violations.map(({id, nodes}) => id + ": " + nodes.map((node) => node.target.join(" ")).join(", "))"""

every_kind = pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
both_scripts = pytest.mark.parametrize("prefix", PREFIX.values(), ids=PREFIX.keys())


def axe(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def wider(page: Page) -> list[str]:
    """What makes a page scroll sideways."""
    found: list[str] = page.evaluate("""() => {
      const root = document.documentElement, wide = root.scrollWidth > innerWidth;
      const out = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5);
      return wide ? [`${root.scrollWidth} px`, ...out.map((each) => each.tagName + "." + each.className)] : [];
    }""")
    return found


def test_no_page_is_wider_than_a_phone(opened: Open) -> None:
    with opened("404.html", viewport=PHONE) as page:
        for address in [prefix + each for each in KINDS.values() for prefix in PREFIX.values()]:
            page.goto(f"/{address}")
            for width in (320, 360, 390):
                page.set_viewport_size({"width": width, "height": 700})
                assert wider(page) == [], (address, width)


def test_switching_the_script_stays_on_the_page_and_its_place(opened: Open) -> None:
    """A calculator's page carries what was typed instead of a place; its own tests see to that."""
    with opened("404.html") as page:
        for address in (each for kind, each in KINDS.items() if kind != "calculator"):
            page.goto(f"/{address}")
            title = page.title()
            page.evaluate("location.hash = 'main'")
            page.get_by_role("link", name="繁體").click()
            page.wait_for_url(f"**/zh-Hant/{address}#main")
            assert page.title() != title
            page.get_by_role("link", name="简体").click()
            page.wait_for_url(re.compile(rf"^[^#]*:\d+/{address}#main$"))
            assert page.title() == title


def test_the_menu_opens_and_closes_by_keyboard(opened: Open) -> None:
    with opened(PROCEDURE, viewport=PHONE) as page:
        assert page.locator("#menu").is_hidden()
        button = page.locator(".menu-button")
        for _ in range(6):
            page.keyboard.press("Tab")
            if button.evaluate("(button) => button === document.activeElement"):
                break
        assert button.evaluate("(button) => button === document.activeElement")
        page.keyboard.press("Enter")
        assert page.locator("#menu").is_visible()
        assert button.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#menu') !== null")
        page.keyboard.press("Escape")
        assert page.locator("#menu").is_hidden()
        assert button.evaluate("(button) => button === document.activeElement")
        assert button.get_attribute("aria-expanded") == "false"


def test_the_first_tab_leads_past_the_head(opened: Open) -> None:
    with opened(PROCEDURE) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@both_scripts
def test_a_procedure_works_without_javascript(opened: Open, prefix: str) -> None:
    with opened(prefix + PROCEDURE, java_script_enabled=False, viewport=PHONE) as page:
        unfold(page)
        boxes = page.locator("[data-checklist] .materials input[type=checkbox]")
        assert boxes.count() > 0
        boxes.first.check()
        assert boxes.first.is_checked()
        for section in ("glance", "materials", "how", "silent", "basis", "sources"):
            assert page.locator(f"#{section}").is_visible()
        assert page.locator("#menu").is_visible()  # the menu lies open when nothing can open it
        assert page.locator(".bar button, .bar fieldset").locator("visible=true").count() == 0
        page.locator("#menu").get_by_role("link").first.click()
        page.wait_for_url(f"**/{prefix}guides/")


@both_scripts
def test_a_procedure_prints_on_a_few_sheets(opened: Open, tmp_path: Path, prefix: str) -> None:
    with opened(prefix + "guides/guannan/unit-registration/") as page:
        materials = page.locator(".material-name").all_inner_texts()
        heading = page.locator("h1").inner_text()
        page.emulate_media(media="print")
        assert page.locator(".bar").is_hidden()
        paper = tmp_path / "page.pdf"
        page.pdf(path=paper, prefer_css_page_size=True)
    info = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    text = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    pages = re.search(r"Pages:\s+(\d+)", info)
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info)
    assert pages
    assert int(pages[1]) <= 3
    assert size
    assert [round(float(each)) for each in size.groups()] == [595, 842] or [round(float(e)) for e in size.groups()] == [
        594,
        842,
    ]
    flat = re.sub(r"\s", "", text)
    for words in [heading, *materials]:
        assert re.sub(r"\s", "", words) in flat


def test_the_page_that_is_missing_leads_home_in_both_scripts(opened: Open, base: str) -> None:
    with opened("about/") as page:
        answer = page.request.get(f"{base}/zh-Hant/no/such/page/")
        assert answer.status == 404
        page.goto("/404.html")
        for name in ("回到首页", "回到首頁"):
            link = page.get_by_role("link", name=name)
            assert page.request.get(base + str(link.get_attribute("href"))).status == 200
        assert axe(page) == []

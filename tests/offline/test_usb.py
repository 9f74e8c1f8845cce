"""The edition for a USB stick, opened from disk in a real Chromium: no server, no network."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.editions import markup, usb
from tests.site.conftest import unfold

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def stick(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as `make usb` writes it, once for all workers, in a folder with a space and Chinese in its name."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    out = shared / "优盘 stick"
    with (shared / "usb.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (out / "打开社保办事指南.html").exists():
            usb.write(site, out)
    return out


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when it asks any web server, or complains."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if request.url.startswith("http") else None)
    yield page
    context.close()
    assert complaints == []


@pytest.mark.long(10)
def test_double_click_leads_to_a_living_checklist(page: Page, stick: Path) -> None:
    page.goto((stick / "打开社保办事指南.html").as_uri())
    page.wait_for_url("**/site/index.html")
    page.get_by_role("link", name=re.compile("扬州")).first.click()
    page.get_by_role("link", name="工伤认定", exact=True).click()
    unfold(page)
    page.get_by_label("受伤职工亲属").check()
    expect(page.locator("[data-material=kinship]")).to_have_attribute("data-needed", "yes")
    expect(page.locator("[data-material=attendance]")).to_have_attribute("data-needed", "no")
    page.get_by_role("link", name="繁體").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.locator("[data-material=attendance]")).to_have_attribute("data-needed", "no")  # the choice came along
    assert page.locator(".sheet-title .sheet-more").text_content() == "一次性告知單"


def test_double_click_opens_either_script(page: Page, stick: Path) -> None:
    page.goto((stick / "打開社保辦事指南.html").as_uri())
    page.wait_for_url("**/site/zh-Hant/index.html")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")


@pytest.mark.parametrize("query", ["退休", "tuixiu", "tx"])
def test_plain_search(page: Page, stick: Path, query: str) -> None:
    page.goto((stick / "site/zh-Hant/index.html").as_uri())
    page.get_by_role("searchbox").press_sequentially(query)
    result = page.locator(".search-results a").filter(has_text="退休").first
    expect(result).to_be_visible()
    result.click()
    expect(page.locator("h1")).to_contain_text("退休")


@pytest.mark.parametrize("query", ["邮储", "郵儲"])
def test_plain_search_finds_what_no_name_but_a_summary_says(page: Page, stick: Path, query: str) -> None:
    page.goto((stick / "site/zh-Hant/index.html").as_uri())
    page.get_by_role("searchbox").press_sequentially(query)
    expect(page.locator(".search-results a").first).to_contain_text("靈活就業人員參保登記")


def test_a_calculator_answers(page: Page, stick: Path) -> None:
    page.goto((stick / "site/calculators/national/retirement-month/index.html").as_uri())
    page.locator("form[data-calculator] [type=submit]").click()
    expect(page.locator(".field-error:not(:empty)").first).to_be_visible(
        timeout=60_000
    )  # Python asks for what is missing


def test_no_link_leads_to_a_folder_or_to_nowhere(stick: Path) -> None:
    root = stick / "site"
    for path in root.rglob("*.html"):
        for link in markup.links(path.read_text(encoding="utf-8")):
            target = link.partition("#")[0]
            if target.startswith(("https:", "data:text/calendar")):
                continue  # the source of a law, for those who have a network; a date for the calendar
            assert not target or (path.parent / target).resolve().is_file(), f"{path}: {link}"

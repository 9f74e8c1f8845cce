"""One thing to do in real Chromium: pick what applies, one list, its days, paper, calendar, a link that opens it again."""

from __future__ import annotations

import re
import subprocess
import urllib.parse
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.conftest import Open
from tests.site.test_browser import axe, both_scripts, wider
from tests.site.test_search import until

pytestmark = pytest.mark.browser

INJURY = "events/work-injury/"
PHONE = {"width": 390, "height": 844}
RECOGNITION, CAPACITY, BENEFITS = (
    f"national/{slug}" for slug in ("injury-recognition", "capacity-assessment", "injury-benefits")
)
SHARED = '[data-paper="national/capacity-assessment/diagnosis national/injury-benefits/diagnosis"]'


def pick(page: Page) -> None:
    """Recognition stands picked; the other two are added, with what they ask."""
    page.locator(f'[data-pick][value="{CAPACITY}"]').check()
    page.locator(f'[data-pick][value="{BENEFITS}"]').check()
    expect(page.locator(".together-place")).to_have_count(3, timeout=60_000)
    if page.viewport_size == PHONE:  # three matters take five screens at most, before their questions are answered
        assert page.evaluate("document.documentElement.scrollHeight") <= 5 * PHONE["height"]
    page.locator('[name="injury-benefits.benefit"][value=reimburse]').check()
    expect(page.locator(SHARED)).to_be_visible(timeout=60_000)


def fill_in_the_day(page: Page) -> None:
    page.locator('[name="national-injury-recognition-employer-files"]').fill("2026-11-16")
    expect(page.locator(".together-dates time").first).to_have_attribute("datetime", "2026-12-16", timeout=60_000)


@both_scripts
def test_what_is_picked_becomes_one_list_with_its_days(opened: Open, prefix: str) -> None:
    with opened(prefix + INJURY, viewport=PHONE) as page:
        # What the page shows by itself: the first matter, the other questions and days out of sight, no Python asked for.
        expect(page.locator("[data-together-result]")).to_have_attribute("data-state", "idle")
        assert page.locator(f'[data-matter="{CAPACITY}"] fieldset').is_hidden()
        assert page.locator(".event-day:visible").count() == 1
        pick(page)
        assert page.locator(SHARED).count() == 1
        assert page.locator(f'[data-matter="{CAPACITY}"] fieldset').is_visible()
        fill_in_the_day(page)
        # 30 days and one year from the accident (工伤保险条例 第十七条), in order; nobody has said when the conclusion came.
        days = page.locator(".together-dates time").evaluate_all("(all) => all.map((each) => each.dateTime)")
        assert days == ["2026-12-16", "2027-11-16"]
        assert page.locator("[data-together-result] .together-open").count() == 1
        calendar = page.locator(".result-calendar a")
        text = urllib.parse.unquote(str(calendar.get_attribute("href")))
        assert text.count("BEGIN:VEVENT") == 2 and "DTSTART;VALUE=DATE:20261216" in text
        with page.expect_download() as download:
            page.locator("[data-do=calendar]").click()
        assert download.value.suggested_filename.endswith(".ics")
        assert wider(page) == []
        assert axe(page) == []


def test_what_is_picked_while_the_page_loads_stays(opened: Open) -> None:
    with opened("about/", service_workers="block") as page:
        held: list[Route] = []
        page.route("**/event.mjs*", lambda route: held.append(route))
        with page.expect_request("**/event.mjs*"):
            page.goto(f"/{INJURY}")
        page.locator(f'[data-pick][value="{CAPACITY}"]').check()
        held[0].continue_()
        expect(page.locator(f'[data-matter="{CAPACITY}"]')).to_have_class(re.compile("picked"))
        expect(page.locator(f'[data-pick][value="{CAPACITY}"]')).to_be_checked()


def test_ticks_are_counted_once_and_a_link_opens_the_list_again_without_days(opened: Open) -> None:
    with opened(INJURY, viewport=PHONE) as page:
        pick(page)
        fill_in_the_day(page)
        page.locator(f"{SHARED} input").check()
        until(lambda: page.locator(".event-progress").inner_text().startswith("材料 1，共 "))
        address = page.url
        assert "2026" not in address and "begun" not in address and "?" not in address
        page.locator(f'[data-pick][value="{CAPACITY}"]').uncheck()
        expect(page.locator(SHARED)).to_have_count(0)
        # The tick stays with the paper, whichever matter wants it.
        expect(page.locator('[data-paper="national/injury-benefits/diagnosis"] input')).to_be_checked()
        page.locator("[data-do=clear]").click()
        until(lambda: "#" not in page.url)
        assert page.locator("[data-pick]:checked").count() == 1
    with opened(address.partition("/events/")[2].join(("events/", "")), viewport=PHONE) as page:
        expect(page.locator(f"{SHARED} input")).to_be_checked(timeout=60_000)
        assert page.locator("[data-pick]:checked").count() == 3
        assert page.locator(".together-dates time").count() == 0
        # The other script keeps what was picked, and the days too, which do not pass through the address.
        fill_in_the_day(page)
        page.locator(".scripts a:not([aria-current])").click()
        page.wait_for_url("**/zh-Hant/**")
        expect(page.locator(".together-dates time").first).to_have_attribute("datetime", "2026-12-16", timeout=60_000)
        expect(page.locator(f"{SHARED} input")).to_be_checked()


def test_the_list_alone_goes_on_paper(opened: Open, tmp_path: Path) -> None:
    with opened(INJURY) as page:
        page.evaluate("() => { window.print = () => { document.title = 'printed'; }; }")
        page.locator("[data-do=print]").click()
        until(lambda: page.title() == "printed")
        page.emulate_media(media="print")
        assert page.locator(".together-papers").is_visible() and page.locator("h1").is_visible()
        for other in (".event-form", ".event-old", ".event-calculators", ".event-sheet", "body > footer"):
            assert page.locator(other).is_hidden(), other
        assert page.locator("[data-printed]").inner_text()
        page.pdf(path=tmp_path / "list.pdf", prefer_css_page_size=True)
        said = subprocess.run(["pdfinfo", tmp_path / "list.pdf"], capture_output=True, text=True, check=True).stdout
        assert re.search(r"Pages:\s+1\n", said), "one matter is one side"


def test_a_place_shows_its_old_guides_apart_from_the_list(opened: Open) -> None:
    with opened(INJURY) as page:
        before = page.locator("[data-together-result]").inner_html()
        page.locator(".event-old > details > summary").click()
        page.locator("#event-place").select_option("yangzhou")
        expect(page.locator('[data-region="yangzhou"] .entry').first).to_be_visible()
        assert page.locator("[data-region]:visible").count() == 1
        assert page.locator("[data-together-result]").inner_html() == before


def test_without_a_program_the_lists_are_there(opened: Open) -> None:
    with opened(INJURY, java_script_enabled=False) as page:
        assert page.locator(".together-papers").is_visible()
        for part in (".event-days", ".event-sheet", ".event-keep", ".event-place"):
            assert page.locator(part).is_hidden(), part
        page.locator(f'[data-matter="{CAPACITY}"] summary').click()
        assert page.locator(f'[data-matter="{CAPACITY}"] .together-list').first.is_visible()

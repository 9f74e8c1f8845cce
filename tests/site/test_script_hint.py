"""The line that offers the pages in the script that the browser asks for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from scripts.paths import PREFIX

pytestmark = pytest.mark.browser
OFFER = ".script-hint"


@pytest.mark.parametrize(
    ("locale", "reads"),
    [("zh-HK", "zh-Hant"), ("zh-TW", "zh-Hant"), ("zh-Hant-MO", "zh-Hant"), ("zh-CN", "zh-Hans"), ("en-GB", None)],
)
def test_only_who_reads_the_other_script_is_offered_it(browser: Browser, base: str, locale: str, reads: str) -> None:
    context = browser.new_context(base_url=base, locale=locale)
    page = context.new_page()
    for script, prefix in PREFIX.items():
        page.goto(f"/{prefix}guides/national/injury-recognition/")
        assert page.locator(OFFER).is_visible() == (reads is not None and reads != script)
    context.close()


def test_the_offer_leads_to_the_same_page_and_is_not_made_twice(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, locale="zh-TW")
    page = context.new_page()
    page.goto("/guides/national/injury-recognition/")
    page.locator(OFFER).get_by_role("link", name="看這一頁的繁體版").click()
    page.wait_for_url("**/zh-Hant/guides/national/injury-recognition/")
    page.get_by_role("link", name="简体").click()
    page.wait_for_url("**/guides/national/injury-recognition/")
    expect(page.locator(OFFER)).to_be_hidden()
    context.close()


def test_the_offer_can_be_dismissed_for_the_session_alone(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, locale="zh-HK")
    page = context.new_page()
    page.goto("/")
    page.locator(OFFER).get_by_role("button").click()
    expect(page.locator(OFFER)).to_be_hidden()
    page.goto("/glossary/")
    expect(page.locator(OFFER)).to_be_hidden()
    assert page.evaluate("() => localStorage.length") == 0
    context.close()


def test_the_offer_moves_nothing(browser: Browser, base: str) -> None:
    """It stands before the first paint; a layout that shifts afterwards would be noted."""
    context = browser.new_context(base_url=base, locale="zh-TW")
    page = context.new_page()
    page.goto("/")
    shift = page.evaluate(
        """() => new Promise((done) => new PerformanceObserver((list) =>
          done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({type: 'layout-shift', buffered: true})
          || setTimeout(() => done(0), 500))"""
    )
    expect(page.locator(OFFER)).to_be_visible()
    assert shift < 0.02
    context.close()


def test_the_offer_takes_along_what_was_typed_as_the_switch_does(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base, locale="zh-TW")
    page = context.new_page()
    page.goto("/calculators/zhangjiagang/contribution-2005/")
    page.fill("[name=wage]", "812")
    page.locator(OFFER).get_by_role("link").click()
    page.wait_for_url("**/zh-Hant/calculators/zhangjiagang/contribution-2005/**")
    expect(page.locator("[name=wage]")).to_have_value("812")
    context.close()

"""What was said to one calculator is filled in on the others, visibly, for the tab's session alone. In real Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Open
from tests.site.test_calculators import finished
from tests.site.test_search import both_scripts

pytestmark = pytest.mark.browser

RETIREMENT, CLAIM = "calculators/national/retirement-month/", "calculators/national/pension-claim/"
NOTE = ".brought"


def told(page: Page) -> None:
    """Say a month of birth and a kind of work, and get a result."""
    page.fill("[name=birth]", "1970-05")
    page.check("[name=track][value=female-55]")
    page.click("button[type=submit]")
    finished(page)


@both_scripts
def test_what_was_said_comes_along_says_so_and_can_be_cleared(opened: Open, prefix: str) -> None:
    with opened(prefix + RETIREMENT) as page:
        assert page.locator(NOTE).is_hidden()
        told(page)
        page.goto(page.url.replace(RETIREMENT, CLAIM))
        expect(page.locator(NOTE)).to_be_visible()
        assert page.locator("[name=birth]").input_value() == "1970-05"
        expect(page.locator("[name=track][value=female-55]")).to_be_checked()
        assert page.locator("[name=months]").input_value() == ""
        assert page.locator(".field[data-input=birth] label").inner_text() in page.locator(NOTE).inner_text()
        page.locator(f"{NOTE} button").click()
        expect(page.locator(NOTE)).to_be_hidden()
        assert page.locator("[name=birth]").input_value() == ""
        assert page.locator("[name=track]:checked").count() == 0
        assert page.evaluate("sessionStorage.length") == 0
        page.reload()
        expect(page.locator("button[type=submit]")).to_be_enabled()
        assert page.locator("[name=birth]").input_value() == "" and page.locator(NOTE).is_hidden()


def test_a_link_says_all_of_it_and_is_not_taken_for_the_readers_own(opened: Open) -> None:
    with opened(RETIREMENT) as page:
        told(page)
        page.goto(page.url.replace(RETIREMENT, CLAIM) + "#birth=1966-05&months=190")
        expect(page.locator(".errors a")).to_have_count(1)  # no kind of work is chosen
        expect(page.locator("[name=birth]")).to_have_value("1966-05")
        assert page.locator("[name=track]:checked").count() == 0 and page.locator(NOTE).is_hidden()
        assert "1966-05" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_another_tab_and_what_led_to_no_result_know_nothing(opened: Open) -> None:
    with opened(RETIREMENT) as page:
        page.fill("[name=birth]", "1970-13")
        page.check("[name=track][value=female-55]")
        page.click("button[type=submit]")
        expect(page.locator(".errors a").first).to_be_visible()
        assert page.evaluate("sessionStorage.length") == 0
        told(page)
        other = page.context.new_page()
        other.goto(page.url.replace(RETIREMENT, CLAIM))
        expect(other.locator("button[type=submit]")).to_be_enabled()
        assert other.locator("[name=birth]").input_value() == ""
        assert page.evaluate("localStorage.length") == 0

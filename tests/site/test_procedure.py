"""The procedure's page on a phone: the answers on the first screen, the list on the second."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Open, unfold
from tests.site.test_search import both_scripts

pytestmark = pytest.mark.browser

SCREEN = 844
VIEW = {"width": 390, "height": SCREEN}
NATIONAL, LOCAL = "guides/national/injury-recognition/", "guides/yangzhou/injury-recognition/"


def top(page: Page, selector: str) -> float:
    """Where the first of what a selector finds begins, in CSS pixels from the head of the page."""
    return float(page.locator(selector).first.evaluate("(it) => it.getBoundingClientRect().top + scrollY"))


@both_scripts
def test_the_first_screen_answers_and_the_list_begins_on_the_second(opened: Open, prefix: str) -> None:
    with opened(prefix + NATIONAL, viewport=VIEW) as page:
        bar = page.locator(".handy-bar").bounding_box()
        assert bar
        for answer in (".crumbs", "h1", ".age", ".answers > div:nth-child(1)", ".answers > div:nth-child(3)"):
            box = page.locator(answer).first.bounding_box()
            assert box and box["y"] + box["height"] <= bar["y"], answer
        expect(page.locator(".answers [data-due] input[type=date]")).to_be_in_viewport()
        assert SCREEN < top(page, ".materials [data-material]") < 2 * SCREEN


@pytest.mark.xdist_group("python")
@both_scripts
def test_the_last_day_is_asked_and_said_in_place(opened: Open, prefix: str) -> None:
    """工伤保险条例 第十七条: the employer has 30 days, the person a year. The plan does not ask again."""
    for address in (LOCAL, NATIONAL):
        with opened(prefix + address, viewport=VIEW) as page:
            form = page.locator("[data-due]")
            form.locator("input").fill("2026-11-16")
            form.locator("button").click()
            expect(form.locator("output")).to_have_attribute("data-state", "done", timeout=60_000)
            days = form.locator("output li").all_inner_texts()
            assert "2026年12月16日" in days[0] and "2027年11月16日" in days[1]
            for again in page.locator("[data-begun]").all():
                expect(again).to_have_value("2026-11-16")


def test_nothing_that_has_the_focus_lies_under_the_bar(opened: Open) -> None:
    with opened(NATIONAL, viewport=VIEW, reduced_motion="reduce") as page:  # no scrolling to wait for
        bar = page.locator(".handy-bar").bounding_box()
        assert bar and bar["y"] + bar["height"] <= SCREEN
        stops = 0
        page.locator("main").focus()
        for _ in range(60):
            page.keyboard.press("Tab")
            below = page.evaluate("""() => {
              const it = document.activeElement;
              return it === document.body || it.closest(".handy") ? null : it.getBoundingClientRect().bottom;
            }""")
            if below is None:
                break
            stops += 1
            assert below <= bar["y"], page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
        assert stops > 15


def test_the_bar_leads_to_what_lies_folded_and_loses_no_tick(opened: Open) -> None:
    with opened(LOCAL, viewport=VIEW) as page:
        unfold(page)
        page.locator("[data-material=application-form] input").check()
        expect(page.locator("[data-progress]")).to_contain_text("1，共 8")
        address = page.url
        assert "application-form" in address
        page.locator(".contents-button").click()
        page.locator(".contents a[href='#notes']").click()
        expect(page.locator(".contents")).to_be_hidden()
        expect(page.locator("#notes")).to_be_in_viewport()
        assert page.locator("details:has(> summary > #notes)").get_attribute("open") is not None
        assert page.url == address


def test_beside_the_text_stand_contents_and_actions(opened: Open) -> None:
    with opened(NATIONAL, viewport={"width": 1280, "height": 800}) as page:
        text, side = page.locator("section.glance").bounding_box(), page.locator(".handy").bounding_box()
        assert text and side and side["x"] > text["x"] + text["width"]
        expect(page.locator(".contents a").first).to_be_visible()
        page.evaluate("window.print = () => (window.asked = true)")
        page.locator("[data-print]").click()
        page.wait_for_function("window.asked")
        page.emulate_media(media="print")
        expect(page.locator(".handy")).to_be_hidden()


def test_what_need_not_be_brought_is_named_below_the_list(opened: Open) -> None:
    with opened(NATIONAL) as page:
        folded = page.locator(".unneeded")
        expect(folded).to_be_hidden()
        page.locator("[name=harm][value=accident]").check()
        expect(folded.locator("summary")).to_have_text("不用带的 2 样")
        expect(page.locator("[data-material=disease-diagnosis]")).to_be_hidden()
        folded.locator("summary").click()
        expect(folded.locator("li").first).to_contain_text("职业病诊断证明书")

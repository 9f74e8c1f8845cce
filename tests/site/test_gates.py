"""The checks that a page passes in the browser, on a page with the mistake each is there for: it must be seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.site.conftest import Open
from tests.site.test_access import WATCH_MOVES, menu, moved, small
from tests.site.test_browser import PHONE, axe, wider
from tests.site.test_search import until

pytestmark = pytest.mark.browser

MISTAKES = {
    "image-alt": "document.querySelector('main').append(Object.assign(new Image(), {src: '/assets/images/icon.svg'}))",
    "label": "document.querySelector('.search label').remove(); document.querySelector('.search input').placeholder = ''",
    "color-contrast": "document.querySelector('.lead').style.color = '#999'",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "button-name": "document.querySelector('.search button').textContent = ''",
    "heading-order": "document.querySelector('main h1').after(Object.assign(document.createElement('h4'), {textContent: '四'}))",
}
WIDE = "Object.assign(document.querySelector('.hero').style, {width: '900px', maxWidth: 'none'})"


def test_a_barrier_is_seen(opened: Open) -> None:
    with opened("") as page:
        assert axe(page) == []
        for rule, mistake in MISTAKES.items():
            page.goto("/")
            page.evaluate(mistake)
            assert rule in [found.partition(":")[0] for found in axe(page)], rule


def test_a_page_too_wide_a_target_too_small_and_a_jump_are_seen(opened: Open) -> None:
    with opened("", viewport=PHONE) as page:
        menu(page)
        assert (wider(page), small(page, "button", 24, 24)) == ([], [])
        page.evaluate(f"{WIDE}; document.querySelector('.elder-button').style.cssText = 'min-height: 0; height: 20px'")
        assert any("hero" in each for each in wider(page))
        (found,) = small(page, "button", 24, 24)
        assert "elder-button" in found
        page.add_init_script(WATCH_MOVES)
        page.goto("/")
        page.evaluate("document.querySelector('.hero').style.marginTop = '300px'")
        until(lambda: moved(page) > 0.01)


@pytest.mark.parametrize(
    ("mistake", "heard"),
    [
        ("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))", "script-src"),
        ("document.querySelector('main').setAttribute('style', 'top: 0')", "style-src"),
        ("document.body.append(Object.assign(new Image(), {src: 'https://count.example/1.png'}))", "img-src"),
        ("fetch('https://count.example/').catch(() => 0)", "connect-src"),
        ("console.warn('careful')", "careful"),
        ("setTimeout(() => { throw new Error('broken') })", "broken"),
        ("fetch('/no/such/file')", "404"),
    ],
)  # fmt: skip
def test_what_goes_wrong_in_a_page_is_heard(opened: Open, mistake: str, heard: str) -> None:
    with pytest.raises(AssertionError, match=heard), opened("about/") as page:
        page.evaluate(f"() => {{ {mistake} }}")
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") is None


def test_a_request_to_another_host_is_noticed_even_if_it_succeeds(opened: Open) -> None:
    def ask(page: Page) -> None:
        page.route("https://count.example/**", lambda route: route.fulfill(path="docs/assets/images/icon.svg"))
        with page.expect_response("https://count.example/**"):
            page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://count.example/icon.svg'}))")

    with pytest.raises(AssertionError, match="a page asks other hosts"), opened("about/", bypass_csp=True) as page:
        ask(page)

"""Access: axe over kinds of page, scripts, colours, sizes and states; targets, focus, zoom, elder mode.

`make test` sees each kind of page in each scheme, and in the other script once; `make test-access` the whole matrix.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from scripts.paths import PREFIX
from tests.site.conftest import Open
from tests.site.test_browser import KINDS, PHONE, axe, both_scripts, every_kind, wider
from tests.site.test_search import search, until

pytestmark = pytest.mark.browser

SCHEMES: dict[str, dict[str, Any]] = {
    "default": {"color_scheme": "light"},
    "slate": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
}
VIEWPORTS = {"phone": (360, 740), "desktop": (1280, 800), "kiosk": (1080, 1920)}
CALCULATOR = "calculators/national/retirement-month/"

every_scheme = pytest.mark.parametrize("scheme", SCHEMES)

CONTROLS = "button, select, summary, label:has(input), input:not([type=radio], [type=checkbox]), .tile"
SMALL = """([selector, width, height]) => [...document.querySelectorAll(selector)].filter((each) => {
  const box = each.getBoundingClientRect();
  const inText = getComputedStyle(each).display === "inline";
  return each.checkVisibility() && !each.matches(".skip") && !inText && box.width && (box.width < width || box.height < height);
}).map((each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 12)} ` +
  `${each.getBoundingClientRect().width}x${each.getBoundingClientRect().height}`)"""


def small(page: Page, selector: str, width: float, height: float) -> list[str]:
    found: list[str] = page.evaluate(SMALL, [selector, width, height])
    return found


def menu(page: Page) -> None:
    """On a phone the choices of size and colours stand in the menu."""
    button = page.locator(".menu-button")
    if button.is_visible() and button.get_attribute("aria-expanded") == "false":
        button.click()


def elder(page: Page) -> None:
    menu(page)
    page.locator(".elder-button").click()
    assert page.locator("html.elder").count() == 1


@pytest.mark.long(15)
@pytest.mark.parametrize(("scheme", "prefix"), [*((scheme, "") for scheme in SCHEMES), ("default", PREFIX["zh-Hant"])])
def test_no_barrier_on_any_kind_of_page(opened: Open, prefix: str, scheme: str) -> None:
    with opened("404.html", **SCHEMES[scheme]) as page:
        for address in KINDS.values():
            page.goto(f"/{prefix}{address}")
            root = page.locator("html")
            assert root.get_attribute("lang") == ("zh-Hant" if prefix else "zh-Hans"), address
            assert root.get_attribute("data-md-color-scheme") == scheme, address
            assert axe(page) == [], address


@pytest.mark.access
@both_scripts
@every_kind
@every_scheme
@pytest.mark.parametrize("viewport", VIEWPORTS)
def test_no_barrier_at_any_size(opened: Open, prefix: str, address: str, scheme: str, viewport: str) -> None:
    width, height = VIEWPORTS[viewport]
    with opened(prefix + address, viewport={"width": width, "height": height}, **SCHEMES[scheme]) as page:
        assert axe(page) == []
        elder(page)
        assert axe(page) == []


@every_scheme
def test_no_barrier_in_states_that_come_later(opened: Open, scheme: str) -> None:
    with opened("", viewport=PHONE, **SCHEMES[scheme]) as page:
        menu(page)
        assert axe(page) == []
        page.locator(".colours-button").click()
        assert axe(page) == []
        page.keyboard.press("Escape")
        page.locator(".search-filters summary").click()
        search(page, "养老")
        assert page.locator(".search-results li").count() > 0
        assert axe(page) == []
        search(page, "龘龘龘")
        until(lambda: page.locator(".search-help").is_visible())
        assert axe(page) == []
        elder(page)
        assert axe(page) == []


@pytest.mark.long(10)
@pytest.mark.xdist_group("python")
@every_scheme
def test_no_barrier_in_a_calculator_with_errors_and_with_a_result(opened: Open, scheme: str) -> None:
    with opened(CALCULATOR, viewport=PHONE, **SCHEMES[scheme]) as page:
        result = page.locator("output[data-result]")
        page.locator("form.calculator button[type=submit]").click()
        until(lambda: result.get_attribute("data-state") == "error", 60)
        assert axe(page) == []
        page.locator("input[name=birth]").fill("1970-05")
        page.locator("input[name=track]").first.check()
        page.locator("form.calculator button[type=submit]").click()
        until(lambda: result.get_attribute("data-state") == "done", 60)
        assert axe(page) == []
        elder(page)
        assert axe(page) == []


def test_targets_are_large_enough(opened: Open) -> None:
    with opened("404.html", viewport=PHONE) as page:
        for address in KINDS.values():
            page.goto(f"/{address}")
            assert small(page, f"a, {CONTROLS}", 24, 24) == [], address
            assert small(page, CONTROLS, 43.9, 43.9) == [], address
        elder(page)
        for address in KINDS.values():
            page.goto(f"/{address}")
            assert small(page, "button, .tile, select, summary, label:has(input)", 44, 59.9) == [], address


@pytest.mark.parametrize("address", ["", "guides/guannan/collection-audit/", CALCULATOR])
def test_focus_is_seen_all_along_the_keyboards_way(opened: Open, address: str) -> None:
    with opened(address) as page:
        seen = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            # A page that is still coming in may move once under the focus, and scrolls it into sight again.
            state = page.evaluate("""async () => {
              const it = document.activeElement, style = getComputedStyle(it), bar = document.querySelector(".bar");
              const sticks = !bar.contains(it) && getComputedStyle(bar).position === "sticky" && !it.matches(".skip");
              const under = () => sticks && it !== document.body
                && it.getBoundingClientRect().bottom <= bar.getBoundingClientRect().bottom;
              for (let frames = 60; frames && under(); frames--) await new Promise(requestAnimationFrame);
              return [it === document.body, style.outlineStyle, parseFloat(style.outlineWidth), under(), it.outerHTML.slice(0, 80)];
            }""")
            at_the_end, style, width, hidden, what = state
            if at_the_end:
                break
            seen.add(what)
            assert style == "solid" and width >= 2, what
            assert not hidden, what
        assert len(seen) > 12


def test_elder_pages_are_not_wider_than_the_screen(opened: Open) -> None:
    with opened("", viewport=PHONE) as page:
        elder(page)
        for address in KINDS.values():
            page.goto(f"/{address}")
            for width in (320, 360, 640):  # 640: 1280 at 200 %
                page.set_viewport_size({"width": width, "height": 700})
                assert wider(page) == [], (address, width)


@both_scripts
def test_elder_mode_is_large_plain_and_remembered(opened: Open, prefix: str) -> None:
    with opened(prefix, viewport=PHONE) as page:
        button = page.get_by_role("button", name="長輩版" if prefix else "长辈版")
        menu(page)
        assert button.is_visible()  # on the first screen, before everything else in the menu
        assert button.bounding_box()["y"] < 100  # type: ignore[index]
        before = page.locator(".search-filters").is_visible()
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        for address in ("", "guides/guannan/collection-audit/", CALCULATOR):
            page.goto(f"/{prefix}{address}")
            assert page.locator("html.elder").count() == 1
            smallest = page.evaluate("""() => Math.min(...[...document.querySelectorAll("body *")]
              .filter((each) => each.checkVisibility() && [...each.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
              .map((each) => parseFloat(getComputedStyle(each).fontSize)))""")
            assert smallest >= 18, address
        page.goto(f"/{prefix}")
        assert before and not page.locator(".search-filters").is_visible()  # fewer choices
        menu(page)
        page.get_by_role("button", name="長輩版" if prefix else "长辈版").click()
        page.reload()
        assert page.locator("html.elder").count() == 0


@both_scripts
@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_head_is_one_row_on_a_phone(opened: Open, prefix: str, width: int) -> None:
    with opened(prefix + "about/", viewport={"width": width, "height": 740}) as page:
        boxes = [page.locator(each).bounding_box() for each in (".bar", ".brand", ".scripts", ".menu-button")]
        assert boxes[0] and boxes[0]["height"] <= 60
        middles = [box["y"] + box["height"] / 2 for box in boxes if box]
        assert max(middles) - min(middles) < 2
        name = page.locator(".brand span").bounding_box()
        assert name and name["height"] < 30  # the name is not broken


def test_the_colours_chosen_are_remembered(opened: Open) -> None:
    with opened("", color_scheme="light") as page:
        scheme = page.locator("html")
        page.locator(".colours-button").click()
        for value in ("slate", "contrast", "default"):
            page.locator(f".colours input[value={value}]").check()
            assert scheme.get_attribute("data-md-color-scheme") == value
            page.reload()
            assert scheme.get_attribute("data-md-color-scheme") == value
            page.locator(".colours-button").click()
            assert page.locator(f".colours input[value={value}]").is_checked()
        page.locator(".colours input[value=auto]").check()
        page.emulate_media(color_scheme="dark")
        page.reload()
        assert scheme.get_attribute("data-md-color-scheme") == "slate"  # as the device has it


WATCH_MOVES = """new PerformanceObserver((list) => { window.moved = (window.moved ?? 0) + list.getEntries()
  .reduce((sum, entry) => sum + entry.value, 0); }).observe({type: "layout-shift", buffered: true})"""


def moved(page: Page) -> float:
    """How far things have moved without anybody touching them: Chromium's layout shift."""
    return float(page.evaluate("window.moved") or 0)


@pytest.mark.long(13)
def test_nothing_moves_while_a_page_loads(opened: Open) -> None:
    with opened("", viewport=PHONE) as page:
        page.add_init_script(WATCH_MOVES)
        for address in KINDS.values():
            page.goto(f"/{address}", wait_until="networkidle")
            assert moved(page) < 0.01, address


def test_a_guide_page_is_light(opened: Open, base: str) -> None:
    """Everything a procedure's page loads, as it goes over the wire: at most 60 KB, and no Python."""
    with opened("about/") as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(f"{base}/guides/yangzhou/injury-recognition/", wait_until="networkidle")
        assert len(sizes) > 5
        assert sum(sizes) < 60_000, sizes

"""What a screen reader hears on five journeys from the home page, as text that a person can read: tests/golden/heard.

A line says what a thing is, what it is called, its state and its value. Of long lists the parts that matter are kept, so that
another guide changes nothing here. After a change that is meant: ``pytest --update-golden``, and read it as somebody who
does not see the page.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.conftest import Open
from tests.site.test_search import found, search, until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("python")]
PHONE = {"width": 390, "height": 844}
Golden = Callable[[str, str], None]


def heard(*parts: Locator) -> str:
    """What is heard of parts of a page, one after the other, a line each; where links lead is not said."""
    lines = [line for part in parts for line in part.aria_snapshot().splitlines()]
    return "\n".join(line.removesuffix(":") for line in lines if "- /url:" not in line) + "\n"


def journey(*stops: tuple[str, str]) -> str:
    return "\n".join(f"# {name}\n{text}" for name, text in stops)


def calculated(page: Page) -> Locator:
    """The answer, once it is worked out."""
    page.click("form[data-calculator] [type=submit]")
    output = page.locator("form[data-calculator] output[data-result]")
    expect(output).to_have_attribute("data-state", "done", timeout=60_000)
    return page.locator(".result-section")


def test_from_a_search_to_the_list_of_what_to_bring(opened: Open, golden: Golden) -> None:
    with opened("", viewport=PHONE) as page:
        head = heard(page.locator("header.bar"), page.locator("header.hero"))
        search(page, "工伤")
        until(lambda: len(found(page)) > 8)
        alike = page.locator(".search-results > li").filter(has=page.get_by_text("工伤认定", exact=True))
        results = heard(page.locator(".search-status"), *alike.all())
        page.locator(".search-results a").first.click()
        expect(page.locator(".checklist-progress")).not_to_be_empty()
        top = heard(*[page.locator(f"main > {part}") for part in (".crumbs", "h1", ".age", ".glance")])
        page.locator("[data-situation] input").first.check()
        page.locator("[data-material] input").first.check()
        ticked = heard(page.locator("[data-checklist]"))
        folds = heard(*page.locator("section.part").all(), page.locator(".handy"))
        golden(
            "heard/search.txt",
            journey(
                ("首页", head),
                ("搜“工伤”", results),
                ("打开第一个", top),
                ("选情况、勾一样", ticked),
                ("收着的和底下的", folds),
            ),
        )


def test_from_a_form_with_a_mistake_to_the_result(opened: Open, golden: Golden) -> None:
    with opened("", viewport=PHONE) as page:
        page.locator("main a[href$='calculators/national/retirement-month/']").first.click()
        expect(page.locator("form[data-calculator] [type=submit]")).to_be_enabled()
        form = heard(page.locator("main"))
        page.fill("[name=birth]", "1965-13")
        page.locator("[name=track]").first.check()
        page.click("form[data-calculator] [type=submit]")
        expect(page.locator("output[data-result]")).to_have_attribute("data-state", "error", timeout=60_000)
        parts = [page.locator(f".calculator {part}") for part in (".errors", "[data-input=birth]", ".form-status")]
        wrong = heard(*parts)
        page.fill("[name=birth]", "1965-01")
        result = heard(calculated(page), page.locator(".form-status"))
        golden("heard/calculator.txt", journey(("打开", form), ("填错", wrong), ("改好", result)))


def test_from_what_has_happened_to_one_list(opened: Open, golden: Golden) -> None:
    with opened("", viewport=PHONE) as page:
        page.locator("main a[href$='events/work-injury/']").first.click()
        made = page.locator("[data-together-result]")
        page.locator("[data-matter='national/capacity-assessment'] [data-pick]").check()
        expect(made.get_by_text("劳动能力鉴定申请表").first).to_be_visible(timeout=60_000)
        page.locator("[data-matter='national/injury-recognition'] fieldset input").first.check()
        expect(made.get_by_text("医院开的受伤后诊断证明书").first).to_be_visible()
        page.locator("[data-paper] input").first.check()
        expect(page.locator(".event-progress")).to_contain_text("材料 1，共")
        picked = [
            page.locator(f"[data-matter='national/{slug}']") for slug in ("injury-recognition", "over-age-workers")
        ]
        golden(
            "heard/event.txt",
            journey(
                ("选要办的", heard(*picked)), ("合成一张清单", heard(made)), ("带走", heard(page.locator("main aside")))
            ),
        )


def test_from_a_birth_to_the_line_of_a_life(opened: Open, golden: Golden) -> None:
    with opened("", viewport=PHONE) as page:
        page.locator("main a[href$='calculators/national/roadmap/']").first.click()
        page.fill("[name=birth]", "1970-05")
        page.locator("[name=track]").first.check()
        page.fill("[name=months]", "130")
        page.locator("[name=goes_on][value=yes]").check()
        page.select_option("[name=region]", "other")
        page.fill("[name=as_of]", "2026-11-30")
        result = heard(calculated(page))
        golden("heard/roadmap.txt", journey(("填好以后", result)))


def test_from_one_script_to_the_other(opened: Open, golden: Golden) -> None:
    """What was typed is there again, and all that is said is Traditional, but for what leads back."""
    with opened("calculators/national/retirement-month/", viewport=PHONE) as page:
        page.fill("[name=birth]", "1965-01")
        page.locator("[name=track]").first.check()
        page.locator(".scripts a[hreflang=zh-Hant]").click()
        page.wait_for_url("**/zh-Hant/**")
        expect(page.locator("[name=birth]")).to_have_value("1965-01")
        expect(page.locator("form[data-calculator] [type=submit]")).to_be_enabled()
        golden("heard/script.txt", journey(("换成繁体", heard(page.locator("header.bar"), page.locator("main")))))

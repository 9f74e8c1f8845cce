"""Calculators in real Chromium: by keyboard, by touch, with wrong input, in both scripts, without a network."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

import calc
from calc.browser import handle
from scripts.paths import SCRIPTS
from scripts.traditional import to_simplified
from tests.calc.published import CASES
from tests.site.conftest import Open, tab_to
from tests.site.test_search import both_scripts, until

pytestmark = pytest.mark.browser

CONTRIBUTION = "calculators/zhangjiagang/contribution-2005/"
RETIREMENT = "calculators/national/retirement-month/"
RESULT = "output[data-result]"
ASK = """async (requests) => {
  const { call } = await import("/assets/javascripts/runtime/client.mjs");
  const answers = [];
  for (const request of requests) answers.push(await call(request));
  return answers;
}"""


def finished(page: Page, state: str = "done") -> None:
    expect(page.locator(RESULT)).to_have_attribute("data-state", state, timeout=20_000)


def examples() -> list[dict[str, Any]]:
    """Every example, in both scripts, as a page would ask it."""
    return [
        {"do": "run", "slug": each["slug"], "inputs": each["example"]["inputs"], "script": script}
        for each in calc.describe()
        for script in SCRIPTS
    ]


def cases() -> list[dict[str, Any]]:
    """Every sentence-named case likewise."""
    requests: list[dict[str, Any]] = []
    for case in CASES:
        typed = {name: str(value) for name, value in (case.get("input") or {}).items()}
        asked = {"do": "run", "slug": case["calculator"], "inputs": typed}
        requests.append(asked | ({"as_of": str(case["as_of"])} if "as_of" in case else {}))
    return [request | {"script": script} for request in requests for script in SCRIPTS]


@pytest.mark.long(20)
def test_the_browser_answers_as_the_command_line_does_to_the_byte(opened: Open) -> None:
    requests = examples() + cases()
    assert {request["slug"] for request in requests} >= set(calc.calculators())
    with opened(RETIREMENT) as page:
        answers = page.evaluate(ASK, requests)
    for request, answer in zip(requests, answers, strict=True):
        expected = json.loads(handle(json.dumps(request)))
        assert json.dumps(answer, sort_keys=True) == json.dumps(expected, sort_keys=True), request


@both_scripts
def test_a_calculator_works_by_keyboard_alone(opened: Open, prefix: str) -> None:
    with opened(prefix + CONTRIBUTION) as page:
        expect(page.locator("form.calculator [type=submit]")).to_be_enabled()
        tab_to(page, "[name=wage]")
        page.keyboard.type("800")
        page.keyboard.press("Enter")
        finished(page)
        # By hand: the floor is 60 % of 1508 = 904.80; the employer's pension share is 18 % of it.
        assert "162.86" in page.locator(RESULT).inner_text()
        heard = page.locator("form.calculator .form-status").inner_text()
        assert "369.16" in heard  # by hand: 269.63 + 99.53
        focused = page.evaluate("document.activeElement.textContent")
        assert to_simplified(focused).startswith("照2005年的资料：单位每月缴269.63元")


def test_a_calculator_works_by_touch_on_a_phone(opened: Open) -> None:
    with opened(RETIREMENT, viewport={"width": 390, "height": 844}, has_touch=True) as page:
        page.locator("[name=birth]").tap()
        page.locator("[name=birth]").fill("1965-01")
        page.locator("fieldset#calc-track label").first.tap()
        page.locator("button[type=submit]").tap()
        finished(page)
        # The first affected month of the first track goes one month later: 1965-01 → 2025-02.
        assert "2025年2月" in page.locator(RESULT).inner_text()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "请填写"), ("abc", "不是数字"), ("-5", "负数"), ("999999999999", "不能"), ("８，０００元", "")],
)
def test_wrong_input_is_explained_beside_its_field_and_kept(opened: Open, typed: str, words: str) -> None:
    with opened(CONTRIBUTION) as page:
        page.fill("[name=wage]", typed)
        page.click("button[type=submit]")
        finished(page, "error" if words else "done")
        assert words in page.locator("#calc-wage-error").inner_text()
        assert page.locator("[name=wage]").input_value() == typed
        if words:
            assert page.locator("[name=wage]").get_attribute("aria-invalid") == "true"
            assert page.evaluate("document.activeElement.className") == "errors"
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "calc-wage"


def test_a_result_does_not_stand_under_the_error_of_what_is_asked_next(opened: Open) -> None:
    with opened("calculators/national/injury-filing/") as page:
        page.fill("[name=injured]", "2025-09-01")
        page.click("button[type=submit]")
        finished(page)
        assert "2026年9月1日" in page.locator(RESULT).inner_text()
        page.fill("[name=injured]", "上个月三号")
        page.click("button[type=submit]")
        finished(page, "error")
        expect(page.locator(".result-section")).to_be_hidden()
        assert page.locator(RESULT).inner_text() == ""
        assert page.locator("[name=injured]").input_value() == "上个月三号"


def test_a_result_comes_into_view_and_takes_the_focus(opened: Open) -> None:
    with opened(RETIREMENT, viewport={"width": 390, "height": 600}, reduced_motion="reduce") as page:
        assert page.locator(".example").get_attribute("open") is None
        page.fill("[name=birth]", "1965-01")
        page.locator("fieldset#calc-track label").first.click()
        page.click("button[type=submit]")
        finished(page)
        headline = page.locator(f"{RESULT} .result-headline")
        expect(headline).to_be_focused()
        expect(headline).to_be_in_viewport()
        expect(page.locator(f"{RESULT} .result-receipt-text")).to_be_hidden()  # its codes are behind a fold


def test_a_form_asks_first_what_happened_and_last_what_excludes(opened: Open) -> None:
    with opened("calculators/yangzhou/injury-classification/") as page:
        expect(page.locator("form.calculator [type=submit]")).to_be_enabled()
        shown = page.locator("form.calculator [data-input]:visible").evaluate_all(
            "all => all.map((each) => each.dataset.input)"
        )
        assert shown == ["situation", "bar"]
        page.check("[name=bar][value=drunk]")
        expect(page.locator("[data-input=situation]")).to_be_hidden()
        page.click("button[type=submit]")
        finished(page)
        assert "不得认定：第（2）项" in page.locator(RESULT).inner_text()


@pytest.mark.parametrize(
    "address", [RETIREMENT, "guides/guannan/transfer-in/", "calculators/national/contribution-roster/"]
)
def test_without_webassembly_a_page_says_so_once_and_what_still_works(
    launch: Callable[..., Browser], base: str, address: str
) -> None:
    browser = launch("--js-flags=--jitless")
    page = browser.new_page(base_url=base)
    page.goto(address)
    assert page.evaluate("typeof WebAssembly") == "undefined"
    form = page.locator("form:is(.calculator, .plan-form)")
    expect(form).to_contain_text("WebAssembly")
    expect(form).to_contain_text("12333")
    expect(form.locator("[type=submit]")).to_be_disabled()  # nothing to press in vain
    if address == RETIREMENT:
        expect(page.locator(".example .result-headline")).to_be_visible()
    browser.close()


@both_scripts
def test_the_list_of_calculators_is_short_and_can_be_filtered(opened: Open, prefix: str) -> None:
    with opened(f"{prefix}calculators/", viewport={"width": 390, "height": 844}) as page:
        expect(page.locator(".filter")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollHeight") <= 4 * 844
        items = page.locator("li[data-kind]")
        whole = items.count()
        assert page.locator("li[data-kind]:visible").count() < whole  # the old ones stand folded
        page.fill(".filter [type=search]", "2005")
        expect(page.locator(".filter [role=status]")).not_to_be_empty()  # the program that filters has come
        for text in page.locator("li[data-kind]:visible").all_inner_texts():
            assert "2005" in text
        page.fill(".filter [type=search]", "")
        page.locator(".filter label", has=page.locator("[value=current]")).click()
        ages = page.locator("li[data-kind]:visible").evaluate_all("all => all.map((each) => each.dataset.age)")
        assert set(ages) == {"current"}
    with opened(f"{prefix}calculators/", java_script_enabled=False) as page:
        assert page.locator("li[data-kind]").count() == whole
        assert page.locator(".filter").is_hidden()


def test_what_few_need_stands_folded_and_opens_where_it_matters(opened: Open) -> None:
    address = "calculators/national/account-interest/"
    with opened(address) as page:
        expect(page.locator("[name=credit_2]")).to_be_hidden()
        page.locator("summary", has_text="各月金额不一样").click()
        page.fill("[name=credit_2]", "两百")
        page.locator("summary", has_text="各月金额不一样").click()
        page.click("form.calculator [type=submit]")
        finished(page, "error")
        expect(page.locator("#calc-credit_2-error")).to_contain_text("“两百”不是数字")
    with opened(f"{address}#opening=1000&monthly=100&year=2024&credit_2=200") as page:
        expect(page.locator("[name=credit_2]")).to_be_visible()
        assert page.locator("[name=credit_2]").input_value() == "200"


def test_an_impossible_month_is_explained_in_the_readers_script(opened: Open) -> None:
    with opened("zh-Hant/" + RETIREMENT) as page:
        page.fill("[name=birth]", "1965-13")
        page.locator("fieldset#calc-track label").first.click()
        page.click("button[type=submit]")
        finished(page, "error")
        assert "沒有「1965-13」這個月份" in page.locator("#calc-birth-error").inner_text()


def test_a_calculator_goes_on_without_a_network(opened: Open) -> None:
    with opened(CONTRIBUTION) as page:
        page.fill("[name=wage]", "800")
        page.click("button[type=submit]")
        finished(page)
        page.context.set_offline(True)
        page.fill("[name=wage]", "2500")
        page.click("button[type=submit]")
        until(lambda: "450.00" in page.locator(RESULT).inner_text())  # by hand: 18 % of 2500


def test_what_was_typed_comes_along_to_the_other_script(opened: Open) -> None:
    with opened(CONTRIBUTION) as page:
        expect(page.locator("form.calculator [type=submit]")).to_be_enabled()
        page.fill("[name=wage]", "1234.5")
        page.locator("fieldset#calc-employer_kind label").nth(1).click()
        page.click("header a[data-script][hreflang=zh-Hant]")
        page.wait_for_url("**/zh-Hant/" + CONTRIBUTION + "**")
        expect(page.locator("[name=wage]")).to_have_value("1234.5")
        expect(page.locator("[name=employer_kind][value=institution]")).to_be_checked()
        until(lambda: "#" not in page.url)  # and does not stay in the address


def test_a_page_shows_a_worked_example_before_any_python(opened: Open) -> None:
    with opened(CONTRIBUTION, java_script_enabled=False) as page:
        assert page.locator(".example").get_attribute("open") is None
        page.locator(".example > summary").click()
        assert "450.00" in page.locator(".example").inner_text()  # by hand: 18 % of the example's 2500 yuan


def test_no_page_loads_python_before_somebody_means_to_use_it(opened: Open) -> None:
    for address in ("/", "/guides/guannan/transfer-in/", "/about/", "/calculators/"):
        asked: list[str] = []
        with opened("404.html") as page:
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(address, wait_until="networkidle")
            page.mouse.wheel(0, 9000)
            page.wait_for_timeout(300)
        assert asked
        assert [url for url in asked if "/assets/python/" in url] == []


def test_a_runtime_that_is_not_the_one_that_was_built_gives_words_and_no_number(opened: Open) -> None:
    with opened("404.html") as page:

        def flip(route: Any) -> None:
            body = bytearray(route.fetch().body())
            body[len(body) // 2] ^= 1
            route.fulfill(body=bytes(body), content_type="application/octet-stream")

        page.route("**/assets/python/snapshot*", flip)
        page.goto(CONTRIBUTION)
        page.fill("[name=wage]", "800")
        page.click("button[type=submit]")
        finished(page, "error")
        assert "已经停用" in page.locator("form.calculator .form-status").inner_text()
        assert page.locator(RESULT).inner_text() == ""
        assert page.locator("[name=wage]").input_value() == "800"

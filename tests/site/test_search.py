"""The search box in real Chromium: what people type, and what they expect to find."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from html import unescape

import pytest
import yaml
from playwright.sync_api import Page, Route

from scripts.paths import PREFIX
from scripts.traditional import default_converter
from tests.site.conftest import Open
from tests.support import ROOT

pytestmark = pytest.mark.browser

QUESTIONS = yaml.load((ROOT / "tests/data/questions.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)

both_scripts = pytest.mark.parametrize("prefix", PREFIX.values(), ids=PREFIX.keys())


def until(happened: Callable[[], bool], seconds: float = 10) -> None:
    """Wait without evaluating in the page, which its content policy forbids."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.03)


def search(page: Page, words: str) -> None:
    """Type the way on-screen keyboards do: the words arrive without a key being pressed."""
    box = page.locator("#home-search")
    box.fill("")
    box.focus()
    page.keyboard.insert_text(words)
    status = page.locator(".search-status")
    until(lambda: bool(re.search(r"\d|没有|沒有|里没|裡沒", status.inner_text())))


EITHER_SCRIPT = [
    ("养老", "养老|養老"),
    ("養老", "养老|養老"),
    ("身份证", ""),
    ("身份證", ""),
    ("参保登记", "参保登记|參保登記"),
    ("參保登記", "参保登记|參保登記"),
    ("参保证明", "参保证明|參保證明|证明|證明"),
    ("參保證明", "参保证明|參保證明|证明|證明"),
    ("退休", "退休"),
]


@both_scripts
def test_search_finds_in_both_scripts(opened: Open, prefix: str) -> None:
    with opened("404.html") as page:
        for words, in_some_title in EITHER_SCRIPT:
            page.goto(f"/{prefix}")
            search(page, words)
            links = page.locator(".search-results a")
            titles, addresses = links.all_inner_texts(), links.evaluate_all("(links) => links.map((link) => link.href)")
            assert titles
            assert re.search(in_some_title, " ".join(titles[:5]))
            said = page.locator(".search-status").inner_text()
            assert said.startswith(("找到", "結果很多" if prefix else "结果很多"))
            assert f" {len(titles)} " in said
            for title, address in zip(titles, addresses, strict=True):
                assert f"/{prefix}" in address
                answer = page.request.get(address)
                assert answer.status == 200
                assert title in unescape(answer.text())  # the result is shown in the words of the page it leads to
            links.first.click()
            page.wait_for_url(addresses[0])


def test_what_was_typed_before_the_program_came_is_searched(opened: Open) -> None:
    with opened("about/") as page:
        waiting: list[Route] = []
        page.route("**/search.mjs*", lambda route: waiting.append(route))
        with page.expect_request("**/search.mjs*"):
            page.goto("/")
        page.locator("#home-search").fill("退休")
        waiting[0].continue_()
        until(lambda: bool(found(page)))


@both_scripts
def test_search_finds_the_same_whichever_script_is_typed(opened: Open, prefix: str) -> None:
    with opened(prefix) as page:
        found = []
        for words in ("参保登记", "參保登記"):
            search(page, words)
            found.append(page.locator(".search-results a").all_inner_texts())
        assert found[0] == found[1]


def test_search_says_that_there_is_nothing_and_keeps_what_was_typed(opened: Open) -> None:
    with opened("zh-Hant/") as page:
        search(page, "龘$&龘<>")
        assert page.locator("#home-search").input_value() == "龘$&龘<>"
        assert page.locator(".search-status").inner_text().startswith("沒有找到「龘$&龘<>」")
        assert page.locator(".search-results").is_hidden()


def test_search_goes_on_without_the_network(opened: Open) -> None:
    """Only this machine is reachable, as on a kiosk: what the page needs is all here."""
    with opened("") as page:
        page.context.route(
            "**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort()
        )
        search(page, "转移")
        assert page.locator(".search-results a").count() > 0


def found(page: Page) -> list[str]:
    return page.locator(".search-results a").all_inner_texts()


CALLED = [
    ("tx", "申请退休", "申請退休"),
    ("tuixiu", "申请退休", "申請退休"),
    ("TuiXiu", "申请退休", "申請退休"),
    ("gsrd", "工伤认定", "工傷認定"),
    ("gong shang ren", "工伤认定", "工傷認定"),
    ("jfjs", "缴费基数", "繳費基數"),
    ("退保", "退保", "退保"),
    ("怎么退保", "退保", "退保"),
    ("断缴", "补缴和滞纳金", "補繳和滯納金"),
    ("斷繳", "补缴和滞纳金", "補繳和滯納金"),
    ("退休手续", "退休手续", "退休手續"),  # an old guide's own name
    ("法定退休年月", "法定退休年月", "法定退休年月"),  # a calculator
    ("个人账户", "个人账户", "個人帳戶|個人賬戶"),  # a term of the glossary
    ("长辈版", "长辈版", "長輩版"),
    ("關懷版", "长辈版", "長輩版"),
    ("亲情版", "长辈版", "長輩版"),
    ("大字版", "长辈版", "長輩版"),
]


@both_scripts
def test_what_people_call_it_is_found_first(opened: Open, prefix: str) -> None:
    wrong = []
    with opened(prefix) as page:
        for words, simplified, traditional in CALLED:
            search(page, words)
            if not re.search(traditional if prefix else simplified, " ".join(found(page)[:3])):
                wrong.append((words, found(page)[:3]))
    assert wrong == []


@both_scripts
def test_questions_lead_to_what_answers_them_today(opened: Open, base: str, prefix: str) -> None:
    """Typed in the script of the page; the list and its answers are in tests/data/questions.yml."""
    convert = default_converter().convert if prefix else str
    wrong = []
    with opened(prefix) as page:
        for question in QUESTIONS:
            search(page, convert(question["asked"]))
            until(lambda: bool(found(page)))
            first = page.locator(".search-results li").first
            address = str(first.locator("a").get_attribute("href")).removeprefix(f"{base}/{prefix}")
            if address not in question["first"] or first.locator(".chip-current").count() != 1:
                wrong.append((question["asked"], address))
    assert wrong == []


OWN_WORDS = [
    ("儿子在厂里手被机器压了", "guides/national/injury-recognition/"),
    ("工商认定", "guides/national/injury-recognition/"),
    ("交满20年退休能拿多少钱", "calculators/national/pension/"),
    ("回乡证买社保", "guides/national/hk-macau-tw/"),
]


@both_scripts
def test_people_s_own_words_are_understood(opened: Open, base: str, prefix: str) -> None:
    """A few of tests/data/queries.yml; tests/scripts/outputs/test_search.py asks them all, without a browser."""
    with opened(prefix) as page:
        for words, address in OWN_WORDS:
            search(page, default_converter().convert(words) if prefix else words)
            until(lambda: bool(found(page)))
            links = page.locator(".search-results a").evaluate_all("(links) => links.map((link) => link.href)")
            assert f"{base}/{prefix}{address}" in links[:3], words


@both_scripts
def test_a_term_is_explained_above_the_results(opened: Open, base: str, prefix: str) -> None:
    with opened(prefix) as page:
        search(page, "什么是退保")
        answer = page.locator(".search-answer")
        until(answer.is_visible)
        assert answer.inner_text().startswith("退保：")
        assert "不得提前支取" in answer.inner_text()  # what applies now
        assert answer.locator("a").get_attribute("href") == f"{base}/{prefix}glossary/#withdrawal"
        assert page.locator(f".search-results a[href='{base}/{prefix}glossary/#withdrawal']").count() == 0
        search(page, "工伤怎么申请")
        until(answer.is_hidden)


@both_scripts
def test_the_text_of_the_pages_is_asked_only_where_names_say_little(opened: Open, prefix: str) -> None:
    with opened(prefix) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        search(page, "退休")
        until(lambda: len(found(page)) > 8)
        assert not any("pagefind" in url for url in asked)
        search(page, "八卦岭")
        until(lambda: any("深圳" in text for text in page.locator(".search-results li").all_inner_texts()))
        assert any("pagefind" in url for url in asked)


@pytest.mark.parametrize(("words", "in_text"), [("加盖公章", True), ("营业执照", True), ("村委会盖章表", False)])
def test_a_first_search_is_light(opened: Open, words: str, in_text: bool) -> None:
    """At most 250 KB from the touch of the box to the results, also where no name says it and the text is asked: these are the
    worst of 90 queries, on the pages whose names are the larger file."""
    with opened("zh-Hant/", viewport={"width": 390, "height": 844}) as page:
        page.wait_for_load_state("networkidle")
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        begun: list[str] = []
        sizes: list[float] = []
        session.on("Network.requestWillBeSent", lambda event: begun.append(event["request"]["url"]))
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        search(page, default_converter().convert(words))
        until(lambda: bool(found(page)) or page.locator(".search-help").is_visible())
        until(lambda: found(page) is not None and len(begun) == len(sizes) and ("pf_index" in str(begun)) is in_text)
        assert 60_000 < sum(sizes) <= 250_000


@both_scripts
def test_results_say_how_old_they_are_and_where(opened: Open, prefix: str) -> None:
    """退保: what applies now, then what old guides say with their years, and of what is over what to do instead."""
    with opened(prefix) as page:
        search(page, "退保")
        until(lambda: len(found(page)) > 5)
        results = page.locator(".search-results > li")
        ended = results.filter(has=page.locator(".chip-abolished"))
        assert ended.count() >= 2
        for text in ended.all_inner_texts():
            assert "深圳市" in text and ("現在不能辦了" if prefix else "现在不能办了") in text
            assert ("現在怎麼辦：" if prefix else "现在怎么办：") in text
        kinds = [
            str(name)
            for name in page.locator(".search-results .chip").evaluate_all("(chips) => chips.map((c) => c.className)")
        ]
        assert kinds[0] == "chip chip-current" and "chip chip-historical" in kinds
        places = results.filter(has=page.locator(".chip")).filter(has_not=page.locator(".tag"))
        assert places.count() == 0


@both_scripts
def test_a_search_for_large_type_leads_to_how_it_is_switched_on(opened: Open, prefix: str) -> None:
    with opened(prefix) as page:
        search(page, "大字版")
        page.locator(".search-results a").first.click()
        page.wait_for_url(f"**/{prefix}about/#elder")
        button = page.locator(".elder-button").inner_text()
        quoted = f"「{button}」" if prefix else f"“{button}”"
        assert quoted in page.locator("#elder + p").inner_text()


@both_scripts
def test_a_search_is_narrowed_by_region_audience_and_kind(opened: Open, prefix: str) -> None:
    with opened(prefix) as page:
        page.locator(".search-filters summary").click()
        page.select_option("select[name=region]", "yangzhou")
        until(lambda: len(found(page)) > 0)
        addresses = page.locator(".search-results a").evaluate_all("(links) => links.map((link) => link.href)")
        assert len(addresses) > 10  # without a word: all there is
        assert all("/yangzhou/" in address for address in addresses)
        page.select_option("select[name=audience]", "unemployed")
        search(page, "失业")
        until(lambda: 0 < len(found(page)) <= 10)
        page.select_option("select[name=kind]", "housing-fund")
        until(lambda: not found(page))
        assert page.locator(".search-status").inner_text().startswith("這個範圍裡" if prefix else "这个范围里")
        page.select_option("select[name=kind]", "")
        until(lambda: 0 < len(found(page)) <= 10)


@both_scripts
def test_a_search_without_results_leads_on(opened: Open, base: str, prefix: str) -> None:
    with opened(prefix) as page:
        assert page.locator(".search-help").is_hidden()
        page.locator(".search-filters summary").click()
        page.select_option("select[name=audience]", "unemployed")
        page.select_option("select[name=kind]", "housing-fund")
        search(page, "工伤")
        until(lambda: page.locator(".search-help").is_visible())
        near = page.locator(".search-near a")
        assert any(("工傷" if prefix else "工伤") in text for text in near.all_inner_texts())
        links = page.locator(".search-help a").evaluate_all("(links) => links.map((link) => link.href)")
        for way in ("events/", "a-z/", "guides/", "glossary/", "calculators/"):
            assert f"{base}/{prefix}{way}" in links
        assert {page.request.get(link).status for link in links} == {200}
        assert "12333" in page.locator(".search-help").inner_text()
        page.select_option("select[name=audience]", "")
        page.select_option("select[name=kind]", "")
        search(page, "退休")
        until(lambda: page.locator(".search-help").is_hidden())

"""Keep a result: a link that opens it again, a file, paper. In real Chromium."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

import calc
from tests.site.conftest import Open
from tests.site.test_calculators import CONTRIBUTION, RESULT, finished
from tests.site.test_search import both_scripts, until

pytestmark = pytest.mark.browser

IDENTITY = "calculators/shenzhen/web-registration-gate/"
NUMBER = "11010519491231002X"


def copied(page: Page) -> str:
    page.click("[data-do=share]")
    until(lambda: page.locator(".kept").inner_text() != "")
    link: str = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    return link


@both_scripts
def test_a_copied_link_fills_the_form_and_computes_until_something_is_typed(opened: Open, prefix: str) -> None:
    with opened(prefix + CONTRIBUTION, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.fill("[name=wage]", "800")
        page.locator("fieldset#calc-employer_kind label").nth(1).click()
        page.click("button[type=submit]")
        finished(page)
        until(lambda: page.evaluate("location.hash") == "")
        headline = page.locator(f"{RESULT} .result-headline").inner_text()
        link = copied(page)
        address, _hash, state = link.partition("#")
        assert "?" not in address and "wage=800" in state
        page.goto("about:blank")
        page.goto(link)
        finished(page)
        expect(page.locator("[name=wage]")).to_have_value("800")
        expect(page.locator("[name=employer_kind][value=institution]")).to_be_checked()
        assert page.locator(f"{RESULT} .result-headline").inner_text() == headline
        assert page.locator(".opened li").all_inner_texts()[0].startswith("重新算")
        page.fill("[name=wage]", "900")
        until(lambda: page.evaluate("location.hash") == "")


def test_a_link_of_an_older_edition_shows_both_results_and_what_it_cannot_use(opened: Open) -> None:
    state = {
        "wage": "800",
        "employer_kind": "club",
        "pets": "<b>2</b>",
        "r.headline": "一共999.00元",
        "r.version": "0.0.1",
        "r.outputs": "0",
        "r.day": "",
        "r.rules": "zhangjiagang/average-wage~2004-07-01~0,gone/away~-~0",
    }
    with opened(f"{CONTRIBUTION}#{urlencode(state)}") as page:
        finished(page)
        expect(page.locator("[name=wage]")).to_have_value("800")
        said = page.locator(".opened").inner_text()
        assert "没有这个选项，请重新选" in said and "pets=<b>2</b>" in said
        assert "当时的结果：一共999.00元" in said and "现在的结果：" in said
        assert "2004年7月1日起" in said and "“gone/away”" in said and "0.0.1" in said


def test_a_number_that_names_a_person_is_in_no_address_and_comes_along_to_the_other_script(opened: Open) -> None:
    visited: list[str] = []
    with opened(IDENTITY, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.on("framenavigated", lambda frame: visited.append(frame.url))
        for name, value in calc.find("shenzhen/web-registration-gate").example.items():
            field = page.locator(f"input[name={name}]")
            if field.count() == 1:
                field.fill(value)
            else:
                page.check(f"input[name={name}][value={value}]")
        page.click("button[type=submit]")
        finished(page)
        assert NUMBER not in copied(page)
        assert "“身份证号码”" in page.locator(".kept").inner_text()
        page.click("header a[data-script][hreflang=zh-Hant]")
        page.wait_for_url("**/zh-Hant/**")
        expect(page.locator("[name=id_number]")).to_have_value(NUMBER)
        stored = page.evaluate("[window.name, { ...localStorage }, { ...sessionStorage }]")
        assert stored == ["", {}, {"script": "chosen"}]
        assert not any(NUMBER in url for url in visited)


def test_a_result_is_kept_as_a_file_and_on_paper(opened: Open, tmp_path: Path) -> None:
    with opened(CONTRIBUTION) as page:
        page.evaluate("() => { window.print = () => { window.printed = true; }; }")
        page.fill("[name=wage]", "800")
        page.click("button[type=submit]")
        finished(page)
        with page.expect_download() as download:
            page.click("[data-do=keep]")
        assert download.value.suggested_filename == "zhangjiagang-contribution-2005.json"
        saved = json.loads(download.value.path().read_text("utf-8"))
        assert calc.reopen(saved)[1] == ["重新算过，结果和当时一样。"]
        page.click("[data-do=print]")
        until(lambda: bool(page.evaluate("window.printed")))
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        command = ["pdftotext", "-layout", tmp_path / "page.pdf", "-"]
        paper = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    paper = re.sub(r"[^\S\f]", "", paper)  # text-autospace sets gaps between figures and words
    first, *_rest = paper.split("\f")
    # The result begins on the first page; the working, sources, inputs, date and address follow.
    assert "269.63元" in first  # by hand: 904.80 × (18 + 8 + 1 + 0.8 + 2) %, each rounded to the fen
    for text in ("904.80元", "三、基金结算", "职工本人月工资", "打印时间20", "/" + CONTRIBUTION, "内容版本"):
        assert text in paper
    assert "只写数字" not in paper  # the form's hints stay off the paper

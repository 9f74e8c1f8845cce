"""Rosters in real Chromium: a file to sums to mended rows, workbooks, a large file that is stopped, by keyboard, in both scripts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, Request, expect

from calc.national.identifiers import id_check
from tests.site.conftest import Open, tab_to
from tests.site.test_search import both_scripts, until

pytestmark = pytest.mark.browser

ROSTER = "calculators/zhangjiagang/contribution-roster/"
NATIONAL = "calculators/national/contribution-roster/"
RESULT = "output[data-result]"
HEADER = ["姓名", "身份证号码", "月工资"]
Row = Sequence[str | int]


def number(seventeen: str) -> str:
    return seventeen + id_check(seventeen)


PEOPLE: list[Row] = [
    ["张三", number("42010019900101001"), "８００"],
    ["李四", number("42010019850615002"), "二千五"],
    ["=王五", "11010519491231002X", 2500],
]


def csv(rows: Sequence[Row]) -> str:
    return "\n".join(",".join(map(str, row)) for row in [HEADER, *rows])


def xlsx(rows: Sequence[Row]) -> bytes:
    book = openpyxl.Workbook()
    for row in [HEADER, *rows]:
        book.active.append([f"'{cell}" if str(cell).startswith("=") else cell for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def choose(page: Page, content: bytes, name: str = "花名册.csv") -> None:
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "", "buffer": content})
    page.click("button[type=submit]")


def finished(page: Page, state: str = "done") -> None:
    expect(page.locator(RESULT)).to_have_attribute("data-state", state, timeout=30_000)


def downloaded(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.click(f"[data-do={name}]")
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_a_file_of_excel_on_chinese_windows_goes_from_sums_to_mended_rows(opened: Open) -> None:
    with opened(ROSTER) as page:
        choose(page, csv(PEOPLE).encode("gb18030"))
        finished(page)
        shown = page.locator(RESULT).inner_text()
        # By hand: of 800, on the floor of 904.80, 369.16; of 2500 it is 745.00 and 275.00, 1020.00 in all.
        assert "1,389.16" in shown and "算好2人；1人有问题" in shown and "二千五" in shown
        assert str(PEOPLE[1][1]) not in shown
        failed = downloaded(page, "failed")
        assert failed.startswith("\ufeff") and f"李四,'{PEOPLE[1][1]},二千五,3," in failed
        assert "'=王五" in downloaded(page, "computed")
        choose(page, failed.replace("二千五", "2500").encode())
        expect(page.locator(RESULT)).to_contain_text("一共1人，全部算好", timeout=30_000)
        expect(page.locator("[data-do=failed]")).to_be_hidden()
        assert page.evaluate("[localStorage.length, sessionStorage.length, location.hash, location.search]") == [
            0,
            0,
            "",
            "",
        ]


@pytest.mark.long(15)
def test_a_workbook_gives_the_same_and_loads_nothing_more(opened: Open) -> None:
    asked: list[str] = []
    with opened(ROSTER) as page:
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        choose(page, csv(PEOPLE).encode())
        finished(page)
        shown = page.locator(RESULT).inner_html()
        assert [name for name in asked if name.startswith("snapshot")]
        asked.clear()
        choose(page, xlsx(PEOPLE), "花名册.xlsx")
        finished(page)
        expect(page.locator(RESULT)).not_to_be_empty()
        assert page.locator(RESULT).inner_html() == shown
        choose(page, b"PK\3\4 damaged", "花名册.xlsx")
        finished(page, "error")
        assert "打不开" in page.locator(".errors").inner_text()
        assert not asked


def test_ten_thousand_rows_show_how_far_they_are_and_stop_when_told(opened: Open) -> None:
    rows: list[Row] = [[f"甲{n}", number(f"4201001990{n:07}"), 3000 + n] for n in range(10_000)]
    with opened(ROSTER) as page:
        choose(page, csv(rows).encode())
        until(lambda: float(page.locator("progress").get_attribute("value") or 0) >= 200)
        assert "一共 10000 行" in page.locator(".roster-count").inner_text()
        page.click("[data-do=cancel]")
        expect(page.locator(".form-status")).to_contain_text("已经停下")
        stopped = page.locator("progress").get_attribute("value")
        expect(page.locator(".roster-progress")).to_be_hidden()
        page.wait_for_timeout(300)
        assert page.locator("progress").get_attribute("value") == stopped
        assert page.locator("input[type=file]").input_value()  # still chosen
        choose(page, csv(PEOPLE).encode())
        finished(page)  # the worker is free at once for the next


def test_a_large_roster_is_shared_by_two_pythons_and_comes_to_the_same(opened: Open) -> None:
    people = [f"420100199001{1 + n // 1000:02}{n % 1000:03}" for n in range(2_100)]
    rows: list[Row] = [[f"甲{n}", number(start), 800 + n] for n, start in enumerate(people)]
    with opened(ROSTER) as page:
        page.evaluate("Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 1, configurable: true })")
        choose(page, csv(rows).encode())
        finished(page)
        alone = page.locator(RESULT).inner_html()
        first = downloaded(page, "computed")
        assert len(page.workers) == 1
        page.evaluate("Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 2 })")
        most = 0
        choose(page, csv(rows).encode())
        while page.locator(RESULT).get_attribute("data-state") == "computing":
            most = max(most, len(page.workers))
        finished(page)
        assert 2 <= most <= 3  # a second Python, and for a moment what fetches its files
        assert page.locator(RESULT).inner_html() == alone and downloaded(page, "computed") == first
        until(lambda: len(page.workers) == 1)  # its memory is free again


def test_what_is_wrong_with_answers_and_rows_is_shown_in_one_round(opened: Open) -> None:
    with opened(NATIONAL) as page:
        page.click("[data-do=example]")
        page.fill("[name=month]", "2025-13")
        page.click("button[type=submit]")
        finished(page, "error")
        assert "月份" in page.locator(".errors").inner_text()
        shown = page.locator(RESULT).inner_text()
        assert "第5行 赵小燕" in shown
        assert "六千五" in downloaded(page, "failed")
        expect(page.locator("[data-do=computed]")).to_be_hidden()


@both_scripts
def test_a_roster_is_pasted_and_computed_by_keyboard_alone(opened: Open, prefix: str) -> None:
    with opened(prefix + ROSTER) as page:
        expect(page.locator("form.roster [type=submit]")).to_be_enabled()
        tab_to(page, "#roster-text")
        page.keyboard.insert_text(csv(PEOPLE[:1]))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        finished(page)
        assert page.evaluate("document.activeElement.id") == "result"
        assert "369.16" in page.locator(RESULT).inner_text()


def test_what_is_wrong_is_told_beside_its_field_or_above_the_file(opened: Open) -> None:
    with opened("zh-Hant/" + NATIONAL) as page:
        page.click("button[type=submit]")
        expect(page.locator(".form-status")).to_contain_text("請選一個文件")
        page.fill("#roster-text", csv(PEOPLE))
        page.click("button[type=submit]")
        finished(page, "error")
        assert "繳費月份" in page.locator("#calc-month-error").inner_text()
        assert page.evaluate("document.activeElement.className") == "errors"
        page.click("[data-do=example]")
        page.fill("#roster-text", "甲,乙\n1,2")
        page.click("button[type=submit]")
        until(lambda: "沒有找到表頭" in page.locator(".errors").inner_text())
        assert page.locator("#roster-text").input_value() == "甲,乙\n1,2"


def test_nothing_of_a_roster_is_sent(opened: Open) -> None:
    sent: list[Request] = []
    with opened(NATIONAL) as page:
        page.on("request", lambda request: sent.append(request))
        page.click("[data-do=example]")
        page.click("button[type=submit]")
        finished(page)
        person = page.locator("#roster-text").input_value().splitlines()[1].split(",")[1]
        month = page.locator("[name=month]").input_value()
        assert month
        page.click("header a[data-script][hreflang=zh-Hant]")
        page.wait_for_url("**/zh-Hant/**")
        expect(page.locator("[name=month]")).to_have_value(month)  # what is the same for all comes along
        assert page.locator("#roster-text").input_value() == ""
    assert all(request.method == "GET" and not request.post_data for request in sent)
    assert not [request.url for request in sent if person in request.url]


def test_a_page_offers_templates_and_is_reached_from_where_it_is_needed(opened: Open, site: Path) -> None:
    with opened("calculators/") as page:
        page.click(f"a[href$='{NATIONAL}']")
        for ending in ("csv", "xlsx"):
            with page.expect_download() as download:
                page.click(f"a[href='template.{ending}']")
            assert download.value.suggested_filename == f"花名册模板.{ending}"
            assert Path(download.value.path()).stat().st_size
    assert f'{NATIONAL}"' in (site / "guides/wuhan/online-add-renew/index.html").read_text(encoding="utf-8")
    assert (site / NATIONAL / "template.csv").read_bytes().startswith("\ufeff姓名,身份证号码".encode())

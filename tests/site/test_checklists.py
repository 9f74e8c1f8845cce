"""Living checklists in real Chromium: answers filter, ticks count, the state can be shared, printed and cleared."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.conftest import Open, unfold
from tests.site.test_search import both_scripts, until

pytestmark = pytest.mark.browser

INJURY = "guides/yangzhou/injury-recognition/"
PROGRESS = ".checklist-progress"


def needed(page: Page, material: str) -> str | None:
    return page.locator(f"[data-material={material}]").get_attribute("data-needed")


def answer(page: Page, option: str) -> None:
    page.locator(f"[data-situation=applicant] input[value={option}]").check()


def options(page: Page) -> list[str]:
    return page.locator("[data-situation=applicant] input").evaluate_all("(inputs) => inputs.map((i) => i.value)")


@both_scripts
def test_an_answer_filters_the_materials_at_once_without_python(opened: Open, prefix: str) -> None:
    with opened(prefix + INJURY) as page:
        page.wait_for_load_state("networkidle")
        unfold(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        unknown = page.locator('[data-needed="unknown"]')
        until(lambda: page.locator(PROGRESS).inner_text() != "")
        before = unknown.count()
        assert before > 0  # nothing is dropped before the question is answered
        answer(page, options(page)[0])
        until(lambda: unknown.count() == before - 3)
        page.locator("[name=harm][value=accident]").check()
        until(lambda: unknown.count() == 0)
        # The source: the employer adds attendance records, kinship and union papers are for the others; after an accident
        # three medical papers, and neither certificate nor appraisal of an occupational disease.
        assert page.locator('[data-needed="no"]').count() == 2 + 2
        assert [url for url in asked if "/runtime/" in url or "/python/" in url] == []


def test_ticks_are_counted_and_survive_reload_link_and_the_other_script(opened: Open) -> None:
    with opened(INJURY) as page:
        unfold(page)
        answer(page, options(page)[0])
        first = page.locator(".materials input[type=checkbox]").first
        first.check()
        until(lambda: "已备好 1 样" in page.locator(PROGRESS).inner_text())
        assert "?" not in page.url
        page.reload()
        expect(page.locator(".materials input[type=checkbox]").first).to_be_checked()
        page.click("a[data-script][hreflang=zh-Hant]")
        page.wait_for_url("**/zh-Hant/**")
        until(lambda: "已備好 1 樣" in page.locator(PROGRESS).inner_text())


def test_unknown_ids_in_a_link_do_no_harm(opened: Open) -> None:
    with opened(INJURY + "#s.nothing=1&s.applicant=nobody&ticked=no-such <b>") as page:
        until(lambda: "已备好 0 样" in page.locator(PROGRESS).inner_text())


def test_everything_is_cleared_on_demand(opened: Open) -> None:
    with opened(INJURY) as page:
        unfold(page)
        answer(page, options(page)[0])
        page.locator(".materials input[type=checkbox]").first.check()
        page.click("[data-do=clear]")
        until(lambda: "#" not in page.url)
        assert page.locator(".checklist input:checked").count() == 0
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_the_link_is_copied(opened: Open) -> None:
    with opened(INJURY, permissions=["clipboard-read", "clipboard-write"]) as page:
        unfold(page)
        page.locator(".materials input[type=checkbox]").first.check()
        page.click("[data-do=share]")
        until(lambda: "链接已复制" in page.locator(PROGRESS).inner_text())
        assert page.evaluate("navigator.clipboard.readText()") == page.url


def printed(page: Page, folder: Path) -> str:
    page.pdf(path=folder / "page.pdf", prefer_css_page_size=True)
    command = ["pdftotext", "-layout", folder / "page.pdf", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_paper_shows_what_the_screen_shows(opened: Open, tmp_path: Path) -> None:
    with opened(INJURY) as page:
        unfold(page)
        answer(page, options(page)[0])
        unneeded = page.locator('[data-needed="no"] .material-name').all_inner_texts()
        before = printed(page, tmp_path)
        page.locator(".materials input[type=checkbox]").first.check()
        after = printed(page, tmp_path)
    assert unneeded
    assert not any(name in after for name in unneeded)
    assert after.count("✓") == before.count("✓") + 1


@both_scripts
def test_my_plan_is_worked_out_by_python_in_the_page(opened: Open, prefix: str) -> None:
    with opened(prefix + "guides/zhangjiagang/unit-registration/") as page:
        expect(page.locator("#plan-day")).to_be_hidden()  # an old guide is one press away
        unfold(page)
        page.locator(".plan-section summary").click()
        page.fill("#plan-day", "2026-11-02")
        page.click(".plan-form button")
        expect(page.locator("[data-plan-result]")).to_have_attribute("data-state", "done", timeout=20_000)
        plan = page.locator("[data-plan-result]").inner_text()
        assert "11月5日" in plan  # the window is the 5th to the end of the month
        assert page.locator(".plan-window-closed").count() == 1


def test_what_was_chosen_before_the_program_came_counts(opened: Open) -> None:
    with opened("about/") as page:
        waiting: list[Route] = []
        page.route("**/checklist.mjs*", lambda route: waiting.append(route))
        with page.expect_request("**/checklist.mjs*"):
            page.goto("/" + INJURY)
        unfold(page)
        answer(page, options(page)[0])
        waiting[0].continue_()
        expect(page.locator("[data-needed=no]").first).to_be_attached()
        expect(page).to_have_url(re.compile("#s"))
        page.evaluate("location.hash = 'main'")  # a place on the page
        expect(page.locator(f"[data-situation=applicant] input[value={options(page)[0]}]")).to_be_checked()


def test_the_full_list_stays_readable_without_programs(opened: Open) -> None:
    with opened(INJURY, java_script_enabled=False) as page:
        unfold(page)
        assert page.locator(".materials .material-when").first.is_visible()
        assert page.locator(".materials > li").count() == page.locator(".materials > li:visible").count()
        assert page.locator(".plan-section").is_hidden()


def test_the_heading_follows_the_answers_and_alternatives_count_once(opened: Open) -> None:
    with opened("guides/yangzhou/medical-enrolment-residents/") as page:
        unfold(page)
        heading = page.locator("[data-count]")
        expect(heading).to_have_text("共 1 项，另有 1 项看情况")
        page.locator("[name=hardship][value=yes]").check()
        expect(heading).to_have_text("共 2 项")
        expect(page.locator("[data-any-of=hardship][data-needed=yes]")).to_have_count(3)
        page.locator("[data-material=identity] input[type=checkbox]").check()
        page.locator("[data-material=disability-certificate] input[type=checkbox]").check()
        expect(page.locator(PROGRESS)).to_have_text("2 样都备好了。")
        page.locator("[name=hardship][value=no]").check()
        expect(heading).to_have_text("共 1 项")


def test_a_paper_that_is_no_longer_used_is_marked_and_not_waited_for(opened: Open) -> None:
    with opened("guides/wuxi/online-open/") as page:
        unfold(page)
        expect(page.locator("[data-count]")).to_have_text("共 6 项，其中 2 项现在不用了")
        row = page.locator("[data-material=registration-certificate]")
        expect(row.locator("input[type=checkbox]")).to_be_visible()
        expect(row.locator(".material-now")).to_contain_text("已并入营业执照（2016年10月1日起）")
        expect(page.locator(PROGRESS)).to_have_text("一共 4 样，已备好 0 样，还差 4 样。现在不用了的 2 样没有算在内。")
        for box in page.locator("ol:not([data-counter]) > [data-material]:not([data-gone]) input").all():
            box.check()
        expect(page.locator(PROGRESS)).to_have_text("4 样都备好了。现在不用了的 2 样没有算在内。")
        page.locator("[data-do=clerk]").click()
        assert page.locator("[data-sheet-material^=registration-certificate]").count() == 0  # no paper has a box for it
        assert "已并入营业执照" in (page.locator(".sheet-gone").text_content() or "")


def test_an_answer_with_which_it_cannot_be_done_hides_the_list_and_comes_first(opened: Open, tmp_path: Path) -> None:
    with opened("guides/national/no-early-refund/") as page:
        stop = page.locator("[data-stop='why=leaving-job']")
        expect(stop).to_be_hidden()
        page.locator("[name=why][value=leaving-job]").check()
        expect(stop).to_contain_text("不能退")
        expect(page.locator("[data-count]")).to_have_text("这一次办不了")
        expect(page.locator("[data-material]:visible")).to_have_count(0)
        expect(page.locator("[data-needed=yes]")).to_have_count(0)
        paper = printed(page, tmp_path)
        assert "不能退" in paper and "书面申请" not in paper.split("办理材料")[1].split("谁能办")[0]
        page.locator("[name=why][value=short]").check()
        expect(stop).to_be_hidden()
        expect(page.locator("[data-material=application]")).to_be_visible()


def test_an_answer_that_settles_nothing_keeps_both_papers_to_be_asked_for(opened: Open) -> None:
    with opened("guides/guannan/transfer-in/") as page:
        unfold(page)
        page.locator("[name=lump-sum-proof][value=never]").check()
        for material in ("commitment", "judgment"):
            assert needed(page, material) == "unknown"
            expect(page.locator(f"[data-material={material}] .need-unsure")).to_be_visible()
        expect(page.locator(PROGRESS)).to_contain_text("另有 2 样要先问清楚")


def test_a_sample_wording_is_copied(opened: Open) -> None:
    with opened("guides/shenzhen/pension-transfer/", permissions=["clipboard-read", "clipboard-write"]) as page:
        unfold(page)
        page.locator("[data-material=waiver] summary").click()
        page.locator("[data-material=waiver] [data-do=copy]").click()
        expect(page.locator("[data-material=waiver] [role=status]")).to_have_text("样文已复制。")
        assert page.evaluate("navigator.clipboard.readText()").startswith("本人自愿放弃XX年XX月前未到账")

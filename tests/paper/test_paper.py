"""The notice 一次性告知单 on paper: printed by a real Chromium, read back as text and, through a scanner's eyes, as a code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.data import model
from scripts.data.library import Library
from tests.site.conftest import unfold

pytestmark = pytest.mark.browser
PROCEDURE = "guides/yangzhou/injury-recognition/"


@pytest.fixture
def page(browser: Browser, base: str) -> Page:
    return browser.new_context(base_url=base, locale="zh-CN").new_page()


def text_of(pdf: Path, order: str = "-layout") -> str:
    """The words as they stand on paper, line by line; with "-raw" one column after the other."""
    return subprocess.run(["pdftotext", order, pdf, "-"], capture_output=True, text=True, check=True).stdout


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def info(pdf: Path, what: str) -> str:
    text = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    return next(line.partition(":")[2].strip() for line in text.splitlines() if line.startswith(what))


def scan(pdf: Path) -> str:
    """What a scanner reads from the first page as a printer of 203 dpi puts it on paper: dots or none."""
    subprocess.run(["pdftoppm", "-r", "203", "-mono", "-f", "1", "-l", "1", pdf, pdf.with_suffix("")], check=True)
    image = next(pdf.parent.glob(f"{pdf.stem}-*.pbm"))
    done = subprocess.run(["zbarimg", "--quiet", "--raw", image], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(("prefix", "title"), [("", "一次性告知单"), ("zh-Hant/", "一次性告知單")])
def test_a_notice_says_everything_and_leads_back(
    page: Page, base: str, tmp_path: Path, prefix: str, title: str
) -> None:
    page.goto(f"/{prefix}{PROCEDURE}")
    unfold(page)
    page.locator("[name=applicant][value=family]").check()
    page.locator("[data-material=application-form] input").check()
    expect(page.locator(".sheet-qr")).to_have_attribute("data-shows", re.compile("#k="))
    page.wait_for_timeout(300)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    pdf = tmp_path / "notice.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)

    assert info(pdf, "Page size").startswith(("594.96 x 841.92", "595"))
    pages = int(info(pdf, "Pages"))
    assert pages <= 2
    text = squeezed(text_of(pdf))
    assert title in text[:40]
    names = [
        "yangzhou/injury-recognition",
        "https://shebao-guide.example/",
        "2026-11-21",
        f"1/{pages}",
        f"{pages}/{pages}",
        "原件4",
    ]
    for expected in names:
        assert squeezed(expected) in text, expected
    assert not re.search("签字|簽字", text), "nobody signs what they print for themselves"
    for pattern in (
        "(内容版本|內容版本)",
        "(打印时间|打印時間)20",
        "(以窗口出具的)",
        "12333|(资料未载明|資料未載明)",
    ):
        assert re.search(pattern, text), pattern
    assert text.count("✓") == 2, "the situation and one material, nothing else, is ticked"
    assert "亲属关系证明" in text or "親屬關係證明" in text
    assert "考勤" not in text, "what this applicant need not bring stays off the paper"

    address = scan(pdf)
    assert len(address) <= 174
    page.goto("about:blank")
    page.goto(address.replace("https://shebao-guide.example", base))
    expect(page.locator("[name=applicant][value=family]")).to_be_checked()
    expect(page.locator("[data-material=application-form] input")).to_be_checked()
    assert page.locator("[data-material] input:checked").count() == 1


def test_a_code_of_a_list_that_has_changed_is_not_read(page: Page) -> None:
    page.goto(f"/{PROCEDURE}#k=00000000.2.zz")
    expect(page.locator(".checklist-progress")).not_to_be_empty()
    assert page.locator("[data-checklist] input:checked").count() == 0


def settle(page: Page, **answers: str) -> None:
    unfold(page)
    for name, value in answers.items():
        page.locator(f"[name={name}][value={value}]").check()


def press(page: Page, button: str) -> None:
    """Press a button that prints, and come back when the page is laid out for its paper."""
    unfold(page)
    page.evaluate("() => { window.asked = false; window.print = () => (window.asked = true); }")
    expect(page.locator(".checklist-progress")).not_to_be_empty()  # its program has come
    page.locator(f"[data-do={button}]").first.click()
    for _ in range(200):
        if page.evaluate("() => window.asked"):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"{button} printed nothing")


def test_the_receipt_loses_nothing_and_has_no_pages(page: Page, tmp_path: Path) -> None:
    page.goto(f"/{PROCEDURE}")
    press(page, "receipt")
    expect(page.locator("html")).to_have_class(re.compile("receipt"))
    pdf = tmp_path / "receipt.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    assert float(info(pdf, "Page size").split()[0]) == pytest.approx(72 / 25.4 * 72, abs=1)
    text = squeezed(text_of(pdf))
    papers = page.locator("[data-sheet-material]")
    assert papers.count() == 18
    for paper in papers.all():
        for part in paper.locator("strong, b").all_text_contents():
            assert squeezed(part) in text
    assert not re.search(r"^\s*\d+ / \d+\s*$", text_of(pdf), re.MULTILINE), "a roll has no pages to count"
    assert text.count("未载明") == 0 and text.count("就是资料没有写") == 1, "what is silent is said once"
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert max(float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)) <= 72 / 25.4 * 72, "no glyph is cut off"
    assert scan(pdf) == f"https://shebao-guide.example/{PROCEDURE}"
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    expect(page.locator("html")).not_to_have_class(re.compile("receipt|brief"))


@pytest.mark.parametrize(("prefix", "title"), [("", "窗口一页纸"), ("zh-Hant/", "窗口一頁紙")])
def test_the_page_in_brief_is_one_side_of_what_this_person_brings(
    page: Page, base: str, tmp_path: Path, prefix: str, title: str
) -> None:
    page.goto(f"/{prefix}{PROCEDURE}")
    settle(page, applicant="family", harm="accident")
    expect(page.locator(".sheet-qr")).to_have_attribute("data-shows", re.compile("#k="))
    press(page, "brief")
    pdf = tmp_path / "brief.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    assert int(info(pdf, "Pages")) == 1
    text = squeezed(text_of(pdf))
    assert title in text[:20]
    now, old = (text.index(words) for words in (("现在的规定", "旧资料") if not prefix else ("現在的規定", "舊資料")))
    assert now < old, "today's rule comes first"
    assert re.search("亲属关系证明|親屬關係證明", text) and "12333" in text
    assert not re.search("考勤|组织证明|組織證明|职业病诊断证明书原件|受理条件|受理條件", text), (
        "what is not brought stays off"
    )
    assert re.search("工会组织|工會組織", text.split("12333", 1)[1]) is None, "answers that were not chosen stay off"
    address = scan(pdf)
    page.goto("about:blank")
    page.goto(address.replace("https://shebao-guide.example", base))
    expect(page.locator("[name=applicant][value=family]")).to_be_checked()
    expect(page.locator("[name=harm][value=accident]")).to_be_checked()


def test_the_body_has_twelve_points_and_fourteen_in_elder_mode(page: Page) -> None:
    page.goto("/guides/wuhan/community-flexible-enrolment/")
    page.emulate_media(media="print")
    body = "() => parseFloat(getComputedStyle(document.querySelector('.sheet-materials li p')).fontSize) * 72 / 96"
    assert page.evaluate(body) == pytest.approx(12, abs=0.01)
    page.locator("html").evaluate("(root) => root.classList.add('elder')")
    assert page.evaluate(body) == pytest.approx(14, abs=0.01)


def test_a_law_stands_beside_what_it_says(page: Page) -> None:
    page.goto(f"/{PROCEDURE}")
    page.emulate_media(media="print")
    by = page.locator(".sheet-now tr").filter(has_text="最晚哪天")
    expect(by).to_contain_text("《工伤保险条例》第十七条第一款")
    expect(by).to_contain_text("《工伤保险条例》第十七条第二款")


def test_the_clerk_prints_what_is_missing_and_nothing_is_stored(page: Page, tmp_path: Path) -> None:
    page.goto(f"/{PROCEDURE}")
    unfold(page)
    page.locator("[data-do=clerk]").click()
    page.locator("[name=applicant][value=union]").check()
    page.locator("[data-material=application-form] input").check()
    assert "#" not in page.url
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    pdf = tmp_path / "missing.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    text = squeezed(text_of(pdf))
    assert "还缺下面的材料" in text and "一式两份" in text and "申请人签字" in text
    list_of_papers = squeezed(text_of(pdf, "-raw")).split("办理材料")[1].split("受理条件")[0]
    numbers = [int(number) for number in re.findall(r"(\d+)\.(?=[^\d])", list_of_papers)]
    assert numbers == list(range(1, len(numbers) + 1)), "numbered by what stays, without gaps"
    assert "职工工伤认定申请表" not in text, "it was received"
    assert "组织证明" in text and "亲属关系证明" not in text
    assert scan(pdf) == f"https://shebao-guide.example/{PROCEDURE}"


def test_personal_figures_go_on_paper_only_when_asked_for(page: Page, tmp_path: Path) -> None:
    page.goto("/calculators/national/retirement-month/")
    page.evaluate("() => { window.print = () => document.body.setAttribute('data-printed', 'yes'); }")
    page.locator("[name=birth]").fill("1965-01")
    page.locator("fieldset#calc-track label").first.click()
    page.locator("form.calculator [type=submit]").click()
    expect(page.locator("[data-result]")).to_contain_text("2025年2月", timeout=20_000)
    pdf = tmp_path / "result.pdf"
    page.pdf(path=pdf)
    assert "2025年2月" not in squeezed(text_of(pdf))
    page.locator("[data-do=print]").click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    page.pdf(path=pdf)
    text = squeezed(text_of(pdf))
    assert "2025年2月" in text and "不是核定" in text


def test_a_notice_fits_on_two_sides_in_letters_that_can_be_read(page: Page, library: Library, tmp_path: Path) -> None:
    """The longest local ones stand for all, and the longest of those that law makes long; printing all takes minutes."""

    def length(p: model.Procedure) -> int:
        facts = (*p.materials, *p.steps, *p.conditions, *p.cautions)
        return sum(
            len(str(getattr(it, "name", "") or getattr(it, "action", "") or getattr(it, "text", ""))) + 30
            for it in facts
        )

    local = (p for p in library.procedures if p.type == "service" and library.status_of(p).kind != "current")
    longest = [f"guides/{p.id}/" for p in sorted(local, key=length, reverse=True)[:6]]
    for address in (*longest, "guides/national/injury-recognition/", "zh-Hant/guides/national/injury-recognition/"):
        page.goto(f"/{address}")
        page.pdf(path=tmp_path / "long.pdf", prefer_css_page_size=True)
        assert int(info(tmp_path / "long.pdf", "Pages")) <= 2, address
    page.emulate_media(media="print")
    style = "(sheet) => [getComputedStyle(sheet).fontSize, getComputedStyle(sheet).lineHeight].map(parseFloat)"
    size, line = page.locator(".sheet-long").evaluate(style)
    assert size * 72 / 96 >= 10.99 and line / size >= 1.149  # points, and how far apart lines are


def test_old_content_says_so_on_screen_and_on_paper(page: Page, tmp_path: Path) -> None:
    page.clock.install(time="2028-03-01")
    page.goto(f"/{PROCEDURE}")
    banner = page.locator(".stale[data-stale]")
    expect(banner).to_contain_text("没有核对")
    page.pdf(path=tmp_path / "old.pdf")
    assert re.search("已经4..天没有核对", squeezed(text_of(tmp_path / "old.pdf")))
    page.clock.set_fixed_time("2020-01-01")
    page.reload()
    expect(banner).to_contain_text("恐怕不对")

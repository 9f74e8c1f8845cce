"""The kiosk's pages in a real Chromium, at 1080 × 1920, by touch alone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from kiosk.program.launcher import handler
from kiosk.program.releases import Found
from scripts.editions.kiosk import staff_policy, write_pages
from scripts.serve.static_server import serve
from tests.site.test_browser import axe

pytestmark = pytest.mark.browser
PROCEDURE = "/guides/yangzhou/injury-recognition/"
CALCULATOR = "/calculators/national/account-interest/"


@pytest.fixture(scope="session")
def kiosk(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kiosk edition, made once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    out = shared / "kiosk"
    with (shared / "kiosk.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (out / "names.js").exists():
            write_pages(site, out)
    return out


@pytest.fixture
def machine(kiosk: Path, tmp_path: Path) -> Iterator[str]:
    found = Found(kiosk, 1)
    with serve(kiosk, handler=handler(found, tmp_path / "heartbeat")) as base:
        yield base


@pytest.fixture
def context(browser: Browser, machine: str) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=machine, viewport={"width": 1080, "height": 1920}, has_touch=True, locale="zh-CN"
    )
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    context.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def start(page: Page, address: str = "/") -> None:
    """Go to a page as somebody who has touched the start screen."""
    page.goto("/")
    page.wait_for_timeout(300)
    if page.locator(".kiosk-attract").is_visible():
        page.locator(".kiosk-attract").tap()
    page.goto(address)
    for old in page.locator("details.old > summary").all():
        old.tap()


def type_on_screen(page: Page, field: Locator, keys: str) -> None:
    field.tap()
    for key in keys:
        page.locator(f'.kiosk-keys [data-key="{key}"]').tap()


def test_the_first_touch_only_takes_the_start_screen_away(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".kiosk-attract")).to_be_visible()
    tile = page.locator(".tile").first.bounding_box()
    assert tile
    page.touchscreen.tap(tile["x"] + 20, tile["y"] + 20)
    expect(page.locator(".kiosk-attract")).to_be_hidden()
    assert page.url.endswith("/")


def test_nobody_there_means_everything_is_forgotten(page: Page) -> None:
    page.clock.install()
    start(page, PROCEDURE)
    page.locator("[data-material] input").first.check()
    page.get_by_label("受伤职工亲属").check()
    assert "#" not in page.url, "the address of a kiosk never holds a choice"
    page.goto(CALCULATOR)
    field = page.locator("form[data-calculator] input[type=text]").first
    type_on_screen(page, field, "320311199001011234")
    expect(field).to_have_value("320311199001011234")
    expect(page.locator(".elder-button")).to_have_count(1)  # one button for large type, not two
    page.locator(".elder-button").tap()
    page.locator(".colours-button").tap()
    page.locator(".colours input[value=slate]").check()

    question = page.locator(".kiosk-idle")
    announced = page.evaluate_handle(
        """() => { const said = []; new MutationObserver(() => said.push(document.querySelector('.kiosk-say').textContent))
           .observe(document.querySelector('.kiosk-say'), {childList: true}); return said; }"""
    )
    for _ in range(10):  # ten times, by a touch anywhere
        page.clock.run_for(74_000)
        expect(question).to_be_hidden()
        page.clock.run_for(1_500)
        expect(question).to_be_visible()
        page.get_by_role("button", name="继续使用").tap()
        expect(question).to_be_hidden()
    expect(field).to_have_value("320311199001011234")

    page.clock.run_for(75_500)
    assert question.get_attribute("role") == "alertdialog"
    assert page.evaluate("() => document.activeElement.textContent") == "继续使用"
    before = page.evaluate("(said) => said.filter(Boolean).length", announced)
    page.clock.run_for(28_000)
    assert page.evaluate("(said) => said.filter(Boolean).length", announced) - before <= 3
    page.clock.run_for(3_000)
    expect(page.locator(".kiosk-attract")).to_be_visible()

    assert page.evaluate("() => localStorage.length") == 0
    assert (
        page.evaluate("() => Object.keys(sessionStorage).filter((key) => key !== 'session' && sessionStorage[key])")
        == []
    )
    assert "elder" not in (page.locator("html").get_attribute("class") or ""), (
        "the next person has not asked for large type"
    )
    for _ in range(3):
        page.go_back(wait_until="commit")
        page.wait_for_timeout(300)
        page.clock.run_for(500)
        assert page.locator("form[data-calculator]").count() == 0, "Back leads into nobody's page"
        assert "320311199001011234" not in page.content()
        assert page.locator("[data-material] input:checked").count() == 0


def left(page: Page) -> list[object]:
    """Whatever a page can write to, but for the session's own name."""
    return page.evaluate(
        """async () => [window.name, document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage),
          ...Object.keys(history.state ?? {}), ...(await indexedDB.databases())].filter((it) => it && it !== 'session')"""
    )


def test_ending_empties_whatever_a_page_can_write_to(page: Page) -> None:
    start(page, PROCEDURE)
    page.evaluate("() => { location.hash = 'main'; }")  # makes an entry in the history that carries nothing
    page.goto(CALCULATOR)
    page.go_back()
    assert page.url.endswith(PROCEDURE + "#main"), "one's own way back stays open"
    page.go_forward()
    field = page.locator("form[data-calculator] input[type=text]").first
    field.fill("320311199001011234")
    page.locator("a[data-script]").first.evaluate(
        "(link) => link.addEventListener('click', (event) => event.preventDefault())"
    )
    page.locator("a[data-script]").first.click()  # the other script's page never comes
    assert "320311199001011234" in page.evaluate("() => window.name")
    page.evaluate(
        "() => { localStorage.x = sessionStorage.y = '320311199001011234'; history.replaceState({z: 1}, ''); }"
    )
    page.evaluate("() => { location.hash = 'title'; history.replaceState(null, ''); }")
    page.get_by_role("button", name="清空并结束").tap()
    expect(page.locator(".kiosk-attract")).to_be_visible()
    assert left(page) == []
    page.locator(".kiosk-attract").tap()
    for _ in range(4):  # the calculator, the procedure twice, the start screen
        page.go_back(wait_until="commit")
        expect(page.get_by_role("searchbox")).to_have_attribute("inputmode", "none")  # the start screen, in use
        assert page.url.rpartition("/")[2] == page.url.partition("://")[2].partition("/")[2] == "", "Back leads nowhere"
    page.goto(CALCULATOR)
    expect(field).not_to_have_value("320311199001011234")


def test_who_begins_where_the_browser_itself_has_cleared_finds_nothing(page: Page) -> None:
    """The browser's own time limit clears its storage and loads the same page again; a window's name is not storage."""
    start(page, CALCULATOR)
    field = page.locator("form[data-calculator] input[type=text]").first
    name = field.get_attribute("name")
    for state in ("history.state", "null"):
        carried = f"""() => {{ window.name = 'typed:{{"{name}":"31"}}'; sessionStorage.clear(); history.replaceState({state}, ''); }}"""
        page.evaluate(carried)
        page.reload(wait_until="commit")
        expect(page.locator(".kiosk-attract")).to_be_visible()
        assert left(page) == []
        start(page, CALCULATOR)
        expect(field).not_to_have_value("31")
    page.evaluate(f"""() => {{ window.name = 'typed:{{"{name}":"31"}}'; sessionStorage.clear(); }}""")
    page.goto(CALCULATOR + "?")  # and where it is a new page that begins, its scripts find nothing to take up
    expect(page.locator("form[data-calculator] [type=submit]")).to_be_enabled()
    expect(field).not_to_have_value("31")


def test_the_clear_button_is_on_every_page_and_ends_the_session(page: Page) -> None:
    for address in ("/guides/", PROCEDURE, CALCULATOR, "/about/"):
        start(page, address)
        page.get_by_role("button", name="清空并结束").tap()
        expect(page.locator(".kiosk-attract")).to_be_visible()


def test_what_ends_in_one_tab_ends_in_all(page: Page) -> None:
    """A keyboard opens tabs, a clerk's at least. A tab in the background, where nobody touches anything, ends only itself."""
    start(page, PROCEDURE)
    with page.context.expect_page() as opened:
        page.locator(".brand").click(modifiers=["Control"])
    other = opened.value
    start(other, PROCEDURE)
    other.locator("[data-material] input").first.check()
    page.evaluate(
        """async () => { Object.defineProperty(document, 'hidden', {value: true});
          (await import('/assets/javascripts/kiosk-session.mjs')).endSession(); }"""
    )
    expect(page.locator(".kiosk-attract")).to_be_visible()
    expect(other.locator("[data-material] input").first).to_be_checked()
    start(page, PROCEDURE)
    page.get_by_role("button", name="清空并结束").tap()
    for tab in (page, other):
        expect(tab.locator(".kiosk-attract")).to_be_visible()


@pytest.mark.parametrize("letters", ["tx", "tuixiu"])
def test_search_by_pinyin_on_the_screen(page: Page, letters: str) -> None:
    start(page)
    type_on_screen(page, page.get_by_role("searchbox"), letters)
    expect(page.locator(".search-results a").filter(has_text="退休").first).to_be_visible()
    page.locator('[data-key="backspace"]').tap()
    expect(page.get_by_role("searchbox")).to_have_value(letters[:-1])
    page.locator('[data-key="enter"]').tap()
    expect(page.locator(".kiosk-keys")).to_be_hidden()


def test_a_hardware_keyboard_and_the_screen_give_the_same(page: Page) -> None:
    start(page, CALCULATOR)
    fields = page.locator("form[data-calculator] input[type=text]")
    type_on_screen(page, fields.nth(0), "8000")
    fields.nth(1).tap()
    page.keyboard.press("Control+A")
    page.keyboard.type("8000")
    assert fields.nth(0).input_value() == fields.nth(1).input_value() == "8000"
    assert fields.nth(0).get_attribute("inputmode") == "none"


def test_printing_has_a_way_out_and_a_limit(page: Page) -> None:
    page.clock.install()
    page.add_init_script(
        "window.print = () => { window.jobs = (window.jobs ?? 0) + 1; dispatchEvent(new Event('afterprint')); }"
    )
    start(page, PROCEDURE)
    page.get_by_label("受伤职工亲属").check()
    button = page.get_by_role("button", name="打印告知单")
    for number in range(1, 6):
        expect(button).to_be_enabled()
        button.tap()
        dialog = page.locator(".kiosk-printed")
        expect(dialog).to_contain_text("请到窗口打印")
        expect(dialog.locator(".kiosk-code svg")).to_be_visible()
        dialog.get_by_role("button").tap()
        assert page.evaluate("() => window.jobs") == number
        assert button.is_disabled(), "one job a touch"
        page.clock.fast_forward(5_000)
    expect(button).to_be_enabled()
    button.tap()
    expect(page.locator(".kiosk-printed")).to_contain_text("已经打印了 5 份")
    assert page.evaluate("() => window.jobs") == 5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_in_the_frame_and_its_dialogs(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    expect(page.locator(".kiosk-attract")).to_be_visible()
    assert axe(page) == []
    start(page, PROCEDURE)
    assert axe(page) == []
    for name in ("kiosk-idle", "kiosk-printed"):
        page.locator(f".{name}").evaluate("(dialog) => dialog.showModal()")
        assert axe(page) == []
        page.locator(f".{name}").evaluate("(dialog) => dialog.close()")


def test_targets_are_large_enough_for_a_finger(page: Page) -> None:
    for address in ("/", "/guides/yangzhou/", PROCEDURE, CALCULATOR, "/zh-Hant/guides/"):
        start(page, address)
        small = page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, select, summary, input:not([type=radio], [type=checkbox])')]
              .filter((it) => it.checkVisibility() && !it.matches('.skip'))
              .map((it) => [it.getBoundingClientRect(), it.outerHTML.slice(0, 90)])
              .filter(([{ width, height }]) => width < 48 || height < 48).map(([box, text]) => `${box.width}×${box.height} ${text}`)"""
        )
        assert small == [], address
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), address


def test_a_long_press_opens_no_menu_and_no_voice_means_no_button(page: Page) -> None:
    start(page, PROCEDURE)
    assert page.evaluate(
        "() => !document.querySelector('h1').dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, cancelable: true}))"
    )
    assert page.evaluate("() => speechSynthesis.getVoices().length") == 0
    expect(page.get_by_role("button", name="朗读这一页")).to_be_hidden()


def test_links_that_python_writes_become_text_with_a_code(page: Page) -> None:
    start(page, CALCULATOR)
    page.evaluate("() => document.querySelector('output').innerHTML = '<a href=\"https://www.gov.cn/x\">来源</a>'")
    expect(page.locator("output .kiosk-address")).to_contain_text("https://www.gov.cn/x", use_inner_text=False)
    assert page.locator("main a[href^=http]").count() == 0


def test_a_page_alive_is_heard_and_a_damaged_machine_says_so(page: Page, kiosk: Path, tmp_path: Path) -> None:
    heartbeat = tmp_path / "alive"
    with serve(kiosk, handler=handler(Found(kiosk, 1, damaged=2), heartbeat)) as base:
        page.goto(base + "/guides/")
        expect(page.locator(".kiosk-notice")).to_have_text("本机内容（版本 2）损坏，正在显示旧版本 1，请通知管理员。")
        page.goto(base + "/zh-Hant/guides/")
        expect(page.locator(".kiosk-notice")).to_have_text("本機內容（版本 2）損壞，正在顯示舊版本 1，請通知管理員。")
        assert heartbeat.exists()


def test_what_people_ask_most_stands_under_the_search_as_large_tiles(page: Page) -> None:
    start(page)
    search = page.get_by_role("searchbox").bounding_box()
    tiles = [tile.bounding_box() for tile in page.locator(".asked a").all()]
    assert search and len(tiles) >= 6
    for tile in tiles:
        assert tile and tile["y"] > search["y"] and tile["y"] + tile["height"] < 1920, "seen without scrolling"
        assert tile["height"] >= 120 and tile["width"] >= 300


def test_who_cannot_type_picks_words_until_the_matter_opens(page: Page) -> None:
    start(page)
    page.get_by_role("searchbox").tap()
    board = page.locator(".kiosk-keys")
    board.get_by_role("button", name="选词").tap()
    board.get_by_role("button", name="工伤保险").tap()
    board.get_by_role("button", name="返回").tap()
    board.get_by_role("button", name="工伤保险").tap()
    matters = board.locator("[data-matter]")
    assert matters.first.inner_text() == "工伤认定", "what belongs to this kind alone comes first"
    matters.first.tap()
    page.wait_for_url("**/guides/national/injury-recognition/")


def test_in_traditional_the_board_begins_with_words_and_knows_zhuyin(page: Page) -> None:
    start(page, "/zh-Hant/")
    field = page.get_by_role("searchbox")
    field.tap()
    board = page.locator(".kiosk-keys")
    expect(board.get_by_role("button", name="養老保險", exact=True)).to_be_visible()
    board.get_by_role("button", name="注音").tap()
    for key in "ㄊㄨㄟ":
        board.locator(f'[data-key="{key}"]').tap()
    expect(field).to_have_value("tui")
    expect(board).to_contain_text("ㄊㄨㄟ")
    expect(page.locator(".search-results a").filter(has_text="退休").first).to_be_visible()
    board.locator('[data-key="backspace"]').tap()
    expect(field).to_have_value("tu")
    board.locator('[data-key="empty"]').tap()
    expect(field).to_have_value("")


# How 《汉语拼音方案》 and 注音符號 write the same syllables.
ZHUYIN = {
    "ㄊㄨㄟˋㄒㄧㄡ": "tuixiu",
    "ㄧㄤˇㄌㄠˇ": "yanglao",
    "ㄕㄜˋㄅㄠˇ": "shebao",
    "ㄕㄧㄝˋ": "shiye",
    "ㄍㄨㄥㄕㄤ": "gongshang",
    "ㄓㄨㄢˇㄧˊ": "zhuanyi",
    "ㄕㄥㄩˋ": "shengyu",
    "ㄋㄩˇㄒㄩㄥㄩㄢˊㄨㄣˊ": "nvxiongyuanwen",
    "ㄓˋㄗ": "zhiz",
    "ㄕㄅ": "sb",
    "ㄕ": "sh",
}


def test_zhuyin_is_read_as_pinyin(page: Page) -> None:
    start(page)
    read = "(typed) => import('/assets/javascripts/kiosk-zhuyin.mjs').then(({ pinyin }) => typed.map(pinyin))"
    assert page.evaluate(read, list(ZHUYIN)) == list(ZHUYIN.values())


def test_nobody_copies_a_link_or_receives_papers_here(page: Page) -> None:
    start(page, PROCEDURE)
    expect(page.locator("[data-do=print]").first).to_be_visible()
    assert page.locator("[data-do=share], [data-do=clerk]").locator("visible=true").count() == 0


def test_neither_a_voice_nor_a_printer_keeps_the_page_open_for_ever(page: Page) -> None:
    """Neither reports its end: somebody has pressed the button and gone."""
    page.add_init_script(
        """const voice = {lang: 'zh-CN', localService: true};
        const speech = {speaking: false, getVoices: () => [voice], addEventListener() {},
          cancel() { this.speaking = false; delete sessionStorage.heard; },
          speak() { this.speaking = true; sessionStorage.heard = 'yes'; }};
        Object.defineProperty(window, 'speechSynthesis', {value: speech});
        window.print = () => {};
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""
    )
    page.clock.install()
    start(page, PROCEDURE)
    page.get_by_role("button", name="朗读这一页").tap()
    question = page.locator(".kiosk-idle")
    page.clock.run_for(200_000)
    expect(question).to_be_hidden()  # still reading
    page.clock.run_for(101_000)
    expect(question).to_be_visible()
    page.clock.run_for(31_000)
    expect(page.locator(".kiosk-attract")).to_be_visible()

    page.clock.run_for(200_000)
    expect(question).to_be_hidden()  # nobody is asked where nobody has begun

    start(page, PROCEDURE)
    page.get_by_role("button", name="朗读这一页").tap()
    assert page.evaluate("() => sessionStorage.heard") == "yes"
    page.goto("/guides/")
    assert page.evaluate("() => sessionStorage.heard") is None, "the next page is not read over by the last"
    start(page, PROCEDURE)
    page.get_by_role("button", name="打印告知单").tap()
    page.clock.run_for(85_000)
    expect(question).to_be_hidden()  # still printing
    page.clock.run_for(6_000)
    expect(question).to_be_visible()
    page.clock.run_for(31_000)
    expect(page.locator(".kiosk-attract")).to_be_visible()


def test_a_clerk_works_on_files_and_leaves_nothing(site: Path, browser: Browser, tmp_path: Path) -> None:
    out = tmp_path / "staff"
    write_pages(site, out, staff=True)
    policy = staff_policy()
    assert policy["AllowFileSelectionDialogs"] is True and policy["URLBlocklist"] == [
        "*",
        "chrome://*",
        "javascript://*",
    ]
    roster = "姓名,身份证号码,月工资\n张三,420100199001010011,8000\n李四,420100198506150023,六千五\n"
    with serve(out, handler=handler(Found(out, 1), tmp_path / "heartbeat")) as base:
        page = browser.new_page(base_url=base)
        page.goto("/")
        page.click(".kiosk-attract")
        page.goto("/calculators/")
        page.click("a[href$='zhangjiagang/contribution-roster/']")
        page.click("[data-do=example]")
        page.set_input_files("input[type=file]", {"name": "a.csv", "mimeType": "text/csv", "buffer": roster.encode()})
        page.click("button[type=submit]")
        expect(page.locator("output[data-result]")).to_have_attribute("data-state", "done", timeout=30_000)
        with page.expect_download():
            page.click("[data-do=failed]")
        page.click("[data-kiosk=finish]")
        page.wait_for_url(f"{base}/")
        page.go_back()
        assert "张三" not in page.content() and "420100199001010011" not in page.content()
        assert page.evaluate("localStorage.length") == 0
        page.close()

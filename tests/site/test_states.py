"""States of a browser that nobody thinks of: no room, odd things in its memory, two tabs, a dead worker, a slow machine.

Elsewhere: a new version and a half-filled form, and no server at all (tests/offline); no Cache Storage, a hang and a crash
(test_runtime.py); no WebAssembly (test_calculators.py); no JavaScript (test_browser.py). All of them in Firefox: tests/engines/test_states.py.
"""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import WITHOUT_KEEPING, Open
from tests.site.test_calculators import CONTRIBUTION, RESULT, finished

pytestmark = pytest.mark.browser

GUIDE = "guides/national/injury-recognition/"
EVENT = "events/retirement/"
# What stands before the worker's own first word.
STATES = {
    state: f"Blob = class extends Blob {{ constructor(parts, options) {{ super([{json.dumps(script)}, ...parts], options); }} }};"
    for state, script in {
        "full": "Cache.prototype.put = async () => { throw new DOMException('full', 'QuotaExceededError'); };",
        "none": "Object.defineProperty(self, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } });",
    }.items()
}
WATCH_WORKERS = (
    "Worker = class extends Worker { constructor(...given) { super(...given); (window.made ??= []).push(this); } }"
)
# Has the whole site kept for later, as a page does some seconds after it was opened; gives what became of it.
KEEP = """
const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
const worker = registration.installing;
await new Promise((over) => worker.addEventListener("statechange", over));
return [worker.state, registration.active];
"""
BAD = ["null", "{bad", '{"wage": {"a": 1}}', '"]']


def calculate(page: Page, wage: str = "2500", result: str = "450.00") -> None:
    """By hand: 18 % of the wage."""
    page.fill("[name=wage]", wage)
    page.click("button[type=submit]")
    finished(page)
    expect(page.locator(RESULT)).to_contain_text(result)


def test_nonsense_in_the_browsers_memory_stops_no_page(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base)
    context.add_init_script(WITHOUT_KEEPING)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto("404.html")
    for bad in BAD:
        for kind, address in (("typed:", CONTRIBUTION), ("days:", EVENT)):
            page.evaluate(
                """([bad, kind]) => {
                  for (const name of ["scheme", "elder"]) localStorage.setItem(name, bad);
                  sessionStorage.setItem("script", bad);
                  sessionStorage.setItem("facts", bad);
                  window.name = kind + bad;
                }""",
                [bad, kind],
            )
            page.goto(address)
            if address == CONTRIBUTION:
                expect(page.locator("form.calculator [type=submit]"), f"{kind}{bad}").to_be_enabled()
            else:
                expect(page.locator(".event-progress"), f"{kind}{bad}").not_to_be_empty()
            assert page.evaluate("window.name") == ""
            assert page.evaluate("document.documentElement.dataset.mdColorScheme") in {"default", "slate", "contrast"}
    page.goto(CONTRIBUTION)
    calculate(page)
    assert wrong == []
    context.close()


@pytest.mark.parametrize("state", STATES)
def test_where_nothing_can_be_kept_a_calculator_works_each_time(opened: Open, state: str) -> None:
    with opened("404.html") as page:
        page.add_init_script(STATES[state])
        for _ in range(2):
            page.goto(CONTRIBUTION)
            calculate(page)
        names = "async () => (await Promise.all((await caches.keys()).map(async (key) => (await (await caches.open(key)).keys()).length)))"
        assert sum(page.evaluate(names)) == 0


def test_on_a_device_that_is_really_full_the_site_is_not_kept_and_works(browser: Browser, base: str) -> None:
    context = browser.new_context(base_url=base)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    limit = {"origin": base, "quotaSize": 1 << 20}
    context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
    page.goto(CONTRIBUTION)
    assert page.evaluate(f"(async () => {{{KEEP}}})()") == ["redundant", None]
    calculate(page)
    page.goto(GUIDE)
    page.locator("[data-material] input").first.check()
    expect(page.locator(".checklist-progress")).to_contain_text("1 样")
    page.goto(CONTRIBUTION)
    calculate(page)
    assert wrong == []
    context.close()


def test_two_tabs_calculate_at_once_and_keep_their_own(opened: Open) -> None:
    with opened(CONTRIBUTION) as one:
        other = one.context.new_page()
        other.goto(CONTRIBUTION)
        one.fill("[name=wage]", "2500")
        other.fill("[name=wage]", "2400")
        for page in (one, other):
            page.click("button[type=submit]")
        for page, typed, result in ((one, "2500", "450.00"), (other, "2400", "432.00")):
            finished(page)
            expect(page.locator(RESULT)).to_contain_text(result)
            assert page.locator("[name=wage]").input_value() == typed
        other.close()
        calculate(one, "2400", "432.00")


def test_a_worker_that_dies_in_the_middle_is_noticed_and_the_next_press_answers(opened: Open) -> None:
    with opened("404.html") as page:
        page.clock.install()
        page.add_init_script(WATCH_WORKERS)
        page.goto(CONTRIBUTION)
        calculate(page)
        page.fill("[name=wage]", "2400")
        page.evaluate(
            "document.querySelector('form.calculator [type=submit]').click(); made.at(-1).terminate()"
        )  # no event says so
        page.clock.fast_forward(10_000)
        finished(page, "error")
        assert "您填的内容还在" in page.locator("form.calculator .form-status").inner_text()
        assert page.locator("[name=wage]").input_value() == "2400"
        calculate(page, "2400", "432.00")


def test_on_a_machine_four_times_as_slow_a_guide_and_a_calculator_work(opened: Open) -> None:
    with opened("404.html") as page:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(GUIDE)
        page.locator("[data-material] input").first.check()
        expect(page.locator(".checklist-progress")).to_contain_text("1 样")
        page.goto(CONTRIBUTION)
        calculate(page)

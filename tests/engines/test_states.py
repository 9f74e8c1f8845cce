"""The states of tests/site/test_states.py and tests/offline, in Firefox.

What differs: a full device is really full (a preference of Firefox), where Chromium's worker is told so; WebAssembly and JavaScript
are switched off by preference; a slow machine is a Firefox that is stopped for three parts of four, since nothing in it slows the
processor. What cannot be had: a worker that the system kills (here a worker is a thread of its page's process, so the page ends it,
in the middle of an answer), and time that runs faster, so the page's patience with a dead worker is really waited for.
"""

from __future__ import annotations

import json

import pytest

from tests.engines.driving import ENGINES, Driver
from tests.offline.test_offline import Host, host, publish  # noqa: F401 - a fixture
from tests.site.test_calculators import CONTRIBUTION, RETIREMENT
from tests.site.test_states import BAD, EVENT, GUIDE, KEEP, STATES, WATCH_WORKERS

pytestmark = [pytest.mark.engines, pytest.mark.browser]

FORM = "form:is(.calculator, .plan-form)"


def firefox(**preferences: object) -> Driver:
    """Firefox. Without ``keeps`` no page fetches the whole site for later."""
    keeps = preferences.pop("keeps", False)
    engine = next(engine for engine in ENGINES if engine.kind == "firefox")
    return Driver(engine, **{"dom.serviceWorkers.enabled": keeps}, **preferences)


def fill(page: Driver, wage: str, then: str = "") -> None:
    page.run(f"""
        const form = document.querySelector("form.calculator");
        const submit = form.querySelector("[type=submit]");
        await until(() => !submit.disabled);
        form.elements.wage.value = {json.dumps(wage)};
        form.elements.wage.dispatchEvent(new Event("input", {{ bubbles: true }}));
        submit.click();
        {then}
    """)


def sees(page: Driver, result: str) -> None:
    page.run(f"await until(() => text('output[data-result]').includes({json.dumps(result)}))")


def calculate(page: Driver, wage: str = "2500", result: str = "450.00") -> None:
    """By hand: 18 % of the wage."""
    fill(page, wage)
    sees(page, result)


def test_nonsense_in_the_browsers_memory_stops_no_page(base: str) -> None:
    with firefox() as page:
        page.open(f"{base}/404.html")
        for bad in BAD:
            for kind, address in (("typed:", CONTRIBUTION), ("days:", EVENT)):
                page.run(f"""
                    const bad = {json.dumps(bad)};
                    for (const name of ["scheme", "elder"]) localStorage.setItem(name, bad);
                    for (const name of ["script", "facts"]) sessionStorage.setItem(name, bad);
                    window.name = "{kind}" + bad;
                """)
                page.open(f"{base}/{address}")
                name, scheme = page.run("""
                    await until(() => document.querySelector("form.calculator [type=submit]:enabled") || text(".event-progress"));
                    return [window.name, document.documentElement.dataset.mdColorScheme];
                """)
                assert (name, scheme in {"default", "slate", "contrast"}) == ("", True), f"{kind}{bad}"
        page.open(f"{base}/{CONTRIBUTION}")
        calculate(page)
    assert page.errors == []


def test_on_a_full_device_the_site_is_not_kept_and_a_calculator_works(base: str) -> None:
    limits = {"dom.quotaManager.temporaryStorage.fixedLimit": 1024}  # KB
    with firefox(keeps=True, **limits) as page:
        page.open(f"{base}/{CONTRIBUTION}")
        assert page.run(KEEP) == ["redundant", None]
        calculate(page)
        page.open(f"{base}/{CONTRIBUTION}")
        calculate(page)
        assert page.run("return (await navigator.storage.estimate()).quota") == 1 << 20  # it has no more, indeed
    assert [error for error in page.errors if "sw.js" not in error] == []


def test_where_nothing_can_be_kept_a_calculator_works_each_time(base: str) -> None:
    with firefox() as page:
        page.do("before", STATES["none"])
        for _ in range(2):
            page.open(f"{base}/{CONTRIBUTION}")
            calculate(page)
    assert page.errors == []


@pytest.mark.parametrize("address", [CONTRIBUTION, GUIDE])
def test_without_webassembly_a_page_says_so_once_and_its_checklist_works(base: str, address: str) -> None:
    with firefox(**{"javascript.options.wasm": False}) as page:
        page.open(f"{base}/{address}")
        told, telephone, offered, ticked = page.run(f"""
            const form = document.querySelector("{FORM}");
            await until(() => /WebAssembly/.test(form.textContent));
            const box = document.querySelector("[data-material] input");
            box?.click();
            await until(() => !box || /1 样/.test(text(".checklist-progress")));
            const told = document.querySelector("main").textContent.match(/WebAssembly/g).length;
            return [told, /12333/.test(form.textContent), !form.querySelector("[type=submit]").disabled, Boolean(box)];
        """)
        assert (told, telephone, offered, ticked) == (1, True, False, address == GUIDE)
    assert page.errors == []


def test_without_javascript_a_guide_and_a_worked_example_are_there(base: str) -> None:
    with firefox(**{"javascript.enabled": False}) as page:  # of pages; ours still may look into them
        page.open(f"{base}/{GUIDE}")
        scripted, ticked, sections, menu, buttons = page.run("""
            const seen = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility()).length;
            const box = document.querySelector("[data-checklist] .materials input[type=checkbox]");
            box.click();
            const sections = ["glance", "materials", "how", "sources"].map((id) => seen("#" + id));
            return [text(".checklist-progress"), box.checked, sections, seen("#menu"), seen(".bar button, .bar fieldset")];
        """)
        assert (scripted, ticked, sections, menu, buttons) == ("", True, [1] * 4, 1, 0)
        page.open(f"{base}/{CONTRIBUTION}")
        shut, example = page.run("""
            const example = document.querySelector(".example");
            const shut = !example.open;
            example.querySelector("summary").click();
            return [shut, example.open && example.innerText];
        """)
        assert shut and "450.00" in example  # by hand: 18 % of the example's 2500 yuan


def test_two_tabs_calculate_at_once_and_keep_their_own(base: str) -> None:
    wages = (("2500", "450.00"), ("2400", "432.00"))
    with firefox() as page:
        for tab, _ in enumerate(wages):
            page.do("tab", tab)
            page.open(f"{base}/{CONTRIBUTION}")
        for tab, (wage, _) in enumerate(wages):
            page.do("tab", tab)
            fill(page, wage)
        for tab, (wage, result) in enumerate(wages):
            page.do("tab", tab)
            sees(page, result)
            assert page.run("return document.querySelector('[name=wage]').value") == wage
    assert page.errors == []


def test_a_worker_that_dies_in_the_middle_is_noticed_and_the_next_press_answers(base: str) -> None:
    with firefox() as page:
        page.do("before", WATCH_WORKERS)
        page.open(f"{base}/{CONTRIBUTION}")
        calculate(page)
        fill(page, "2400", "made.at(-1).terminate()")
        left, wage = page.run("""
            await until(() => document.querySelector("output[data-result]").dataset.state === "error");
            return [text("form.calculator .form-status"), document.querySelector("[name=wage]").value];
        """)
        assert ("您填的内容还在" in left, wage) == (True, "2400")
        calculate(page, "2400", "432.00")
    assert page.errors == []


def test_on_a_machine_four_times_as_slow_a_guide_and_a_calculator_work(base: str) -> None:
    count = "const end = performance.now() + 1000; let done = 0; while (performance.now() < end) done++; return done"
    with firefox() as page:
        quick = page.run(count)
        page.do("slow", 4)
        assert page.run(count) < quick / 2
        page.open(f"{base}/{GUIDE}")
        page.run("""
            await until(() => text(".checklist-progress"));
            document.querySelector("[data-material] input").click();
            await until(() => /1 样/.test(text(".checklist-progress")));
        """)
        page.open(f"{base}/{CONTRIBUTION}")
        calculate(page)
    assert page.errors == []


KEPT = "await navigator.serviceWorker.ready; await until(() => navigator.serviceWorker.controller);"


def test_with_the_server_gone_pages_open_and_a_calculator_answers(host: Host) -> None:  # noqa: F811
    with firefox(keeps=True) as page:
        page.open(f"{host.base}/{CONTRIBUTION}")
        calculate(page)
        page.run(KEPT)
        host.stop()
        page.open(f"{host.base}/{CONTRIBUTION}")
        calculate(page, "2400", "432.00")
        page.open(f"{host.base}/{RETIREMENT}#birth=1965-01&track=male-60")
        sees(page, "2025年2月")
        page.open(f"{host.base}/zh-Hant/guides/guannan/transfer-in/")
        assert page.run("return document.documentElement.lang") == "zh-Hant"
        page.open(f"{host.base}/guides/nowhere/")
        assert page.run("return text('h1')") == "没有找到这一页"
    assert page.errors == []


def test_a_new_version_waits_for_a_half_filled_form(host: Host) -> None:  # noqa: F811
    typed = """
        const field = document.querySelector("form[data-calculator] input[type=text]");
        const type = (value) => {
          field.value = value;
          field.dispatchEvent(new Event("input", { bubbles: true }));
        };
        const notice = document.querySelector("[data-offline]");
    """
    with firefox(keeps=True) as page:
        page.open(host.base)
        page.run(KEPT)
        page.open(f"{host.base}/{RETIREMENT}")
        page.run(typed + "type('1970-03')")
        publish(host, "index.html", "</h1>", "（新）</h1>")
        hidden, value = page.run(f"""
            {typed}
            const registration = await navigator.serviceWorker.getRegistration();
            await registration.update();
            await until(() => registration.waiting);
            return [notice.hidden, field.value];
        """)
        assert (hidden, value) == (True, "1970-03")
        page.run(typed + "type(''); await until(() => !notice.hidden)")
        page.open(host.base)
        assert "（新）" not in page.run("return text('h1')"), (
            "the old version serves until the reader takes the new one"
        )
        page.run("""
            const notice = document.querySelector("[data-offline]");
            await until(() => !notice.hidden);
            notice.querySelector("button").click();
        """)
        for _ in range(2):  # the page is loaded again in the middle of the first look
            try:
                page.run("await until(() => text('h1').includes('（新）'))")
                break
            except AssertionError:
                continue
        assert "（新）" in page.run("return text('h1')")

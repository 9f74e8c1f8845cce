"""Python in the page, in Chromium: answers, what it downloads, and what happens when something is wrong."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from scripts.runtime.pack import Manifest
from scripts.serve.static_server import Handler, serve
from tests.runtime_site import LOAN, LOAN_ANSWER, write_site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("runtime")]

OPTIONS = [
    "--host-resolver-rules=MAP kiosk.test 127.0.0.1",  # the same server under a name that browsers do not trust
]
BEGUN = 'scope.postMessage({ type: "begun" });'  # the worker's first word
CALL = "([request, options]) => runtime.call(request, options)"
FAILURE = """async ([request, options]) => {
  try { return await runtime.call(request, options); } catch (error) { return [error.name, error.code ?? null]; }
}"""


class Site:
    """The served folder, what was asked of it, and files that it does not give."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder, self.manifest, self.base = folder, Manifest(manifest.sha256, deepcopy(manifest.content)), ""
        self.asked: list[str] = []
        self.withheld: set[str] = set()

    def file(self, mode: str, part: str) -> Path:
        """A file of the runtime."""
        modes: Any = self.manifest.content["modes"]
        return self.folder / "assets" / "python" / modes[mode][part]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    folder = tmp_path_factory.mktemp("runtime") / "site"
    return folder, write_site(folder)


@pytest.fixture
def site(built: tuple[Path, Manifest], tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "site", built[1])
    shutil.copytree(built[0], site.folder)

    class Watching(Handler):
        def answer(self) -> None:
            site.asked.append(self.path)
            if any(name in self.address for name in site.withheld):
                self.address = "/nothing-here"
            super().answer()

    with serve(site.folder, handler=Watching) as base:
        site.base = base
        yield site


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    browser = launch(*OPTIONS)
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def open_page(context: BrowserContext, site: Site, query: str = "") -> Page:
    page = context.new_page()
    page.goto(f"{site.base}/{query}")
    for _ in range(100):
        if page.evaluate("typeof window.runtime === 'object'"):
            return page
        page.wait_for_timeout(20)
    raise AssertionError("the page's script has not run")


def damage(path: Path) -> None:
    """Flip one bit in the middle of a file and remove its compressed copies."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    for suffix in (".br", ".gz"):
        path.with_name(path.name + suffix).unlink()


def change_worker(site: Site, old: str, new: str) -> None:
    """Change the worker's script in each of its files, and the manifest and page that vouch for them."""
    folder = site.folder / "assets" / "python"
    content: Any = site.manifest.content
    names, vouched = [mode["worker"] for mode in content["modes"].values()], site.manifest.meta
    for name in names:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        content["files"][name]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(content))
    for stale in (*names, "manifest.json"):
        for suffix in (".br", ".gz"):
            (folder / (stale + suffix)).unlink()
    page = site.folder / "index.html"
    changed = Manifest.read(folder)
    page.write_text(page.read_text().replace(vouched, changed.meta))
    site.manifest = changed


def usual(site: Site) -> dict[str, str]:
    """The files that a page starts Python from, by part, without any script's words."""
    modes: Any = site.manifest.content["modes"]
    return {part: name for part, name in modes["snapshot"].items() if not part.startswith("words")}


def kept(page: Page, site: Site) -> list[str]:
    """Names in Cache Storage once the runtime has been stored to its end."""
    wanted = {name for part, name in usual(site).items() if part != "worker"}
    for _ in range(200):
        names: list[str] = page.evaluate(
            """async () => { const names = [];
            for (const key of await caches.keys()) for (const { url } of await (await caches.open(key)).keys())
              names.push(key + " " + url.split("/").at(-1));
            return names; }"""
        )
        if wanted <= {name.split()[1] for name in names}:
            return names
        page.wait_for_timeout(25)
    raise AssertionError(f"not stored: {names}")


def wait_for_workers(page: Page, number: int) -> None:
    for _ in range(200):
        if len(page.workers) == number:
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"{len(page.workers)} workers")


def test_a_page_without_a_call_loads_no_python(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    page.wait_for_timeout(300)
    assert not [path for path in site.asked if "/assets/python/" in path]


def test_the_first_answer_is_right_and_comes_from_the_snapshot_alone(context: BrowserContext, site: Site) -> None:
    violations: list[str] = []
    context.on("console", lambda message: violations.append(message.text) if message.type == "error" else None)
    page = open_page(context, site)
    assert page.evaluate(CALL, [LOAN, {}]) == LOAN_ANSWER
    names = {path.split("/")[-1].split("?")[0] for path in site.asked if "/assets/python/" in path}
    assert names == {"manifest.json", site.manifest.content["fetcher"], *usual(site).values()}
    assert [text for text in violations if "favicon" not in text and "404" not in text] == []


def test_one_answer_takes_ten_milliseconds_at_most_and_never_holds_the_page_up(browser: Browser, site: Site) -> None:
    # The clock on the wall also counts what other programs take from the machine: the best of some tries is ours.
    best_task, best_answer = 1e9, 1e9
    for _ in range(6):
        context = browser.new_context()
        longest, answer = open_page(context, site).evaluate(
            """async (request) => {
              let longest = 0;
              new PerformanceObserver((list) => {
                for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
              }).observe({ type: "longtask" });
              await runtime.call(request);
              const times = [];
              for (let i = 0; i < 15; i++) {
                const start = performance.now();
                await runtime.call({ ...request, months: 24 + i });
                times.push(performance.now() - start);
              }
              return [longest, times.sort((a, b) => a - b)[7]];
            }""",
            LOAN,
        )
        context.close()
        best_task, best_answer = min(best_task, longest), min(best_answer, answer)
        if best_task <= 50 and best_answer <= 10:
            return
    assert (best_task, best_answer) <= (50, 10)
    assert best_answer <= 10


def test_python_starts_without_one_exception(context: BrowserContext, site: Site) -> None:
    """Each makes V8 read again the functions that it passes through, a quarter of a megabyte among them."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    thrown: list[object] = []

    def tell(worker: str, *methods: tuple[str, dict[str, object]]) -> None:
        for number, (method, params) in enumerate(methods, 1):
            message = json.dumps({"id": number, "method": method, "params": params})
            session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})

    def attached(event: dict[str, Any]) -> None:
        stop = ("Debugger.setPauseOnExceptions", {"state": "all"})
        tell(event["sessionId"], ("Debugger.enable", {}), stop, ("Runtime.runIfWaitingForDebugger", {}))

    def received(event: dict[str, Any]) -> None:
        said = json.loads(event["message"])
        if said.get("method") == "Debugger.paused":
            thrown.append([said["params"]["data"], said["params"]["callFrames"][0]["functionName"]])
            tell(event["sessionId"], ("Debugger.resume", {}))

    session.on("Target.attachedToTarget", attached)
    session.on("Target.receivedMessageFromTarget", received)
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": False})
    page.goto(site.base)
    assert page.evaluate(CALL, [LOAN, {}]) == LOAN_ANSWER
    assert thrown == []


def test_bad_input_is_an_answer_not_a_failure(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    assert page.evaluate(CALL, [{**LOAN, "principal": "一百"}, {}]) == {"error": "写成数字，例如 250000"}


def test_the_data_files_of_calc_are_in_memory(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    assert page.evaluate(CALL, [{"do": "title"}, {}]) == {"title": "贷款"}


def test_a_page_loads_the_words_of_its_own_script_and_no_other(context: BrowserContext, site: Site) -> None:
    ask = {"do": "words", "script": "zh-Hant"}
    words = site.file("snapshot", "words-zh-Hant").name
    page = site.folder / "index.html"
    page.write_text(page.read_text().replace('lang="en"', 'lang="zh-Hant"'))
    assert open_page(context, site).evaluate(CALL, [ask, {}]) == {"words": "貸款"}
    assert words in {path.split("/")[-1] for path in site.asked}
    assert not [path for path in site.asked if "whole" in path]
    page.write_text(page.read_text().replace('lang="zh-Hant"', 'lang="en"'))
    site.asked.clear()
    assert open_page(context, site).evaluate(CALL, [ask, {}]) == {
        "words": "貸款"
    }  # from the whole runtime, which has all
    assert words not in {path.split("/")[-1] for path in site.asked}


def test_a_library_function_that_no_request_entered_is_answered_by_the_whole_runtime(
    context: BrowserContext, site: Site
) -> None:
    page = open_page(context, site)
    assert page.evaluate(CALL, [{"do": "rare"}, {}]) == {"wrapped": ["a b", "c"]}
    assert [path for path in site.asked if "whole" in path]


def test_a_module_that_no_request_reaches_is_asked_in_the_whole_runtime(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    assert page.evaluate(CALL, [{"do": "module"}, {}]) == {"name": "Queue"}
    assert [path for path in site.asked if "whole" in path]


def test_two_visitors_draw_different_random_numbers(context: BrowserContext, site: Site) -> None:
    drawn = {open_page(context, site).evaluate(CALL, [{"do": "random"}, {}])["number"] for _ in range(2)}
    assert len(drawn) == 2


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_today_is_the_readers_today(browser: Browser, site: Site, zone: str) -> None:
    context = browser.new_context(timezone_id=zone)
    page = open_page(context, site)
    ours = page.evaluate(CALL, [{"do": "today"}, {}])["today"]
    assert ours == page.evaluate("new Date().toLocaleDateString('sv')")
    context.close()


def test_progress_goes_from_the_first_byte_to_ready(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    page.evaluate(CALL, [LOAN, {}])
    events = page.evaluate("window.progress")
    assert [stage for stage in ("download", "start", "ready") if stage in {e["stage"] for e in events}] == [
        "download",
        "start",
        "ready",
    ]
    loaded = [event["loaded"] for event in events if event["stage"] == "download"]
    assert loaded == sorted(loaded)
    files: Any = site.manifest.content["files"]
    parts = [name for part, name in usual(site).items() if part != "worker"]
    assert events[0]["total"] == sum(files[name]["size"] for name in parts)


@pytest.mark.parametrize("event", ["focus", "pointer", "screen"])
def test_python_starts_before_it_is_asked_when_somebody_comes_near_the_form(
    context: BrowserContext, site: Site, event: str
) -> None:
    page = open_page(context, site)
    page.evaluate(
        """(high) => {
          const space = Object.assign(document.createElement("div"));
          const form = document.createElement("form");
          form.append(document.createElement("input"));
          document.body.append(space, form);
          const height = new CSSStyleSheet();
          height.replaceSync(`div { height: ${high}px }`);
          document.adoptedStyleSheets = [height];
          if (high === 4000) IntersectionObserver = class { observe() {} disconnect() {} };
          runtime.prewarmOn(form);
        }""",
        4000 if event != "screen" else 5000,
    )
    page.wait_for_timeout(200)
    assert not [path for path in site.asked if "/assets/python/" in path]
    if event == "focus":
        page.evaluate("document.querySelector('input').focus({ preventScroll: true })")
    elif event == "pointer":
        page.evaluate("scrollTo(0, 9999)")
        page.hover("form")
    else:
        page.evaluate("scrollTo(0, 9999)")
    for _ in range(200):
        if page.evaluate("progress.at(-1)?.stage === 'ready'"):
            return
        page.wait_for_timeout(25)
    raise AssertionError("Python has not started")


def test_a_file_that_cannot_be_had_is_said_and_the_next_call_tries_again(context: BrowserContext, site: Site) -> None:
    site.withheld.add("snapshot.")
    page = open_page(context, site)
    page.evaluate("document.body.append(Object.assign(document.createElement('input'), { value: '8,000' }))")
    assert page.evaluate(FAILURE, [LOAN, {}]) == ["RuntimeFailure", "network"]
    wait_for_workers(page, 0)
    site.withheld.clear()
    assert page.evaluate(CALL, [LOAN, {}]) == LOAN_ANSWER
    assert page.input_value("input") == "8,000"


def test_a_snapshot_that_does_not_fit_is_replaced_by_a_plain_start(context: BrowserContext, site: Site) -> None:
    # As if the browser's instance were different: restoring throws. The page's own script is changed, not the files.
    change_worker(site, "let to = 0;", "let to = heap.length;")
    page = open_page(context, site)
    assert page.evaluate(CALL, [LOAN, {}]) == LOAN_ANSWER
    names = {path.split("/")[-1] for path in site.asked}
    assert site.file("plain", "wasm").name in names
    assert site.file("plain", "library").name in names


def test_what_was_cut_is_answered_by_the_whole_runtime(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    answers = page.evaluate(
        "(loan) => Promise.all([{ do: 'beyond' }, loan].map((request) => runtime.call(request)))", LOAN
    )
    assert answers == [{"rows": 2}, LOAN_ANSWER]


def test_a_hang_is_ended_and_the_next_question_answered(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    page.evaluate(CALL, [LOAN, {}])
    assert page.evaluate(FAILURE, [{"do": "hang"}, {"timeout": 400}]) == ["RuntimeFailure", "timeout"]
    assert page.evaluate(CALL, [LOAN, {}]) == LOAN_ANSWER


def test_a_question_behind_a_hang_is_still_answered(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    page.evaluate(CALL, [LOAN, {}])
    outcome = page.evaluate(
        """async (loan) => {
          const hang = runtime.call({ do: "hang" }, { timeout: 400 }).catch((error) => error.code);
          return [await runtime.call(loan), await hang];
        }""",
        LOAN,
    )
    assert outcome == [LOAN_ANSWER, "timeout"]


def test_a_worker_that_hangs_while_loading_is_given_up_in_time(context: BrowserContext, site: Site) -> None:
    calls = site.folder / "assets" / "javascripts" / "runtime" / "calls.mjs"
    calls.write_text(calls.read_text().replace("20_000", "1_000"))
    change_worker(site, BEGUN, "for (;;);")
    page = open_page(context, site)
    assert page.evaluate(FAILURE, [LOAN, {}]) == ["RuntimeFailure", "timeout"]


def test_a_browser_that_cannot_read_the_program_says_so_instead_of_trying_again(
    context: BrowserContext, site: Site
) -> None:
    change_worker(site, BEGUN, "a future word;")
    page = open_page(context, site)
    assert page.evaluate(FAILURE, [LOAN, {}]) == ["RuntimeFailure", "unsupported"]
    assert not [path for path in site.asked if "whole" in path]


def test_an_aborted_call_is_rejected_at_once_and_never_begun(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    outcome = page.evaluate(
        """async (loan) => {
          const early = new AbortController(); // while the files are on their way
          runtime.call({ do: "hang" }, { signal: early.signal }).catch(() => {});
          early.abort();
          await runtime.call(loan);
          const first = runtime.call({ do: "sleep", seconds: 0.5 });
          const stop = new AbortController();
          const second = runtime.call({ do: "hang" }, { signal: stop.signal }).catch((error) => error.name);
          stop.abort();
          const name = await second;
          return [name, await first, await runtime.call(loan)];
        }""",
        LOAN,
    )
    assert outcome == ["AbortError", {"slept": 0.5}, LOAN_ANSWER]


def test_the_second_visit_needs_no_large_file_even_when_the_http_cache_is_empty(
    context: BrowserContext, site: Site
) -> None:
    page = open_page(context, site)
    page.evaluate(CALL, [LOAN, {}])
    names = kept(page, site)
    wait_for_workers(page, 1)  # the one that fetched has ended
    assert {name.split()[1] for name in names} == {
        site.file("snapshot", "wasm").name,
        site.file("snapshot", "snapshot").name,
    }
    page.close()
    # The two files are gone from the server: only this browser has them.
    site.withheld |= {site.file("snapshot", "wasm").name, site.file("snapshot", "snapshot").name}
    page = open_page(context, site)
    client = context.new_cdp_session(page)
    client.send("Network.clearBrowserCache")
    assert page.evaluate(CALL, [LOAN, {}]) == LOAN_ANSWER


def test_a_copy_that_was_cut_off_is_not_used(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    version = site.manifest.content["version"]
    name = site.file("snapshot", "snapshot").name
    page.evaluate(
        """async ([store, url]) => (await caches.open(store)).put(url, new Response("cut off"))""",
        [f"python-{version}", f"{site.base}/assets/python/{name}"],
    )
    assert page.evaluate(CALL, [LOAN, {}]) == LOAN_ANSWER


def test_a_damaged_copy_on_the_device_is_downloaded_again(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    page.evaluate(CALL, [LOAN, {}])
    kept(page, site)
    name = site.file("snapshot", "snapshot").name
    page.evaluate(
        """async ([store, url]) => {
          const cache = await caches.open(store);
          const bytes = new Uint8Array(await (await cache.match(url)).arrayBuffer());
          bytes[bytes.length >> 1] ^= 1;
          await cache.put(url, new Response(bytes));
        }""",
        [f"python-{site.manifest.content['version']}", f"{site.base}/assets/python/{name}"],
    )
    page = open_page(context, site)
    assert page.evaluate(CALL, [LOAN, {}]) == LOAN_ANSWER


def test_older_versions_are_removed_from_the_device(context: BrowserContext, site: Site) -> None:
    page = open_page(context, site)
    page.evaluate("async () => { await caches.open('python-older'); await caches.open('pages-1'); }")
    page.evaluate(CALL, [LOAN, {}])
    kept(page, site)
    assert page.evaluate("caches.keys().then((keys) => keys.sort())") == [
        "pages-1",
        f"python-{site.manifest.content['version']}",
    ]


def test_it_works_over_plain_http_from_another_machine(context: BrowserContext, site: Site) -> None:
    # There a page has neither crypto.subtle nor Cache Storage; the browser itself compares the hashes.
    site.base = site.base.replace("127.0.0.1", "kiosk.test")
    page = open_page(context, site)
    assert page.evaluate("[isSecureContext, typeof caches]") == [False, "undefined"]
    assert page.evaluate(CALL, [LOAN, {}]) == LOAN_ANSWER


def test_a_flipped_bit_is_refused_over_plain_http_too(context: BrowserContext, site: Site) -> None:
    site.base = site.base.replace("127.0.0.1", "kiosk.test")
    damage(site.file("snapshot", "wasm"))
    page = open_page(context, site)
    assert page.evaluate(FAILURE, [LOAN, {}]) == ["RuntimeFailure", "network"]


def test_ten_loads_in_a_row_give_ten_answers_without_a_second_start(context: BrowserContext, site: Site) -> None:
    answers = []
    for number in range(10):
        if number % 3 == 0:
            context.clear_cookies()
            page = open_page(context, site)
            page.evaluate("async () => { for (const key of await caches.keys()) await caches.delete(key); }")
            page.close()
        page = open_page(context, site, f"?start={quote(json.dumps(LOAN))}")
        for _ in range(400):
            if text := page.inner_text("#result"):
                answers.append(json.loads(text))
                break
            page.wait_for_timeout(25)
        page.close()
    assert answers == [LOAN_ANSWER] * 10
    assert not [path for path in site.asked if "whole" in path]

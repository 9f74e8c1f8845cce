"""What the benchmark and the soak run share: a counting, slowed server, and a page visited in Chromium."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from playwright.sync_api import BrowserContext, Playwright

from scripts.serve.headers import FOR_EVER
from scripts.serve.static_server import Handler, Policy, serve

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
]
# Runs before every script of the page: notes when the result is in the document, in ms since the navigation began.
WATCH = """(() => {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ type: "longtask", buffered: true });
  window.finished = new Promise((resolve) => {
    const look = () => {
      const text = document.getElementById("result")?.textContent.trim();
      if (text && text !== "…") resolve({ ms: performance.now(), text });
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
})()"""


class Link:
    """A line that all connections share: bits a second and the time of a round trip. Counts what it carries."""

    def __init__(self, megabits: float | None = None, round_trip_ms: float = 0) -> None:
        self.bytes_per_second = megabits * 125_000 if megabits else None
        self.round_trip = round_trip_ms / 1000
        self.carried = 0
        self._free_at = 0.0
        self._lock = threading.Lock()

    def wait_for(self, size: int) -> None:
        """Sleep until so many bytes have gone through."""
        with self._lock:
            self.carried += size
            if not self.bytes_per_second:
                return
            now = time.monotonic()
            self._free_at = max(self._free_at, now) + size / self.bytes_per_second
            wait = self._free_at - now
        time.sleep(wait)


@contextmanager
def serving(
    site: Path, link: Link, policy: Policy, asked: Callable[[Path], object] = lambda _path: None
) -> Iterator[str]:
    """Serve a folder over a link; every file but pages may be kept by the browser, for each competitor alike.

    `asked` is called with each file that is sent.
    """

    class Slow(Handler):
        def send_body(self, body: BinaryIO) -> None:
            asked(Path(body.name))
            time.sleep(link.round_trip)
            while chunk := body.read(1 << 14):
                link.wait_for(len(chunk))
                self.wfile.write(chunk)

    def kept(address: str) -> dict[str, str]:
        return {**policy(address), "Cache-Control": "no-cache" if address.endswith(".html") else FOR_EVER}

    with serve(site, policy=kept, handler=Slow) as base:
        yield base


@contextmanager
def fresh_browser(playwright: Playwright) -> Iterator[BrowserContext]:
    """Chromium with an empty profile on disk."""
    profile = tempfile.mkdtemp(prefix="runtime-bench-")
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, headless=True, args=ARGUMENTS
    )
    try:
        context.add_init_script(WATCH)
        yield context
    finally:
        context.close()
        shutil.rmtree(profile, ignore_errors=True)


@dataclass(frozen=True)
class Visit:
    """One visit: ms to the result, the result, the longest task of the page's main thread in ms (0: none over 50).

    `again` is ms for one more calculation, where the page measures it.
    """

    ms: float
    text: str
    longest_task: float
    again: float | None


def visit(context: BrowserContext, address: str, *, limit: float = 180, stay: float = 1) -> Visit:
    """Open a page, wait for its result, stay some seconds (caches are written then), leave. Raises TimeoutError."""
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    try:
        page.goto(address, wait_until="commit")
        outcome = page.evaluate(
            "(ms) => Promise.race([window.finished, new Promise((done) => setTimeout(done, ms, null))])", limit * 1000
        )
        if outcome is None:
            raise TimeoutError(f"{address}: no result in {limit} s; {json.dumps(problems)[:500]}")
        time.sleep(stay)
        return Visit(outcome["ms"], outcome["text"], *page.evaluate("[window.longest, window.again ?? null]"))
    finally:
        context.new_page().goto("about:blank")
        page.close()

"""A browser's page that hears everything: messages, errors, requests, violations of the content policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from scripts.serve.headers import FOR_EVER, headers_of

Open = Callable[..., AbstractContextManager[Page]]

WATCH_POLICY = (
    "addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + e.blockedURI))"
)

# Each page would fetch the whole site for later; tests/offline is about that.
WITHOUT_KEEPING = ";delete Navigator.prototype.serviceWorker"


@pytest.fixture
def opened(browser: Browser, base: str) -> Open:
    """Opens an address in a fresh profile; at the end nothing may have gone wrong and no other host been asked."""

    @contextmanager
    def open_(address: str = "", **options: Any) -> Iterator[Page]:
        context = browser.new_context(base_url=base, locale="zh-CN", **options)
        context.add_init_script(WATCH_POLICY + WITHOUT_KEEPING)
        page = context.new_page()
        complaints: list[str] = []
        foreign: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type in NOTICED else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: failed(request, complaints))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((base, "data:", f"blob:{base}")) else foreign.append(request.url)
            ),
        )
        page.goto(f"{base}/{address}")
        yield page
        context.close()
        assert complaints == []
        assert foreign == [], "a page asks other hosts"

    return open_


def failed(request: Request, complaints: list[str]) -> None:
    if request.failure != "net::ERR_ABORTED":  # somebody went to the next page before this one was complete
        complaints.append(f"{request.url}: {request.failure}")


def kept_for_long(file: str) -> Mapping[str, str]:
    """The headers of a server for tests of hundreds of pages: what all of them share is not asked for again by each."""
    return {**headers_of(file), **({"Cache-Control": FOR_EVER} if SHARED.match(file) else {})}


def tab_to(page: Page, control: str) -> None:
    """Press the tab key from the beginning of the content until a control, named by its selector, has the focus."""
    page.locator("main").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(control) => document.activeElement.matches(control)", control):
            return
    raise AssertionError(f"the tab key does not lead to {control} at {page.url}")


def unfold(page: Page) -> None:
    """Open what an old paper says: it stands folded below what applies now."""
    old = page.locator("details.old")
    if old.get_attribute("open") is None:
        old.locator("> summary").click()


NOTICED = {"error", "warning"}
SHARED = re.compile(r"^/assets/(javascripts|stylesheets|images)/")

"""A site built with `extra.runtime: plain`: its calculators work with Pyodide as published."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from calc.browser import handle
from scripts.runtime.pack import ROOT, pack
from scripts.serve.static_server import serve
from tests.site.test_calculators import ASK, RETIREMENT, examples, finished

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plain(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The retirement calculator's page of the built site, with the runtime that the build writes for `plain`."""
    folder = tmp_path_factory.mktemp("plain")
    shutil.copytree(site / "assets", folder / "assets", ignore=shutil.ignore_patterns("python", "*.br", "*.gz"))
    runtime = pack(folder / "assets/python", ROOT / ".cache/runtime", trimmed=False, quality=None)
    page = (site / RETIREMENT / "index.html").read_text(encoding="utf-8")
    (folder / RETIREMENT).mkdir(parents=True)
    changed, count = re.subn(r'<meta name="python-runtime"[^>]*>', runtime.meta, page)
    assert count == 1
    (folder / RETIREMENT / "index.html").write_text(changed, encoding="utf-8")
    with serve(folder) as base:
        yield base


def test_a_calculator_works_with_pyodide_as_published(plain: str, browser: Browser) -> None:
    context = browser.new_context(base_url=plain, service_workers="block")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(RETIREMENT)
    expect(page.locator("button[type=submit]")).to_be_enabled()
    page.fill("[name=birth]", "1965-01")
    page.locator("fieldset#calc-track label").first.click()
    page.click("button[type=submit]")
    finished(page)
    # The first affected month of the first track goes one month later: 1965-01 → 2025-02.
    assert "2025年2月" in page.locator("output[data-result]").inner_text()
    requests = examples()[:20]
    for request, answer in zip(requests, page.evaluate(ASK, requests), strict=True):
        assert answer == json.loads(handle(json.dumps(request))), request
    assert not [address for address in asked if "snapshot" in address]
    assert [address for address in asked if address.endswith("-py3-none-any.whl") and "shebao_guide" in address]
    context.close()

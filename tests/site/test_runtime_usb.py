"""The runtime from disk: a page opened with file:// calculates, with no server and no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.runtime_site import LOAN, LOAN_ANSWER, write_stick

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("runtime")]

FAILURE = """async (request) => {
  try { return await runtime.call(request); } catch (error) { return [error.name, error.code ?? null]; }
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_stick(tmp_path_factory.mktemp("usb"))


@pytest.fixture
def page(built: Path, tmp_path: Path, browser: Browser) -> Iterator[Page]:
    shutil.copytree(built, tmp_path / "stick")
    context = browser.new_context(offline=True)
    page = context.new_page()
    yield page
    context.close()


def open_page(page: Page, tmp_path: Path) -> None:
    page.goto((tmp_path / "stick" / "guides" / "index.html").as_uri())
    assert page.evaluate("typeof window.runtime.call") == "function"


def test_a_page_opened_from_disk_calculates(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, tmp_path)
    assert page.evaluate(FAILURE, LOAN) == LOAN_ANSWER
    assert page.evaluate(FAILURE, {"do": "title"}) == {"title": "贷款"}
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []


def test_from_disk_too_the_whole_runtime_answers_what_was_cut(page: Page, tmp_path: Path) -> None:
    open_page(page, tmp_path)
    assert page.evaluate(FAILURE, {"do": "beyond"}) == {"rows": 2}

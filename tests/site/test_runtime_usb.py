"""The runtime from disk: a page opened with file:// calculates, with no server and no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.runtime.bundle import bundle
from scripts.runtime.disk import DISK_CLIENT, write_usb_runtime
from scripts.runtime.pack import CLIENT
from scripts.serve.headers import CONTENT_SECURITY_POLICY
from tests.runtime_site import FIXTURES, LOAN, LOAN_ANSWER, packed

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("runtime")]

# The site's own policy; a page from disk can state it only in itself, and its worker comes from a Blob.
POLICY = CONTENT_SECURITY_POLICY.replace("; frame-ancestors 'none'", "").replace(
    "worker-src 'self'", "worker-src blob:"
)
FAILURE = """async (request) => {
  try { return await runtime.call(request); } catch (error) { return [error.name, error.code ?? null]; }
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("usb")
    packed(folder / "packed")
    site = folder / "site"
    sha256 = write_usb_runtime(site / "assets" / "python", folder / "packed")
    # The page script of the other tests, unchanged but for where it finds the client.
    source = (FIXTURES / "page.mjs").read_text(encoding="utf-8")
    page = folder / "page.mjs"
    client = CLIENT / "client.mjs"
    relative = Path("../" * (len(folder.resolve().parts) - 1)) / client.relative_to("/")
    page.write_text(source.replace("./assets/javascripts/runtime/client.mjs", relative.as_posix()), encoding="utf-8")
    (site / "guides").mkdir()
    (site / "guides" / "page.js").write_text(bundle(page, "iife", {client: DISK_CLIENT}), encoding="utf-8")
    html = (FIXTURES / "page.html").read_text(encoding="utf-8")
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="python-runtime" content="{sha256}" data-base="../assets/python/">'
    )
    html = html.replace("<!-- runtime -->", meta)
    html = html.replace('<script type="module" src="page.mjs">', '<script defer src="page.js">')
    (site / "guides" / "index.html").write_text(html, encoding="utf-8")
    return site


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


@pytest.mark.parametrize("part", ["worker.snapshot", "manifest", "snapshot", "pyodide.asm"])
def test_a_damaged_stick_is_a_refusal_never_a_number(page: Page, tmp_path: Path, part: str) -> None:
    (path,) = (tmp_path / "stick" / "assets" / "python").glob(f"{part}*.js")
    text = path.read_text(encoding="utf-8")
    middle = len(text) // 2
    path.write_text(text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :], encoding="utf-8")
    open_page(page, tmp_path)
    assert page.evaluate(FAILURE, LOAN) == ["RuntimeFailure", "integrity"]


def test_a_missing_file_is_said(page: Page, tmp_path: Path) -> None:
    (path,) = (tmp_path / "stick" / "assets" / "python").glob("snapshot*.js")
    path.unlink()
    open_page(page, tmp_path)
    assert page.evaluate(FAILURE, LOAN) == ["RuntimeFailure", "network"]

"""What runs is what was hashed: every file of the runtime damaged in every way, in each edition, is a refusal and never a number."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from kiosk.program.releases import Store
from scripts.editions.kiosk import write_release
from scripts.editions.signing import make_key, public_key
from scripts.runtime.pack import Manifest
from scripts.serve.static_server import Handler, serve
from tests.runtime_site import LOAN, LOAN_ANSWER, packed, write_site, write_stick

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("runtime")]

ASK = """async (loan) => {
  try { return await runtime.call(loan); } catch (error) { return [error.name, error.code ?? null]; }
}"""
# A worker that says what it likes, as a server could answer in place of the right one.
FORGED = """onmessage = ({ data }) => postMessage(data.type === "load"
  ? { type: "progress", stage: "ready", loaded: 1, total: 1 }
  : { type: "result", id: data.id, response: '{"payment": "99999"}' });
export default () => {}; export const loadPyodide = () => ({ pyimport: () => ({ handle: () => '{"payment": "99999"}' }) });
"""
REFUSED, UNREACHABLE = ["RuntimeFailure", "integrity"], ["RuntimeFailure", "network"]


def flip(path: Path, other: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncate(path: Path, other: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def remove(path: Path, other: Path) -> None:
    path.unlink()


def swap(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes())


ATTACKS: tuple[Callable[[Path, Path], None], ...] = (flip, truncate, remove, swap)


def attacked(paths: list[Path]) -> Iterator[tuple[str, list[str]]]:
    """Each file in turn, damaged in each way while the caller looks: what was done, and what a page must say."""
    for number, path in enumerate(paths):
        whole = path.read_bytes()
        for attack in ATTACKS:
            attack(path, paths[number - 1])
            yield f"{attack.__name__} {path.name}", UNREACHABLE if attack is remove else REFUSED
            path.write_bytes(whole)


def answer(browser: Browser, address: str, request: dict[str, Any] = LOAN) -> Any:
    """What a page of a new visitor gets."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_function("typeof window.runtime === 'object'")
    given = page.evaluate(ASK, request)
    context.close()
    return given


def in_traditional(page: Path) -> None:
    """Such a page needs one file more: the words of its script."""
    page.write_text(page.read_text(encoding="utf-8").replace('lang="en"', 'lang="zh-Hant"'), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> tuple[Path, Manifest]:
    """A site without compressed copies: a file is what the visitor gets."""
    manifest = write_site(tmp_path / "site")
    in_traditional(tmp_path / "site/index.html")
    for copy in [*tmp_path.rglob("*.br"), *tmp_path.rglob("*.gz")]:
        copy.unlink()
    return tmp_path / "site", manifest


def without_snapshot(site: Path) -> None:
    """Leave the whole runtime as the only way to start, as in a site built plainly."""
    folder = site / "assets/python"
    before = Manifest.read(folder)
    content: Any = before.content
    del content["modes"]["snapshot"]
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    page = site / "index.html"
    page.write_text(re.sub('<meta name="python-runtime"[^>]*>', Manifest.read(folder).meta, page.read_text()))


@pytest.mark.long(15)
@pytest.mark.parametrize("mode", ["snapshot", "plain"])
def test_no_damaged_file_of_a_site_gives_a_number(browser: Browser, site: tuple[Path, Manifest], mode: str) -> None:
    folder, manifest = site
    modes: Any = manifest.content["modes"]
    if mode == "plain":
        without_snapshot(folder)
    common: Any = ["manifest.json", manifest.content["fetcher"]]
    names = common * (mode == "snapshot") + [*modes[mode].values()]
    with serve(folder) as base:
        for done, expected in attacked([folder / "assets/python" / name for name in names]):
            assert answer(browser, base) == expected, done
        assert answer(browser, base) == LOAN_ANSWER


def test_no_damaged_compressed_copy_gives_a_number(browser: Browser, tmp_path: Path) -> None:
    parts: Any = write_site(tmp_path).content["modes"]["snapshot"]
    names = ("manifest.json", parts["worker"], parts["wasm"])  # the three ways in which files are read
    copies = [tmp_path / "assets/python" / f"{name}.br" for name in names]
    with serve(tmp_path) as base:
        for done, _ in attacked(copies):
            if done.startswith("remove"):  # the file itself is sent then
                assert answer(browser, base) == LOAN_ANSWER, done
            else:
                assert answer(browser, base) in (REFUSED, UNREACHABLE), done


@pytest.mark.long(18)
def test_no_damaged_file_of_a_stick_gives_a_number(browser: Browser, tmp_path: Path) -> None:
    stick = write_stick(tmp_path)
    in_traditional(stick / "guides/index.html")
    modes: Any = Manifest.read(tmp_path / "packed").content["modes"]
    paths = [stick / "assets/python" / f"{name}.js" for name in ("manifest", *modes["snapshot"].values())]
    address = (stick / "guides/index.html").as_uri()
    for done, expected in attacked(paths):
        assert answer(browser, address) == expected, done
    assert answer(browser, address) == LOAN_ANSWER

    beyond = {"do": "beyond"}  # answered by the whole runtime, which nothing else has asked for
    whole = [name for name in modes["plain"].values() if name not in modes["snapshot"].values()]
    for done, expected in attacked([stick / "assets/python" / f"{name}.js" for name in whole]):
        assert answer(browser, address, beyond) == expected, done
    assert answer(browser, address, beyond) == {"rows": 2}


def test_no_damaged_file_of_a_kiosk_is_shown(tmp_path: Path) -> None:
    make_key(tmp_path / "key.pem")
    packed(tmp_path / "site/assets/python")
    (tmp_path / "machine").mkdir()
    public_key(tmp_path / "key.pem", tmp_path / "machine/public.pem")
    store = Store(tmp_path / "machine")
    write_release(tmp_path / "site", tmp_path / "stick", tmp_path / "key.pem", 1, "1.0.1")
    store.install(tmp_path / "stick", lambda site: True)
    folder = store.releases / "1/site/assets/python"
    for done, _ in attacked(sorted(folder.iterdir())):  # compressed copies, and the runtime of every way to start
        assert store.find() is None, done
    assert store.find() is not None


@contextmanager
def answering_once(site: Path, name: str, right: int) -> Iterator[str]:
    """A server that gives a file as it was built only in its answer number `right`, and forges the others."""
    asked: Counter[str] = Counter()
    (site / "forged.mjs").write_text(FORGED, encoding="utf-8")

    class Lying(Handler):
        def answer(self) -> None:
            asked[self.address] += 1
            if self.address.endswith(f"/{name}") and asked[self.address] != right:
                self.address = "/forged.mjs"  # its headers let no browser keep it
            super().answer()

    with serve(site, handler=Lying) as base:
        yield base


def test_an_address_that_answers_differently_the_second_time_is_not_believed(
    browser: Browser, site: tuple[Path, Manifest]
) -> None:
    folder, manifest = site
    modes: Any = manifest.content["modes"]
    for name in ("manifest.json", manifest.content["fetcher"], *modes["snapshot"].values()):
        with answering_once(folder, name, 1) as base:
            assert answer(browser, base) == LOAN_ANSWER, f"{name}: another answer was used"
        with answering_once(folder, name, 2) as base:
            assert answer(browser, base) == REFUSED, f"{name}: the first answer was believed"
    shutil.rmtree(folder)

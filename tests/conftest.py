"""What many tests share: the example data, the built site, a server for it and a browser."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

import calc
from scripts.data.library import Library
from scripts.data.loader import load
from scripts.paths import Script
from scripts.serve.static_server import serve
from tests.cluster import Cluster
from tests.support import EXAMPLES, OF_LAST_BUILD, ROOT, SITE_URL, Reader, build, share

# A busy machine is no fault of the code. Other examples each time; more at once with --hypothesis-profile=deep.
settings.register_profile("project", deadline=None, max_examples=30)
settings.register_profile("deep", deadline=None, max_examples=1000)
settings.load_profile("project")

SET_UP = (".git", ".venv", "node_modules", ".cache", "site", "dist", "build", "tests")  # not copied with a project
PROGRAMS = {"__pycache__"}


@pytest.hookimpl(tryfirst=True)  # before xdist writes the groups into the names that it deals the tests out by
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "site" in names:
            item.add_marker(pytest.mark.build)
        if "renderer" in names and "browser" not in names:
            item.add_marker(pytest.mark.xdist_group("pages"))  # one process renders all pages, once
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = longest_first(items)


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The order in which workers take tests: what takes long first, with its whole group, or one would be left alone with it.

    The mark `long` says how many seconds; tests that have none stay as they are.
    """
    seconds: Counter[str] = Counter()
    for item in items:
        for mark in item.iter_markers("long"):
            seconds[_unit(item)] += mark.args[0]
    return sorted(items, key=lambda item: -seconds[_unit(item)])


def _unit(item: pytest.Item) -> str:
    """What one worker takes: a group, or a test alone."""
    return next((str(mark.args[0]) for mark in item.iter_markers("xdist_group")), item.nodeid)


def pytest_sessionfinish() -> None:
    gc.freeze()  # or pytest looks five times through all pages and data for what was thrown away


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; read the difference")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with a file of tests/golden, or write the file if asked to."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests/golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def examples() -> Library:
    """Two procedures of a made-up region: one with every field of the model, one with none that can be left out."""
    return load(EXAMPLES)


@pytest.fixture(scope="session")
def library() -> Library:
    """The project's own data."""
    return load(ROOT / "guides", calc.calculators())


@pytest.fixture(scope="session")
def renderer(library: Library, examples: Library) -> Callable[..., Reader]:
    """Gives what renders a library and is read in one script, with the project's own words and templates; the shared libraries' once."""
    shared = {id(library), id(examples)}
    made: dict[tuple[int, Script, str], Reader] = {}

    def give(library: Library, script: Script, site_url: str = SITE_URL) -> Reader:
        if id(library) not in shared:
            return Reader(library, script, site_url)
        key = (id(library), script, site_url)
        if key not in made:
            made[key] = Reader(library, script, site_url)
        return made[key]

    return give


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make build` makes it, built once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    out = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first worker builds, the others wait
        if not (out / "_headers").exists():
            result = build(ROOT, out)
            assert result.returncode == 0, result.stderr
    return out


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    """The address of the served site, without a slash at the end."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Starts the system's Chromium, with more options if need be. One Playwright a process: it allows no second."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")  # the first opens a page in a third of the time
    executable = next(filter(None, map(shutil.which, names)), None)
    assert executable, "Chromium is missing: run scripts/tools/system.sh"
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as playwright:
        yield lambda *options: playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", *quiet, *options]
        )


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The system's Chromium, shared by all tests that need no options of their own."""
    chromium = launch()
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler of Dask with one worker, for the tests of the group "cluster"."""
    dask = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        dask.worker("steady")
        yield dask
    finally:
        dask.close()


@pytest.fixture
def project(site: Path, tmp_path: Path) -> Path:
    """A copy of the project that a test may change.

    It shares what is kept by content, the packed Python runtime above all, which takes a minute to make, and has a copy of what
    the last build left; `site` has made both.
    """
    copy = tmp_path / "项目 二"  # in a folder as people name theirs
    shutil.copytree(ROOT, copy, ignore=lambda folder, names: {*SET_UP} & {*names} if folder == str(ROOT) else PROGRAMS)
    (copy / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    share(copy)
    for kept in OF_LAST_BUILD:
        shutil.copytree(ROOT / ".cache" / kept, copy / ".cache" / kept)
    return copy

"""The build: the same twice, and fresh pages soon after a file was saved."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from scripts.compile import made
from scripts.mkdocs import hook
from scripts.tools.reproduce import contents, different, without_network
from tests.cluster import Cluster
from tests.markup import Document
from tests.support import ENVIRONMENT, MKDOCS, OF_CONTENT, OF_LAST_BUILD, ROOT, build, run


def test_a_build_reaches_no_network() -> None:
    if not without_network():
        pytest.skip("unshare is not allowed here: builds have a network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        reach = [sys.executable, "-c", f"import socket; socket.create_connection({server.getsockname()})"]
        assert subprocess.run(reach, check=False).returncode == 0
        assert subprocess.run([*without_network(), *reach], capture_output=True, check=False).returncode == 1


def test_a_site_is_known_by_what_calc_is_compiled_from_and_not_by_what_that_makes() -> None:
    """Or a first build, which compiles, would never be the same as the next."""
    known = {path for pattern in hook.MADE_FROM for path in ROOT.glob(pattern)}
    assert known.isdisjoint(ROOT / "calc" / name for name in (made.DATA, made.CASES, made.MESSAGES))
    assert known >= {path for path in (ROOT / "calc").rglob("*") if path.suffix in {".py", ".yml", ".md", ".typed"}}


@pytest.mark.long(200)  # with the site, which is built where it is first asked for
@pytest.mark.xdist_group("cluster")
def test_another_build_in_another_place_gives_the_same_bytes(
    site: Path, project: Path, cluster: Cluster, tmp_path: Path
) -> None:
    """Of another person: with nothing of an earlier build, and regions' parts made on a cluster. The packed runtime is shared: its
    own tests compare it. `make reproduce` compares with another version of Python too, and with nothing shared."""
    for kept in OF_CONTENT:
        (project / ".cache" / kept).unlink()
    for kept in OF_LAST_BUILD:
        shutil.rmtree(project / ".cache" / kept)
    made = run(project, "scripts.cluster", cluster.address, "--store", str(tmp_path / "store"))
    assert (made.returncode, ": built, 0 of" in made.stderr) == (0, True), made.stderr
    result = build(project, tmp_path / "again", umask=0o077, TZ="America/Los_Angeles", LC_ALL="C", PYTHONHASHSEED="1")
    assert (result.returncode, ": built, " in result.stderr) == (0, False), result.stderr
    assert different(site, tmp_path / "again") == []
    assert len(contents(site)) > 500
    pages = {path: path.stat().st_mtime_ns for path in (tmp_path / "again").rglob("*.html")}
    result = build(project, tmp_path / "again")
    assert result.returncode == 0, result.stderr
    assert pages == {path: path.stat().st_mtime_ns for path in pages}, "pages that stand are not written again"
    files = [project / name for name in CHANGED]
    texts = [file.read_bytes() for file in files]
    for file, (old, new) in zip(files, CHANGED.values(), strict=True):
        text = file.read_text("utf-8")
        assert old in text, file
        file.write_text(text.replace(old, new, 1), "utf-8")
    result = build(project, tmp_path / "again")
    assert result.returncode == 0, result.stderr
    changed = [path for path, time in pages.items() if path.stat().st_mtime_ns != time]
    assert len(changed) < len(pages) / 4, "other regions' pages, and those that do not name it, are not written again"
    for place, words in SHOWN:
        assert words in (tmp_path / "again" / place).read_text("utf-8"), place
    for file, content in zip(files, texts, strict=True):
        file.write_bytes(content)
    result = build(project, tmp_path / "again")
    assert result.returncode == 0, result.stderr
    assert different(site, tmp_path / "again") == []


CHANGED = {"guides/guannan/transfer-in.yml": ("summary: 把外地的", "summary: 试着把外地的")}
SHOWN = (
    ("guides/guannan/transfer-in/index.html", "试着把外地的"),
    ("zh-Hant/guides/guannan/transfer-in/index.html", "試著把外地的"),
    ("guides/guannan/index.html", "试着把外地的"),
    ("names.js", "试着把外地的"),
    ("api/v1/procedures.json", "试着把外地的"),
)
"""What a procedure says in a sentence, which calc does not say too, and where it is read."""


@pytest.mark.long(17)
def test_a_warning_stops_the_build(project: Path, tmp_path: Path) -> None:
    with (project / "docs/zh-Hans/about.md").open("a", encoding="utf-8") as page:
        page.write("\n[不存在的一页](nowhere.md)\n")
    for time_ in ("first", "second"):  # what was made with a warning is not kept
        result = build(project, tmp_path / "site")
        assert (result.returncode, "nowhere.md" in result.stderr) == (1, True), time_


@pytest.mark.long(26)
def test_a_site_without_an_address_names_none_and_the_build_says_so(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    result = build(project, out, SITE_URL="")
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("site_url is empty") == 1
    assert not [*out.glob("sitemap*"), *out.rglob("feed.xml*")], "they name whole addresses"
    assert (out / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    for path in out.rglob("*.html"):
        page = Document(path.read_text(encoding="utf-8"))
        address = path.relative_to(out).as_posix().removesuffix("index.html")
        links = page.all("link", rel="alternate") + page.all("link", rel="canonical")
        found = {link.attributes.get("hreflang"): urljoin(f"/{address}", link.attributes["href"]) for link in links}
        if "embed/" in address or address == "404.html":
            assert found == {}
            continue
        below = address.removeprefix("zh-Hant/")
        assert found == {
            None: f"/{address}",
            "x-default": f"/{below}",
            "zh-Hans": f"/{below}",
            "zh-Hant": f"/zh-Hant/{below}",
        }
        assert page.all("meta", property="og:url") == page.values("data-url") == []
        assert [link for link in page.values("href") if link.startswith("http") and "/guides/" in link] == []
        assert not re.search(r"https?://[^\s]*(?:guides|calculators|embed)/", page.text), address


def get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def wait(address: str, words: str, seconds: float) -> float:
    start = time.monotonic()
    while words not in get(address):
        assert time.monotonic() - start < seconds, f"{words!r} did not appear in {seconds} s"
        time.sleep(0.1)
    return time.monotonic() - start


@pytest.mark.long(14)
def test_a_saved_file_is_on_the_page_a_few_seconds_later_and_a_mistake_in_it_too(project: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [MKDOCS, "serve", "--quiet", "--dev-addr", address]
    with subprocess.Popen(command, cwd=project, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as server:
        try:
            page = f"http://{address}/guides/guannan/unit-registration/"
            wait(page, "单位参保登记", 180)  # the first time the runtime is packed for it
            file = project / "guides/guannan/unit-registration.yml"
            text = file.read_text(encoding="utf-8").replace("name: 单位参保登记", "name: 单位初次参保登记")
            file.write_text(text, "utf-8")
            took = wait(page, "单位初次参保登记", 60)  # two seconds on a machine that does nothing else
            assert "單位初次參保登記" in get(page.replace("/guides/", "/zh-Hant/guides/"))
            print(f"live reload: {took:.1f} s")
            wait(f"http://{address}/names.js", "单位初次参保登记", 120)  # made of all pages, when asked for
            assert "單位初次參保登記" in get(f"http://{address}/zh-Hant/names.js")
            assert get(f"http://{address}/pagefind/pagefind-entry.json")
            file.write_text(text.replace("name: 单位初次参保登记", "nome: 单位初次参保登记"), "utf-8")
            wait(page, "guides/guannan/unit-registration.yml:1:1：不认识“nome”", 60)
            assert "单位初次参保登记</h1>" not in get(page)
            file.write_text(text, "utf-8")
            wait(page, "单位初次参保登记</h1>", 60)
        finally:
            server.terminate()
            server.wait(10)


def test_python_is_pressed_as_well_as_can_be_where_nobody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROTLI", raising=False)
    config = MkDocsConfig()
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        config.load_file(file)
    assert hook.options_of(config).brotli == 11


def test_a_runtime_that_does_not_exist_stops_the_build() -> None:
    extra = {"contact": "", "stale_after": 365, "pdf": False, "offline": True, "runtime": "fast"}
    with pytest.raises(PluginError, match="fast: one of trimmed, plain"):
        hook.options_of(SimpleNamespace(extra=extra, site_url=""))  # type: ignore[arg-type]

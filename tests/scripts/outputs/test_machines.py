"""What machines read: linked data, the feed, robots.txt, compressed copies, the bill of materials."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Xml

import brotli
import pytest

from scripts import sizes
from scripts.data.library import Library
from scripts.outputs import feed, publishing, sitemap
from scripts.outputs.styles import STYLES
from scripts.pages import licences, words
from scripts.pages.brand import Brand
from scripts.pages.renderer import Renderer
from scripts.serve.headers import CONTENT_SECURITY_POLICY
from scripts.tools.sbom import sbom
from tests.support import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"


def test_linked_data_says_what_the_procedure_says(
    examples: Library, renderer: Callable[[Library, str], Renderer]
) -> None:
    pages = {page.path: page for page in renderer(examples, "zh-Hant").pages()}
    for procedure in renderer(examples, "zh-Hant").view.library.procedures:
        body = pages[f"guides/{procedure.id}/"].body
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', body)
        if procedure.status and procedure.status.kind == "abolished":
            assert block is None  # it is no service any more
            continue
        assert block
        data = json.loads(block[1])
        assert data["@type"] == "GovernmentService"
        assert data["name"] == procedure.name
        assert data["inLanguage"] == "zh-Hant"
        assert data["serviceType"] == list(procedure.kinds)
        assert [channel["name"] for channel in data["availableChannel"]] == [each.kind for each in procedure.channels]


def test_the_feed_lists_what_was_checked_last(library: Library) -> None:
    text = feed.atom(
        library, words.of_site(ROOT, Brand(name="社保办事指南"), str), "https://example.invalid/", "zh-Hans"
    )
    root = Xml.fromstring(text)
    entries = root.findall(f"{ATOM}entry")
    dates = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert root.findtext(f"{ATOM}updated") == dates[0]
    addresses = [str(entry.findtext(f"{ATOM}id")) for entry in entries]
    assert len(set(addresses)) == len(entries) == feed.LENGTH
    known = {f"https://example.invalid/guides/{procedure.id}/" for procedure in library.procedures}
    known |= {f"https://example.invalid/updates/#change-{key}" for key in library.changes}
    assert set(addresses) <= known


def test_a_region_has_a_feed_of_its_own_procedures_beside_its_page(library: Library) -> None:
    own_words = words.of_site(ROOT, Brand(name="社保办事指南"), str)
    places = {path: region for region, path in feed.places(library)}
    assert places["feed.xml"] is None
    text = feed.atom(library, own_words, "https://example.invalid/", "zh-Hans", places["guides/wuxi/feed.xml"])
    root = Xml.fromstring(text)
    assert root.findtext(f"{ATOM}id") == "https://example.invalid/guides/wuxi/"
    assert "无锡市" in str(root.findtext(f"{ATOM}title"))
    addresses = {str(entry.findtext(f"{ATOM}id")) for entry in root.findall(f"{ATOM}entry")}
    addresses = {each for each in addresses if "/updates/" not in each}
    wanted = {f"https://example.invalid/guides/{each.id}/" for each in library.procedures if each.region == "wuxi"}
    assert addresses == wanted


def test_a_large_sitemap_is_an_index_of_a_part_for_each_region(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ["", "about/", "guides/", *(f"guides/{procedure.id}/" for procedure in library.procedures)]
    site_url, ns = "https://example.invalid/", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    sitemap.write(paths, tmp_path, site_url)
    whole = {loc.text for loc in Xml.parse(tmp_path / "sitemap.xml").iter(f"{ns}loc")}
    assert len(whole) == 2 * len(paths), "a small site has one file, with both scripts"
    monkeypatch.setattr(sizes, "ADDRESSES", 40)
    sitemap.write(paths, tmp_path, site_url)
    parts = [str(loc.text) for loc in Xml.parse(tmp_path / "sitemap.xml").iter(f"{ns}loc")]
    assert f"{site_url}sitemaps/wuxi.xml" in parts
    listed = []
    for part in parts:
        found = [loc.text for loc in Xml.parse(tmp_path / part.removeprefix(site_url)).iter(f"{ns}loc")]
        assert 0 < len(found) <= 40, part
        listed += found
    assert sorted(map(str, listed)) == sorted(map(str, whole))
    wuxi = Xml.parse(tmp_path / "sitemaps/wuxi.xml").iter(f"{ns}loc")
    assert all("guides/wuxi/" in str(loc.text) for loc in wuxi), "it changes only with its region"


def test_what_is_to_be_uploaded_is_what_differs_and_pages_come_after_their_parts(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in ("index.html", "guides/a/index.html", "sw.js", "assets/x.css", "assets/python/core.0123456789ab.bin"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    assert publishing.write(site, tmp_path / "first", {}) == (5, 0)
    order = (tmp_path / "first/upload.txt").read_text().splitlines()
    assert order == [
        "assets/python/core.0123456789ab.bin",
        "assets/x.css",
        "guides/a/index.html",
        "index.html",
        "sw.js",
    ]
    before = tmp_path / "first/files.sha256"
    check = ["sha256sum", "--check", "--strict", "--quiet", str(before)]
    assert subprocess.run(check, cwd=site, check=False).returncode == 0
    (site / "guides/a/index.html").write_text("other")
    (site / "assets/x.css").unlink()
    assert publishing.write(site, tmp_path / "second", publishing.read(before.read_text())) == (1, 1)
    assert (tmp_path / "second/upload.txt").read_text() == "guides/a/index.html\n"
    assert (tmp_path / "second/delete.txt").read_text() == "assets/x.css\n"
    with pytest.raises(ValueError, match="不是文件清单"):
        publishing.read("<html>")


def test_a_change_stands_in_the_feed_where_its_day_puts_it(examples: Library) -> None:
    text = feed.atom(
        examples, words.of_site(ROOT, Brand(name="社保办事指南"), str), "https://example.invalid/", "zh-Hans"
    )
    entries = Xml.fromstring(text).findall(f"{ATOM}entry")
    titles = [str(entry.findtext(f"{ATOM}title")) for entry in entries]
    days = [str(entry.findtext(f"{ATOM}updated"))[:10] for entry in entries]
    place = titles.index("改动：资格确认不用再盖章。")
    assert days[place] == "2026-02-03" and days == sorted(days, reverse=True)
    assert entries[place].findtext(f"{ATOM}id") == "https://example.invalid/updates/#change-plain-form-2026-02-03"


def test_the_bill_lists_what_the_locks_pin() -> None:
    bill = sbom(ROOT)
    addresses = [component["purl"] for component in bill["components"]]
    assert len(addresses) == len(set(addresses)) > 100
    tools = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert {f"pkg:npm/{name.replace('@', '%40')}@{version}" for name, version in tools.items()} <= set(addresses)
    assert any(address.startswith("pkg:pypi/mkdocs-material@") for address in addresses)
    assert bill["bomFormat"] == "CycloneDX"


def test_the_bill_says_hashes_and_licences_and_what_is_inside_pyodide() -> None:
    components = {component["purl"].partition("@")[0]: component for component in sbom(ROOT)["components"]}
    for component in components.values():
        for found in component["hashes"]:
            assert len(found["content"]) == {"SHA-256": 64, "SHA-512": 128}[found["alg"]]
        assert component["hashes"], component["name"]
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    openpyxl = components["pkg:pypi/openpyxl"]
    assert all(f"--hash=sha256:{found['content']}" in lock for found in openpyxl["hashes"])
    assert openpyxl["licenses"] == [{"license": {"name": "MIT"}}]
    assert components["pkg:npm/qr"]["licenses"] == [{"expression": "MIT OR Apache-2.0"}]
    own = json.loads((ROOT / "node_modules/pyodide/pyodide-lock.json").read_text())["info"]
    inside = {each["name"]: each.get("version") for each in components["pkg:npm/pyodide"]["components"]}
    assert inside["CPython"] == own["python"]
    assert inside["Emscripten"] == own["platform"].removeprefix("emscripten_").replace("_", ".")
    assert inside["SQLite"] and inside["zlib"] and inside["Expat"]
    told = [component for component in components.values() if component.get("licenses")]
    assert len(told) > 0.9 * len(components)


@pytest.mark.browser
def test_every_file_of_others_has_its_licence_in_the_site(site: Path) -> None:
    ours = {path.name for folder in ("docs", "kiosk") for path in (ROOT / folder).rglob("*") if path.is_file()}
    made = {"manifest.json", "pyodide-lock.json", *(f"{name}.css" for name in STYLES)}
    generated = re.compile(
        r"worker\.[0-9a-f]{12}\.mjs|fetcher\.[0-9a-f]{12}\.js|words-zh-Hant\.[0-9a-f]{12}\.bin|shebao_guide-.*\.whl"
    )
    parts = list(licences.parts(ROOT))
    files = [
        path for path in (*(site / "assets").rglob("*"), site / "sw.js", *site.glob("pagefind/*.js")) if path.is_file()
    ]
    foreign = [
        path.relative_to(site)
        for path in files
        if path.suffix not in {".br", ".gz"}
        and (path.name == "theme.css" or (path.name not in ours | made and not generated.fullmatch(path.name)))
    ]
    assert foreign
    for path in foreign:
        assert any(path.match(pattern) for part in parts for pattern in part.files), path
    for part in parts:
        for pattern in part.files:
            assert any(path.match(pattern) for path in foreign), (part.name, pattern)


@pytest.mark.browser
def test_the_notices_are_linked_from_every_page_and_their_texts_are_there(site: Path) -> None:
    for prefix in ("", "zh-Hant/"):
        page = site / prefix / "licences/index.html"
        text = page.read_text(encoding="utf-8")
        linked = [(page.parent / href).resolve() for href in re.findall(r'href="([^"]+\.txt)"', text)]
        assert set(linked) == set((site / "licences").resolve().glob("*.txt"))
        for part in licences.parts(ROOT):
            assert f">{part.name}</th>" in text
        assert 'href="../licences/"' in (site / prefix / "about/index.html").read_text(encoding="utf-8")
        assert 'href="./licences/"' in (site / prefix / "index.html").read_text(encoding="utf-8")
    for name, said in {
        "pyodide": "Mozilla Public License",
        "cpython": "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
        "emscripten": "University of Illinois/NCSA",
        "zlib": "Jean-loup Gailly",
        "workbox": "Google LLC",
        "qr": "Paul Miller",
        "material-for-mkdocs": "Martin Donath",
        "apache-2.0": "Apache License",
        "cc-by-4.0": "Attribution 4.0 International",
    }.items():
        assert said in (site / f"licences/{name}.txt").read_text(encoding="utf-8"), name


@pytest.mark.browser
def test_text_files_have_compressed_copies_of_themselves(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.suffix in {".html", ".css", ".mjs", ".js", ".json", ".xml"}]
    assert len(files) > 500
    for path in files:
        content = path.read_bytes()
        assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == content
        assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == content


@pytest.mark.browser
def test_every_page_carries_the_policy_that_is_sent(site: Path) -> None:
    sent = CONTENT_SECURITY_POLICY.removesuffix("; frame-ancestors 'none'")
    tag = f'<meta http-equiv="Content-Security-Policy" content="{sent}">'.replace("'", "&#39;")
    pages = list(site.rglob("*.html"))
    assert len(pages) > 300
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert tag in text or tag.replace("&#39;", "'") in text, page
        assert " style=" not in text, page
        assert not re.search(r"<[^>]+\son[a-z]+=", text), page
        for script in re.findall(r"<script\b([^>]*)>", text):
            assert " src=" in script or 'type="application/' in script, page


@pytest.mark.browser
def test_robots_and_pages_lead_to_sitemap_and_feed(site: Path) -> None:
    robots = (site / "robots.txt").read_text()
    assert "Disallow" not in robots
    assert "/sitemap.xml" in robots
    for prefix in ("", "zh-Hant/"):
        page = (site / prefix / "about/index.html").read_text(encoding="utf-8")
        assert 'type="application/atom+xml"' in page
        assert '<meta property="og:title"' in page
        assert (site / prefix / "feed.xml").is_file()

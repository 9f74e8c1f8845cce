"""What machines read: linked data, the feed, robots.txt, compressed copies, the bill of materials."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Xml

import brotli
import pytest

from scripts.data.library import Library
from scripts.outputs import feed
from scripts.pages import words
from scripts.pages.brand import Brand
from scripts.pages.renderer import Renderer
from scripts.serve.static_server import CONTENT_SECURITY_POLICY
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
    assert set(addresses) <= known


def test_the_bill_lists_what_the_locks_pin() -> None:
    bill = sbom(ROOT)
    addresses = [component["purl"] for component in bill["components"]]
    assert len(addresses) == len(set(addresses)) > 100
    tools = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert {f"pkg:npm/{name}@{version}" for name, version in tools.items()} <= set(addresses)
    assert any(address.startswith("pkg:pypi/mkdocs-material@") for address in addresses)
    assert bill["bomFormat"] == "CycloneDX"


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

"""The built site as files: valid HTML, whole links, both scripts alike, nothing from other hosts."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from scripts.static_server import CONTENT_SECURITY_POLICY
from scripts.traditional import to_simplified
from tests.markup import Document, Element
from tests.support import ROOT

HERE = "https://shebao-guide.example/"
PREFIX = {"zh-Hans": "", "zh-Hant": "zh-Hant/"}
DATA_BLOCKS = {"application/json", "application/ld+json"}  # a browser never runs them
LINKS = ("href", "src", "action", "poster", "data", "srcset", "data-base", "data-search", "data-url")


@cache
def read(path: Path) -> Document:
    return Document(path.read_text(encoding="utf-8"))


def pages(site: Path) -> Iterator[tuple[str, Document]]:
    """Every page but the 404 page with its address below the site's root."""
    for path in sorted(site.rglob("index.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        yield address, read(path)


def simplified(site: Path) -> list[str]:
    return [address for address, _ in pages(site) if not address.startswith("zh-Hant/")]


def test_the_contract_of_addresses_is_kept(site: Path) -> None:
    found = set(simplified(site))
    slugs = {f"guides/{path.parent.name}/{path.stem}/" for path in (ROOT / "guides").glob("*/*.yml")}
    regions = {f"guides/{path.name}/" for path in (ROOT / "guides").iterdir() if path.is_dir()}
    assert found >= slugs | regions | {"", "guides/", "events/", "about/", "calculators/"}
    for address in ("api/v1/procedures.json", "api/v1/calculators.json", "api/v1/parameters.json"):
        assert json.loads((site / address).read_text(encoding="utf-8"))
    assert (site / "assets/python").is_dir()


def test_every_page_stands_in_both_scripts_and_says_so(site: Path) -> None:
    addresses = [address for address, _ in pages(site)]
    assert {f"zh-Hant/{address}" for address in simplified(site)} == {a for a in addresses if a.startswith("zh-Hant/")}
    for address, page in pages(site):
        script = "zh-Hant" if address.startswith("zh-Hant/") else "zh-Hans"
        (html,) = page.all("html")
        assert html.attributes["lang"] == script
        path = address.removeprefix(PREFIX[script])
        alternates = {
            e.attributes["hreflang"]: e.attributes["href"]
            for e in page.all("link", rel="alternate")
            if "hreflang" in e.attributes
        }
        assert alternates == {other: HERE + prefix + path for other, prefix in PREFIX.items()}
        (canonical,) = page.all("link", rel="canonical")
        assert canonical.attributes["href"] == HERE + address
        (shared,) = page.all("meta", property="og:url")
        assert shared.attributes["content"] == HERE + address
        switch = {e.attributes["hreflang"]: e for e in page.all("a") if "data-script" in e.attributes}
        assert {s: urljoin(HERE + address, e.attributes["href"]) for s, e in switch.items()} == alternates
        assert [s for s, e in switch.items() if "aria-current" in e.attributes] == [script]


def twin(address: str, element: Element) -> tuple[str, dict[str, str]]:
    """What must be the same in both scripts: names, ids, addresses below the script's root, numbers; not the words."""
    same = {}
    for name, value in element.attributes.items():
        if name in {"lang", "aria-current"}:
            continue
        if value.startswith("data:"):
            value = " ".join(re.findall(r"^[A-Z-]+(?:;[^:]*)?:[\dTZPM-]+$", unquote(value).replace("\r", ""), re.M))
        elif name in LINKS and not (element.tag == "a" and "data-script" in element.attributes):
            value = urljoin(HERE + address, value).replace(HERE + "zh-Hant/", HERE)
        elif name in {"href", "hreflang"}:
            continue
        same[name] = value if value.isascii() and not value.startswith(("{", "[")) else sorted_numbers(value)
    return element.tag, same


def names_its_script(element: Element) -> bool:
    """The page's own address, also as a QR code, and its locale: they differ as they must."""
    values = element.attributes
    return (
        values.get("rel") in {"canonical", "alternate"}
        or values.get("property") in {"og:url", "og:locale"}
        or values.get("class") in {"segno", "qrline"}
        or (element.tag, values.get("fill")) == ("path", "#fff")  # the code's ground
    )


def sorted_numbers(text: str) -> str:
    return " ".join(sorted(re.findall(r"\d[\d.,:/%-]*", re.sub(r"\\u[0-9a-f]{4}", "", text))))


def test_both_scripts_have_the_same_ids_numbers_dates_and_links(site: Path) -> None:
    for address in simplified(site):
        one, other = (read(site / prefix / address / "index.html") for prefix in PREFIX.values())
        mine = [twin(address, e) for e in one.elements if not names_its_script(e)]
        yours = [twin(f"zh-Hant/{address}", e) for e in other.elements if not names_its_script(e)]
        assert mine == yours, address
        assert re.findall(r"\d+", one.text) == re.findall(r"\d+", other.text), address
        assert len(to_simplified(other.text).replace(HERE + "zh-Hant/", HERE)) == len(one.text), address


def test_every_link_leads_somewhere_inside_the_site(site: Path) -> None:
    def target(address: str) -> Path:
        path = site / unquote(urlsplit(address).path).lstrip("/")
        return path / "index.html" if address.endswith("/") or path.is_dir() else path

    missing = []
    everything = [*pages(site), ("404.html", read(site / "404.html"))]
    for address, page in everything:
        for element in page.elements:
            for name in LINKS:
                link = element.attributes.get(name)
                if link is None or element.attributes.get("rel") in {"canonical", "alternate"}:
                    continue
                goal, fragment = urldefrag(urljoin(HERE + address, link))
                if element.tag == "a" and link.startswith("https://"):  # a source, followed only if somebody wants to
                    continue
                if link.startswith("data:text/calendar;") and "download" in element.attributes:  # a date to keep
                    continue
                assert goal.startswith(HERE), f"{address}: {link}"  # no page asks another host for anything
                file = target(goal.removeprefix(HERE))
                if not file.is_file() or (fragment and fragment not in read(file).values("id")):
                    missing.append(f"{address}: {link}")
    assert missing == []


def test_every_label_names_something_that_is_there(site: Path) -> None:
    for address, page in pages(site):
        ids = page.values("id")
        assert len(ids) == len(set(ids)), address
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for value in page.values(name):
                assert set(value.split()) <= set(ids), f"{address}: {name}={value}"


def test_the_sitemap_lists_every_page_and_nothing_else(site: Path) -> None:
    tree = ElementTree.parse(site / "sitemap.xml")
    listed = [loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(map(str, listed)) == sorted(HERE + address for address, _ in pages(site))


def test_the_404_page_speaks_both_scripts(site: Path) -> None:
    page = read(site / "404.html")
    assert [section.attributes["lang"] for section in page.all("section")] == ["zh-Hans", "zh-Hant"]
    assert "没有找到这一页" in page.text
    assert "沒有找到這一頁" in page.text
    assert not (site / "zh-Hant/404.html").exists()
    for link in [*page.values("href"), *page.values("src")]:  # it is served for any address, however deep
        assert link.startswith(("/", "#", HERE)), link


def test_pages_hold_no_inline_program_and_name_their_policy(site: Path) -> None:
    for address, page in [*pages(site), ("404.html", read(site / "404.html"))]:
        for script in page.all("script"):
            assert "src" in script.attributes or script.attributes.get("type") in DATA_BLOCKS, address
        assert not page.all("style"), address
        assert not [name for e in page.elements for name in e.attributes if name.startswith("on") or name == "style"]
        (policy,) = [e for e in page.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy"]
        # A page cannot forbid to be framed; the header does. Everything else is the same in both.
        assert policy.attributes["content"] + "; frame-ancestors 'none'" == CONTENT_SECURITY_POLICY


def test_every_page_says_that_it_is_not_official_and_what_version_it_is(site: Path) -> None:
    for address, page in pages(site):
        words = ("本站不是政府網站", "內容版本") if address.startswith("zh-Hant/") else ("本站不是政府网站", "内容版本")
        assert all(word in page.text for word in words), address


def test_every_page_has_its_own_title_and_description(site: Path) -> None:
    titles = [page.all("title")[0].text for _, page in pages(site)]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert all(page.all("meta", name="description")[0].attributes["content"] for _, page in pages(site))


def test_every_page_is_valid_html(site: Path, tmp_path: Path) -> None:
    """All rules that html-validate recommends, but for two:

    ``no-trailing-whitespace``: it is invisible, and lies where MkDocs's own templates leave it.
    ``valid-autocomplete``: the standard knows no ``autocomplete`` on boxes to tick; browsers do, and it keeps the ticks
    of the person before from coming back with the Back button of a shared machine.

    ``doctype-style`` asks for the spelling the standard itself uses in its examples.
    """
    command = [ROOT / "node_modules/.bin/html-validate", "--config", ROOT / ".htmlvalidate.json", "--formatter", "json"]
    report = tmp_path / "report.json"
    with report.open("w") as out:  # a pipe loses what is longer than its buffer
        result = subprocess.run([*command, f"{site}/**/*.html"], cwd=ROOT, stdout=out, check=False)
    files = json.loads(report.read_text(encoding="utf-8"))
    found = [f"{f['filePath']}:{m['line']}: {m['ruleId']}: {m['message']}" for f in files for m in f["messages"]]
    assert found == []
    assert result.returncode == 0


def test_the_validator_would_see_a_mistake(tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text(
        "<!doctype html><html lang=zh><head><title>x</title></head><body><a id=x></a><a id=x></a></body></html>"
    )
    command = [ROOT / "node_modules/.bin/html-validate", "--config", ROOT / ".htmlvalidate.json", page]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "no-dup-id" in result.stdout

"""The built site as files: valid HTML, whole links, both scripts alike, nothing from other hosts."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from scripts.node import node
from scripts.serve.headers import CONTENT_SECURITY_POLICY
from scripts.traditional import to_simplified
from tests.markup import Document, Element
from tests.support import ROOT, SITE_URL, procedure_files

HERE = SITE_URL
PREFIX = {"zh-Hans": "", "zh-Hant": "zh-Hant/"}
DATA_BLOCKS = {"application/json", "application/ld+json"}  # a browser never runs them
LINKS = ("href", "src", "action", "poster", "data", "srcset", "data-base", "data-search", "data-url")


@cache
def read(path: Path) -> Document:
    return Document(path.read_text(encoding="utf-8"))


def pages(site: Path) -> Iterator[tuple[str, Document]]:
    """Every page of the site itself, but the 404 page, with its address below the site's root."""
    return (page for page in framed_or_not(site) if not is_framed(page[0]))


def framed_or_not(site: Path) -> Iterator[tuple[str, Document]]:
    """The same, and the calculators alone for other sites' pages."""
    for path in sorted(site.rglob("index.html")):
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        yield address, read(path)


def is_framed(address: str) -> bool:
    return address.removeprefix("zh-Hant/").startswith("embed/")


def simplified(site: Path) -> list[str]:
    return [address for address, _ in pages(site) if not address.startswith("zh-Hant/")]


def test_the_contract_of_addresses_is_kept(site: Path) -> None:
    found = set(simplified(site))
    files = procedure_files(ROOT / "guides")
    slugs = {f"guides/{path.parent.name}/{path.stem}/" for path in files}
    regions = {f"guides/{path.parent.name}/" for path in files}
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
        languages = {other: HERE + prefix + path for other, prefix in PREFIX.items()}
        assert alternates == {**languages, "x-default": HERE + path}
        (canonical,) = page.all("link", rel="canonical")
        assert canonical.attributes["href"] == HERE + address
        (shared,) = page.all("meta", property="og:url")
        assert shared.attributes["content"] == HERE + address
        switch = {e.attributes["hreflang"]: e for e in page.all("a") if "data-script" in e.attributes}
        assert {s: urljoin(HERE + address, e.attributes["href"]) for s, e in switch.items()} == languages
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
        or values.get("class") in {"qr", "qr-dark"}
        or (element.tag, values.get("fill")) == ("path", "#fff")  # the code's ground
    )


def sorted_numbers(text: str) -> str:
    return " ".join(sorted(re.findall(r"\d[\d.,:/%-]*", re.sub(r"\\u[0-9a-f]{4}", "", text))))


def differences(address: str, one: Document, other: Document) -> list[str]:
    """Where a page's two scripts disagree in more than words."""
    mine = [twin(address, e) for e in one.elements if not names_its_script(e)]
    yours = [twin(f"zh-Hant/{address}", e) for e in other.elements if not names_its_script(e)]
    length = len(to_simplified(other.text).replace(HERE + "zh-Hant/", HERE))
    same = {
        "elements": mine == yours,
        "numbers": numbers(one.text) == numbers(other.text),
        "length": length == len(one.text),
    }
    return [name for name, agrees in same.items() if not agrees]


def numbers(text: str) -> list[str]:
    """The numbers of a page, but for its version: that is a hash of its words."""
    return re.findall(r"\d+", re.sub(r"\+[0-9a-f]{8}", "", text))


def test_both_scripts_have_the_same_ids_numbers_dates_and_links(site: Path) -> None:
    for address in simplified(site):
        one, other = (read(site / prefix / address / "index.html") for prefix in PREFIX.values())
        assert differences(address, one, other) == [], address


def broken_links(site: Path, address: str, page: Document) -> list[str]:
    """What a page refers to and the site does not have, or that another host would be asked for."""

    def target(address: str) -> Path:
        path = site / unquote(urlsplit(address).path).lstrip("/")
        return path / "index.html" if address.endswith("/") or path.is_dir() else path

    broken = []
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
            file = target(goal.removeprefix(HERE))
            there = goal.startswith(HERE) and file.is_file()  # no page asks another host for anything
            if not there or (fragment and fragment not in read(file).values("id")):
                broken.append(link)
    return broken


def test_every_link_leads_somewhere_inside_the_site(site: Path) -> None:
    for address, page in [*framed_or_not(site), ("404.html", read(site / "404.html"))]:
        assert broken_links(site, address, page) == [], address


def loose_labels(page: Document) -> list[str]:
    """Ids that two elements have, and references to ids that none has."""
    ids = page.values("id")
    names = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
    named = {id for name in names for value in page.values(name) for id in value.split()}
    return sorted({id for id in ids if ids.count(id) > 1} | named - set(ids))


def test_every_label_names_something_that_is_there(site: Path) -> None:
    for address, page in framed_or_not(site):
        assert loose_labels(page) == [], address


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


def against_policy(page: Document) -> list[str]:
    """What the content policy would stop, and a policy that is not ours."""
    scripts = [e for e in page.all("script") if "src" not in e.attributes]
    inline = ["script" for e in scripts if e.attributes.get("type") not in DATA_BLOCKS]
    inline += ["style" for _ in page.all("style")]
    inline += [name for e in page.elements for name in e.attributes if name.startswith("on") or name == "style"]
    inline += [link for name in LINKS for link in page.values(name) if link.lower().startswith("javascript:")]
    policies = [e for e in page.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy"]
    # A page cannot forbid to be framed; the header does. Everything else is the same in both.
    ours = [e.attributes["content"] + "; frame-ancestors 'none'" for e in policies] == [CONTENT_SECURITY_POLICY]
    return inline if ours else [*inline, "policy"]


def test_pages_hold_no_inline_program_and_name_their_policy(site: Path) -> None:
    for address, page in [*framed_or_not(site), ("404.html", read(site / "404.html"))]:
        assert against_policy(page) == [], address


def test_every_page_says_that_it_is_not_official_and_what_version_it_is(site: Path) -> None:
    for address, page in framed_or_not(site):
        words = ("本站不是政府網站", "內容版本") if address.startswith("zh-Hant/") else ("本站不是政府网站", "内容版本")
        assert all(word in page.text for word in words), address


def test_every_page_has_its_own_title_and_description(site: Path) -> None:
    titles = [page.all("title")[0].text for _, page in pages(site)]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert all(page.all("meta", name="description")[0].attributes["content"] for _, page in pages(site))


def test_every_page_is_valid_html(site: Path) -> None:
    """All rules that html-validate recommends, but for three:

    ``no-trailing-whitespace``: it is invisible, and lies where MkDocs's own templates leave it.
    ``valid-autocomplete``, ``input-attributes``: the standard knows no ``autocomplete`` on boxes to tick; browsers do, and it keeps the ticks
    of the person before from coming back with the Back button of a shared machine.

    ``doctype-style`` asks for the spelling the standard itself uses in its examples.
    """
    assert validated(site) == {}


def validated(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What the validator says of the pages of a folder, by their paths."""
    command = [node(), ROOT / "node_modules/.bin/html-validate", "--config", ROOT / ".htmlvalidate.json"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as report:  # a pipe loses what is longer than its buffer
        pages = f"{folder}/**/*.html"
        result = subprocess.run([*command, "--formatter", "json", pages], cwd=ROOT, stdout=report, check=False)
        report.seek(0)
        files = json.load(report)
    found = {Path(f["filePath"]).relative_to(folder).as_posix(): f["messages"] for f in files if f["messages"]}
    assert (result.returncode == 0) == (found == {})
    return found


GOOD = """<!doctype html>
<html lang="zh"><head><title>t</title></head><body><main id="a"><p>t</p>
<img id="b" src="c.png" alt="d"></main></body></html>
"""
WRONG = {  # the rule that would have to see what stands instead of something of the good page
    "element-required-attributes": ('<html lang="zh">', "<html>"),
    "no-dup-id": ('id="b"', 'id="a"'),
    "close-order": ("</main>", "</main></p>"),
    "wcag/h37": (' alt="d"', ""),
    "attr-quotes": ("<p>", "<p onclick=\"x()\" class='c'>"),
}


def test_the_validator_sees_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(GOOD, encoding="utf-8")
    assert validated(tmp_path) == {}
    for number, mistake in enumerate(WRONG.values()):
        (tmp_path / f"{number}.html").write_text(GOOD.replace(*mistake), encoding="utf-8")
    found = validated(tmp_path)
    assert found.keys() == {f"{number}.html" for number in range(len(WRONG))}
    assert [
        rule for number, rule in enumerate(WRONG) if rule not in {m["ruleId"] for m in found[f"{number}.html"]}
    ] == []


def mutated(page: Document, old: str, new: str) -> Document:
    assert old in page.source
    return Document(page.source.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("</body>", "<script>x()</script></body>", "script"),
        ("</body>", '<script type="module">x()</script></body>', "script"),
        ("</head>", "<style>p {}</style></head>", "style"),
        ("<main ", '<main style="top: 0" ', "style"),
        ("<main ", '<main onclick="x()" ', "onclick"),
        ('href="#main"', 'href="JavaScript:x()"', "JavaScript:x()"),
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'", "policy"),
        ('http-equiv="Content-Security-Policy"', "", "policy"),
    ],
)
def test_what_is_against_the_policy_is_seen(site: Path, old: str, new: str, found: str) -> None:
    page = read(site / "index.html")
    assert against_policy(mutated(page, old, new)) == [found]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('href="./guides/"', 'href="./guide/"', "./guide/"),
        ('href="#main"', 'href="#man"', "#man"),
        ('href="./#home-search"', 'href="about/#home-search"', "about/#home-search"),
        ('href="./assets/images/icon.svg"', 'href="https://cdn.example/icon.svg"', "https://cdn.example/icon.svg"),
        ('src="./assets/javascripts/early.js', 'src="//cdn.example/early.js', "//cdn.example/early.js"),
        ("</body>", '<img src="http://count.example/1.png"></body>', "http://count.example/1.png"),
    ],
)
def test_a_broken_or_foreign_link_is_seen(site: Path, old: str, new: str, found: str) -> None:
    (link,) = broken_links(site, "", mutated(read(site / "index.html"), old, new))
    assert link.partition("?")[0] == found


@pytest.mark.parametrize(
    ("old", "new", "found"), [('id="menu"', 'id="main"', ["main", "menu"]), (' id="colours"', "", ["colours"])]
)
def test_a_loose_label_is_seen(site: Path, old: str, new: str, found: list[str]) -> None:
    assert loose_labels(mutated(read(site / "index.html"), old, new)) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('id="materials"', 'id="material"', "elements"),
        ("15天", "16天", "numbers"),
        ("工傷保險", "工傷的保險", "length"),
    ],
)
def test_a_difference_between_the_scripts_is_seen(site: Path, old: str, new: str, found: str) -> None:
    address = "guides/yangzhou/injury-recognition/"
    one, other = (read(site / prefix / address / "index.html") for prefix in PREFIX.values())
    assert found in differences(address, one, mutated(other, old, new))

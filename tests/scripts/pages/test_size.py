"""No page grows with the country: what is too long for one page is divided, and everything is still found from its first page."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urljoin

import pytest

from scripts import sizes
from scripts.data.library import Library
from scripts.pages.page import Page
from scripts.pages.renderer import Renderer
from scripts.pages.ways.alphabet import alphabet
from scripts.pages.ways.forms import forms
from scripts.pages.ways.paging import sheets
from tests.markup import Document

MakeRenderer = Callable[..., Renderer]
LISTS = ("guides/", "regions/", "a-z/", "forms/", "coverage/", "compare/")


@pytest.fixture(scope="module")
def country(library: Library, renderer: MakeRenderer) -> dict[str, Page]:
    """The pages of the same data where nothing but small lists fits on one page."""
    with pytest.MonkeyPatch.context() as patch:
        for name, size in (("LISTED", 40), ("LINES", 40), ("SHEET", 30), ("PLACES", 5)):
            patch.setattr(sizes, name, size)
        made = {page.path: page for page in renderer(library, "zh-Hans", "https://country.example/").pages()}
        for page in made.values():
            if (page.path.startswith(LISTS) and page.kind != "procedure") or page.path in ("", "kinds/pension/"):
                assert page.body  # rendered while the sizes are small
    return made


def links(page: Page) -> list[str]:
    """Where its links lead, below the root of the script."""
    found = [e.attributes.get("href", "") for e in Document(page.body).all("a")]
    return [urljoin(f"https://x/{page.path}", link).removeprefix("https://x/").partition("#")[0] for link in found]


def test_a_list_is_cut_into_pages_that_lead_to_each_other() -> None:
    made = [*sheets("a-z/s/", range(7), 3)]
    assert [(sheet.path, [*sheet.members]) for sheet in made] == [
        ("a-z/s/", [0, 1, 2]),
        ("a-z/s/2/", [3, 4, 5]),
        ("a-z/s/3/", [6]),
    ]
    for sheet in made:
        for other in made:
            assert urljoin(f"https://x/{sheet.path}", sheet.to(other.number)) == f"https://x/{other.path}"
    assert [[*sheet.members] for sheet in sheets("a-z/", [], 3)] == [[]], "an empty list has its page"


def test_every_name_stands_under_its_letter_a_page_full_at_a_time(library: Library, country: dict[str, Page]) -> None:
    reached: set[str] = set()
    waiting = ["a-z/"]
    lines = []
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        found = Document(country[path].body).all("ul", **{"class": "index"})
        own = [
            line
            for each in re.findall(r'<ul class="index">(.*?)</ul>', country[path].body, re.DOTALL)
            for line in re.findall("<li>", each)
        ]
        assert bool(found) == bool(own) and len(own) <= sizes.SHEET
        lines += own
        waiting += [link for link in links(country[path]) if link.startswith("a-z/")]
    assert len(lines) == sum(map(len, alphabet(library).values()))
    assert "a-z/s/2/" in reached and "a-z/0-9/" in reached


def test_provinces_lead_to_regions_from_the_home_page_and_the_list(library: Library, country: dict[str, Page]) -> None:
    for first in ("", "guides/", "kinds/pension/", "forms/"):
        assert "regions/jiangsu/" in links(country[first]), first
        assert "guides/guannan/" not in links(country[first]), first
    assert {*links(country["regions/jiangsu/"])} >= {
        f"guides/{region}/" for region in ("guannan", "zhenjiang", "wuxi", "yangzhou", "zhangjiagang")
    }
    for region in library.regions:
        province = library.province_of(region)
        leads = country[f"regions/{province.slug}/"] if province else country["guides/"]
        assert f"guides/{region}/" in links(leads), region
    assert 'name="region"' not in country[""].body, "a choice of a thousand regions is none: the place is typed"
    assert 'name="kind"' in country[""].body


def test_each_region_has_its_own_forms_and_its_own_coverage(library: Library, country: dict[str, Page]) -> None:
    for region, members in forms(library).items():
        page = country[f"forms/{region}/"]
        assert [part.anchor for part in page.parts] == [form.id for form in members]
        assert all(f'id="{form.id}"' in page.body for form in members)
        assert f"forms/{region}/" in links(country[f"guides/{region}/"])
    for region in library.regions:
        covered = country[f"coverage/{region}/"]
        assert {*links(covered)} >= {f"guides/{each.id}/" for each in library.of_region(region)}
        assert f"coverage/{region}/" in links(country[f"guides/{region}/"])
    totals = [cell.text for cell in Document(country["coverage/"].body).all("td")][-5]
    assert totals == str(len(library.procedures))


def test_comparisons_are_cut_too(library: Library, country: dict[str, Page]) -> None:
    paths = [path for path in country if re.fullmatch(r"compare/(\d+/)?", path)]
    assert len(paths) > 2
    led = {link for path in paths for link in links(country[path])}
    assert led >= {f"compare/{id}/" for id in library.comparisons}


def test_a_small_site_keeps_one_page_of_each(library: Library, renderer: MakeRenderer) -> None:
    paths = {page.path for page in renderer(library, "zh-Hans").pages()}
    divided = re.compile(r"regions/|a-z/.+|forms/.+|coverage/.+|compare/\d+/")
    assert not {path for path in paths if divided.match(path)}

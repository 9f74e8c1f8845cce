"""Every page of the built site in Chromium, one after the other; the fixture hears what goes wrong.

Not here: calculators, which test_keyboard.py opens and uses one by one. Traditional pages have the same markup, links and programs as
the Simplified ones (test_tree.py): every fifth is opened.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.serve.static_server import serve
from tests.site.conftest import Open, kept_for_long
from tests.site.test_procedure import SCREEN, VIEW

pytestmark = pytest.mark.browser

PARTS = 2  # so that two workers share the pages
OTHERS = 5
ELSEWHERE = re.compile(r"zh-Hant/|calculators/[^/]+/[^/]+/")
LOW = {"width": 360, "height": 200}  # less to paint
SCREENS = 5


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    """The served site, whose shared files a browser keeps."""
    with serve(site, policy=kept_for_long) as address:
        yield address


def addresses(site: Path) -> list[str]:
    """Of all pages, below the site's root, with a slash at the end of all but the first."""
    folders = (path.parent.relative_to(site).as_posix() for path in sorted(site.rglob("index.html")))
    return [f"{folder}/" if folder != "." else "" for folder in folders]


def is_procedure(address: str) -> bool:
    """Is it a procedure's page in Simplified Chinese?"""
    return bool(re.fullmatch(r"guides/[^/]+/[^/]+/", address))


@pytest.mark.long(20)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_answers_and_asks_nobody_else(opened: Open, site: Path, part: int) -> None:
    found = addresses(site)
    others = [address for address in found if address.startswith("zh-Hant/")]
    assert len(others) == len(found) / 2 > 500
    mine = [address for address in found if not (is_procedure(address) or ELSEWHERE.match(address))]
    with opened("404.html", viewport=LOW) as page:
        for address in [*mine, *others[::OTHERS]][part::PARTS]:
            answer = page.goto(f"/{address}")
            assert answer is not None
            assert answer.status == 200, address


@pytest.mark.long(30)
def test_a_typical_page_is_at_most_five_screens_and_each_gives_a_number(opened: Open, site: Path) -> None:
    """As it comes, with what is folded folded: the median of all local pages, and that of the national ones."""
    heights: dict[str, int] = {}
    with opened("404.html", viewport=VIEW) as page:
        for address in filter(is_procedure, addresses(site)):
            answer = page.goto(f"/{address}")
            assert answer is not None
            assert answer.status == 200, address
            heights[address] = page.evaluate("document.documentElement.scrollHeight")
            assert page.locator(".where .call strong").count() > 0, address
    national = [height for address, height in heights.items() if address.startswith("guides/national/")]
    local = [height for address, height in heights.items() if not address.startswith("guides/national/")]
    assert len(national) > 30 and len(local) > 100
    assert statistics.median(local) <= SCREENS * SCREEN
    assert statistics.median(national) <= SCREENS * SCREEN

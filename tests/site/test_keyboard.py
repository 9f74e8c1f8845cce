"""Every calculator by keyboard alone: its worked example is typed, Enter gives the same headline as the command line.

The pages ask this process instead of starting Python a hundred times; that theirs answers the same to the byte, and that a page
starts it, is seen in test_calculators.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

import calc
from calc.browser import handle
from scripts.serve.static_server import Handler, serve
from tests.site.conftest import Open, kept_for_long
from tests.site.test_search import until

pytestmark = pytest.mark.browser

SLUGS = list(calc.calculators())
PARTS = 2  # so that two workers share the pages
TABS = 60  # more than any form has stops
FOCUS = """() => {
  const { name, type, value, checked, form } = document.activeElement;
  return { name, type, value, checked, inForm: Boolean(form) };
}"""
READY = "!document.querySelector('form.calculator [type=submit]').disabled"
HEADLINE = "document.querySelector('output[data-result] .result-headline')?.textContent"
STATE = "document.querySelector('output[data-result]').dataset.state"


CLIENT = "assets/javascripts/runtime/client.mjs"
ASKS_THIS_PROCESS = """
import { RuntimeFailure } from "./protocol.mjs";
const nothing = () => {};
export { RuntimeFailure, nothing as prewarm, nothing as prewarmOn };
export const call = async (request) => JSON.parse(await answer(JSON.stringify(request)));
"""


@pytest.fixture(scope="module")
def base(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The served site, but for one program."""
    instead = tmp_path_factory.mktemp("instead").resolve()
    (instead / CLIENT).parent.mkdir(parents=True)
    (instead / CLIENT).write_text(ASKS_THIS_PROCESS, encoding="utf-8")

    class Site(Handler):
        def answer(self) -> None:
            self.root = instead if self.address == f"/{CLIENT}" else site.resolve()
            super().answer()

    with serve(site, handler=Site, policy=kept_for_long) as address:
        yield address


@pytest.mark.long(30)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_calculator_works_by_keyboard_alone(opened: Open, part: int) -> None:
    with opened("404.html") as page:
        page.expose_function("answer", handle)
        for slug in SLUGS[part::PARTS]:
            page.goto(f"/calculators/{slug}/")
            until(lambda: page.evaluate(READY))
            declared = calc.find(slug)
            wanted = {**declared.example, "as_of": declared.example_today}
            reached = fill_in(page, {name: text for name, text in wanted.items() if text})
            expected = calc.example(slug)
            assert reached >= {entry["name"] for entry in expected["inputs"] if entry["name"] in declared.example}, slug
            until(lambda: page.evaluate(STATE) in ("done", "error"))
            assert page.evaluate(HEADLINE) == expected["headline"], slug


def fill_in(page: Page, wanted: Mapping[str, str]) -> set[str]:
    """Tab through the form, type what is wanted, press Enter on the button. Returns the names of the fields filled."""
    page.locator("main").focus()
    filled = set()
    for _ in range(TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["type"] == "submit" and focus["inForm"]:
            page.keyboard.press("Enter")
            return filled
        text = wanted.get(focus["name"])
        if text is None:
            continue
        filled.add(focus["name"])
        if focus["type"] in ("radio", "select-one"):
            choose(page, focus, text)
        else:
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(text)
    raise AssertionError(f"no button to press at {page.url}")


def choose(page: Page, focus: Mapping[str, str], value: str) -> None:
    """Press the space bar, then the arrow, until the option is chosen."""
    if focus["type"] == "radio" and not focus["checked"]:
        page.keyboard.press("Space")
    for _ in range(TABS):
        if page.evaluate(FOCUS)["value"] == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no option {value} at {page.url}")

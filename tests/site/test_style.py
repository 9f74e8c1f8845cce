"""The cascade: what our own style sheets say wins over the theme's, and each of their files is on the pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from scripts.outputs.styles import STYLES
from tests.site.conftest import Open, tab_to
from tests.support import ROOT

# Per style sheet: the layers it consists of, none for a rule outside all layers.
LAYERS = """() => Object.fromEntries([...document.styleSheets].map(({ href, cssRules }) => [
  href.replace(/.*\\/|\\?.*/g, ""), [...new Set([...cssRules].map((rule) => rule instanceof CSSLayerBlockRule ? rule.name : "none"))],
]))"""


@pytest.mark.browser
def test_the_theme_is_the_one_layer(opened: Open) -> None:
    with opened("about/") as page:
        assert page.evaluate(LAYERS) == {"theme.css": ["theme"], "guide.css": ["none"], "print.css": ["none"]}


@pytest.mark.browser
def test_own_rules_win_however_specific_the_theme_is(opened: Open) -> None:
    """The theme moves definitions in, spreads paragraphs of lists and shows lists that are empty."""
    with opened("calculators/national/retirement-month/") as page:
        expect(page.locator(".example dd").first).to_have_css("margin", "0px")
    with opened("guides/yangzhou/injury-recognition/") as page:
        expect(page.locator(".materials p").first).to_have_css("margin", "0px")
    with opened() as page:
        expect(page.locator(".search-near")).to_have_css("display", "none")
        tab_to(page, "main summary")
        expect(page.locator(":focus")).to_have_css("outline-style", "solid")


def test_every_style_sheet_is_part_of_one_of_the_site() -> None:
    used = [part for parts in STYLES.values() for part in parts]
    assert sorted(used) == sorted(path.stem for path in (ROOT / "docs/stylesheets").glob("*.css"))

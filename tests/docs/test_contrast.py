"""Every pair of colours that meet on a page, in every scheme, from the style sheet itself."""

from __future__ import annotations

import re

import pytest

from scripts.outputs.styles import STYLES
from tests.support import ROOT

STYLE = "".join((ROOT / f"docs/stylesheets/{part}.css").read_text(encoding="utf-8") for part in STYLES["guide"])
SCHEMES = ("default", "slate", "contrast")
TEXT, SHAPE = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-soft", "brand", "brand-strong", "bad", "good") for ground in ("paper", "surface")),
    ("on-brand", "brand", TEXT),
    *((ink, "brand-surface", TEXT) for ink in ("ink", "ink-soft", "brand")),
    *((ink, ground, TEXT) for ink, ground in (("good", "good-surface"), ("bad", "bad-surface"), ("ink", "bad-surface"))),
    ("caution-ink", "caution-surface", TEXT),
    ("missing-ink", "missing-surface", TEXT),
    ("missing-ink", "paper", TEXT),  # when a material is needed
    ("missing-ink", "surface", TEXT),
    ("focus", "paper", SHAPE),
    ("focus", "surface", SHAPE),
    ("focus", "caution-surface", SHAPE),
]  # fmt: skip


def tokens(scheme: str) -> dict[str, str]:
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', STYLE, re.DOTALL)
    assert block
    return dict(re.findall(r"^\s*--([a-z-]+): (#[0-9a-f]{3,6});", block[1], re.MULTILINE))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_pair_is_readable(scheme: str) -> None:
    colours = tokens(scheme)
    assert {f"{a} on {b}" for a, b, least in PAIRS if contrast(colours[a], colours[b]) < least} == set()


def test_every_scheme_gives_every_colour() -> None:
    first = tokens("default").keys()
    assert len(first) > 15
    for scheme in SCHEMES[1:]:
        assert first <= tokens(scheme).keys()


def test_text_has_no_other_colour_than_the_tokens() -> None:
    """What the pairs above do not know of could not be checked."""
    used = re.findall(r"^\s*(?:color|background|background-color|fill|outline): (.*);", STYLE, re.MULTILINE)
    plain = {"none", "inherit", "currentcolor", "1px solid"}
    assert {value for value in used if "var(--" not in value} <= plain


def test_the_formula_agrees_with_the_standard() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)  # the usual example that just fails

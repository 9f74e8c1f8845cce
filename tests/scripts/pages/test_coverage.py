"""Nothing that the sources say is missing: tests/golden/coverage lists, per procedure, the names and figures found in them.

The ledger was made from the source documents, not from guides/. ``note`` says where it was corrected, and why.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.data.library import Library
from scripts.pages.renderer import Renderer
from scripts.paths import Script
from scripts.traditional import default_converter

LEDGER: dict[str, dict[str, Any]] = {
    f"{path.stem}/{slug}": facts
    for path in sorted((Path(__file__).parents[2] / "golden/coverage").glob("*.yml"))
    for slug, facts in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).items()
}
MARKS = re.compile(r"[\s《》“”\"「」『』‘’【】〈〉()<>、,;:。,·—-]")
DIGITS = "零一二三四五六七八九"


def plain(text: str) -> str:
    """Text without spaces and marks, so that a name is found however it is quoted or broken."""
    return MARKS.sub("", unicodedata.normalize("NFKC", text))


def words_of(page: str) -> str:
    """What a reader sees of a page: no mark-up, nothing meant for programs."""
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)))


def has_figure(text: str, figure: str) -> bool:
    """Whether a number stands in the text as it is, in digits or, up to ninety-nine, in Chinese."""
    if re.search(rf"(?<!\d)(?<!\d\.){re.escape(figure)}(?![\d.]*\d)", text):
        return True
    if not figure.isdigit() or int(figure) > 99:
        return False
    tens, ones = divmod(int(figure), 10)
    chinese = ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")
    return chinese in text or (figure == "2" and "两" in text)


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
def test_every_recorded_fact_is_on_the_page_of_its_procedure(
    script: Script, library: Library, renderer: Callable[[Library, Script], Renderer]
) -> None:
    convert = default_converter().convert if script == "zh-Hant" else str
    pages = {page.path: words_of(page.body) for page in renderer(library, script).pages()}
    missing = []
    for procedure, facts in LEDGER.items():
        text = unicodedata.normalize("NFKC", pages[f"guides/{procedure}/"])
        bare = plain(text)
        for kind, items in facts.items():
            if kind == "note":
                continue
            for item in items:
                found = has_figure(text, item) if kind == "figures" else plain(convert(item)) in bare
                if not found:
                    missing.append(f"{procedure}: {kind}: {item}")
    assert missing == []


def test_the_ledger_and_the_guides_name_the_same_procedures(library: Library) -> None:
    held = {procedure.id for procedure in library.procedures if library.status_of(procedure).kind != "current"}
    assert set(LEDGER) == held, "what applies now is held against the laws, everything else against its document"
    empty = [procedure for procedure, facts in LEDGER.items() if not set(facts) - {"note"}]
    assert empty == [], "a procedure without a single fact checks nothing"


@pytest.mark.parametrize(
    ("text", "figure", "there"),
    [
        ("15日内", "15", True),
        ("115日", "15", False),
        ("1.5%", "5", False),
        ("十五日", "15", True),
        ("0.50%", "0.5", False),
    ],
)
def test_a_figure_is_found_as_a_number_and_not_inside_another(text: str, figure: str, there: bool) -> None:
    assert has_figure(text, figure) is there

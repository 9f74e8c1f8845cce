"""The page 更新情况 says of every current procedure and every law behind it what the data says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from scripts.data import proof
from scripts.data.library import Library
from scripts.pages.renderer import Renderer
from scripts.paths import SCRIPTS, Script
from scripts.traditional import default_converter
from tests.markup import Document
from tests.support import ROOT

MakeRenderer = Callable[[Library, Script], Renderer]


@pytest.fixture(scope="module")
def pages(library: Library, renderer: MakeRenderer) -> dict[Script, Document]:
    return {script: Document(renderer(library, script).updates().body) for script in SCRIPTS}


def test_the_example_is_told_whole(examples: Library, renderer: MakeRenderer) -> None:
    text = Document(renderer(examples, "zh-Hans").updates().body).text
    for words in (
        "2026年2月3日：资格确认不用再盖章。 看“手机资格确认”",
        "现在的规定一共 1 件、4 条",
        "原文 3，转引 1",
        "可能有更新的通知，先打电话问。",
        "从2027年1月1日起，到2027年12月31日为止",
        "住院的人也可以由家属代办。",
        "《示例办法》",
        "示政发〔2005〕1号",
        "2020年修订",
        "2020年7月1日",
        "本站 2026-01-05 读过原文。",
        "本站 2026-01-05 读过其中一部分。",
    ):
        assert words in text, words


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_fact_that_is_to_be_checked_stands_there_with_its_law(
    script: Script, library: Library, pages: dict[Script, Document]
) -> None:
    convert = default_converter().convert if script == "zh-Hant" else str
    facts = [each for p in proof.current(library) for each in proof.proven(p) if each.source.checked == "待核"]
    assert len(facts) > 20
    for each in facts:
        law = library.laws[each.source.law].name if each.source.law else ""
        said = next(
            getattr(each.fact, name)
            for name in ("text", "answer", "action", "label", "name", "place", "kind")
            if getattr(each.fact, name, None)
        )
        assert convert(said) in pages[script].text and convert(law) in pages[script].text


def test_every_law_has_its_procedures_and_every_link_on_the_page_its_place(
    library: Library, pages: dict[Script, Document]
) -> None:
    page = pages["zh-Hans"]
    ids = set(page.values("id"))
    links = [link.attributes["href"] for link in page.all("a")]
    assert {f"law-{key}" for key in proof.relied_on(library)} <= ids
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert {f"../guides/{procedure.id}/" for procedure in proof.current(library)} <= {*links}


def cited(value: Any) -> Iterator[str]:
    """How far each fact of a file was checked, read from the YAML itself."""
    if isinstance(value, dict):
        if "source" in value:
            yield value["source"].get("checked", "原文")
        yield from (checked for part in value.values() for checked in cited(part))
    elif isinstance(value, list):
        yield from (checked for part in value for checked in cited(part))


def test_the_counts_are_those_of_the_files(library: Library) -> None:
    for procedure in proof.current(library):
        said = yaml.load((ROOT / f"guides/{procedure.id}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
        del said["status"]
        assert Counter(proof.counts(proof.proven(procedure))) == Counter(cited(said)), procedure.id


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_current_procedure_leads_to_its_place_on_the_page(
    script: Script, library: Library, renderer: MakeRenderer, pages: dict[Script, Document]
) -> None:
    made = renderer(library, script)
    body = made.procedure(made.view.procedure("national/pension-transfer")).body
    assert 'href="../../../updates/#national-pension-transfer"' in body
    assert "national-pension-transfer" in pages[script].values("id")

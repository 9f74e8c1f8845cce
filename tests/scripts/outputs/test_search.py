"""The ranking of the search box, run in Node on the names of all pages: what people type, and what they expect to find."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.data.library import Library
from scripts.node import node
from scripts.outputs import search
from scripts.pages import words
from scripts.pages.brand import Brand
from scripts.pages.renderer import Renderer
from scripts.paths import SCRIPTS, Script
from scripts.traditional import default_converter
from tests.support import ROOT

Ask = Callable[[list[str]], list[dict[str, Any]]]

QUERIES = yaml.load((ROOT / "tests/data/queries.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
QUESTIONS = yaml.load((ROOT / "tests/data/questions.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
RANKING = Path(__file__).with_name("ranking.mjs")

both_scripts = pytest.mark.parametrize("script", SCRIPTS)


@pytest.fixture(scope="module")
def names(library: Library, renderer: Callable[..., Renderer], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The names of the project's own pages."""
    convert = default_converter().convert
    elder = search.elder_mode(words.of_site(ROOT, Brand(name="社保办事指南"), str))
    pages = [*renderer(library, "zh-Hans").pages(), elder]
    out = tmp_path_factory.mktemp("names")
    search.write_names(search.names(pages, pages, {}, library, convert), out)
    return out / search.NAMES


@pytest.fixture(scope="module")
def ask(names: Path) -> Iterator[Ask]:
    """Types into the box: each query gives the term that answers it, the results, and what is near when there are none."""

    def ask(queries: list[str]) -> list[dict[str, Any]]:
        box.stdin.write(f"{json.dumps(queries)}\n")
        box.stdin.flush()
        return json.loads(box.stdout.readline())  # type: ignore[no-any-return]

    with subprocess.Popen(
        [node(), RANKING, names], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as box:
        assert box.stdin and box.stdout
        yield ask


def typed(text: str, script: Script) -> str:
    return default_converter().convert(text) if script == "zh-Hant" else text


def shown(found: dict[str, Any]) -> list[str]:
    """The addresses in the order in which they are seen."""
    return [*filter(None, [found["answer"]]), *found["results"]]


def test_the_set_of_queries_is_what_it_is_meant_to_be() -> None:
    asked = [query["asked"] for query in QUERIES]
    assert len(asked) == len(set(asked)) >= 150
    assert all(1 <= len(query["right"]) <= 3 for query in QUERIES)


def test_every_page_that_is_expected_is_there(names: Path) -> None:
    there = {found["url"] for found in search.read_names(names.parent)["found"]}
    assert {address for query in QUERIES for address in query["right"]} <= there


@both_scripts
def test_people_find_a_right_page_among_the_first_three(ask: Ask, script: Script) -> None:
    answers = ask([typed(query["asked"], script) for query in QUERIES])
    wrong = [
        (query["asked"], shown(found)[:3])
        for query, found in zip(QUERIES, answers, strict=True)
        if not set(shown(found)[:3]) & set(query["right"])
    ]
    assert len(wrong) <= len(QUERIES) * 0.05, wrong


@both_scripts
def test_questions_lead_first_to_what_answers_them(ask: Ask, script: Script) -> None:
    answers = ask([typed(question["asked"], script) for question in QUESTIONS])
    wrong = [
        (question["asked"], found["results"][:3])
        for question, found in zip(QUESTIONS, answers, strict=True)
        if found["results"][0] not in question["first"]
    ]
    assert wrong == []


@both_scripts
@pytest.mark.parametrize(
    ("asked", "term"),
    [
        ("退保", "withdrawal"),
        ("什么是退保", "withdrawal"),
        ("缴费基数是什么意思", "contribution-base"),
        ("停止缴费", "suspension"),  # what it is also called
        ("退保要多久", "withdrawal"),
    ],
)
def test_a_term_is_explained_above_the_results(ask: Ask, script: Script, asked: str, term: str) -> None:
    (found,) = ask([typed(asked, script)])
    assert found["answer"] == f"glossary/#{term}"
    assert found["answer"] not in found["results"]


def test_a_term_is_not_explained_to_somebody_who_asks_for_more(ask: Ask) -> None:
    (found,) = ask(["退保的钱打到卡上了没有"])
    assert found["answer"] is None


@pytest.mark.parametrize(
    ("right", "mistaken"),
    [
        (
            "工伤认定",
            ["工商认定", "工伤任定", "公伤认定", "工伤认", "工伤的认定"],
        ),  # sounds alike; one too few, one too many
        ("失业保险金", ["失业保金", "失叶保险金", "失业保检金", "实业保险金"]),
        ("劳动能力鉴定", ["劳动能鉴定", "劳动能力签定", "劳动能力见定"]),
    ],
)
def test_one_wrong_character_does_not_hide_what_is_meant(ask: Ask, right: str, mistaken: list[str]) -> None:
    first, *others = ask([right, *mistaken])
    for asked, found in zip(mistaken, others, strict=True):
        assert set(found["results"][:3]) & set(first["results"][:2]), asked


@pytest.mark.parametrize("letters", ["gongshangrending", "gongshang ren", "GongShangRenD", "gsrd"])
def test_pinyin_and_initials(ask: Ask, letters: str) -> None:
    (found,) = ask([letters])
    assert found["results"][0] == "guides/national/injury-recognition/"


def test_what_applies_now_comes_before_what_is_old(ask: Ask, names: Path) -> None:
    """Where a plain word finds pages of both kinds, the first is of today, and none that cannot be done is among three."""
    ages = {found["url"]: (found["age"] or {}).get("kind") for found in search.read_names(names.parent)["found"]}
    for found in ask(["退休", "退保", "转社保", "补缴", "失业金", "公积金提取", "社保卡", "停保"]):
        assert ages[found["results"][0]] == "current"
        assert "abolished" not in {ages[address] for address in found["results"][:3]}
        assert {ages[address] for address in found["results"]} & {"undated", "historical", "abolished"}


def test_a_place_that_is_named_brings_its_pages_forward(ask: Ask) -> None:
    without, within = ask(["领养老金存折", "张家港领养老金存折"])
    page = "guides/zhangjiagang/pension-payment/"
    assert within["results"].index(page) < without["results"].index(page)


def test_what_nobody_knows_finds_nothing_and_leads_nowhere(ask: Ask) -> None:
    assert ask(["龘$&龘<>", "qzxv"]) == [{"answer": None, "results": [], "near": []}] * 2

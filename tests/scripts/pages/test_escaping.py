"""Nothing that stands in the data becomes mark-up: hostile text in every field adds no element and no attribute."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import types
import typing
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from scripts.data import model
from scripts.data.decode import Key, Text
from scripts.data.library import Library
from scripts.data.values import DayOfPeriod, Duration, Phone, WebAddress
from scripts.data.when import When
from scripts.pages.page import Page
from scripts.paths import SCRIPTS, Script
from tests.markup import Document
from tests.support import ROOT, Reader, build

HOSTILE = (ROOT / "tests/data/xss.txt").read_text(encoding="utf-8").splitlines()
HARMLESS = "普通文字"
WITHOUT_DATA = {"calculator", "calculators", "ways"}  # their words are not an editor's
KEY = Key("a-key")
SAMPLES: dict[Any, Any] = {
    Key: KEY,
    bool: True,
    int: 3,
    Decimal: Decimal("2.50"),
    dt.date: dt.date(2026, 1, 5),
    When: When({"situation": "a-key", "is": ["a-key"]}),
    Duration: Duration(15, "working-day"),
    DayOfPeriod: DayOfPeriod("5"),
    WebAddress: WebAddress("https://example.org/"),
    Phone: Phone("12333"),
}


def fill(kind: Any, text: str) -> Any:
    """A value of any type of the model with the text in every place that holds words."""
    origin = get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return fill(next(part for part in get_args(kind) if part is not type(None)), text)
    if origin is tuple:
        return (fill(get_args(kind)[0], text),)
    if origin is dict:
        return {KEY: fill(get_args(kind)[1], text)}
    if origin is Literal:
        return get_args(kind)[0]
    if kind is Text or kind is str:
        return Text(text)
    if kind in SAMPLES:
        return SAMPLES[kind]
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: fill(hints[field.name], text) for field in dataclasses.fields(kind)})


def filled(text: str) -> Library:
    library: Library = fill(Library, text)
    (procedure,) = library.procedures
    itself = Key("a-key/a-key")
    changes = {"calculators": (), "related": (model.Related(procedure=itself, why=Text(text)),), "gaps": ()}
    comparison = dataclasses.replace(library.comparisons[KEY], procedures=(itself,))
    current = dataclasses.replace(procedure, **changes, governed_by=())
    ended = dataclasses.replace(current.status or fill(model.Status, text), kind="abolished")
    procedures = (current, dataclasses.replace(current, slug=Key("b-key"), governed_by=(itself,), status=ended))
    told = {KEY: dataclasses.replace(library.changes[KEY], procedures=(itself,))}
    return dataclasses.replace(library, procedures=procedures, others=(), comparisons={KEY: comparison}, changes=told)


def pages(text: str, script: Script, renderer: Callable[[Library, Script], Reader]) -> Iterator[Page]:
    made = renderer(filled(text), script)
    made.made.view = dataclasses.replace(made.made.view, calculators=(), rosters=())
    return (page for page in made.pages() if page.kind not in WITHOUT_DATA)


@pytest.fixture(scope="module")
def harmless(renderer: Callable[[Library, Script], Reader]) -> dict[Script, list[Document]]:
    return {
        script: [Document(DRAWING.sub("", page.body)) for page in pages(HARMLESS, script, renderer)]
        for script in SCRIPTS
    }


DRAWING = re.compile(r"<svg class=\"diagram\".*?</svg>", re.DOTALL)  # see test_diagram: its lines break with its text


def shape(document: Document) -> list[tuple[str, list[str]]]:
    return [(element.tag, list(element.attributes)) for element in document.elements]


def test_every_field_of_a_procedure_is_filled() -> None:
    _current, procedure = filled("x").procedures
    empty = {field.name for field in dataclasses.fields(procedure) if not getattr(procedure, field.name)}
    assert empty == {"calculators", "gaps"}


@pytest.mark.parametrize(
    ("text", "script"), [*((text, "zh-Hans") for text in HOSTILE), (" ".join(HOSTILE), "zh-Hant")]
)  # the other script goes through the same templates
def test_hostile_text_stays_text(
    text: str,
    script: Script,
    renderer: Callable[[Library, Script], Reader],
    harmless: dict[Script, list[Document]],
) -> None:
    kinds = []
    for expected, hostile in zip(harmless[script], pages(text, script, renderer), strict=True):
        found = Document(DRAWING.sub("", hostile.body).replace(" sheet-long", ""))  # so is the size of the type
        assert shape(found) == shape(expected), hostile.path
        for one, other in zip(expected.elements, found.elements, strict=True):
            derived = {"id"} if hostile.kind == "forms" else set()  # the pinyin of a form's name
            assert {n: v for n, v in one.attributes.items() if HARMLESS not in v and n not in derived} == {
                n: v for n, v in other.attributes.items() if HARMLESS not in one.attributes[n] and n not in derived
            }
            assert all(re.fullmatch("[a-z0-9-]*", other.attributes.get(name, "")) for name in derived)
        assert text in found.text, hostile.path
        assert found.text.count(text) >= expected.text.count(HARMLESS)
        kinds.append(hostile.kind)
    assert set(kinds) >= {
        *("home", "regions", "region", "topics", "topic", "procedure"),
        *("alphabet", "forms", "comparisons", "comparison", "glossary"),
    }


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/relative",
        "https://a b",
        "https://a/\"onclick='x'",
        "https://a/<b>",
        "https:/a",
        "ftp://a",
        "",
    ],
)
def test_no_address_but_a_web_address_is_read(address: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        WebAddress.parse(address)


@pytest.mark.long(20)
def test_hostile_text_stays_text_in_the_whole_site(site: Path, project: Path, tmp_path: Path) -> None:
    """From the file an editor writes to the page with its title, description and search index."""
    name, summary = f"{HOSTILE[1]}@@BODY@@{{{{ 7*7 }}}}", '"><img src=x onerror=alert(1)> {% raw %} [x](javascript:x)'
    path = project / "guides/guannan/unit-registration.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"name: '{name}'", f"summary: '{summary}'", *lines[2:]]), encoding="utf-8")
    result = build(project, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    page = Path("guides/guannan/unit-registration/index.html")
    harmless, hostile = (Document((root / page).read_text(encoding="utf-8")) for root in (site, tmp_path / "site"))
    assert shape(hostile) == shape(harmless)
    (title,) = hostile.all("title")
    assert title.text.startswith(f"{name}（灌南县）")
    (description,) = hostile.all("meta", name="description")
    assert description.attributes["content"] == summary


@pytest.mark.parametrize("kind", ["procedure", "region", "glossary"])
def test_a_field_that_is_not_escaped_is_seen(kind: str, renderer: Callable[[Library, Script], Reader]) -> None:
    """The same comparison with templates that forget to escape."""
    careless = renderer(filled(HOSTILE[0]), "zh-Hans")
    careless.made.environment = careless.made.environment.overlay(autoescape=False)
    found = [Document(page.body) for page in careless.pages() if page.kind == kind]
    expected = [Document(page.body) for page in pages(HARMLESS, "zh-Hans", renderer) if page.kind == kind]
    assert found
    assert all(shape(one) != shape(other) for one, other in zip(found, expected, strict=True))

"""Life events as one thing to do: every one of them makes a list, in both scripts, of what applies now alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from calc.engine.texts import reading
from calc.show.together import asked, together
from calc.show.together_html import together_html
from scripts.data.library import Library
from scripts.pages.page import Page
from scripts.pages.renderer import Renderer
from scripts.pages.ways.topics import Topic, gather
from scripts.paths import SCRIPTS, Script
from tests.markup import Document

MakeRenderer = Callable[..., Renderer]
DAY = dt.date(2026, 11, 16)
TODAY = dt.date(2026, 11, 30)
every_script = pytest.mark.parametrize("script", SCRIPTS)


@pytest.fixture(scope="module")
def pages(library: Library, renderer: MakeRenderer) -> dict[Script, dict[str, Page]]:
    return {
        script: {page.path: page for page in renderer(library, script).pages() if page.path.startswith("events/")}
        for script in SCRIPTS
    }


def current(topic: Topic, library: Library) -> list[str]:
    return [p.id for p in topic.procedures if library.status_of(p).kind == "current"]


def data(page: Page) -> dict[str, Any]:
    (script,) = (e for e in Document(page.body).all("script") if "data-event-data" in e.attributes)
    found: dict[str, Any] = json.loads(script.text)
    return found


@every_script
def test_every_event_makes_one_list_of_what_applies_now(
    library: Library, pages: dict[Script, dict[str, Page]], script: Script
) -> None:
    for topic in gather(library)["events"]:
        event = data(pages[script][f"events/{topic.id}/"])
        now = current(topic, library)
        assert [matter["id"] for matter in event["matters"]] == now, topic.id
        with reading(script):
            made = together(event, now, {}, {each["id"]: DAY for each in asked(event)}, TODAY)
            html = together_html(made, "../../")
        named = {f"{id}/{material.id}" for id in now for material in library.procedure(id).materials}
        assert {use["id"] for paper in made["papers"] for m in paper["members"] for use in m["uses"]} == named, topic.id
        own = [t for id in now for t in library.procedure(id).time_limits if t.meaning == "申请"]
        assert len(made["dates"]) >= len(own), topic.id
        assert all(f"../../guides/{id}/" in html for id in now), topic.id


@every_script
def test_without_a_program_every_matter_has_its_own_list(
    library: Library, renderer: MakeRenderer, pages: dict[Script, dict[str, Page]], script: Script
) -> None:
    local = renderer(library, script).view.library
    for topic in gather(library)["events"]:
        text = Document(pages[script][f"events/{topic.id}/"].body.partition('id="old"')[0]).text
        for id in current(topic, library):
            for material in local.procedure(id).materials:
                assert str(material.name) in text, (topic.id, id)


def test_what_names_a_matter_in_the_address_names_one(library: Library) -> None:
    for topic in gather(library)["events"]:
        slugs = [id.partition("/")[2] for id in current(topic, library)]
        assert len({*slugs}) == len(slugs), topic.id


def test_what_a_place_does_now_is_told_from_the_law_by_its_place_and_its_name_in_the_address(
    examples: Library, renderer: MakeRenderer
) -> None:
    """The two may be of the same matter, and their files have the same name."""
    events = examples.procedure("demo/everything").events
    law = dataclasses.replace(examples.procedure("demo/current"), events=events)
    ours = dataclasses.replace(examples.procedure("demo/plain"), status=law.status, events=events)
    procedures = tuple({law.id: law, ours.id: ours}.get(each.id, each) for each in examples.procedures)
    made = renderer(dataclasses.replace(examples, procedures=procedures), "zh-Hans")
    (event,) = (page for page in made.ways() if page.path == f"events/{events[0]}/")
    named = {part.partition('"')[0]: part.partition("</label>")[0] for part in event.body.split('data-short="')[1:]}
    place = f'<span class="tag">{examples.regions["demo"].name}</span>'
    assert place in named["demo.plain"] and place not in named["current"]


def test_the_list_is_the_same_on_every_day(library: Library, pages: dict[Script, dict[str, Page]]) -> None:
    """What stands in the page was made when the site was built."""
    for topic in gather(library)["events"]:
        body = pages["zh-Hans"][f"events/{topic.id}/"].body
        assert "<time" not in body and "data:text/calendar" not in body, topic.id


def merged(event: Mapping[str, Any], answers: Mapping[str, Mapping[str, str]], *ids: str) -> list[list[str]]:
    """The papers that more than one matter needs: of each, the matters."""
    made = together(event, ids, answers, {}, TODAY)
    return [paper["matters"] for paper in made["papers"] if len(paper["matters"]) > 1 and paper["need"] == "yes"]


def test_after_an_injury_at_work_three_papers_are_wanted_twice(pages: dict[Script, dict[str, Page]]) -> None:
    """鉴定 (劳动能力鉴定管理办法 第九条) and 报销、确认 (经办条例 第二十一条、第二十二条) want diagnosis and records; the decision is for both
    鉴定 (工伤保险条例 第二十三条) and 先行支付. The diagnosis at the time of the accident (条例 第十八条) is another."""
    event = data(pages["zh-Hans"]["events/work-injury/"])
    recognition, capacity, benefits = (
        "national/injury-recognition",
        "national/capacity-assessment",
        "national/injury-benefits",
    )
    names = ["劳动能力鉴定", "工伤待遇申领"]
    told = {recognition: {"harm": "accident"}, capacity: {"reason": "injury"}}
    assert merged(event, told | {benefits: {"benefit": "reimburse"}}, recognition, capacity, benefits) == [names, names]
    assert merged(event, told | {benefits: {"benefit": "advance"}}, recognition, capacity, benefits) == [names]


def test_leaving_the_country_one_application_ends_the_account(pages: dict[Script, dict[str, Page]]) -> None:
    """社会保险法实施细则 第六条: two pages tell of the one application; what is filled in at the counter stays with each."""
    event = data(pages["zh-Hans"]["events/going-abroad/"])
    told = {"national/leaving-country": {"nationality": "lost"}, "national/no-early-refund": {"why": "lost"}}
    assert len(merged(event, told, *told)) == 1

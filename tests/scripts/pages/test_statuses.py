"""What applies now comes first, an old paper is never dressed as today's, and what was abolished cannot be done."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from scripts.data import model
from scripts.data.library import Library
from scripts.pages.renderer import Renderer
from scripts.paths import SCRIPTS, Script
from tests.markup import text_of

MakeRenderer = Callable[[Library, Script], Renderer]
REFUNDS = ("pension-refund", "migrated-out-refund", "proxy-collection", "green-card-settlement")


def pages(renderer: Renderer) -> dict[str, str]:
    return {page.path: page.body for page in renderer.pages() if page.kind == "procedure"}


def of(library: Library, kind: str) -> list[model.Procedure]:
    return [procedure for procedure in library.procedures if library.status_of(procedure).kind == kind]


@pytest.fixture(params=SCRIPTS)
def script(request: pytest.FixtureRequest) -> Script:
    return request.param


def test_refunds_are_abolished(library: Library) -> None:
    """社会保险法 第十四条: what is in the account may not be drawn early."""
    assert {procedure.id for procedure in of(library, "abolished")} >= {f"shenzhen/{slug}" for slug in REFUNDS}


def test_nothing_abolished_can_be_ticked_planned_or_printed(
    library: Library, renderer: MakeRenderer, script: Script
) -> None:
    made = renderer(library, script)
    bodies, view = pages(made), made.view
    for procedure in of(view.library, "abolished"):
        body = bodies[f"guides/{procedure.id}/"]
        sheet, _end, page = body.partition("</article>")
        text = text_of(page)
        assert "data-checklist" not in body and "data-plan" not in body and "data-do=" not in body, procedure.id
        assert "application/ld+json" not in body, procedure.id
        instead = str(view.status(procedure).instead)
        old = page.index('<details class="old"')
        ended = text.index(view.words["status"]["ended"])
        assert ended < text.index(instead) < text.index(view.words["procedure"]["old-abolished"]), procedure.id
        assert page.index("<h2") == page.index('<h2 id="ended">'), procedure.id
        assert instead in text_of(sheet), procedure.id
        for material in procedure.materials:
            assert str(material.name) not in text_of(sheet), (procedure.id, material.name)
        for governing in view.library.governing(procedure):
            assert f"guides/{governing.id}/" in page[:old], procedure.id


def test_what_applies_now_stands_before_what_an_old_paper_says(
    library: Library, renderer: MakeRenderer, script: Script
) -> None:
    made = renderer(library, script)
    bodies = pages(made)
    governed = [procedure for procedure in made.view.library.procedures if procedure.governed_by]
    assert len(governed) > 120
    for procedure in governed:
        sheet, _end, page = bodies[f"guides/{procedure.id}/"].partition("</article>")
        first = made.view.library.governing(procedure)[0]
        now = page.index('id="now"')
        assert str(first.summary) in text_of(page[now : page.index('id="old"')]), procedure.id
        assert now < page.index('id="old"') < page.index('id="glance"'), procedure.id
        assert str(first.summary) in text_of(sheet), procedure.id
        phones = [phone.text for contact in made.view.library.consult_of(first) for phone in contact.phones]
        assert any(phone in text_of(sheet) for phone in phones) or not phones, procedure.id


def test_every_local_procedure_says_how_old_it_is(library: Library, renderer: MakeRenderer, script: Script) -> None:
    made = renderer(library, script)
    bodies = pages(made)
    for procedure in made.view.library.procedures:
        assert made.view.age(procedure) in text_of(bodies[f"guides/{procedure.id}/"]), procedure.id


def test_nobody_is_governed_by_what_is_not_current(library: Library) -> None:
    for procedure in library.procedures:
        for governing in library.governing(procedure):
            assert library.status_of(governing).kind == "current", procedure.id


def test_a_fact_that_was_not_read_in_the_text_says_so(library: Library, renderer: MakeRenderer) -> None:
    made = renderer(library, "zh-Hans")
    bodies = pages(made)
    words = made.words["procedure"]
    for procedure in of(library, "current"):
        text = text_of(bodies[f"guides/{procedure.id}/"].partition("</article>")[2])
        facts = [
            fact
            for name in ("conditions", "amounts", "not_required", "cautions", "appeal", "notes")
            for fact in getattr(procedure, name)
        ]
        for fact in facts:
            assert fact.source is not None, (procedure.id, fact.text)
            assert str(fact.text) in text, (procedure.id, fact.text)
            if fact.source.checked != "原文":
                after = text[text.index(str(fact.text)) :]
                mark = words["second-hand" if fact.source.checked == "转引" else "to-check"]
                assert mark in after[: len(fact.text) + 400], (procedure.id, fact.text)


def test_an_answer_that_was_not_read_in_the_text_says_so_below_it(library: Library, renderer: MakeRenderer) -> None:
    made = renderer(library, "zh-Hans")
    bodies = pages(made)
    unread = [procedure for procedure in of(library, "current") if procedure.summary_checked != "原文"]
    assert {"resident-medical", "survivors", "pension-transfer"} <= {procedure.slug for procedure in unread}
    for procedure in unread:
        said = made.view.answer_proof(procedure)
        for page in (procedure, *(each for each in library.procedures if each.governed_by[:1] == (procedure.id,))):
            text = text_of(bodies[f"guides/{page.id}/"].partition("</article>")[2])
            after = text[text.index(str(procedure.summary)) + len(procedure.summary) :]
            assert after.strip().startswith(said), page.id


def test_what_begins_later_says_from_when(library: Library, renderer: MakeRenderer) -> None:
    """医疗保障法 holds from 2027-01-01: on the page it stands with that day."""
    made = renderer(library, "zh-Hans")
    bodies = pages(made)
    later = [
        (procedure, fact)
        for procedure in of(library, "current")
        for fact in procedure.notes + procedure.conditions
        if fact.starts
    ]
    assert later
    for procedure, fact in later:
        text = text_of(bodies[f"guides/{procedure.id}/"].partition("</article>")[2])
        before = text[: text.index(str(fact.text))]
        assert before.rstrip().endswith(made.view.dates(fact)), (procedure.id, fact.text)


def test_machines_are_told_the_age_too(library: Library, renderer: MakeRenderer) -> None:
    made = renderer(library, "zh-Hans")
    bodies = pages(made)
    for procedure in library.procedures:
        body = bodies[f"guides/{procedure.id}/"]
        if "application/ld+json" not in body:
            continue
        data = json.loads(body.split('<script type="application/ld+json">')[1].split("</script>")[0])
        assert data["disambiguatingDescription"] == made.view.status_words(procedure), procedure.id


def test_a_calculator_of_an_old_guide_says_so_before_anything_is_typed(
    library: Library, renderer: MakeRenderer
) -> None:
    made = renderer(library, "zh-Hans")
    bodies = {page.path: page.body for page in made.pages() if page.path.startswith("calculators/")}
    for slug, year, governing in (
        ("zhangjiagang/retirement-window", "2005年", "national/retire-and-pension"),
        ("shenzhen/refund-or-transfer", "2008年", "national/no-early-refund"),
        ("yangzhou/medical-resident-window", "没有写日期", "national/resident-medical"),
    ):
        before = bodies[f"calculators/{slug}/"].partition("<form")[0]
        assert year in text_of(before) and f"guides/{governing}/" in before, slug
    # 住房公积金管理条例 第二十四条 decides, not the old guide
    assert (
        made.words["year"]["current"]
        in bodies["calculators/yangzhou/hpf-withdrawal-eligibility/"].partition("<form")[0]
    )

"""A page is made again only if a procedure that it declares has changed: so it must declare all that it shows."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from itertools import chain

from scripts.data.decode import Text
from scripts.data.library import Library
from scripts.pages.page import Page
from scripts.pages.renderer import Renderer

NAMED = re.compile(r"§([a-z-]+/[a-z0-9-]+)§|guides/([a-z-]+/[a-z0-9-]+)/")


def test_a_page_declares_every_procedure_that_it_names_or_leads_to(
    library: Library, renderer: Callable[..., Renderer]
) -> None:
    """Each procedure is called by its own id here, and found again wherever its words stand."""
    marked = tuple(
        dataclasses.replace(each, name=Text(f"§{each.id}§"), summary=Text(f"§{each.id}§"))
        for each in library.procedures
    )
    made = renderer(dataclasses.replace(library, procedures=marked), "zh-Hans")
    declared = 0
    some = (each for region in ("guannan", "zhangjiagang") for each in made.view.library.of_region(region))
    for page in chain(made.first(), made.ways(), map(made.procedure, some), made.last(), made.embeds()):
        if page.reads is None:  # of all
            continue
        declared += 1
        shown = {id for found in NAMED.findall(f"{page.title}{page.description}{page.body}") for id in found if id}
        assert shown <= set(map(str, page.reads)), page.path
    assert declared > 300


def test_a_page_that_says_what_it_shows_of_procedures_shows_nothing_else_of_them(
    library: Library, renderer: Callable[..., Renderer]
) -> None:
    def told(**changes: object) -> dict[str, Page]:
        changed = tuple(dataclasses.replace(each, **changes) for each in library.procedures)
        made = renderer(dataclasses.replace(library, procedures=changed), "zh-Hans")
        return {page.path: page for page in made.ways() if page.shows is not None}

    before, after = told(), told(summary=Text("别的话"), notes=(), steps=(), time_limits=())
    assert {"a-z/", "a-z/z/"} & before.keys()
    assert [path for path in before if before[path].shows != after[path].shows] == []
    assert [path for path in before if before[path].body != after[path].body] == []
    renamed = told(name=Text("别的名称"))
    assert [path for path in before if path in renamed and before[path].shows == renamed[path].shows] == []

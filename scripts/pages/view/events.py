"""A life event 一件事 as one thing to do: its matters of today as data for :mod:`calc.show.together`, and the same as lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from calc.engine.plans import DateAsked
from calc.show.together import asked, together
from calc.show.together_html import dates_html, papers_html, together_html
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.plan_data import plan_data
from scripts.data.regions import BUILT_ON
from scripts.pages.view.content import Content
from scripts.pages.view.facts import Facts


@dataclass(frozen=True)
class Events:
    """Life events. What is said of no day is the same on every day, so that it can stand in the page."""

    content: Content
    facts: Facts

    def data(self, name: str, procedures: Sequence[model.Procedure]) -> dict[str, Any]:
        """What the one list in the browser is worked out from."""
        return {"name": name, "matters": [self._matter(procedure) for procedure in procedures]}

    def _matter(self, procedure: model.Procedure) -> dict[str, Any]:
        known = self.content.library.materials
        made = plan_data(procedure, known)
        for paper, material in zip(made["materials"], procedure.materials, strict=True):
            paper["form"] = material.form
            entry = known.get(material.material) if material.material else None
            if entry is None or entry.changed:
                continue
            after = entry.obtained_by
            named = after and after != procedure.id and self.content.library.knows(after)
            paper |= {
                "same": material.material,
                "common": entry.name,
                "about": entry.now,
                "after": self.content.procedure(after).name if after and named else "",
            }
        where = [self.facts.place(channel) for channel in procedure.channels]
        call = [self.facts.telephone(contact) for contact in self.content.library.consult_of(procedure)]
        return {"id": procedure.id, **made, "where": [*dict.fromkeys(where)], "call": [*dict.fromkeys(call)]}

    def wanting(self, material: Key, but: model.Procedure) -> list[model.Procedure]:
        """The other procedures of today, national and of the same region, whose lists name the same paper."""
        library = self.content.library
        near = (
            p for p in (*library.others, *library.procedures) if p.region in (BUILT_ON, but.region) and p.id != but.id
        )
        now, _old = self.content.split(near)
        return [p for p in now if any(paper.material == material for paper in p.materials)]

    @staticmethod
    def asked(event: dict[str, Any]) -> list[DateAsked]:
        """The days that may be filled in."""
        return asked(event)

    @staticmethod
    def alone(event: dict[str, Any], procedure: model.Procedure) -> Markup:
        """One matter's own list, for readers without a program."""
        made = together(event, [procedure.id], {}, {})
        html = dates_html(made["dates"], names=False) + papers_html(made["papers"], several=False, ticks=False)
        return Markup(html)  # escaped by calc  # noqa: S704

    @staticmethod
    def first(event: dict[str, Any], base: str) -> Markup:
        """The list of what is picked before anybody has picked: the first matter."""
        made = together(event, [event["matters"][0]["id"]], {}, {})
        return Markup(together_html(made, base))  # escaped by calc  # noqa: S704

"""Which calculators 计算器 and rosters 花名册 stand on which page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import calc
from calc.engine.results import Confidence
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.regions import BUILT_ON
from scripts.pages.page import Age
from scripts.pages.view.content import Content

Calculator = Mapping[str, Any]


@dataclass(frozen=True)
class CalculatorPages:
    """Calculators and rosters in one script."""

    content: Content

    @cached_property
    def _described(self) -> dict[str, Calculator]:
        return {calculator["slug"]: calculator for calculator in self.content.calculators}

    def asked_most(self) -> list[Calculator]:
        """The calculators that stand on the home page, without those of regions that this site leaves out."""
        return self._known(self.content.library.home.calculators)

    def of(self, procedures: Iterable[model.Procedure]) -> list[Calculator]:
        """The calculators of today's rules that procedures name, each once, in the order of the procedures."""
        named = dict.fromkeys(slug for procedure in procedures for slug in procedure.calculators)
        return self._known(slug for slug in named if self._current(slug))

    def _known(self, slugs: Iterable[str]) -> list[Calculator]:
        return [self._described[slug] for slug in slugs if slug in self._described]

    def now(self) -> list[Calculator]:
        """The calculators of today's rules, which hold everywhere; those that are asked most first."""
        slugs = dict.fromkeys((*self.content.library.home.calculators, *self._described))
        return self._known(slug for slug in slugs if _everywhere(slug))

    def old(self) -> list[tuple[str, list[Calculator]]]:
        """The calculators made after the old guides of regions, under the names of these."""
        groups: dict[str, list[Calculator]] = {id: [] for id in self.content.library.regions}
        for calculator in self.content.calculators:
            region = _region(calculator["slug"])
            if region in groups and not _everywhere(calculator["slug"]):
                groups[region].append(calculator)
        return [(str(self.content.library.regions[Key(id)].name), found) for id, found in groups.items() if found]

    def age(self, calculator: Calculator) -> Age:
        """How old the rules of a calculator or a roster are: those of the procedures it leads to, else of its region.

        Of several the newest is said.
        """
        slug = calculator["slug"]
        if self._current(slug):
            return Age("current", self.content.words["year"]["current"])
        newest = self._newest(slug, calculator)
        if newest is None:
            return Age("undated", self.content.words["year"]["undated"])
        return Age(self.content.status(newest).kind, self.content.year(newest))

    def said(self, calculator: Calculator) -> str:
        """What a list says of a calculator or a roster: of one whose matter is over, what to do instead."""
        slug = calculator["slug"]
        newest = None if self._current(slug) else self._newest(slug, calculator)
        over = newest is not None and self.content.status(newest).kind == "abolished"
        return self.content.said(newest) if newest and over else str(calculator["summary"])

    def _newest(self, slug: str, calculator: Calculator) -> model.Procedure | None:
        """The newest of the procedures on which a region's calculator rests."""
        library = self.content.library
        procedures = {*calculator.get("procedures", ()), *calculator.get("next_steps", ())}
        own = [p for p in library.procedures if p.id in procedures and p.region == _region(slug)]
        ordered = library.today_first(own or library.of_region(_region(slug)))
        return ordered[0] if ordered else None

    def governing(self, calculator: Calculator) -> list[model.Procedure]:
        """What applies now in place of the old guides on which a region's calculator or roster rests."""
        if _everywhere(calculator["slug"]):
            return []
        library = self.content.library
        procedures = {*calculator.get("procedures", ()), *calculator.get("next_steps", ())}
        found = (id for p in library.procedures if p.id in procedures for id in p.governed_by)
        return [library.procedure(id) for id in dict.fromkeys(found)]

    @cached_property
    def _by_law(self) -> frozenset[str]:
        """The calculators whose worked example rests on law alone, wherever they are from."""
        return frozenset(slug for slug in self._described if calc.example(slug)["confidence"] == Confidence.LAW.value)

    def _current(self, slug: str) -> bool:
        return _everywhere(slug) or slug in self._by_law

    def rosters_of(self, procedure: model.Procedure) -> list[Calculator]:
        """The rosters that help with a procedure."""
        return [roster for roster in self.content.rosters if procedure.id in roster["procedures"]]


def _region(slug: str) -> str:
    return slug.partition("/")[0]


def _everywhere(slug: str) -> bool:
    return _region(slug) == BUILT_ON

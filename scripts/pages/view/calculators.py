"""Which calculators 计算器 and rosters 花名册 stand on which page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

import calc
from calc.engine.age import Standing, standing
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.regions import BUILT_ON
from scripts.pages.page import Age
from scripts.pages.view.content import Content

Calculator = Mapping[str, Any]
NOW = date.max
"""Pages are made to be read on any later day: by then the time of every old guide is over."""


@dataclass(frozen=True)
class CalculatorPages:
    """Calculators and rosters."""

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
        return self._current(named)

    def _known(self, slugs: Iterable[str]) -> list[Calculator]:
        return [self._described[slug] for slug in slugs if slug in self._described]

    def topics(self) -> list[tuple[str, list[Calculator]]]:
        """The calculators of today's rules by topic; under no name at the end those that no topic lists."""
        home = self.content.library.home
        named = [(str(topic.name), self._current(topic.calculators)) for topic in home.topics]
        rest = [slug for slug in self._described if slug not in home.in_topics()]
        return [(name, found) for name, found in (*named, ("", self._current(rest))) if found]

    def old(self) -> list[tuple[str, list[Calculator]]]:
        """The calculators made after the old guides of regions, under the names of these."""
        groups: dict[str, list[Calculator]] = {id: [] for id in self.content.library.regions}
        for calculator in self.content.calculators:
            region = _region(calculator["slug"])
            if region in groups and self._standing[calculator["slug"]]:
                groups[region].append(calculator)
        return [(str(self.content.library.regions[Key(id)].name), found) for id, found in groups.items() if found]

    def _current(self, slugs: Iterable[str]) -> list[Calculator]:
        return [calculator for calculator in self._known(slugs) if self._standing[calculator["slug"]] is None]

    def names(self, calculator: Calculator) -> Sequence[str]:
        """What people call it besides its title."""
        return self._called.get(calculator["slug"], ())

    @cached_property
    def _called(self) -> dict[str, tuple[str, ...]]:
        return {each.calculator: tuple(map(str, each.names)) for each in self.content.library.synonyms.calculators}

    def age(self, calculator: Calculator) -> Age:
        """How old the rules of a calculator or a roster are: what its results say, as short as can be."""
        stands = self._standing[calculator["slug"]]
        words = self.content.words["year"]
        if stands is None:
            return Age("current", words["current"])
        return Age(stands.kind, words[stands.kind].format(year=stands.year))

    def said(self, calculator: Calculator) -> str:
        """What a list says of a calculator or a roster: of one whose matter is over, what to do instead."""
        stands = self._standing[calculator["slug"]]
        if stands is None or not stands.stopped:
            return str(calculator["summary"])
        return self.content.words["status"]["instead"] + str(stands.old[0]["instead"])

    def governing(self, calculator: Calculator) -> list[model.Procedure]:
        """What applies now in place of the old guides on which a region's calculator or roster rests."""
        stands = self._standing[calculator["slug"]]
        return [self._here[slug] for slug in stands.governed_by if slug in self._here] if stands else []

    @cached_property
    def _here(self) -> dict[str, model.Procedure]:
        return {procedure.id: procedure for procedure in self.content.library.procedures}

    @cached_property
    def _standing(self) -> dict[str, Standing | None]:
        """How old each calculator and roster is, as :mod:`calc.engine.age` has it; what holds everywhere is not."""
        regional = {slug: _standing_of(slug) for slug in self._described if not _everywhere(slug)}
        for roster in self.content.rosters:
            if not _everywhere(roster["slug"]):
                regional[roster["slug"]] = standing(roster["procedures"], NOW)
        return dict.fromkeys([each["slug"] for each in (*self.content.calculators, *self.content.rosters)]) | regional

    def rosters_of(self, procedure: model.Procedure) -> list[Calculator]:
        """The rosters that help with a procedure."""
        return [roster for roster in self.content.rosters if procedure.id in roster["procedures"]]


@cache
def _standing_of(slug: str) -> Standing | None:
    """The same in both scripts; its worked example is worked out for it."""
    return calc.find(slug).standing(NOW)


def _region(slug: str) -> str:
    return slug.partition("/")[0]


def _everywhere(slug: str) -> bool:
    return _region(slug) == BUILT_ON

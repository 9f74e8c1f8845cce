"""Turns model values into the words a page shows. Templates decide where they stand, docs/words.yml how they read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from scripts.pages.view.calculators import CalculatorPages
from scripts.pages.view.content import Content
from scripts.pages.view.events import Events
from scripts.pages.view.facts import Facts
from scripts.pages.view.notice import Notice
from scripts.pages.view.regions import RegionPages
from scripts.pages.view.tasks import Tasks


@dataclass(frozen=True)
class View(Content):
    """What templates call ``v``: the content, and beside it what each kind of page needs of its own."""

    @cached_property
    def facts(self) -> Facts:
        return Facts(self)

    @cached_property
    def events(self) -> Events:
        return Events(self, self.facts)

    @cached_property
    def notice(self) -> Notice:
        return Notice(self, self.facts)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self)

    @cached_property
    def region_pages(self) -> RegionPages:
        return RegionPages(self)

    @cached_property
    def calculator_pages(self) -> CalculatorPages:
        return CalculatorPages(self)

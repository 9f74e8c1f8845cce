"""Which calculators 计算器 and rosters 花名册 stand on which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.data import model
from scripts.pages.view.content import Content


@dataclass(frozen=True)
class CalculatorPages:
    """Calculators and rosters in one script."""

    content: Content

    def asked_most(self) -> list[Mapping[str, Any]]:
        """The calculators that stand on the home page, without those of regions that this site leaves out."""
        described = {calculator["slug"]: calculator for calculator in self.content.calculators}
        return [described[slug] for slug in self.content.library.home.calculators if slug in described]

    def by_region(self) -> list[tuple[str | None, list[Mapping[str, Any]]]]:
        """Calculators under the names of their regions; national ones under None where that is no region of the library."""
        names = {"national": None} | {str(key): str(each.name) for key, each in self.content.library.regions.items()}
        groups: dict[str | None, list[Mapping[str, Any]]] = {None: []}
        for calculator in self.content.calculators:
            region = calculator["slug"].split("/")[0]
            if region in names:
                groups.setdefault(names[region], []).append(calculator)
        return [(name, members) for name, members in groups.items() if members]

    def rosters_of(self, procedure: model.Procedure) -> list[Mapping[str, Any]]:
        """The rosters that help with a procedure."""
        return [roster for roster in self.content.rosters if procedure.id in roster["procedures"]]

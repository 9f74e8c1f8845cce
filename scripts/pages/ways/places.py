"""How pages lead to regions 地区: by name while there are few, by province where there are too many for one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from scripts import sizes
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.library import Library
from scripts.data.registers import Named

ENTRY = 4  # lines of a procedure in a list: its name, how old it is, what it is about, what it wants


@dataclass(frozen=True)
class Places:
    """The regions of a library."""

    library: Library
    many: bool  # whether there are more than a page names

    @cached_property
    def provinces(self) -> list[tuple[Named, list[Key]]]:
        """The provinces that have regions, in the order of the vocabulary, with these."""
        found: dict[Key, list[Key]] = {}
        for region in self.library.regions:
            if province := self.library.province_of(region):
                found.setdefault(province.slug, []).append(region)
        known = self.library.vocabulary.provinces
        return [(province, found[province.slug]) for province in known if province.slug in found]

    def crowded(self, procedures: Sequence[model.Procedure]) -> bool:
        """Whether a list of procedures by region is too long for one page."""
        return len(procedures) * ENTRY > sizes.LINES or len({each.region for each in procedures}) > sizes.PLACES

    def beyond(self, regions: Iterable[Key]) -> list[Key]:
        """Those of some regions that lie in no province: pages always name them."""
        return [region for region in regions if self.library.province_of(region) is None]

    def within(self, regions: Iterable[Key]) -> list[tuple[Named, list[Key]]]:
        """The provinces of some regions, each with those of them that lie in it."""
        wanted = {*regions}
        shared = ((province, [each for each in members if each in wanted]) for province, members in self.provinces)
        return [(province, members) for province, members in shared if members]

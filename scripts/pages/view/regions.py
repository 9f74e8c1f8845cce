"""The page of a region 地区: its procedures under their groups, and which counter serves what."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.data import model
from scripts.data.decode import Key
from scripts.pages.view.content import Content


@dataclass(frozen=True)
class RegionPages:
    """Regions."""

    content: Content

    def groups(self, region_id: str) -> list[tuple[str | None, list[model.Procedure]]]:
        """A region's procedures under its groups, in the region's order; in each what applies now first; those without last."""
        region = self.content.library.regions[Key(region_id)]
        procedures = self.content.library.today_first(self.content.library.of_region(region_id))
        groups = [(group, [p for p in procedures if p.group == group]) for group in (*region.groups, None)]
        return [(group, members) for group, members in groups if members]

    def split(self) -> tuple[list[Key], list[Key]]:
        """The regions whose pages say what applies now, and those that are old guides."""
        now = [id for id in self.content.library.regions if self.content.split(self.content.library.of_region(id))[0]]
        return now, [id for id in self.content.library.regions if id not in now]

    def years(self, region_id: str) -> list[tuple[str, str]]:
        """How old a region's content is: each kind of status that it has, with its words."""
        ordered = self.content.library.today_first(self.content.library.of_region(region_id))
        return list(dict.fromkeys((self.content.status(p).kind, self.content.year(p)) for p in ordered))

    def counters(self, region_id: str) -> list[tuple[str, list[model.Procedure]]]:
        """Which counter serves what: the counters of a region's channels, those with the most procedures first."""
        found: dict[str, list[model.Procedure]] = {}
        for procedure in self.content.library.of_region(region_id):
            for counter in dict.fromkeys(channel.counter for channel in procedure.channels if channel.counter):
                found.setdefault(counter, []).append(procedure)
        return sorted(found.items(), key=lambda item: -len(item[1]))

"""The content of a site in one script, and what pages of every kind say of it: whose it is, how old, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.data import model
from scripts.data.library import GlossaryTerm, Library, Region
from scripts.pages.words import Words
from scripts.traditional.localise import Convert


@dataclass(frozen=True)
class Content:
    """The library in one script, with that script's words, and the calculators and rosters as calc describes them."""

    library: Library
    words: Words
    convert: Convert
    calculators: Sequence[Mapping[str, Any]]
    rosters: Sequence[Mapping[str, Any]] = ()

    def region(self, procedure: model.Procedure) -> Region:
        return self.library.regions[procedure.region]

    def procedure(self, id: str) -> model.Procedure:
        return self.library.procedure(id)

    def procedures(self, ids: Iterable[str]) -> list[model.Procedure]:
        return [self.procedure(id) for id in ids]

    def by_region(self, procedures: Iterable[model.Procedure]) -> list[tuple[str, list[model.Procedure]]]:
        """Procedures under the ids of their regions, in the order of the regions."""
        groups: dict[str, list[model.Procedure]] = {}
        for procedure in procedures:
            groups.setdefault(procedure.region, []).append(procedure)
        return [(region, groups[region]) for region in self.library.regions if region in groups]

    def calculator(self, slug: str) -> Mapping[str, Any]:
        return next(calculator for calculator in self.calculators if calculator["slug"] == slug)

    def cite(self, citation: model.Citation) -> str:
        """A source for readers: title and place, never a file; of a law, its name, its number and the articles."""
        if citation.document:
            title = self.library.documents[citation.document].title
            return f"{title}，{citation.place}" if citation.place else title
        assert citation.law is not None  # the data is checked: it is one or the other
        passages = (model.Basis(law=citation.law, article=citation.article), *citation.also)
        return "；".join(f"{self.law(each)}{each.article or ''}" for each in passages)

    def law(self, basis: model.Basis | GlossaryTerm) -> str:
        assert basis.law is not None
        law = self.library.laws[basis.law]
        return " ".join(filter(None, (law.name, law.number)))

    def status(self, procedure: model.Procedure) -> model.Status:
        return self.library.status_of(procedure)

    def status_words(self, procedure: model.Procedure) -> str:
        status = self.status(procedure)
        return self.words["status"][status.kind].format(year=status.year)

    def gap(self, procedure: model.Procedure, element: str) -> str:
        """Why the source says nothing about an element, if that is known."""
        gap = self.library.gap(procedure, element)
        return gap.note or "" if gap else ""

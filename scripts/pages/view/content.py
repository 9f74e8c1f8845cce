"""The content of a site, and what pages of every kind say of it: whose it is, how old, where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calc.engine.units import show
from scripts.data import model
from scripts.data.decode import Key
from scripts.data.library import Library
from scripts.data.registers import GlossaryTerm, Region
from scripts.pages.words import Words

READ = {"原文": "text", "部分": "part", "转引": "second-hand", "未读": "unread"}
"""The names of the words that say how far a law was read."""
PROOF = {"转引": "second-hand", "待核": "to-check"}
"""The names of the words for facts that were not read in the text."""


@dataclass(frozen=True)
class Content:
    """The library, the words of the site, and the calculators and rosters as calc describes them."""

    library: Library
    words: Words
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
        """A source for readers: title and place, never a file; of a law, its name and the articles."""
        if citation.document:
            title = self.library.documents[citation.document].title
            return f"{title}，{citation.place}" if citation.place else title
        assert citation.law is not None  # the data is checked: it is one or the other
        passages = (model.Basis(law=citation.law, article=citation.article), *citation.also)
        return "；".join(f"{self.library.laws[each.law].name}{each.article or ''}" for each in passages)

    def law(self, basis: model.Basis | model.Citation | GlossaryTerm) -> str:
        assert basis.law is not None
        law = self.library.laws[basis.law]
        return " ".join(filter(None, (law.name, law.number)))

    def status(self, procedure: model.Procedure) -> model.Status:
        return self.library.status_of(procedure)

    def status_words(self, procedure: model.Procedure) -> str:
        status = self.status(procedure)
        since = show(status.since) if status.since else ""
        return self.words["status"][self.kind(procedure)].format(year=status.year, day=status.read_on, since=since)

    def kind(self, procedure: model.Procedure) -> str:
        """The name of the words for its status; what an office's own document says now is told from what the law says."""
        kind = self.status(procedure).kind
        return "current-local" if kind == "current" and not self.of_law(procedure) else kind

    def of_law(self, procedure: model.Procedure) -> bool:
        """Whether it says what the law says now, which leaves what it does not say to the local office."""
        return self.status(procedure).kind == "current" and not any(cited.document for cited in procedure.sources)

    def age(self, procedure: model.Procedure) -> str:
        """How old the content is in a word 「2005年的旧资料」, and of what applies now the day on which its law was read."""
        status = self.status(procedure)
        return self.words["age"][self.kind(procedure)].format(year=status.year, day=status.read_on)

    def year(self, procedure: model.Procedure) -> str:
        """How old the content is as short as can be, for a list: 「现在的规定」 or 「2005年」."""
        return self.aged(self.status(procedure))

    def aged(self, status: model.Status) -> str:
        return self.words["year"][status.kind].format(year=status.year)

    def split(self, procedures: Iterable[model.Procedure]) -> tuple[list[model.Procedure], list[model.Procedure]]:
        """What applies now, and what old guides say; both in the order in which readers want them."""
        ordered = self.library.today_first(procedures)
        now = [procedure for procedure in ordered if self.status(procedure).kind == "current"]
        return now, ordered[len(now) :]

    def said(self, procedure: model.Procedure) -> str:
        """What a list says of a procedure: its answer; of one that cannot be done any more, what to do instead."""
        instead = self.status(procedure).instead
        return f"{self.words['status']['instead']}{instead}" if instead else str(procedure.summary)

    def missing(self, procedure: model.Procedure) -> str:
        """What is said where nothing is known: the source is silent; or national law leaves it to the local office."""
        return self.words["procedure"]["left-to-local" if self.of_law(procedure) else "missing"]

    def answer_proof(self, procedure: model.Procedure) -> str:
        """What is said of an answer in short of which a part was not read in the text; empty if all of it was."""
        name = PROOF.get(procedure.summary_checked)
        return self.words["answers"][name] if name else ""

    def proof(self, source: model.Citation) -> str:
        """What is said of a fact that nobody read in the text itself; empty if somebody did."""
        return self.words["procedure"][PROOF[source.checked]] if source.checked in PROOF else ""

    def dates(self, fact: model.Fact) -> str:
        """From when, or until when, a fact holds; empty if it holds as long as the rest."""
        w = self.words["procedure"]
        return "，".join(
            w[name].format(day=show(day)) for name, day in (("starts", fact.starts), ("ends", fact.ends)) if day
        )

    def read(self, law: Key) -> str:
        """Whether a law's text was read, and when; empty if nobody has said."""
        known = self.library.laws[law]
        words = self.words["read"][READ[known.read]].format(day=known.read_on) if known.read else ""
        return " ".join(filter(None, (known.edition, words, known.note)))

    def gap(self, procedure: model.Procedure, element: str) -> str:
        """Why the source says nothing about an element, if that is known."""
        gap = self.library.gap(procedure, element)
        return gap.note or "" if gap else ""

"""Everything under guides/ in one: the procedures and the registers beside them (regions, sources, laws, words)."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from scripts.data.decode import Key
from scripts.data.model import Contact, Fact, Gap, Procedure, Review, Status
from scripts.data.registers import (
    Change,
    CommonRule,
    Comparison,
    Document,
    GlossaryTerm,
    Home,
    KnownMaterial,
    Law,
    LifeEvent,
    Named,
    Region,
    Synonyms,
    Vocabulary,
    in_regions,
    region_of,
)
from scripts.data.values import register
from scripts.data.walk import everything

AGES = ("current", "undated", "historical", "abolished")
"""The kinds of status, in the order in which readers want them."""


@dataclass(frozen=True, kw_only=True)
class Library:
    """Everything under guides/, loaded and cross-checked. Registers stand in the order of reading: each may choose from
    those before it, and the cross-checks can go on without those that have a default."""

    vocabulary: Vocabulary = register("vocabulary")
    regions: dict[Key, Region] = register("region", each=True)
    laws: dict[Key, Law] = register("laws")
    materials: dict[Key, KnownMaterial] = register("materials", default_factory=dict)
    life_events: dict[Key, LifeEvent] = register("life_events")
    common_rules: dict[Key, CommonRule] = register("common_rules", default_factory=dict)
    hotlines: dict[Key, Contact] = register("hotlines", default_factory=dict)
    documents: dict[Key, Document] = register("sources", shared=False)
    comparisons: dict[Key, Comparison] = register("comparison", each=True, default_factory=dict)
    glossary: dict[Key, GlossaryTerm] = register("glossary", default_factory=dict)
    home: Home = register("home", default_factory=Home)
    synonyms: Synonyms = register("synonyms", default_factory=Synonyms)
    changes: dict[Key, Change] = register("changes", default_factory=dict)
    procedures: tuple[Procedure, ...]
    others: tuple[Procedure, ...] = ()
    """Procedures that these name, where a library is a part: they can be looked up, and have their pages elsewhere."""

    @cached_property
    def _by_id(self) -> dict[str, Procedure]:
        return {procedure.id: procedure for procedure in (*self.procedures, *self.others)}

    def knows(self, id: str) -> bool:
        return id in self._by_id

    def procedure(self, id: str) -> Procedure:
        return self._by_id[id]

    @cached_property
    def _by_region(self) -> dict[str, tuple[Procedure, ...]]:
        found: dict[str, list[Procedure]] = {}
        for procedure in self.procedures:
            found.setdefault(procedure.region, []).append(procedure)
        return {region: tuple(procedures) for region, procedures in found.items()}

    def of_region(self, region: str) -> tuple[Procedure, ...]:
        return self._by_region.get(region, ())

    def alone(self, region: Key) -> Library:
        """The part for a region's own pages: of what others have, only what its procedures name."""
        held = (*self.procedures, *self.others)
        regions = {region} | {procedure.region for procedure in held}
        cited = {key for procedure in held for register, key in references(procedure) if register == "sources"}
        return dataclasses.replace(
            self,
            regions={id: each for id, each in self.regions.items() if id in regions},
            documents={key: document for key, document in self.documents.items() if key in cited},
            comparisons={},
            home=Home(),
            synonyms=Synonyms(),
        )

    def province_of(self, region: Key) -> Named | None:
        """The province 省、自治区、直辖市 that a region lies in or is; None if the data does not say."""
        place = self.regions[region].within or self.regions[region].name
        return next((province for province in self.vocabulary.provinces if place.startswith(province.name)), None)

    def of_regions(self, wanted: Collection[str]) -> Library:
        """The part of the library that a site of these regions shows; what leads elsewhere is left out.

        Procedures keep what they cite, also a document of another region; what nobody cites any more goes. Those that govern a
        chosen one today come along, whatever was chosen: an old guide is never shown without what applies now.
        """
        governing = {id for procedure in self.procedures if procedure.region in wanted for id in procedure.governed_by}
        shown = {procedure.id for procedure in self.procedures if procedure.region in wanted} | governing
        procedures = self.showing(shown, wanted)
        cited = {reference for procedure in procedures for reference in references(procedure)}
        return dataclasses.replace(self, procedures=procedures).citing(cited, wanted)

    def citing(self, cited: Collection[tuple[str, str]], wanted: Collection[str]) -> Library:
        """The library without what neither its procedures, which name these entries of registers, nor these regions need."""
        shown = self._by_id
        comparisons = {
            key: dataclasses.replace(comparison, procedures=kept)
            for key, comparison in self.comparisons.items()
            if len(kept := tuple(id for id in comparison.procedures if region_of(id) in wanted)) > 1
            and len(kept) == len(comparison.procedures)
        }
        documents = {key: document for key, document in self.documents.items() if ("sources", key) in cited}
        glossary = {
            key: term for key, term in self.glossary.items() if term.source is None or term.source.document in documents
        }
        glossary = {
            key: dataclasses.replace(term, see=tuple(other for other in term.see if other in glossary))
            for key, term in glossary.items()
        }
        common = {key: rule for key, rule in self.common_rules.items() if ("common_rules", key) in cited}
        hotlines = {key: line for key, line in self.hotlines.items() if ("hotlines", key) in cited}
        materials = {key: known for key, known in self.materials.items() if ("materials", key) in cited}
        also = [*common.values(), *hotlines.values(), *materials.values(), *glossary.values(), *documents.values()]
        cited = {*cited, *(reference for value in also for reference in references(value))}
        return dataclasses.replace(
            self,
            regions={
                id: region
                for id, region in self.regions.items()
                if id in {region_of(each) for each in shown} | {*wanted}
            },
            documents=documents,
            laws={key: law for key, law in self.laws.items() if ("laws", key) in cited},
            materials=materials,
            common_rules=common,
            hotlines=hotlines,
            comparisons=comparisons,
            glossary=glossary,
            home=self.home.of_regions(wanted, shown),
            synonyms=dataclasses.replace(
                self.synonyms,
                calculators=tuple(each for each in self.synonyms.calculators if in_regions(each.calculator, wanted)),
            ),
            changes={
                key: dataclasses.replace(change, procedures=kept)
                for key, change in self.changes.items()
                if (kept := tuple(id for id in change.procedures if id in shown)) or not change.procedures
            },
        )

    def showing(self, shown: Collection[str], wanted: Collection[str]) -> tuple[Procedure, ...]:
        """These procedures, without what leads to others or to calculators of regions that are not wanted."""
        return tuple(
            dataclasses.replace(
                procedure,
                related=tuple(each for each in procedure.related if each.procedure in shown),
                calculators=tuple(slug for slug in procedure.calculators if region_of(slug) in wanted),
            )
            for procedure in self.procedures
            if procedure.id in shown
        )

    def vocabularies(self) -> dict[str, list[str]]:
        """The values that each closed list and register offers to the fields that choose from it."""
        offers = [offered(file, getattr(self, register.field)) for file, register in REGISTERS.items()]
        return {name: values for each in offers for name, values in each.items()}

    def status_of(self, procedure: Procedure) -> Status:
        """The procedure's own status, or its first source document's."""
        return procedure.status or self._documents(procedure)[0].status

    def today_first(self, procedures: Iterable[Procedure]) -> list[Procedure]:
        """What applies now, then what is of nobody knows when, then what is of a year, and last what cannot be done."""
        return sorted(procedures, key=lambda procedure: AGES.index(self.status_of(procedure).kind))

    def review_of(self, procedure: Procedure) -> Review:
        return procedure.review or self.regions[procedure.region].review

    def reviews(self) -> Iterator[Review]:
        """When each procedure, and each region, was last checked."""
        yield from (region.review for region in self.regions.values())
        yield from (procedure.review for procedure in self.procedures if procedure.review)

    def consult_of(self, procedure: Procedure) -> tuple[Contact, ...]:
        """The procedure's own contacts, or those its source documents give for all they describe; and the hotlines."""
        own = procedure.consult or tuple(each for document in self._documents(procedure) for each in document.consult)
        return (*own, *(self.hotlines[key] for key in procedure.hotlines if key in self.hotlines))

    def complaint_of(self, procedure: Procedure) -> tuple[Contact, ...]:
        return procedure.complaint or tuple(
            each for document in self._documents(procedure) for each in document.complaint
        )

    def _documents(self, procedure: Procedure) -> list[Document]:
        keys = dict.fromkeys(citation.document for citation in procedure.sources if citation.document)
        return [self.documents[key] for key in keys]

    def governing(self, procedure: Procedure) -> list[Procedure]:
        """What applies today 现行事项 in place of what the procedure says; the first is the nearest."""
        return [self.procedure(id) for id in procedure.governed_by]

    def facts(self, procedure: Procedure, part: str) -> list[Fact]:
        """The facts of a part of the procedure, with the rules in common 共同规定 that are shown there."""
        rules = (rule for rule in map(self.common_rules.get, procedure.common) if rule and rule.part == part)
        return [*getattr(procedure, part), *(Fact(text=rule.text, source=rule.source) for rule in rules)]

    def gap(self, procedure: Procedure, element: str) -> Gap | None:
        """Why an element is missing: the procedure's own word for it, or its documents'."""
        silent = (gap for document in self._documents(procedure) for gap in document.silent_on)
        return next((gap for gap in (*procedure.gaps, *silent) if gap.element == element), None)


CLOSED_LISTS = tuple(field.name for field in dataclasses.fields(Vocabulary))


@dataclass(frozen=True)
class Register:
    """What stands beside the procedures: the field of the library that it fills, and what is written in a file of it."""

    field: str
    kind: Any
    needed: bool
    shared: bool


def _registers() -> Iterator[tuple[str, Register]]:
    kinds = typing.get_type_hints(Library)
    for field in dataclasses.fields(Library):
        if name := field.metadata.get("register"):
            kind = kinds[field.name]
            yield (
                name,
                Register(
                    field=field.name,
                    kind=typing.get_args(kind)[1] if field.metadata["each"] else kind,
                    needed=field.default_factory is dataclasses.MISSING,
                    shared=field.metadata["shared"],
                ),
            )


REGISTERS = dict(_registers())


def offered(name: str, content: Any) -> dict[str, list[str]]:
    """What a register offers to fields with ``one_of``: the names of each closed list; else its keys, under its own name."""
    if isinstance(content, Vocabulary):
        return {each: [entry.name for entry in getattr(content, each)] for each in CLOSED_LISTS}
    return {name: [*content]} if isinstance(content, dict) else {}


def references(value: Any) -> Iterator[tuple[str, str]]:
    """Every entry of a register that a model value names: the register and the key."""
    for each in everything(value):
        for name, named in _choosing(each.__class__):
            part = getattr(each, name)
            for key in part if isinstance(part, tuple) else (part,):
                if key is not None:
                    yield named, str(key)


@cache
def _choosing(kind: Hashable) -> list[tuple[str, str]]:
    """The fields of a class of the model that choose from a register, each with that."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    return [(field.name, register) for field in fields if (register := field.metadata.get("one_of"))]

"""Loads guides/ into the model and cross-checks it; lists every mistake of a run at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from copy import copy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from scripts.data import checks, model
from scripts.data.decode import KEY, At, Decoder, Key, suggest
from scripts.data.library import CLOSED_LISTS, REGISTERS, Library, offered
from scripts.data.regions import BUILT_ON, GUIDES_ROOMS
from scripts.data.registers import Comparison, Document, Region, Vocabulary
from scripts.data.yaml_strict import DataError, Mapping, Place, Problem, read

SHARED = (*(f"{name}.yml" for name, register in REGISTERS.items() if register.shared), "terms.yml")
DRAFT = "draft"
UNDECIDED = re.compile(r"\s*# *(待定.*)")  # a line on which an importer leaves something to a person
OF_REGION = ("region.yml", "sources.yml")
READ_BY_OTHERS = frozenset({"status", "sources", "governed_by", "situations", "materials"})
"""Fields by which other fields and other files are checked: without them, little can be said that would not be wrong."""


def load(
    root: Path, calculators: Iterable[str] = (), regions: Collection[str] | None = None, *, drafts: bool = False
) -> Library:
    """Load ``guides/``. All of it is checked, whatever part is wanted.

    :param calculators: the slugs that may be named.
    :param regions: those whose part of the library is wanted, and whose calculators are known; all if None.
    :param drafts: whether drafts that nobody has reviewed are taken, for a preview; elsewhere each is a mistake.
    :raises DataError: with every mistake found, each with file, line and column, in Chinese.
    """
    return _Loader(root, drafts=drafts).library(frozenset(calculators), regions)


def load_with_places(root: Path, calculators: Iterable[str] = ()) -> tuple[Library, At]:
    """All of ``guides/``, and what tells the file and line of a value in it. Raises what :func:`load` raises."""
    loader = _Loader(root)
    return loader.library(frozenset(calculators), None), loader.decoder.places.of


def load_part(
    root: Path, region: str, registers: str, calculators: Iterable[str] = (), *, drafts: bool = False
) -> Library:
    """What the pages of one region are made of: its procedures, those of others that they name, and the registers.

    Only these are read and checked. What leads the whole site (the home page, comparisons, ways of asking) is left out, and of
    regions and documents all that nobody here names.

    :param registers: tells this state of the registers from any other: they are read once for all regions.
    :param calculators: the slugs that may be named; the others as :func:`load` has them.
    :raises DataError: with every mistake found in these files; :func:`load` finds those of all.
    """
    return _registers(root, drafts, registers).part(region, frozenset(calculators))


def load_registers(
    root: Path,
    state: str,
    parts: Iterable[model.Procedure],
    calculators: Iterable[str],
    regions: Collection[str],
    *,
    drafts: bool = False,
) -> Library:
    """The library of procedures that were loaded and checked part by part, with the registers, which are checked now.

    :param state: of the registers, and the others as :func:`load_part` has them.
    :param regions: those whose calculators are known.
    :raises DataError: with every mistake in the registers, and every file that belongs nowhere.
    """
    return _registers(root, drafts, state).gathered(tuple(parts), frozenset(calculators), regions)


@lru_cache(maxsize=1)
def _registers(root: Path, drafts: bool, _state: str) -> _Loader:
    """A loader that has read the registers. Raises DataError."""
    loader = _Loader(root, drafts=drafts)
    loader.read, loader.others = loader.registers(), {}
    if loader.problems:
        raise DataError(loader.problems)
    return loader


class _Loader:
    read: dict[str, Any]
    """The registers, once they have been read for several parts."""
    others: dict[str, tuple[Any, model.Procedure]]
    """Procedures that several parts name, each with what it was made from."""

    def __init__(self, root: Path, *, drafts: bool = False) -> None:
        self.root = root
        self.drafts = drafts
        self.decoder = Decoder(registers=frozenset(REGISTERS), drafts=drafts)
        self.problems = self.decoder.problems
        self.broken: dict[str, tuple[set[str], Mapping]] = {}  # of files with mistakes: where, and what they hold
        self.regions = sorted(
            path.name
            for path in root.iterdir()
            if path.is_dir() and path.name not in GUIDES_ROOMS and path.name[0] != "."
        )
        self.paths = [
            path
            for region in self.regions
            for path in sorted((root / region).glob("*.yml"))
            if path.name not in OF_REGION
        ]
        self.known = frozenset(f"{path.parent.name}/{path.stem}" for path in self.paths)

    def library(self, calculators: Collection[str], wanted: Collection[str] | None) -> Library:
        self.check_files()
        registers = self.registers()
        order = {region: number for number, region in enumerate(registers["regions"])}
        documents = registers["documents"]
        procedures = [
            each
            for each in self.procedures(self.paths)
            if each.region in order and all(cited.document in documents for cited in each.sources if cited.document)
        ]
        procedures.sort(key=lambda procedure: (order[procedure.region], procedure.order))
        library = Library(procedures=tuple(procedures), **registers)
        return self.checked(library, calculators, wanted)

    def part(self, region: str, calculators: Collection[str]) -> Library:
        """See :func:`load_part`. The registers have been read; what is read now is not remembered with them."""
        part = copy(self)
        part.decoder = replace(self.decoder, problems=[], places=self.decoder.places.copy())
        part.problems = part.decoder.problems
        own = {each.id: each for each in part.procedures(path for path in self.paths if path.parent.name == region)}
        if part.problems:
            raise DataError(part.problems)
        others: dict[str, model.Procedure] = {}
        named = {id for procedure in own.values() for id in (*procedure.governed_by, *_related(procedure))}
        papers = (self.read["materials"].get(paper) for procedure in own.values() for paper in _papers(procedure))
        if any(paper and not paper.changed for paper in papers):
            named |= {id for id in self.known if id.startswith(f"{BUILT_ON}/")}  # they may ask for the same papers
        while named := (named & self.known) - own.keys() - others.keys():
            found = [self.other(id) for id in sorted(named)]
            others |= {procedure.id: procedure for procedure in found}
            named = {id for procedure in found for id in procedure.governed_by}
        regions = self.read["regions"]
        whole = Library(
            procedures=_sorted(own.values(), regions), others=_sorted(others.values(), regions), **self.read
        )
        return part.checked(whole.alone(Key(region)), calculators, None)

    def gathered(
        self, procedures: tuple[model.Procedure, ...], calculators: Collection[str], wanted: Collection[str]
    ) -> Library:
        """See :func:`load_registers`."""
        last = copy(self)
        last.decoder = replace(self.decoder, problems=[])
        last.problems = last.decoder.problems
        last.check_files()
        procedures = _sorted(procedures, self.read["regions"])
        last.checked(Library(procedures=(), others=procedures, **self.read), calculators, wanted)
        return Library(procedures=procedures, **self.read)

    def other(self, id: str) -> model.Procedure:
        """A procedure that several parts name: made once from the same text. Raises DataError."""
        node = read(self.root / f"{id}.yml", self.problems, f"{self.root.name}/{id}.yml")
        if id not in self.others or self.others[id][0] is not node:
            made = [*self.procedures([self.root / f"{id}.yml"])]
            if self.problems:
                problems = [*self.problems]
                self.problems.clear()
                raise DataError(problems)
            self.others[id] = (node, made[0])
        return self.others[id][1]

    def checked(self, library: Library, calculators: Collection[str], wanted: Collection[str] | None) -> Library:
        """The part of it that is wanted. Raises DataError with every mistake in and between the files, if there are any."""
        at = self.decoder.places.of
        self.problems.extend(problem for problem in checks.check(library, at, self.known) if self.told(problem))
        if wanted is not None and not self.problems:
            library = library.of_regions(wanted)
        self.problems.extend(checks.check_calculators(library, at, calculators))
        if self.problems:
            raise DataError(self.problems)
        return library

    def told(self, problem: Problem) -> bool:
        """Whether a mistake between fields is one, and none that another mistake in its file makes."""
        name = problem.place.path.removeprefix(f"{self.root.name}/")
        if name not in self.broken:
            return True
        broken, content = self.broken[name]
        within = [name for name, place in content.key_places.items() if place <= problem.place]
        return problem.place != content.place and within[-1] not in broken

    def registers(self) -> dict[str, Any]:
        """What is in each register, by its field, and what may be chosen from it. What could not be read is left out."""
        gathered = {"region": self.region_files, "sources": self.documents, "comparison": self.comparisons}
        found: dict[str, Any] = {}
        for name, register in REGISTERS.items():
            file = f"shared/{name}.yml"
            content = self.file(file, register.kind, partly=name == "laws") if register.shared else gathered[name]()
            if content is not None:
                files = [file] if register.shared else [f"{region}/{name}.yml" for region in self.regions]
                mistaken = sorted({key for each in files for key in self.mistaken(each)})
                if all(map(KEY.fullmatch, mistaken)):  # else it may be one of these that is meant
                    offers = offered(name, content)
                    self.decoder.vocabularies |= {key: [*values, *mistaken] for key, values in offers.items()}
                found[register.field] = content
            elif register.needed:
                found[register.field] = Vocabulary(**dict.fromkeys(CLOSED_LISTS, ())) if name == "vocabulary" else {}
        if not found["life_events"]:
            found.pop("synonyms", None)  # some are of these
        return found

    def mistaken(self, name: str) -> set[str]:
        """The fields or entries of a file that have mistakes, as far as it could be read."""
        return self.broken[name][0] if name in self.broken else set()

    def region_files(self) -> dict[Key, Region]:
        """The regions, in the order they give themselves."""
        found = {Key(id): self.file(f"{id}/region.yml", Region) for id in self.regions}
        made = [(key, region) for key, region in found.items() if region is not None]
        return dict(sorted(made, key=lambda each: each[1].order))

    def documents(self) -> dict[Key, Document] | None:
        """The source documents of all regions; None if a file of them could not be read.

        A procedure may cite another region's, so their ids all differ.
        """
        names = [f"{region}/sources.yml" for region in self.regions]
        registers = [
            self.file(name, dict[Key, Document], partly=True) for name in names if (self.root / name).is_file()
        ]
        documents: dict[Key, Document] = {}
        for own in registers:
            for key in own.keys() & documents.keys() if own else ():
                place = self.decoder.places.of(own[key])
                self.problems.append(Problem(place, f"“{key}”别的地区的 sources.yml 里已经有了，请换一个编号"))
            documents |= own or {}
        return None if None in registers else documents

    def comparisons(self) -> dict[Key, Comparison]:
        """The comparisons of regions, in the order they give themselves."""
        found = {
            Key(path.stem): self.file(f"compare/{path.name}", Comparison)
            for path in sorted((self.root / "compare").glob("*.yml"))
        }
        made = [(key, comparison) for key, comparison in found.items() if comparison is not None]
        return dict(sorted(made, key=lambda each: each[1].order))

    def file(self, name: str, kind: Any, *, partly: bool = False, **given: Any) -> Any:
        """What a file holds; None if it could not be read, or has a mistake. With ``partly``, what has none of it."""
        shown = f"{self.root.name}/{name}"
        path = self.root / name
        if not path.is_file():
            self.problems.append(Problem(Place(shown, 1, 1), "缺少这个文件"))
            return None
        node = read(path, self.problems, shown, partly=True)
        if kind is model.Procedure and isinstance(node, Mapping):
            node = self.unmarked(node)
            self.undecided(path, shown)
        if node is None:
            return None
        broken: set[str] | None = set() if partly else None
        made = self.decoder.decode(node, kind, broken=broken, **given)
        if broken and isinstance(node, Mapping):
            self.broken[name] = (broken, node)
        return made

    def unmarked(self, node: Mapping) -> Mapping:
        """What a file holds without the mark of a draft, which is no field: it says that nobody has reviewed the file yet."""
        if DRAFT not in node.entries:
            return node
        if not self.drafts:
            place = node.key_places[DRAFT]
            self.problems.append(
                Problem(place, "这是还没有核对的草稿，不能发布。核对完删掉这一行；先看看样子，用 make serve")
            )
        return node._replace(entries={name: value for name, value in node.entries.items() if name != DRAFT})

    def undecided(self, path: Path, shown: str) -> None:
        """What a draft left to a person is decided before anything is published."""
        for number, line in enumerate([] if self.drafts else path.read_text(encoding="utf-8").split("\n"), 1):
            if found := UNDECIDED.fullmatch(line):
                place = Place(shown, number, line.index("#") + 1)
                self.problems.append(Problem(place, f"还没有定。定好了就删掉这一行：{found[1]}"))

    def check_files(self) -> None:
        """Nothing in the folder is silently left out."""
        for path in sorted(self.root.rglob("*")):
            shown = path.relative_to(self.root)
            if path.is_dir() or any(part.startswith(".") for part in shown.parts):
                continue
            place = Place(f"{self.root.name}/{shown.as_posix()}", 1, 1)
            if len(shown.parts) != 2 or path.suffix != ".yml":
                self.problems.append(Problem(place, "事项文件要放在 guides/地区/事项.yml，以 .yml 结尾"))
            elif shown.parts[0] == "shared" and path.name not in SHARED:
                self.problems.append(Problem(place, f"不认识这个文件。{suggest(path.name, SHARED)}"))

    def procedures(self, paths: Iterable[Path]) -> Iterator[model.Procedure]:
        for path in paths:
            region, slug = path.parent.name, path.stem
            place = Place(f"{self.root.name}/{region}/{path.name}", 1, 1)
            if not KEY.fullmatch(slug):
                self.problems.append(Problem(place, f"文件名“{slug}”只能用小写英文字母、数字和连字符"))
                continue
            name = f"{region}/{path.name}"
            procedure = self.file(name, model.Procedure, partly=True, region=Key(region), slug=Key(slug))
            if procedure is not None and not self.mistaken(name) & READ_BY_OTHERS:
                yield procedure


def _related(procedure: model.Procedure) -> Iterator[str]:
    return (related.procedure for related in procedure.related)


def _papers(procedure: model.Procedure) -> Iterator[Key]:
    return (material.material for material in procedure.materials if material.material)


def _sorted(procedures: Iterable[model.Procedure], regions: Iterable[str]) -> tuple[model.Procedure, ...]:
    """Region by region, and in each in the order that procedures give themselves."""
    order = {region: number for number, region in enumerate(regions)}
    return tuple(sorted(procedures, key=lambda procedure: (order[procedure.region], procedure.order)))

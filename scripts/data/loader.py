"""Loads guides/ into the model and cross-checks it; lists every mistake of a run at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from scripts.data import checks, model
from scripts.data.decode import KEY, At, Decoder, Key, suggest
from scripts.data.library import REGISTERS, Comparison, Document, Library, Region, offered
from scripts.data.regions import GUIDES_ROOMS
from scripts.data.yaml_strict import DataError, Mapping, Place, Problem, read

SHARED = (*(f"{name}.yml" for name, register in REGISTERS.items() if register.shared), "terms.yml")
DRAFT = "draft"
OF_REGION = ("region.yml", "sources.yml")


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


class _Loader:
    def __init__(self, root: Path, *, drafts: bool = False) -> None:
        self.root = root
        self.drafts = drafts
        self.decoder = Decoder()
        self.problems = self.decoder.problems
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
        registers = dict(self.registers())
        procedures = tuple(self.procedures())
        if any(register.needed and register.field not in registers for register in REGISTERS.values()):
            raise DataError(self.problems)
        order = {region: number for number, region in enumerate(registers["regions"])}
        procedures = tuple(sorted(procedures, key=lambda procedure: (order[procedure.region], procedure.order)))
        library = Library(procedures=procedures, **registers)
        at = self.decoder.places.of
        self.problems.extend(checks.check(library, at, self.known))
        if wanted is not None:
            library = library.of_regions(wanted)
        self.problems.extend(checks.check_calculators(library, at, calculators))
        if self.problems:
            raise DataError(self.problems)
        return library

    def registers(self) -> Iterator[tuple[str, Any]]:
        """The field of each register and what is in it; without those that could not be read."""
        gathered = {"region": self.region_files, "sources": self.documents, "comparison": self.comparisons}
        for name, register in REGISTERS.items():
            content = self.file(f"shared/{name}.yml", register.kind) if register.shared else gathered[name]()
            if content is not None:
                self.decoder.vocabularies |= offered(name, content)
                yield register.field, content

    def region_files(self) -> dict[Key, Region] | None:
        """The regions, in the order they give themselves; None if one could not be read."""
        found: dict[Key, Region] = {Key(id): self.file(f"{id}/region.yml", Region) for id in self.regions}
        return None if None in found.values() else dict(sorted(found.items(), key=lambda each: each[1].order))

    def documents(self) -> dict[Key, Document] | None:
        """The source documents of all regions; None if a file of them could not be read.

        A procedure may cite another region's, so their ids all differ.
        """
        names = [f"{region}/sources.yml" for region in self.regions]
        registers = [self.file(name, dict[Key, Document]) for name in names if (self.root / name).is_file()]
        documents: dict[Key, Document] = {}
        for own in registers:
            for key in own.keys() & documents.keys() if own else ():
                place = self.decoder.places.of(own[key])
                self.problems.append(Problem(place, f"「{key}」别的地区的 sources.yml 里已经有了，请换一个编号"))
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

    def file(self, name: str, kind: Any, **given: Any) -> Any:
        shown = f"{self.root.name}/{name}"
        path = self.root / name
        if not path.is_file():
            self.problems.append(Problem(Place(shown, 1, 1), "缺少这个文件"))
            return None
        node = read(path, self.problems, shown)
        if kind is model.Procedure and isinstance(node, Mapping):
            self.unmark(node)
        return None if node is None else self.decoder.decode(node, kind, **given)

    def unmark(self, node: Mapping) -> None:
        """Take the mark of a draft away, which is no field: it says that nobody has reviewed the file yet."""
        place = node.key_places.get(DRAFT)
        marked = node.entries.pop(DRAFT, None)
        if place and marked and not self.drafts:
            self.problems.append(
                Problem(place, "这是还没有核对的草稿，不能发布。核对完删掉这一行；先看看样子，用 make serve")
            )

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

    def procedures(self) -> Iterator[model.Procedure]:
        for path in self.paths:
            region, slug = path.parent.name, path.stem
            place = Place(f"{self.root.name}/{region}/{path.name}", 1, 1)
            if not KEY.fullmatch(slug):
                self.problems.append(Problem(place, f"文件名「{slug}」只能用小写英文字母、数字和连字符"))
                continue
            procedure = self.file(f"{region}/{path.name}", model.Procedure, region=Key(region), slug=Key(slug))
            if procedure is not None:
                yield procedure

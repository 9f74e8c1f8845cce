"""Which regions 地区 there are, and which of them a site is made of: a folder each in guides/ and calc/, chosen in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from scripts.data.decode import suggest
from scripts.data.yaml_strict import DataError, Mapping, Place, Problem, Scalar, read

GUIDES_ROOMS = frozenset({"shared", "compare"})
BUILT_ON = "national"  # its Python is what other regions' builds on, and goes along with any of them
LAST = 1000  # the place of a region that names none
CALC_ROOMS = frozenset({"engine", "declared", "rosters", "show", "locales", "__pycache__"})


def regions(root: Path) -> tuple[str, ...]:
    """The ids of all regions that have a folder, whatever is in it, in the order they give themselves."""
    found = {*_folders(root / "guides", GUIDES_ROOMS), *_folders(root / "calc", CALC_ROOMS)}
    return tuple(sorted(found, key=lambda region: (_order(root / "guides" / region / "region.yml"), region)))


def chosen(root: Path, wanted: Collection[str] | None) -> tuple[str, ...]:
    """The regions a site is made of: those wanted, all if none are named.

    :raises DataError: with every id that no folder has.
    """
    known = regions(root)
    if not wanted:
        return known
    place = Place("mkdocs.yml", 1, 1)
    problems = [
        Problem(
            place,
            f"extra.regions 里的“{region}”没有文件夹（guides/{region} 或 calc/{region}）。{suggest(region, known)}",
        )
        for region in wanted
        if region not in known
    ]
    if problems:
        raise DataError(problems)
    return tuple(region for region in known if region in wanted)


def _order(path: Path) -> int:
    """What region.yml says of its place; mistakes in the file are the loader's to tell."""
    node = read(path, []) if path.is_file() else None
    order = node.entries.get("order") if isinstance(node, Mapping) else None
    return int(order.text) if isinstance(order, Scalar) and order.text.isdecimal() else LAST


def _folders(root: Path, rooms: Collection[str]) -> Iterable[str]:
    if not root.is_dir():
        return ()
    return (
        path.name for path in root.iterdir() if path.is_dir() and path.name not in rooms and path.name[0] not in "._"
    )

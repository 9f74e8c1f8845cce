"""The files that shards are made from, as one archive that a worker unpacks."""

from __future__ import annotations

import io
import pickle
import platform
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from calc.engine import data as calc_data
from scripts.mkdocs import shards
from scripts.pages import words
from scripts.pages.brand import Brand

ORDER = "order.pickle"
LOCK = "requirements.txt"
MADE_FROM = (
    "guides/**/*",
    "calc/**/*",
    "scripts/**/*",
    "docs/theme/guide/**/*",
    "docs/stylesheets/print.css",
    "docs/words.yml",
    *words.FILLERS,
    LOCK,
)
PINNED = re.compile(r"^([a-z0-9-]+)==", re.M)


@dataclass(frozen=True)
class Order:
    """What is to be made: the site, with paths as they are in the archive, and the versions of what makes it."""

    site: shards.Site
    versions: Mapping[str, str]


class Unlike(Exception):
    """A worker would not make what this machine makes."""


def packed(site: shards.Site) -> bytes:
    """A zip file with an order and all files that it is made from."""
    root = site.root
    paths = {path for pattern in MADE_FROM for path in root.glob(pattern)} | {*site.calc.rglob("*")}
    files = {path.relative_to(root).as_posix(): path for path in paths if "__pycache__" not in path.parts}
    files |= {f"brand/{name}{path.suffix}": path for name, path in _own(site.brand).items()}
    brand = _with(site.brand, lambda name, path: Path(f"brand/{name}{path.suffix}"))
    there = replace(site, root=Path(), calc=site.calc.relative_to(root), brand=brand)
    order = pickle.dumps(Order(there, versions(root)), protocol=5)
    whole = io.BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
        archive.writestr(ORDER, order)
        for name, path in sorted(files.items()):
            if path.is_file():
                archive.write(path, name)
    return whole.getvalue()


def _own(brand: Brand) -> dict[str, Path]:
    """An office's own files, by what they are."""
    return {name: path for name, path in vars(brand).items() if isinstance(path, Path)}


def _with(brand: Brand, place: Callable[[str, Path], Path]) -> Brand:
    """The same with its files in other places."""
    places: dict[str, Any] = {name: place(name, path) for name, path in _own(brand).items()}
    return replace(brand, **places)


def ordered(folder: Path) -> shards.Site:
    """The site that is to be made, in a folder where an archive was unpacked; its hashes are of the files there.

    :raises Unlike: if another version of something would make it.
    """
    order: Order = pickle.loads((folder / ORDER).read_bytes())  # noqa: S301 - who sends it sends the program too
    pairs = ((name, has, order.versions.get(name, has)) for name, has in versions(folder).items())
    if others := [f"{name} {has} in place of {wanted}" for name, has, wanted in pairs if has != wanted]:
        raise Unlike(f"it has {', '.join(others)}: install {LOCK} of the project there")
    told, calc = order.site, folder / order.site.calc
    if calc != folder / "calc":
        calc_data.read_from(str(calc))  # before its hash is asked for
    brand = _with(told.brand, lambda _name, path: folder / path)
    return shards.site(replace(told, root=folder, calc=calc, brand=brand))


def versions(root: Path) -> dict[str, str]:
    """Of Python, without its last number, and of the packages pinned that are here."""
    found = {"Python": ".".join(platform.python_version_tuple()[:2])}
    for name in PINNED.findall((root / LOCK).read_text(encoding="utf-8")):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found

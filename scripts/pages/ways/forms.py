"""The forms of all procedures: "I was told to bring 《参保单位信息登记表》"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.data import model
from scripts.data.library import Library
from scripts.pages.pinyin import slug, syllables

Role = Literal["material", "form", "result"]


@dataclass(frozen=True)
class Use:
    """Where a form comes up: brought along, filled in on the way, or received. ``written`` is how it is named there."""

    procedure: str
    roles: tuple[Role, ...]
    written: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A form of one region; forms of the same name elsewhere are other forms. Words are Simplified."""

    id: str
    name: str
    uses: tuple[Use, ...]


def names(written: str) -> list[str]:
    """The forms a material's name speaks of: what stands in 《》; without them, 「甲表/乙表」 are two."""
    return re.findall(r"《([^》]+)》", written) or re.split(r"(?<=[表书单])/", written)


def forms(library: Library) -> dict[str, list[Form]]:
    """The forms of each region that has any, in the order of their pinyin."""
    return {region: found for region in library.regions if (found := of_region(library, region))}


def of_region(library: Library, region: str) -> list[Form]:
    """The forms of a region, in the order of their pinyin."""
    found: dict[str, dict[str, list[tuple[Role, str]]]] = {}
    for procedure in library.of_region(region):
        for role, written in _mentions(procedure):
            for name in names(written):
                found.setdefault(name, {}).setdefault(procedure.id, []).append((role, written))
    return [
        Form(f"{region}-{slug(name)}", name, tuple(_use(id, mentions) for id, mentions in uses.items()))
        for name, uses in sorted(found.items(), key=lambda pair: syllables(pair[0]))
    ]


def _mentions(procedure: model.Procedure) -> Iterator[tuple[Role, str]]:
    yield from (("material", str(material.name)) for material in procedure.materials if material.form)
    yield from (("form", str(form.name)) for form in procedure.forms)
    yield from (("result", str(result.name)) for result in procedure.results if result.form)


def _use(procedure: str, mentions: list[tuple[Role, str]]) -> Use:
    roles = dict.fromkeys(role for role, _ in mentions)
    if "material" in roles:
        roles.pop("form", None)  # the list of forms repeats what is to be brought
    return Use(procedure, tuple(roles), tuple(dict.fromkeys(written for _, written in mentions)))

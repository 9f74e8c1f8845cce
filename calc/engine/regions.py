"""Which regions 地区 there are: the data says whose rules and numbers it holds, and everything else follows it.

A site may be made of some regions only. What belongs to the others is then not in the data, and nothing may name it.
"""

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from .data import load
from .stored import Parameter


@cache
def declare() -> None:
    """Import the regions' modules, each of which declares calculators and rosters. Raises DataMissing."""
    package = __name__.partition(".")[0]  # calc in a checkout, another name where it is installed
    for module in load()["modules"]:
        import_module(f"{package}.{module}")


def chosen(id: str) -> bool:
    """Whether a slug, `region/name`, belongs to a region that is there. Raises DataMissing."""
    return id.partition("/")[0] in load()["regions"]


def only_chosen(ids: Iterable[str]) -> tuple[str, ...]:
    """The slugs whose regions are there, in their order. Raises DataMissing."""
    return tuple(filter(chosen, ids))


def parameters_of(concept: str) -> dict[str, str]:
    """Place → the parameter that holds its numbers of a concept, such as `contribution-base-limits`. Raises DataMissing."""
    return {place["id"]: id for id, entry in _declaring(concept) for place in entry["places"]}


def places_of(concept: str) -> dict[str, str]:
    """The same places with their names, as options of a choice."""
    return {place["id"]: place["name"] for _id, entry in _declaring(concept) for place in entry["places"]}


def newest(parameter: str) -> str:
    """The first month of a parameter's last known period, as an example's month. Raises KeyError, DataMissing."""
    return str(load()["parameters"][parameter]["values"][-1]["from"])[:7]


def _declaring(concept: str) -> Iterable[tuple[str, Parameter]]:
    found = [(id, entry) for id, entry in load()["parameters"].items() if entry["concept"] == concept]
    return sorted(found, key=lambda each: load()["regions"].index(each[0].partition("/")[0]))

"""Cross-checks of guides/: what the files say of each other. Each mistake comes in Chinese, with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scripts.data.checks import materials, procedures, ways
from scripts.data.decode import At, suggest
from scripts.data.library import Library
from scripts.data.yaml_strict import Problem


def check(library: Library, at: At, known: Collection[str]) -> Iterator[Problem]:
    """Every mistake between the files.

    :param known: the ids of all procedure files, those with mistakes too: one mistake does not make others.
    """
    yield from procedures.check(library, at, known)
    yield from materials.check(library, at, known)
    yield from ways.check(library, at, known)


def check_calculators(library: Library, at: At, calculators: Collection[str]) -> Iterator[Problem]:
    """Every calculator that is named and is not there."""
    named = (
        *(slug for procedure in library.procedures for slug in procedure.calculators),
        *library.home.leads_to(),
        *(called.calculator for called in library.synonyms.calculators),
    )
    for slug in named:
        if slug not in calculators:
            yield Problem(at(slug), f"没有计算器“{slug}”。{suggest(slug, sorted(calculators))}")

"""Cross-checks of guides/: what the files say of each other. Each mistake comes in Chinese, with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scripts.data.checks import procedures, ways
from scripts.data.decode import At
from scripts.data.library import Library
from scripts.data.yaml_strict import Problem


def check(library: Library, at: At, *, known: Collection[str], calculators: Collection[str]) -> Iterator[Problem]:
    """Every mistake between the files.

    :param known: the ids of all procedure files, those with mistakes too: one mistake does not make others.
    :param calculators: the slugs that may be named.
    """
    yield from procedures.check(library, at, known, calculators)
    yield from ways.check(library, at, known, calculators)

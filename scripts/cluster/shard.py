"""``python -m scripts.cluster.shard`` in a folder where an archive was unpacked: makes shards as their regions are told.

A worker talks to it: a region on a line of its input, and once the shard lies in ``made/`` the same line as its answer. A line of
its own for every error is on the error output, and the end of it. It ends with the worker, when no more input can come.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from scripts.cluster.archive import Unlike, ordered
from scripts.data.yaml_strict import DataError, Problem
from scripts.mkdocs.shards import Built, build, shards
from scripts.paths import ROOT


def main(made: Path) -> None:
    """Make shards until the input ends. One with mistakes in its data is their list.

    :raises Unlike: if this machine would make others.
    """
    site = ordered(ROOT)
    every = {shard.region: shard for shard in shards(site)}
    made.mkdir(exist_ok=True)
    for line in sys.stdin:
        region = line.strip()
        result: Built | list[Problem]
        try:
            result = build(every[region])
        except DataError as error:
            result = error.problems
        (made / f"{region}.pickle").write_bytes(pickle.dumps(result, protocol=5))
        print(region, flush=True)


if __name__ == "__main__":
    try:
        main(ROOT / "made")
    except Unlike as error:
        raise SystemExit(str(error)) from None

"""``python -m scripts.cluster SCHEDULER --store STORE``: makes on a cluster what a build of this site lacks. A build follows."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from scripts.data.yaml_strict import DataError
from scripts.mkdocs.hook import options_of
from scripts.mkdocs.site import Builder
from scripts.paths import ROOT


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.cluster", description=__doc__)
    parser.add_argument("scheduler", help="of Dask, for example tcp://10.0.0.5:8786")
    parser.add_argument(
        "--store", default="build/cluster", help="a folder, or s3://bucket/folder, that all workers reach"
    )
    told = parser.parse_args(arguments)
    if not told.scheduler:
        parser.error("which scheduler? make build-distributed SCHEDULER=tcp://10.0.0.5:8786")
    try:
        from scripts.cluster.client import Failed, build_all
    except ModuleNotFoundError as error:
        print(
            f"The Python module {error.name} is missing, which a build on a cluster needs:"
            f" {sys.executable} -m pip install --require-hashes --only-binary :all: -r requirements.txt",
            file=sys.stderr,
        )
        return 1
    try:
        config = load_config(str(ROOT / "mkdocs.yml"))
        builder = Builder(ROOT, Path(config.site_dir), options_of(config), serving=False)
        builder.regions(partial(build_all, told.scheduler, told.store))
    except (DataError, MkDocsException, Failed) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Put a JavaScript module and what it imports into one file: one request instead of a chain of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from scripts.node import node, spelled

BUNDLER = Path(__file__).with_name("bundle.mjs")


class BundlingFailed(RuntimeError):
    """A module that cannot be put into one file; the message is what esbuild says of it."""


def bundle(entry: Path, instead: Mapping[Path, Path] | None = None, **options: object) -> str:
    """A classic script of a module with all it imports; the same input gives the same text.

    ``instead`` takes other files in place of some; ``options`` are esbuild's, as ``minify``. Raises BundlingFailed.
    """
    pairs = json.dumps({spelled(old): spelled(new) for old, new in (instead or {}).items()})
    command = [node(), str(BUNDLER), str(entry), pairs, json.dumps(options)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    if done.returncode:
        raise BundlingFailed(f"{entry.name}: {done.stderr.strip()}")
    return done.stdout

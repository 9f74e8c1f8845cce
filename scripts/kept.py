"""What was made before and is kept 缓存: in `.cache/`, by a hash of all that it was made from. Safe to delete at any time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from scripts.paths import ROOT

CACHE = ROOT / ".cache"
ENOUGH = 8  # of each kind, the last ones: what a change and its undoing, or a choice of regions, come back to
T = TypeVar("T")


def kept(
    kind: str, made_from: Iterable[bytes], make: Callable[[], T], *, enough: int | None = ENOUGH, cache: Path = CACHE
) -> T:
    """What ``make`` gives, a value that JSON can hold; made only if nothing is kept under these bytes.

    :param enough: how many of this kind are kept, the last ones; all if None.
    """
    folder = cache / kind
    file = folder / f"{hash_of(made_from)}.json"
    try:
        value: T = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        value = make()
        put_json(file, value)
        if enough is not None:
            for older in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-enough]:
                older.unlink(missing_ok=True)
    return value


def put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all: other processes read it meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(file)


def put_json(file: Path, value: object) -> None:
    put(file, json.dumps(value, ensure_ascii=False).encode())


def is_kept(kind: str, made_from: Iterable[bytes], *, cache: Path = CACHE) -> bool:
    """Whether :func:`kept` would give a value without making it."""
    return (cache / kind / f"{hash_of(made_from)}.json").is_file()


def hash_of(parts: Iterable[bytes]) -> str:
    """One hash (SHA-256, shortened) of parts in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:32]


def files(root: Path, *patterns: str) -> Iterator[bytes]:
    """Names and contents of the files below a folder, as parts of a hash; without what Python keeps of modules."""
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}, key=str):
        if "__pycache__" not in path.parts and path.is_file():
            yield path.relative_to(root).as_posix().encode()
            yield path.read_bytes()

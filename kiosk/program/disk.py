"""Files that are on the disk when the power goes."""

from __future__ import annotations

import os
from pathlib import Path


def copy_small(source: Path, target: Path, limit: int) -> bool:
    """Copy a file; False when there is none to be read, or it has more than `limit` bytes.

    :raises OSError: the copy cannot be written.
    """
    try:
        with source.open("rb") as file:
            content = file.read(limit + 1)
    except OSError:
        return False
    if len(content) > limit:
        return False
    target.write_bytes(content)
    return True


def sync_tree(folder: Path) -> None:
    """Have everything below a folder on the disk before it gets its final name."""
    for path in (*folder.rglob("*"), folder):
        sync(path)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

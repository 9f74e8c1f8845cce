"""Files that are on the disk when the power goes, and names that are something else than they should be."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO


def copy_small(source: Path, target: Path, limit: int) -> bool:
    """Copy a file; False when there is none to be read, or it has more than `limit` bytes.

    :raises OSError: the copy cannot be written.
    """
    try:
        with open_file(source) as file:
            content = file.read(limit + 1)
    except OSError:
        return False
    if len(content) > limit:
        return False
    target.write_bytes(content)
    return True


def open_file(path: Path) -> BinaryIO:
    """Open a file to read it.

    :raises OSError: there is none, or it is something else: a pipe keeps its reader waiting for ever.
    """
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return path.open("rb")


def remove(path: Path) -> None:
    """Take away whatever has this name: a file, a link, a folder with all that is in it, or nothing.

    What cannot be taken away stays, and who needs the name finds out.
    """
    with suppress(OSError):
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)


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

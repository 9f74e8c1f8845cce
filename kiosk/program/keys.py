"""The keys whose releases a kiosk accepts: the one it came with, and each that the one before it announced.

``public.pem`` came with the machine, and no update changes it. An announcement is a public key, ``keys/<number>.pem``, signed
with the key before it, ``keys/<number>.sig``; every update carries all there have been, so that a kiosk which missed some
catches up without a visit. What was installed once may be signed with any key of the chain; what is installed must be signed
with the last: a key that was replaced is worth nothing from then on.

Signatures are checked by ``openssl``, a well-kept program that every Debian has; there is no Ed25519 in Python's standard
library, and cryptography of our own would be the one part nobody should write.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from kiosk.program.disk import copy_small, open_file, remove, sync
from kiosk.program.refused import Refused

LIMIT = 1 << 10  # bytes of a key or a signature
MOST = 99  # announcements
_NAME = re.compile(r"[1-9][0-9]*\.pem")


class Keys:
    """The keys of one kiosk."""

    def __init__(self, root: Path) -> None:
        self.first = root / "public.pem"
        self.folder = root / "keys"

    def chain(self, *offered: Path) -> list[Path]:
        """The keys, oldest first; `offered`: a folder with more announcements than the machine's own.

        None comes back once it was replaced: an old announcement, played again, changes nothing.
        """
        keys = {_content(self.first): self.first}
        for folder in (self.folder, *offered):
            for key in _announced(folder):
                content = _content(key)
                if content not in keys and _is_signed(key, key.with_suffix(".sig"), [*keys.values()][-1]):
                    keys[content] = key
        return [*keys.values()]

    def signed(self, file: Path, signature: Path) -> bool:
        """Whether a file was signed with a key that is, or once was, accepted."""
        return any(_is_signed(file, signature, key) for key in reversed(self.chain()))

    def check_new(self, file: Path, signature: Path, offered: Path) -> None:
        """:raises Refused: a file is not signed with the last key, or there is nothing to check it with."""
        if not shutil.which("openssl"):
            raise Refused("这台机器没有 openssl，没法核对签名，不安装。")
        if not _content(self.first):
            raise Refused("这台机器没有核对签名用的公钥 public.pem，不安装。")
        *before, last = self.chain(offered)
        if _is_signed(file, signature, last):
            return
        if any(_is_signed(file, signature, key) for key in before):
            raise Refused("更新包是用已经换掉的旧钥匙签的，不安装。")
        raise Refused("更新包的签名不对，可能被改动过，不安装。")

    def copy(self, source: Path, target: Path) -> None:
        """Copy announcements from a stick, to be checked."""
        target.mkdir()
        for number in range(1, MOST + 1):
            for name in (f"{number}.pem", f"{number}.sig"):
                copy_small(source / name, target / name, LIMIT)

    def keep(self, offered: Path) -> None:
        """Take over the announcements of a release that is being installed."""
        new = [key for key in self.chain(offered) if key.parent == offered]
        if not new:
            return
        if not self.folder.is_dir():
            remove(self.folder)
            self.folder.mkdir()
        last = max((int(key.stem) for key in _announced(self.folder)), default=0)
        for number, key in enumerate(new, last + 1):
            for suffix in (".sig", ".pem"):
                kept = self.folder / f"{number}{suffix}"
                kept.write_bytes(key.with_suffix(suffix).read_bytes())
                sync(kept)
        sync(self.folder)
        sync(self.folder.parent)


def _announced(folder: Path) -> list[Path]:
    try:
        keys = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(keys, key=lambda path: int(path.stem))


def _content(key: Path) -> bytes:
    """What stands in the file of a key; of one that cannot be read nothing, which signs nothing."""
    try:
        with open_file(key) as file:
            return file.read(LIMIT)
    except OSError:
        return b""


def _is_signed(file: Path, signature: Path, key: Path) -> bool:
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(key), "-rawin"]
    command += ["-in", str(file), "-sigfile", str(signature)]
    try:
        files = all(path.is_file() for path in (file, signature, key))  # openssl waits for what a pipe will say
        return files and subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:  # no openssl: nothing is signed
        return False

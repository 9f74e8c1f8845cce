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

from kiosk.program.disk import copy_small, sync, sync_tree
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
        keys = [self.first]
        for folder in (self.folder, *offered):
            for key in _announced(folder):
                known = {path.read_bytes() for path in keys}
                if key.read_bytes() not in known and _is_signed(key, key.with_suffix(".sig"), keys[-1]):
                    keys.append(key)
        return keys

    def signed(self, file: Path, signature: Path) -> bool:
        """Whether a file was signed with a key that is, or once was, accepted."""
        return any(_is_signed(file, signature, key) for key in reversed(self.chain()))

    def check_new(self, file: Path, signature: Path, offered: Path) -> None:
        """:raises Refused: a file is not signed with the last key, or there is nothing to check it with."""
        if not shutil.which("openssl"):
            raise Refused("这台机器没有 openssl，没法核对签名，不安装。")
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
        self.folder.mkdir(exist_ok=True)
        last = max((int(key.stem) for key in _announced(self.folder)), default=0)
        for number, key in enumerate(new, last + 1):
            (self.folder / f"{number}.sig").write_bytes(key.with_suffix(".sig").read_bytes())
            (self.folder / f"{number}.pem").write_bytes(key.read_bytes())
        sync_tree(self.folder)
        sync(self.folder.parent)


def _announced(folder: Path) -> list[Path]:
    try:
        keys = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(keys, key=lambda path: int(path.stem))


def _is_signed(file: Path, signature: Path, key: Path) -> bool:
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(key), "-rawin"]
    command += ["-in", str(file), "-sigfile", str(signature)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:  # no openssl: nothing is signed
        return False

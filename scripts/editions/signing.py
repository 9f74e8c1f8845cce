"""Keys that releases for kiosks are signed with, and the announcement of the next one.

    python -m scripts.editions.signing --key .kiosk-key.pem --next .kiosk-key-2.pem

Whoever has a key decides what kiosks show: keys stay off the kiosks and out of the repository. Announcements are public and
belong into it (``kiosk/keys/``): every update carries them all, see :mod:`kiosk.program.keys`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.paths import ROOT

ANNOUNCED = ROOT / "kiosk/keys"


def make_key(key: Path) -> None:
    """Make a key. :raises FileExistsError: there is a file of that name."""
    key.touch(mode=0o600, exist_ok=False)
    _openssl("genpkey", "-algorithm", "ed25519", "-out", str(key))


def public_key(key: Path, out: Path) -> None:
    """Write the half of a key that kiosks check with."""
    _openssl("pkey", "-in", str(key), "-pubout", "-out", str(out))


def sign(key: Path, file: Path, signature: Path) -> None:
    """Sign a file."""
    _openssl("pkeyutl", "-sign", "-inkey", str(key), "-rawin", "-in", str(file), "-out", str(signature))


def announce(key: Path, following: Path, folder: Path) -> int:
    """Announce the key after the present one, and give the announcement's number.

    :raises ValueError: `key` is not the one that counts now, and no kiosk would heed it.
    """
    check_last(key, folder)
    folder.mkdir(exist_ok=True)
    number = max(_numbers(folder), default=1) + 1
    announcement = folder / f"{number}.pem"
    public_key(following, announcement)
    sign(key, announcement, announcement.with_suffix(".sig"))
    return number


def check_last(key: Path, folder: Path) -> None:
    """:raises ValueError: another key was announced after this one, which kiosks no longer accept."""
    if not (numbers := _numbers(folder)):
        return
    with tempfile.TemporaryDirectory() as work:
        public_key(key, Path(work) / "public.pem")
        if (Path(work) / "public.pem").read_bytes() != (folder / f"{max(numbers)}.pem").read_bytes():
            raise ValueError(f"{key} 不是最近公布的那一把钥匙（{folder}/{max(numbers)}.pem），自助终端不会接受。")


def _numbers(folder: Path) -> list[int]:
    return [int(path.stem) for path in folder.glob("*.pem")]


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)  # noqa: S603, S607


def main() -> int:
    """Make the next key and announce it."""
    parser = argparse.ArgumentParser(description="Announce the next key of the releases for kiosks")
    parser.add_argument("--key", type=Path, required=True, help="the key that counts now")
    parser.add_argument("--next", type=Path, required=True, help="the next one; made if it is not there")
    options = parser.parse_args()
    if not options.next.exists():
        make_key(options.next)
    try:
        number = announce(options.key, options.next, ANNOUNCED)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"已公布新钥匙：{ANNOUNCED}/{number}.pem、{number}.sig，请提交到仓库。"
        f"从现在起用 {options.next} 签名（make kiosk KIOSK_KEY={options.next}），旧钥匙不要再用。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Releases of the content on a kiosk 自助终端: install from a USB stick, switch, roll back, check again at every start.

A release is ``manifest.json`` (format, version, the path, size and SHA-256 of every file), its Ed25519 signature
``manifest.sig`` and ``site.tar``. Everything fails closed: without a right signature nothing is unpacked. The signature is
checked by ``openssl``, a well-kept program that every Debian has; there is no Ed25519 in Python's standard library, and
cryptography of our own would be the one part nobody should write.

On the disk::

    public.pem              the key whose releases are accepted; an update cannot change it
    releases/<version>/     manifest.json, manifest.sig, site/
    state.json              which release is shown, and the highest version ever installed
    log.txt                 every attempt

``state.json`` is replaced in one step, after everything else is on the disk. So a power cut leaves the old release or the
new one, never a mixture.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

FORMAT = 1
KEPT = 2  # releases kept besides the one shown
MANIFEST_LIMIT = 16 << 20
CHUNK = 1 << 20
_PATH = re.compile(r"(?!/)(?!.*(?:^|/)\.{1,2}(?:/|$))[^\\\0:]+")  # relative, inside, and the same on every system


class Refused(Exception):
    """A release that is not taken. The message says why, in Chinese, for the person at the kiosk."""


@dataclass(frozen=True)
class Entry:
    """A file of a release."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a release says of itself; read only after its signature was right."""

    version: int
    content: str
    files: dict[str, Entry]

    @classmethod
    def parse(cls, text: bytes) -> Manifest:
        """:raises Refused: the manifest is of another format."""
        try:
            data: Any = json.loads(text)
            if data["format"] != FORMAT:
                raise Refused(f"更新包的格式是 {data['format']}，这台机器只认识 {FORMAT}。请先更新程序。")
            version, content = int(data["version"]), str(data["content"])
            files = {str(file["path"]): Entry(int(file["size"]), str(file["sha256"])) for file in data["files"]}
        except (ValueError, KeyError, TypeError) as error:
            raise Refused(f"更新包的清单读不懂：{error}") from None
        if version < 1 or len(files) != len(data["files"]) or not all(map(_PATH.fullmatch, files)):
            raise Refused("更新包的清单里有重复的或不允许的文件名。")
        return cls(version, content, files)


@dataclass(frozen=True)
class State:
    """Which release is shown (None before the first), and the highest version ever installed."""

    current: int | None = None
    highest: int = 0


@dataclass(frozen=True)
class Found:
    """The site to show after a check; ``damaged``: the version that should be shown, when it is another one."""

    site: Path
    version: int
    damaged: int | None = None


class Store:
    """The releases of one kiosk."""

    def __init__(self, root: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.root = root
        self.releases = root / "releases"
        self.key = root / "public.pem"
        self.now = now

    @property
    def state(self) -> State:
        try:
            data = json.loads((self.root / "state.json").read_text(encoding="utf-8"))
            return State(data["current"], data["highest"])
        except FileNotFoundError:
            return State()

    def log(self, event: str) -> None:
        """Note an attempt. No one's data: kiosk users are not in this file."""
        with (self.root / "log.txt").open("a", encoding="utf-8") as log:
            log.write(f"{self.now():%Y-%m-%dT%H:%M:%SZ} {event}\n")

    def install(self, source: Path, healthy: Callable[[Path], bool]) -> int:
        """Take a release from a folder, show it, and give its version.

        :param healthy: tries the new site out; when it says no, the old release is shown again.
        :raises Refused: the release is not right; what was shown is still shown.
        """
        try:
            version = self._install(source, healthy)
        except Refused as error:
            self.log(f"refused {source}: {error}")
            raise
        self.log(f"installed {version}")
        return version

    def _install(self, source: Path, healthy: Callable[[Path], bool]) -> int:
        before = self.state
        incoming = self.releases / "incoming"
        shutil.rmtree(incoming, ignore_errors=True)
        incoming.mkdir(parents=True)
        for name, limit in (("manifest.json", MANIFEST_LIMIT), ("manifest.sig", 1 << 10)):
            _copy_small(source / name, incoming / name, limit)  # first copy, then check: the stick may change
        manifest = self._signed(incoming)
        if manifest.version <= before.highest:
            raise Refused(f"更新包的版本 {manifest.version} 不比装过的 {before.highest} 新，不安装。")
        try:
            with (source / "site.tar").open("rb") as archive:
                _unpack(archive, manifest, incoming / "site")
        except (OSError, tarfile.TarError, EOFError) as error:
            raise Refused(f"更新包的内容读不出来：{error}") from None
        target = self.releases / str(manifest.version)
        shutil.rmtree(target, ignore_errors=True)  # of an earlier attempt that was cut off
        _sync_tree(incoming)
        incoming.rename(target)
        _sync(self.releases)
        self._write(State(manifest.version, manifest.version))
        if not healthy(target / "site"):
            self._write(State(before.current, manifest.version))
            raise Refused(f"版本 {manifest.version} 装好后打不开，已经换回原来的版本。")
        self._prune()
        return manifest.version

    def rollback(self) -> int:
        """Show the newest right release older than the present one. The one left behind is not accepted again.

        :raises Refused: there is none.
        """
        state = self.state
        for version in self._installed():
            if (state.current is None or version < state.current) and self._is_right(version):
                self._write(State(version, state.highest))
                self.log(f"rolled back from {state.current} to {version}")
                return version
        raise Refused("没有可以换回的旧版本。")

    def find(self) -> Found | None:
        """Check the release that should be shown, file by file, and give it; or else the newest older one that is right."""
        current = self.state.current
        if current is None:
            return None
        if self._is_right(current):
            return Found(self._site(current), current)
        self.log(f"damaged {current}")
        for version in self._installed():
            if version < current and self._is_right(version):
                self.log(f"shows {version} instead")
                return Found(self._site(version), version, current)
        return None

    def _is_right(self, version: int) -> bool:
        """Whether a release is signed, complete, unchanged, and has no file too many."""
        folder = self.releases / str(version)
        try:
            manifest = self._signed(folder)
            site = self._site(version)
            found = {path.relative_to(site).as_posix() for path in _files(site)}
            return (
                manifest.version == version
                and found == set(manifest.files)
                and all(_digest(site / name) == entry for name, entry in manifest.files.items())
            )
        except (Refused, OSError):
            return False

    def _signed(self, folder: Path) -> Manifest:
        """:raises Refused: no signature, a wrong one, or nothing to check it with."""
        manifest, signature = folder / "manifest.json", folder / "manifest.sig"
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(self.key), "-rawin"]
        command += ["-in", str(manifest), "-sigfile", str(signature)]
        try:
            done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        except OSError:
            raise Refused("这台机器没有 openssl，没法核对更新包的签名，不安装。") from None
        if done.returncode != 0:
            raise Refused("更新包的签名不对，可能被改动过，不安装。")
        return Manifest.parse(manifest.read_bytes())

    def _site(self, version: int) -> Path:
        return self.releases / str(version) / "site"

    def _installed(self) -> list[int]:
        """Versions on the disk that were once taken, newest first."""
        highest = self.state.highest
        names = (path.name for path in self.releases.iterdir() if path.name.isdecimal())
        return sorted((version for version in map(int, names) if version <= highest), reverse=True)

    def _prune(self) -> None:
        current = self.state.current
        for version in [version for version in self._installed() if version != current][KEPT:]:
            shutil.rmtree(self.releases / str(version), ignore_errors=True)

    def _write(self, state: State) -> None:
        unfinished = self.root / "state.new"
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump({"current": state.current, "highest": state.highest}, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self.root / "state.json")
        _sync(self.root)


def _copy_small(source: Path, target: Path, limit: int) -> None:
    try:
        with source.open("rb") as file:
            content = file.read(limit + 1)
    except OSError:
        raise Refused(f"更新包里没有 {source.name}，不安装。") from None
    if len(content) > limit:
        raise Refused(f"更新包里的 {source.name} 太大，不安装。")
    target.write_bytes(content)


def _unpack(archive: IO[bytes], manifest: Manifest, out: Path) -> None:
    """Write exactly the files of the manifest; the archive's own say on names, kinds and rights counts for nothing."""
    out.mkdir()
    missing = dict(manifest.files)
    with tarfile.open(fileobj=archive, mode="r|") as members:
        for member in members:
            entry = missing.pop(member.name, None)
            if entry is None or not member.isreg() or member.size != entry.size:
                raise Refused(f"更新包里的 {member.name} 和清单不一致，不安装。")
            content = members.extractfile(member)
            assert content is not None
            target = out / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                shutil.copyfileobj(content, file, CHUNK)
            if _digest(target) != entry:
                raise Refused(f"更新包里的 {member.name} 和清单不一致，不安装。")
    if missing:
        raise Refused(f"更新包里少了 {len(missing)} 个文件，例如 {min(missing)}，不安装。")


def _digest(path: Path) -> Entry:
    if path.is_symlink():
        raise OSError(f"{path} is a link")
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Entry(size, digest.hexdigest())


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def _sync_tree(folder: Path) -> None:
    """Have everything below a folder on the disk before it gets its final name."""
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

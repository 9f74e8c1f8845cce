"""Releases of the content on a kiosk 自助终端: install from a USB stick, switch, roll back, check again at every start.

A release is ``manifest.json`` (format, version, the path, size and SHA-256 of every file), its Ed25519 signature
``manifest.sig`` and ``site.tar``, with the announcements of newer keys in ``keys/``. Everything fails closed: without a right
signature (:mod:`kiosk.program.keys`) nothing is unpacked.

On the disk::

    public.pem, keys/       the keys whose releases are accepted
    releases/<version>/     manifest.json, manifest.sig, site/
    state.json              which release is shown, the highest version ever installed, and what shows that one bit has changed
    log.txt                 every attempt

``state.json`` is replaced in one step, after everything else is on the disk and the new site has been opened once. So a power
cut leaves the old release or the new one, never a mixture and never one that was not tried. Where ``state.json`` is damaged
nothing says which release should be shown: none is, until somebody installs or rolls back. The mark against older releases is
then that of the newest signed manifest on the disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from kiosk.program.disk import copy_small, open_file, remove, sync, sync_tree
from kiosk.program.keys import Keys
from kiosk.program.refused import Refused, in_words, plain

if sys.platform != "win32":
    import fcntl

FORMAT = 1
KEPT = 2  # releases kept besides the one shown
MANIFEST_LIMIT = 16 << 20
SIGNATURE_LIMIT = 1 << 10
STATE_LIMIT = 1 << 10
MEMBER_LIMIT = 8 << 10  # bytes that an archive spends on a file besides its content
CHUNK = 1 << 20
_VERSION = re.compile("[1-9][0-9]*")
_STATE = re.compile(r'\{"current": ([1-9][0-9]*), "highest": ([1-9][0-9]*), "sha256": "[0-9a-f]{64}"\}')
_PATH = re.compile(r"(?!/)(?!.*(?:^|/)\.{1,2}(?:/|$))[^\\\0:]+")  # relative, inside, and the same on every system


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
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise Refused(f"更新包的清单读不懂：{error}") from None
        if version < 1 or len(files) != len(data["files"]) or not all(map(_PATH.fullmatch, files)):
            raise Refused("更新包的清单里有重复的或不允许的文件名。")
        return cls(version, content, files)


@dataclass(frozen=True)
class State:
    """Which release is shown (None: before the first, or nobody knows), and the highest version ever installed."""

    current: int | None = None
    highest: int = 0

    @classmethod
    def parse(cls, text: bytes) -> State:
        """:raises ValueError: it is damaged, be it by one bit of a digit."""
        found = _STATE.fullmatch(text.decode())
        if found and (state := cls(int(found[1]), int(found[2]))).written() == text:
            return state
        raise ValueError("not what was written")

    def written(self) -> bytes:
        """What stands on the disk: the numbers, and what tells whether they are still these."""
        digest = hashlib.sha256(f"{self.current} {self.highest}".encode()).hexdigest()
        return json.dumps({"current": self.current, "highest": self.highest, "sha256": digest}).encode()


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
        self.keys = Keys(root)
        self.now = now

    @property
    def state(self) -> State:
        """What the machine knows. Damaged: as if nothing were shown, with the mark of what is on the disk."""
        try:
            with open_file(self.root / "state.json") as file:
                return State.parse(file.read(STATE_LIMIT))
        except (OSError, ValueError):
            return State(highest=max(filter(self._is_signed, self._versions()), default=0))

    def log(self, event: str) -> None:
        """Note an attempt, on one line whatever names are in it. No one's data: kiosk users are not in this file.

        A log that cannot be written (a full disk) stops nothing.
        """
        line = f"{self.now():%Y-%m-%dT%H:%M:%SZ} {plain(event)}\n"
        try:
            with (self.root / "log.txt").open("a", encoding="utf-8") as log:
                log.write(line)
        except OSError:
            print(line, end="", file=sys.stderr)  # the journal of the machine has it

    def install(self, source: Path, healthy: Callable[[Path], bool]) -> int:
        """Take a release from a folder, show it, and give its version.

        :param healthy: tries the new site out, before it is shown; when it says no, nothing changes.
        :raises Refused: the release is not right, or there is no room; what was shown is still shown, nothing is left behind.
        """
        with self._alone(str(source)):
            version = self._install(source, healthy)
        self.log(f"installed {version}")
        return version

    def _install(self, source: Path, healthy: Callable[[Path], bool]) -> int:
        incoming = self.releases / "incoming"
        remove(incoming)  # of an attempt that was cut off
        try:
            incoming.mkdir(parents=True)
            version = self._take(source, incoming)
            if not healthy(incoming / "site"):
                raise Refused(f"版本 {version} 打不开，不安装。")
            sync_tree(incoming)
            self._show(incoming, version)
        finally:
            remove(incoming)
        self._prune()
        return version

    def _take(self, source: Path, incoming: Path) -> int:
        """Copy a release, checking it on the way, and give its version."""
        for name, limit in (("manifest.json", MANIFEST_LIMIT), ("manifest.sig", SIGNATURE_LIMIT)):
            if not copy_small(source / name, incoming / name, limit):  # first copy, then check: the stick may change
                raise Refused(f"更新包里没有 {name}，或者太大，不安装。")
        self.keys.copy(source / "keys", incoming / "keys")
        self.keys.check_new(incoming / "manifest.json", incoming / "manifest.sig", incoming / "keys")
        manifest = Manifest.parse((incoming / "manifest.json").read_bytes())
        state = self.state
        # The same version again mends what is damaged. One that was left behind by a rollback is not taken again.
        mends = manifest.version == state.highest and (
            state.current is None or (state.current == state.highest and not self._is_right(state.current))
        )
        if manifest.version <= state.highest and not mends:
            raise Refused(f"更新包的版本 {manifest.version} 不比装过的 {state.highest} 新，不安装。")
        try:
            archive = open_file(source / "site.tar")
        except OSError:
            raise Refused("更新包里没有 site.tar，或者打不开，不安装。") from None
        with archive:
            _unpack(archive, manifest, incoming / "site")
        return manifest.version

    def _show(self, incoming: Path, version: int) -> None:
        """Give a release its name and show it: the only step that changes what people see."""
        highest, target = max(version, self.state.highest), self.releases / str(version)
        self.keys.keep(incoming / "keys")
        remove(incoming / "keys")
        remove(target)  # of an attempt that was cut off, or damaged
        incoming.rename(target)
        try:
            sync(self.releases)
            self._write(State(version, highest))
        except OSError:
            remove(target)
            raise

    @contextmanager
    def _alone(self, attempt: str) -> Iterator[None]:
        """One change at a time; an attempt that comes to nothing is noted.

        :raises Refused: another change is not done yet, or whatever the machine cannot do.
        """
        try:
            with in_words(), self._locked():
                yield
        except Refused as error:
            self.log(f"refused {attempt}: {error}")
            raise

    @contextmanager
    def _locked(self) -> Iterator[None]:
        if sys.platform == "win32":
            yield  # opens no folders
            return
        handle = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise Refused("另一次安装或者换回还没有做完，请等它做完。") from None
        try:
            yield
        finally:
            os.close(handle)

    def rollback(self) -> int:
        """Show the newest right release older than the present one. The one left behind is not accepted again.

        :raises Refused: there is none, or the disk takes nothing.
        """
        with self._alone("rollback"):
            state = self.state
            for version in self._installed():
                if (state.current is None or version < state.current) and self._is_right(version):
                    self._write(State(version, state.highest))
                    self.log(f"rolled back from {state.current} to {version}")
                    return version
            raise Refused("没有可以换回的旧版本。")

    def find(self) -> Found | None:
        """Check the release that should be shown, file by file, and give it; or else the newest older one that is right."""
        state = self.state
        current = state.current
        if current is None:
            if state.highest:
                self.log("state.json is damaged")
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
            if not self._is_signed(version):
                return False
            manifest = Manifest.parse((folder / "manifest.json").read_bytes())
            site = self._site(version)
            found = {path.relative_to(site).as_posix() for path in _files(site)}
            return (
                manifest.version == version
                and found == set(manifest.files)
                and all(_digest(site / name) == entry for name, entry in manifest.files.items())
            )
        except (Refused, OSError):
            return False

    def _is_signed(self, version: int) -> bool:
        folder = self.releases / str(version)
        return self.keys.signed(folder / "manifest.json", folder / "manifest.sig")

    def _site(self, version: int) -> Path:
        return self.releases / str(version) / "site"

    def _versions(self) -> list[int]:
        """Versions on the disk, newest first."""
        try:
            names = [path.name for path in self.releases.iterdir()]
        except OSError:  # a fresh machine
            return []
        return sorted((int(name) for name in names if _VERSION.fullmatch(name)), reverse=True)

    def _installed(self) -> list[int]:
        """Versions on the disk that were once taken, newest first."""
        highest = self.state.highest
        return [version for version in self._versions() if version <= highest]

    def _prune(self) -> None:
        current = self.state.current
        for version in [version for version in self._installed() if version != current][KEPT:]:
            shutil.rmtree(self.releases / str(version), ignore_errors=True)

    def _write(self, state: State) -> None:
        unfinished, final = self.root / "state.new", self.root / "state.json"
        remove(unfinished)  # a link would lead what is written elsewhere
        try:
            with unfinished.open("wb") as file:
                file.write(state.written())
                file.flush()
                os.fsync(file.fileno())
            if final.is_dir():
                remove(final)  # damaged so that it cannot be replaced
            unfinished.replace(final)
        finally:
            remove(unfinished)
        with suppress(OSError):  # it counts already; at worst a power cut now brings back the state before
            sync(self.root)


class _Stick:
    """An archive that is read from a stick, which somebody may pull out."""

    def __init__(self, archive: IO[bytes]) -> None:
        self.archive = archive

    def read(self, size: int) -> bytes:
        """:raises Refused: nothing more can be read."""
        try:
            return self.archive.read(size)
        except OSError:
            raise Refused("更新包的内容读不出来，不安装：优盘可能拔掉了，或者坏了。") from None


def _unpack(archive: IO[bytes], manifest: Manifest, out: Path) -> None:
    """Write exactly the files of the manifest; the archive's own say on names, kinds and rights counts for nothing."""
    out.mkdir()
    missing = dict(manifest.files)
    # Extended headers are read into memory whole: none can be longer than the archive.
    if os.fstat(archive.fileno()).st_size > sum(file.size + MEMBER_LIMIT for file in missing.values()) + CHUNK:
        raise Refused("更新包里的 site.tar 太大，不安装。")
    stick: Any = _Stick(archive)
    try:
        with tarfile.open(fileobj=stick, mode="r|") as members:
            for member in members:
                entry = missing.pop(member.name, None)
                if entry is None or not member.isreg() or member.size != entry.size:
                    raise Refused(f"更新包里的 {plain(member.name)} 和清单不一致，不安装。")
                content = members.extractfile(member)
                assert content is not None
                target = out / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as file:
                    shutil.copyfileobj(content, file, CHUNK)
                if _digest(target) != entry:
                    raise Refused(f"更新包里的 {plain(member.name)} 和清单不一致，不安装。")
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise Refused(f"更新包的内容读不出来，不安装：{plain(str(error))}") from None
    if missing:
        raise Refused(f"更新包里少了 {len(missing)} 个文件，例如 {plain(min(missing))}，不安装。")


def _digest(path: Path) -> Entry:
    if path.is_symlink():
        raise OSError(f"{path} is a link")
    digest = hashlib.sha256()
    size = 0
    with open_file(path) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Entry(size, digest.hexdigest())


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())

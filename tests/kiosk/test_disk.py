"""The disk of a kiosk: full, damaged, or cut off from power; afterwards the machine shows the old content or the new, and installs."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.program import releases
from kiosk.program.disk import open_file, remove
from kiosk.program.refused import Refused
from kiosk.program.releases import State, Store
from scripts.editions.signing import announce, make_key
from tests.support import ROOT


def well(site: Path) -> bool:
    return True


def shown(store: Store) -> int | None:
    """The version that is shown, whose content is whole."""
    found = store.find()
    if found is None:
        return None
    assert (found.site / "index.html").read_text(encoding="utf-8") == f"<h1>{found.version}</h1>"
    return found.version


def make(key: Path) -> Path:
    """A new key."""
    make_key(key)
    return key


STATES: dict[str, bytes | Callable[[Path], object] | None] = {
    "missing": None,
    "empty": b"",
    "zeros": b"\0" * 40,
    "half": b'{"current": 2, "hi',
    "no UTF-8": b"\xff\xfe\x00",
    "a list": b"[2, 2]",
    "null": b"null",
    "strings": b'{"current": "2", "highest": "2"}',
    "fractions": b'{"current": 2.0, "highest": 2.0}',
    "yes and no": b'{"current": true, "highest": true}',
    "nothing shown": b'{"current": null, "highest": 2}',
    "below zero": b'{"current": -1, "highest": 2}',
    "shown above the highest": b'{"current": 9, "highest": 2}',
    "only one": b'{"current": 2}',
    "deep": b"[" * 100_000,
    "endless": b"9" * 2_000_000,
    "no numbers": b'{"current": NaN, "highest": Infinity}',
    "numbers within": b'{"current": {"a": [2]}, "highest": [[2]]}',
    "of a machine that was never here": b'{"current": 2, "highest": 92}',
    "what was written, and more": lambda state: state.write_bytes(state.read_bytes() + b"\0"),
    "with a mark of its bytes": lambda state: state.write_bytes(b"\xef\xbb\xbf" + state.read_bytes()),
    "in wide characters": lambda state: state.write_text(state.read_text(), encoding="utf-16"),
    "a folder": lambda state: (state.unlink(), (state / "x").mkdir(parents=True)),
    "a link to a folder": lambda state: (state.unlink(), state.symlink_to(state.parent)),
    "a link to nothing": lambda state: (state.unlink(), state.symlink_to("nothing")),
    "a link to itself": lambda state: (state.unlink(), state.symlink_to(state.name)),
    "a pipe": lambda state: (state.unlink(), os.mkfifo(state)),
    "larger than the disk": lambda state: os.truncate(state, 1 << 40),
}


@pytest.mark.parametrize("way", ["install", "roll back"])
def test_a_damaged_state_shows_nothing_and_the_machine_can_be_mended(
    store: Store, release: Callable[..., Path], way: str
) -> None:
    older, same, newer = (release(version) for version in (1, 2, 3))
    store.install(older, well)
    store.install(same, well)
    state = store.root / "state.json"
    right = state.read_bytes()
    for name, content in STATES.items():
        remove(state)
        if callable(content):
            state.write_bytes(right)
            content(state)
        elif content is not None:
            state.write_bytes(content)
        assert store.find() is None, name
        with pytest.raises(Refused, match="不比装过的 2 新"):
            store.install(older, well)  # the mark against older releases does not go with the state
        assert store.find() is None, name
        if way == "roll back":
            assert (store.rollback(), shown(store)) == (2, 2), name
    if way == "install":
        assert store.install(same, well) == 2, "the release that was shown mends it"
        state.unlink()
        state.mkdir()
        (state / "lost+found").write_text("x")
        assert store.install(newer, well) == 3
        assert (shown(store), store.state.highest) == (3, 3)
    else:
        assert state.read_bytes() == right
    assert "state.json is damaged" in (store.root / "log.txt").read_text(encoding="utf-8")


def test_not_one_bit_of_the_state_changes_unseen() -> None:
    """A digit that became another would show another release, or refuse all that come."""
    state = State(7, 8)
    right = state.written()
    assert State.parse(right) == state
    for bit in range(8 * len(right)):
        changed = bytearray(right)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ValueError):
            State.parse(bytes(changed))


NAMES: dict[str, Callable[[Path], object]] = {
    "a file for what comes in": lambda root: (root / "releases/incoming").write_text("x"),
    "a link for what comes in": lambda root: (root / "releases/incoming").symlink_to(root),
    "a file for the next release": lambda root: (root / "releases/3").write_text("x"),
    "a link for the next release": lambda root: (root / "releases/3").symlink_to("1"),
    "a folder for the next state": lambda root: (root / "state.new").mkdir(),
    "a link for the next state": lambda root: (root / "state.new").symlink_to("public.pem"),
    "a folder for the log": lambda root: (remove(root / "log.txt"), (root / "log.txt").mkdir()),
    "a file for the keys": lambda root: (root / "keys").write_text("x"),
    "a folder for a key": lambda root: (root / "keys/2.pem").mkdir(parents=True),
    "a key that is away": lambda root: ((root / "keys").mkdir(), (root / "keys/2.pem").symlink_to("nothing")),
    "a file for a release": lambda root: (remove(root / "releases/2"), (root / "releases/2").write_text("x")),
    "a pipe for a page": lambda root: (remove(page := root / "releases/2/site/index.html"), os.mkfifo(page)),
    "a ring of links": lambda root: (root / "releases/2/site/ring").symlink_to("."),
    "a name that is no UTF-8": lambda root: (root / "releases/2/site/\udcff").mkdir(),
    "a release that is no UTF-8": lambda root: (root / "releases/\udcff").mkdir(),
}


def test_a_name_that_is_something_else_stops_neither_what_is_shown_nor_an_update(
    store: Store, release: Callable[..., Path], key: Path, tmp_path: Path
) -> None:
    """After a repair of the file system, or a hand that slipped. The update brings a key, too."""
    for version in (1, 2):
        store.install(release(version), well)
    announce(key, new := make(tmp_path / "new.pem"), tmp_path / "announced")
    stick = release(3, new, tmp_path / "announced")
    first = (store.root / "public.pem").read_bytes()
    for number, (name, damage) in enumerate(NAMES.items()):
        machine = Store(shutil.copytree(store.root, tmp_path / "machines" / str(number)))
        damage(machine.root)
        assert shown(machine) in (1, 2), name
        assert machine.install(stick, well) == 3, name
        assert shown(machine) == 3, name
        assert (machine.root / "public.pem").read_bytes() == first, name
        shutil.rmtree(machine.root)


def test_a_stick_pulled_out_is_said_in_words_and_leaves_nothing(
    store: Store, release: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.install(release(1), well)
    stick, read = release(2), open_file
    for blocks in range(3):
        left = blocks

        class Pulled(io.FileIO):
            def read(self, size: int | None = -1, /) -> bytes:
                nonlocal left
                left -= 1
                if left < 0:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                return super().read(512)

        monkeypatch.setattr(releases, "open_file", lambda path: Pulled(path) if path.parent == stick else read(path))
        with pytest.raises(Refused, match="更新包的内容读不出来，不安装：优盘可能拔掉了"):
            store.install(stick, well)
        assert (shown(store), [path.name for path in store.releases.iterdir()]) == (1, ["1"])
    monkeypatch.setattr(releases, "open_file", read)
    assert store.install(stick, well) == 2


def test_what_the_disk_cannot_do_is_said_without_a_foreign_word(tmp_path: Path) -> None:
    store = Store(tmp_path / "not\nthere")
    with pytest.raises(
        Refused, match=rf"^读写出错（没有这个文件：{re.escape(str(tmp_path))}/not\\nthere），没有改动。$"
    ):
        store.rollback()


def test_a_fresh_machine_has_nothing_to_roll_back_to(store: Store) -> None:
    assert store.find() is None
    with pytest.raises(Refused, match="没有可以换回的旧版本"):
        store.rollback()
    assert "refused rollback: 没有可以换回" in (store.root / "log.txt").read_text(encoding="utf-8")


def test_without_its_own_key_a_machine_blames_no_update(store: Store, release: Callable[..., Path]) -> None:
    (store.root / "public.pem").unlink()
    with pytest.raises(Refused, match="没有核对签名用的公钥"):
        store.install(release(1), well)


def test_a_log_that_cannot_be_written_stops_nothing(
    store: Store, release: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (store.root / "log.txt").symlink_to("/dev/full")
    for version in (1, 2):
        store.install(release(version), well)
    (store.releases / "2/site/index.html").write_text("x")
    assert shown(store) == 1
    assert "damaged 2" in capsys.readouterr().err
    assert store.rollback() == 1


def mountable() -> bool:
    """Whether a file system of a few pages can be mounted here, for one process only."""
    command = [*ALONE, "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


ALONE = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
# Leaves ever more pages free, installs, and tells what was said, what is shown and what is left.
FILL = """
import json, os, shutil, subprocess, sys
from pathlib import Path
base, stick, disk = map(Path, sys.argv[1:])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], check=True)
from kiosk.program.refused import Refused
from kiosk.program.releases import Store
for pages in range(200):
    root = disk / "machine"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(base, root)
    space = os.statvfs(disk)
    with (disk / "other").open("wb") as other:
        other.write(bytes((space.f_bavail - pages) * space.f_frsize))
    store, said = Store(root), ""
    try:
        store.install(stick, lambda site: True)
    except Refused as error:
        said = str(error)
    names = sorted(path.name for path in root.rglob("*") if path.name in ("incoming", "state.new", "2"))
    print(json.dumps([said, store.find().version, names]), flush=True)
    (disk / "other").unlink()
    if not said:
        break
"""


def filled(base: Path, stick: Path, work: Path) -> Iterator[tuple[str, int | None, list[str]]]:
    """What is said, shown and left on a real file system that is full, until there is room enough."""
    work.mkdir()
    command = [*ALONE, sys.executable, "-B", "-c", FILL, str(base), str(stick), str(work)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    yield from map(json.loads, done.stdout.splitlines())


def injected(base: Path, stick: Path, work: Path) -> Iterator[tuple[str, int | None, list[str]]]:
    """The same, where every step that takes room fails from the n-th on."""
    for steps in range(200):
        root = work / str(steps)
        shutil.copytree(base, root)
        left, said, store = steps, "", Store(root)

        def full(call: Callable[..., Any], opens: bool = False) -> Callable[..., Any]:
            def take(*arguments: Any, **options: Any) -> Any:
                nonlocal left
                takes = not opens or {"w", "wb", "a"} & {*arguments[1:]}
                left -= bool(takes)
                if takes and left < 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "disk")
                return call(*arguments, **options)

            return take

        with pytest.MonkeyPatch.context() as patch:
            for name in ("mkdir", "fsync", "rename", "replace"):
                patch.setattr(os, name, full(getattr(os, name)))
            patch.setattr(Path, "open", full(Path.open, opens=True))
            try:
                store.install(stick, well)
            except Refused as error:
                said = str(error)
        names = sorted(path.name for path in root.rglob("*") if path.name in ("incoming", "state.new", "2"))
        yield said, shown(store), names
        if not said:
            return


@pytest.mark.parametrize("disk", [injected, *([filled] if mountable() else [])], ids=lambda disk: disk.__name__)
def test_a_full_disk_is_said_in_words_and_changes_nothing(
    store: Store, release: Callable[..., Path], key: Path, tmp_path: Path, disk: Callable[..., Iterator[Any]]
) -> None:
    store.install(release(1), well)
    announce(key, new := make(tmp_path / "new.pem"), tmp_path / "announced")
    *refused, taken = disk(store.root, release(2, new, tmp_path / "announced"), tmp_path / "disk")
    assert len(refused) > 5
    for said, version, left in refused:
        assert (said, version, left) == ("这台机器的磁盘满了，没有改动。", 1, [])
    assert tuple(taken) == ("", 2, ["2"])


class Record:
    """Every state of the disk that a power cut could leave during a change, by what was synced before.

    A name counts as on the disk once its folder was synced after it was given, a file's content once the file was synced. A disk
    may keep more than it must: so each moment gives six pictures, with names as they are or as synced, and contents as they are,
    as synced, or cut in half where they were not.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.handles: list[int] = []  # held open: no number of a file is given twice
        self.seen: set[int] = set()
        self.folders: set[int] = set()
        self.names: dict[int, dict[str, int]] = {}  # of folders, as synced
        self.contents: dict[int, bytes] = {}  # of files, as synced
        self.pictures: dict[tuple[tuple[str, bytes | None], ...], None] = {}
        for path in (root, *root.rglob("*")):  # at rest everything is on the disk
            self.synced(path)

    def synced(self, path: Path) -> None:
        number = self.number(path)
        if path.is_dir():
            self.names[number] = {each.name: self.number(each) for each in path.iterdir()}
        else:
            self.contents[number] = path.read_bytes()

    def number(self, path: Path) -> int:
        number = path.stat().st_ino
        if number not in self.seen:
            self.handles.append(os.open(path, os.O_RDONLY))
            self.seen.add(number)
        return number

    def look(self) -> None:
        """Draw what a power cut at this moment could leave."""
        names, contents = {}, {}
        for path in (self.root, *self.root.rglob("*")):
            number = self.number(path)
            if path.is_dir():
                names[number] = {each.name: self.number(each) for each in path.iterdir()}
            else:
                contents[number] = path.read_bytes()
        self.folders |= names.keys()
        half = {
            number: content if self.contents.get(number) == content else content[: len(content) // 2]
            for number, content in contents.items()
        }
        for known in (names, self.names):
            for kept in (self.contents, self.contents | contents, self.contents | half):
                picture = self.draw(self.root.stat().st_ino, "", known, kept)
                self.pictures[tuple(sorted(picture))] = None

    def draw(
        self, number: int, path: str, names: dict[int, dict[str, int]], contents: dict[int, bytes]
    ) -> Iterator[tuple[str, bytes | None]]:
        if number not in self.folders:
            yield path, contents.get(number, b"")
            return
        yield path, None
        for name, below in names.get(number, {}).items():
            yield from self.draw(below, f"{path}/{name}", names, contents)

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Look before and after everything that changes names or syncs."""
        for name in ("mkdir", "rename", "replace", "unlink", "rmdir", "fsync"):
            patch.setattr(os, name, self.looking(getattr(os, name), name == "fsync"))

    def looking(self, call: Callable[..., Any], syncs: bool) -> Callable[..., Any]:
        def done(*arguments: Any, **options: Any) -> Any:
            self.look()
            result = call(*arguments, **options)
            if syncs:
                self.synced(Path(f"/proc/self/fd/{arguments[0]}").readlink())
            self.look()
            return result

        return done


def test_a_power_cut_at_any_step_leaves_the_old_or_the_new_content(
    store: Store, release: Callable[..., Path], key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while old releases are taken away and a new key is taken over: the fullest of all installations."""
    for version in (1, 2, 3):
        store.install(release(version), well)
    announce(key, following := make(tmp_path / "following.pem"), tmp_path / "announced")
    stick = release(4, following, tmp_path / "announced")

    record = Record(store.root)
    with monkeypatch.context() as patch:
        record.watch(patch)
        store.install(stick, well)
    for handle in record.handles:
        os.close(handle)
    assert {path.name for path in store.releases.iterdir()} == {"2", "3", "4"}

    seen = []
    for number, picture in enumerate(record.pictures):
        root = tmp_path / "after" / str(number)
        for name, content in picture:
            path = root / name.lstrip("/")
            path.mkdir(parents=True) if content is None else path.write_bytes(content)
        after = Store(root)
        found = after.find()
        assert found and found.damaged is None, "what should be shown is whole"
        seen.append(shown(after))
        if seen[-1] == 3:  # the same stick completes what was cut off
            assert after.install(stick, well) == 4
            assert shown(after) == 4
        shutil.rmtree(root)
    assert len(seen) > 40
    assert seen[0] == 3 and {*seen} == {3, 4}

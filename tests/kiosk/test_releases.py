"""Releases on a kiosk: whatever is tampered with is refused, and what is shown was checked."""

from __future__ import annotations

import io
import json
import os
import random
import re
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.program.keys import Keys
from kiosk.program.launcher import MAINTENANCE
from kiosk.program.refused import Refused
from kiosk.program.releases import Store
from scripts.editions.signing import make_key, sign
from scripts.traditional import default_converter


def well(site: Path) -> bool:
    return True


def shown(store: Store) -> str:
    found = store.find()
    assert found is not None
    return (found.site / "index.html").read_text(encoding="utf-8")


def left_behind(store: Store) -> set[str]:
    return {path.name for path in store.releases.iterdir()}


def test_install_update_and_roll_back(store: Store, release: Callable[..., Path]) -> None:
    assert store.find() is None
    assert store.install(release(1), well) == 1
    assert store.install(release(2), well) == 2
    assert shown(store) == "<h1>2</h1>"
    assert store.rollback() == 1
    assert shown(store) == "<h1>1</h1>"
    with pytest.raises(Refused, match="没有可以换回"):
        store.rollback()
    log = (store.root / "log.txt").read_text(encoding="utf-8")
    assert "installed 2" in log and "rolled back from 2 to 1" in log


def test_old_versions_are_not_played_again(store: Store, release: Callable[..., Path]) -> None:
    old, new = release(1), release(2)
    store.install(old, well)
    store.install(new, well)
    for stick in (old, new):
        with pytest.raises(Refused, match="不比装过的 2 新"):
            store.install(stick, well)
    store.rollback()
    with pytest.raises(Refused, match="不比装过的 2 新"):
        store.install(new, well)  # it was left behind for a reason
    assert store.install(release(3), well) == 3


def flip(path: Path, place: int = -1) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def repack(stick: Path, change: Callable[[tarfile.TarInfo], tarfile.TarInfo | None], *more: tarfile.TarInfo) -> None:
    """Write the archive anew with its members changed; None leaves one out."""
    with tarfile.open(stick / "site.tar") as old:
        members = [(member, old.extractfile(member).read()) for member in old]  # type: ignore[union-attr]
    with tarfile.open(stick / "site.tar", "w") as new:
        for member, content in members:
            if changed := change(member):
                new.addfile(changed, io.BytesIO(content))
        for member in more:
            new.addfile(member)


def renamed(name: str) -> tarfile.TarInfo:
    return tarfile.TarInfo(name)


def link(name: str, target: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, target
    return member


def other_key(stick: Path) -> None:
    mine = stick / "mine.pem"
    make_key(mine)
    sign(mine, stick / "manifest.json", stick / "manifest.sig")


def higher_version(stick: Path) -> None:
    path = stick / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"version": 2', '"version": 9'), encoding="utf-8")


def to_link(member: tarfile.TarInfo) -> tarfile.TarInfo:
    return link(member.name, "/etc/passwd") if member.name == "index.html" else member


TAMPERED: dict[str, Callable[[Path], object]] = {
    "no signature": lambda stick: (stick / "manifest.sig").unlink(),
    "empty signature": lambda stick: (stick / "manifest.sig").write_bytes(b""),
    "a bit of the signature": lambda stick: flip(stick / "manifest.sig"),
    "signature of another key": other_key,
    "no manifest": lambda stick: (stick / "manifest.json").unlink(),
    "a bit of the manifest": lambda stick: flip(stick / "manifest.json", 20),
    "a higher version": higher_version,
    "no archive": lambda stick: (stick / "site.tar").unlink(),
    "half an archive": lambda stick: (stick / "site.tar").write_bytes((stick / "site.tar").read_bytes()[:1300]),
    "a bit of a file": lambda stick: flip(stick / "site.tar", 512),
    "a file too few": lambda stick: repack(stick, lambda it: None if it.name == "index.html" else it),
    "a file too many": lambda stick: repack(stick, lambda it: it, renamed("more.html")),
    "a file twice": lambda stick: repack(stick, lambda it: it, renamed("index.html")),
    "a file outside": lambda stick: repack(stick, lambda it: it, renamed("../outside.html")),
    "an absolute file": lambda stick: repack(stick, lambda it: it, renamed("/tmp/outside.html")),
    "a link for a file": lambda stick: repack(stick, to_link),
    "a link too many": lambda stick: repack(stick, lambda it: it, link("more", "/etc")),
    "a name that is no UTF-8": lambda stick: repack(stick, lambda it: it, renamed("\udcff.html")),
    "a name over two lines": lambda stick: repack(stick, lambda it: it, renamed("a\n2026-11-30T00:00:00Z installed 9")),
    "a name too long": lambda stick: repack(stick, lambda it: it, renamed("a" * 300)),
    "an archive much too large": lambda stick: os.truncate(stick / "site.tar", 3 << 30),
    "a folder for the archive": lambda stick: ((stick / "site.tar").unlink(), (stick / "site.tar").mkdir()),
    "a folder for the signature": lambda stick: ((stick / "manifest.sig").unlink(), (stick / "manifest.sig").mkdir()),
    "zeros without end": lambda stick: ((stick / "site.tar").unlink(), (stick / "site.tar").symlink_to("/dev/zero")),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED.keys())
def test_tampered_updates_are_refused(
    store: Store, release: Callable[..., Path], tamper: Callable[[Path], object]
) -> None:
    store.install(release(1), well)
    stick = release(2)
    tamper(stick)
    with pytest.raises(Refused, match=r"不安装|读不出来"):
        store.install(stick, well)
    assert shown(store) == "<h1>1</h1>"
    assert store.state.highest == 1
    assert left_behind(store) == {"1"}, "nothing half-unpacked stays on the disk"
    assert not list(store.root.parent.glob("outside*"))
    events = [line.split(" ")[1] for line in (store.root / "log.txt").read_text(encoding="utf-8").splitlines()]
    assert events == ["installed", "refused"], "a name on a stick writes no line of its own"


def test_whatever_the_headers_of_an_archive_say_nothing_wrong_is_installed(
    store: Store, release: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headers changed at random, their checksums right again so that they are read on."""
    store.install(release(1), well)
    stick = release(2)
    monkeypatch.setattr(Keys, "check_new", lambda *_: None)  # the same signature a hundred times
    archive = (stick / "site.tar").read_bytes()
    headers = [at for at in range(0, len(archive) - 512, 512) if archive[at + 257 : at + 262] == b"ustar"]
    chance = random.Random(1)
    refused = 0
    for _ in range(60):
        changed, at = bytearray(archive), chance.choice(headers)
        for _ in range(chance.randrange(1, 4)):
            changed[at + chance.randrange(345)] = chance.choice([0, 32, 45, 48, 55, 57, 65, 120, 128, 255])
        changed[at + 148 : at + 156] = b" " * 8
        changed[at + 148 : at + 156] = b"%06o\0 " % sum(changed[at : at + 512])
        (stick / "site.tar").write_bytes(changed)
        try:
            store.install(stick, lambda site: (site / "index.html").read_text() != "<h1>2</h1>")
        except Refused:
            refused += 1
    assert refused == 60, "either the archive is not right, or the site is the right one"


def signed_with(store: Store, stick: Path, key: Path, change: Callable[[dict[str, object]], object]) -> None:
    manifest = json.loads((stick / "manifest.json").read_text(encoding="utf-8"))
    change(manifest)
    (stick / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    sign(key, stick / "manifest.json", stick / "manifest.sig")


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\\b", "c:x", "a/./b"])
def test_even_a_signed_manifest_cannot_name_a_file_outside(
    store: Store, release: Callable[..., Path], key: Path, path: str
) -> None:
    stick = release(1)
    signed_with(store, stick, key, lambda manifest: manifest["files"][0].update(path=path))  # type: ignore[index]
    with pytest.raises(Refused, match="不允许的文件名"):
        store.install(stick, well)


def test_a_release_is_shown_after_it_was_opened_and_may_be_tried_again(
    store: Store, release: Callable[..., Path]
) -> None:
    store.install(release(1), well)
    stick = release(2)
    opened: list[str] = []

    def broken(site: Path) -> bool:
        opened.extend([(site / "index.html").read_text(encoding="utf-8"), shown(store)])
        return False

    with pytest.raises(Refused, match="打不开，不安装"):
        store.install(stick, broken)
    assert opened == ["<h1>2</h1>", "<h1>1</h1>"], "the new site is opened while the old one is shown"
    assert shown(store) == "<h1>1</h1>"
    assert left_behind(store) == {"1"}
    assert store.install(stick, well) == 2


def test_the_same_release_again_mends_what_is_damaged(store: Store, release: Callable[..., Path]) -> None:
    store.install(release(1), well)
    stick = release(2)
    store.install(stick, well)
    with pytest.raises(Refused, match="不比装过的 2 新"):
        store.install(stick, well)
    (store.releases / "2/site/index.html").write_text("x")
    assert store.install(stick, well) == 2
    assert shown(store) == "<h1>2</h1>"


def test_one_change_at_a_time(store: Store, release: Callable[..., Path]) -> None:
    stick, later = release(1), release(2)

    def meanwhile(site: Path) -> bool:
        for change in (lambda: Store(store.root).install(later, well), Store(store.root).rollback):
            with pytest.raises(Refused, match="还没有做完"):
                change()
        return True

    assert store.install(stick, meanwhile) == 1
    assert shown(store) == "<h1>1</h1>"


def test_without_openssl_nothing_is_installed(
    store: Store, release: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = release(1)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refused, match="没有 openssl"):
        store.install(stick, well)
    assert store.find() is None


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a bit": lambda site: flip(site / "assets/a.css"),
    "a missing file": lambda site: (site / "index.html").unlink(),
    "a file too many": lambda site: (site / "more.html").write_text("x"),
    "a link too many": lambda site: (site / "more").symlink_to("/etc"),
    "a changed manifest": lambda site: flip(site.parent / "manifest.json"),
    "a missing signature": lambda site: (site.parent / "manifest.sig").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_on_the_disk_shows_the_release_before_and_says_so(
    store: Store, release: Callable[..., Path], damage: Callable[[Path], object]
) -> None:
    store.install(release(1), well)
    store.install(release(2), well)
    damage(store.releases / "2/site")
    found = store.find()
    assert found is not None and found.version == 1
    assert found.damaged == 2
    assert shown(store) == "<h1>1</h1>"
    damage(store.releases / "1/site")
    assert store.find() is None


def test_the_page_of_a_machine_out_of_use_says_the_same_in_both_scripts() -> None:
    """No converter is on the machine: both are written in its program."""
    hans, hant = re.findall(r"<section.*?>(.*?)</section>", MAINTENANCE)
    assert default_converter().convert(hans) == hant
    title = re.search("<title>(.*?) · (.*?)</title>", MAINTENANCE)
    assert title and default_converter().convert(title[1]) == title[2]


def test_only_the_last_releases_are_kept(store: Store, release: Callable[..., Path]) -> None:
    for version in range(1, 6):
        store.install(release(version), well)
    assert sorted(path.name for path in store.releases.iterdir()) == ["3", "4", "5"]

"""Releases on a kiosk: whatever is tampered with is refused, and a power cut at any step leaves the old or the new content."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.program.launcher import MAINTENANCE
from kiosk.program.releases import Refused, Store
from scripts.editions.kiosk import make_key, public_key, write_release
from scripts.traditional import default_converter
from tests.support import ROOT

FILES = {"index.html": "<h1>{v}</h1>", "zh-Hant/index.html": "<h1>繁 {v}</h1>", "assets/a.css": "h1 {{ order: {v} }}"}


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "key.pem"
    make_key(path)
    return path


@pytest.fixture
def release(tmp_path: Path, key: Path) -> Callable[[int], Path]:
    """Makes the stick of a version."""

    def make(version: int) -> Path:
        site = tmp_path / f"site-{version}"
        for name, text in FILES.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text.format(v=version), encoding="utf-8")
        out = tmp_path / f"stick-{version}"
        write_release(site, out, key, version, f"1.0.{version}")
        return out

    return make


@pytest.fixture
def store(tmp_path: Path, key: Path) -> Store:
    root = tmp_path / "machine"
    root.mkdir()
    public_key(key, root / "public.pem")
    return Store(root)


def well(site: Path) -> bool:
    return True


def shown(store: Store) -> str:
    found = store.find()
    assert found is not None
    return (found.site / "index.html").read_text(encoding="utf-8")


def test_install_update_and_roll_back(store: Store, release: Callable[[int], Path]) -> None:
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


def test_old_versions_are_not_played_again(store: Store, release: Callable[[int], Path]) -> None:
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
    sign = ["openssl", "pkeyutl", "-sign", "-inkey", str(mine), "-rawin", "-in", str(stick / "manifest.json")]
    subprocess.run([*sign, "-out", str(stick / "manifest.sig")], check=True)


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
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED.keys())
def test_tampered_updates_are_refused(
    store: Store, release: Callable[[int], Path], tamper: Callable[[Path], object]
) -> None:
    store.install(release(1), well)
    stick = release(2)
    tamper(stick)
    with pytest.raises(Refused, match=r"不安装|读不出来"):
        store.install(stick, well)
    assert shown(store) == "<h1>1</h1>"
    assert store.state.highest == 1
    assert not list(store.root.parent.glob("outside*"))


def signed_with(store: Store, stick: Path, key: Path, change: Callable[[dict[str, object]], object]) -> None:
    manifest = json.loads((stick / "manifest.json").read_text(encoding="utf-8"))
    change(manifest)
    (stick / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    sign = ["openssl", "pkeyutl", "-sign", "-inkey", str(key), "-rawin", "-in", str(stick / "manifest.json")]
    subprocess.run([*sign, "-out", str(stick / "manifest.sig")], check=True)


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a\\b", "c:x", "a/./b"])
def test_even_a_signed_manifest_cannot_name_a_file_outside(
    store: Store, release: Callable[[int], Path], key: Path, path: str
) -> None:
    stick = release(1)
    signed_with(store, stick, key, lambda manifest: manifest["files"][0].update(path=path))  # type: ignore[index]
    with pytest.raises(Refused, match="不允许的文件名"):
        store.install(stick, well)


def test_an_unhealthy_release_gives_way_to_the_old_one(store: Store, release: Callable[[int], Path]) -> None:
    store.install(release(1), well)
    with pytest.raises(Refused, match="已经换回原来的版本"):
        store.install(release(2), lambda site: False)
    assert shown(store) == "<h1>1</h1>"


def test_without_openssl_nothing_is_installed(
    store: Store, release: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
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
    store: Store, release: Callable[[int], Path], damage: Callable[[Path], object]
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


def test_only_the_last_releases_are_kept(store: Store, release: Callable[[int], Path]) -> None:
    for version in range(1, 6):
        store.install(release(version), well)
    assert sorted(path.name for path in store.releases.iterdir()) == ["3", "4", "5"]


# A child installs, and dies without a word at its n-th step on the disk. Python tells of each step before it is done.
DIE_AT = """
import os, sys
from pathlib import Path
from kiosk.program.releases import Store
root, stick, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
def step(event, arguments):
    global left
    writes = event == "open" and str(arguments[0]).startswith(str(root)) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event in ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "subprocess.Popen"):
        left -= 1
        if left < 0:
            os._exit(99)
sys.addaudithook(step)
Store(root).install(stick, lambda site: True)
"""


def test_a_power_cut_at_any_step_leaves_the_old_or_the_new_content(
    store: Store, release: Callable[[int], Path], tmp_path: Path
) -> None:
    store.install(release(1), well)
    stick = release(2)
    seen = set()
    for steps in range(200):
        machine = tmp_path / "copy"
        subprocess.run(["cp", "-a", str(store.root), str(machine)], check=True)
        command = [sys.executable, "-c", DIE_AT, str(machine), str(stick), str(steps)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode in (0, 99), done.stderr
        after = Store(machine)
        found = after.find()
        assert found is not None and found.damaged is None
        content = (found.site / "index.html").read_text(encoding="utf-8")
        assert content == f"<h1>{found.version}</h1>"
        seen.add(found.version)
        if found.version == 1:  # the same stick completes what was cut off
            assert after.install(stick, well) == 2
        subprocess.run(["rm", "-rf", str(machine)], check=True)
        if done.returncode == 0:
            break
    else:
        raise AssertionError("the installation never came to its end")
    assert steps > 15
    assert seen == {1, 2}

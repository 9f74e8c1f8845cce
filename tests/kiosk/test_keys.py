"""The next key of the releases reaches a kiosk with an update, and the one before it is worth nothing from then on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.program.refused import Refused
from kiosk.program.releases import Store
from scripts.editions.signing import announce, make_key, public_key, sign


def well(site: Path) -> bool:
    return True


@pytest.fixture
def keys(key: Path, tmp_path: Path) -> list[Path]:
    """The key that the machine knows, and two that follow."""
    following = [tmp_path / "second.pem", tmp_path / "third.pem"]
    for path in following:
        make_key(path)
    return [key, *following]


def test_an_update_brings_the_next_key_and_a_machine_that_missed_one_catches_up(
    store: Store, release: Callable[..., Path], keys: list[Path], tmp_path: Path
) -> None:
    first, second, third = keys
    announced = tmp_path / "announced"
    late = Store(tmp_path / "late")
    shutil.copytree(store.root, late.root)
    store.install(release(1), well)
    assert announce(first, second, announced) == 2
    assert store.install(release(2, second, announced), well) == 2
    with pytest.raises(Refused, match="已经换掉的旧钥匙"):
        store.install(release(3, first), well)
    assert announce(second, third, announced) == 3
    stick, old = release(4, third, announced), release(5, first)
    for machine in (store, late):
        assert machine.install(stick, well) == 4
        with pytest.raises(Refused, match="已经换掉的旧钥匙"):
            machine.install(old, well)
        found = machine.find()
        assert found and found.version == 4
    assert store.rollback() == 2, "what was right when it was installed stays right"


def test_a_machine_set_up_after_a_change_of_keys_learns_of_the_next(
    store: Store, release: Callable[..., Path], keys: list[Path], tmp_path: Path
) -> None:
    first, second, third = keys
    announced = tmp_path / "announced"
    announce(first, second, announced)
    public_key(second, store.root / "public.pem")
    assert store.install(release(1, second, announced), well) == 1
    announce(second, third, announced)
    assert store.install(release(2, third, announced), well) == 2


def test_nobody_else_announces_a_key(
    store: Store, release: Callable[..., Path], keys: list[Path], tmp_path: Path
) -> None:
    first, second, third = keys
    store.install(release(1), well)
    forged, announced = tmp_path / "forged", tmp_path / "announced"
    announce(second, third, forged)  # signed by a key that the machine does not know
    announce(first, second, announced)
    exchanged = release(3, second, announced)
    shutil.copyfile(forged / "2.pem", exchanged / "keys/2.pem")
    for stick in (release(2, third, forged), exchanged):
        with pytest.raises(Refused, match="签名不对"):
            store.install(stick, well)
    assert not (store.root / "keys").exists(), "a refused update leaves no key behind"


def test_a_key_that_was_replaced_does_not_come_back(
    store: Store, release: Callable[..., Path], keys: list[Path], tmp_path: Path
) -> None:
    """Not even announced by the one after it: whoever has the first could then go on to a third of their own."""
    first, second, third = keys
    announced, again = tmp_path / "announced", tmp_path / "again"
    announce(first, second, announced)
    store.install(release(1, second, announced), well)
    again.mkdir()
    for number, (by, of) in enumerate([(first, third), (second, first), (first, third)], 2):
        public_key(of, again / f"{number}.pem")
        sign(by, again / f"{number}.pem", again / f"{number}.sig")
    with pytest.raises(Refused, match="签名不对"):
        store.install(release(2, third, again), well)


def test_damaged_announcements_are_mended_by_the_next_update(
    store: Store, release: Callable[..., Path], keys: list[Path], tmp_path: Path
) -> None:
    first, second, _ = keys
    announced = tmp_path / "announced"
    store.install(release(1), well)
    announce(first, second, announced)
    store.install(release(2, second, announced), well)
    (store.root / "keys/1.sig").write_bytes(b"")
    found = store.find()
    assert found and (found.version, found.damaged) == (1, 2)
    assert store.install(release(3, second, announced), well) == 3
    assert store.rollback() == 2


def test_no_release_is_signed_with_a_key_that_kiosks_no_longer_accept(
    release: Callable[..., Path], keys: list[Path], tmp_path: Path
) -> None:
    first, second, third = keys
    announced = tmp_path / "announced"
    announce(first, second, announced)
    with pytest.raises(ValueError, match="不是最近公布的那一把钥匙"):
        release(1, first, announced)
    with pytest.raises(ValueError, match="不是最近公布的那一把钥匙"):
        announce(first, third, announced)

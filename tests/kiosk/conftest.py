"""What the tests of a kiosk's program share: a key, releases on a stick, a machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.program import keys
from kiosk.program.releases import Store
from scripts.editions.kiosk import write_release
from scripts.editions.signing import make_key, public_key

FILES = {"index.html": "<h1>{v}</h1>", "zh-Hant/index.html": "<h1>繁 {v}</h1>", "assets/a.css": "h1 {{ order: {v} }}"}


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "key.pem"
    make_key(path)
    return path


@pytest.fixture
def release(tmp_path: Path, key: Path) -> Callable[..., Path]:
    """Makes the stick of a version."""

    def make(version: int, signed_by: Path = key, announced: Path = tmp_path / "nothing announced") -> Path:
        site = tmp_path / f"site-{version}"
        for name, text in FILES.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text.format(v=version), encoding="utf-8")
        out = tmp_path / f"stick-{version}"
        write_release(site, out, signed_by, version, f"1.0.{version}", announced)
        return out

    return make


@pytest.fixture(scope="session")
def is_signed() -> Callable[[Path, Path, Path], bool]:
    """Asks openssl once for the same three files."""
    answers: dict[tuple[bytes, ...], bool] = {}
    ask = keys._is_signed

    def answer(*files: Path) -> bool:
        try:
            contents = tuple(file.read_bytes() for file in files)
        except OSError:
            return False
        if contents not in answers:
            answers[contents] = ask(*files)
        return answers[contents]

    return answer


@pytest.fixture
def store(
    tmp_path: Path, key: Path, is_signed: Callable[[Path, Path, Path], bool], monkeypatch: pytest.MonkeyPatch
) -> Store:
    """A fresh machine. Its disk waits for nothing: no power cut comes to it."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(keys, "_is_signed", is_signed)
    root = tmp_path / "machine"
    root.mkdir()
    public_key(key, root / "public.pem")
    return Store(root)

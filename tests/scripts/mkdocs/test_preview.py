"""`mkdocs serve` begins anew where calc or the program has changed, and shows pages before Python is packed for them."""

from __future__ import annotations

import atexit
import threading
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

from scripts.mkdocs import packing
from scripts.mkdocs.packing import Packing, waiting
from scripts.mkdocs.preview import Renewal

COMPILER = """import pathlib, sys
sys.exit("calc/rates.yml:1" if "wrong" in pathlib.Path("calc/rates.yml").read_text() else 0)
"""


def test_what_is_imported_is_imported_anew_once_it_is_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(atexit, "register", begun.append)
    for name, text in {
        "scripts/compile/__main__.py": COMPILER,
        "calc/rates.yml": "rate: 8",
        "calc/data.json": "1",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def again() -> None: ...

    data = tmp_path / "calc/data.json"
    compiled = iter(("1", "2"))
    renew = Renewal(tmp_path, lambda: data.write_text(next(compiled), encoding="utf-8"), again)
    renew()  # a change of guides that calc does not read
    assert not begun
    with pytest.raises(KeyboardInterrupt):  # as from the keyboard: MkDocs clears up and ends
        renew()  # one that it reads
    assert begun == [again]
    begun.clear()
    (tmp_path / "calc/rates.yml").write_text("rate: wrong", encoding="utf-8")
    with pytest.raises(PluginError, match=r"calc/rates\.yml:1"):
        renew()
    assert not begun
    (tmp_path / "calc/rates.yml").write_text("rate: 9", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        renew()
    assert begun == [again]


def test_pages_do_not_wait_for_python_and_are_made_again_when_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "SOON", 0)
    go_on, told = threading.Event(), threading.Event()

    def pack() -> str:
        go_on.wait()
        return "<meta>"

    packer = Packing(told.set)
    assert packer.meta("a", pack) == packer.meta("a", pack) == ""
    assert not told.is_set()
    go_on.set()
    assert told.wait(60)
    assert packer.meta("a", lambda: "packed twice") == "<meta>"


def test_what_goes_wrong_while_packing_is_said_by_the_next_build() -> None:
    def pack() -> str:
        raise ValueError("no node")

    packer = Packing(lambda: None)
    for _build in range(2):
        with pytest.raises(ValueError, match="no node"):
            packer.meta("a", pack)
    assert packer.meta("b", lambda: "<meta>") == "<meta>"


def test_a_page_that_calculates_says_that_python_is_on_its_way_and_no_other() -> None:
    form = '<form class="calculator" data-calculator="demo/rate"><output data-plan-result></output></form>'
    assert waiting(form, "等 < 一分钟") == (
        '<p role="status"><strong>等 &lt; 一分钟</strong></p>'
        '<form inert class="calculator" data-calculator="demo/rate"><output data-plan-result></output></form>'
    )
    other = '<form class="search"></form><p>data-plan</p>'
    assert waiting(other, "等") == other

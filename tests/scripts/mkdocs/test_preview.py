"""`mkdocs serve` begins anew where calc or the program has changed, and says what is wrong with them."""

from __future__ import annotations

import atexit
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError

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

    renew = Renewal(tmp_path, again)
    (tmp_path / "calc/data.json").write_text("2", encoding="utf-8")  # made by the compiler itself
    renew()
    (tmp_path / "calc/rates.yml").write_text("rate: wrong", encoding="utf-8")
    with pytest.raises(PluginError, match=r"calc/rates\.yml:1"):
        renew()
    assert not begun
    (tmp_path / "calc/rates.yml").write_text("rate: 9", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):  # as from the keyboard: MkDocs clears up and ends
        renew()
    assert begun == [again]

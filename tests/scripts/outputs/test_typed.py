"""What is typed for the words of a site is read the same, whether it is gathered at once or part by part, anew or kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.outputs.typed import typed
from scripts.traditional import default_converter, readings, simplified_map

PARTS = ["养老保险，台账里的身份证\n皇后", "为户口复核，征收，四舍五入，以后再办", "头发和发票"]


def test_part_by_part_it_is_what_all_words_give_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    convert = default_converter().convert
    assert typed(PARTS, convert, tmp_path) == simplified_map(readings(convert("\n".join(PARTS))))
    converted: list[str] = []

    def noted(text: str) -> str:
        converted.append(text)
        return convert(text)

    changed = [PARTS[0], "换成别的词：干部", PARTS[2]]
    assert typed(changed, noted, tmp_path) == simplified_map(readings(convert("\n".join(changed))))
    assert converted == [changed[1]], "what is kept is not read again"
    (kept,) = (tmp_path / "search-fold").iterdir()
    kept.write_text("{", encoding="utf-8")
    assert typed(changed, convert, tmp_path) == typed(changed, convert, tmp_path / "another")

"""The fixed words of the pages: a mistake in docs/words.yml is named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.data.yaml_strict import DataError
from scripts.pages import words
from tests.support import ROOT

FILLABLE = words.fillable(ROOT)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a:\n  b: 共 {count} 项\n  c: 共 {cuont} 项\n",
            "docs/words.yml:3:6：“共 {cuont} 项”里的“{cuont}”没有程序会填。是不是想写“{count}”？",
        ),
        (
            "a:\n  b:\n    zh-Hans: 看 {query}\n    zh-Hant: 看 {qeury}\n",
            "docs/words.yml:4:14：“看 {qeury}”里的“{qeury}”没有程序会填。是不是想写“{query}”？",
        ),
        ("a:\n  b: 共 {count 项\n", "docs/words.yml:2:6：“共 {count 项”里的大括号不成对"),
        ("a:\n  items: 项\n", "docs/words.yml:2:10：“items”在模板里另有意思，换一个名称"),
        ("a: 项\n", "docs/words.yml:1:4：这里要写“名称: 内容”"),
    ],
)
def test_a_mistake_in_a_word_is_named(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "docs/words.yml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        words.load(path, str, FILLABLE)
    (problem,) = caught.value.problems
    assert str(problem).startswith(said)

"""Changed data written into YAML: what is meant is there, and no other line is touched."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from scripts.data.rewrite import plain, rewrite
from tests.support import ROOT

TEXT = """\
# 头上的话
name: 转入  # 名称
aliases: [甲, "乙: 丙"]
materials:
  # 证件
  - {id: card, name: '身份证'} # 原件

  - id: form
    name: 表 # 两份
    copies: 2
    # 表的尾注
  - 照片
note: 完
"""


@pytest.mark.parametrize(
    ("way", "value", "old", "new"),
    [
        (("name",), "转出", "name: 转入  # 名称", "name: 转出  # 名称"),
        (("aliases", 1), "丁", '"乙: 丙"', '"丁"'),
        (("aliases", 0), "a, b", "[甲,", '["a, b",'),
        (("materials", 0, "name"), "户口簿", "'身份证'", "'户口簿'"),
        (("materials", 0, "kind"), "原件", "'身份证'}", "'身份证', kind: 原件}"),
        (("materials", 1, "copies"), "3", "copies: 2", "copies: 3"),
        (("materials", 1, "form"), "true", "copies: 2\n", "copies: 2\n    form: true\n"),
        (("materials", 2), {"id": "photo", "name": "照片"}, "- 照片", "- {id: photo, name: 照片}"),
        (("note",), "完: #", "note: 完", 'note: "完: #"'),
        (("review",), {"checked_on": "2026-01-01"}, "note: 完\n", "note: 完\nreview: {checked_on: 2026-01-01}\n"),
    ],
)
def test_a_changed_value_changes_its_own_characters(way: tuple[Any, ...], value: Any, old: str, new: str) -> None:
    data = plain(TEXT)
    holder = data
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = value
    assert TEXT.count(old) == 1
    assert rewrite(TEXT, data) == TEXT.replace(old, new)


def test_entries_come_and_go_with_their_own_lines() -> None:
    data = plain(TEXT)
    data["materials"].insert(1, {"id": "new", "name": "新的"})
    assert rewrite(TEXT, data) == TEXT.replace("# 原件\n", "# 原件\n  - {id: new, name: 新的}\n")
    data = plain(TEXT)
    del data["materials"][1]["id"]
    del data["aliases"]
    assert rewrite(TEXT, data) == TEXT.replace("id: form\n    name", "name").replace('aliases: [甲, "乙: 丙"]\n', "")
    data = plain(TEXT)
    del data["materials"][0]
    assert rewrite(TEXT, data) == TEXT.replace("  - {id: card, name: '身份证'} # 原件\n", "")


def test_an_empty_file_is_filled() -> None:
    assert rewrite("# 新的在前\n{} # 还没有\n", {"a": {"on": "2026-01-01"}}) == (
        "# 新的在前\na: {on: 2026-01-01} # 还没有\n"
    )
    assert rewrite("# 只有注释\n", {"a": "b"}) == "# 只有注释\na: b\n"
    assert rewrite("a: {}\n", {"a": {"b": ["c"]}}) == "a: {b: [c]}\n"


def test_random_changes_of_our_own_files_are_exact() -> None:
    """A changed value costs its own line; whatever else changes, what stands there reads as the new data."""
    draw = random.Random(17)
    paths = [path for path in (ROOT / "guides").glob("*/*.yml") if path.stat().st_size < 12_000]
    words = ("改过的", "a: b", "- x", "[x]", "# 号", '带"引号"', "it's", "12", "多\n行", ", x", "x # y", ":", "true")
    for path in draw.sample(sorted(paths), 60):
        text = path.read_text(encoding="utf-8")
        data = plain(text)
        assert rewrite(text, data) == text
        holders = [*_holders(data)]
        kind = draw.choice(("set", "set", "drop", "insert"))
        new = copy.deepcopy(data)
        holder = [*_holders(new)][number := draw.randrange(len(holders))]
        keys = [*holder] if isinstance(holder, dict) else [*range(len(holder))]
        key = draw.choice(keys)
        if kind == "drop" and len(keys) > 1:
            del holder[key]
        elif kind == "insert" and isinstance(holder, list):
            holder.insert(key, {"id": "new", "name": draw.choice(words)})
        elif isinstance(holder[key], str):
            holder[key] = draw.choice(words)
            before, after = text.splitlines(), rewrite(text, new).splitlines()
            wrapped = holders[number][key] != "" and len(before) != len(after)  # a value on several lines becomes one
            assert wrapped or sum(old != now for old, now in zip(before, after, strict=True)) <= 1
        assert plain(rewrite(text, new)) == new, path


def _holders(data: Any) -> Any:
    if isinstance(data, dict | list):
        yield data
        for each in data.values() if isinstance(data, dict) else data:
            yield from _holders(each)

"""A newer version of a document against the older, and against the procedure as an editor has it today."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.importing.__main__ import drafts_of, main
from scripts.importing.compare import Change, changes
from scripts.importing.merge import merge

OLD = """事项名称：失业登记
办理材料：
1.身份证原件
2.《失业登记表》1份
3.照片2张
办理时限：5个工作日
办理地点：一楼3号窗口
咨询电话：0799-5551230
"""
NEW = """事项名称：失业登记
咨询电话：0799-5551231
办理时间：周一至周五
所需材料：
1.《失业登记表》2份
2.身份证原件
承诺时限：3个工作日
办理地点：一楼3号窗口
"""


@pytest.fixture
def documents(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    return tmp_path / "old.txt", tmp_path / "new.txt"


def test_only_facts_are_changes_not_order_labels_or_numbers(documents: tuple[Path, Path]) -> None:
    old, new = documents
    found = changes(drafts_of(old)[1], drafts_of(new)[1])
    told = {(change.path.split(".")[0], change.before, change.after) for change in found}
    assert told == {
        ("time_limits", "5 working days", None),
        ("time_limits", None, "3 working days"),
        ("materials", "1", "2"),
        ("materials", "照片", None),
        ("channels", None, "周一至周五"),
        ("consult", "0799-5551230", "0799-5551231"),
    }
    assert changes(drafts_of(old)[1], drafts_of(old)[1]) == []


TODAY = """\
# 我们自己的话，不能丢
name: 失业登记
materials:
  - {id: card, name: 身份证, kind: 原件} # 也收电子身份证
  - {id: form, name: 失业登记表, originals: 1, note: 窗口有}
time_limits:
  - {within: 5 working days}
consult:
  - {name: 失业科, phones: [0799-5559999]}
"""


def test_edits_and_comments_survive_and_a_clash_is_shown() -> None:
    text, taken = merge(
        TODAY,
        [
            Change("失业登记", "materials.0.originals", "1", "2", "失业登记表"),
            Change("失业登记", "time_limits", "5 working days", "3 working days"),
            Change("失业登记", "consult", "0799-5551230", "0799-5551231"),
            Change("失业登记", "materials", "照片", None),
        ],
    )
    assert [each.fate for each in taken] == ["taken", "taken", "clash", "by hand"]
    assert taken[2].today == "0799-5559999"
    assert text == TODAY.replace("originals: 1", "originals: 2").replace("5 working days", "3 working days")


def test_a_limit_that_an_editor_wrote_in_chinese_is_the_same_limit() -> None:
    change = Change("失业登记", "time_limits", "5 working days", "3 working days")
    text, (taken,) = merge(TODAY.replace("5 working days", "5个工作日"), [change])
    assert taken.fate == "taken" and "within: 3 working days" in text


def test_without_a_change_not_a_byte_differs() -> None:
    assert merge(TODAY, [])[0] == TODAY


def test_the_command_writes_what_changed(
    documents: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = documents
    today = tmp_path / "unemployment.yml"
    today.write_text(TODAY, encoding="utf-8")
    arguments = [str(new), "--before", str(old), "--onto", str(today), "--out", str(tmp_path / "out")]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert "有冲突：consult" in printed and "0799-5559999" in printed
    assert "originals: 2" in (tmp_path / "out/merged/unemployment.yml").read_text(encoding="utf-8")
    assert '"before": "0799-5551230"' in (tmp_path / "out/changes.json").read_text(encoding="utf-8")
    assert "有冲突" in (tmp_path / "out/review.html").read_text(encoding="utf-8")

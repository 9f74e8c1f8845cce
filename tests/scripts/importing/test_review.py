"""The review page tells a person all that the drafts leave to one."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from scripts.importing.__main__ import main


def test_the_review_page_shows_and_counts_all_that_the_drafts_leave_to_a_person(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(
        "事项名称：失业登记\n服务对象：失业人员\n材料名称\t材料形式\n身份证\t竹简\n办理地点：人民路1号\n",
        encoding="utf-8",
    )
    assert main([str(document), "--out", str(tmp_path)]) == 0
    page = (tmp_path / "review.html").read_text(encoding="utf-8")
    (draft,) = [path for path in tmp_path.glob("*.yml") if path.stem not in ("laws", "sources")]
    left = re.findall(r"# 待定[^：\n]*：(.*)", draft.read_text(encoding="utf-8"))
    assert len(left) >= 4
    for words in left:
        assert f'<span lang="zh-Hans">{escape(words)}</span>' in page
    (counted,) = re.findall(r'要人来定</span><span lang="zh-Hant">[^<]*</span> (\d+)', page)
    assert int(counted) == len(re.findall(r'<tr[^>]* class="unsure"', page)) >= len(left)

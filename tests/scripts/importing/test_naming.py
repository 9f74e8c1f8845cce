"""What each procedure is called: by the heading above its table, and where nothing names it, by what the document says."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.importing.__main__ import drafts_of
from tests.scripts.importing.drafted import drafted

NAMES = ("失业保险金申领", "工伤医疗费用报销", "社会保障卡补领")
TABLE = (
    "<table>{}<tr><td>受理条件</td><td>{}在本地办</td></tr><tr><td>办理材料</td><td>身份证原件1份</td></tr>"
    "<tr><td>办理时限</td><td>10个工作日</td></tr></table>"
)
CALL = "<p>咨询电话：0559-2345678</p>"


@pytest.mark.parametrize("own_name", ["", "<tr><td>事项名称</td><td>{}业务</td></tr>"])
@pytest.mark.parametrize(("above", "between"), [("", ""), (CALL, ""), ("", CALL)])
def test_each_heading_above_a_table_is_one_procedure_whatever_else_is_told_there(
    tmp_path: Path, own_name: str, above: str, between: str
) -> None:
    parts = (f"<h2>{name}</h2>{between}{TABLE.format(own_name.format(name), name)}" for name in NAMES)
    found = drafted(tmp_path / "a.html", f"{above}{''.join(parts)}")
    assert [*found] == [f"{name}业务" if own_name else name for name in NAMES]
    for name, each in zip(NAMES, found.values(), strict=True):
        assert each["conditions"] == [f"{name}在本地办"]
        assert each.get("consult", []) == (["0559-2345678"] if above or between else [])


def test_a_document_that_nothing_names_has_the_name_that_its_sentences_say_for_a_person_to_check(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "温馨提示\n\n各位朋友，生孩子以后可以领生育津贴。领生育津贴要带身份证、出生医学证明，到区政务中心3号窗口办理，10个工作日办好。\n"
        "有问题打0512-22345678。\n",
        encoding="utf-8",
    )
    (made,) = drafts_of(path)[1]
    assert made.name.text == "生育津贴"
    assert "核对" in made.decide["name"]

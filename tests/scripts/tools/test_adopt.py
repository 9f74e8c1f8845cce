"""`make adopt` moves a draft into its region with what needs no thought, and leaves the rest to a person."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import calc
from scripts.data.loader import load
from scripts.data.rewrite import plain
from scripts.data.yaml_strict import DataError
from scripts.importing.__main__ import main as import_
from scripts.tools import adopt, new_region
from tests.support import ROOT

DOCUMENT = """\
事项名称：失业保险金申领
服务对象：个人
办理依据：《失业保险条例》第十四条；《临湖县失业保险办法》
办理材料：身份证原件
办理地点：人民路1号
"""
DRAFT = "build/drafts/linhu/shi-ye-bao-xian-jin-shen-ling.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project's guides, and a draft for a new region."""
    shutil.copytree(ROOT / "guides", tmp_path / "guides")
    assert new_region.main(["linhu", "临湖县"], tmp_path) == 0
    (tmp_path / "指南.txt").write_text(DOCUMENT, encoding="utf-8")
    assert import_([str(tmp_path / "指南.txt"), "--out", str(tmp_path / "build/drafts/linhu")]) == 0
    return tmp_path


def test_a_draft_has_what_it_shares_with_the_national_one_and_stays_a_draft(root: Path) -> None:
    assert adopt.main([str(root / DRAFT), "--as", "national/unemployment-claim"], root) == 0
    text = (root / "guides/linhu/unemployment-claim.yml").read_text(encoding="utf-8")
    national = plain((root / "guides/national/unemployment-claim.yml").read_text(encoding="utf-8"))
    data = plain(text)
    assert data["draft"] == "true" and data["summary"] == "待填"
    assert [data[name] for name in adopt.TAKEN_OVER] == [national[name] for name in adopt.TAKEN_OVER]
    assert data["governed_by"] == ["national/unemployment-claim"] and "related" not in data
    assert data["sources"][0]["document"] == "linhu-guide"
    assert (
        "# 待定：用一句大白话写\n" in text
    )  # and what was taken over is to be looked at, beside what the document says
    assert "照全国的事项写的，看看对不对；资料的话：个人\naudience: [失业人员]\nkinds: [失业保险]\n" in text
    first, second = (each["law"] for each in data["basis"])
    added = (
        (root / adopt.LAWS).read_text(encoding="utf-8").removeprefix((ROOT / adopt.LAWS).read_text(encoding="utf-8"))
    )
    assert first == "unemployment-insurance-regulation"
    assert plain(added) == {second: {"name": "《临湖县失业保险办法》"}}
    with pytest.raises(DataError) as caught:
        load(root / "guides", calc.calculators())
    undone = [problem.message for problem in caught.value.problems]  # and nothing else is wrong
    assert all(re.match("这是还没有核对的草稿|还没有填|还没有定", each) for each in undone)
    assert sum("还没有定" in each for each in undone) >= 3 and any("草稿" in each for each in undone)


def test_what_the_handbook_does_from_beginning_to_end_is_free_of_mistakes(tmp_path: Path) -> None:
    """Its region, its draft and its finished file, as they stand there."""
    shutil.copytree(ROOT / "guides", tmp_path / "guides")
    assert new_region.main(["linhe", "临河区"], tmp_path) == 0
    drafts = tmp_path / "build/drafts/linhe"
    assert import_([str(ROOT / "docs/dev/import/example.txt"), "--out", str(drafts)]) == 0
    handbook = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("### 从头到尾做一遍")[2]
    draft, slug = re.findall(r"draft=(\S+) as=none slug=([a-z-]+)", handbook)[0]
    assert adopt.main([str(tmp_path / draft), "--as", "none", "--slug", slug], tmp_path) == 0
    finished = re.findall(r"```yaml\n(.*?)```", handbook, re.DOTALL)[1]
    (tmp_path / f"guides/linhe/{slug}.yml").write_text(finished, encoding="utf-8")
    sources = "title: 临河区失业登记办事指南, file: example.txt, status: {kind: current, read_on: 2026-11-30}"
    (tmp_path / "guides/linhe/sources.yml").write_text(f"linhe-guide: {{{sources}}}\n", encoding="utf-8")
    region = tmp_path / "guides/linhe/region.yml"
    region.write_text(region.read_text(encoding="utf-8").replace("待填：", ""), encoding="utf-8")
    assert load(tmp_path / "guides", calc.calculators()).knows(f"linhe/{slug}")


def test_a_guide_in_force_leads_to_the_national_one_and_is_not_led_by_it(root: Path) -> None:
    sources = root / "guides/linhu/sources.yml"
    before, _status, _rest = sources.read_text(encoding="utf-8").partition("  status:")
    sources.write_text(before + "  status: {kind: current, read_on: 2026-11-30}\n", encoding="utf-8")
    files = adopt.adopted(root, root / DRAFT, "national/unemployment-claim", "claim")
    data = plain(files["guides/linhu/claim.yml"])
    assert [each["procedure"] for each in data["related"]] == ["national/unemployment-claim"]
    assert "governed_by" not in data


def test_what_is_not_said_is_asked_for_in_words_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in (root / "guides").rglob("*.yml")}
    for arguments, says in (
        ([DRAFT], "as=national/unemployment-claim：申领失业保险金"),
        ([DRAFT, "--as", "none"], "slug=编号"),
        ([DRAFT, "--as", "none", "--slug", "失业"], "小写英文字母"),
        ([DRAFT, "--as", "none", "--slug", "claim", "--document", "guide"], "linhu-guide"),
        (["build/drafts/linhu/no.yml", "--as", "none"], "没有草稿"),
        (["指南.txt", "--as", "none"], "先运行 make new-region"),
    ):
        assert adopt.main([str(root / arguments[0]), *arguments[1:]], root) == 1
        assert says in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (root / "guides").rglob("*.yml")} == before
    assert adopt.main([str(root / DRAFT), "--as", "none", "--slug", "claim"], root) == 0
    assert adopt.main([str(root / DRAFT), "--as", "none", "--slug", "claim"], root) == 1
    assert "已经有了" in capsys.readouterr().err

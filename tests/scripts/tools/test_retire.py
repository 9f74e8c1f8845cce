"""`make retire` and `make rename-law` change every place, tell readers, and write nothing that would be a mistake."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from scripts.data.loader import load
from scripts.tools import rename_law, retire
from tests.support import EXAMPLES

ON = dt.date(2026, 3, 1)
HOME = """\
questions:
  - {ask: 怎么确认, procedure: demo/current}
  - {ask: 手册怎么换, procedure: demo/ended}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES, tmp_path / "guides")
    (tmp_path / "guides/shared/home.yml").write_text(HOME, encoding="utf-8")
    return tmp_path


def text(root: Path, name: str) -> str:
    return (root / "guides" / name).read_text(encoding="utf-8")


def test_what_is_ended_says_so_and_nothing_leads_there_any_more(root: Path) -> None:
    before = {path: path.read_text(encoding="utf-8") for path in root.rglob("*.yml")}
    files = retire.retired(root, load(root / "guides"), "demo/current", ON, "《示例办法》第九条", "到窗口问。")
    retire.trial.write(root, files)
    assert set(files) == {
        f"guides/{name}.yml"
        for name in ("demo/current", "demo/everything", "demo/ended", "shared/home", "shared/changes")
    }
    library = load(root / "guides")
    status = library.procedure("demo/current").status
    assert status and status.kind == "abolished" and status.since == ON and status.instead == "到窗口问。"
    assert status.ended_by and (status.ended_by.law, status.ended_by.article) == ("demo-law", "第九条")
    assert not any(procedure.governed_by for procedure in library.procedures)
    assert [question.procedure for question in library.home.questions] == ["demo/ended"]
    first, *others = library.changes.values()
    assert first.text == "示例县：“手机资格确认”从2026年3月1日起不能再办。到窗口问。" and first.day == ON
    assert first.procedures == ("demo/current",) and len(others) == 1
    everything = before[root / "guides/demo/everything.yml"]
    assert text(root, "demo/everything.yml") == everything.replace("governed_by:\n  - demo/current\n", "")


def test_what_takes_its_place_is_led_to_instead(root: Path) -> None:
    files = retire.retired(root, load(root / "guides"), "demo/plain", ON, "other-law 第三条", "demo/current")
    retire.trial.write(root, files)
    library = load(root / "guides")
    plain = library.procedure("demo/plain")
    assert plain.status and plain.status.instead == "改办“手机资格确认”。" and plain.governed_by == ("demo/current",)
    related = "  - {procedure: demo/plain, why: 第一次领取先办这一项。}"
    assert related in (EXAMPLES / "demo/everything.yml").read_text(encoding="utf-8")
    assert related.replace("plain", "current") in text(root, "demo/everything.yml")
    assert text(root, "demo/plain.yml").startswith("# Nothing but what is required")


@pytest.mark.parametrize(
    ("id", "why", "says"),
    [
        ("demo/plane", "demo-law", "没有事项“demo/plane”。是不是想写“demo/plain”"),
        ("demo/ended", "demo-law", "已经写了废止"),
        ("demo/plain", "机构改革了", "先写 guides/shared/laws.yml 里的法规"),
        ("demo/plain", "demo-lav 第三条", "是不是想写“demo-law”"),
    ],
)
def test_what_cannot_be_ended_is_refused_in_words(root: Path, id: str, why: str, says: str) -> None:
    with pytest.raises(retire.Refused, match=says):
        retire.retired(root, load(root / "guides"), id, ON, why, "到窗口问。")


def test_nothing_is_written_if_the_data_would_be_wrong(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.yml")}
    asked = ["demo", "plain", "--on", "2026-03-01", "--why", "demo-law 第三条", "--instead"]
    assert retire.main([*asked, " 前后有空格"], root) == 1
    said = capsys.readouterr().err
    assert "文件都没有动" in said and "guides/demo/plain.yml" in said
    assert {path: path.read_bytes() for path in root.rglob("*.yml")} == before
    assert retire.main([*asked, "到窗口问。"], root) == 0
    assert "guides/demo/plain.yml" in capsys.readouterr().out


def test_a_day_to_come_waits_for_that_day(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.yml")}
    asked = ["demo", "plain", "--on", "2999-01-01", "--why", "demo-law 第三条", "--instead", "到窗口问。"]
    assert retire.main(asked, root) == 1
    assert "2999-01-01 还没有到" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in root.rglob("*.yml")} == before


def test_a_law_has_its_new_name_wherever_we_say_it(root: Path) -> None:
    plain = root / "guides/demo/ended.yml"
    words = "notes:\n  - 照《示例办法》办。 # 《示例办法》\n  - {text: 看《示例办法》第二条。, original: 《示例办法》笫二条}\n"
    plain.write_text(plain.read_text(encoding="utf-8") + words, encoding="utf-8")
    sources = text(root, "demo/sources.yml")
    files = rename_law.renamed(root, load(root / "guides"), "《示例办法》", "《示例条例》", ON)
    rename_law.trial.write(root, files)
    assert text(root, "demo/ended.yml").endswith(
        "notes:\n  - 照《示例条例》办。 # 《示例办法》\n  - {text: 看《示例条例》第二条。, original: 《示例办法》笫二条}\n"
    )
    assert text(root, "demo/sources.yml") == sources
    library = load(root / "guides")
    assert library.laws[next(key for key in library.laws if key == "demo-law")].name == "《示例条例》"
    assert next(iter(library.changes.values())).text == "《示例办法》改名为《示例条例》，各处的名称都改了。"


def test_a_law_has_its_new_key_wherever_it_is_named(root: Path) -> None:
    files = rename_law.renamed(root, load(root / "guides"), "demo-law", "example-law", ON)
    rename_law.trial.write(root, files)
    library = load(root / "guides")
    assert "example-law" in library.laws and "demo-law" not in library.laws
    for name in files:
        if name != "guides/shared/changes.yml":
            old = (EXAMPLES / name.removeprefix("guides/")).read_text(encoding="utf-8")
            assert (root / name).read_text(encoding="utf-8") == old.replace("demo-law", "example-law")
    assert "从 demo-law 改成 example-law" in next(iter(library.changes.values())).text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("《示列办法》", "《新办法》", "是不是想写“《示例办法》”"),
        ("《示例办法》", "《另一办法》", "已经有"),
        ("demo-law", "other-law", "已经有"),
        ("《示例办法》", "新办法", "书名号"),
        ("demo-law", "新办法", "编号只能用"),
    ],
)
def test_a_law_that_cannot_be_renamed_is_refused_in_words(root: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(rename_law.Refused, match=says):
        rename_law.renamed(root, load(root / "guides"), old, new, ON)

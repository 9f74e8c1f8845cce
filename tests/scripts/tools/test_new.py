"""What `make new-region` and `make new` write is free of mistakes but for what is to be filled in, and says what to do next."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import calc
from scripts.compile.compiler import Compiler
from scripts.data.loader import load
from scripts.data.yaml_strict import DataError
from scripts.tools import new, new_region
from tests.support import ROOT


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("guides", "calc"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def unfilled(root: Path) -> list[str]:
    """The places that are still to be filled in, which keep the data from being published; there is no other mistake."""
    with pytest.raises(DataError) as caught:
        load(root / "guides", calc.calculators())
    places = []
    for problem in caught.value.problems:
        assert problem.message.startswith("还没有填：")
        places.append(f"{problem.place.path}:{problem.place.line}")
    return places


def test_a_new_region_has_no_code_and_is_shown_in_a_preview_but_not_published_before_it_is_filled_in(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_region.main(["suqian", "宿迁市"], root) == 0
    assert "make new region=suqian" in capsys.readouterr().out
    assert unfilled(root) == ["guides/suqian/region.yml:3", "guides/suqian/sources.yml:5"]
    library = load(root / "guides", calc.calculators(), regions=["national", "suqian"], drafts=True)
    assert [*library.regions] == ["national", "suqian"]
    assert library.regions["suqian"].name == "宿迁市"
    assert Compiler(root, ["national", "suqian"]).compile()["regions"] == ["national", "suqian"]


def test_its_filled_in_contribution_base_is_offered_without_code(root: Path) -> None:
    new_region.main(["suqian", "宿迁市"], root)
    folder = root / "calc/suqian"
    base = (folder / "parameters/contribution-base.yml.sample").read_text(encoding="utf-8")
    filled = base.replace("开始执行的日期", "2025-01-01").replace("截止日期", "2025-12-31")
    filled = filled.replace(
        "suqian-floor: 下限, suqian-ceiling: 上限}\n    s", "suqian-floor: 4000, suqian-ceiling: 20000}\n    s"
    )
    (folder / "parameters/contribution-base.yml").write_text(filled, encoding="utf-8")
    cited = (folder / "citations.yml.sample").read_text(encoding="utf-8")
    (folder / "citations.yml").write_text(
        cited.replace("https://公布文件的网址", "https://example.org/"), encoding="utf-8"
    )
    parameter = Compiler(root, ["national", "suqian"]).compile()["parameters"]["suqian/contribution-base"]
    assert parameter["concept"] == "contribution-base-limits"
    assert parameter["places"] == [{"id": "suqian", "name": "宿迁市"}]
    assert parameter["values"][0]["value"] == {"suqian-floor": "4000", "suqian-ceiling": "20000"}


def test_a_new_procedure_is_free_of_mistakes_but_for_what_is_to_be_filled_in(root: Path) -> None:
    assert new.main(["wuhan", "my-enrolment"], root) == 0
    assert unfilled(root) == [f"guides/wuhan/my-enrolment.yml:{line}" for line in (2, 3, 8)]
    library = load(root / "guides", calc.calculators(), regions=["wuhan"], drafts=True)
    assert library.knows("wuhan/my-enrolment")


def test_a_new_national_procedure_is_what_applies_now(root: Path) -> None:
    assert new.main(["national", "my-procedure"], root) == 0
    library = load(root / "guides", calc.calculators(), drafts=True)
    procedure = library.procedure("national/my-procedure")
    assert library.status_of(procedure).kind == "current"
    assert all(citation.law for citation in procedure.sources)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["Suqian", "宿迁市"], "不是合法的编号"),
        (["wuhan", "武汉市"], "已经有地区"),
        (["shared", "共用"], "另有用处"),
        (["suqian", ""], "用法"),
    ],
)
def test_a_region_that_cannot_be_is_refused_in_words(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert new_region.main(arguments, root) != 0
    assert says in capsys.readouterr().err


def test_a_procedure_without_a_region_or_a_source_is_refused_in_words(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new.main(["wuhann", "enrolment"], root) == 1
    assert "是不是想写“wuhan”" in capsys.readouterr().err
    new_region.main(["suqian", "宿迁市"], root)
    (root / "guides/suqian/sources.yml").unlink()
    assert new.main(["suqian", "enrolment"], root) == 1
    assert "先在 guides/suqian/sources.yml 里登记来源文件" in capsys.readouterr().err


def test_a_choice_of_a_region_that_has_no_folder_is_a_mistake_with_a_suggestion(root: Path) -> None:
    with pytest.raises(DataError, match=r"mkdocs\.yml:1:1：extra\.regions 里的“wuhann”没有文件夹.*是不是想写“wuhan”"):
        Compiler(root, ["wuhann"])

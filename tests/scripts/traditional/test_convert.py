"""Simplified to Traditional: the hand-written corpus of pitfalls, what must pass untouched, and the way back."""

import pickle
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts.data.yaml_strict import DataError
from scripts.traditional import (
    Converter,
    default_converter,
    fold,
    load_terms,
    normalise,
    readings,
    simplified_map,
    to_simplified,
)
from tests.every import every

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = yaml.load((ROOT / "tests/golden/traditional/pitfalls.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
CASES = [(case["simplified"], case["traditional"]) for group in GOLDEN.values() for case in group]
convert = default_converter().convert


@every("simplified, traditional", CASES)
def test_converts_as_written_by_hand(simplified: str, traditional: str) -> None:
    assert convert(simplified) == traditional
    assert convert(f"请注意：{simplified}。") == f"請注意：{traditional}。"


def test_every_pitfall_is_in_the_corpus() -> None:
    assert {f"P{number}" for number in range(1, 20)} <= {case["id"] for case in GOLDEN["pitfalls"]}


@every("simplified, traditional", CASES)
def test_comes_back_as_it_went(simplified: str, traditional: str) -> None:
    assert fold(to_simplified(traditional)) == fold(simplified)


def test_whole_project_comes_back_as_it_went(texts: list[tuple[str, str]]) -> None:
    plain = [(place, normalise(text)) for place, text in texts]
    assert [(place, text) for place, text in plain if fold(to_simplified(convert(text))) != fold(text)] == []


@given(
    st.text(
        st.characters(min_codepoint=1, max_codepoint=0x7F) | st.characters(min_codepoint=0xE000, max_codepoint=0xF8FF)
    )
)
def test_ascii_and_placeholders_pass_untouched(text: str) -> None:
    assert convert(text) == text


@pytest.mark.parametrize(
    "kept", ["https://www.gov.cn/a?b=后", "guannan/unit-registration", "\ue000", "①㈠Ⅰ⅛", "2024-07-01"]
)
def test_only_characters_change(kept: str) -> None:
    assert convert(f"后{kept}后") == f"後{kept.replace('后', '後')}後"


@pytest.mark.parametrize(
    ("radicals", "text"), [("社保⽹上办事", "社保网上办事"), ("⾮VIP⽤户", "非VIP用户"), ("⻅①㈠", "见①㈠")]
)
def test_radicals_become_characters_and_nothing_else_does(radicals: str, text: str) -> None:
    assert normalise(radicals) == text
    assert convert(radicals) == convert(text)


def test_builds_fast_enough_for_worker_processes() -> None:
    load_terms()
    started = time.process_time()
    Converter()
    assert time.process_time() - started < 0.2


def test_works_in_a_worker_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(default_converter().convert, "养老金发放").result() == "養老金發放"
    assert pickle.loads(pickle.dumps(Converter())).convert("养老金发放") == "養老金發放"


def test_leaves_no_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert Converter().convert("养老金发放") == "養老金發放"
    assert list(tmp_path.iterdir()) == []


def test_folds_glyphs_that_are_equally_good() -> None:
    assert fold("櫃臺、帳戶、裏面、爲、羣衆、週一、台賬") == fold("櫃檯、賬戶、裡面、為、群眾、周一、臺帳")
    assert fold("複核") == fold("覆核")
    assert fold("關系") != fold("關係")
    assert fold("批準") != fold("批准")


def test_query_characters_map_to_simplified() -> None:
    mapping = simplified_map(readings(convert("养老保险，台账、账户里的身份证说明，为户口复核，征收，四舍五入")))
    queries = {
        "養": "养",
        "險": "险",
        "臺": "台",
        "賬": "账",
        "帳": "账",
        "帐": "账",
        "裡": "里",
        "裏": "里",
        "證": "证",
    }
    queries |= {
        "証": "证",
        "說": "说",
        "説": "说",
        "為": "为",
        "爲": "为",
        "戶": "户",
        "徵": "征",
        "捨": "舍",
        "覆": "复",
    }
    assert queries.items() <= mapping.items()
    assert all(len(key) == len(value) == 1 and key != value for key, value in mapping.items())
    assert not {"台", "户", "口", "身"} & mapping.keys()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("traditional: 公布, why", "traditional: 公布了, why", "字数必须相同"),
        ("  参: {to: 參,", "  参: {too: 參,", "不认识“too”"),
        ("  于: {to: 於,", "  后: {to: 於,", "“后”写了两次"),
        ("simplified: 周口市, traditional: 周口市", "simplified: 公布, traditional: 公佈", "别处已定为“公布”"),
        ("\nnames:", "\nnams:", "是不是想写“names”"),
        ("words: {茶几: 茶几}", "words: {茶杯: 茶杯}", "没有“几”字"),
    ],
)
def test_mistakes_in_the_term_base_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (ROOT / "guides/shared/terms.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    broken = tmp_path / "terms.yml"
    broken.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_terms(broken)


def test_all_mistakes_are_listed_with_their_lines(tmp_path: Path) -> None:
    lines = (ROOT / "guides/shared/terms.yml").read_text(encoding="utf-8").splitlines()
    numbers = [number for number, line in enumerate(lines) if line.startswith("  - {simplified: ")][:2]
    for number in numbers:
        lines[number] = lines[number].replace(", why:", "字, why:")
    broken = tmp_path / "terms.yml"
    broken.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_terms(broken)
    assert [line.split("：")[0] for line in str(error.value).splitlines()[1:]] == [
        f"  {tmp_path.parent.name}/{tmp_path.name}/terms.yml:{number + 1}:5" for number in numbers
    ]


@pytest.mark.build
def test_the_check_for_editors_agrees() -> None:
    command = [sys.executable, "-m", "scripts.tools.check"]
    check = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (check.returncode, check.stderr) == (0, "")

import json
import subprocess
import sys

import pytest

from calc.__main__ import main


def call(capsys, *arguments):
    code = main(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_list_names_every_calculator(capsys):
    code, out, _err = call(capsys, "list")
    assert code == 0 and "national/retirement-month" in out and "法定退休年月" in out
    assert "national/contribution-roster" in out


def test_the_list_as_json_tells_programs_what_to_fill_in(capsys):
    _code, out, _err = call(capsys, "list", "--json", "--script", "zh-Hant")
    entries = {entry["slug"]: entry for entry in json.loads(out)}
    entry = entries["zhangjiagang/contribution-2005"]
    assert entry["title"] == "張家港2005年度五險月繳費額"
    assert "zhangjiagang/base-clamp" in entry["rules"]
    assert [item["name"] for item in entry["inputs"]][:2] == ["wage", "employer_kind"]
    roster = entries["national/contribution-roster"]
    assert roster["kind"] == "roster" and [column["name"] for column in roster["columns"]][:3] == [
        "name",
        "id_number",
        "wage",
    ]


def test_run_without_inputs_shows_the_worked_example(capsys):
    code, out, _err = call(capsys, "run", "wuhan/contribution-calc")
    assert code == 0 and json.loads(out)["outputs"]["total"] == "2110.00"


def test_decimals_in_json_stay_exact(capsys):
    _code, out, _err = call(capsys, "run", "wuhan/contribution-calc", "--json", '{"base": 0.07, "injury_rate": 0.5}')
    assert json.loads(out)["outputs"]["pension_employer"] == "0.01"


def test_wrong_inputs_are_told_as_json_and_by_the_exit_code(capsys):
    code, out, _err = call(capsys, "run", "wuhan/contribution-calc", "--json", '{"base": "-1"}')
    answer = json.loads(out)
    assert code == 1 and answer["state"] == "error"
    assert [(error["input"], error["code"]) for error in answer["errors"]] == [("base", "out-of-range")]


def test_explain_shows_formula_numbers_source_and_limits(capsys):
    _code, out, _err = call(capsys, "explain", "zhangjiagang/contribution-2005", "--json", '{"wage": 800}')
    for part in (
        "1,508.00元 × 下限比例 60% = 904.80元",
        "低于",
        "三、基金结算",
        "2005年7月1日至2006年6月30日",
        "旧指南",
    ):
        assert part in out


def test_an_unknown_calculator_is_named(capsys):
    code, _out, err = call(capsys, "run", "a/b")
    assert code == 2 and "a/b" in err


@pytest.mark.parametrize(
    "arguments", [["run", "x", "--json", "[1]"], ["run", "x", "--json", "{"], ["run", "x", "--as-of", "1"], []]
)
def test_a_wrong_call_is_refused_before_anything_is_computed(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_chinese_is_printed_where_the_locale_knows_none():
    command = [sys.executable, "-m", "calc", "run", "national/retirement-month", "--json", '{"birth": "\\ud800"}']
    done = subprocess.run(
        command, capture_output=True, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    )
    assert (done.returncode == 1 and "出生年月" in done.stdout.decode("utf-8")) or "看不懂" in done.stdout.decode(
        "utf-8"
    )


def test_a_tree_without_its_data_says_what_to_run(tmp_path):
    import shutil
    from pathlib import Path

    shutil.copytree(Path("calc"), tmp_path / "calc", ignore=shutil.ignore_patterns("data.json", "*.mo", "__pycache__"))
    done = subprocess.run([sys.executable, "-m", "calc", "list"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2 and "make setup" in done.stderr and "Traceback" not in done.stderr

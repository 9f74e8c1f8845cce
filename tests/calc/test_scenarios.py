"""A result opened again, from a link or a saved receipt: nothing is lost, nothing private is in it, changes are told."""

import copy
import json
import re
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calc
from calc.browser import handle
from calc.engine.data import load
from tests.every import every

CONTRIBUTION = "wuhan/contribution-calc"


def ask(slug, inputs, **more):
    return json.loads(handle(json.dumps({"do": "run", "slug": slug, "inputs": inputs, **more})))


def typed(state):
    """What a page puts into its fields from a link."""
    return {name: text for name, text in state.items() if not name.startswith("r.") and name != "as_of"}


@every("slug", calc.calculators())
def test_a_link_brings_every_example_back_except_what_names_a_person(slug):
    calculator = calc.find(slug)
    first = ask(slug, calculator.example)
    link = first["link"]
    private = {item.name for item in calculator.inputs if item.sensitive}
    assert private.isdisjoint(link) and all(isinstance(text, str) for text in link.values())
    assert not any(calculator.example.get(name, "?") in text for name in private for text in link.values())
    again = ask(slug, typed(link) | {name: calculator.example[name] for name in private}, opened=link)
    assert again["result"] == first["result"]
    assert "重新算过，结果和当时一样。" in again["opened"] and "当时的结果" not in again["opened"]
    assert len("&".join(f"{name}={text}" for name, text in link.items())) < 2000


@every("slug", calc.calculators())
def test_a_receipt_run_again_gives_the_same_result(slug):
    saved = json.loads(json.dumps(calc.example(slug)))
    example = calc.find(slug).example
    receipt = saved["receipt"]
    more = {name: example[name] for name in receipt["left_out"]}
    as_of = date.fromisoformat(receipt["as_of"]) if receipt["as_of"] else None
    assert calc.run(slug, receipt["inputs"] | more, as_of=as_of)["receipt"] == receipt
    result, says = calc.reopen(saved, more)
    assert result["receipt"] == receipt
    assert says == ["重新算过，结果和当时一样。"]


def test_the_command_line_opens_a_saved_result(tmp_path):
    def call(*arguments):
        command = [sys.executable, "-m", "calc", *arguments]
        done = subprocess.run(command, capture_output=True, check=False)
        return done.returncode, done.stdout.decode()

    path = tmp_path / "result.json"
    path.write_text(call("run", CONTRIBUTION, "--json", '{"base": "5000"}')[1], "utf-8")
    assert call("reopen", str(path)) == (0, "重新算过，结果和当时一样。\n")
    path.write_text(path.read_text("utf-8").replace('"total":"2110.00"', '"total":"2111.00"'), "utf-8")
    code, said = call("reopen", str(path))
    assert code == 0 and "当时的结果" in said  # the receipt is whole, but what stood in the file is another result
    path.write_text("{}", "utf-8")
    assert call("reopen", str(path))[0] == 2
    path.write_text(call("run", "national/id-number-check")[1], "utf-8")
    code, said = call("reopen", str(path))
    assert code == 1 and "请填写“公民身份号码”" in said
    assert call("reopen", str(path), "--json", '{"number": "11010519491231002X"}')[0] == 0


def newer(monkeypatch, parameter, **changed):
    """The data of a later edition: one parameter with other periods."""
    data = copy.deepcopy(load())
    for period in data["parameters"][parameter]["values"]:
        period.update(changed)
    monkeypatch.setattr("calc.engine.parameters.load", lambda: data)


def test_under_newer_rules_both_results_stand_side_by_side_with_what_changed(monkeypatch):
    inputs = {"base": "5000"}
    first = ask(CONTRIBUTION, inputs)
    values = copy.deepcopy(load()["parameters"]["wuhan/contribution-rates"]["values"][0]["value"])
    values["pension"]["employer"] = "0.16"
    newer(monkeypatch, "wuhan/contribution-rates", value=values, hash="f" * 16)
    opened = ask(CONTRIBUTION, inputs, opened=first["link"])["opened"]
    name = load()["parameters"]["wuhan/contribution-rates"]["name"]
    assert f"当时的结果：{first['result']['headline']}" in opened and "现在的结果：" in opened
    assert f"“{name}”（资料没有写明适用时间）的数值、出处或核对情况，在那以后改过。" in opened
    assert "工伤" not in opened.split("现在的结果")[1].split("改过")[1]  # the other parameter has not changed


def test_another_period_another_version_and_another_day_are_named():
    slug, inputs = "national/account-interest", {"opening": "1000", "monthly": "0", "year": "2024"}
    link = ask(slug, inputs)["link"] | {"year": "2023"}
    opened = ask(slug, inputs, opened=link | {"r.rules": link["r.rules"].replace("2024-01-01", "2023-01-01")})["opened"]
    assert "当时用的是2023年1月1日起，这次用的是2024年1月1日至2024年12月31日" in opened
    opened = ask(slug, inputs, opened=link | {"r.version": "0.0.1"})["opened"]
    assert f"计算程序从0.0.1版换成了{calc.__version__}版" in opened
    slug = "yangzhou/unemployment-timeline"
    inputs = calc.find(slug).example
    link = ask(slug, inputs, as_of="2025-01-02")["link"]
    assert link["as_of"] == "2025-01-02"
    opened = ask(slug, inputs, as_of="2025-01-03", opened=link)["opened"]
    assert "当时按2025年1月2日算，这次按2025年1月3日算" in opened


def test_a_link_without_a_day_follows_the_calendar():
    slug = "yangzhou/unemployment-timeline"
    link = ask(slug, calc.find(slug).example)["link"]
    assert "as_of" not in link and date.fromisoformat(link["r.day"])


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ({"base": "5000", "wages": "77"}, "链接里的“wages=77”，这一页没有这一项，没有用上。"),
        ({"base": "5000"}, "链接里没有当时的结果，或者写得不完整"),
        ({"base": "5000", "r.version": "1", "r.rules": "a~b", "r.outputs": "", "r.day": ""}, "写得不完整"),
        ({"base": "5000", "r.version": "1", "r.rules": "", "r.outputs": "", "r.day": "2025-13-40"}, "写得不完整"),
    ],
)
def test_a_broken_or_outdated_link_is_told_and_what_is_good_is_used(state, says):
    answer = ask(CONTRIBUTION, {"base": "5000"}, opened=state)
    assert answer["state"] == "done" and says in answer["opened"]


def test_an_option_there_no_longer_is_has_to_be_chosen_again():
    example = dict(calc.find("zhangjiagang/contribution-2005").example)
    opened = ask("zhangjiagang/contribution-2005", example, opened=example | {"employer_kind": "club"})["opened"]
    assert "写的是“club”，没有这个选项" in opened


def test_a_number_that_names_a_person_has_to_be_typed_again():
    answer = ask("national/id-number-check", {"number": ""}, opened={"r.version": "1"})
    assert answer["state"] == "error" and "“公民身份号码”不写进链接" in answer["opened"]
    answer = ask("national/id-number-check", {"number": "11010519491231002X"})
    assert answer["left_out"] == "为了不泄露，“公民身份号码”没有写进链接。"
    assert "r.headline" not in answer["link"]


@given(
    st.dictionaries(st.text(max_size=12) | st.sampled_from(["base", "as_of", "r.rules", "r.day"]), st.text(max_size=60))
)
def test_nothing_in_a_link_makes_it_raise_or_is_shown_unescaped(state):
    answer = ask(CONTRIBUTION, {"base": "5000"}, opened=state | {"<script>": "<img src=x>", "r.headline": "<b>"})
    assert answer["state"] == "done"
    assert "<script" not in answer["opened"] and "<img" not in answer["opened"] and "<b>" not in answer["opened"]


def test_an_estimate_is_offered_where_no_number_is_known_and_is_labelled():
    inputs = {"opening": "1000", "monthly": "0", "start": "2025-01", "end": "2030-12"}
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run("national/account-growth", inputs)
    (problem,) = caught.value.problems
    assert "2025年1月1日至2025年12月31日" in problem.message
    assert "也可以在“还没有公布利率的年度，按多少估算”里自己填那时的数，或者填一个估计的。" in problem.message
    result = calc.run("national/account-growth", inputs | {"future_rate": "2"})
    assert any("自己填的2%，没有核对过" in text for text in result["assumptions"])


def test_a_day_that_plays_no_part_is_not_passed_over_in_silence():
    result = calc.run(CONTRIBUTION, {"base": "5000"}, as_of=date(1990, 1, 1))
    assert any("1990年1月1日" in text for text in result["assumptions"])
    assert calc.run(CONTRIBUTION, {"base": "5000"})["assumptions"] != result["assumptions"]


def test_links_made_long_ago_are_compared_by_as_many_digits_and_what_is_shown_of_one_is_short():
    answer = ask(CONTRIBUTION, {"base": "5000"})
    link = answer["link"]
    assert re.fullmatch("[0-9a-f]{12}", link["r.outputs"])
    assert all(re.fullmatch("[^~]+~[^~]+~[0-9a-f]{12}", entry) for entry in link["r.rules"].split(","))
    strange = {"甲" * 41: "乙" * 41, "r.headline": "丙" * 81, "r.outputs": "0" * 12, "r.version": "1" * 41}
    opened = ask(CONTRIBUTION, {"base": "5000"}, opened=link | strange)["opened"]
    assert f"链接里的“{'甲' * 40}={'乙' * 40}”" in opened
    assert f"从{'1' * 40}版" in opened
    assert "丙" * 80 in opened and "丙" * 81 not in opened

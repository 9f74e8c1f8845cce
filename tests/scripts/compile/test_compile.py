"""The compile step: what it refuses, in what words, and that it gives the same bytes again."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import calc
from calc.engine import parameters
from calc.engine.data import load as calc_data
from calc.engine.parameters import Law, OutsidePeriod
from scripts.compile import catalogue
from scripts.compile.compiler import DATA, Compiler, write
from scripts.data.yaml_strict import DataError
from scripts.traditional import ambiguous
from tests.support import ROOT

RATE = """\
name: 费率
unit: ratio
labels: {employer: 单位}
values:
  - {from: 2020-01-01, to: 2020-12-31, value: {employer: 0.08}, sources: [{law: some-law}], status: old-guide}
  - {from: 2021-01-01, to: open, value: {employer: 0.10}, sources: [{law: some-law, place: 第一条}], status: secondary}
"""
FLOW = """\
title: 去哪里办
summary: 回答一个问题。
rules: [city/rule]
sources: [{law: some-law}, {document: some-guide}]
status: old-guide
start: who
questions:
  who:
    ask: 您是谁？
    options:
      worker: {label: 职工, next: counter}
      other: {label: 其他人, next: where}
  where:
    ask: 在哪里？
    options:
      here: {label: 本地, next: counter}
      away: {label: 外地, next: phone}
outcomes:
  counter: {title: 去柜台}
  phone: {title: 打电话}
example: {who: worker}
"""
CALENDAR = """\
"2025":
  notices: [{title: 放假通知, url: "https://example.org/2025"}]
  holidays:
    - {name: 元旦, from: 2025-01-01, to: 2025-01-01}
  working_days: [2025-01-26]
"""


@pytest.fixture
def project(tmp_path):
    for name, text in {
        "guides/shared/laws.yml": "some-law: {name: 《某某法》}\n",
        "calc/city/rules.yml": "city/rule: {rule: 一条规则, place: 某某指南}\n",
        "guides/city/sources.yml": "",
        "calc/city/citations.yml": "some-guide: {url: 'https://example.org/'}\nanother-paper: {title: 另一份文件}\n",
        "calc/city/parameters/rate.yml": RATE,
        "calc/city/flows/where.yml": FLOW,
        "calc/calendar.yml": CALENDAR,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "guides/city/sources.yml").write_text("some-guide: {title: 某某指南}\n", "utf-8")
    return tmp_path


def mistakes(project, path, old, new):
    text = (project / path).read_text("utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataError) as caught:
        Compiler(project).compile()
    return [str(problem) for problem in caught.value.problems]


def test_the_project_as_it_stands_compiles(project):
    data = Compiler(project).compile()
    assert data["citations"]["some-law"] == {"title": "《某某法》", "url": ""}
    assert data["citations"]["some-guide"] == {"title": "某某指南", "url": "https://example.org/"}
    assert "another-paper" not in data["citations"]  # nobody cites it
    assert data["regions"] == ["city"]
    assert data["citations"]["holiday-notice-2025-1"] == {"title": "放假通知", "url": "https://example.org/2025"}
    assert data["parameters"]["city/rate"]["values"][1]["to"] is None
    assert [question["id"] for question in data["flows"]["city/where"]["questions"]] == ["who", "where"]


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("to: 2020-12-31", "to: 2020-11-30", ":6:", "空档"),
        ("to: 2020-12-31", "to: 2021-02-01", ":6:", "重叠"),
        ("to: 2020-12-31", "to: open", ":5:", "后面不能再有一段"),
        ("to: 2020-12-31", "to: 2019-12-31", ":5:", "早于开始日期"),
        ("from: 2020-01-01, to: 2020-12-31, ", "", ":5:", "undated: true"),
        ("from: 2020-01-01", "undated: true, from: 2020-01-01", ":5:", "undated"),
        ("{employer: 0.08}", "{employer: 8%}", ":5:", "不是十进制数"),
        ("{employer: 0.08}", "{employer: 08}", ":5:", "不是十进制数"),
        ("{employer: 0.08}", "{employee: 0.08}", ":5:", "没有名称"),
        ("{employer: 0.10}", "{}", ":6:", "这里要写一个数"),
        ("law: some-law}", "law: some-lav}", ":5:", "是不是想写“some-law”"),
        ("{law: some-law}", "{place: 第一条}", ":5:", "document"),
        ("status: old-guide", "status: sure", ":5:", "不在可选范围内"),
        ("status: old-guide", "status: verified", ":5:", "verified_on"),
        ("unit: ratio", "unit: percent", ":2:", "不在可选范围内"),
        ("from: 2020-01-01", "from: 2020-02-30", ":5:", "不是日期"),
        ("name: 费率", "title: 费率", ":1:", "缺少“name”"),
        ("unit: ratio", "unit: ratio\nprojection: false", ":1:", "不用写 projection"),
        ("unit: ratio", "unit: ratio\nmeanwhile: 先照旧", ":1:", "还要写 projection: true"),
        ("to: open", "to: 2021-12-31", ":1:", "要写 projection"),
    ],
)
def test_mistakes_in_a_parameter_are_named_with_their_place(project, old, new, place, says):
    problems = mistakes(project, "calc/city/parameters/rate.yml", old, new)
    assert any(
        problem.startswith("calc/city/parameters/rate.yml" + place) and says in problem for problem in problems
    ), problems


def test_periods_with_different_tables_are_refused(project):
    problems = mistakes(project, "calc/city/parameters/rate.yml", "value: {employer: 0.10}", "value: 0.10")
    assert any("编号要一致" in problem for problem in problems)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("next: where", "next: there", "下一步“there”不存在"),
        ("next: where", "next: counter", "没有哪个选项通到“where”"),
        ("away: {label: 外地, next: phone}", "away: {label: 外地, next: who}", "绕回了自己：who → where → who"),
        ("start: who", "start: whom", "是不是想写“who”"),
        ("phone: {title: 打电话}", "where: {title: 打电话}", "既是问题又是结论"),
    ],
)
def test_mistakes_in_a_flow_are_named(project, old, new, says):
    problems = mistakes(project, "calc/city/flows/where.yml", old, new)
    assert any(says in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2025-01-26", "2025-01-27", "星期六或星期日"),
        ("2025-01-26", "2024-01-27", "2025 年的"),
        ("to: 2025-01-01", "to: 2024-12-31", "先开始后结束"),
        ("from: 2025-01-01, to: 2025-01-01", "from: 2025-01-25, to: 2025-01-28", "既写成放假又写成补班"),
        ("https://example.org/2025", "javascript:alert(1)", "https://"),
    ],
)
def test_mistakes_in_the_calendar_are_named(project, old, new, says):
    problems = mistakes(project, "calc/calendar.yml", old, new)
    assert any(says in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("some-guide: {", "some-guide: {title: 别的名称, ", "已有名称，这里只写网址"),
        ("title: 另一份文件", "url: 'https://example.org/'", "没有，这里要写名称"),
        ("https://example.org/", "file:///etc/passwd", "https://"),
    ],
)
def test_a_title_stands_in_one_register_only(project, old, new, says):
    problems = mistakes(project, "calc/city/citations.yml", old, new)
    assert any(problem.startswith("calc/city/citations.yml:") and says in problem for problem in problems), problems


def test_a_year_left_out_of_the_calendar_is_noticed(project):
    later = CALENDAR.replace("2025-01-26", "2027-01-23").replace("2025", "2027")
    problems = mistakes(project, "calc/calendar.yml", CALENDAR, CALENDAR + later)
    assert any("应当是 2026 年" in problem for problem in problems)


def test_all_mistakes_are_listed_at_once(project):
    path = project / "calc/city/parameters/rate.yml"
    path.write_text(RATE.replace("unit: ratio", "unit: percent"), "utf-8")
    problems = mistakes(project, "calc/city/flows/where.yml", "next: phone", "next: fone")
    assert {problem.split(":")[0] for problem in problems} == {
        "calc/city/parameters/rate.yml",
        "calc/city/flows/where.yml",
    }


def test_compiling_twice_gives_the_same_bytes(project):
    first, second = project / "1.json", project / "2.json"
    write(project, first)
    write(project, second)
    assert first.read_bytes() == second.read_bytes()
    assert json.loads(first.read_text("utf-8"))["hash"]


def test_another_machine_compiles_the_same_bytes(project, tmp_path_factory):
    """Another folder, time zone, locale, order of hashes, file mode, and no network: a socket cannot even be made."""
    other = shutil.copytree(project, tmp_path_factory.mktemp("别处") / "项目 二")
    code = (
        "import os, pathlib, socket, sys\n"
        "os.umask(int(sys.argv[2], 8)); socket.socket = socket.getaddrinfo = None\n"
        "from scripts.compile.compiler import write\n"
        "root = pathlib.Path(sys.argv[1]); write(root, root / 'data.json')\n"
    )
    for root, umask, more in (
        (project, "022", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        (other, "077", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"}),
    ):
        command = [sys.executable, "-c", code, str(root), umask]
        subprocess.run(command, cwd=ROOT, env=os.environ | more, check=True)
    assert (project / "data.json").read_bytes() == (other / "data.json").read_bytes()


def test_the_data_in_use_is_what_the_sources_say_and_it_is_noted_what_was_read_of_each():
    compiler = Compiler(Path())
    assert (ROOT / "calc" / DATA).read_text("utf-8").strip() == json.dumps(
        compiler.compile(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    read = compiler.procedures
    assert read["guannan/transfer-in"] >= {"materials", "situations", "windows"}  # a checklist and an opening name it
    assert not any("steps" in fields for fields in read.values())


def test_the_2005_rate_table_adds_up_as_the_guide_prints_it():
    table = calc_data()["parameters"]["zhangjiagang/contribution-rates"]["values"][0]["value"]
    kinds = {"enterprise": "pension-enterprise", "institution": "pension-institution"}
    for kind, (employer, total) in {"enterprise": ("0.298", "0.408"), "institution": ("0.318", "0.428")}.items():
        rows = [rates for name, rates in table.items() if name == kinds[kind] or not name.startswith("pension")]
        sums = {payer: sum(Decimal(rates[payer]) for rates in rows) for payer in ("employer", "employee")}
        assert (sums["employer"], sums["employee"]) == (Decimal(employer), Decimal("0.11"))
        assert sum(sums.values()) == Decimal(total)


def test_a_flow_asks_only_what_the_answers_lead_to(project, monkeypatch):
    from calc.declared import flows

    monkeypatch.setattr(flows, "load", lambda: Compiler(project).compile())
    found = flows.flows.__wrapped__()["city/where"]
    assert [item.name for item in found.inputs] == ["who", "where"]
    assert found.inputs[1].ask_when == {"any": [{"situation": "who", "is": ["other"]}]}
    monkeypatch.setattr("calc.engine.trace.load", lambda: Compiler(project).compile())
    assert found.run({"who": "worker"})["headline"].endswith("：去柜台")
    assert found.run({"who": "worker", "where": "away"})["headline"].endswith("：去柜台")
    assert found.run({"who": "other", "where": "away"})["headline"].endswith("：打电话")
    with pytest.raises(calc.CannotCalculate) as caught:
        found.run({"who": "other"})
    assert [problem.input for problem in caught.value.problems] == ["where"]


@pytest.fixture
def law(project, monkeypatch):
    data = Compiler(project).compile()
    monkeypatch.setattr(parameters, "load", lambda: data)
    monkeypatch.setattr("calc.engine.trace.load", lambda: data)
    return Law(("city/rate",))


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2020, 1, 1), "0.08"),
        (date(2020, 12, 31), "0.08"),
        (date(2021, 1, 1), "0.10"),
        (date(2099, 1, 1), "0.10"),
    ],
)
def test_both_ends_of_a_period_belong_to_it(law, day, value):
    assert str(law.figure("city/rate", day, "employer").value) == value


def test_a_day_outside_names_the_parameter_the_day_and_the_nearest_period(law):
    with pytest.raises(OutsidePeriod) as caught:
        law.figure("city/rate", date(2019, 12, 31), "employer", input="month")
    assert caught.value.input == "month"
    for part in ("费率", "2019年12月31日", "2020年1月1日至2020年12月31日"):
        assert part in str(caught.value)


def test_what_was_looked_up_is_remembered_with_its_source(law):
    law.figure("city/rate", date(2022, 1, 1), "employer")
    (used,) = law.used()
    assert (used["id"], used["period"], used["status"]) == ("city/rate", "2021年1月1日起", "secondary")
    assert used["sources"] == [{"title": "《某某法》", "place": "第一条", "url": ""}]


def test_a_parameter_that_was_not_declared_cannot_be_read(law):
    with pytest.raises(KeyError, match="does not declare"):
        law.figure("city/other", date(2022, 1, 1))


def test_a_dated_parameter_needs_a_day(law):
    with pytest.raises(ValueError, match="a day is needed"):
        law.figure("city/rate", None, "employer")


def test_the_catalogue_is_the_same_each_time_and_speaks_traditional():
    messages = {"请填写“{label}”。": None, "账户": "帳戶", "": None}
    first = catalogue.catalogue(messages, lambda text: text.replace("请", "請").replace("写", "寫"))
    assert first == catalogue.catalogue(
        dict(reversed(messages.items())), lambda text: text.replace("请", "請").replace("写", "寫")
    )
    import gettext
    import io

    translations = gettext.GNUTranslations(io.BytesIO(first))
    assert translations.gettext("请填写“{label}”。") == "請填寫“{label}”。"
    assert translations.gettext("账户") == "帳戶"


def test_a_value_may_bring_its_own_traditional_form(project):
    path = project / "calc/city/parameters/rate.yml"
    path.write_text(RATE.replace("name: 费率", "name: {zh-Hans: 费率, zh-Hant: 費率之比}"), "utf-8")
    compiler = Compiler(project)
    assert compiler.compile()["parameters"]["city/rate"]["name"] == "费率"
    assert compiler.words["费率"] == "費率之比" and compiler.words["去柜台"] is None


def test_a_message_with_its_numbers_inside_is_refused(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text('_(f"共{n}份")\n', "utf-8")
    with pytest.raises(ValueError, match=r"bad\.py:1"):
        list(catalogue.messages_in_code(bad))


def test_a_human_has_decided_every_ambiguous_character_of_the_messages():
    texts = [
        (place, message)
        for path in (ROOT / "calc").rglob("*.py")
        for message, place in catalogue.messages_in_code(path)
    ]
    compiler = Compiler(Path())
    compiler.compile()
    texts += [("calc/data.json", word) for word, own in compiler.words.items() if own is None]
    assert [str(finding) for finding in ambiguous(texts)] == []

"""What the compile step refuses in eligibility, deadlines, opening times and checklists, and in what words."""

import pytest

from scripts.compile.compiler import Compiler
from scripts.data.yaml_strict import DataError

HEAD = """\
title: 标题
summary: 一句话。
rules: [city/rule]
sources: [{law: some-law}]
status: old-guide
not_covered: [别的情况。]
example_today: 2025-01-01
"""
FILES = {
    "guides/shared/laws.yml": "some-law: {name: 《某某法》}\n",
    "calc/city/rules.yml": "city/rule: {rule: 一条规则, place: 某某指南}\n",
    "guides/city/sources.yml": "some-guide: {title: 某某指南, file: guide.txt, status: {kind: undated}}\n",
    "calc/city/citations.yml": "civil-code: {title: 民法典}\n",
    "calc/calendar.yml": '"2025":\n  notices: [{title: 通知, url: "https://example.org/"}]\n  holidays:\n    - {name: 元旦, from: 2025-01-01, to: 2025-01-01}\n'
    "  working_days: [2025-01-26]\n",
    "calc/city/criteria/can.yml": HEAD
    + """\
criteria:
  sex: {ask: 性别, options: {male: 男, female: 女}}
  birth: {kind: birth, label: 年龄, ask: 出生日期, at_least: {by: sex, male: 60, female: 50}}
  months: {kind: number, label: 月数, ask: 几个月？, unit: month, most: 600, at_least: 12, when: {sex: male}}
  paid: {label: 缴了, ask: 缴了吗？, needs: [yes]}
met: {title: 可以}
unmet: {title: 不行}
example: {sex: male, birth: 1960-01-01, months: "12", paid: yes}
""",
    "calc/city/deadlines/until.yml": HEAD
    + """\
choice: {ask: 哪一种？, options: {short: 短的, long: 长的}}
starts:
  begun: {ask: 哪一天？}
limits:
  soon: {label: 短期, from: begun, within: 5 working days, for: [short]}
  own: {label: 办结, from: begun, limit: city/registration#finish, for: [long]}
  after: {label: 过后, from: begun, limit: city/registration#finish, after: true, for: [long]}
  later: {label: 长期, from: begun, day: {months: 1, from: 15, to: 16}, for: [long]}
done: {ask: 哪天办的？, limit: soon, in_time: 及时, late: 晚了}
example: {which: short, begun: 2025-01-02}
""",
    "guides/city/registration.yml": """\
name: 登记
summary: 一句话。
audience: [单位]
kinds: [养老保险]
sources: [{document: some-guide}]
channels: [{kind: 窗口办理, hours: 周一至周五, rest_days: 不办公}]
windows:
  - {id: counter, every: month, from: 1, to: 18, doubtful: [19], advice: 先问。}
  - {id: office, every: week, from: mon, to: fri, hours: [09:30-12:00]}
time_limits: [{id: finish, within: 7 working days}]
""",
    "guides/shared/vocabulary.yml": """\
audiences: [{name: 单位, slug: employers}]
kinds: [{name: 养老保险, slug: pension}]
channels: [{name: 窗口办理, slug: counter}]
elements: [{name: 办理材料, slug: materials}]
""",
    "guides/shared/materials.yml": "book: {name: 手册, names: [手册], status: local, now: 先问。, source: {law: some-law}}\n",
    "guides/shared/life_events.yml": "moving: {name: 搬家, summary: 一句话。}\n",
    "guides/shared/common_rules.yml": "rule: {text: 一句话。}\n",
    "guides/shared/hotlines.yml": "line: {name: 电话}\n",
    "calc/city/openings/today.yml": HEAD
    + """\
ask: 办什么？
openings:
  counter: {label: 柜台, window: city/registration#counter}
  office: {label: 窗口, window: city/registration#office}
example: {which: counter, day: 2025-01-02}
""",
}


@pytest.fixture
def project(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_the_rules_as_they_stand_compile(project):
    data = Compiler(project).compile()
    (criteria,) = data["criteria"].values()
    assert criteria["criteria"][1]["limits"] == {"at_least": {"value": {"male": "60", "female": "50"}, "by": "sex"}}
    assert data["deadlines"]["city/until"]["limits"][0]["unit"] == "working-day"
    counter, office = data["openings"]["city/today"]["openings"]
    assert office["hours"] == [["09:30", "12:00"]] and counter["window"]["doubtful"] == [19]
    assert counter["window"]["hours"] == {"rest": "closed", "weekdays": True}
    _soon, own, after, _later = data["deadlines"]["city/until"]["limits"]
    assert (own["amount"], own["unit"], own["binds"]) == (7, "working-day", "office")
    assert (after["amount"], after["binds"], after["begins"]) == (7, "wait", True)
    assert data["calendar"]["2026"]["holidays"][0] == {"name": "元旦", "from": "2026-01-01", "to": "2026-01-01"}
    assert data["checklists"] == {}


CRITERIA, DEADLINES, OPENINGS = (
    f"calc/city/{name}.yml" for name in ("criteria/can", "deadlines/until", "openings/today")
)


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        (CRITERIA, "male: 60, female: 50", "male: 60, females: 50", "给它的每个选项写一个数"),
        (CRITERIA, "by: sex", "by: age", "by 要写前面的选择题"),
        (CRITERIA, "when: {sex: male}", "when: {sex: man}", "不是前面的问题和选项"),
        (CRITERIA, "needs: [yes]", "needs: [yse]", "是不是想写“yes”"),
        (CRITERIA, "most: 600, ", "", "most"),
        (CRITERIA, "at_least: 12, ", "", "at_least、over、under、at_most"),
        (CRITERIA, "label: 缴了, ", "", "条件要有名称"),
        (CRITERIA, "at_least: 12", "at_least: twelve", "这里要写一个数"),
        (DEADLINES, "from: begun, within", "from: begin, within", "是不是想写“begun”"),
        (DEADLINES, "within: 5 working days, ", "", "要写一个，只写一个"),
        (DEADLINES, "for: [short]", "for: [shrot]", "是不是想写“short”"),
        (DEADLINES, "within: 5 working days, for: [short]", "within: 5 working days, for: [long]", "“short”没有期限"),
        (DEADLINES, "limit: soon", "limit: soone", "是不是想写“soon”"),
        (DEADLINES, "5 working days", "5 days", "15 working days"),
        (OPENINGS, "ask: 办什么？\n", "", "要写 ask"),
        (OPENINGS, "registration#counter", "registration#conter", "没有编号“conter”。是不是想写“counter”？"),
        (
            OPENINGS,
            "city/registration#office",
            "city/registratio#office",
            "没有事项“city/registratio”。是不是想写“city/registration”？",
        ),
        (OPENINGS, "city/registration#office", "city/registration", "地区/事项#编号"),
        (DEADLINES, "limit: city/registration#finish", "limit: city/registration#fnish", "是不是想写“finish”"),
        (
            DEADLINES,
            "day: {months: 1, from: 15, to: 16}",
            "day: {months: 1, window: city/registration#office}",
            "只能用每月",
        ),
    ],
)
def test_mistakes_are_named_with_their_place(project, path, old, new, says):
    assert old in FILES[path]
    (project / path).write_text(FILES[path].replace(old, new, 1), "utf-8")
    with pytest.raises(DataError) as caught:
        Compiler(project).compile()
    assert any(str(problem).startswith(path) and says in str(problem) for problem in caught.value.problems)


def test_a_checklist_of_a_procedure_that_is_not_there_is_refused(project):
    register = "city/list: {title: 清单, summary: 一句话。, procedure: city/none, rules: [city/rule], status: old-guide, example: {who: me}}\n"
    (project / "calc/city/checklists.yml").write_text(register, "utf-8")
    for name in ("vocabulary", "materials", "life_events", "common_rules", "hotlines"):
        (project / f"guides/shared/{name}.yml").write_text("", "utf-8")
    with pytest.raises(DataError) as caught:
        Compiler(project).compile()
    assert any("没有事项“city/none”" in str(problem) for problem in caught.value.problems)

"""The answer in a few words: a headline is short enough to be read at a glance, and says once what follows it in full."""

import re
from datetime import date

import calc
from calc.engine.data import load
from tests.calc.published import CASES
from tests.every import every

MOST = 55
"""Characters of a headline: four lines on a phone. They do not count how old the guide is, which stands before what it says."""
AGE = re.compile(r"^(估算：)?照[^：]*资料[^：]*：")
TODAY = date(2026, 11, 29)


def cases(slug):
    """The inputs of the published cases of a calculator and of its example, with the day on which they are asked."""
    calculator = calc.find(slug)
    yield calculator.example, TODAY
    yield calculator.example, date.fromisoformat(calculator.example_today or TODAY.isoformat())
    for case in CASES:
        if case["calculator"] == slug:
            yield case.get("input") or {}, date.fromisoformat(case.get("as_of", TODAY.isoformat()))


@every("slug", calc.calculators())
def test_a_headline_is_short(slug):
    said = set()
    for typed, day in cases(slug):
        try:
            said.add(calc.run(slug, typed, as_of=day)["headline"])
        except calc.CannotCalculate:
            continue  # a case of what is refused
    assert said
    assert [headline for headline in said if len(AGE.sub("", headline)) > MOST] == []


def test_every_outcome_that_is_written_as_data_is_short():
    data = load()
    titles = [outcome["title"] for flow in data["flows"].values() for outcome in flow["outcomes"].values()]
    for rule in data["criteria"].values():
        titles += [rule[end]["title"] for end in ("met", "unmet")]
    assert len(titles) > 100
    assert [title for title in titles if len(title) > MOST] == []


def test_why_a_day_moves_stands_below_the_headline():
    answer = calc.run("zhangjiagang/change-30-days", {"changed": "2005-07-01"}, as_of=date(2005, 7, 10))
    assert answer["headline"] == "办变更登记或注销登记：最晚2005年7月31日（星期日），顺延到2005年8月1日（星期一）"
    assert "那天是休息日，按民法典第二百零三条顺延到2005年8月1日（星期一）" in answer["explanations"][0]


def test_of_two_days_the_headline_names_both_and_the_sentences_where_one_moves_to():
    answer = calc.run("national/injury-filing", {"injured": "2025-09-01"}, as_of=date(2025, 9, 10))
    assert "2025年10月1日" in answer["headline"] and "2026年9月1日" in answer["headline"]
    assert (
        "顺延到2025年10月9日" in answer["explanations"][0]
        and "顺延到2025年10月9日" in answer["tables"][0]["rows"][0][1]
    )


def test_a_checklist_says_how_many_and_then_what_of_them():
    answer = calc.example("yangzhou/unemployment-materials")
    assert answer["headline"] == "照旧资料（没有写日期）：一共4种材料，其中1种现在不用了，要带的是3种"
    assert "写明份数的是原件2份、复印件2份" in answer["explanations"][0]


def test_of_what_cannot_be_done_any_more_the_headline_is_the_first_sentence_and_the_rest_follows():
    answer = calc.run("shenzhen/special-settlement", {"case": "green-card", "citizen": "yes"}, as_of=TODAY)
    assert answer["headline"].endswith("个人账户保留，到了年龄再领")
    assert answer["today"]["text"].startswith("丧失了中国国籍的，可以书面申请终止，一次领走。")

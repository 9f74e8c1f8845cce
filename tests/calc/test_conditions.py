from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.engine.conditions import ConditionError, Need, evaluate, in_words, situations, table

OPTIONS = {"applicant": ["employer", "family", "union"], "agent": ["yes", "no"], "age": ["young", "old"]}

leaves = st.sampled_from(list(OPTIONS)).flatmap(
    lambda name: st.builds(
        lambda options: {"situation": name, "is": options},
        st.lists(st.sampled_from(OPTIONS[name]), min_size=1, unique=True),
    )
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
answers = st.fixed_dictionaries({}, optional={name: st.sampled_from(options) for name, options in OPTIONS.items()})


def plain_truth(condition: dict, full: dict) -> bool:
    """Two-valued logic, written the obvious way: the oracle."""
    if "all" in condition:
        return all(plain_truth(part, full) for part in condition["all"])
    if "any" in condition:
        return any(plain_truth(part, full) for part in condition["any"])
    if "not" in condition:
        return not plain_truth(condition["not"], full)
    return full[condition["situation"]] in condition["is"]


def completions(given_answers: dict) -> list[dict]:
    choices = [[given_answers[name]] if name in given_answers else options for name, options in OPTIONS.items()]
    return [dict(zip(OPTIONS, choice, strict=True)) for choice in product(*choices)]


@given(conditions, answers)
def test_yes_and_no_hold_whatever_is_answered_later(condition, given_answers):
    need = evaluate(condition, given_answers)
    truths = {plain_truth(condition, full) for full in completions(given_answers)}
    if need is not Need.UNKNOWN:
        assert truths == {need is Need.YES}


@given(conditions, answers)
def test_once_all_is_answered_nothing_stays_unknown(condition, given_answers):
    for full in completions(given_answers):
        assert (evaluate(condition, full) is Need.YES) == plain_truth(condition, full)
        assert evaluate(condition, full) is not Need.UNKNOWN


@given(st.permutations(list(OPTIONS)), st.sampled_from(["all", "any"]), st.booleans(), answers)
def test_unknown_means_that_both_ends_are_possible(names, word, negated, given_answers):
    """With each situation asked once and never all of its options listed, three values tell exactly what is open."""
    condition = {word: [{"situation": name, "is": OPTIONS[name][:1]} for name in names]}
    condition = {"not": condition} if negated else condition
    truths = {plain_truth(condition, full) for full in completions(given_answers)}
    expected = Need.UNKNOWN if len(truths) == 2 else Need.YES if True in truths else Need.NO
    assert evaluate(condition, given_answers) is expected


@given(conditions)
def test_the_table_lists_every_combination_of_answers_with_its_result(condition):
    rows = table(condition, OPTIONS)
    expected = 1
    for name in situations(condition):
        expected *= len(OPTIONS[name]) + 1
    assert len(rows) == len({tuple(sorted(row.items())) for row, _need in rows}) == expected
    assert all(evaluate(condition, row) is need for row, need in rows)


def test_no_condition_is_always_needed():
    assert evaluate(None, {}) is Need.YES
    assert in_words(None, {}) == ""
    assert table(None, {}) == [({}, Need.YES)]


def test_an_empty_answer_is_no_answer():
    assert evaluate({"situation": "agent", "is": ["yes"]}, {"agent": ""}) is Need.UNKNOWN


QUESTIONS = {
    "applicant": {"label": "谁来申请？", "options": {"employer": "单位", "family": "近亲属", "union": "工会组织"}},
    "agent": {"label": "是否委托他人办理", "options": {"yes": "是", "no": "否"}},
}
EMPLOYER = {"situation": "applicant", "is": ["employer"]}
AGENT = {"situation": "agent", "is": ["yes"]}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (EMPLOYER, "如果“谁来申请”选“单位”"),
        ({"situation": "applicant", "is": ["family", "union"]}, "如果“谁来申请”选“近亲属”或“工会组织”"),
        ({"not": EMPLOYER}, "如果“谁来申请”没有选“单位”"),
        ({"all": [EMPLOYER, AGENT]}, "如果“谁来申请”选“单位”，并且“是否委托他人办理”选“是”"),
        ({"any": [EMPLOYER, AGENT]}, "如果“谁来申请”选“单位”，或者“是否委托他人办理”选“是”"),
        (
            {"all": [{"any": [EMPLOYER, AGENT]}, {"not": AGENT}]},
            "如果（“谁来申请”选“单位”，或者“是否委托他人办理”选“是”），并且“是否委托他人办理”没有选“是”",
        ),
        ({"not": {"all": [EMPLOYER, AGENT]}}, "如果不符合（“谁来申请”选“单位”，并且“是否委托他人办理”选“是”）"),
        (
            {"any": [{"all": [EMPLOYER, AGENT]}, {"not": AGENT}]},
            "如果（“谁来申请”选“单位”，并且“是否委托他人办理”选“是”），或者“是否委托他人办理”没有选“是”",
        ),
        ({"all": [{"any": [EMPLOYER, AGENT]}]}, "如果“谁来申请”选“单位”，或者“是否委托他人办理”选“是”"),
        ({"any": [{"all": [EMPLOYER, AGENT]}]}, "如果“谁来申请”选“单位”，并且“是否委托他人办理”选“是”"),
        ({"all": [{"any": [EMPLOYER]}, AGENT]}, "如果“谁来申请”选“单位”，并且“是否委托他人办理”选“是”"),
        ({"any": [{"all": [EMPLOYER]}, AGENT]}, "如果“谁来申请”选“单位”，或者“是否委托他人办理”选“是”"),
    ],
)
def test_conditions_read_as_sentences(condition, words):
    assert in_words(condition, QUESTIONS) == words


@pytest.mark.parametrize(
    "bad",
    [
        {},
        [],
        "applicant",
        {"all": []},
        {"any": EMPLOYER},
        {"not": None},
        {"situation": "applicant"},
        {"situation": "applicant", "is": "employer"},
        {"all": [EMPLOYER], "any": [AGENT]},
        {"all": [{"maybe": EMPLOYER}]},
    ],
)
def test_malformed_conditions_are_refused(bad):
    with pytest.raises(ConditionError, match="not a condition"):
        evaluate(bad, {"applicant": "family"})

"""What to bring: counted paper by paper, alternatives once, forms of the window never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.show.html import plan_html
from calc.show.materials import amount, units
from calc.show.plan import make_plan
from tests.calc.test_plan import TODAY, ids

HARD = {"situation": "hardship", "is": ["yes"]}
PROCEDURE = {
    "situations": {
        "hardship": {"label": "是特困居民吗？", "options": {"yes": "是", "no": "不是", "unclear": "说不清"}, "unsure": ["unclear"]},
        "card": {"label": "卡在手里吗？", "options": {"have": "在", "lost": "丢了"}, "stops": {"lost": "这次办不了，先补卡。"}},
    },
    "materials": [
        {"id": "identity", "name": "身份证", "kind": "原件和复印件", "originals": 1, "copies": 1},
        {"id": "register", "name": "户口簿", "kind": "原件和复印件", "copies": 1, "note": "复印件留下一张。"},
        {"id": "relief", "name": "救济金领取证", "kind": "原件和复印件", "any_of": "proof", "when": HARD},
        {"id": "worker", "name": "特困职工证", "kind": "原件和复印件", "any_of": "proof", "when": HARD},
        {"id": "form", "name": "《登记表》", "originals": 2, "get": "counter"},
    ],
}  # fmt: skip


def plan(**answers):
    return make_plan(PROCEDURE, answers, TODAY)


@pytest.mark.parametrize(
    ("kind", "originals", "copies", "words"),
    [
        (None, 4, None, "原件4份"),
        (None, None, None, ""),
        ("原件", None, None, "原件"),
        ("复印件", None, None, "复印件"),
        ("复印件", None, 2, "复印件2份"),
        ("原件和复印件", None, None, "原件和复印件"),
        ("原件和复印件", 1, 1, "原件1份、复印件1份"),
        ("原件和复印件", None, 1, "原件，另带复印件1份"),
        ("原件和复印件", 2, None, "原件2份，另带复印件"),
    ],
)
def test_the_kind_is_never_lost_and_an_original_never_becomes_a_copy(kind, originals, copies, words):
    assert amount(kind, originals, copies) == words


def test_alternatives_count_once_and_the_total_says_that_one_will_do():
    made = plan(hardship="yes")
    assert ids(made["needed"]) == ["identity", "register", "relief", "worker"]
    assert (made["totals"]["materials"], made["totals"]["any_of"]) == (3, 1)
    assert "有1种是几样里有一样就行" in made["totals"]["text"]
    assert "下面2样，有一样就行" in plan_html(made)


def test_a_form_of_the_window_is_not_something_to_bring():
    made = plan(hardship="no")
    assert ids(made["counter"]) == ["form"] and "form" not in ids(made["needed"])
    assert (made["totals"]["materials"], made["totals"]["originals"], made["totals"]["counter"]) == (2, 1, 1)
    assert "另外到窗口填《登记表》" in made["totals"]["text"]
    html = plan_html(made)
    assert html.index("要带的材料") < html.index("户口簿") < html.index("到窗口填") < html.index("《登记表》")


def test_nothing_to_bring_is_said_and_not_counted():
    only = {"materials": PROCEDURE["materials"][-1:]}
    made = make_plan(only, {}, TODAY)
    assert made["totals"]["text"] == "不用带材料，到窗口填《登记表》"
    assert made["totals"]["materials"] == 0
    assert "不用带材料，到窗口填《登记表》" in plan_html(made)
    silent = make_plan({**PROCEDURE, "materials": PROCEDURE["materials"][2:4]}, {"hardship": "no"}, TODAY)
    assert silent["totals"]["text"] == "资料没有写要带什么材料，去之前先问清楚"


def test_notes_and_kinds_are_on_the_plan():
    html = plan_html(plan(hardship="no"))
    assert "原件，另带复印件1份" in html and "复印件留下一张。" in html


def test_an_answer_that_settles_nothing_leaves_the_papers_to_be_asked_for():
    made = plan(hardship="unclear")
    assert ids(made["unknown"]) == ["relief", "worker"] and all(paper["unsure"] for paper in made["unknown"])
    assert made["ask"] == []
    html = plan_html(made)
    assert "先问清楚要不要的" in html and "回答问题以后才知道" not in html


def test_an_answer_with_which_it_cannot_be_done_comes_first_and_lists_no_papers():
    made = plan(card="lost", hardship="yes")
    assert made["needed"] == made["unknown"] == made["counter"] == []
    assert made["stops"] == [{"situation": "card", "option": "lost", "text": "这次办不了，先补卡。"}]
    assert made["totals"]["text"] == "这次办不了，先补卡。"
    html = plan_html(made)
    assert "这次办不了，先补卡。" in html and "身份证" not in html
    assert plan(card="have")["stops"] == []


PAPERS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.just("证件"),
            "kind": st.sampled_from([None, "原件", "复印件", "原件和复印件"]),
            "originals": st.sampled_from([None, 1, 2, 4]),
            "copies": st.sampled_from([None, 1, 3]),
            "get": st.sampled_from([None, None, "counter"]),
            "group": st.sampled_from([None, None, "a", "b"]),
        }
    ),
    max_size=7,
)


@given(PAPERS)
def test_the_totals_are_the_sum_of_the_papers(drawn):
    """Without alternatives: paper by paper. Of alternatives that are alike, one counts; of others, none."""
    papers = [{**paper, "id": str(number), "any_of": paper["group"] and f"{paper['group']}{paper['get']}"} for number, paper in enumerate(drawn)]  # fmt: skip
    made = make_plan({"materials": papers}, {}, TODAY)
    bring = [paper for paper in papers if paper["get"] is None]
    originals = copies = count = 0
    for unit in units(bring):
        count += 1
        if len({(paper["kind"], paper["originals"], paper["copies"]) for paper in unit}) == 1:
            originals += unit[0]["originals"] or 0
            copies += unit[0]["copies"] or 0
    totals = made["totals"]
    assert (totals["materials"], totals["originals"], totals["copies"]) == (count, originals, copies)
    assert ids(made["needed"]) == ids(bring)
    assert len(made["counter"]) == len(papers) - len(bring) == totals["counter"]
    # a paper is unstated exactly if a number that its kind calls for is missing, or its alternatives differ
    for unit in units(bring):
        missing = {
            None: unit[0]["originals"] is None and unit[0]["copies"] is None,
            "原件": unit[0]["originals"] is None,
            "复印件": unit[0]["copies"] is None,
            "原件和复印件": None in (unit[0]["originals"], unit[0]["copies"]),
        }[unit[0]["kind"]]
        differ = len({(paper["kind"], paper["originals"], paper["copies"]) for paper in unit}) > 1
        assert all((paper["id"] in totals["unstated"]) == (missing or differ) for paper in unit)

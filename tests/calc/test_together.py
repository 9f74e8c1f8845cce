"""One thing to do: several matters' papers as one list, in which nothing is lost and nothing guessed, and their days in order."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.browser import handle
from calc.engine.texts import SCRIPTS, reading
from calc.show.materials import sort
from calc.show.together import asked, merge, together
from calc.show.together_html import together_html

TODAY = date(2026, 11, 30)
PEOPLE = {"situation": "who", "is": ["me"]}


def paper(id, name="", **more):
    return {
        "id": id,
        "name": name or id,
        "kind": None,
        "originals": None,
        "copies": None,
        "any_of": None,
        "get": None,
        **more,
    }


def matter(id, *materials, **more):
    return {"id": f"national/{id}", "name": id, "materials": [*materials], **more}


def event(*matters):
    return {"name": "工伤", "matters": [*matters]}


def all_of(*matters, answers=None, begun=None, today=TODAY):
    made = event(*matters)
    return together(made, [each["id"] for each in matters], answers or {}, begun or {}, today)


def names(made):
    return [[member["name"] for member in each["members"]] for each in made["papers"]]


CARD = {"same": "identity-card", "common": "身份证"}


def test_a_paper_of_the_register_is_listed_once_originals_once_copies_added_up():
    one = matter("认定", paper("id", "居民身份证", kind="原件和复印件", originals=1, copies=2, **CARD))
    two = matter("鉴定", paper("card", "身份证", kind="原件和复印件", originals=1, copies=1, **CARD))
    made = all_of(one, two)
    assert names(made) == [["身份证"]]
    (member,) = made["papers"][0]["members"]
    assert (member["originals"], member["copies"], member["count"]) == (1, 3, "原件1份、复印件3份")
    assert [(use["matter"], use["name"], use["count"]) for use in member["uses"]] == [
        ("认定", "居民身份证", "原件1份、复印件2份"),
        ("鉴定", "身份证", "原件1份、复印件1份"),
    ]
    assert made["shared"] == 1 and made["totals"].startswith("一共1种材料，原件1份、复印件3份")


def test_the_counter_that_gives_no_number_is_said():
    made = all_of(
        matter("a", paper("id", "身份证", kind="复印件", copies=2, **CARD)),
        matter("b", paper("id", "身份证", kind="复印件", **CARD)),
    )
    assert made["papers"][0]["members"][0]["count"] == "复印件2份，另有1处没有写份数"


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (paper("receipts", "收费票据"), paper("receipts", "收费票据"), True),
        (paper("receipts", "收费票据"), paper("receipts", "收据"), False),  # the same id is not enough
        (paper("receipts", "收费票据"), paper("invoice", "收费票据"), False),  # nor the same name
        (paper("form", "申请表", form=True), paper("form", "申请表", form=True), False),  # each counter has its own
        (paper("a", "身份证", **CARD), paper("a", "身份证"), False),  # one list does not say that it is that one
        (paper("a", "登记表", get="counter"), paper("a", "登记表"), False),
    ],
)
def test_nothing_is_guessed_to_be_the_same(one, two, same):
    assert len(all_of(matter("a", one), matter("b", two))["papers"]) == (1 if same else 2)


def test_two_papers_of_one_matter_stay_two():
    mine, agents = paper("mine", "身份证", **CARD), paper("agents", "身份证", **CARD)
    made = all_of(matter("a", mine, agents), matter("b", mine))
    assert [len(each["members"][0]["uses"]) for each in made["papers"]] == [2, 1]


def test_alternatives_are_one_with_the_very_same_alternatives_alone():
    card = {"same": "social-card", "common": "社会保障卡"}
    two = [paper("id", "身份证", any_of="x", **CARD), paper("card", "社会保障卡", any_of="x", **card)]
    three = [*two, paper("code", "医保电子凭证", any_of="x")]
    same = all_of(matter("a", *two), matter("b", *reversed(two)))
    assert names(same) == [["身份证", "社会保障卡"]] and same["papers"][0]["enough"] == ""
    other = all_of(matter("a", *two), matter("b", *three))
    assert names(other) == [["身份证", "社会保障卡"], ["身份证", "社会保障卡", "医保电子凭证"]]
    assert [each["enough"] for each in other["papers"]] == ["", "身份证"]
    assert "上面也列了“身份证”：带它，这里也够了。" in together_html(other)


def test_what_is_brought_as_a_copy_is_not_said_to_be_enough():
    single = matter("a", paper("id", "身份证", **CARD))
    copies = [paper("id", "身份证", kind="复印件", any_of="x", **CARD), paper("y", "护照", kind="复印件", any_of="x")]
    assert all_of(single, matter("b", *copies))["papers"][1]["enough"] == ""


def test_a_paper_is_needed_if_one_matter_needs_it_and_counts_for_that_one_alone():
    asks = {"who": {"label": "谁来办？", "options": {"me": "本人", "agent": "别人"}}}
    sure = matter("a", paper("id", "身份证", kind="复印件", copies=1, **CARD))
    open_ = matter("b", paper("id", "身份证", kind="复印件", copies=4, when=PEOPLE, **CARD), situations=asks)
    made = all_of(sure, open_)
    assert (made["papers"][0]["need"], made["papers"][0]["matters"]) == ("yes", ["a"])
    assert made["papers"][0]["members"][0]["copies"] == 1
    told = all_of(sure, open_, answers={"national/b": {"who": "me"}})
    assert told["papers"][0]["members"][0]["copies"] == 5 and told["shared"] == 1
    assert all_of(open_)["papers"][0]["need"] == "unknown"
    assert all_of(open_, answers={"national/b": {"who": "agent"}})["papers"][0]["need"] == "no"


def test_a_matter_that_an_answer_stops_asks_for_nothing():
    stops = {
        "kept": {
            "label": "还是中国国籍吗？",
            "options": {"yes": "是", "no": "不是"},
            "stops": {"yes": "不用办，账户留着。"},
        }
    }
    limit = {"id": "l", "label": "申请", "amount": 30, "unit": "calendar-day", "binds": "applicant", "ask": "哪天？"}
    stopped = matter("出国", paper("a"), situations=stops, time_limits=[limit])
    made = all_of(stopped, matter("b", paper("c")), answers={"national/出国": {"kept": "yes"}})
    assert made["stops"] == [{"matter": "出国", "text": "不用办，账户留着。"}]
    assert names(made) == [["c"]] and made["dates"] == [] and [each["name"] for each in made["matters"]] == ["b"]


# What may stand in a list: papers of the register, papers with a name alone, forms, alternatives, in any number.
KINDS = st.sampled_from([None, "原件", "复印件", "原件和复印件"])
NUMBERS = st.one_of(st.none(), st.integers(1, 5))
PAPERS = st.lists(
    st.builds(
        lambda id, kind, originals, copies, same, form: paper(
            id, f"材料{id}", kind=kind, originals=originals, copies=copies, same=same, common=same, form=form
        ),
        st.sampled_from("abcdef"),
        KINDS,
        NUMBERS,
        NUMBERS,
        st.one_of(st.none(), st.sampled_from(["身份证", "户口簿"])),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda each: each["id"],
)
GROUPS = st.lists(st.sampled_from([None, None, "x", "y"]), min_size=6, max_size=6)


@st.composite
def matters(draw):
    made = []
    for number in range(draw(st.integers(1, 4))):
        papers = draw(PAPERS)
        groups = sorted(draw(GROUPS)[: len(papers)], key=str)  # neighbours
        made.append(
            matter(f"m{number}", *({**each, "any_of": group} for each, group in zip(papers, groups, strict=True)))
        )
    return made


@given(matters())
def test_nothing_is_lost_and_nothing_is_there_twice(found):
    merged = merge([(each, sort(each, {})) for each in found])
    uses = [use["id"] for entry in merged for member in entry["members"] for use in member["uses"]]
    assert sorted(uses) == sorted(f"{each['id']}/{one['id']}" for each in found for one in each["materials"])


@given(matters())
def test_copies_add_up_and_originals_count_once(found):
    papers = {f"{each['id']}/{one['id']}": one for each in found for one in each["materials"]}
    merged = merge([(each, sort(each, {})) for each in found])
    for member in (member for entry in merged for member in entry["members"]):
        listed = [papers[use["id"]] for use in member["uses"]]
        assert (member["copies"] or 0) == sum(one["copies"] or 0 for one in listed)
        assert (member["originals"] or 0) == max(one["originals"] or 0 for one in listed)
        assert len({use["matter"] for use in member["uses"]}) == len(listed), "one matter's papers are never one"


@given(matters(), st.randoms())
def test_the_order_is_that_of_the_matters_and_another_matter_does_not_change_it(found, chance):
    def first_uses(some):
        return [entry["members"][0]["uses"][0]["id"] for entry in merge([(each, sort(each, {})) for each in some])]

    listed = [f"{each['id']}/{one['id']}" for each in found for one in each["materials"]]
    order = [listed.index(id) for id in first_uses(found)]
    assert order == sorted(order)
    assert first_uses(found)[: len(first_uses(found[:-1]))] == first_uses(found[:-1])


LIMITS = [
    {"id": "unit", "label": "单位申请", "amount": 30, "unit": "calendar-day", "binds": "applicant", "ask": "哪天受的伤？", "note": "可以延长。"},
    {"id": "person", "label": "本人申请", "amount": 1, "unit": "year", "binds": "applicant", "ask": "哪天受的伤？", "from": "受伤那天"},
    {"id": "decide", "label": "作出决定", "amount": 60, "unit": "calendar-day", "binds": "office", "from": "受理那天"},
    {"id": "inside", "label": "归档", "amount": 5, "unit": "working-day", "binds": "internal"},
]  # fmt: skip
AGAIN = [
    {"id": "again", "label": "再次鉴定", "amount": 15, "unit": "calendar-day", "binds": "applicant", "ask": "哪天收到结论？"},
    {"id": "recheck", "label": "复查", "amount": 1, "unit": "year", "binds": "wait", "ask": "结论是哪天作出的？"},
]  # fmt: skip


def test_a_day_is_asked_once_and_the_dates_stand_in_order():
    one, two = matter("认定", time_limits=LIMITS), matter("鉴定", time_limits=AGAIN)
    questions = asked(event(one, two))
    assert [each["label"] for each in questions] == ["哪天受的伤？", "哪天收到结论？", "结论是哪天作出的？"]
    assert questions[0]["limits"] == ["national/认定/unit", "national/认定/person"]
    made = all_of(one, two, begun={questions[0]["id"]: date(2026, 11, 16), questions[2]["id"]: date(2026, 10, 8)})
    # 30 days from the day after; one year; a wait of one year is over on the day after (民法典 第二百零一条、第二百零二条)
    assert [(each["day"], each["matter"]) for each in made["dates"]] == [
        ("2026-12-16", "认定"),
        ("2027-10-09", "鉴定"),
        ("2027-11-16", "认定"),
        (None, "鉴定"),
    ]
    assert made["dates"][0]["text"].startswith("从2026年11月16日") and made["dates"][0]["note"] == "可以延长。"
    assert made["calendar"].count("BEGIN:VEVENT") == 3 and "工伤：单位申请：最晚办理" in made["calendar"]
    assert [(each["what"], each["text"]) for each in made["waits"]] == [
        ("作出决定", "60天（含休息日），从受理那天算起")
    ]


def test_a_day_that_has_gone_by_is_said_to_and_stays_out_of_the_calendar():
    one = matter("认定", time_limits=LIMITS)
    made = all_of(one, begun={asked(event(one))[0]["id"]: date(2026, 3, 2)})
    assert [(each["day"], each["past"]) for each in made["dates"]] == [("2026-04-01", True), ("2027-03-02", False)]
    assert made["calendar"].count("BEGIN:VEVENT") == 1
    assert "这一天已经过了" in together_html(made)


def test_a_day_that_moves_or_is_not_settled_says_so():
    """30 days from 2027-09-01 end on 10-01, a holiday, in a year whose arrangement is not published (第二百零三条)."""
    one = matter("认定", time_limits=LIMITS[:1])
    (made,) = all_of(one, begun={asked(event(one))[0]["id"]: date(2027, 9, 1)})["dates"]
    assert made["day"] == "2027-10-01" and "顺延" in made["text"] and "还没有公布" in made["text"]


def test_without_a_day_the_length_is_said_and_nothing_depends_on_when_the_page_was_made():
    one = matter("认定", paper("a"), time_limits=LIMITS)
    made = all_of(one, today=None)
    assert [each["length"] for each in made["dates"]] == ["30天（含休息日）", "1年"]
    assert made["calendar"] == "" and made == all_of(one, today=date(2030, 1, 1))


def test_what_is_given_out_by_a_picked_matter_is_said_to_come_after_it():
    decision = paper("d", "认定决定书", same="decision", after="认定")
    assert all_of(matter("认定"), matter("待遇", decision))["papers"][0]["members"][0]["after"] == "认定"
    assert all_of(matter("待遇", decision))["papers"][0]["members"][0]["after"] == ""


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_data_is_escaped(script):
    attack = "<img src=x onerror=alert(1)>"
    limit = {
        "id": "l",
        "label": attack,
        "amount": 3,
        "unit": "month",
        "binds": "applicant",
        "ask": attack,
        "from": attack,
        "note": attack,
    }
    evil = matter(
        attack,
        paper(attack, attack, note=attack, same=attack, about=attack),
        where=[attack],
        call=[attack],
        time_limits=[limit],
    )
    other = matter("b", paper("x", attack, same=attack, common=attack))
    with reading(script):
        html = together_html(all_of({**evil, "id": attack}, other, begun={asked(event(evil))[0]["id"]: TODAY}))
    assert "<img" not in html and "&lt;img" in html


def test_a_page_asks_for_the_list_and_gets_an_answer_whatever_it_asks():
    one = matter("认定", paper("a", "申请表"), time_limits=LIMITS)
    id = asked(event(one))[0]["id"]
    request = {
        "do": "together",
        "event": event(one),
        "picked": ["national/认定"],
        "begun": {id: "2026-11-16"},
        "as_of": "2026-11-30",
    }
    made = json.loads(handle(json.dumps(request)))
    assert made["state"] == "done" and made["together"]["dates"][0]["day"] == "2026-12-16" and "申请表" in made["html"]
    wrong = json.loads(handle(json.dumps({**request, "begun": {id: "上个月三号"}})))
    assert wrong["state"] == "error" and wrong["errors"][0]["input"] == f"begun-{id}"
    assert json.loads(handle(json.dumps({"do": "together", "event": 5, "picked": []})))["state"] == "error"

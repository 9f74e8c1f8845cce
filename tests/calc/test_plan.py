from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.show.html import plan_html
from calc.show.plan import make_plan

EMPLOYER = {"situation": "applicant", "is": ["employer"]}
PROCEDURE = {
    "name": "工伤认定",
    "situations": {
        "applicant": {"label": "谁来申请？", "options": {"employer": "单位", "family": "近亲属"}},
        "agent": {"label": "是否委托他人办理", "options": {"yes": "是", "no": "否"}},
    },
    "materials": [
        {"id": "form", "name": "《职工工伤认定申请表》", "originals": 4},
        {"id": "attendance", "name": "考勤记录", "copies": 1, "when": EMPLOYER},
        {"id": "kinship", "name": "亲属关系证明", "originals": 1, "copies": 2, "when": {"not": EMPLOYER}},
        {"id": "proxy", "name": "委托书", "when": {"situation": "agent", "is": ["yes"]}},
    ],
    "windows": [{"every": "month", "from": 5, "to": "end", "label": "单位登记"}],
    "time_limits": [
        {"label": "作出决定", "amount": 60, "unit": "calendar-day", "from": "受理之日"},
        {"label": "登记", "amount": 10, "unit": "working-day"},
        {"label": "查询", "amount": 0, "unit": "immediate"},
        {"label": "再次鉴定", "amount": 1, "unit": "year"},
    ],
}
TODAY = date(2025, 8, 5)


def ids(materials):
    return [material["id"] for material in materials]


def test_before_any_answer_nothing_conditional_is_dropped():
    plan = make_plan(PROCEDURE, {}, TODAY)
    assert ids(plan["needed"]) == ["form"]
    assert ids(plan["unknown"]) == ["attendance", "kinship", "proxy"]
    assert plan["unneeded"] == []
    assert [question["situation"] for question in plan["ask"]] == ["applicant", "agent"]


def test_answers_move_materials_and_give_their_reasons():
    plan = make_plan(PROCEDURE, {"applicant": "family"}, TODAY)
    assert ids(plan["needed"]) == ["form", "kinship"]
    assert ids(plan["unneeded"]) == ["attendance"]
    assert ids(plan["unknown"]) == ["proxy"]
    assert plan["needed"][1]["reason"] == "如果“谁来申请”没有选“单位”"
    assert [question["situation"] for question in plan["ask"]] == ["agent"]


def test_originals_and_copies_are_added_up_and_unstated_ones_named():
    plan = make_plan(PROCEDURE, {"applicant": "family", "agent": "yes"}, TODAY)
    totals = plan["totals"]
    assert (totals["materials"], totals["originals"], totals["copies"]) == (3, 5, 2)
    assert totals["unstated"] == ["proxy"]
    assert totals["text"] == "一共3种材料，写明份数的是原件5份、复印件2份；其中1种资料未载明份数，或者没有写全"


@given(
    st.fixed_dictionaries({}, optional={"applicant": st.sampled_from(["employer", "family"]), "agent": st.just("no")})
)
def test_every_material_is_in_exactly_one_list(answers):
    plan = make_plan(PROCEDURE, answers, TODAY)
    assert sorted(ids(plan["needed"] + plan["unknown"] + plan["unneeded"])) == sorted(ids(PROCEDURE["materials"]))


@pytest.mark.parametrize(
    ("today", "state", "opens", "closes"),
    [
        (date(2005, 7, 4), "closed", "2005-07-05", None),
        (date(2005, 7, 5), "open", None, "2005-07-31"),
        (date(2006, 2, 28), "open", None, "2006-02-28"),
        (date(2006, 3, 1), "closed", "2006-03-05", None),
    ],
)
def test_the_window_says_whether_one_can_go_today(today, state, opens, closes):
    (window,) = make_plan(PROCEDURE | {"time_limits": []}, {}, today)["windows"]
    assert (window["state"], window["opens"], window["closes"]) == (state, opens, closes)
    assert window["text"].startswith("单位登记：")


def test_a_time_to_avoid_warns_inside_and_reassures_outside():
    procedure = {"windows": [{"every": "month", "from": 20, "to": "end", "kind": "avoid"}]}
    (inside,) = make_plan(procedure, {}, date(2025, 8, 25))["windows"]
    assert (inside["state"], inside["opens"]) == ("avoid", "2025-09-01")
    assert inside["verdict"] == "ask" and inside["text"].startswith("最好避开：2025年8月25日（星期一）")
    assert "不是不能办" in inside["text"] and "下一次从2025年9月1日（星期一）起" in inside["text"]
    (outside,) = make_plan(procedure, {}, TODAY)["windows"]
    assert (outside["state"], outside["closes"]) == ("open", "2025-08-19")


def test_on_a_rest_day_a_counter_is_asked_first_and_a_closed_one_is_not_visited():
    """On Sunday 2026-11-15 the plan said in green that one could go."""
    sunday, window = date(2026, 11, 15), {"every": "month", "from": 1, "to": 22}

    def asked(**more):
        return make_plan({"windows": [window | more]}, {}, sunday)["windows"][0]

    assert (asked()["verdict"], asked()["why"]) == ("ask", ["rest-day"])
    assert (asked(hours={"rest": "closed"})["verdict"], asked(hours={"rest": "closed"})["opens"]) == (
        "no",
        "2026-11-16",
    )
    assert (asked(working_days=True)["verdict"], asked(hours={"rest": "open"})["verdict"]) == ("no", "yes")


def test_a_window_for_collecting_never_says_that_one_can_apply_and_the_offices_own_is_left_out():
    """「换取银行卡」 read as if one could not come to register; the office's filing was told to readers."""
    collect = {"every": "month", "from": 15, "to": 16, "act": "collect", "label": "换取银行卡"}
    plan = make_plan(
        {
            "windows": [collect, {"every": "year", "from": "07-01", "to": "08-31", "act": "print"}],
            "time_limits": [{"label": "归档", "amount": 20, "unit": "calendar-day", "binds": "internal"}],
        },
        {},
        date(2026, 11, 30),
    )
    (window,) = plan["windows"]
    assert window["text"].startswith("换取银行卡：不能领：2026年11月30日（星期一）") and "办" not in window["text"]
    assert plan["time_limits"] == []


def test_another_day_is_never_called_today():
    plan = make_plan(PROCEDURE, {}, date(2026, 12, 3))
    assert "今天" not in plan_html(plan)


def test_answers_are_due_when_the_civil_code_says():
    decision, registration, query, second = make_plan(PROCEDURE, {}, TODAY)["time_limits"]
    assert (decision["natural"], decision["due"]) == ("2025-10-04", "2025-10-09")  # the holidays end on the 8th
    assert (
        "那天是休息日，按民法典第二百零三条顺延到2025年10月9日" in decision["text"] and "受理之日" in decision["text"]
    )
    assert registration["due"] == "2025-08-19"
    assert decision["text"].startswith(
        "作出决定：期限是60天（含休息日），2025年8月5日（星期二）受理的话，办理机构最晚2025年10月4日"
    )
    assert (query["due"], query["text"]) == ("2025-08-05", "查询：当场办好")
    assert second["due"] == "2026-08-05"


def test_only_the_applicant_is_told_to_act_and_only_the_office_to_answer():
    limits = [
        {"id": binds, "label": label, "amount": 15, "unit": "working-day", "from": label, "binds": binds}
        for label, binds in (("受理之日", "office"), ("变更之日", "applicant"), ("挂失之日", "wait"))
    ]
    plan = make_plan({"time_limits": limits}, {}, TODAY, {"applicant": date(2025, 8, 1)})
    office, applicant, wait = (limit["text"] for limit in plan["time_limits"])
    assert "办理机构最晚2025年8月26日" in office and "您要" not in office
    assert "最晚2025年8月22日" in applicant and "从2025年8月1日" in applicant and "办理机构" not in applicant
    assert "要等满15个工作日" in wait and "2025年8月27日（星期三）起再来" in wait and "最晚" not in wait
    html = plan_html(plan)
    assert html.index("最晚哪天办") < html.index("变更之日") < html.index("什么时候有结果") < html.index("受理之日")


def test_a_note_is_given_only_for_the_kind_of_time_limit_there_is():
    def notes(binds):
        limit = {"amount": 30, "unit": "calendar-day", "binds": binds}
        return "".join(make_plan({"time_limits": [limit]}, {}, TODAY)["notes"])

    assert notes("applicant") == ""
    assert "按选的那一天就受理推算" in notes("office")


@pytest.mark.parametrize(
    ("binds", "words"), [("office", "当场办好"), ("applicant", "您要当场办好"), ("wait", "不用等")]
)
def test_at_once_is_said_for_whom(binds, words):
    limit = {"amount": 0, "unit": "immediate", "binds": binds}
    assert [each["text"] for each in make_plan({"time_limits": [limit]}, {}, TODAY)["time_limits"]] == [words]


def test_whom_a_time_limit_binds_must_be_known():
    with pytest.raises(ValueError):
        make_plan({"time_limits": [{"amount": 1, "unit": "month", "binds": "nobody"}]}, {}, TODAY)


def test_a_due_date_in_a_year_not_announced_is_given_and_said_to_be_provisional():
    """Every plan that ended in 2027 was refused: 「2027年的放假和调休安排还没有收录…请换一个日期」."""
    limits = [
        {"amount": 30, "unit": "working-day"},
        {"amount": 60, "unit": "calendar-day", "binds": "applicant", "id": "own"},
    ]
    plan = make_plan({"time_limits": limits}, {}, date(2026, 12, 20), {"own": date(2026, 12, 20)})
    answer, own = plan["time_limits"]
    assert (answer["due"], answer["certainty"]) == ("2027-02-01", "provisional")
    assert "2027年的调休安排还没有公布" in answer["text"] and "最多差10天" in answer["text"]
    assert (own["natural"], own["due"]) == ("2027-02-18", "2027-02-18")


def test_a_procedure_without_anything_gives_an_empty_plan():
    plan = make_plan({}, {}, TODAY)
    assert (plan["needed"], plan["windows"], plan["time_limits"], plan["notes"]) == ([], [], [], [])
    assert plan_html(plan) == '<div class="plan"></div>'


def test_the_page_shows_what_the_plan_says():
    html = plan_html(make_plan(PROCEDURE, {"applicant": "family"}, TODAY))
    assert "亲属关系证明" in html and "原件1份、复印件2份" in html and "如果“谁来申请”没有选“单位”" in html
    assert html.index("要带的材料") < html.index("回答问题以后") < html.index("不用带的")


INJURY = {
    "name": "工伤认定",
    "age": {"kind": "undated", "year": None, "now": True},
    "hours": {"rest": "unknown"},
    "time_limits": [
        {"id": "apply", "label": "申请", "amount": 30, "unit": "calendar-day", "from": "事故那天", "ask": "哪天受的伤？",
         "binds": "applicant"},
        {"id": "decide", "label": "作出决定", "amount": 60, "unit": "calendar-day", "from": "受理之日", "binds": "office"},
        {"id": "archive", "label": "归档", "amount": 20, "unit": "calendar-day", "binds": "internal"},
    ],
}  # fmt: skip


def test_the_applicant_s_limit_names_no_day_until_its_beginning_is_known():
    own = make_plan(INJURY, {}, date(2026, 11, 30))["time_limits"][0]
    assert (own["due"], own["natural"]) == (None, None)
    assert "从事故那天算起" in own["text"] and "最晚哪天" in own["text"] and "2026年" not in own["text"]


def test_the_applicant_s_limit_runs_from_the_day_that_was_given_and_names_both_days():
    """30 days after 2026-11-04 is 4 December, by hand; 2026-11-05 gives Saturday the 5th, which the law moves to Monday."""
    plan = make_plan(INJURY, {}, date(2026, 11, 30), {"apply": date(2026, 11, 4)})
    assert plan["time_limits"][0]["due"] == "2026-12-04"
    moved = make_plan(INJURY, {}, date(2026, 11, 30), {"apply": date(2026, 11, 6)})["time_limits"][0]
    assert (moved["natural"], moved["due"]) == ("2026-12-06", "2026-12-07")
    assert "2026年12月6日" in moved["text"] and "2026年12月7日" in moved["text"] and "第二百零三条" in moved["text"]


def test_the_plan_says_how_old_the_source_is_first_and_leaves_the_office_s_own_affairs_out():
    plan = make_plan(INJURY, {}, date(2026, 11, 29))
    html = plan_html(plan)
    assert html.index("没有写日期") < html.index("最晚哪天办") < html.index("能不能去") < html.index("什么时候有结果")
    assert "现在的规定" in html and "12333" in html
    assert "归档" not in html and "今天" not in html


def test_a_counter_on_a_sunday_is_never_a_plain_yes():
    plan = make_plan(INJURY, {}, date(2026, 11, 29))
    assert plan["visit"]["verdict"] == "ask" and "rest-day" in plan["visit"]["why"]


def test_the_days_are_offered_as_a_calendar_and_as_a_list():
    plan = make_plan(INJURY, {}, date(2026, 11, 30), {"apply": date(2026, 11, 4)})
    assert [(each["day"], each["what"]) for each in plan["dates"]] == [
        ("2026-12-04", "申请：最晚办理"),
        ("2027-01-29", "作出决定：最晚有结果"),  # a Friday, 60 days on, by hand
    ]
    assert "BEGIN:VEVENT" in plan["calendar"] and "20261204" in plan["calendar"]
    assert 'download="plan.ics"' in plan_html(plan) and "记下这几天" in plan_html(plan)


def test_what_an_old_source_says_of_a_window_is_said_to_be_its_word():
    """Residents' medical insurance: 「不能办…下一次从2027年4月1日」 read like today's rule, from a guide without a date."""
    window = {"every": "year", "from": "04-01", "to": "06-10", "act": "file", "label": "参保申请"}
    plan = make_plan({"age": {"kind": "undated", "now": False}, "windows": [window]}, {}, date(2026, 11, 29))
    assert plan["windows"][0]["text"].startswith("照这份资料，参保申请：")
    assert "现在不一定还这样办" in plan["age"][0]
    assert (plan["dates"], plan["calendar"]) == ([], "")

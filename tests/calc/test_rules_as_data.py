"""Flows, eligibility, deadlines, opening times and checklists: what holds for each of them, whatever the data say."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import calc
from calc.declared.checklists import checklists
from calc.declared.criteria import birthday, criteria, full_years
from calc.declared.deadlines import deadlines, period
from calc.declared.flows import flows
from calc.declared.openings import openings
from calc.engine.data import load
from tests.support import procedure_files

DAYS = st.dates(date(2008, 1, 1), date(2025, 6, 30))
GUIDES = Path(__file__).parent.parent.parent / "guides"


def each(rules):
    return pytest.mark.parametrize("slug", list(rules()))


def paths(flow):
    """Every way through a flow: answers and the outcome they lead to."""
    questions = {question["id"]: question for question in flow["questions"]}

    def walk(step, answers):
        if step not in questions:
            yield answers, step
            return
        for option in questions[step]["options"]:
            yield from walk(option["next"], {**answers, step: option["id"]})

    yield from walk(flow["start"], {})


@each(flows)
def test_every_way_through_a_flow_ends_where_the_data_say_with_its_source(slug):
    flow = load()["flows"][slug]
    for answers, outcome in paths(flow):
        result = calc.run(slug, answers)
        assert result["outputs"]["outcome"] == outcome
        title, status = (flow["outcomes"][outcome][key] for key in ("title", "status"))
        said = result["explanations"][0] if result["today"] and result["today"]["stopped"] else result["headline"]
        old = (status or flow["status"]) == "old-guide"
        assert said == title or (
            old and re.fullmatch(f"照(旧资料（没有写日期）|[0-9]+年的资料)：{re.escape(title)}", said)
        )
        assert old is (said != title) is (result["confidence"] == "old-guide")
        assert result["trace"][-1]["sources"]
        assert {entry["name"] for entry in result["inputs"]} == set(answers)


@each(flows)
def test_a_flow_refuses_a_way_that_is_not_walked_to_its_end(slug):
    start = load()["flows"][slug]["start"]
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run(slug, {})
    assert caught.value.problems[0].input == start


@pytest.mark.parametrize(
    ("slug", "state"), [("wuhan/task-state-machine", "state"), ("wuhan/arrears-flow", "state"), ("wuhan/agency-agreement", "state")]
)  # fmt: skip
def test_a_simulator_goes_on_from_every_state_it_leads_to(slug, state):
    flow = load()["flows"][slug]
    states = {
        option["id"] for question in flow["questions"] if question["id"] == state for option in question["options"]
    }
    reached = {outcome for _answers, outcome in paths(flow)}
    assert states - {"new", "editing"} <= reached  # every state but the first is come to from another


@each(criteria)
def test_somebody_is_eligible_if_and_only_if_every_condition_asked_is_met(slug):
    example = calc.find(slug).example
    result = calc.example(slug)
    checks = [node for node in result["trace"] if node["kind"] == "check"]
    assert checks and result["outputs"]["eligible"] is all(node["met"] for node in checks)
    assert all(node["formula"] and node["sources"] for node in checks)
    for criterion in load()["criteria"][slug]["criteria"]:
        if criterion["kind"] != "choice" or not criterion["needs"] or criterion["id"] not in example:
            continue
        for option in set(criterion["options"] or ("yes", "no")) - set(criterion["needs"]):
            refused = calc.run(
                slug, {**example, criterion["id"]: option}, as_of=date.fromisoformat(calc.find(slug).example_today)
            )
            assert refused["outputs"]["eligible"] is False
            assert any(criterion["label"] in text for text in refused["explanations"])


MONTHS = [
    (slug, criterion["id"], int(criterion["limits"]["at_least"]["value"]), criterion["most"], criterion["grows_monthly"])
    for slug in criteria()
    for criterion in load()["criteria"][slug]["criteria"]
    if criterion["kind"] == "number" and set(criterion["limits"]) == {"at_least"} and not criterion["limits"]["at_least"]["by"]
]  # fmt: skip


@pytest.mark.parametrize(("slug", "name", "limit", "most", "grows"), MONTHS)
def test_a_limit_divides_exactly_where_it_stands_and_says_what_is_missing(slug, name, limit, most, grows):
    example = calc.find(slug).example
    met = [calc.run(slug, {**example, name: n})["outputs"][name] for n in (0, limit - 1, limit, limit + 1, most)]
    assert met == [False, False, True, True, True]
    result = calc.run(slug, {**example, name: limit - 1}, as_of=date(2025, 6, 15))
    assert "还差1" in " ".join(result["explanations"])
    assert ("2025年7月缴满" in " ".join(result["explanations"]) and "20250731" in result["calendar"]) is grows


TODAY = date(2025, 6, 15)


def typed(criterion):
    """Anything a reader may answer to a condition."""
    match criterion["kind"]:
        case "choice":
            return st.sampled_from(sorted(criterion["options"] or ("yes", "no")))
        case "birth":
            return st.dates(date(1900, 1, 1), TODAY).map(str)
        case "share":
            return st.integers(0, 10**6).map(str)
    return st.integers(1, int(Decimal(criterion["most"]))).map(str)


@each(criteria)
@settings(max_examples=40)
@given(st.data())
def test_whoever_is_refused_is_told_the_condition_the_value_the_limit_and_the_day(slug, data):
    declared = {criterion["id"]: criterion for criterion in load()["criteria"][slug]["criteria"]}
    asked = {name: criterion for name, criterion in declared.items() if criterion["kind"] != "answer"}
    inputs = {name: data.draw(typed(criterion), name) for name, criterion in asked.items()}
    result = calc.run(slug, inputs, as_of=TODAY)
    shown = {item["name"]: item["text"] for item in result["inputs"]}
    for check in result["trace"]:
        if check["met"] is not False:
            continue
        criterion = declared[check["id"]]
        (told,) = (text for text in result["explanations"] if text.startswith(f"“{criterion['label']}”不符合："))
        limits = {
            name: Decimal(limit["value"][inputs[limit["by"]]] if limit["by"] else limit["value"])
            for name, limit in criterion["limits"].items()
        }
        if criterion["kind"] == "answer":
            options = declared[criterion["of"]]["options"]
            assert f"填的是“{options[inputs[criterion['of']]]}”，要列出的{len(criterion['needs'])}种之一" in told
        elif criterion["kind"] == "choice":
            labels = criterion["options"] or {"yes": "是", "no": "否"}
            assert f"填的是“{labels[inputs[check['id']]]}”" in told
            assert all(f"“{labels[option]}”" in told for option in criterion["needs"])
        elif criterion["kind"] == "birth":
            age = full_years(date.fromisoformat(inputs[check["id"]]), TODAY)
            assert f"填的是{age}周岁" in told and all(f"满{limit}周岁" in told for limit in limits.values())
        else:
            assert f"填的是{shown[check['id']]}" in told
            scale = 100 if criterion["kind"] == "share" else 1
            assert all(f"{(limit * scale).normalize():,f}" in told for limit in limits.values())
        for day in re.findall(r"(\d+)年(\d+)月(\d+)日满", told):  # an age: not the day before, but then
            day = date(*map(int, day))
            if criterion["until"] and day.isoformat() > criterion["until"]:
                continue  # the law decides by then
            assert [judged(slug, inputs, check["id"], when) for when in (day - timedelta(days=1), day)] == [False, True]
        if criterion.get("grows_monthly"):
            (year, month), short = re.search(r"到(\d+)年(\d+)月缴满", told).groups(), re.search(r"还差(\d+)", told)
            months = (int(year) - TODAY.year) * 12 + int(month) - TODAY.month
            per_unit = 12 if criterion["unit"] == "year" else 1
            assert months == int(short[1]) * per_unit
            grown = {**inputs, check["id"]: str(int(inputs[check["id"]]) + months // per_unit)}
            assert judged(slug, grown, check["id"], TODAY)
        elif criterion["kind"] == "birth" and "at_least" in limits and age < limits["at_least"]:
            assert re.search(r"日满\d+周岁", told)


def judged(slug, inputs, name, day):
    """Whether a condition is met on a day."""
    return calc.run(slug, inputs, as_of=day)["outputs"][name]


@given(st.dates(date(1930, 1, 1), date(2008, 12, 31)), st.integers(0, 60))
def test_an_age_is_reached_on_the_birthday_and_not_the_day_before(birth, age):
    day = birthday(birth, age)
    assert full_years(birth, day) == age
    assert full_years(birth, day - timedelta(days=1)) == age - 1


@given(DAYS, DAYS)
def test_a_later_start_never_ends_earlier(one, other):
    first, second = sorted((one, other))
    for rule in load()["deadlines"].values():
        for limit in rule["limits"]:
            assert period(limit, first).day <= period(limit, second).day, limit["id"]


@given(DAYS)
def test_periods_end_on_or_after_the_day_they_start_and_working_days_on_working_days(start):
    for rule in load()["deadlines"].values():
        for limit in rule["limits"]:
            counted = period(limit, start)
            assert counted.day >= start or limit["unit"] == "day-of-month"
            wait = limit["binds"] == "wait"
            if limit["unit"] == "working-day":
                typed = {"start": start.isoformat(), "amount": limit["amount"] + wait}
                answer = calc.run("national/working-day-deadline", typed)["outputs"]["deadline"]
                assert answer == counted.day.isoformat()
            if limit["unit"] == "calendar-day":
                assert (counted.day - start).days == limit["amount"] + wait


@each(deadlines)
def test_the_days_left_are_told_from_the_day_asked(slug):
    result = calc.example(slug)
    assert result["as_of"] == calc.find(slug).example_today
    assert all(node["sources"] for node in result["trace"] if node["kind"] == "step" and node["id"] != "advised")


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2024-03-30", "下一个是办完申领失业保险金：最晚2024年4月3日"),  # 2 + 5 + 3 working days from 20 March
        ("2024-04-04", "下一个是第一次发放（每月15日左右）：从2024年4月15日"),
        ("2024-04-16", "下一个是到扬州市劳动就业训练中心换银行卡：2024年4月15日"),
        ("2024-05-01", "都过了，最后一个是到扬州市劳动就业训练中心换银行卡：2024年4月15日"),
    ],
)
def test_of_many_days_the_headline_names_the_next(day, says):
    example = calc.find("yangzhou/unemployment-timeline").example
    result = calc.run("yangzhou/unemployment-timeline", example, as_of=date.fromisoformat(day))
    assert says in result["headline"] and "：一共3个日子" in result["headline"]
    assert "最晚2024年4月30日" not in result["headline"]  # the sixty days of the old guide


@each(openings)
@settings(max_examples=25)
@given(day=DAYS)
def test_a_closed_door_opens_on_the_day_it_says_and_not_before(slug, day):
    rule = load()["openings"][slug]
    for entry in rule["openings"]:
        which = {"which": entry["id"]} if rule["ask"] else {}

        def look(when, which=which, hours=entry["hours"]):
            return calc.run(slug, {**which, ("moment" if hours else "day"): f"{when} 08:00" if hours else str(when)})

        result = look(day)
        if result["outputs"]["open"]:
            assert "opens" not in result["outputs"]
        elif entry["hours"]:
            at = result["outputs"]["opens"]
            assert calc.run(slug, {**which, "moment": at.replace("T", " ")})["outputs"]["open"]
        else:
            opens = date.fromisoformat(result["outputs"]["opens"])
            first = look(opens)
            assert opens > day and (first["outputs"]["open"] or "先打电话问" in "".join(first["explanations"]))
            assert not look(opens - timedelta(days=1))["outputs"]["open"]


@each(checklists)
def test_a_checklist_never_drops_what_has_not_been_asked(slug):
    unanswered = calc.run(slug, {})["outputs"]
    entry = load()["checklists"][slug]
    for material in entry["plan"]["materials"]:
        assert unanswered[material["id"]] == ("yes" if material["when"] is None else "unknown")
    answered = calc.example(slug)["outputs"]
    bring = [paper for paper in entry["plan"]["materials"] if paper["get"] is None and answered[paper["id"]] == "yes"]
    assert answered["needed"] == len({paper["any_of"] or paper["id"] for paper in bring})


@each(checklists)
def test_a_checklist_has_a_condition_that_an_answer_changes(slug):
    entry = load()["checklists"][slug]
    assert any(material["when"] for material in entry["plan"]["materials"])
    example = calc.find(slug).example
    asked = [name for name in example if name in entry["plan"]["situations"]]
    assert asked == list(example)


def guannan():
    for path in procedure_files(GUIDES):
        if path.parent.name == "guannan":
            yield path.stem, yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)


def test_guannans_deadlines_are_those_of_its_procedures():
    limits = load()["deadlines"]["guannan/deadline-due-date"]["limits"]
    ours = {slug: (limit["amount"], limit["unit"]) for limit in limits for slug in limit["for"]}
    theirs = {}
    for slug, procedure in guannan():
        within = procedure["time_limits"][0]["within"]
        theirs[slug] = (0, "immediate") if within == "immediate" else (int(within.split()[0]), "working-day")
    assert ours == theirs


def test_guannans_channels_are_those_of_its_procedures():
    (question,) = load()["flows"]["guannan/channel-matrix"]["questions"]
    ours = {option["id"]: (option["next"], option["label"]) for option in question["options"]}
    theirs = {}
    for slug, procedure in guannan():
        kinds = {channel if isinstance(channel, str) else channel["kind"] for channel in procedure["channels"]}
        theirs[slug] = ("both" if kinds == {"窗口办理", "网上办理"} else "counter", procedure["name"])
    assert ours == theirs


def test_the_old_and_the_new_catalogue_of_shenzhen_differ_in_the_eighteen_planned_features():
    (question,) = load()["flows"]["shenzhen/web-feature-status"]["questions"]
    outcomes = [option["next"] for option in question["options"]]
    assert sum(outcomes.count(name) for name in ("opened", "dropped", "pending")) == 18
    assert outcomes.count("pending") == 1 and outcomes.count("new-only") == 6


def test_a_form_asks_last_what_would_stop_people_from_saying_what_happened():
    found = {slug: flow for slug, flow in load()["flows"].items() if flow["ask_last"]}
    assert found
    for slug, flow in found.items():
        names = [item["name"] for item in calc.find(slug).describe()["inputs"]]
        assert names[-len(flow["ask_last"]) :] == flow["ask_last"] and names[: -len(flow["ask_last"])]

"""What rests on an old guide says how old it is, before anything else, and leads to what holds today."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

import calc
from calc.engine import calculators
from calc.engine.age import standing
from calc.engine.data import load
from calc.rosters.requests import compute
from calc.rosters.roster import rosters
from calc.show.html import result_html
from calc.show.outline import outline
from tests.every import every

TODAY = date(2026, 11, 29)
OLD = re.compile(r"照(旧资料（没有写日期）|[0-9]{4}年的资料)：|现在不能办了：")


@every("slug", calc.calculators())
def test_nothing_of_an_old_guide_reads_as_todays_answer(slug):
    calculator = calc.find(slug)
    result = calc.run(slug, calculator.example, as_of=TODAY)
    assert bool(OLD.match(result["headline"])) is (result["confidence"] == "old-guide")
    assert (result["today"] is not None) is (result["confidence"] == "old-guide")


def test_the_year_is_that_of_the_source_and_counts_from_the_year_after():
    said = {year: calc.run("shenzhen/self-payer-clear", {"self-payer": "yes", "cleared": "yes"}, as_of=date(year, 6, 2)) for year in (2008, 2009)}  # fmt: skip
    assert said[2008]["headline"] == "可以办转保" and said[2008]["today"] is None
    assert said[2009]["headline"] == "照2008年的资料：可以办转保"
    assert [each["slug"] for each in said[2009]["today"]["procedures"]] == ["national/pension-transfer"]


def test_a_source_without_a_date_is_old_on_any_day():
    for day in (date(2001, 1, 1), TODAY):
        result = calc.run("wuhan/contribution-calc", {"base": "5000"}, as_of=day)
        assert result["headline"].startswith("照旧资料（没有写日期）：单位每月缴")
        assert "national/contribution" in [each["slug"] for each in result["today"]["calculators"]]


@pytest.mark.parametrize(
    ("slug", "inputs", "instead"),
    [
        ("shenzhen/proxy-gate", {"reason": "yes", "notarised": "yes", "papers": "yes"}, "没有退保的钱可以代领"),
        ("shenzhen/refund-or-transfer", {"leaving": "yes", "receiver": "no"}, "换地方工作就办转移"),
        ("shenzhen/special-settlement", {"case": "green-card", "citizen": "yes"}, "个人账户保留"),
    ],
)
def test_what_cannot_be_done_any_more_is_not_answered_with_what_was_done(slug, inputs, instead):
    result = calc.run(slug, inputs, as_of=TODAY)
    assert result["headline"].startswith("现在不能办了：") and instead in result["headline"] + result["today"]["text"]
    assert result["today"]["stopped"] and result["calendar"] == ""
    assert result["explanations"][0].startswith("照2008年的资料：")
    before = calc.run(slug, inputs, as_of=date(2011, 6, 30))  # the law of 1 July 2011 ended it
    assert before["headline"].startswith("照2008年的资料：") and not before["today"]["stopped"]


def test_of_several_matters_one_that_has_ended_is_named_and_the_rest_stays():
    today = calc.run("shenzhen/after-20th", {"day": "2026-11-10"}, as_of=TODAY)["today"]
    assert not today["stopped"] and today["text"].startswith("“非深户籍员工退保”现在不能办了：")


def test_an_old_rule_is_not_led_to_what_governs_something_else():
    martyr = calc.run("zhenjiang/martyr-pension", {"retired_pay": "3200"}, as_of=TODAY)
    assert martyr["headline"].startswith("照2012年的资料：") and martyr["today"]["procedures"] == []
    assert "先打电话问" in martyr["today"]["text"]
    fee = calc.run("yangzhou/card-fee", calc.find("yangzhou/card-fee").example, as_of=TODAY)
    assert [each["slug"] for each in fee["today"]["procedures"]] == ["national/social-card"]


def test_a_roster_of_an_old_guide_says_so_as_well():
    roster = rosters()["wuhan/contribution-roster"].describe()
    answer = compute(roster["slug"], {"text": roster["example"]}, roster["example_inputs"])["result"]
    assert answer["headline"].startswith("照旧资料（没有写日期）：单位每月缴")


def test_a_rule_of_the_law_says_nothing_of_age():
    result = calc.example("national/contribution")
    assert result["today"] is None and not OLD.match(result["headline"])


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
def test_what_holds_today_stands_above_the_numbers_on_the_page_and_in_the_text(script):
    result = calc.run("wuhan/contribution-calc", {"base": "5000"}, as_of=TODAY, script=script)
    name = {"zh-Hans": "缴费申报与缴费基数", "zh-Hant": "繳費申報與繳費基數"}[script]
    summary = result["today"]["procedures"][0]["summary"]
    html = result_html(result, "../../")
    assert f'<a href="../../guides/national/declare-and-pay/">{name}</a>' in html
    assert '<a href="../../calculators/national/contribution/">' in html
    for text in (html, outline(result)):
        assert text.index(result["headline"]) < text.index(name) < text.index(result["inputs"][0]["label"])
        assert summary in text


def test_every_old_procedure_that_results_lead_to_names_a_current_one():
    matters = load()["procedures"]
    governing = {slug for matter in matters.values() for slug in matter["governed_by"]}
    assert governing and all(matters[slug]["kind"] == "current" and matters[slug]["summary"] for slug in governing)
    known = set(calc.calculators())
    assert {slug for matter in matters.values() for slug in matter["calculators"]} <= known


def test_what_has_ended_cannot_be_done_from_that_very_day():
    ended = {slug: date.fromisoformat(each["since"]) for slug, each in load()["procedures"].items() if each["since"]}
    assert ended
    for slug, since in ended.items():
        before, then = (standing([slug], day) for day in (since - timedelta(days=1), since))
        assert then and then.ended, slug
        assert not (before and before.ended), slug


@pytest.mark.parametrize(("utc", "day"), [("15:59", date(2026, 7, 1)), ("16:00", date(2026, 7, 2))])
def test_a_day_begins_at_midnight_in_china(utc, day, monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, zone):
            assert zone is UTC
            return datetime.fromisoformat(f"2026-07-01T{utc}+00:00")

    monkeypatch.setattr(calculators, "datetime", Clock)
    assert calculators.beijing_today() == day


def test_the_kind_of_an_old_guide_is_told_by_its_year_and_by_whether_anything_of_it_can_be_done():
    matters = load()["procedures"]
    of_kind = {kind: [slug for slug in matters if matters[slug]["kind"] == kind] for kind in ("undated", "historical", "abolished")}  # fmt: skip
    assert all(of_kind.values())
    for kind, slugs in of_kind.items():
        assert {standing([slug], TODAY).kind for slug in slugs} == {kind}
    both = standing([of_kind["abolished"][0], of_kind["historical"][0]], TODAY)
    assert both.kind == "historical" and both.ended
    nothing = standing([], TODAY)
    assert (nothing.kind, nothing.stopped, nothing.year) == ("undated", False, None)


def test_what_to_do_instead_is_said_whole():
    today = calc.run("shenzhen/special-settlement", {"case": "green-card", "citizen": "yes"}, as_of=TODAY)
    matter = load()["procedures"]["shenzhen/green-card-settlement"]
    first, rest = matter["instead"].split("。", 1)
    assert today["headline"] == f"现在不能办了：{first}"
    assert rest and today["today"]["text"].startswith(rest)


def test_a_calculator_as_a_whole_is_as_old_as_what_its_example_rests_on():
    def kind(slug, day=TODAY):
        stands = calc.find(slug).standing(day)
        return stands and stands.kind

    assert kind("national/unemployment-months") is None  # rests on the law
    assert kind("national/pension") is None  # an estimate, by what holds today
    assert kind("guannan/retiree-medical-backpay") == "undated"  # an estimate, by an old guide
    assert kind("wuhan/contribution-calc") == "undated"
    assert [kind("shenzhen/self-payer-clear", date(year, 6, 2)) for year in (2008, 2009)] == [None, "historical"]

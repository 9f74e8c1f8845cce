"""One question, one answer: on every day of two years the plan, the calculators and the words of the page agree."""

import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from operator import itemgetter

import pytest

import calc
from calc.declared.deadlines import period
from calc.declared.openings import openings
from calc.engine.data import load
from calc.show.plan import make_plan
from scripts.data.plan_data import plan_data
from scripts.pages.view.content import Content
from scripts.pages.view.facts import Facts
from scripts.paths import ROOT

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
DAYS = [FIRST + step * timedelta(days=1) for step in range((LAST - FIRST).days + 1)]
UNIT = itemgetter("unit")


@pytest.fixture(scope="module")
def plans(library):
    return {procedure.id: plan_data(procedure, library.materials) for procedure in library.procedures}


@cache
def opening(slug, which, day):
    """What the calculator answers, without the answer for JSON, which takes longer than the calculation."""
    typed = {"which": which, "day": day.isoformat()} if which else {"day": day.isoformat()}
    work, result = calc.find(slug).trace(typed, day)
    return {node.id: node.value for node in work.nodes}, result.headline


@pytest.mark.long(10)
def test_plans_calculators_and_pages_agree(library, plans, record_property):
    compared = Counter()
    facts = Facts(Content(library, words(), str, ()))
    seen = {}
    for procedure in library.procedures:
        plan = plans[procedure.id]
        for window, fact in zip(plan["windows"], procedure.windows, strict=True):
            said = facts.window(procedure, fact)
            days = seen.setdefault(repr(window), [])
            if not days:
                days += [next(iter(make_plan({"windows": [window]}, {}, day)["windows"]), None) for day in DAYS]
            for slug, entry in linked(procedure, window):
                assert page_words(entry) in said, (procedure.id, slug)
                for day, planned in zip(DAYS, days, strict=True):
                    compare(slug, entry, day, planned)
                    compared[slug] += 1
    for slug, rule in load()["deadlines"].items():
        for limit in (limit for limit in rule["limits"] if limit["unit"] != "day-of-month"):
            for day in DAYS:
                data = {key: limit[key] for key in ("id", "label", "amount", "unit", "binds")}
                planned = make_plan({"time_limits": [data]}, {}, day, {limit["id"]: day})["time_limits"]
                ends = period(limit, day)
                for each in planned:
                    assert each["natural"] == ends.day.isoformat(), (slug, limit["id"], day)
                    assert each["due"] == (ends.moved or ends.day).isoformat(), (slug, limit["id"], day)
                    assert limit["unit"] == "immediate" or ends.words in each["text"]
                    compared[slug] += 1
    print(f"{sum(compared.values())} comparisons: {dict(compared)}")
    record_property("comparisons", sum(compared.values()))
    counted = {slug for slug, rule in load()["deadlines"].items() if {*map(UNIT, rule["limits"])} != {"day-of-month"}}
    assert compared.keys() == counted | openings().keys() - {"shenzhen/office-hours"}  # which asks for the moment
    assert sum(compared.values()) > 20_000


def words():
    from scripts.pages import words

    return words.load(ROOT / "docs/words.yml", str)


def linked(procedure, window):
    """The entries of the opening calculators that the page of a procedure links and that name the same window."""
    for slug in procedure.calculators:
        for entry in load()["openings"].get(slug, {"openings": ()})["openings"]:
            same = ("every", "from", "to", "kind", "act", "working_days", "doubtful", "hours")
            if not entry["hours"] and all(entry["window"][key] == window[key] for key in same):
                yield slug, entry


def page_words(entry):
    from calc.engine.timing import Window
    from calc.engine.timing_words import window_words

    return window_words(Window.from_data(entry["window"]))


def iso(day):
    return day and day.isoformat()


def compare(slug, entry, day, planned):
    which = entry["id"] if load()["openings"][slug]["ask"] else ""
    outputs, headline = opening(slug, which, day)
    assert outputs["open"] is (planned["verdict"] == "yes"), (slug, day)
    if planned["verdict"] != "no":
        assert iso(outputs.get("closes")) == planned["closes"], (slug, day)
    if planned["verdict"] != "yes":
        assert iso(outputs.get("opens")) == planned["opens"], (slug, day)
    old, said = load()["openings"][slug]["status"] == "old-guide", re.sub("^照[^：]*资料[^：]*：", "", headline)
    assert old is (said != headline)  # the plan says the age of its source once, above everything
    assert said in planned["text"], (slug, day)

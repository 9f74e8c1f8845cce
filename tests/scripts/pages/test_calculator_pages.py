"""The pages of calculators: their list by topic, and one engine for how old they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import calc
from scripts.data.library import Library
from scripts.pages.renderer import Renderer
from scripts.pages.view import asking
from scripts.paths import Script

MakeRenderer = Callable[[Library, Script], Renderer]
LATER = date(2026, 11, 30)


def test_every_calculator_stands_in_the_list_once(library: Library, renderer: MakeRenderer) -> None:
    pages = renderer(library, "zh-Hans").view.calculator_pages
    listed = [each["slug"] for _name, members in (*pages.topics(), *pages.old()) for each in members]
    assert sorted(listed) == sorted(calc.calculators())
    now = [each["slug"] for _name, members in pages.topics() for each in members]
    assert "yangzhou/injury-classification" in now and "zhangjiagang/contribution-2005" not in now


def test_a_page_says_the_age_that_its_results_say(library: Library, renderer: MakeRenderer) -> None:
    made = renderer(library, "zh-Hans")
    for calculator in made.view.calculators:
        age = made.view.calculator_pages.age(calculator)
        today = calc.run(calculator["slug"], calculator["example"]["inputs"], as_of=LATER)["today"]
        if today is None:
            assert age.kind == "current" or calculator["slug"] == "guannan/retiree-medical-backpay"  # an estimate
        elif age.kind == "historical":
            assert age.words in today["age"], calculator["slug"]
        else:
            assert age.kind == "abolished" or "没有写日期" in today["age"], calculator["slug"]


def test_what_depends_on_a_later_question_is_asked_until_that_is_answered() -> None:
    described = calc.find("yangzhou/injury-classification").describe()
    names = [each["name"] for each in described["inputs"]]
    assert names[0] == "situation" and names[-1] == "bar"
    found = asking.asked(described["inputs"][0], described)
    assert found["table"] == {"": "yes", "none": "yes", "crime": "no", "drunk": "no", "self-harm": "no"}

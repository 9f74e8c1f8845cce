import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calc
from calc.browser import handle
from calc.show.html import errors_html, plan_html, result_html
from calc.show.plan import make_plan
from tests.every import every

ATTACK = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>{{7*7}}javascript:"
VOID = {"img", "br", "input"}
DRAWING = ("viewbox", "preserveaspectratio", "x", "width", "height", "role", "aria-label", "aria-hidden")


def ask(**request):
    return json.loads(handle(json.dumps(request)))


class Tags(HTMLParser):
    """The tags and addresses in a piece of HTML; fails on tags that do not match."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.links = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name == "href"]
        drawing = DRAWING if tag in ("svg", "rect", "div", "ul") else ()
        assert all(name in ("class", "download", "href", "rel", "scope", *drawing) for name, _value in attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_a_run_gives_the_same_json_as_the_command_line():
    answer = ask(do="run", slug="wuhan/contribution-calc", inputs={"base": "5000"}, script="zh-Hant", as_of=None)
    command = [
        sys.executable,
        "-m",
        "calc",
        "run",
        "wuhan/contribution-calc",
        "--json",
        '{"base": "5000"}',
        "--script",
        "zh-Hant",
    ]
    printed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    from calc.engine.results import canonical

    assert answer["state"] == "done"
    assert canonical(answer["result"]) + "\n" == printed


def test_mistakes_come_back_beside_their_inputs():
    answer = ask(do="run", slug="wuhan/contribution-calc", inputs={"base": "五千"}, script="zh-Hant")
    assert answer["state"] == "error"
    (error,) = answer["errors"]
    assert error["input"] == "base" and error["code"] == "not-a-number" and "「五千」不是數字" in error["message"]
    assert 'href="#calc-base"' in answer["html"]


def test_next_steps_are_links_below_the_script_root():
    answer = ask(
        do="run",
        slug="wuhan/contribution-calc",
        inputs={"base": "5000"},
        base="../../",
        titles={"wuhan/contribution-rates": "缴费比例"},
    )
    assert '<a href="../../guides/wuhan/contribution-rates/">缴费比例</a>' in answer["html"]


def test_procedures_without_a_page_are_not_linked():
    answer = ask(do="run", slug="wuhan/contribution-calc", inputs={"base": "5000"}, base="./", titles={})
    assert "guides/wuhan/" not in answer["html"]
    assert '<a href="./guides/national/declare-and-pay/">' in answer["html"]  # what holds today always has a page


def test_links_from_a_page_on_disk_name_the_file():
    answer = ask(do="run", slug="wuhan/contribution-calc", inputs={"base": "5000"}, base="../../", file=True)
    assert 'href="../../guides/wuhan/contribution-rates/index.html"' in answer["html"]


def test_a_plan_comes_with_its_page():
    answer = ask(
        do="plan",
        procedure={"materials": [{"id": "a", "name": "申请表"}], "windows": [], "time_limits": []},
        answers={},
        as_of="2025-08-05",
        script="zh-Hans",
    )
    assert answer["state"] == "done"
    assert answer["plan"]["today"] == "2025-08-05" and "申请表" in answer["html"]


@pytest.mark.parametrize(
    "request_",
    [
        [],
        {},
        {"do": "dance"},
        {"do": "run"},
        {"do": "run", "slug": "a/b", "inputs": {}},
        {"do": "run", "slug": ["wuhan"], "inputs": {}},
        {"do": "run", "slug": "wuhan/contribution-calc", "inputs": {"base": {"a": 1}}},
        {"do": "run", "slug": "wuhan/contribution-calc", "inputs": {"base": "1"}, "as_of": "yesterday"},
        {"do": "run", "slug": "wuhan/contribution-calc", "inputs": {"base": "1"}, "script": "fr"},
        {"do": "run", "slug": "wuhan/contribution-calc", "inputs": {"base": "1"}, "titles": 5},
        {"do": "run", "slug": "wuhan/contribution-calc", "inputs": {"base": "1"}, "base": "javascript:alert(1)//"},
        {"do": "plan"},
        {"do": "plan", "procedure": {"materials": [{}]}},
        {"do": "plan", "procedure": {"materials": [{"id": "a", "name": "b", "when": {"x": 1}}]}},
    ],
)
def test_bad_requests_are_answered_in_words(request_):
    answer = json.loads(handle(json.dumps(request_)))
    assert answer["state"] == "error"
    assert (
        answer["errors"][0]["message"].endswith(("。", "}", "'", ")")) or "程序出了错" in answer["errors"][0]["message"]
    )


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
requests = st.fixed_dictionaries(
    {},
    optional={
        "do": st.sampled_from(["run", "plan"]) | anything,
        "slug": st.sampled_from(list(calc.calculators())) | anything,
        "inputs": st.dictionaries(st.sampled_from(["base", "wage", "birth", "start", "amount"]), anything) | anything,
        "procedure": st.fixed_dictionaries(
            {}, optional={"materials": anything, "windows": anything, "time_limits": anything, "situations": anything}
        ),
        "answers": anything,
        "as_of": anything,
        "script": st.sampled_from(["zh-Hans", "zh-Hant"]) | anything,
        "titles": anything,
        "base": anything,
    },
)


@given(requests | anything)
def test_no_json_makes_it_raise(request_):
    answer = json.loads(handle(json.dumps(request_)))
    assert answer["state"] in ("done", "error")


@given(st.text())
def test_no_text_makes_it_raise(text):
    assert json.loads(handle(text))["state"] == "error"


def test_everything_that_is_data_is_escaped():
    evil = {"id": "x", "name": ATTACK, "when": {"situation": "s", "is": ["o"]}}
    procedure = {
        "situations": {"s": {"label": ATTACK, "options": {"o": ATTACK}}},
        "materials": [evil, {"id": "y", "name": ATTACK}],
        "windows": [{"every": "month", "from": 1, "to": 2, "label": ATTACK}],
        "time_limits": [{"label": ATTACK, "amount": 1, "unit": "calendar-day", "from": ATTACK}],
    }
    from datetime import date

    for answers in ({}, {"s": "o"}, {"s": "other"}):
        page = Tags(plan_html(make_plan(procedure, answers, date(2025, 8, 5))))
        assert {"script", "img"}.isdisjoint(page.tags)
    page = Tags(errors_html([{"input": ATTACK, "message": ATTACK}, {"input": None, "message": ATTACK}]))
    assert {"script", "img"}.isdisjoint(page.tags)


def test_every_word_of_a_result_is_escaped_and_only_web_addresses_are_linked():
    def spoil(value, key=""):
        if isinstance(value, dict):
            return {name: spoil(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [spoil(part, key) for part in value]
        return value + ATTACK if isinstance(value, str) and key not in ("confidence", "kind", "amounts") else value

    for slug in calc.calculators():
        result = spoil(calc.example(slug))
        for entry in result["parameters"]:
            for source in entry["sources"]:
                source["url"] = "javascript:alert(1)"
        page = Tags(result_html(result, "../../", dict.fromkeys(result["next_steps"], ATTACK)))
        assert {"script", "img"}.isdisjoint(page.tags)
        assert not any(link.startswith("javascript:") for link in page.links)
        assert all(link.startswith("data:text/calendar;") for link in page.links if link.startswith("data:"))


@every("slug", calc.calculators())
def test_results_are_well_formed_and_carry_the_working(slug):
    result = calc.example(slug)
    html = result_html(result)
    page = Tags(html)
    assert page.tags.count("details") >= 1
    for node in result["trace"]:
        assert node["label"] in html

"""What holds for every calculator and every flow, present and future."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import calc
from calc.engine import texts
from calc.engine.results import canonical
from calc.show.html import result_html
from scripts.traditional import check_traditional
from tests.calc.published import CASES
from tests.every import every

SLUGS = list(calc.calculators())
each = every("slug", SLUGS)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


@each
def test_the_declaration_is_complete(slug):
    calculator = calc.find(slug)
    assert re.fullmatch(r"[a-z]+(/[a-z0-9]+(-[a-z0-9]+)*)", slug)
    assert calculator.title and calculator.summary and calculator.inputs and calculator.not_covered
    names = [item.name for item in calculator.inputs]
    assert len(set(names)) == len(names)
    assert calculator.example.keys() <= set(names)
    for item in calculator.inputs:
        assert item.label
        assert item.reason or (item.minimum, item.maximum) == (None, None), f"{item.name}: say why it is bounded"
        assert item.kind != "enum" or len(item.options) > 1


@each
def test_the_example_shows_a_result_with_its_working_and_its_sources(slug):
    result = calc.example(slug)
    assert result["headline"] and result["trace"] and result["outputs"]
    assert result["parameters"] or any(node["sources"] for node in result["trace"])
    for entry in result["parameters"]:
        assert entry["sources"] and entry["period"] and entry["status_text"]


@each
def test_next_steps_are_announced_in_the_declaration(slug):
    assert set(calc.example(slug)["next_steps"]) <= set(calc.find(slug).describe()["next_steps"])


@each
def test_every_declared_parameter_is_read_by_the_example_or_a_case(slug):
    results = [calc.example(slug)]
    for case in CASES:
        if case["calculator"] == slug and "expect" in case:
            as_of = date.fromisoformat(case["as_of"]) if "as_of" in case else None
            results.append(calc.run(slug, case["input"], as_of=as_of))
    assert {entry["id"] for result in results for entry in result["parameters"]} == set(calc.find(slug).parameters)


@each
def test_numbers_leave_as_exact_text_and_never_as_floats(slug):
    def walk(value):
        assert not isinstance(value, float)
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(part)

    walk(calc.example(slug))


@each
def test_terms_of_a_step_are_inputs_parameters_or_earlier_steps(slug):
    result = calc.example(slug)
    known = {item.name for item in calc.find(slug).inputs} | {entry["id"] for entry in result["parameters"]}

    def walk(nodes):
        for node in nodes:
            for term in node["terms"]:
                assert term["id"].split("#")[0] in known, f"{node['id']} uses {term['id']}"
            known.add(node["id"])
            walk(node["children"])

    walk(result["trace"])


@each
def test_both_scripts_give_the_same_numbers_and_the_same_receipt(slug):
    simplified, traditional = calc.example(slug), calc.example(slug, "zh-Hant")
    assert simplified["outputs"] == traditional["outputs"]
    assert simplified["receipt"] == traditional["receipt"]
    assert re.findall(r"\d+", simplified["headline"]) == re.findall(r"\d+", traditional["headline"])


@each
def test_no_message_is_left_untranslated(slug, monkeypatch):
    missing = []
    monkeypatch.undo()  # what watched the calculator before
    original = texts._catalogue("zh-Hant")

    class Watched(type(original)):
        def gettext(self, message):
            if message not in original._catalog:
                missing.append(message)
            return original.gettext(message)

    watched = Watched()
    monkeypatch.setattr(texts, "_catalogue", lambda script: watched)
    result_html(calc.example(slug, "zh-Hant"))
    with texts.reading("zh-Hant"):
        calc.find(slug).describe()
    shown: list[str] = []
    for case in CASES:
        if case["calculator"] == slug:
            try:
                shown += strings(calc.run(slug, case["input"], script="zh-Hant"))
            except calc.CannotCalculate as error:
                shown += (problem.message for problem in error.problems)
    assert missing == []
    assert [text for text in shown if re.search("[“”‘’]|「[^」]*「", text)] == []  # 「 」 outside, 『 』 inside


@each
def test_traditional_words_hold_no_simplified_character(slug):
    shown = [*strings(calc.example(slug, "zh-Hant"))]
    with texts.reading("zh-Hant"):
        shown += strings(calc.find(slug).describe())
    assert [str(finding) for text in shown for finding in check_traditional(text)] == []


@each
def test_the_receipt_changes_with_the_inputs_and_with_nothing_else(slug):
    calculator = calc.find(slug)
    assert calc.example(slug)["receipt"] == calc.example(slug)["receipt"]
    for item in calculator.inputs:
        if item.kind == "money" and item.name in calculator.example:
            other = calc.run(slug, {**calculator.example, item.name: "3333"})
            assert other["receipt"]["result"] != calc.example(slug)["receipt"]["result"]


typed = st.one_of(
    st.text(max_size=60),
    st.decimals(-10, 200_000, places=2).map(str),
    st.integers(-5, 2000).map(str),
    st.dates().map(str),
    st.dates().map(lambda day: f"{day:%Y-%m}"),
    st.sampled_from(["", "yes", "no", "enterprise", "male-60", "female-50", "working-day", "calendar-day", "year"]),
)


@cache  # hypothesis takes longer over a new strategy than a calculator over its answer
def forms(slug):
    """What may be typed into the form of a calculator."""
    calculator = calc.find(slug)
    choices = {
        item.name: typed | st.sampled_from([*item.options, calculator.example.get(item.name, "")])
        for item in calculator.inputs
    }
    return st.fixed_dictionaries({}, optional=choices)


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=20)  # of each: some thousands altogether
@given(data=st.data())
def test_whatever_is_typed_the_answer_is_a_result_or_a_message(slug, data):
    try:
        result = calc.run(slug, data.draw(forms(slug)))
    except calc.CannotCalculate as error:
        assert all(problem.message for problem in error.problems)
    else:
        assert result["headline"]


def test_the_bytes_depend_on_neither_hash_seed_nor_time_zone_nor_locale():
    code = "import calc; from calc.engine.results import canonical as c; print(c([calc.example(s, w) for s in calc.calculators() for w in ('zh-Hans', 'zh-Hant')]).encode().hex())"
    seen = set()
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("1", "Asia/Shanghai", "C.UTF-8"),
        ("2", "America/New_York", "POSIX"),
    ):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        seen.add(subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout)
    here = canonical([calc.example(slug, script) for slug in SLUGS for script in texts.SCRIPTS])
    assert [bytes.fromhex(output.decode()).decode() for output in seen] == [here]


def test_importing_calc_for_the_browser_stays_light():
    heavy = [
        "argparse",
        "asyncio",
        "calendar",
        "email",
        "http",
        "locale",
        "logging",
        "random",
        "socket",
        "tempfile",
        "unittest",
        "urllib",
        "yaml",
    ]
    code = f"import sys; before = set(sys.modules); import calc.browser; print([m for m in {heavy} if m in set(sys.modules) - before])"
    result = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"sys_path = {sys.path!r}; import sys; sys.path[:] = [p for p in sys_path if 'site-packages' not in p]; {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path.cwd(),
    )
    assert result.stdout.strip() == "[]"


def test_declaring_a_slug_twice_is_refused():
    from calc.engine.calculators import register

    with pytest.raises(ValueError, match="two calculators"):
        register(calc.find("wuhan/contribution-calc"))


def test_unknown_names_are_named():
    with pytest.raises(calc.UnknownCalculator, match="nowhere/nothing"):
        calc.run("nowhere/nothing", {})
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run("wuhan/contribution-calc", {"base": "5000", "bas": "1"})
    assert [problem.input for problem in caught.value.problems] == ["bas"]


def test_all_mistakes_are_listed_at_once_in_the_order_of_the_form():
    with pytest.raises(calc.CannotCalculate) as caught:
        calc.run("zhangjiagang/contribution-2005", {"wage": "", "employer_kind": "x", "month": "y"})
    assert [problem.input for problem in caught.value.problems] == ["wage", "employer_kind", "month"]


def test_json_numbers_are_accepted_where_they_are_exact():
    assert calc.run("wuhan/contribution-calc", {"base": 5000})["outputs"]["total"] == "2110.00"
    with pytest.raises(calc.CannotCalculate):
        calc.run("wuhan/contribution-calc", {"base": 5000.1})


def test_the_description_can_be_sent_as_json():
    described = json.loads(canonical(calc.describe("zh-Hant")))
    assert [entry["slug"] for entry in described] == SLUGS
    kinds = {"calculator", "check", "checklist", "deadline", "eligibility", "flow", "simulator", "table"}
    assert {entry["kind"] for entry in described} <= kinds

"""The published cases 核对用例 are enough to hold an implementation against: here our own, through its command line alone."""

import json
import shutil

from calc.__main__ import main
from scripts.compile import cases
from tests.calc.published import CASES
from tests.every import every
from tests.support import ROOT

PUBLISHED = json.loads((ROOT / "calc/cases.json").read_text("utf-8"))["cases"]
SAID = ("cautions", "explanations", "assumptions", "not_covered")


def test_every_sentence_is_published_with_what_it_says():
    assert [case["name"] for case in PUBLISHED] == [case["name"] for case in CASES]
    for made, case in zip(PUBLISHED, CASES, strict=True):
        assert made["inputs"] == case["input"] and made["source"] == case["source"]
        assert made["calculator"] == case["calculator"] and made.get("as_of") == case.get("as_of")


def test_a_site_of_some_regions_publishes_their_cases_only(tmp_path):
    cases.write(ROOT, tmp_path / "cases.json", ["national", "zibo"])
    found = json.loads((tmp_path / "cases.json").read_text("utf-8"))["cases"]
    assert {case["calculator"].partition("/")[0] for case in found} == {"national", "zibo"}


def test_a_project_without_the_sentences_publishes_what_came_with_it(tmp_path):
    (tmp_path / "calc").mkdir()
    shutil.copy(ROOT / "calc/cases.json", tmp_path / "calc/cases.json")
    cases.write(tmp_path, tmp_path / "cases.json", ["zibo"])
    cases.write(ROOT, tmp_path / "same.json", ["zibo"])
    assert (tmp_path / "cases.json").read_bytes() == (tmp_path / "same.json").read_bytes()


@every("case", PUBLISHED)
def test_an_implementation_known_by_its_command_line_holds(case, capsys):
    day = ["--as-of", case["as_of"]] if "as_of" in case else []
    code = main(["run", case["calculator"], "--json", json.dumps(case["inputs"]), *day])
    answer = json.loads(capsys.readouterr().out)
    assert code == (1 if "error" in case else 0)
    if "error" in case:
        (problem,) = answer["errors"]
        assert problem["input"] == case["error"]["input"] and problem["code"] == case["error"]["code"]
        assert case["error"]["contains"] in problem["message"]
        return
    for name, expected in case["expect"].items():
        value = answer["outputs"].get(name)
        assert expected == (value if value is None or isinstance(value, str) else json.dumps(value)), name
    if "says" in case:
        assert any(
            case["says"] in text for text in (answer["headline"], *(text for part in SAID for text in answer[part]))
        )
    for step, citation in case.get("cites", {}).items():
        assert citation in [f"{each['title']} {each['place']}".strip() for each in sources(answer["trace"], step)]


def sources(nodes, step):
    """The sources of a step of the trace, wherever it stands."""
    for node in nodes:
        if node["id"] == step:
            yield from node["sources"]
        yield from sources(node["children"], step)

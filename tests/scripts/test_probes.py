"""Whatever a page may ask, the program answers with a result or with a message for a reader, never with a fault of its own."""

import json

import calc
from calc.browser import handle
from scripts.check import ROOT
from scripts.load import load
from scripts.probes import probes
from scripts.view import View


def test_no_request_finds_a_fault_in_the_program() -> None:
    view = View(load(ROOT / "guides", calc.calculators()), {}, str, ())
    requests = [request for request in probes(view) if request.startswith("{")]
    faults = [request for request in requests if "程序出了错" in handle(request) or "程序出了錯" in handle(request)]
    assert faults == []


def test_the_probes_touch_every_calculator_in_both_scripts() -> None:
    view = View(load(ROOT / "guides", calc.calculators()), {}, str, ())
    asked = [json.loads(text) for text in probes(view) if text.startswith("{")]
    done = {(request["slug"], request["script"]) for request in asked if request["do"] == "run"}
    assert {(slug, script) for slug in calc.calculators() for script in ("zh-Hans", "zh-Hant")} <= done

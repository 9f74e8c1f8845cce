"""Every rule found in the source documents is implemented by an entry of `python -m calc list --json`."""

import json
import re
import subprocess
import sys

import pytest
import yaml

import calc
from tests.calc.published import CASES
from tests.support import ROOT

RULES = {
    id: rule
    for path in ROOT.glob("calc/*/rules.yml")
    for id, rule in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader).items()
}


@pytest.fixture(scope="module")
def listed():
    command = [sys.executable, "-m", "calc", "list", "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_the_list_has_all_118_rules_with_a_line_and_a_place():
    assert len(RULES) == 118
    for slug, rule in RULES.items():
        assert re.fullmatch(r"[a-z]+/[a-z0-9-]+", slug) and rule["rule"] and rule["place"], slug


def test_every_rule_is_implemented(listed):
    implemented = {rule for entry in listed for rule in entry["rules"]}
    assert sorted(RULES.keys() - implemented) == []


def test_no_entry_claims_a_rule_that_is_not_in_the_list(listed):
    for entry in listed:
        assert set(entry["rules"]) <= RULES.keys(), entry["slug"]


def test_every_rule_is_carried_out_by_a_case():
    tried = {rule for case in CASES for rule in calc.find(case["calculator"]).rules}
    implemented = {rule for entry in calc.calculators().values() for rule in entry.rules}
    assert sorted(implemented - tried) == []

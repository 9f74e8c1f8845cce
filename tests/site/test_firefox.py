"""The same numbers in Firefox: another engine for WebAssembly, workers and the snapshot."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from calc.browser import handle
from scripts.node import node
from tests.site.test_calculators import RETIREMENT, examples
from tests.support import ROOT

pytestmark = pytest.mark.browser


def test_firefox_answers_as_the_command_line_does_to_the_byte(base: str, tmp_path: Path) -> None:
    requests = examples()
    file = tmp_path / "requests.json"
    file.write_text(json.dumps(requests), encoding="utf-8")
    command = [node(), ROOT / "tests/site/firefox.mjs", f"{base}/{RETIREMENT}", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    answers = json.loads(done.stdout)
    for request, answer in zip(requests, answers, strict=True):
        expected = json.loads(handle(json.dumps(request)))
        assert json.dumps(answer, sort_keys=True) == json.dumps(expected, sort_keys=True), request

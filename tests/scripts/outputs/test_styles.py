"""Style sheets in words of years ago: what one browser does not know takes nothing else along."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from scripts.node import node
from tests.support import ROOT


def written(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    (folder / "part.css").write_text(text, encoding="utf-8")
    wanted = json.dumps({"whole": [str(folder / "part.css"), str(folder / "part.css")]})
    command = [node(), str(ROOT / "scripts/outputs/styles.mjs"), str(folder), wanted]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_lists_stand_in_older_words_and_what_is_young_stands_alone(tmp_path: Path) -> None:
    text = "/* why */ .a :is(b, .c) { order: 1 }\nx:not(.y, .z) { order: 2 }\n.p, .q:has(.r), .s:focus-visible { order: 3 }\n"
    done = written(tmp_path, text)
    assert done.returncode == 0, done.stderr
    made = (tmp_path / "whole.css").read_text(encoding="utf-8")
    assert "why" not in made, "readers do not load what is said to those who write"
    assert ":is(" not in made and "x:not(.y):not(.z)" in made
    rules = [rule.partition("{")[0].strip() for rule in made.split("}")]
    assert rules.count(".p") == rules.count(".q:has(.r)") == rules.count(".s:focus-visible") == 2, (
        "both parts, in order"
    )


def test_what_cannot_be_said_in_older_words_stops_the_build(tmp_path: Path) -> None:
    done = written(tmp_path, "main :is(.a > .b, .c) { order: 1 }\n")
    assert done.returncode != 0
    assert "Complex selectors" in done.stderr

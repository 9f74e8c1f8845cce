"""Feed what people and offices hand in to what reads it, broken in every way: nothing may end in a traceback.

    python -m scripts.tools.fuzz --seconds 600 --seed 1

Each target has an equal share of the time, in rounds of examples by Hypothesis, which makes a failing one as small as it can.
The same seed gives the same examples. A failure that is found here becomes a case in the tests of the module that failed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import calc
from calc.browser import handle
from calc.engine.scenarios import MARK, of_link
from scripts.data.yaml_strict import Problem, read_text
from scripts.importing.__main__ import drafts_of
from scripts.importing.reading import Unreadable
from scripts.paths import ROOT
from scripts.tools import fuzz_server

ROUND = 50  # examples between two looks at the clock
STATES = {"done", "error"}
TROUBLE = [
    *(
        "",
        " ",
        "0",
        "-0",
        "1e9",
        "1e-400",
        "NaN",
        "Infinity",
        "٣٤",
        "壹佰",
        "１，２３４．５",
        "3000 4000",
        "9" * 400,
        "0x10",
    ),
    *(
        "2023-02-31",
        "2023-0299",
        "0000-00-00",
        "9999-12-31",
        "2026年2月30日",
        "11010519491231002X",
        "\ud800",
        "\x00",
        "\u202e",
    ),
    *('"', "=1+1", "<script>", "{0.__class__}", "%s", "a,b\r\nc", "\ufeff", "🀄", "是", "true", "null", "[]"),
]
WORDS = st.sampled_from(TROUBLE) | st.text(max_size=12) | st.integers().map(str)
DOCUMENTS = [
    (
        ".html",
        "<h1>参保登记</h1><table><tr><th colspan=2>办理材料</th></tr><tr><td rowspan=2>身份证</td><td>1份</td></tr>"
        "<tr><td>原件</td></tr></table><p>收费：不收费</p><ol><li>窗口办理<li>网上办理</ol>",
    ),
    (".txt", "参保登记办事指南\n一、办理材料\n1. 身份证复印件一份\n二、办理时限：15个工作日\n收费标准：不收费\n"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def broken(draw: st.DrawFn, text: str) -> str:
    """A text with pieces of it cut, doubled, turned round or exchanged for trouble."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        piece = text[start:end]
        text = text[:start] + draw(st.sampled_from(["", piece * 2, piece[::-1], *TROUBLE])) + text[end:]
    return text


def answered(request: str) -> Mapping[str, Any]:
    """The answer to a request: JSON with a state in either case."""
    answer: Mapping[str, Any] = json.loads(handle(request))
    assert answer["state"] in STATES
    return answer


def understood(request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer to a request of the form a page sends: the program never says that it failed."""
    answer = answered(json.dumps(request))
    assert [error for error in answer.get("errors", ()) if error["code"] == "internal"] == []
    return answer


def forms(data: st.DataObject) -> None:
    """A calculator's page: its example with some answers changed or left out; then requests that no page sends."""
    declared = data.draw(st.sampled_from(calc.describe()))
    names = [each["name"] for each in declared["inputs"]]
    kept = data.draw(st.sets(st.sampled_from(names))) if names else set()
    inputs = {name: text for name, text in declared["example"]["inputs"].items() if name in kept}
    inputs |= data.draw(st.dictionaries(st.sampled_from(names or ["none"]), WORDS, max_size=4))
    script = data.draw(st.sampled_from(["zh-Hans", "zh-Hant"]))
    request = {"do": "run", "slug": declared["slug"], "inputs": inputs, "script": script, "as_of": None}
    understood(request)
    answered(json.dumps(request | data.draw(st.dictionaries(st.sampled_from([*request, "opened"]), JSON, max_size=2))))
    answered(data.draw(WORDS))


def rosters(data: st.DataObject) -> None:
    """A roster's page: its example broken, then each row judged and all of them summed."""
    declared = data.draw(st.sampled_from(calc.describe_rosters()))
    common = {"slug": declared["slug"], "inputs": declared["example_inputs"], "script": "zh-Hans"}
    read = understood({**common, "do": "roster-read", "text": data.draw(broken(declared["example"]))})
    if read["state"] == "done":
        table = {**common, "table": read["table"]}
        judged = understood({**table, "do": "roster-rows", "twins": read["twins"]})["judged"]
        understood({**table, "do": "roster-sum", "judged": judged})


def yaml_files(data: st.DataObject) -> None:
    """A file of data, broken: it is read, or its mistakes are listed, each with its line."""
    path = data.draw(st.sampled_from(sorted(ROOT.glob("guides/*/*.yml"))[:40]))
    problems: list[Problem] = []
    node = read_text(data.draw(broken(path.read_text(encoding="utf-8"))), problems, path.name)
    assert node is not None or problems
    assert all(problem.place.line > 0 for problem in problems)


def documents(data: st.DataObject) -> None:
    """An office's document, broken: drafts, or a sentence that says why not."""
    suffix, text = data.draw(st.sampled_from(DOCUMENTS))
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(Unreadable):
        path = Path(folder, f"guide{suffix}")
        path.write_bytes(data.draw(broken(text)).encode("utf-8", "surrogatepass"))
        drafts_of(path)


def receipts(data: st.DataObject) -> None:
    """What a link or a saved file says of an earlier result: compared with today's, or said to be unreadable."""
    parts = [MARK + name for name in ("rules", "day", "outputs", "version", "headline")]
    said = WORDS | st.lists(WORDS, max_size=4).map("~".join) | st.dates().map(date.isoformat)
    state = data.draw(st.dictionaries(st.sampled_from(parts), said))
    of_link(state)
    declared = data.draw(st.sampled_from(calc.describe()))
    understood({"do": "run", "slug": declared["slug"], **declared["example"], "script": "zh-Hans", "opened": state})


TARGETS = (forms, rosters, yaml_files, documents, receipts)


def fuzz(
    target: Callable[[st.DataObject], None], seconds: float, first: int = 1, examples: int = ROUND
) -> tuple[int, str]:
    """Run rounds of a target until its time is over: how many examples there were, and the failure with its traceback, or nothing."""
    until = time.monotonic() + seconds
    phases = (Phase.generate, Phase.shrink)
    rules = settings(
        max_examples=examples, deadline=None, database=None, phases=phases, suppress_health_check=list(HealthCheck)
    )
    for done in count(1):
        try:
            seed(first * 1_000_003 + done)(rules(given(st.data())(target)))()
        except Exception:
            return done * examples, traceback.format_exc()
        if time.monotonic() >= until:
            return done * examples, ""
    raise AssertionError  # count does not end


def main(arguments: list[str]) -> int:
    """Fuzz every target and the server; 1 when something went wrong."""
    parser = argparse.ArgumentParser(description="Feed what people hand in to what reads it, broken in every way")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    share = options.seconds / (len(TARGETS) + 1)
    failed = False
    for target in TARGETS:
        examples, failure = fuzz(target, share, options.seed)
        failed |= bool(failure)
        print(
            f"{target.__name__}: {examples:,} examples, {'FAILED' if failure else 'no failure'}\n{failure}".rstrip(),
            flush=True,
        )
    until, requests, faults = time.monotonic() + share, 0, list[str]()
    while time.monotonic() < until and not faults:
        faults = fuzz_server.fuzz(ROUND, options.seed * 1_000_003 + requests)
        requests += ROUND
    print(f"server: {requests:,} requests, {len(faults)} faults", *faults, sep="\n")
    return 1 if failed or faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

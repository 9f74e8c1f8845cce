"""The command line: `python -m calc list`, `run`, `explain`, `reopen` and `roster`."""

import argparse
import base64
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from .api import describe, describe_rosters, example, reopen, run
from .engine.calculators import UnknownCalculator
from .engine.data import DataMissing
from .engine.problems import CannotCalculate
from .engine.results import canonical
from .engine.texts import SCRIPTS, reading
from .rosters import requests as roster_requests
from .rosters.files import decode
from .show.outline import outline


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0, 1 if the inputs allow no result, 2 if the call itself is wrong."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # Chinese in any locale
    try:
        commands = {"list": _list, "reopen": _reopen, "roster": _roster}
        return commands.get(options.command, _run)(options)
    except UnknownCalculator as error:
        print(f"no calculator {error}; see `python -m {__package__} list`", file=sys.stderr)
    except (DataMissing, OSError, ImportError) as error:
        print(error, file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"python -m {__package__}", description="Social-insurance calculators (社保计算器)"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    script = argparse.ArgumentParser(add_help=False)
    script.add_argument("--script", choices=SCRIPTS, default="zh-Hans", help="of the words (default: zh-Hans)")
    every = commands.add_parser("list", parents=[script], help="the calculators and rosters")
    every.add_argument("--json", action="store_true", help="with inputs, rules and examples, as JSON")
    for name, text in (("run", "calculate, answer as JSON"), ("explain", "calculate, show how as text")):
        command = commands.add_parser(name, parents=[script], help=text)
        command.add_argument("slug", help="for example zhangjiagang/contribution-2005")
        command.add_argument("--json", type=_inputs, metavar="{…}", help="the inputs; without it the worked example")
        command.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="instead of today")
    batch = commands.add_parser("roster", parents=[script], help="check and compute an employer's table")
    batch.add_argument("slug", help="for example national/contribution-roster")
    batch.add_argument("file", type=Path, help="CSV or XLSX")
    batch.add_argument("--json", type=_inputs, metavar="{…}", required=True, help="what is the same for everybody")
    batch.add_argument("--computed", type=Path, metavar="CSV", help="write the rows that count")
    batch.add_argument("--failed", type=Path, metavar="CSV", help="write the rows that failed, with reasons")
    again = commands.add_parser("reopen", help="work a saved result out again, say what has changed since")
    again.add_argument("file", type=Path, help="a result as the page or `run` gave it")
    again.add_argument("--json", type=_inputs, metavar="{…}", help="what the receipt leaves out: numbers of a person")
    return parser


def _inputs(text: str) -> dict[str, object]:
    try:
        inputs = json.loads(text, parse_float=str)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not JSON: {error}") from None
    if not isinstance(inputs, dict):
        raise argparse.ArgumentTypeError('a JSON object is needed, for example {"wage": "2500"}')
    return inputs


def _list(options: argparse.Namespace) -> int:
    entries = [*describe(options.script), *describe_rosters(options.script)]
    if options.json:
        print(canonical(entries))
        return 0
    width = max(len(entry["slug"]) for entry in entries)
    for entry in entries:
        print(f"{entry['slug']:{width}}  {entry['title']}")
    return 0


def _reopen(options: argparse.Namespace) -> int:
    try:
        saved = json.loads(options.file.read_text("utf-8"))
        result, says = reopen(saved, options.json)
    except CannotCalculate as error:
        print(*(problem.message for problem in error.problems), sep="\n")
        return 1
    except (OSError, KeyError, TypeError, ValueError) as error:
        print(f"{options.file} is no result: {error!r}", file=sys.stderr)
        return 2
    print(*says, sep="\n")
    return 0 if result["receipt"]["result"] == saved["receipt"]["result"] else 1


def _run(options: argparse.Namespace) -> int:
    try:
        if options.json is None:
            result = example(options.slug, options.script)
        else:
            result = run(options.slug, options.json, as_of=options.as_of, script=options.script)
    except CannotCalculate as error:
        return _problems(error)
    if options.command == "run":
        print(canonical(result))
    else:
        with reading(options.script):
            print(outline(result), end="")
    return 0


def _roster(options: argparse.Namespace) -> int:
    """The sums as JSON. Returns 1 if the file cannot be read, or if rows have failed."""
    with reading(options.script):
        try:
            answer = roster_requests.compute(options.slug, source_of(options.file.read_bytes()), options.json)
        except CannotCalculate as error:
            if options.failed and isinstance(error, roster_requests.RowsToo):
                options.failed.write_text(error.files["failed"], encoding="utf-8", newline="")
            return _problems(error)
    for path, name in ((options.computed, "computed"), (options.failed, "failed")):
        if path:
            path.write_text(answer["files"][name], encoding="utf-8", newline="")
    print(canonical(answer["result"]))
    return 1 if answer["result"]["outputs"]["failed"] else 0


def source_of(content: bytes) -> dict[str, Any]:
    """A file as `rosters.requests` takes it."""
    if content.startswith(b"PK"):  # a zip: XLSX
        return {"base64": base64.b64encode(content).decode()}
    return {"head": content[:8].decode("latin-1"), "text": decode(content)}


def _problems(error: CannotCalculate) -> int:
    rows = {"tables": error.tables} if isinstance(error, roster_requests.RowsToo) else {}
    print(canonical({"state": "error", "errors": error.as_data(), **rows}))
    return 1


if __name__ == "__main__":
    raise SystemExit(main())

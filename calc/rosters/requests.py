"""What a page asks to have a roster 花名册 computed, in three kinds of requests, so that it can show how far it is:

    {"do": "roster-read", "slug": …, "inputs": {common answers}, "text": …, "head": the file's first bytes}
        or with "base64", a workbook, in place of text and head
        → {"state": "done", "table": {…}, "twins": {row: [rows]}, "inputs": {…}}
    {"do": "roster-rows", "slug": …, "inputs": …, "table": the table with some of its rows, "twins": …}
        → {"state": "done", "judged": […]}
    {"do": "roster-sum", "slug": …, "inputs": …, "table": …, "judged": all of them, "base", "titles", "file"}
        → {"state": "done", "result": {…}, "html": "…", "files": {"computed": CSV, "failed": CSV}}
        or, where the common answers allow no result, the errors with "rows": html and "files": {"failed": CSV}

Nothing is remembered between requests: a worker that is started anew goes on where the last one stopped.
"""

import gc
from binascii import a2b_base64  # base64, which wraps it, would be in every page's Python
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..engine.answers import TableShown
from ..engine.problems import CannotCalculate, Problem
from ..show.html import refusal, result_html, tables_html
from . import workbook
from .files import check_kind
from .judge import Judge, Judged
from .roster import Roster, Texts, find_roster
from .sums import computed_file, failed_file, failures, summary
from .table import Row, Table, from_sheets, from_text

Reply = dict[str, Any]


class RowsToo(CannotCalculate):
    """The answers for everybody allow no result. `tables` and `files` say what is wrong with the rows, in the same round."""

    def __init__(self, problems: Sequence[Problem], tables: Sequence[TableShown], files: Mapping[str, str]) -> None:
        super().__init__(problems)
        self.tables, self.files = list(tables), dict(files)


def answer(request: Mapping[str, Any], base: str, ending: str) -> Reply:
    """Answer one of the requests above. Raises CannotCalculate."""
    roster = find_roster(str(request.get("slug")))
    asked = _asked(roster, request["inputs"])
    if request["do"] == "roster-read":
        table = _read(roster, request, asked)
        return {
            "state": "done",
            "table": vars(table) | {"rows": list(map(vars, table.rows))},
            "twins": roster.twins(table),
        }
    table = _table(request["table"])
    if request["do"] == "roster-rows":
        judged = judge(roster, table, asked, request["twins"])
        return {"state": "done", "judged": [list(vars(row).values()) for row in judged]}
    try:
        sums = _sum(roster, table, [Judged(*row) for row in request["judged"]], asked)
    except RowsToo as error:
        return refusal(error.as_data()) | {"rows": tables_html(error.tables), "files": error.files}
    return {"state": "done", "html": result_html(sums["result"], base, request.get("titles"), ending), **sums}


def compute(slug: str, source: Mapping[str, Any], inputs: Mapping[str, Any]) -> Reply:
    """The same in one go, for the command line: result and files. `source`: text and head, or base64. Raises CannotCalculate."""
    roster = find_roster(slug)
    asked = _asked(roster, inputs)
    table = _read(roster, source, asked)
    return _sum(roster, table, judge(roster, table, asked, roster.twins(table)), asked)


@dataclass(frozen=True)
class _Asked:
    """What was answered for everybody, the day for ages, and what is wrong with either: then no amount can be worked out."""

    common: Texts
    day: date | None
    problems: Sequence[Problem]


def _asked(roster: Roster, inputs: Mapping[str, Any]) -> _Asked:
    typed = {str(name): str(text) for name, text in inputs.items()}
    day: date | None = None
    problems: list[Problem] = []
    try:
        day = roster.day_of(typed)
    except CannotCalculate as error:
        problems += error.problems
    try:
        return _Asked(roster.check_common(typed, day), day, problems)
    except CannotCalculate as error:
        return _Asked(typed, day, [*error.problems, *problems])


def judge(roster: Roster, table: Table, asked: _Asked, twins: Mapping[Any, list[int]]) -> list[Judged]:
    """Check and compute rows. `twins` as `Roster.twins` gives them, or as JSON has made of it: keys are text."""
    same = {int(row): others for row, others in twins.items()}
    judging = Judge(roster, asked.common, asked.day, amounts=not asked.problems)
    with _uncollected():
        return [judging.row(table, row, same.get(row.number, [])) for row in table.rows]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no circles of objects inside the block, which costs a sixteenth of it: a row that is judged leaves none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _sum(roster: Roster, table: Table, judged: list[Judged], asked: _Asked) -> Reply:
    failed = failed_file(roster, table, judged)
    if asked.problems:
        raise RowsToo(asked.problems, [*failures(roster, table, judged)], {"failed": failed})
    files = {"computed": computed_file(roster, table, judged), "failed": failed}
    return {"result": summary(roster, table, judged, asked.common, asked.day), "files": files}


def _read(roster: Roster, request: Mapping[str, Any], asked: _Asked) -> Table:
    names = roster.names()
    try:
        if "base64" in request:
            return from_sheets(workbook.read(a2b_base64(request["base64"])), names)
        return from_text(check_kind(str(request.get("head") or ""), request.get("text")), names)
    except CannotCalculate as error:
        raise CannotCalculate([*asked.problems, *error.problems]) from None


def _table(data: Mapping[str, Any]) -> Table:
    return Table(data["header"], data["columns"], [Row(**row) for row in data["rows"]], data["notes"], data["torn"])

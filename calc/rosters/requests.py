"""What a page asks to have a roster 花名册 computed, in three kinds of requests, so that it can show how far it is:

    {"do": "roster-read", "slug": …, "inputs": {common answers}, "text": …, "head": the file's first bytes}
        or with "sheets" as `calc.rosters.workbook` gives them, in place of text and head
        → {"state": "done", "table": {…}, "twins": {row: [rows]}, "inputs": {…}}
    {"do": "roster-rows", "slug": …, "inputs": …, "table": the table with some of its rows, "twins": …}
        → {"state": "done", "judged": […]}
    {"do": "roster-sum", "slug": …, "inputs": …, "table": …, "judged": all of them, "base", "titles", "file"}
        → {"state": "done", "result": {…}, "html": "…", "files": {"computed": CSV, "failed": CSV}}

Nothing is remembered between requests: a worker that is started anew goes on where the last one stopped.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..show.html import result_html
from .files import check_kind
from .judge import Judge, Judged
from .roster import Roster, Texts, find_roster
from .sums import computed_file, failed_file, summary
from .table import Row, Sheet, Table, from_sheets, from_text

Reply = dict[str, Any]


def answer(request: Mapping[str, Any], base: str, ending: str) -> Reply:
    """Answer one of the requests above. Raises CannotCalculate."""
    roster = find_roster(str(request.get("slug")))
    typed = {str(name): str(text) for name, text in request["inputs"].items()}
    day = roster.day_of(typed)
    common = roster.check_common(typed, day)
    if request["do"] == "roster-read":
        table = _read(roster, request)
        return {
            "state": "done",
            "table": vars(table) | {"rows": list(map(vars, table.rows))},
            "twins": roster.twins(table),
        }
    table = _table(request["table"])
    if request["do"] == "roster-rows":
        judged = judge(roster, table, common, day, request["twins"])
        return {"state": "done", "judged": [list(vars(row).values()) for row in judged]}
    sums = _sum(roster, table, [Judged(*row) for row in request["judged"]], common, day)
    return {"state": "done", "html": result_html(sums["result"], base, request.get("titles"), ending), **sums}


def compute(slug: str, source: Mapping[str, Any], inputs: Mapping[str, Any]) -> Reply:
    """The same in one go, for the command line: result and files. `source`: text and head, or sheets. Raises CannotCalculate."""
    roster = find_roster(slug)
    typed = {name: str(text) for name, text in inputs.items()}
    day = roster.day_of(typed)
    common = roster.check_common(typed, day)
    table = _read(roster, source)
    return _sum(roster, table, judge(roster, table, common, day, roster.twins(table)), common, day)


def judge(
    roster: Roster, table: Table, common: Texts, day: date | None, twins: Mapping[Any, list[int]]
) -> list[Judged]:
    """Check and compute rows. `twins` as `Roster.twins` gives them, or as JSON has made of it: keys are text."""
    same = {int(row): others for row, others in twins.items()}
    judging = Judge(roster, common, day)
    return [judging.row(table, row, same.get(row.number, [])) for row in table.rows]


def _sum(roster: Roster, table: Table, judged: list[Judged], common: Texts, day: date | None) -> Reply:
    files = {"computed": computed_file(roster, table, judged), "failed": failed_file(roster, table, judged)}
    return {"result": summary(roster, table, judged, common, day), "files": files}


def _read(roster: Roster, request: Mapping[str, Any]) -> Table:
    names = roster.names()
    if "sheets" in request:
        return from_sheets([Sheet(**sheet) for sheet in request["sheets"]], names)
    return from_text(check_kind(str(request.get("head") or ""), request.get("text")), names)


def _table(data: Mapping[str, Any]) -> Table:
    return Table(data["header"], data["columns"], [Row(**row) for row in data["rows"]], data["notes"])

"""What a roster comes to 花名册汇总: totals, the first rows that failed, and the tables to download.

Totals are sums of rows that are rounded already, so that they agree with everybody's own slip; what a single
multiplication for all of them would give is named beside them.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice

from ..engine.age import aged
from ..engine.answers import Answer, BarShown, ChartShown, Plain, TableShown
from ..engine.money import FEN
from ..engine.results import digest
from ..engine.texts import N_, _
from ..engine.units import show
from .judge import Judged
from .roster import TOTALS, Roster, Texts
from .table import OLD_NUMBER, REASONS, Row, Table, own_columns

PEOPLE = 50  # people with their own sums on the page; the file to download has all
SHOWN = 20  # failing rows on the page; the file to download has all
NAME_SHOWN = 20  # characters
LONG_NUMBER = 12  # digits, from which on Excel shows a number as 1.1E+11
DANGEROUS = re.compile(
    r"[\s\ufeff\u200b-\u200f\u202a-\u202e\u2060]*[=+\-@＝＋－＠﹢﹣−]|[\t\r\n]"
)  # what Excel may take for the start of a formula, behind blanks and signs that do not show
REMINDERS = N_("提醒")

Sums = dict[str, Decimal]


def totals(roster: Roster, judged: Iterable[Judged]) -> tuple[Sums, Decimal]:
    """Output → its sum over all rows that count, and what all insurances come to where nothing is rounded."""
    good = [row for row in judged if not row.problems]
    columns = zip(*(row.amounts for row in good), strict=True)
    sums = {
        name: sum(map(Decimal, filter(None, column)), Decimal(0))
        for name, column in zip(roster.amounts(), columns, strict=False)
        if any(column)
    }
    return defaultdict(Decimal, sums), sum((Decimal(row.direct) for row in good), Decimal(0))


def summary(roster: Roster, table: Table, judged: Sequence[Judged], common: Texts, as_of: date | None) -> Answer:
    """The result of the whole roster, in the form of one person's, so that the same page shows it.

    Sources, assumptions and what is not covered are those of the calculator.
    """
    answer = roster.sample(common, as_of)
    sums, direct = totals(roster, judged)
    counted = sum(not row.problems for row in judged)
    people = {"people": len(judged), "counted": counted, "failed": len(judged) - counted}
    outputs: dict[str, Plain] = {
        **people,
        **{name: f"{amount:f}" for name, amount in sorted(sums.items())},
    }
    headline = _headline(people, sums)
    good = [row for row in judged if not row.problems]
    general = [
        text for text in answer["cautions"] if all(text in row.notes for row in good)
    ]  # not of the made-up person
    given = {name: value for name, value in answer["receipt"]["inputs"].items() if name in common}
    return {
        **answer,
        "calculator": roster.slug,
        "title": _(roster.title),
        "headline": aged(answer["today"]["age"], headline) if answer["today"] else headline,
        "inputs": [item for item in answer["inputs"] if item["name"] in common],
        "outputs": outputs,
        "cautions": general,
        "explanations": [
            *_counts(people),
            *_reminders(good, general),
            *(_rounding(sums, direct) if counted else []),
            *table.notes,
        ],
        "tables": [
            *([_by_insurance(roster, sums)] if counted else []),
            *failures(roster, table, judged),
            *([_by_person(roster, table, judged, counted)] if counted else []),
        ],
        "charts": [_chart(roster, sums)] if counted else [],
        "trace": [],
        "calendar": "",
        "receipt": {
            **answer["receipt"],
            "calculator": roster.slug,
            "inputs": given,
            "result": digest({"inputs": given, "outputs": outputs}),
        },
    }


def computed_file(roster: Roster, table: Table, judged: Sequence[Judged]) -> str:
    """Everybody who counts, with all amounts, as CSV for Excel."""
    amounts = roster.amounts()
    there = [place for place in range(len(amounts)) if any(row.amounts[place] for row in judged if not row.problems)]
    labels = {column.input.name: column.input.title for column in roster.columns if column.input.name in table.columns}
    header = [_(OLD_NUMBER), *labels.values(), *(list(amounts.values())[place] for place in there), _(REMINDERS)]
    lines = (
        [str(row.number), *(table.cell(cells, column) for column in labels), *(row.amounts[place] for place in there), "".join(row.notes)]
        for cells, row in zip(table.rows, judged, strict=True)
        if not row.problems
    )  # fmt: skip
    return to_csv([header, *lines])


def failed_file(roster: Roster, table: Table, judged: Sequence[Judged]) -> str:
    """Every row that failed, as it came, with its reasons: to be mended and read again."""
    ours = own_columns()
    skip = {place for place, text in enumerate(table.header) if text in ours}
    width = max(len(table.header), *(len(row.cells) for row in table.rows))

    def kept(cells: Sequence[str]) -> list[str]:
        padded = [*cells, *[""] * (width - len(cells))]
        return [cell for place, cell in enumerate(padded) if place not in skip]

    lines = (
        [*kept(cells.cells), str(row.number), " ".join(message for _column, message in row.problems)]
        for cells, row in zip(table.rows, judged, strict=True)
        if row.problems
    )
    return to_csv([[*kept(table.header), _(OLD_NUMBER), _(REASONS)], *lines])


def template(roster: Roster) -> str:
    """An empty roster with its header, as CSV."""
    return to_csv([[column.input.title for column in roster.columns]])


def to_csv(rows: Iterable[Sequence[str]]) -> str:
    """CSV as Excel on any system opens it well: with a mark for UTF-8, and every cell defused."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([defuse(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def defuse(cell: str) -> str:
    """A cell that Excel neither computes nor shortens: what it would take so gets an apostrophe, which is read past."""
    long = cell[:LONG_NUMBER].isdigit() and len(cell) >= LONG_NUMBER
    return f"'{cell}" if DANGEROUS.match(cell) or long else cell


def _headline(people: Mapping[str, int], sums: Sums) -> str:
    if not people["counted"]:
        return _("没有一行能算，请看下面哪里要改")
    return _("单位每月缴{employer}，个人每月缴{employee}，一共{total}").format(
        employer=show(sums["employer_total"], "yuan"),
        employee=show(sums["employee_total"], "yuan"),
        total=show(sums["total"], "yuan"),
    )


def _counts(people: Mapping[str, int]) -> Iterator[str]:
    if people["failed"]:
        yield _("一共{people}人：算好{counted}人；{failed}人有问题，没有算进合计。").format(**people)
    else:
        yield _("一共{people}人，全部算好，没有发现问题。").format(**people)


def _reminders(good: Sequence[Judged], general: Sequence[str]) -> Iterator[str]:
    """Rows of which something is to be known that does not hold of all, with the first one's words."""
    reminded = [(row.number, own) for row in good if (own := [text for text in row.notes if text not in general])]
    if reminded:
        shown = _("、").join(str(number) for number, _own in reminded[:10]) + ("…" if len(reminded) > 10 else "")
        number, own = reminded[0]
        yield _("有{n}行已经算好，另有提醒：第{rows}行，写在下载的表里。第{first}行的是：{words}").format(
            n=len(reminded), rows=shown, first=number, words="".join(own)
        )


def _rounding(sums: Sums, exact: Decimal) -> Iterator[str]:
    """How the total came about, and by how much it differs from one multiplication for all."""
    direct = FEN.apply(exact)
    difference = sums["total"] - direct
    text = _("合计是把每个人、每个险种先四舍五入到分，再加起来的，和各人单子上的数对得上。")
    if difference:
        compared = _("要是先不四舍五入、最后一次算，是{direct}，两个数差{difference}，差在四舍五入。")
        text += compared.format(direct=show(direct, "yuan"), difference=show(abs(difference), "yuan"))
    else:
        text += _("先不四舍五入、最后一次算，也是这个数。")
    yield text


def _by_insurance(roster: Roster, sums: Sums) -> TableShown:
    rows = [
        [_(name), *(show(amount, "yuan") for amount in (*pair, sum(pair)))]
        for id, name in roster.insurances.items()
        if any(pair := _pair(id, sums))
    ]
    rows += [[_(name), "", "", show(sums[id], "yuan")] for id, name in roster.more.items() if sums[id]]
    rows.append([_("合计"), *(show(sums[name], "yuan") for name in TOTALS)])
    return {"caption": _("全部人员每月缴费"), "header": [_("险种"), _("单位"), _("个人"), _("合计")], "rows": rows}


def _pair(id: str, sums: Sums) -> tuple[Decimal, Decimal]:
    return sums[f"{id}_employer"], sums[f"{id}_employee"]


def _chart(roster: Roster, sums: Sums) -> ChartShown:
    bars: list[BarShown] = [
        {"label": _(name), "amounts": [f"{amount:f}" for amount in pair]}
        for id, name in roster.insurances.items()
        if any(pair := _pair(id, sums))
    ]
    return {"caption": _("各险种谁缴多少"), "series": [_("单位"), _("个人")], "bars": bars}


def _by_person(roster: Roster, table: Table, judged: Sequence[Judged], counted: int) -> TableShown:
    """What each of the first people costs whom, by row and name."""
    places = [list(roster.amounts()).index(name) for name in TOTALS]
    good = (pair for pair in zip(table.rows, judged, strict=True) if not pair[1].problems)
    rows = [
        [_who(roster, table, cells), *(show(Decimal(row.amounts[place]), "yuan") for place in places)]
        for cells, row in islice(good, PEOPLE)
    ]
    caption = _("每个人每月缴费")
    if counted > PEOPLE:
        caption = _("每个人每月缴费（先列前{n}人，全部在下载的表里）").format(n=PEOPLE)
    return {
        "caption": caption,
        "header": [_("哪一行"), _("单位"), _("个人"), _("合计")],
        "rows": rows,
        "folded": len(rows) > SHOWN,
    }


def _who(roster: Roster, table: Table, cells: Row) -> str:
    """A row by its number and the name in it."""
    text = _("第{n}行").format(n=cells.number)
    name = table.cell(cells, roster.name)[:NAME_SHOWN]
    return _("{row} {name}").format(row=text, name=name) if name else text


def failures(roster: Roster, table: Table, judged: Sequence[Judged]) -> Iterator[TableShown]:
    """The first rows that failed; a number that names a person is shown masked."""
    columns = {column.input.name: column.input for column in roster.columns}
    rows = []
    for cells, row in zip(table.rows, judged, strict=True):
        for name, message in row.problems:
            item = columns.get(name)
            text = table.cell(cells, name)
            shown = str(item.public(text)) if item and text else text
            rows.append(
                [
                    _who(roster, table, cells),
                    item.title if item else "",
                    shown or (_("（空）") if item else ""),
                    message,
                ]
            )
        if len(rows) >= SHOWN:
            break
    if rows:
        failed = sum(bool(row.problems) for row in judged)
        shown_rows = len({row[0] for row in rows})
        caption = _("有问题的行") if shown_rows == failed else _("有问题的行（先列前{n}行）").format(n=shown_rows)
        header = [_("哪一行"), _("哪一列"), _("写的是"), _("哪里不对，怎么改")]
        yield {"caption": caption, "header": header, "rows": rows, "words": True}

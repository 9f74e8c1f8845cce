"""What is due as a calendar file (RFC 5545), so that the days stand in the calendar an office uses anyway."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from scripts.fresh.due import Item, Report

LONGEST = 75  # bytes of a line


def ics(report: Report, day: dt.date, name: str) -> str:
    """One whole day for all that is due on it; what is overdue stands on the day itself.

    :param name: of the site.
    """
    days: dict[dt.date, list[Item]] = {}
    for item in (*report.overdue, *report.soon, *report.later):
        days.setdefault(max(item.last or day, day), []).append(item)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//shebao-guide//fresh//ZH"]
    for on, items in sorted(days.items()):
        lines += _event(on, items, day, name)
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line))


def _event(on: dt.date, items: list[Item], stamp: dt.date, name: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{on}.fresh@shebao-guide"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{on:%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{name}：{len(items)} 件到期')}"
    yield f"DESCRIPTION:{_escaped(_list(items))}"
    yield "END:VEVENT"


def _list(items: Iterable[Item]) -> str:
    return "\n".join(item.line() for item in items)


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of so many bytes, each but the first behind a space; no character is torn."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > LONGEST:
            yield piece
            piece = " "
        piece += character
    yield piece

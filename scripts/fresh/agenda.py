"""What is due as a calendar file, so that the days stand in the calendar an office uses anyway."""

from __future__ import annotations

import datetime as dt

from calc.engine.events import Event, calendar_text
from scripts.fresh.due import Item, Report


def ics(report: Report, day: dt.date, name: str) -> str:
    """One whole day for all that is due on it; what is overdue stands on the day itself. Empty where nothing is.

    :param name: of the site.
    """
    days: dict[dt.date, list[Item]] = {}
    for item in (*report.overdue, *report.soon, *report.later):
        days.setdefault(max(item.last or day, day), []).append(item)
    events = [
        Event(on, f"{len(items)} 件到期", "\n".join(item.line() for item in items))
        for on, items in sorted(days.items())
    ]
    return calendar_text("fresh", name, events)

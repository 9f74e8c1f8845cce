"""Days for the reader's own calendar (日历提醒), as an iCalendar file (RFC 5545) that says nothing about the reader."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .texts import _

LINE = 75  # octets, the longest line RFC 5545 allows before it has to be folded
REMIND_DAYS_BEFORE = 3


@dataclass(frozen=True)
class Event:
    """One whole day, or the days from `day` to `last`, both included. Words are in the reader's script."""

    day: date
    title: str
    text: str = ""
    last: date | None = None


def calendar_text(slug: str, title: str, events: Sequence[Event]) -> str:
    """The file's text, the same bytes for the same days; empty without events.

    `slug` and `title` are the calculator's. The time stamp is the day itself, so that it does not tell when somebody
    looked; the id is made of what the event says, so that importing it twice leaves one.
    """
    if not events:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Shebao Guide//{slug}//ZH", "CALSCALE:GREGORIAN"]
    for event in events:
        summary, day = f"{title}：{event.title}", f"{event.day:%Y%m%d}"
        uid = hashlib.sha256("\n".join((slug, summary, day)).encode()).hexdigest()[:32]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}@shebao-guide",
            f"DTSTAMP:{day}T000000Z",
            f"DTSTART;VALUE=DATE:{day}",
            f"DTEND;VALUE=DATE:{(event.last or event.day) + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            *([f"DESCRIPTION:{_escaped(event.text)}"] if event.text else []),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"TRIGGER:-P{REMIND_DAYS_BEFORE}D",
            f"DESCRIPTION:{_escaped(_('还有{n}天：').format(n=REMIND_DAYS_BEFORE) + summary)}",
            "END:VALARM",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _escaped(text: str) -> str:
    """Text as a property value: RFC 5545, 3.3.11. Control characters other than the line feed have no place in it."""
    text = re.sub(r"([\\;,])", r"\\\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[\x00-\x1f\x7f]", "", text.replace("\n", "\\n"))


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, a leading space on each but the first, no character cut in two."""
    if len(line.encode()) <= LINE:
        yield line
        return
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece

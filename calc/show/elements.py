"""Pieces of HTML that results, plans and lists share. `inner` is HTML already; names, headings and addresses are escaped here."""

from collections.abc import Iterable
from html import escape

from ..engine.texts import _


def items(inner: Iterable[str]) -> str:
    """A list; nothing without items."""
    made = "".join(f"<li>{item}</li>" for item in inner)
    return f"<ul>{made}</ul>" if made else ""


def section(name: str, heading: str, inner: str) -> str:
    """A part under its heading; nothing if it is empty."""
    return f'<section class="{name}"><h3>{escape(heading)}</h3>{inner}</section>' if inner else ""


def fold(name: str, heading: str, inner: str) -> str:
    """A part that is unfolded under its heading; nothing if it is empty."""
    return f'<details class="{name}"><summary>{escape(heading)}</summary>{inner}</details>' if inner else ""


def element(tag: str, name: str, *inner: str) -> str:
    """One element with a class."""
    return f'<{tag} class="{escape(name)}">{"".join(inner)}</{tag}>'


def calendar_link(calendar: str, name: str) -> str:
    """A link that holds the calendar file itself: nothing is fetched and nothing is sent."""
    if not calendar:
        return ""
    address = "data:text/calendar;charset=utf-8," + "".join(f"%{byte:02X}" for byte in calendar.encode())
    link = f'<a href="{escape(address)}" download="{escape(name)}">{escape(_("加到手机或电脑的日历"))}</a>'
    return element("p", "result-calendar", link)

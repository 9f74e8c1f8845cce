"""The page for editors: what there is to do, where, by when. One file, no server, no script; it prints with boxes to tick."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import jinja2
from markupsafe import Markup

from scripts.fresh.due import STALE, Report
from scripts.traditional import default_converter

TEMPLATE = Path(__file__).with_name("page.html")


def page(report: Report, day: dt.date, name: str, up: str) -> str:
    """The page, in both scripts.

    :param name: of the site.
    :param up: from the page's folder to the project's, with a slash at the end: files are links.
    """
    convert = default_converter().convert

    def both(text: str) -> Markup:
        return Markup('<span lang="zh-Hans">{}</span><span lang="zh-Hant">{}</span>').format(text, convert(text))

    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(sections=report.sections(), stale=STALE, day=day, name=name, up=up, t=both)

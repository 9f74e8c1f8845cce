"""The PDF files: notices 一次性告知单 and booklets, drawn by WeasyPrint from the HTML and style sheet that pages print with.

Drawing takes a good half second a notice, so it is no part of an ordinary build: ``make pdf`` asks for it. A file is drawn
again only when its content, the style sheet or WeasyPrint has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from scripts.pages.page import Paper


def write(papers: Iterable[Paper], style: Path, out: Path, *, cache: Path) -> None:
    """Draw every paper into ``out``.

    :param style: the style sheet for paper; ``cache``: a folder of what was drawn before, which is tidied.
    """
    import weasyprint  # type: ignore[import-untyped]  # wants Pango from the system: only those who draw need it

    cache.mkdir(parents=True, exist_ok=True)
    recipe = hashlib.sha256(style.read_bytes() + weasyprint.__version__.encode()).digest()
    drawn = [(paper, cache / f"{_digest(recipe, paper)}.pdf") for paper in papers]
    jobs = [(paper.html, style, target) for paper, target in drawn if not target.exists()]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(_draw, *zip(*jobs, strict=True)) if jobs else ())
    for paper, source in drawn:
        target = out / paper.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _digest(recipe: bytes, paper: Paper) -> str:
    return hashlib.sha256(recipe + paper.html.encode()).hexdigest()[:24]


def _draw(html: str, style: Path, target: Path) -> None:
    import weasyprint

    unfinished = target.with_suffix(".unfinished")
    weasyprint.HTML(string=html, base_url=str(style)).write_pdf(unfinished, stylesheets=[style], pdf_tags=True)
    unfinished.rename(target)

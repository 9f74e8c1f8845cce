"""What the operator decides in mkdocs.yml."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.pages.brand import Brand

RUNTIMES = ("trimmed", "plain")


@dataclass(frozen=True)
class Options:
    """What the operator decides in mkdocs.yml.

    ``stale_after`` days after the last check, pages and notices say that the content is old; ``pdf``: draw the files;
    ``runtime``: "trimmed", or "plain" for Python as Pyodide publishes it; ``regions``: those the site is made of, all if
    there are none. ``brotli``: the quality, 0 to 11, of the compressed copies of Python's files.
    """

    site_url: str
    contact: str
    stale_after: int
    pdf: bool
    offline: bool
    runtime: str
    brand: Brand
    regions: tuple[str, ...] = ()
    brotli: int = 11

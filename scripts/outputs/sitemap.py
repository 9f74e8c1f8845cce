"""The sitemap 站点地图: every page of both scripts with its twin. No dates: the data says when it was checked, on the page.

Beyond :data:`scripts.sizes.ADDRESSES` it is an index of parts: one for each region, whose pages change together, and those of
what belongs to no region. A part of a region that has not changed is the same file as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from scripts import sizes
from scripts.paths import PREFIX, SCRIPTS

INDEX = "sitemap.xml"
PARTS = "sitemaps/"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def write(paths: Iterable[str], out: Path, site_url: str) -> None:
    """Write the sitemap of a site, and its parts where it is too large for one file.

    :param paths: of its pages, below the root of each script.
    """
    every = sorted({*paths})
    if len(every) * len(SCRIPTS) <= sizes.ADDRESSES:
        (out / INDEX).write_text(_addresses(every, site_url), encoding="utf-8")
        return
    (out / PARTS).mkdir(exist_ok=True)
    names = []
    for name, members in _parts(every):
        (out / PARTS / name).write_text(_addresses(members, site_url), encoding="utf-8")
        names.append(name)
    lines = "".join(f"<sitemap><loc>{site_url}{PARTS}{name}</loc></sitemap>\n" for name in names)
    text = f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{lines}</sitemapindex>\n"
    (out / INDEX).write_text(text, encoding="utf-8")


def _parts(paths: Sequence[str]) -> Iterable[tuple[str, Sequence[str]]]:
    """The name of each part and its paths: each region's, and the others', no part larger than it may be."""
    found: dict[str, list[str]] = {}
    for path in paths:
        way, _, rest = path.partition("/")
        region = rest.partition("/")[0] if way == "guides" else ""
        found.setdefault(region or "site", []).append(path)
    largest = max(1, sizes.ADDRESSES // len(SCRIPTS))
    for name, members in sorted(found.items()):
        for number, start in enumerate(range(0, len(members), largest), 1):
            yield f"{name}{f'-{number}' if number > 1 else ''}.xml", members[start : start + largest]


def _addresses(paths: Sequence[str], site_url: str) -> str:
    lines = [f'<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">']
    for script in SCRIPTS:
        for path in paths:
            twins = "".join(
                f'<xhtml:link rel="alternate" hreflang="{other}" href="{site_url}{prefix}{path}"/>'
                for other, prefix in (*PREFIX.items(), ("x-default", ""))
            )
            lines.append(f"<url><loc>{site_url}{PREFIX[script]}{path}</loc>{twins}</url>")
    return _HEAD + "\n".join([*lines, "</urlset>\n"])

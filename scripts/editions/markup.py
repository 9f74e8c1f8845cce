"""Changes to the finished pages of the site, for editions of it. Pages are our own, so their mark-up is known.

Templates could leave out for an edition what is changed here, but an edition would then be rendered and framed again, by
MkDocs too. Made from the finished site, it has what was checked and published, byte for byte but for these changes.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.paths import PREFIX, Script

LEFT_OUT = (
    "api",
    "pagefind",
    "sitemap.xml",
    "sitemaps",
    "feed.xml",
    "sw.js",
    "offline.json",
    "manifest.webmanifest",
    "*.br",
    "*.gz",
    "*.pdf",
    "robots.txt",
    "_headers",
    "embed",
)
ONLINE = re.compile(
    r'\s*<link rel="(?:manifest|canonical|alternate)"[^>]*>|\s*<div class="updates".*?</div>|'
    r"\s*<section [^>]*data-download.*?</section>|\s*<details [^>]*data-embed.*?</details>|"
    r'\s*<a class="button" href="[^"]*\.pdf" download>.*?</a>|\s*<p class="feed">.*?</p>',
    re.DOTALL,
)
_TAG = re.compile(r"<a\b[^>]*\bhref=\"([^\"]*)\"[^>]*>")


def copy(site: Path, out: Path, *more: str) -> None:
    """Copy the site without what only a web server makes use of."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(site, out, ignore=shutil.ignore_patterns(*LEFT_OUT, *more))


def change(out: Path, edit: Callable[[str, str, Script], str]) -> None:
    """Rewrite every page.

    :param edit: given a page's text, the way from it to the root, and its script, gives the new text.
    """
    for path in sorted(out.rglob("*.html")):
        address = path.relative_to(out).as_posix()
        script: Script = "zh-Hant" if address.startswith(PREFIX["zh-Hant"]) else "zh-Hans"
        root = "../" * address.count("/") or "./"
        text = ONLINE.sub("", path.read_text(encoding="utf-8"))
        path.write_text(edit(text, root, script), encoding="utf-8")


def links(text: str) -> Iterator[str]:
    """The target of every link of a page."""
    return (found[1] for found in _TAG.finditer(text))

"""The search index: one Pagefind bundle per script, each answering queries in either script.

Both bundles hold the Simplified text, and the page folds what is typed to Simplified; titles and summaries are kept in the
reader's script. So 養老 and 养老 find the same, and a result is always shown in the script of the page.
"""

from __future__ import annotations

import hashlib
import html
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.pages import Page
from scripts.traditional import simplified_map

INDEXER = Path(__file__).with_name("search_index.mjs")
SEARCHABLE = ("procedure", "topic", "region", "comparison")


def write(simplified: Sequence[Page], shown: Sequence[Page], out: Path, *, cache: Path, stale_is_fine: bool) -> None:
    """Write the bundle of one script.

    :param simplified: the pages whose text is searched; ``shown``: the same pages in the script of the bundle.
    :param stale_is_fine: while serving, an older index is better than a second of waiting.
    """
    pairs = zip(simplified, shown, strict=True)
    records = [record for text, words in pairs for record in _records(text, words)]
    request = json.dumps(records, ensure_ascii=False, sort_keys=True)
    bundle = cache / hashlib.sha256(request.encode() + INDEXER.read_bytes()).hexdigest()[:16]
    if not bundle.exists():
        older = sorted(cache.glob("*"), key=lambda path: path.stat().st_mtime) if cache.exists() else []
        if stale_is_fine and older:
            bundle = older[-1]
        else:
            shutil.rmtree(cache, ignore_errors=True)
            unfinished = bundle.with_suffix(".unfinished")
            subprocess.run(["node", str(INDEXER), str(unfinished)], input=request.encode(), check=True)  # noqa: S603, S607
            unfinished.rename(bundle)
    shutil.copytree(bundle, out, dirs_exist_ok=True)


def write_fold(traditional: Sequence[Page], out: Path) -> None:
    """Write the map of Traditional characters to Simplified ones that the search box folds queries with."""
    pairs = simplified_map(page.title + page.body for page in traditional)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(pairs, ensure_ascii=False, sort_keys=True, separators=(",", ":")), encoding="utf-8")


def _records(text: Page, shown: Page) -> Iterator[dict[str, str]]:
    """What is found of a page: itself, and the forms or terms on it, each under its own address."""
    if text.kind in SEARCHABLE:
        weight = 10 if text.kind == "procedure" else 5
        yield _record(
            text.path, f"{text.title}。{text.search_words}", text.body, weight, shown.title, shown.description
        )
    for part, words in zip(text.parts, shown.parts, strict=True):
        body = f"<p>{html.escape(part.summary)}</p>"
        yield _record(f"{text.path}#{part.anchor}", part.title, body, 7, words.title, words.summary)


def _record(url: str, words: str, body: str, weight: int, title: str, summary: str) -> dict[str, str]:
    e = html.escape
    meta = f'<meta data-pagefind-meta="title[content]" content="{e(title)}">'
    meta += f'<meta data-pagefind-meta="summary[content]" content="{e(summary)}">'
    heading = f'<p data-pagefind-weight="{weight}">{e(words)}</p>'
    body = f"<main data-pagefind-body>{heading}{body}</main>"
    return {"url": url, "html": f'<html lang="zh"><head>{meta}</head><body>{body}</body></html>'}

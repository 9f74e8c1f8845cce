"""The search index: one Pagefind bundle per script, each answering queries in either script, and a list of names.

Names and titles are looked up first, by characters, pinyin or initials; the text of the pages comes after them. Both bundles
hold the Simplified text, and the page folds what is typed to Simplified; titles and summaries are kept in the reader's script.
So 養老 and 养老 find the same, and a result is always shown in the script of the page. With the names go the ways of saying
things that the box reads alike: 「退休金怎么算」 is 「养老金」.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from scripts.data.library import Library
from scripts.kept import kept
from scripts.node import node
from scripts.pages.page import Age, Page
from scripts.pages.pinyin import syllables
from scripts.pages.words import Words
from scripts.traditional import simplified_map
from scripts.traditional.terms import TERMS

ENOUGH = 2  # indexes are kept, besides the last
INDEXER = Path(__file__).with_name("search_index.mjs")
SEARCHABLE = ("procedure", "calculator", "topic", "region", "comparison", "help")
WEIGHT = {"procedure": 10, "glossary": 7, "forms": 7}  # of a title, against 1 for the text; others 5


@dataclass(frozen=True)
class Found:
    """Something a search leads to: Simplified text to look in, and the words that are shown."""

    url: str
    kind: str
    names: tuple[str, ...]
    text: str
    body: str
    title: str
    summary: str
    facets: tuple[tuple[str, str], ...] = ()
    place: str = ""
    age: Age | None = None


def write(
    simplified: Sequence[Page],
    shown: Sequence[Page],
    library: Library,
    out: Path,
    *,
    cache: Path,
    stale_is_fine: bool,
) -> None:
    """Write the bundle of one script.

    :param simplified: the pages whose text is searched; ``shown``: the same pages in the script of the bundle.
    :param library: in Simplified; its ways of saying things, and the names of its regions.
    :param cache: keeps the last indexes. That of both scripts is the same: what is indexed is Simplified.
    :param stale_is_fine: while serving, an older index is better than a second of waiting.
    """
    pairs = zip(simplified, shown, strict=True)
    found = [each for text, words in pairs for each in _found(text, words)]
    records = [{"url": each.url, "html": _html(each)} for each in found]
    request = json.dumps(records, ensure_ascii=False, sort_keys=True)
    bundle = cache / hashlib.sha256(request.encode() + INDEXER.read_bytes()).hexdigest()[:16]
    if not bundle.exists():
        older = sorted(cache.glob("[0-9a-f]" * 16), key=lambda path: path.stat().st_mtime)
        if stale_is_fine and older:
            bundle = older[-1]
        else:
            for old in older[:-ENOUGH]:
                shutil.rmtree(old)
            unfinished = bundle.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            subprocess.run([node(), str(INDEXER), str(unfinished)], input=request.encode(), check=True)  # noqa: S603
            unfinished.rename(bundle)
    shutil.copytree(bundle, out, dirs_exist_ok=True)
    names = {"found": [_entry(each) for each in found], "said": _said(library)}
    text = json.dumps(names, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (out / "names.json").write_text(text, encoding="utf-8")


def _said(library: Library) -> dict[str, object]:
    """What only asks, and the words that are read as others; the longest first, so that none cuts another in two.

    A place that we hold a guide of only asks as well: 「离开武汉回老家」 is answered by what applies everywhere.
    """
    same = [(str(word), str(each.as_)) for each in library.synonyms.same for word in each.words]
    places = {
        name for region in library.regions.values() for name in (region.name, re.sub("[省市县区]$", "", region.name))
    }
    return {
        "asking": sorted(map(str, {*library.synonyms.asking, *places}), key=lambda word: (-len(word), word)),
        "same": sorted(same, key=lambda pair: len(pair[0]), reverse=True),
    }


def elder_mode(words: Words) -> Page:
    """What leads people to the large type 长辈版 whatever they call it: a place on a page that is written by hand."""
    w = words["search"]
    return Page("about/#elder", w["elder"], w["elder-how"], str, "help", names=tuple(w["elder-names"].split("、")))


def write_fold(traditional: Sequence[Page], out: Path) -> None:
    """Write the map of Traditional characters to Simplified ones that the search box folds queries with."""
    texts = [page.title + page.body for page in traditional]
    made_from = [TERMS.read_bytes(), version("opencc").encode(), *(text.encode() for text in texts)]
    pairs = kept("search-fold", made_from, lambda: simplified_map(texts))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(pairs, ensure_ascii=False, sort_keys=True, separators=(",", ":")), encoding="utf-8")


def _found(text: Page, shown: Page) -> Iterator[Found]:
    """What is found of a page: itself, and the forms or terms on it, each under its own address."""
    if text.kind in SEARCHABLE:
        facets = tuple((name, value) for name, values in text.facets.items() for value in values)
        names = text.names or (text.title,)
        heading = f"{text.title}。{'，'.join(names)}"
        words = (shown.names[0] if shown.names else shown.title, shown.description)
        yield Found(text.path, text.kind, names, heading, text.body, *words, facets, shown.place, shown.age)
    for part, part_shown in zip(text.parts, shown.parts, strict=True):
        body = f"<p>{html.escape(part.summary)}</p>"
        words = (part_shown.title, part_shown.summary)
        yield Found(f"{text.path}#{part.anchor}", text.kind, (part.title,), part.title, body, *words)


def _entry(found: Found) -> dict[str, object]:
    """What the search box knows of something before it asks Pagefind: names in Simplified with their pinyin."""
    names = [[unicodedata.normalize("NFKC", name).casefold(), " ".join(syllables(name))] for name in found.names]
    facets: dict[str, list[str]] = {}
    for name, value in found.facets:
        facets.setdefault(name, []).append(value)
    return {
        "url": found.url,
        "kind": found.kind,
        "names": names,
        "title": found.title,
        "summary": found.summary,
        "facets": facets,
        "place": found.place,
        "age": {"kind": found.age.kind, "words": found.age.words} if found.age else None,
    }


def _html(found: Found) -> str:
    e = html.escape
    meta = f'<meta data-pagefind-meta="url[content]" content="{e(found.url)}">'
    meta += "".join(
        f'<meta data-pagefind-filter="{name}[content]" content="{e(value)}">' for name, value in found.facets
    )
    heading = f'<p data-pagefind-weight="{WEIGHT.get(found.kind, 5)}">{e(found.text)}</p>'
    body = f"<main data-pagefind-body>{heading}{found.body}</main>"
    return f'<html lang="zh"><head>{meta}</head><body>{body}</body></html>'

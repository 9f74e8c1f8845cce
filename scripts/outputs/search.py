"""What the search box looks in: names of pages with the ways people say things, and one Pagefind bundle of their text.

docs/assets/javascripts/names.mjs ranks the names; the text of the pages comes after them, where there is a server. Names and
bundles hold Simplified text, and the page folds what is typed to Simplified; titles and summaries are kept in the reader's
script. So 養老 and 养老 find the same, and a result is always shown in the script of the page.

Beyond :data:`scripts.sizes.SEARCH` procedures the local guides of regions are apart from the rest, in groups of neighbouring
regions: files of names under `names/`, and bundles under `pagefind/`. A page fetches those of the places that it is asked about.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from scripts import sizes
from scripts.data.library import Library
from scripts.kept import kept
from scripts.node import node
from scripts.outputs.typed import typed
from scripts.pages.page import VERSION, Age, Page
from scripts.pages.pinyin import COMMON, sounds
from scripts.pages.words import Words

Convert = Callable[[str], str]

ENOUGH = 2  # indexes are kept, besides the last
INDEXER = Path(__file__).with_name("search_index.mjs")
SEARCHABLE = ("procedure", "calculator", "topic", "region", "comparison", "help")
KINDS = {"计算器": "calculator", "事项": "procedure", "名词": "glossary"}
NAMES = "names.js"
TEXT = "pagefind"
PARTS = "names"
HEAD = "globalThis.guideNames = "
PART_HEAD = '(globalThis.guideParts ??= {{}})["{}"] = '
WEIGHT = {"procedure": 10, "glossary": 7, "forms": 7}  # of a title, against 1 for the text; others 5


@dataclass(frozen=True)
class Found:
    """Something a search leads to: Simplified text to look in, and the words that are shown."""

    url: str
    kind: str
    names: tuple[str, ...]
    text: str
    body: Callable[[], str]
    title: str
    summary: str
    facets: tuple[tuple[str, str], ...] = ()
    place: str = ""
    age: Age | None = None


def groups(library: Library) -> dict[str, str]:
    """Region → the group that its guides are searched in; empty while all is searched in one.

    A region that says what applies now is in none: it is searched whatever the place. A group is a province, or a part of one that holds no more than :data:`scripts.sizes.SEARCH` procedures.
    """
    if not sizes.division(len(library.regions), len(library.procedures)).search:
        return {}
    held = Counter(procedure.region for procedure in library.procedures)
    now = {procedure.region for procedure in library.procedures if library.status_of(procedure).kind == "current"}
    filled: dict[str, list[int]] = {}  # province → how many procedures each of its groups holds
    found = {}
    for region in library.regions:
        if region in now:
            continue
        province = library.province_of(region)
        name = province.slug if province else "other"
        parts = filled.setdefault(name, [0])
        if parts[-1] and parts[-1] + held[region] > sizes.SEARCH:
            parts.append(0)
        parts[-1] += held[region]
        found[str(region)] = f"{name}-{len(parts)}" if len(parts) > 1 else name
    return found


def _group(page: Page, of: Mapping[str, str]) -> str:
    """The group of a page; empty for what is searched whatever the place: what applies now, calculators, what leads on."""
    local = page.kind == "forms" or (page.kind == "procedure" and page.age is not None and page.age.kind != "current")
    regions = page.facets.get("region", ())
    return of.get(regions[0], "") if local and regions else ""


def write(
    simplified: Sequence[Page],
    of: Mapping[str, str],
    out: Path,
    *,
    cache: Path,
    stale_is_fine: bool,
) -> None:
    """Write the bundle, and those of the groups below it: for both scripts, since what is indexed is Simplified, and what it finds are addresses.

    :param simplified: the pages whose text is searched.
    :param of: the regions' groups.
    :param cache: keeps the last indexes.
    :param stale_is_fine: while serving, an older index is better than a second of waiting.
    """
    found: dict[str, list[Found]] = {"": []}
    for page in simplified:
        found.setdefault(_group(page, of), []).extend(_found(page, page))
    older = sorted(cache.glob("[0-9a-f]" * 16), key=lambda path: path.stat().st_mtime)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each waits for a process of its own
        indexed = pool.map(lambda each: _index(each, cache, older if stale_is_fine else []), found.values())
        bundles = dict(zip(found, indexed, strict=True))
    for old in [path for path in older if path not in bundles.values()][:-ENOUGH]:
        shutil.rmtree(old)
    for group, bundle in bundles.items():
        ignore = shutil.ignore_patterns("*.js") if group else None  # the engine is that of the first bundle
        shutil.copytree(bundle, out / TEXT / group, dirs_exist_ok=True, ignore=ignore)


def _index(found: Sequence[Found], cache: Path, good_enough: Sequence[Path]) -> Path:
    """The index of some pages, or the last of those that are good enough if it is not there yet."""
    digest = hashlib.sha256(INDEXER.read_bytes())
    for line in _lines(found):
        digest.update(line)
    bundle = cache / digest.hexdigest()[:16]
    if bundle.exists():
        return bundle
    if good_enough:
        return good_enough[-1]
    unfinished = bundle.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    command = [node(), str(INDEXER), str(unfinished)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as indexer:  # noqa: S603
        assert indexer.stdin
        with suppress(BrokenPipeError):  # it has said why
            indexer.stdin.writelines(_lines(found))
            indexer.stdin.close()
    if indexer.returncode:
        raise subprocess.CalledProcessError(indexer.returncode, command)
    unfinished.rename(bundle)
    return bundle


def _lines(found: Iterable[Found]) -> Iterator[bytes]:
    """What the indexer reads: a page on each line, so that nobody holds the text of them all; in ASCII, where nothing else ends a line."""
    for each in found:
        yield json.dumps({"url": each.url, "html": _html(each)}).encode() + b"\n"


def names(
    simplified: Sequence[Page],
    shown: Sequence[Page],
    of: Mapping[str, str],
    library: Library,
    convert: Convert,
    above: str = "",
) -> dict[str, Any]:
    """What the search box finds pages by, and the ways of saying things, before it asks for the text of the pages.

    ``found`` is searched whatever the place; ``parts`` are the entries of each group, which stand in files of their own.

    :param of: the regions' groups. ``simplified: the pages in Simplified; ``shown``: the same pages in the script of their reader.
    :param library: in Simplified.
    :param convert: turns Simplified into Traditional: what is typed in Traditional is read as Simplified.
    :param above: the way from the script's root to the site's, where the one bundle of text is.
    """
    called = _called(library)
    asked = {f"guides/{each.id}/": [str(answer.question) for answer in each.faq] for each in library.procedures}
    parts: dict[str, list[dict[str, Any]]] = {"": []}
    for text, words in zip(simplified, shown, strict=True):
        parts.setdefault(_group(text, of), []).extend(
            _entry(each, called.get(each.url, ()), asked.get(each.url, [])) for each in _found(text, words)
        )
    found = [entry for entries in parts.values() for entry in entries]
    said = _said(library)
    heard = [name for entry in found for name in entry["names"]]
    words_of: dict[str, list[str]] = {"": [*COMMON, *chain(*called.values()), _json(said)]}
    for page in simplified:
        words_of.setdefault(page.place, []).extend(_words(page, asked))
    return {
        "found": parts.pop(""),
        "groups": dict(of),
        "parts": parts,
        "said": said,
        "sounds": kept("sounds", [version("pypinyin").encode(), *(n.encode() for n in heard)], lambda: sounds(heard)),
        "simplified": typed(map("\n".join, words_of.values()), convert),
        "text": f"{above}{TEXT}/",
    }


def _words(page: Page, asked: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What lists say of a page, and what people ask that it answers."""
    yield from (page.title, page.description, *page.names, *asked.get(page.path, ()))
    yield from (words for part in page.parts for words in (part.title, part.summary))


def write_names(names: Mapping[str, Any], out: Path) -> None:
    """Write the names as scripts: a page opened from disk can load one, and no other file."""
    for group, entries in names["parts"].items():
        (out / PARTS).mkdir(exist_ok=True)
        (out / PARTS / f"{group}.js").write_text(f"{PART_HEAD.format(group)}{_json(entries)};\n", encoding="utf-8")
    first = {name: value for name, value in names.items() if name != "parts"}
    (out / NAMES).write_text(f"{HEAD}{_json(first)};\n", encoding="utf-8")


def read_names(out: Path) -> dict[str, Any]:
    """The names that were written into the folder of a script."""
    names: dict[str, Any] = _read(out / NAMES, HEAD)
    groups = sorted({*names["groups"].values()})
    files = {group: out / PARTS / f"{group}.js" for group in groups}
    parts = {group: _read(file, PART_HEAD.format(group)) for group, file in files.items() if file.exists()}
    return names | {"parts": parts}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _read(file: Path, head: str) -> Any:
    return json.loads(file.read_text(encoding="utf-8").removeprefix(head).rstrip(";\n"))


def _called(library: Library) -> dict[str, tuple[str, ...]]:
    """Address → what people call what stands there, besides the names that its page brings."""
    synonyms = library.synonyms
    return {
        **{f"calculators/{each.calculator}/": each.names for each in synonyms.calculators},
        **{f"events/{each.event}/": (library.life_events[each.event].name, *each.names) for each in synonyms.events},
        **{f"glossary/#{key}": entry.also for key, entry in library.glossary.items()},
    }


def _said(library: Library) -> dict[str, list[tuple[str, str]]]:
    """What only asks, with the kind of page it asks for; places, with their regions; words that are read as others.

    The longest first, so that none cuts another in two.
    """
    asking = [
        (str(word), KINDS[each.for_] if each.for_ else "") for each in library.synonyms.asking for word in each.words
    ]
    same = [(str(word), str(each.as_)) for each in library.synonyms.same for word in each.words]
    places = {
        (name, str(id))
        for id, region in library.regions.items()
        for name in (str(region.name), re.sub("[省市县区]$", "", region.name))
    }
    return {
        "asking": _longest_first(asking),
        "places": _longest_first(places),
        "same": _longest_first(same),
    }


def _longest_first(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))


def elder_mode(words: Words) -> Page:
    """What leads people to the large type 长辈版 whatever they call it: a place on a page that is written by hand."""
    w = words["search"]
    return Page("about/#elder", w["elder"], w["elder-how"], str, "help", names=tuple(w["elder-names"].split("、")))


def _found(text: Page, shown: Page) -> Iterator[Found]:
    """What is found of a page: itself, and the forms or terms on it, each under its own address."""
    if text.kind in SEARCHABLE:
        facets = tuple((name, value) for name, values in text.facets.items() for value in values)
        names = text.names or (text.title,)
        heading = f"{text.title}。{'，'.join(names)}"
        words = (shown.names[0] if shown.names else shown.title, shown.description)
        kind = "event" if text.path.startswith("events/") else text.kind
        yield Found(text.path, kind, names, heading, text.render, *words, facets, shown.place, shown.age)
    for part, part_shown in zip(text.parts, shown.parts, strict=True):
        body = partial("<p>{}</p>".format, html.escape(part.summary))
        words = (part_shown.title, part_shown.summary)
        facets = tuple((name, value) for name, values in text.facets.items() for value in values)
        yield Found(f"{text.path}#{part.anchor}", text.kind, (part.title,), part.title, body, *words, facets)


def _entry(found: Found, called: Sequence[str], asked: Sequence[str]) -> dict[str, Any]:
    """What the search box knows of something before it asks Pagefind: its names in Simplified, and what it shows."""
    names = (unicodedata.normalize("NFKC", name).casefold() for name in (*found.names, *called))
    facets: dict[str, list[str]] = {}
    for name, value in found.facets:
        facets.setdefault(name, []).append(value)
    return {
        "url": found.url,
        "kind": found.kind,
        "names": list(dict.fromkeys(names)),
        "asked": asked,
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
    body = f"<main data-pagefind-body>{heading}{found.body().replace(VERSION, '')}</main>"
    return f'<html lang="zh"><head>{meta}</head><body>{body}</body></html>'

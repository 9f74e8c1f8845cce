"""A plain search over titles, for editions without Pagefind: found by words, by pinyin and by pinyin initials."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin

PAGES = ("guides/*/*/index.html", "events/*/index.html", "calculators/**/index.html", "guides/*/index.html")
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_SUMMARY = re.compile(r'<meta name="description" content="([^"]*)">')
_REGION = re.compile(r'<p class="sheet-name">.*?<p>([^<·]+) ·', re.DOTALL)


def write(site: Path, edition: Path, prefix: str, *, index: str = "") -> None:
    """Write the titles of an edition's pages in one script as ``titles.js``, which a page from disk can load too.

    :param prefix: the script's folder, empty or ending in a slash; ``index``: what an address of a folder ends in.
    """
    simplified, pages = _pages(edition), _pages(edition / prefix)
    aliases = _aliases(site)
    records = []
    for path, (title, summary) in pages.items():
        plain, plain_summary = simplified[path]
        syllables = [syllable.lower() for syllable in lazy_pinyin(plain)]
        records.append(
            {
                "url": path + index,
                "title": title,
                "summary": summary,
                "name": plain,
                "words": f"{plain_summary} {' '.join(aliases.get(path, ()))}".strip(),
                "pinyin": "".join(syllables),
                "initials": "".join(syllable[:1] for syllable in syllables),
            }
        )
    fold = json.loads((site / "assets/search-fold.json").read_text(encoding="utf-8"))
    data = json.dumps({"pages": records, "fold": fold}, ensure_ascii=False, sort_keys=True)
    (edition / prefix / "titles.js").write_text(f"globalThis.guideTitles = {data};\n", encoding="utf-8")


def _pages(root: Path) -> dict[str, tuple[str, str]]:
    found = {}
    for path in sorted({path for pattern in PAGES for path in root.glob(pattern)}):
        text = path.read_text(encoding="utf-8")
        title, summary = _TITLE.search(text), _SUMMARY.search(text)
        if title and summary:
            region = _REGION.search(text)
            name = html.unescape(re.sub(r"<[^>]+>", "", title[1])).strip()
            shown = f"{name}（{region[1]}）" if region else name
            found[f"{path.parent.relative_to(root).as_posix()}/"] = (shown, html.unescape(summary[1]))
    return found


def _aliases(site: Path) -> dict[str, list[str]]:
    """Other names of procedures, by address."""
    found = {}
    for path in (site / "api/v1/procedures").glob("*/*.json"):
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        names = (alias if isinstance(alias, str) else alias["zh-Hans"] for alias in data.get("aliases", ()))
        found[f"guides/{data['id']}/"] = [*names, *data.get("kinds", ())]
    return found

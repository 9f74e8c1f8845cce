"""What an edition without Pagefind searches: the names of its pages, as the site's own search has them."""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent


def engine(modules: Path) -> None:
    """Put the search of names alone in the place of the site's engine, among the modules of an edition's pages."""
    (modules / "search-engine.mjs").write_bytes((HERE / "names-only.mjs").read_bytes())


def write(site: Path, edition: Path, prefix: str, *, index: str = "") -> None:
    """Write the names of an edition's pages in one script as ``names.js``, which a page from disk can load too.

    :param prefix: the script's folder, empty or ending in a slash; ``index``: what an address of a folder ends in.
    """
    names = json.loads((site / prefix / "pagefind/names.json").read_text(encoding="utf-8"))
    kept = []
    for found in names["found"]:
        folder, mark, anchor = found["url"].partition("#")
        if (edition / prefix / folder / "index.html").is_file():
            kept.append(found | {"url": f"{folder}{index}{mark}{anchor}"})
    fold = json.loads((site / "assets/search-fold.json").read_text(encoding="utf-8"))
    data = json.dumps(names | {"found": kept, "fold": fold}, ensure_ascii=False, sort_keys=True)
    (edition / prefix / "names.js").write_text(f"globalThis.guideNames = {data};\n", encoding="utf-8")

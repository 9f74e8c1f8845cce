"""What an edition searches: the names of its own pages. There is no server to search their text on."""

from __future__ import annotations

from pathlib import Path

from scripts.outputs.search import read_names, write_names


def write(site: Path, edition: Path, prefix: str, *, index: str = "") -> None:
    """Write the names of an edition's pages in one script, of those that the site has.

    :param prefix: the script's folder, empty or ending in a slash; ``index``: what an address of a folder ends in.
    """
    names = read_names(site / prefix)
    kept = []
    for found in names["found"]:
        folder, mark, anchor = found["url"].partition("#")
        if (edition / prefix / folder / "index.html").is_file():
            kept.append(found | {"url": f"{folder}{index}{mark}{anchor}"})
    write_names(names | {"found": kept, "text": ""}, edition / prefix)

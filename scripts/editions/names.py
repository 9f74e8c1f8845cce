"""What an edition searches: the names of its own pages. There is no server to search their text on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scripts.outputs.search import read_names, write_names


def write(site: Path, edition: Path, prefix: str, *, index: str = "") -> None:
    """Write the names of an edition's pages in one script, of those that the site has.

    :param prefix: the script's folder, empty or ending in a slash; ``index``: what an address of a folder ends in.
    """
    names = read_names(site / prefix)

    def kept(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The entries whose pages are there."""
        found = []
        for entry in entries:
            folder, mark, anchor = entry["url"].partition("#")
            if (edition / prefix / folder / "index.html").is_file():
                found.append(entry | {"url": f"{folder}{index}{mark}{anchor}"})
        return found

    parts = {group: kept(entries) for group, entries in names["parts"].items()}
    write_names(names | {"found": kept(names["found"]), "parts": parts, "text": ""}, edition / prefix)

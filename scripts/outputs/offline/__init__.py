"""Offline use of the site 离线使用: the service worker and the web app manifests, made from the finished tree."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from scripts.node import node

HERE = Path(__file__).resolve().parent
LEAVE = HERE / "off.js"
"""What makes browsers forget what an earlier build had them keep, in place of the worker."""
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


def write_worker(site: Path, root: Path, apart: Mapping[str, str]) -> None:
    """Write ``sw.js`` for a finished site: run it last, it lists every file.

    :param apart: the regions of a large site that are kept apart, each when somebody reads a page of it, with the groups that
        their names stand in (:func:`scripts.outputs.search.groups`). Beside the page of each stands its list, ``offline.json``.
    """
    sources = [HERE / "worker.mjs", HERE / "build.mjs", root / "package-lock.json"]
    recipe = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    bundle = root / ".cache/offline" / f"{recipe}.js"
    subprocess.run(  # noqa: S603
        [node(), str(HERE / "build.mjs"), str(site), str(bundle)],
        input=json.dumps(apart).encode(),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def write_manifest(folder: Path, *, name: str, script: str, assets: str) -> None:
    """Write the web app manifest of one script.

    :param assets: the way from ``folder`` to the site's assets.
    """
    icons = [
        {"src": f"{assets}images/{file}", "sizes": sizes, "type": "image/png", "purpose": purpose}
        for file, sizes, purpose in ICONS
    ]
    manifest = {
        "name": name,
        "short_name": name,
        "lang": script,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0f5c8c",
        "icons": icons,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / "manifest.webmanifest").write_text(text, encoding="utf-8")

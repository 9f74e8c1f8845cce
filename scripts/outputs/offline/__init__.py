"""Offline use of the site 离线使用: the service worker and the web app manifests, made from the list of its files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from scripts.kept import CACHE, kept
from scripts.runtime.bundle import BUNDLER, bundle

HERE = Path(__file__).resolve().parent
OLDEST = "es2020"  # what every browser of package.json's `browserslist` reads
LIST, BYTES = "self.__WB_MANIFEST", "self.__WB_BYTES"  # the marks in the worker
LEAVE = HERE / "off.js"
"""What makes browsers forget what an earlier build had them keep, in place of the worker."""
KEPT = re.compile(
    r".*\.(?:html|css|mjs|js|svg|png|webmanifest)|assets/python/manifest\.json"
    r"|(?:.*/)?pagefind/.*\.(?:json|pagefind|pf_meta|pf_index)"
)
LEFT = re.compile(r"sw\.js|api/.*|(?:.*/)?embed/.*|assets/[^/]+/embed\.[^/]*|assets/python/whole\.[^/]*")
"""Not needed to read: what is for other sites, and the way Python starts when its snapshot fails."""
OF_REGION = re.compile(r"((?:zh-Hant/)?)(?:guides|forms|coverage)/([^/]+)/")
OF_GROUP = re.compile(r"((?:zh-Hant/)?)(names|pagefind)/([^/]+?)(?:\.js|/.*)")
LARGEST = 2**24  # bytes of one file that is kept unasked
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
)


def keeps(path: str) -> bool:
    """Whether a file of the site is kept for offline use, at once or with its region."""
    return bool(KEPT.fullmatch(path) and not LEFT.fullmatch(path))


def check(sizes: Mapping[str, int]) -> None:
    """:param sizes: the files of the site by their paths, in bytes. Raises RuntimeError for those too large to be kept."""
    if heavy := sorted(path for path, size in sizes.items() if size > LARGEST and keeps(path)):
        raise RuntimeError(f"too large to be kept for offline use: {', '.join(heavy)}")


def worker(
    root: Path, apart: Mapping[str, str], revisions: Mapping[str, str], sizes: Mapping[str, int], cache: Path = CACHE
) -> dict[str, str]:
    """The service worker ``sw.js``, with the list of what browsers keep; and the lists ``offline.json``: texts by their paths.

    :param apart: the regions of a large site that are kept apart, each when somebody reads a page of it, with the groups that
        their names stand in (:func:`scripts.outputs.search.groups`). Beside the page of each stands its list.
    :param revisions: the other files of the site by their paths, each with what tells its content from any other.
    :param sizes: of these files, in bytes: what a device must have room for.
    """
    wanted = {path: revisions[path] for path in sorted(revisions) if keeps(path)}
    everybody, regions = _shared_out(wanted, apart)
    entries = [{"revision": revision, "url": path} for path, revision in everybody.items()]
    program = (
        _program(root, cache).replace(LIST, _json(entries)).replace(BYTES, str(sum(sizes[path] for path in everybody)))
    )
    lists = {
        f"{folder}offline.json": f"{_json({'bytes': sum(map(sizes.__getitem__, files)), 'files': [*files.items()]})}\n"
        for folder, files in regions.items()
    }
    return {"sw.js": program, **lists}


def _shared_out(
    wanted: Mapping[str, str], apart: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """What everybody keeps; and by the folder of its pages, what is kept for a region: its files and the names of its group.

    The text of a group, which only a search reads, is for a server.
    """
    groups = {*apart.values()}
    everybody: dict[str, str] = {}
    regions: dict[str, dict[str, str]] = {}
    for path, revision in wanted.items():
        of_region, of_group = OF_REGION.match(path), OF_GROUP.fullmatch(path)
        if of_region and of_region[2] in apart:
            regions.setdefault(f"{of_region[1]}guides/{of_region[2]}/", {})[path] = revision
        elif not (of_group and of_group[3] in groups):
            everybody[path] = revision
    for folder, files in regions.items():
        script, _guides, region = folder.rpartition("guides/")
        names = f"{script}names/{apart[region[:-1]]}.js"
        files |= {names: wanted[names]} if names in wanted else {}
    return everybody, regions


def _program(root: Path, cache: Path) -> str:
    """The worker with all that it imports, and a mark for its list."""

    sources = [HERE / "worker.mjs", BUNDLER, root / "package-lock.json"]
    made_from = [OLDEST.encode(), *(path.read_bytes() for path in sources)]
    return kept("offline", made_from, lambda: bundle(HERE / "worker.mjs", minify=True, target=OLDEST), cache=cache)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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

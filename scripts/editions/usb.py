"""The edition for a USB stick 优盘版: pages, checklists, print, search and calculators by double-click, without a server.

python -m scripts.editions.usb site dist/usb
"""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

from scripts.editions import markup, titles
from scripts.paths import PREFIX, Script
from scripts.runtime.bundle import bundle
from scripts.runtime.disk import DISK_CLIENT, write_usb_runtime

HERE = Path(__file__).resolve().parent
# Browsers load neither modules nor fetched files from disk; the worker of Python is made from text.
POLICY = (
    "default-src 'none'; script-src 'self' file: 'wasm-unsafe-eval'; style-src 'self' file:; img-src 'self' file: data:; "
    "worker-src blob:; base-uri 'none'; form-action 'none'; object-src 'none'"
)
START = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>社保办事指南</title>
<meta http-equiv="refresh" content="0; url=site/index.html"></head>
<body><p><a href="site/index.html">打开社保办事指南</a></p></body></html>
"""
_HREF = re.compile(r'(<a\b[^>]*\bhref=")((?:\.\.?/)*(?:[\w-]+/)*)(#[^"]*)?(")')
_CSP = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_MODULE = re.compile(r'<script type="module" src="([^"]*)site\.mjs[^"]*"></script>')
_RUNTIME = re.compile(r'<meta name="python-runtime"[^>]*>')


def write(site: Path, out: Path) -> None:
    """Write the edition: a page to double-click, and the site beside it."""
    shutil.rmtree(out, ignore_errors=True)
    target = out / "site"
    markup.copy(site, target, "python", "404.html", "search-fold.json")
    manifest = write_usb_runtime(target / "assets/python", site / "assets/python")
    scripts = target / "assets/javascripts"
    for prefix in PREFIX.values():
        titles.write(site, target, prefix, index="index.html")
    _bundle(site / "assets/javascripts", scripts)

    def edit(text: str, root: str, script: Script) -> str:
        text = _CSP.sub(lambda found: found[1] + POLICY + found[2], text)
        text = _MODULE.sub(r'<script defer src="\1site.js"></script>', text)
        text = _RUNTIME.sub(f'<meta name="python-runtime" content="{manifest}" data-base="{root}assets/python/">', text)
        text = text.replace("<html ", '<html data-edition="usb" ', 1)
        return _HREF.sub(lambda found: _to_file(*found.groups()), text)

    markup.change(target, edit)
    (out / "打开社保办事指南.html").write_text(START, encoding="utf-8")


def _to_file(head: str, folder: str, fragment: str | None, tail: str) -> str:
    """A link to a folder becomes one to its page; one within the page stays."""
    return f"{head}{folder}{'index.html' if folder else ''}{fragment or ''}{tail}"


def _bundle(modules: Path, out: Path) -> None:
    """Put the pages' modules into one classic script; what is only there for a web server is exchanged."""
    entry = modules / "usb.mjs"
    shutil.copyfile(HERE / "usb.mjs", entry)
    instead = {
        modules / "runtime/client.mjs": DISK_CLIENT,
        modules / "search-engine.mjs": HERE / "titles.mjs",
    }
    shutil.rmtree(out)
    out.mkdir()
    try:
        (out / "site.js").write_text(bundle(entry, "iife", instead), encoding="utf-8")
    finally:
        entry.unlink()
    shutil.copyfile(modules / "early.js", out / "early.js")


def main() -> None:
    """Write the edition of a finished site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    write(options.site, options.out)
    print(f"{options.out}: 双击“打开社保办事指南.html”")


if __name__ == "__main__":
    main()

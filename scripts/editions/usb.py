"""The edition for a USB stick 优盘版: pages, checklists, print, search and calculators by double-click, without a server.

python -m scripts.editions.usb site dist/usb
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
from pathlib import Path

from scripts.editions import markup, names
from scripts.pages.brand import Brand
from scripts.paths import PREFIX, ROOT, Script
from scripts.runtime.bundle import bundle
from scripts.runtime.disk import DISK_CLIENT, write_usb_runtime
from scripts.traditional import default_converter

HERE = Path(__file__).resolve().parent
# Browsers load neither modules nor fetched files from disk; the worker of Python is made from text.
POLICY = (
    "default-src 'none'; script-src 'self' file: 'wasm-unsafe-eval'; style-src 'self' file:; img-src 'self' file: data:; "
    "worker-src blob:; base-uri 'none'; form-action 'none'; object-src 'none'"
)
START = """<!doctype html>
<html lang="{script}"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="refresh" content="0; url=site/{prefix}index.html"></head>
<body><p><a href="site/{prefix}index.html">{title}</a></p></body></html>
"""
_HREF = re.compile(r'(<a\b[^>]*\bhref=")((?:\.\.?/)*(?:[\w-]+/)*)(#[^"]*)?(")')
_CSP = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_MODULE = re.compile(r'<script type="module" src="([^"]*)site\.mjs[^"]*"></script>')
_RUNTIME = re.compile(r'<meta name="python-runtime"[^>]*>')


def write(site: Path, out: Path) -> None:
    """Write the edition: a page to double-click in each script, and the site beside them."""
    shutil.rmtree(out, ignore_errors=True)
    target = out / "site"
    markup.copy(site, target, "python", "404.html")
    manifest = write_usb_runtime(target / "assets/python", site / "assets/python")
    for prefix in PREFIX.values():
        names.write(site, target, prefix, index="index.html")
    _bundle(target / "assets/javascripts")

    def edit(text: str, root: str, script: Script) -> str:
        text = _CSP.sub(lambda found: found[1] + POLICY + found[2], text)
        text = _MODULE.sub(r'<script defer src="\1site.js"></script>', text)
        text = _RUNTIME.sub(f'<meta name="python-runtime" content="{manifest}" data-base="{root}assets/python/">', text)
        text = text.replace("<html ", '<html data-edition="usb" ', 1)
        return _HREF.sub(lambda found: _to_file(*found.groups()), text)

    markup.change(target, edit)
    for script, prefix in PREFIX.items():
        start = START.format(script=script, prefix=prefix, title=html.escape(_opening(script)))
        (out / start_file(script)).write_text(start, encoding="utf-8")


def start_file(script: Script = "zh-Hans") -> str:
    """The page to double-click, named in its own script."""
    return f"{_opening(script)}.html"


def _opening(script: Script) -> str:
    words = f"打开{Brand.configured(ROOT).name}"
    return default_converter().convert(words) if script == "zh-Hant" else words


def _to_file(head: str, folder: str, fragment: str | None, tail: str) -> str:
    """A link to a folder becomes one to its page; one within the page stays."""
    return f"{head}{folder}{'index.html' if folder else ''}{fragment or ''}{tail}"


def _bundle(modules: Path) -> None:
    """Put the pages' modules into one classic script; what is only there for a web server is exchanged."""
    shutil.copyfile(HERE / "usb.mjs", modules / "usb.mjs")
    instead = {modules / "runtime/client.mjs": DISK_CLIENT}
    site = bundle(modules / "usb.mjs", instead, minify=True)  # without comments, which would name the folder
    early = (modules / "early.js").read_bytes()
    shutil.rmtree(modules)
    modules.mkdir()
    (modules / "site.js").write_text(site, encoding="utf-8")
    (modules / "early.js").write_bytes(early)


def main() -> None:
    """Write the edition of a finished site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    write(options.site, options.out)
    print(f"{options.out}: 双击“{start_file()}”")


if __name__ == "__main__":
    main()

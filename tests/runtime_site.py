"""A small site with the packed stand-in calc (`tests/fixtures/runtime`), for the browser tests of the runtime."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from scripts.paths import ROOT
from scripts.runtime.bundle import bundle
from scripts.runtime.disk import DISK_CLIENT, write_usb_runtime
from scripts.runtime.pack import CLIENT, Manifest, pack
from scripts.serve.headers import PAGE_POLICY

FIXTURES = Path(__file__).parent / "fixtures" / "runtime"
CACHE = ROOT / ".cache" / "runtime-tests"
LOAN = {"do": "loan", "principal": "250000", "rate": "4.15", "months": 360, "start": "2026-01-31"}
# By hand (annuity formula, 30 years at 4.15 %): 1215.26 a month; the interest is the sum over the schedule.
LOAN_ANSWER = {"payment": "1215.26", "interest": "187492.25", "last": "2056-01-31"}
REQUESTS = [json.dumps(LOAN), json.dumps({**LOAN, "principal": "abc"}), json.dumps({**LOAN, "rate": "0"})]
REQUESTS += [json.dumps({"do": "title"}), json.dumps({"do": "words", "script": "zh-Hant"})]


def packed(out: Path) -> Manifest:
    """Pack the stand-in, compressed quickly."""
    return pack(out, CACHE, requests=REQUESTS, project=FIXTURES, quality=5)


def write_site(site: Path) -> Manifest:
    """One page that calculates, with everything it needs."""
    manifest = packed(site / "assets" / "python")
    shutil.copytree(ROOT / "docs" / "assets" / "javascripts" / "runtime", site / "assets" / "javascripts" / "runtime")
    page = (FIXTURES / "page.html").read_text(encoding="utf-8").replace("<!-- runtime -->", manifest.meta)
    (site / "index.html").write_text(page, encoding="utf-8")
    shutil.copyfile(FIXTURES / "page.mjs", site / "page.mjs")
    return manifest


def write_stick(folder: Path) -> Path:
    """The same for pages opened from disk; the page is guides/index.html of the folder that is given back."""
    packed(folder / "packed")
    site = folder / "site"
    sha256 = write_usb_runtime(site / "assets" / "python", folder / "packed")
    # The page script, unchanged but for where it finds the client.
    source = (FIXTURES / "page.mjs").read_text(encoding="utf-8")
    page = folder / "page.mjs"
    client = CLIENT / "client.mjs"
    relative = Path("../" * (len(folder.resolve().parts) - 1)) / client.relative_to("/")
    page.write_text(source.replace("./assets/javascripts/runtime/client.mjs", relative.as_posix()), encoding="utf-8")
    (site / "guides").mkdir()
    (site / "guides" / "page.js").write_text(bundle(page, {client: DISK_CLIENT}), encoding="utf-8")
    html = (FIXTURES / "page.html").read_text(encoding="utf-8")
    meta = (  # a page from disk can state its policy only in itself
        f'<meta http-equiv="Content-Security-Policy" content="{PAGE_POLICY}">'
        f'<meta name="python-runtime" content="{sha256}" data-base="../assets/python/">'
    )
    html = html.replace("<!-- runtime -->", meta)
    html = html.replace('<script type="module" src="page.mjs">', '<script defer src="page.js">')
    (site / "guides" / "index.html").write_text(html, encoding="utf-8")
    return site

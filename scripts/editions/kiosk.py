"""The kiosk edition 自助终端版 and its bundle: pages, programs, browser policy, services, guide and a signed release.

    python -m scripts.editions.kiosk site dist --key .kiosk-key.pem [--version N] [--staff]

With `--staff` it is for the clerk's side of a counter 柜台: the same, and rosters with the files they are worked out of. The bundle ``dist/kiosk`` installs a machine; its folder ``update`` alone, on a USB stick, updates one.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import jinja2

from kiosk.program.launcher import PORT
from kiosk.program.releases import FORMAT
from scripts.editions import markup, names
from scripts.editions.signing import ANNOUNCED, check_last, make_key, public_key, sign
from scripts.pages import qr, words
from scripts.pages.brand import Brand
from scripts.paths import PREFIX, ROOT, Script
from scripts.traditional import default_converter
from scripts.traditional.both import Convert
from scripts.traditional.localise import words_in

KIOSK = ROOT / "kiosk"
PROGRAMS = ("kiosk/program", "scripts/__init__.py", "scripts/serve")
_OUTSIDE = re.compile(r'<a\b[^>]*\bhref="((?:[a-z][a-z0-9+.-]*:|//)[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
# What works on somebody's own files: a kiosk has none, and its browser opens none.
_FILES = re.compile(r"<(section|li)\b[^>]* data-files>.*?</\1>", re.DOTALL)
_MODULE = '  <script type="module"'
_ELDER = re.compile(r'<button class="elder-button".*?</button>', re.DOTALL)  # the frame has it, and one is enough
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
# How the search is typed into, the first way first; nobody has to know how to write either.
MODES: dict[Script, str] = {"zh-Hans": "letters words", "zh-Hant": "words zhuyin letters"}
_LEADS_OUT = re.compile(r"[a-z][a-z0-9+.-]*:|//|.*\.(?:pdf|zip|csv|ics|json)\b")
TEMPLATE = "template.csv"  # what a roster is filled into
POLICY = "policies/managed/shebao-kiosk.json"
STAFF_POLICY = KIOSK / "staff-policy.json"
"""What the browser of a clerk may do besides: choose a file, keep one where the clerk says."""


def write_pages(site: Path, out: Path, staff: bool = False) -> None:
    """Write the kiosk edition of a finished site.

    :param staff: for a clerk, with what works on files.

    :raises ValueError: a link leads out of the kiosk.
    """
    markup.copy(site, out, *([] if staff else ["*-roster"]))
    scripts = out / "assets/javascripts"
    for module in (KIOSK / "pages").glob("*.mjs"):
        shutil.copyfile(module, scripts / module.name)
    shutil.copyfile(KIOSK / "pages/kiosk.css", out / "assets/stylesheets/kiosk.css")
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(KIOSK / "pages"), autoescape=True)
    frames = {}
    for script, prefix in PREFIX.items():
        names.write(site, out, prefix)
        convert = default_converter().convert if prefix else str
        fixed = words.of_site(ROOT, Brand.configured(ROOT), words_in(script, convert))
        frames[script] = environment.get_template("frame.html").render(
            w=fixed, modes=MODES[script], kinds=matters(site, site / prefix, convert)
        )

    def edit(text: str, root: str, script: Script) -> str:
        module = f'  <script type="module" src="{root}assets/javascripts/{{}}.mjs"></script>\n'
        head = f'  <link rel="stylesheet" href="{root}assets/stylesheets/kiosk.css">\n{module.format("kiosk")}</head>'
        text = text.replace("<html ", '<html data-edition="kiosk" ', 1).replace("</head>", head, 1)
        # Whose turn it is comes first: the site's own scripts take up what was handed to the page.
        text = text.replace(_MODULE, module.format("kiosk-session") + _MODULE, 1)
        text = _ELDER.sub("", text if staff else _FILES.sub("", text), count=1)
        text = text.replace('class="brand"', f'class="brand" data-start="{root}"', 1)
        text = _OUTSIDE.sub(lambda found: _as_text(found[1], found[2]), text)
        own = {TEMPLATE} if staff else set()
        if out_links := [link for link in markup.links(text) if _LEADS_OUT.match(link) and link not in own]:
            raise ValueError(f"links lead out of the kiosk: {out_links}")
        return text.replace("</body>", f"{frames[script]}</body>", 1)

    markup.change(out, edit)


def matters(site: Path, pages: Path, convert: Convert) -> list[dict[str, Any]]:
    """What can be done today by kind of insurance, for picking: what belongs to few kinds is closest, and comes first.

    :param pages: the script's pages, which say what a procedure is called in it.
    """
    data = json.loads((site / "api/v1/procedures.json").read_text(encoding="utf-8"))
    today = [each for each in data["procedures"] if each["status"]["kind"] == "current"]
    kinds = dict.fromkeys(kind for procedure in today for kind in procedure["kinds"])

    def matter(id: str) -> dict[str, str]:
        found = _HEADING.search((pages / f"guides/{id}/index.html").read_text(encoding="utf-8"))
        assert found
        return {"name": html.unescape(found[1]), "url": f"guides/{id}/"}

    return [
        {
            "name": convert(kind),
            "matters": [
                matter(procedure["id"])
                for procedure in sorted(today, key=lambda procedure: len(procedure["kinds"]))
                if kind in procedure["kinds"]
            ],
        }
        for kind in kinds
    ]


def _as_text(address: str, label: str) -> str:
    """A link out of the kiosk as text, with a code for the reader's own telephone; a file to keep is for other devices."""
    if not address.startswith(("http:", "https:")):
        return f"<span>{label}</span>"
    code = qr.svg(html.unescape(address))
    return f'<span class="kiosk-address">{label}<small>{address}</small><span class="kiosk-code">{code}</span></span>'


def write_release(site: Path, out: Path, key: Path, version: int, content: str, announced: Path = ANNOUNCED) -> None:
    """Write a signed release of a folder: ``manifest.json``, ``manifest.sig``, ``site.tar``, and the announcements of newer keys
    in ``keys``. The same input, the same bytes.

    :raises ValueError: `key` is not the last that was announced.
    """
    check_last(key, announced)
    out.mkdir(parents=True)
    if announced.is_dir():
        shutil.copytree(announced, out / "keys")
    files = sorted((path.relative_to(site).as_posix(), path) for path in site.rglob("*") if path.is_file())
    entries = [
        {"path": name, "size": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for name, path in files
    ]
    manifest = {"format": FORMAT, "version": version, "content": content, "files": entries}
    text = json.dumps(manifest, ensure_ascii=False, indent=0) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8")
    with tarfile.open(out / "site.tar", "w", format=tarfile.PAX_FORMAT) as archive:
        for name, path in files:
            member = tarfile.TarInfo(name)
            member.size = path.stat().st_size
            with path.open("rb") as file:
                archive.addfile(member, file)
    sign(key, out / "manifest.json", out / "manifest.sig")


def write_bundle(site: Path, out: Path, key: Path, version: int, staff: bool = False) -> None:
    """Write the bundle: a folder and the same as a zip file."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(KIOSK / "machine", out)
    if staff:
        (out / POLICY).write_text(json.dumps(staff_policy(), indent=2) + "\n", encoding="utf-8")
    for name in PROGRAMS:
        source, target = ROOT / name, out / "program" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    public_key(key, out / "public.pem")
    with tempfile.TemporaryDirectory() as work:
        edition = Path(work) / "site"
        write_pages(site, edition, staff)
        found = re.search(r"\d+\.\d+\.\d+\+[0-9a-f]{8}", (edition / "index.html").read_text(encoding="utf-8"))
        write_release(edition, out / "update", key, version, found[0] if found else "")
    shutil.make_archive(str(out), "zip", out.parent, out.name)


def staff_policy() -> dict[str, object]:
    """The browser's policy on a clerk's machine."""
    policies: list[dict[str, object]] = [
        json.loads(path.read_text(encoding="utf-8")) for path in (KIOSK / "machine" / POLICY, STAFF_POLICY)
    ]
    return policies[0] | policies[1]


def _version() -> int:
    """Seconds of the last commit: grows by itself, and the same commit gives the same release."""
    command = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)  # noqa: S603


def main() -> None:
    """Write the bundle of a finished site."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--key", type=Path, required=True, help="Ed25519 key in PEM; made if it is not there")
    parser.add_argument(
        "--version", type=int, help="greater than that of any release before; default: time of the commit"
    )
    parser.add_argument("--staff", action="store_true", help="for the clerk's side: with rosters")
    options = parser.parse_args()
    if not options.key.exists():
        make_key(options.key)
        print(f"已生成签名密钥 {options.key}。请妥善保管：有它就能给自助终端发布内容。")
    name = "kiosk-staff" if options.staff else "kiosk"
    write_bundle(options.site, options.out / name, options.key, options.version or _version(), options.staff)
    print(f"{options.out}/{name}: 安装说明.md 写明怎样安装；优盘更新用其中的 update 文件夹。端口 {PORT}。")


if __name__ == "__main__":
    main()

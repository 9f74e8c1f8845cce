"""The support matrix, tried: Chromium of years ago, WebKit and Firefox. `make test-engines`; what cannot be had is said.

Old engines come as files inside npm packages that were made for servers without a screen.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest

from scripts.node import node, npm
from tests.support import ROOT

pytestmark = [pytest.mark.engines, pytest.mark.browser]

CACHE = ROOT / ".cache/engines"
GUIDE = "guides/national/injury-recognition/"
CALCULATOR = "calculators/national/retirement-month/"
LINK = "#birth=1965-01&track=male-60"  # the first month that goes later: February instead of January 2025


@dataclass(frozen=True)
class Engine:
    """A browser; `package`: where npm has it, `sha256` of that. `calculates`: what the support matrix promises."""

    name: str
    kind: str
    calculates: bool = True
    package: str = ""
    sha256: str = ""
    programs: tuple[str, ...] = ()


ENGINES = (
    Engine(
        "Chromium 83",
        "chromium",
        False,
        "chrome-aws-lambda@3.1.1",
        "f33e7655eb479c0a916adbc3d35333350f6e852dbff90b65274b471b9548b3c1",
    ),
    Engine(
        "Chromium 92",
        "chromium",
        False,
        "chrome-aws-lambda@10.1.0",
        "6745d06176d629be7021538a901a5a969f335c5a8c10a581b40862e7ed66996e",
    ),
    Engine(
        "Chromium 103",
        "chromium",
        True,
        "@sparticuz/chromium@103.0.0",
        "88f1af268022584ffd0e4b58a68c8bd63b55f247b7c84481c719f362fb2be43a",
    ),
    Engine(
        "Chromium 116",
        "chromium",
        True,
        "@sparticuz/chromium@116.0.0",
        "f2dade4746a99acd12a627f60b9e9108511bedb5c80c111c1f373939d958dcad",
    ),
    Engine("WebKit", "webkit", programs=("WebKitWebDriver",)),
    Engine("Firefox", "firefox", programs=("firefox-esr", "firefox")),
)

# What Pagefind says by itself where a page is left while its text is still being searched.
LEFT = "Failed to load Pagefind metadata"

HELP = """
const until = async (seen) => {
  for (let left = 1800; left; left--) {
    const value = seen();
    if (value) return value;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error("never seen: " + seen);
};
const text = (selector) => (document.querySelector(selector) || { textContent: "" }).textContent;
"""
CHECKLIST = """
const before = await until(() => text(".checklist-progress"));
document.querySelector("[data-material] input").click();
await until(() => text(".checklist-progress") !== before);
document.querySelector("[data-do=share]").click();
await until(() => /复制/.test(text(".checklist-progress")));
document.querySelector(".handy-bar a[href^='#']").click();
const submit = document.querySelector(".plan-form [type=submit]");
await until(() => !submit.disabled || text(".plan-form .form-status"));
return {
  ticked: /ticked=/.test(location.hash),
  led: document.activeElement.id,
  wide: document.documentElement.scrollWidth - innerWidth,
  plan: text(".plan-form .form-status"),
  offered: !submit.disabled,
};
"""
SEARCH = """
const input = document.querySelector("form[data-search] input");
const type = (query) => {
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
};
const found = async (query) => {
  input.focus();
  type("");
  await until(() => text(".search-status") === "");
  type(query);
  await until(() => text(".search-status") && !/正在/.test(text(".search-status")));
  return [text(".search-results a"), text(".search-status")];
};
return [await found("工伤认定"), await found("gongshang"), await found("邮储")];
"""
RESULT = """
await until(() => text("output[data-result]").trim() || /WebAssembly/.test(text("form.calculator")));
const form = document.querySelector("form.calculator");
return {
  result: text("output[data-result]"),
  told: (form.textContent.match(/WebAssembly/g) || []).length,
  telephone: /12333/.test(form.textContent),
  offered: !form.querySelector("[type=submit]").disabled,
  example: Boolean(form.querySelector(".example[open] .result-headline")),
};
"""


def executable(engine: Engine) -> str:
    """The program, fetched if need be; skips with the reason where it cannot be had."""
    if engine.programs:
        found = next(filter(None, map(shutil.which, engine.programs)), None)
        if not found or (engine.kind == "webkit" and not shutil.which("xvfb-run")):
            pytest.skip(
                f"{engine.name} could not be had: no {' or '.join(engine.programs)}; apt has webkit2gtk-driver, xvfb"
            )
        return found
    folder = CACHE / engine.name.replace(" ", "-").lower()
    if not (folder / "chromium").exists():
        unpack(engine, fetched(engine), folder)
    return str(folder / "chromium")


def fetched(engine: Engine) -> bytes:
    """The package as npm gives it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    command = [*npm(), "pack", "--silent", "--pack-destination", str(CACHE), engine.package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{engine.name} could not be had: npm pack {engine.package}: {done.stderr.strip()[-200:]}")
    path = CACHE / done.stdout.strip().splitlines()[-1]
    content = path.read_bytes()
    path.unlink()
    assert hashlib.sha256(content).hexdigest() == engine.sha256, f"{engine.package} is not the package it was"
    return content


def unpack(engine: Engine, package: bytes, folder: Path) -> None:
    """The browser, and the libraries that the package brings along."""
    fresh = folder.with_suffix(".part")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    with tarfile.open(fileobj=io.BytesIO(package)) as files:
        for member in files:
            name = Path(member.name).name
            if not name.endswith(".br"):
                continue
            content = brotli.decompress(files.extractfile(member).read())  # type: ignore[union-attr]
            if name.endswith(".tar.br"):
                with tarfile.open(fileobj=io.BytesIO(content)) as libraries:
                    libraries.extractall(fresh, filter="data")
            else:
                (fresh / name.removesuffix(".br")).write_bytes(content)
    (fresh / "chromium").chmod(0o755)
    fresh.rename(folder)


def drive(engine: Engine, steps: list[object], folder: Path) -> Any:
    """What the steps give in a browser."""
    file = folder / "steps.json"
    file.write_text(json.dumps(steps), encoding="utf-8")
    return json.loads(driven(engine.kind, executable(engine), str(file)))


DRIVE = ROOT / "tests/engines/drive.mjs"


def driven(*arguments: str) -> str:
    """What the driver says; it ends with its browser when this end of its standard input is closed, however we end."""
    command = [node(), str(DRIVE), *arguments]
    theirs, ours = os.pipe()
    try:
        done = subprocess.run(
            command, stdin=theirs, capture_output=True, text=True, check=False, env=os.environ | {"LANG": "C.UTF-8"}
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_an_engine_does_what_the_support_matrix_says(engine: Engine, base: str, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    steps: list[object] = [
        f"{base}/{GUIDE}",
        {"run": HELP + CHECKLIST},
        *([] if engine.kind == "webkit" else [{"pdf": str(paper)}]),  # its driver cannot print
        f"{base}/",
        {"run": HELP + SEARCH},
        f"{base}/{CALCULATOR}{LINK}",
        {"run": HELP + RESULT},
    ]
    done = drive(engine, steps, tmp_path)
    checklist, (named, spelt, inside), result = done["given"]
    assert [error for error in done["errors"] if LEFT not in error] == []

    assert checklist["ticked"] and checklist["led"], "a tick is in the address, the bar leads to its place"
    assert checklist["wide"] <= 0
    assert checklist["offered"] == engine.calculates
    assert ("12333" in checklist["plan"]) != engine.calculates
    assert "工伤认定" in named[0] and spelt[0], "names and pinyin find"
    assert inside[0], "a summary finds, with or without the text of the pages"
    if engine.calculates:
        assert "2025年2月" in result["result"]
        assert result["told"] == 0 and result["offered"]
    else:
        assert result == {"result": "", "told": 1, "telephone": True, "offered": False, "example": True} | {
            "result": result["result"]
        }
        assert result["result"].strip() == ""

    if paper.exists():
        printed = subprocess.run(
            ["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True
        ).stdout
        printed = unicodedata.normalize("NFKC", printed)  # fonts hand out 一 as a radical
        assert "injury-recognition" in printed
        assert "菜单" not in printed and "上一步" not in printed, "the notice alone, without the page's frame"
        assert printed.count("\f") <= 3, "pages"


def running(mark: str) -> list[str]:
    """The programs that run with a word in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                found.append((process / "comm").read_text().strip())
        except OSError:
            continue  # it has ended, or is somebody else's
    return found


@pytest.mark.parametrize("kind", ["chromium", "webkit", "firefox"])
def test_no_browser_is_left_when_whoever_asked_is_gone(kind: str, tmp_path: Path) -> None:
    engine = next(engine for engine in ENGINES if engine.kind == kind)
    file = tmp_path / "steps.json"
    file.write_text(json.dumps([{"run": "await new Promise(() => {})"}]))
    mark = f"ENGINES_TEST={tmp_path}"
    command = [node(), str(DRIVE), engine.kind, executable(engine), str(file)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=os.environ | dict([mark.split("=")])
    ) as driver:
        assert driver.stdin
        wait_for(lambda: len(running(mark)) > 1)  # the driver and a browser
        driver.stdin.close()
        assert driver.wait(timeout=60) == 1
    wait_for(lambda: not running(mark))


def wait_for(condition: Callable[[], bool]) -> None:
    """Fails after a minute."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)

"""The support matrix, tried: Chromium of years ago, WebKit and Firefox. `make test-engines`; what cannot be had is said."""

from __future__ import annotations

import subprocess
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines.driving import ENGINES, Driver, Engine

pytestmark = [pytest.mark.engines, pytest.mark.browser]

GUIDE = "guides/national/injury-recognition/"
CALCULATOR = "calculators/national/retirement-month/"
LINK = "#birth=1965-01&track=male-60"  # the first month that goes later: February instead of January 2025

# What Pagefind says by itself where a page is left while its text is still being searched.
LEFT = ("Failed to load Pagefind metadata", "Failed to load the Pagefind WASM")

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


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_an_engine_does_what_the_support_matrix_says(engine: Engine, base: str, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    with Driver(engine) as page:
        page.open(f"{base}/{GUIDE}")
        checklist = page.run(CHECKLIST)
        if engine.kind != "webkit":  # its driver cannot print
            page.do("pdf", str(paper))
        page.open(f"{base}/")
        named, spelt, inside = page.run(SEARCH)
        page.open(f"{base}/{CALCULATOR}{LINK}")
        result = page.run(RESULT)
    assert [error for error in page.errors if not any(said in error for said in LEFT)] == []

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
def test_no_browser_is_left_when_whoever_asked_is_gone(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = next(engine for engine in ENGINES if engine.kind == kind)
    mark = f"ENGINES_TEST={tmp_path}"
    monkeypatch.setenv(*mark.split("="))
    with Driver(engine) as driver:
        driver.send("run", "await new Promise(() => {})")
        wait_for(lambda: len(running(mark)) > 1)  # the driver and a browser
    wait_for(lambda: not running(mark))


def wait_for(condition: Callable[[], bool]) -> None:
    """Fails after a minute."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)

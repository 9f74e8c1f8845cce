"""The page about the open data: it is linked from everywhere, and its examples run as they are printed."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site.conftest import Open

pytestmark = pytest.mark.browser

both_scripts = pytest.mark.parametrize("prefix", ["", "zh-Hant/"])
PLACEHOLDER = "http://127.0.0.1:8000"


def example(site: Path, prefix: str, language: str, base: str) -> str:
    """The program that the page prints, asking the served site."""
    page = (site / prefix / "open-data/index.html").read_text(encoding="utf-8")
    found = re.search(rf'<code class="language-{language}"[^>]*>(.*?)</code>', page, re.DOTALL)
    assert found and PLACEHOLDER in found[1]
    return html.unescape(found[1]).replace(PLACEHOLDER, base)


def data(site: Path, name: str) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = json.loads((site / f"api/v1/{name}.json").read_text(encoding="utf-8"))
    return read


@both_scripts
def test_the_python_example_runs(site: Path, base: str, prefix: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", example(site, prefix, "python", base)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    citations = data(site, "citations")["citations"]
    for parameter in [*data(site, "parameters").values()][:3]:
        assert str(parameter["name"]) in done.stdout
        for source in parameter["values"][-1]["sources"]:  # type: ignore[index]
            assert citations[source["key"]]["title"] in done.stdout  # type: ignore[index]


@both_scripts
def test_the_javascript_example_runs_in_a_page(site: Path, base: str, browser: Browser, prefix: str) -> None:
    page = browser.new_page()
    page.goto(f"{base}/{prefix}open-data/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate(f"async () => {{ {example(site, prefix, 'javascript', base)} }}")
    page.close()
    first = data(site, "procedures")["procedures"][0]  # type: ignore[index]
    whole = data(site, f"procedures/{first['id']}")
    assert whole["materials"]
    assert [line.split("：")[1].strip() for line in said[1:]] == [material["name"] for material in whole["materials"]]  # type: ignore[index]
    assert str(whole["name"]) in said[0]


def test_every_page_leads_to_it_at_its_foot(opened: Open, site: Path) -> None:
    for prefix in ("", "zh-Hant/"):
        pages = [path for path in (site / prefix).rglob("index.html") if "embed" not in path.parts]  # no frame there
        for path in pages:
            foot = path.read_text(encoding="utf-8").partition('<footer class="foot">')[2]
            assert re.search(r'href="(\.\./|\./)*open-data/"', foot), path
    with opened("zh-Hant/calculators/") as page:
        page.locator("footer").get_by_role("link", name="開放數據").click()
        page.wait_for_url("**/zh-Hant/open-data/")

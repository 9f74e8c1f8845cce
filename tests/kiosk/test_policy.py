"""The shipped browser policy in a real Chromium: the kiosk's own pages open, nothing else does, printing works.

Less the line that shuts out developer tools, because with it nothing can drive the browser. The policy is laid over
/etc/chromium for that one process only.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error

from kiosk.program.launcher import PORT
from scripts.serve.static_server import serve
from tests.support import ROOT

pytestmark = pytest.mark.browser
MACHINE = ROOT / "kiosk/machine"
POLICY = json.loads((MACHINE / "policies/managed/shebao-kiosk.json").read_text(encoding="utf-8"))
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


def launch(browser: Browser, work: Path, base: str, policy: dict[str, object], **options: Any) -> BrowserContext:
    """A browser under a policy for the pages at an address."""
    policy = {key: value for key, value in policy.items() if key != "DeveloperToolsAvailability"}
    managed = work / "etc/policies/managed"
    managed.mkdir(parents=True)
    text = json.dumps(policy).replace(f"127.0.0.1:{PORT}", base.removeprefix("http://"))
    (managed / "kiosk.json").write_text(text, encoding="utf-8")
    wrapper = work / "chromium"
    inside = f'mount --bind {shlex.quote(str(work / "etc"))} /etc/chromium && exec {shutil.which("chromium")} "$@"'
    alone = "unshare --mount" if os.geteuid() == 0 else "unshare --mount --map-root-user"
    wrapper.write_text(f'#!/bin/sh\nexec {alone} sh -c {shlex.quote(inside)} sh "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    return browser.browser_type.launch_persistent_context(
        str(work / "profile"), executable_path=str(wrapper), args=QUIET, **options
    )


@pytest.fixture(scope="module")
def locked(
    browser: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, BrowserContext]]:
    """A locked-down browser and the address of its own pages."""
    with serve(site) as base:
        context = launch(browser, tmp_path_factory.mktemp("policy"), base, POLICY)
        yield base, context
        context.close()


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A screen that nobody sees: a browser without one has no print preview."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as xvfb:
        assert xvfb.stdout
        yield f":{xvfb.stdout.readline().strip()}"
        xvfb.terminate()


def test_the_own_pages_open(locked: tuple[str, BrowserContext]) -> None:
    base, context = locked
    page = context.new_page()
    page.goto(base + "/guides/yangzhou/injury-recognition/")
    assert page.locator("[data-checklist]").count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/",
        "http://localhost:{port}/",
        "https://example.com/",
        "file:///etc/passwd",
        "data:text/html,x",
        "view-source:{base}/",
        "chrome://settings/",
        "chrome://policy/",
        "chrome://version/",
        "chrome://downloads/",
        "javascript://x",
    ],
)
def test_nothing_else_opens(locked: tuple[str, BrowserContext], address: str) -> None:
    base, context = locked
    page = context.new_page()
    with pytest.raises(Error, match=r"ERR_BLOCKED_BY_ADMINISTRATOR|ERR_ABORTED"):
        page.goto(address.format(base=base, port=base.rpartition(":")[2]))
    assert page.url.startswith(("chrome-error:", "about:blank"))
    page.close()


@pytest.mark.parametrize("allowed", [True, False], ids=["as shipped", "without chrome://print"])
def test_the_print_preview_opens(browser: Browser, site: Path, screen: str, tmp_path: Path, allowed: bool) -> None:
    """It is a page of its own, which blocking chrome:// blocks too unless it is named."""
    policy = dict(POLICY)
    if not allowed:
        policy["URLAllowlist"] = [address for address in POLICY["URLAllowlist"] if address != "chrome://print"]
    with serve(site) as base:
        options = {"headless": False, "env": {**os.environ, "DISPLAY": screen}}
        context = launch(browser, tmp_path, base, policy, **options)
        page = context.new_page()
        page.goto(base + "/guides/yangzhou/injury-recognition/")
        devtools = context.new_cdp_session(page)
        page.evaluate("() => void setTimeout(print, 50)")

        def seen(address: str) -> bool:
            targets = devtools.send("Target.getTargets")["targetInfos"]
            return any(target["url"].startswith(address) for target in targets)

        end = time.monotonic() + (30 if allowed else 3)
        while time.monotonic() < end and not seen("chrome-untrusted://print/"):
            time.sleep(0.1)
        assert seen("chrome-untrusted://print/") is allowed
        context.close()


def test_the_shipped_file_shuts_out_developer_tools_and_names_every_way_out() -> None:
    assert POLICY["DeveloperToolsAvailability"] == 2
    assert {"*", "chrome://*", "javascript://*"} == set(POLICY["URLBlocklist"])
    assert POLICY["URLAllowlist"] == [f"http://127.0.0.1:{PORT}", "chrome://print"]


def test_the_services_are_well_formed(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.fail("systemd-analyze is missing: install systemd")
    units = []
    for unit in (MACHINE / "systemd").iterdir():
        text = unit.read_text(encoding="utf-8").replace("/usr/bin/cage", "/bin/true")  # not on every machine that tests
        assert "--no-sandbox" not in "".join(line for line in text.splitlines() if line.startswith("ExecStart"))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
        units.append(str(tmp_path / unit.name))
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "shebao" in line and "not exist" not in line]
    assert ours == [], ours

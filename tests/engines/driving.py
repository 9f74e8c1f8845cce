"""Browsers that no driver of today knows, and Firefox: where to have them, and how to lead them through pages.

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
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import brotli  # type: ignore[import-untyped]
import pytest

from scripts.node import node, npm
from tests.support import ROOT

CACHE = ROOT / ".cache/engines"


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

# What the steps that run in a page may call.
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


class Driver:
    """A browser that does one step after the other, in pages of its own; it ends with the ``with`` block, or with us.

    ``preferences``: of Firefox, as in about:config.
    """

    def __init__(self, engine: Engine, **preferences: object) -> None:
        command = [
            node(),
            str(ROOT / "tests/engines/drive.mjs"),
            engine.kind,
            executable(engine),
            json.dumps(preferences),
        ]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"LANG": "C.UTF-8"},
        )
        self.errors: list[str] = []  # of the pages until now

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self.process.__exit__(*error)

    def send(self, step: str, what: object) -> None:
        """Begin a step, without waiting for what it gives."""
        print(json.dumps([step, what]), file=self.process.stdin, flush=True)

    def do(self, step: str, what: object) -> Any:
        """What a step of drive.mjs gives. Raises AssertionError where it fails or the browser has gone."""
        self.send(step, what)
        line = self.process.stdout.readline()  # type: ignore[union-attr]
        if not line:
            raise AssertionError(f"the browser has gone: {self.process.stderr.read()[-2000:]}")  # type: ignore[union-attr]
        answer = json.loads(line)
        self.errors += answer["errors"]
        assert "failed" not in answer, answer["failed"]
        return answer.get("given")

    def open(self, address: str) -> None:
        """Go to a page and wait until it is loaded."""
        self.do("open", address)

    def run(self, body: str) -> Any:
        """What the body of an async function gives in the page; it may use HELP."""
        return self.do("run", HELP + body)

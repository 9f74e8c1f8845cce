"""How fast is a first result, beside plain Pyodide in a worker and PyScript? `make bench-runtime` prints the table.

Each competitor answers the same request (the worked example of the first calculator) with the same calc, from the same
loopback server with the same brotli copies: cold (a fresh browser profile) and on a second visit (the same browser, the
page opened again). Rounds go in turn over the competitors, and medians are shown: absolute times depend on the machine,
the ratios do not.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.node import npm
from scripts.paths import ROOT
from scripts.runtime.pack import CLIENT, PYODIDE, build_wheel, compress, pack
from scripts.runtime.probes import first_questions, probes
from scripts.serve.headers import headers_of
from scripts.serve.static_server import Policy
from scripts.tools.measure import Link, Visit, fresh_browser, serving, visit

PYSCRIPT = "@pyscript/core@0.7.31"
CACHE = ROOT / ".cache"
NPM_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{name}</title>{head}</head>
<body><p id="result">…</p>{body}</body>
</html>
"""


def ours(site: Path, request: str) -> None:
    """This project's runtime as the site has it, under its Content-Security-Policy."""
    manifest = pack(site / "assets" / "python", CACHE / "runtime", requests=probes(), warm=first_questions())
    shutil.copytree(CLIENT, site / "assets" / "javascripts" / "runtime")
    modules = sorted(path.name for path in CLIENT.iterdir())
    preload = "".join(f'<link rel="modulepreload" href="assets/javascripts/runtime/{name}">' for name in modules)
    _page(site, "ours", f'{manifest.meta}{preload}<script type="module" src="page.mjs"></script>')
    (site / "page.mjs").write_text(
        'import { call } from "./assets/javascripts/runtime/client.mjs";\n'
        f"const request = {request};\n"
        'document.getElementById("result").textContent = JSON.stringify(await call(request));\n'
        "const start = performance.now();\n"
        "for (let i = 0; i < 20; i++) await call(request);\n"
        "window.again = (performance.now() - start) / 20;\n",
        encoding="utf-8",
    )


def plain(site: Path, request: str) -> None:
    """Pyodide as npm ships it, in a module worker, with calc's wheel unpacked: what its documentation shows."""
    for name in NPM_FILES:
        shutil.copyfile(PYODIDE / name, site / name)
    shutil.move(build_wheel(ROOT, site), site / "calc.whl")
    (site / "worker.mjs").write_text(
        'import { loadPyodide } from "./pyodide.mjs";\n'
        'const wheel = fetch("calc.whl").then((response) => response.arrayBuffer());\n'
        "const pyodide = await loadPyodide();\n"
        'pyodide.unpackArchive(await wheel, "wheel");\n'
        f'postMessage(pyodide.pyimport("shebao_calc.browser").handle({json.dumps(request)}));\n',
        encoding="utf-8",
    )
    (site / "page.mjs").write_text(
        'const worker = new Worker("worker.mjs", { type: "module" });\n'
        'worker.onmessage = ({ data }) => { document.getElementById("result").textContent = data; };\n',
        encoding="utf-8",
    )
    _page(site, "plain", '<script type="module" src="page.mjs"></script>')


def pyscript(site: Path, request: str) -> None:
    """PyScript with the same Pyodide, from this server, calc unpacked by its `files` setting."""
    folder = CACHE / "bench"
    if not (folder / "node_modules" / "@pyscript" / "core").is_dir():
        print(f"Installing {PYSCRIPT} into {folder.relative_to(ROOT)} …", flush=True)
        command = [*npm(), "install", "--prefix", str(folder), "--no-save", "--ignore-scripts", "--no-audit", PYSCRIPT]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    shutil.copytree(
        folder / "node_modules" / "@pyscript" / "core" / "dist", site / "core", ignore=shutil.ignore_patterns("*.map")
    )
    for name in NPM_FILES:
        shutil.copyfile(PYODIDE / name, site / name)
    shutil.move(build_wheel(ROOT, site), site / "calc.zip")
    config = json.dumps({"interpreter": "./pyodide.mjs", "files": {"./calc.zip": "./*"}})
    (site / "main.py").write_text(
        "from pyscript import document\nfrom shebao_calc.browser import handle\n"
        f"document.getElementById('result').textContent = handle({request!r})\n",
        encoding="utf-8",
    )
    head = '<link rel="stylesheet" href="core/core.css"><script type="module" src="core/core.js"></script>'
    _page(site, "pyscript", head, f'<script type="py" src="main.py" config=\'{config}\'></script>')


COMPETITORS: dict[str, Callable[[Path, str], None]] = {"ours": ours, "plain": plain, "pyscript": pyscript}


def _page(site: Path, name: str, head: str, body: str = "") -> None:
    (site / "index.html").write_text(PAGE.format(name=name, head=head, body=body), encoding="utf-8")


@dataclass(frozen=True)
class Run:
    """A cold visit, a second one, and the bytes on the wire for each."""

    cold: Visit
    second: Visit
    cold_bytes: int
    second_bytes: int


def one_run(playwright: object, address: str, link: Link) -> Run:
    """Two visits with a fresh browser profile."""
    with fresh_browser(playwright) as context:  # type: ignore[arg-type]
        link.carried = 0
        cold = visit(context, address)
        cold_bytes, link.carried = link.carried, 0
        second = visit(context, address)
        return Run(cold, second, cold_bytes, link.carried)


def race(request: str, runs: int, link: tuple[float | None, float]) -> dict[str, list[Run]]:
    """All competitors, round after round, over one kind of line."""
    results: dict[str, list[Run]] = {name: [] for name in COMPETITORS}
    with ExitStack() as stack:
        addresses = {}
        links = {}
        for name, build in COMPETITORS.items():
            site = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            build(site, request)
            for path in sorted(site.rglob("*")):
                if path.is_file() and path.suffix not in {".br", ".gz"} and not Path(f"{path}.br").exists():
                    compress(path, CACHE / "runtime" / "compressed", 11)
            links[name] = Link(*link)
            policy: Policy = headers_of if name == "ours" else lambda _address: {}
            addresses[name] = stack.enter_context(serving(site, links[name], policy))
        playwright = stack.enter_context(sync_playwright())
        for number in range(runs):
            for name in COMPETITORS:
                results[name].append(one_run(playwright, addresses[name], links[name]))
                last = results[name][-1]
                print(f"  {number + 1}/{runs} {name}: {last.cold.ms:.0f}, {last.second.ms:.0f} ms", flush=True)
    answers = {json.dumps(json.loads(run.cold.text)) for runs_ in results.values() for run in runs_}
    if len(answers) != 1:
        raise SystemExit(f"the competitors disagree: {answers}")
    return results


def table(results: dict[str, list[Run]]) -> str:
    """Medians and ratios as Markdown."""
    rows = {
        name: (
            statistics.median(run.cold.ms for run in runs),
            statistics.median(run.second.ms for run in runs),
            statistics.median(run.cold_bytes for run in runs) / 1e6,
            statistics.median(run.second_bytes for run in runs) / 1e6,
            max(run.cold.longest_task for run in runs),
        )
        for name, runs in results.items()
    }
    lines = ["| | cold ms | second visit ms | MB cold | MB second | longest task ms |", "|---|---|---|---|---|---|"]
    for name, (cold, second, megabytes, again, longest) in rows.items():
        lines.append(f"| {name} | {cold:.0f} | {second:.0f} | {megabytes:.2f} | {again:.2f} | {longest:.0f} |")
    mine = rows["ours"]
    for name, row in rows.items():
        if name != "ours":
            ratios = " | ".join(f"{a / b:.2f}" if b else "–" for a, b in zip(mine[:4], row[:4], strict=True))
            lines.append(f"| ours ÷ {name} | {ratios} | |")
    again = statistics.median(run.cold.again or 0 for run in results["ours"])
    return "\n".join([*lines, "", f"One more calculation, from the page and back: {again:.1f} ms"])


def main() -> None:
    """Race on loopback and on a throttled line, and print both tables."""
    parser = argparse.ArgumentParser(prog="python -m scripts.tools.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    request = first_questions()[0]
    for title, link in {"Loopback": (None, 0.0), "20 Mbit/s, 30 ms": (20.0, 30.0)}.items():
        print(f"{title}: {options.runs} runs", flush=True)
        print(f"\n### {title}\n\n{table(race(request, options.runs, link))}\n", flush=True)


if __name__ == "__main__":
    main()

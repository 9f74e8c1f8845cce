"""The runtime for pages opened from disk (`file://`): from a USB stick, with no server.

Browsers fetch nothing there and run neither modules nor worker files. So every file becomes a classic script that hands
its content over in base64 of gzip, the worker is made from text, and the pages' own modules are bundled into a classic
script in which the client of this edition takes the place of the usual one.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

from scripts.node import node
from scripts.runtime.bundle import bundle
from scripts.runtime.pack import HERE, PYODIDE, Manifest, PackingFailed

DISK_CLIENT = HERE / "disk" / "client.mjs"
DISK_WORKER = HERE / "disk" / "worker.mjs"


def write_usb_runtime(out: Path, packed: Path, *, pyodide: Path = PYODIDE) -> str:
    """Write the scripts into `out` from a folder that `pack` wrote, and give the SHA-256 (hex) of their manifest.

    A page then needs, with the way from the page to that folder in `data-base`:
    `<meta name="python-runtime" content="SHA-256" data-base="../assets/python/">`. Raises PackingFailed.
    """
    out.mkdir(parents=True, exist_ok=True)
    content: Any = Manifest.read(packed).content
    files = {}
    modes = {}
    for mode, names in content["modes"].items():
        parts = {part: name for part, name in names.items() if part not in {"loader", "glue"}}
        for name in parts.values():
            files[name] = content["files"][name]
            body = gzip.compress((packed / name).read_bytes(), 9, mtime=0)
            _part(out, name, base64.b64encode(body).decode())
        script = f"worker.{mode}"
        text = _worker(pyodide / "pyodide.js", packed / names["glue"])
        files[script] = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "size": len(text.encode())}
        _part(out, script, text)
        modes[mode] = {"worker": script, **parts}
    manifest = json.dumps({"version": content["version"], "lock": content["lock"], "modes": modes, "files": files})
    _part(out, "manifest", manifest)
    return hashlib.sha256(manifest.encode()).hexdigest()


def _part(out: Path, name: str, content: str) -> None:
    (out / f"{name}.js").write_text(f"pythonPart({json.dumps(name)}, {json.dumps(content)});\n", encoding="utf-8")


def _worker(loader: Path, glue: Path) -> str:
    """One classic script: Pyodide's loader and its module, and ours. Pyodide refuses to run where scripts can import
    scripts, because then it could not import modules; here it need not.
    """
    program = "import('node:fs').then(async (fs) => { const { classicModule } = await import(process.argv[1]);"
    program += " process.stdout.write(classicModule(fs.readFileSync(process.argv[2], 'utf8'))); })"
    command = [node(), "-e", program, (HERE / "glue.mjs").as_uri(), str(glue)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise PackingFailed(f"{glue.name}: {done.stderr.strip()}")
    refuse = 'self.importScripts = () => { throw new TypeError("not here"); };'
    return "\n".join([refuse, loader.read_text(encoding="utf-8"), done.stdout, bundle(DISK_WORKER, "iife")])

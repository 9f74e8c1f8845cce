"""The runtime for pages opened from disk (`file://`): from a USB stick, with no server.

Browsers fetch nothing there and run neither modules nor worker files. So every file becomes a classic script that hands
its content over: the worker's program and the manifest as text, the rest in base64 of gzip. The pages' own modules are
bundled into a classic script in which the client of this edition takes the place of the usual one.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from scripts.runtime.pack import HERE, Manifest, gzipped

DISK_CLIENT = HERE / "disk" / "client.mjs"


def write_usb_runtime(out: Path, packed: Path) -> str:
    """Write the scripts into `out` from a folder that `pack` wrote, and give the SHA-256 (hex) of their manifest.

    A page then needs, with the way from the page to that folder in `data-base`:
    `<meta name="python-runtime" content="SHA-256" data-base="../assets/python/">`.
    """
    out.mkdir(parents=True, exist_ok=True)
    manifest = Manifest.read(packed)
    modes: Any = manifest.content["modes"]
    for names in modes.values():
        for part, name in names.items():
            content = (packed / name).read_bytes()
            text = part == "worker"
            _part(out, name, content.decode() if text else base64.b64encode(gzipped(content)).decode())
    _part(out, "manifest", (packed / "manifest.json").read_text(encoding="utf-8"))
    return manifest.sha256


def _part(out: Path, name: str, content: str) -> None:
    (out / f"{name}.js").write_text(f"pythonPart({json.dumps(name)}, {json.dumps(content)});\n", encoding="utf-8")

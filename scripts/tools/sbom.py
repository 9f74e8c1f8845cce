"""The bill of materials: every package the two locks pin, as CycloneDX, for those who watch for vulnerabilities.

python -m scripts.tools.sbom > dist/sbom.json
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import calc
from scripts.paths import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
Component = dict[str, Any]


def sbom(root: Path) -> dict[str, Any]:
    """A CycloneDX 1.6 document. The same locks give the same document: it carries no date and no serial number."""
    components = [*_python(root / "requirements.txt"), *_node(root / "package-lock.json")]
    project = {"type": "application", "name": "shebao-guide", "version": calc.__version__}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**project, "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": list(
            {each["purl"]: each for each in components}.values()
        ),  # npm nests one version in many places
    }


def _python(lock: Path) -> Iterator[Component]:
    for name, version in PINNED.findall(lock.read_text(encoding="utf-8")):
        yield _component(name, version, f"pkg:pypi/{name.lower()}@{version}")


def _node(lock: Path) -> Iterator[Component]:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    for path, package in sorted(packages.items()):
        if path:  # the empty one is the project
            name = path.rpartition("node_modules/")[2]
            scope = "excluded" if package.get("dev") else "required"
            address = name.replace("@", "%40", 1)
            yield _component(name, package["version"], f"pkg:npm/{address}@{package['version']}", scope=scope)


def _component(name: str, version: str, address: str, **more: str) -> Component:
    return {"type": "library", "name": name, "version": version, "purl": address, "bom-ref": address, **more}


if __name__ == "__main__":
    json.dump(sbom(ROOT), sys.stdout, ensure_ascii=False, indent=1)
    print()

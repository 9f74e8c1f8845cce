"""The bill of materials: every package the two locks pin, as CycloneDX, for those who watch for vulnerabilities.

python -m scripts.tools.sbom > dist/sbom.json
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import calc
from scripts.pages.licences import inside_pyodide
from scripts.paths import ROOT

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?:.*\\\n)*.*)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
Component = dict[str, Any]


def sbom(root: Path) -> dict[str, Any]:
    """A CycloneDX 1.6 document, without a date or a serial number: the same locks give the same one.

    Hashes are the locks', one for each file that may be installed. Licences are what the packages say of themselves,
    where they are installed: what is for other systems only has none. What is inside Pyodide is as it says itself.
    """
    components = [*_python(root / "requirements.txt"), *_node(root / "package-lock.json")]
    project = {"type": "application", "name": "shebao-guide", "version": calc.__version__}
    for component in components:
        if component["name"] == "pyodide":
            component["components"] = [*_inside(root / "node_modules/pyodide", component["purl"])]
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
    for name, version, rest in PINNED.findall(lock.read_text(encoding="utf-8")):
        hashes = [{"alg": "SHA-256", "content": content} for content in HASH.findall(rest)]
        yield _component(name, version, f"pkg:pypi/{name.lower()}@{version}", hashes=hashes, **_licence_of_wheel(name))


def _licence_of_wheel(name: str) -> Component:
    """What an installed package says of its licence, in SPDX or in its own words; nothing where it is not installed."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return {}
    if expression := said.get_all("License-Expression"):
        return {"licenses": [{"expression": expression[0]}]}
    classes = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License ::")]
    own = "".join(said.get_all("License") or ())  # some put the whole text there
    words = ", ".join(classes) if "\n" in own or own in {"", "UNKNOWN"} else own
    return {"licenses": [{"license": {"name": words}}]} if words else {}


def _node(lock: Path) -> Iterator[Component]:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    for path, package in sorted(packages.items()):
        if path:  # the empty one is the project
            name = path.rpartition("node_modules/")[2]
            scope = "excluded" if package.get("dev") else "required"
            address = f"pkg:npm/{name.replace('@', '%40', 1)}@{package['version']}"
            algorithm, _, content = package["integrity"].partition("-")
            hashes = [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": base64.b64decode(content).hex()}]
            licences = [{"expression": package["license"].strip("()")}] if "license" in package else []
            yield _component(name, package["version"], address, scope=scope, hashes=hashes, licenses=licences)


def _inside(pyodide: Path, whole: str) -> Iterator[Component]:
    """The libraries that Pyodide is made with; it does not tell every version."""
    for name, version in inside_pyodide(pyodide).items():
        told = {"version": version} if version else {}
        yield {"type": "library", "name": name, "bom-ref": f"{whole}#{name}", **told}


def _component(name: str, version: str, address: str, **more: Any) -> Component:
    return {"type": "library", "name": name, "version": version, "purl": address, "bom-ref": address, **more}


if __name__ == "__main__":
    json.dump(sbom(ROOT), sys.stdout, ensure_ascii=False, indent=1)
    print()

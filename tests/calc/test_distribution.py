"""What leaves the house: the source archive and the wheel install where nothing else is, without a network, and work."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import calc
from calc.engine.results import canonical
from tests.support import ROOT

pytestmark = pytest.mark.build
NAME = "shebao_calc"
ALL_EXAMPLES = f"""
import hashlib, {NAME} as calc
from {NAME}.engine.results import canonical
answers = [calc.example(slug, script) for slug in calc.calculators() for script in ("zh-Hans", "zh-Hant")]
print(hashlib.sha256(canonical(answers).encode()).hexdigest())
"""


def run(*command: str, cwd: Path, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SOURCE_DATE_EPOCH")}
    done = subprocess.run(command, cwd=cwd, env={**clean, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive with the wheel made from it, and under `direct` the wheel made from the checkout."""
    folder = tmp_path_factory.mktemp("distribution")
    checkout = folder / "checkout"
    shutil.copytree(ROOT / "calc", checkout / "calc", ignore=shutil.ignore_patterns("__pycache__"))
    (checkout / "tests").mkdir()
    shutil.copy2(ROOT / "tests/test_project.py", checkout / "tests")
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy2(ROOT / name, checkout / name)
    build = (sys.executable, "-m", "build", "--no-isolation")
    run(*build, "--outdir", str(folder / "dist"), str(checkout), cwd=folder)
    run(*build, "--wheel", "--outdir", str(folder / "dist/direct"), str(checkout), cwd=folder)
    return folder / "dist"


def test_the_wheel_is_the_same_from_the_archive_and_from_the_checkout(dist: Path) -> None:
    (one,), (other,) = dist.glob("*.whl"), dist.glob("direct/*.whl")
    assert one.read_bytes() == other.read_bytes()


def test_nobody_gets_a_package_called_calc(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as content:
        tops = {name.split("/")[0] for name in content.namelist()}
        assert content.read("shebao_guide-" + calc.__version__ + ".dist-info/top_level.txt").decode().split() == [NAME]
    assert tops == {NAME, f"shebao_guide-{calc.__version__}.dist-info"}


def test_the_archive_holds_what_was_made_from_the_data_and_nothing_beside_calc(dist: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as content:
        names = {"/".join(name.split("/")[1:]) for name in content.getnames()}
    assert {"calc/data.json", "calc/cases.json", "calc/locales/zh-Hant/LC_MESSAGES/calc.mo"} <= names
    assert not [name for name in names if name.endswith(".yml") or name.startswith(("tests", "guides", "scripts"))]


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_it_installs_without_a_network_and_works_every_example_as_the_checkout_does(
    dist: Path, tmp_path: Path, kind: str
) -> None:
    (file,) = dist.glob(kind)
    run(sys.executable, "-m", "venv", "--without-pip", "clean", cwd=tmp_path)
    python = tmp_path / "clean/bin/python"
    site = run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    install = ("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--target", site)
    run(sys.executable, *install, str(file), cwd=tmp_path, PIP_DISABLE_PIP_VERSION_CHECK="1")
    here = canonical([calc.example(slug, script) for slug in calc.calculators() for script in ("zh-Hans", "zh-Hant")])
    assert run(str(python), "-c", ALL_EXAMPLES, cwd=tmp_path).strip() == hashlib.sha256(here.encode()).hexdigest()
    listed = json.loads(run(str(python), "-m", NAME, "list", "--json", cwd=tmp_path))
    declared = [*calc.calculators(), *(roster["slug"] for roster in calc.describe_rosters())]
    assert [entry["slug"] for entry in listed] == declared

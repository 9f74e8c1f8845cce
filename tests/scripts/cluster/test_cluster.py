"""The regions' parts made on a cluster: the same as on one machine, though a worker is killed; and what goes wrong is said."""

from __future__ import annotations

import hashlib
import io
import pickle
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import fsspec
import psutil
import pytest
from distributed import Client

from scripts.cluster import archive, client
from scripts.cluster.__main__ import main
from scripts.cluster.client import Failed, build_all
from scripts.data.yaml_strict import DataError
from scripts.mkdocs import shards
from scripts.pages.brand import Brand
from scripts.pages.page import Edition
from tests.cluster import Cluster, eventually
from tests.support import EXAMPLES, ROOT, SITE_URL

pytestmark = [pytest.mark.build, pytest.mark.xdist_group("cluster")]
REGIONS = ("demo", "first", "second", "third")


@pytest.fixture
def every(tmp_path: Path) -> list[shards.Shard]:
    """The shards of a site of four regions with an office's own words; all but the data is the project's own."""
    root = tmp_path / "project"
    shutil.copytree(EXAMPLES, root / "guides")
    shutil.copy(ROOT / "guides/shared/terms.yml", root / "guides/shared")
    for name in ("calc", "docs", "kiosk", "requirements.txt", "scripts"):
        (root / name).symlink_to(ROOT / name)
    for region in REGIONS[1:]:
        for path in (root / "guides/demo").iterdir():
            text = re.sub(r"\bdemo(?=/|-guide|-notice)", region, path.read_text("utf-8"))
            (root / "guides" / region).mkdir(exist_ok=True)
            (root / "guides" / region / path.name).write_text(text, "utf-8")
    words = tmp_path / "words.yml"
    words.write_text("procedure: {glance: 先看这几样}\n", encoding="utf-8")
    return planned(root, Brand("某县办事指南", words=words))


def planned(root: Path, brand: Brand) -> list[shards.Shard]:
    edition = Edition(version="1.2.3+0123abcd", contact="", site_url=SITE_URL, pdf=True)
    return [*shards.shards(shards.site(shards.Site(root, root / "calc", REGIONS, edition, brand, drafts=False)))]


def said(built: shards.Built) -> dict[str, Any]:
    """All that a shard gives, its pages as they are written."""
    pages = {
        script: [(replace(each, render=str), each.body) for each in pages] for script, pages in built.pages.items()
    }
    return {**vars(built), "pages": pages}


@pytest.fixture
def build(cluster: Cluster, tmp_path: Path) -> partial[None]:
    return partial(build_all, cluster.address, str(tmp_path / "store"))


def as_it_is(built: shards.Built) -> shards.Built:
    """It is not kept here."""
    return built


def ignore(_built: shards.Built, _left: int) -> None:
    """Of what is built."""


def test_what_a_killed_worker_held_is_made_by_another_and_all_is_the_same(
    cluster: Cluster, build: partial[None], every: Sequence[shards.Shard], tmp_path: Path
) -> None:
    doomed = cluster.worker("doomed")
    came: list[tuple[shards.Built, int]] = []
    with Client(cluster.address, set_as_default=False) as looking, ThreadPoolExecutor(1) as pool:
        looking.wait_for_workers(2, timeout=60)
        workers = looking.scheduler_info(n_workers=-1)["workers"]
        (address,) = (address for address, worker in workers.items() if worker["name"] == "doomed")
        building = pool.submit(build, every, as_it_is, lambda *built: came.append(built))
        (process,) = eventually(psutil.Process(doomed.pid).children)
        process.suspend()  # it ends no shard any more
        held = eventually(lambda: looking.processing()[address])
        doomed.kill()
        process.resume()
        building.result()
    assert {key.rpartition("-")[2] for key in held} <= {*REGIONS}
    assert [left for _built, left in came] == [3, 2, 1, 0]
    local = {shard.region: said(shards.build(shard)) for shard in every}
    assert {built.region: said(built) for built, _left in came} == local
    assert "先看这几样" in str(local["third"]["pages"]), "the office's own words went along"
    assert {len(pages) for built in local.values() for pages in built["pages"].values()} == {5}
    assert psutil.wait_procs([process], timeout=60)[1] == [], "a worker's process ends with it"
    assert [*(tmp_path / "store").iterdir()] == []
    assert [*(cluster.folder / "steady").rglob("shebao-guide-*")] == []


def test_mistakes_come_back_as_on_one_machine(build: partial[None], every: Sequence[shards.Shard]) -> None:
    site = every[0].site
    file = site.guides / "third/plain.yml"
    file.write_text(file.read_text("utf-8").replace("name:", "nome:"), "utf-8")
    third = planned(site.root, site.brand)[-1]
    with pytest.raises(DataError, match=r"guides/third/plain\.yml:.*nome") as there:
        build([third], as_it_is, ignore)
    with pytest.raises(DataError) as here:
        shards.build(third)
    assert there.value.problems == here.value.problems


def test_a_worker_with_another_version_makes_nothing_and_says_what_to_do(
    build: partial[None], every: Sequence[shards.Shard], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "RETRIES", 0)
    monkeypatch.setattr(archive, "versions", lambda _root: {"Python": "2.7"})
    with pytest.raises(
        Failed, match=r"demo: tcp://\S+ failed: it has Python 3\S+ in place of 2.7: install requirements.txt"
    ):
        build(every[:1], as_it_is, ignore)


def test_what_is_not_from_a_worker_or_of_other_files_is_not_taken(
    every: Sequence[shards.Shard], tmp_path: Path
) -> None:
    files, shard = fsspec.filesystem("file"), every[0]
    (tmp_path / "made.pickle").write_bytes(pickle.dumps(shards.build(shard)))
    path, hash = str(tmp_path / "made.pickle"), hashlib.sha256((tmp_path / "made.pickle").read_bytes()).hexdigest()
    assert client._taken(files, path, hash, shard).region == "demo"
    with pytest.raises(Failed, match="not what the worker has put there"):
        client._taken(files, path, "0" * 64, shard)
    with pytest.raises(Failed, match="demo: a worker made it of other files"):
        client._taken(files, path, hash, replace(shard, key="other"))


def test_a_site_of_some_regions_takes_its_own_calculators_along(every: Sequence[shards.Shard], tmp_path: Path) -> None:
    site, there = every[0].site, tmp_path / "there"
    shutil.copytree(ROOT / "calc", site.root / ".cache/chosen/calc")
    shown = frozenset(f"{region}/{name}" for region in REGIONS for name in ("current", "everything", "plain"))
    chosen = shards.site(
        replace(site, calc=site.root / ".cache/chosen/calc", shown=shown, terms=frozenset({"pension"}))
    )
    with ZipFile(io.BytesIO(archive.packed(chosen))) as sent:
        sent.extractall(there)
    command = [sys.executable, "-m", "scripts.cluster.shard"]
    done = subprocess.run(command, cwd=there, input="demo\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "demo\n"), done.stderr
    assert pickle.loads((there / "made/demo.pickle").read_bytes()).key == next(shards.shards(chosen)).key


def test_without_dask_it_is_said_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "scripts.cluster.client")
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["tcp://127.0.0.1:1"]) == 1
    assert "distributed is missing" in (told := capsys.readouterr().err)
    assert told.endswith("-m pip install --require-hashes --only-binary :all: -r requirements.txt\n")


def test_where_no_scheduler_answers_it_is_said(
    every: Sequence[shards.Shard], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "PATIENCE", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # and listens to nobody
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(Failed, match=f"No scheduler answers at {address}"):
            build_all(address, str(tmp_path / "store"), every, as_it_is, ignore)

"""What a worker of Dask does for one build. Workers have none of the project's code: this module is sent to them by value."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO
from uuid import uuid4
from zipfile import ZipFile

from distributed import Worker, WorkerPlugin, get_worker
from fsspec.core import url_to_fs

SAID = 2000  # the last characters of what a process said before it failed


class Bench(WorkerPlugin):  # type: ignore[misc] # Dask's classes have no types
    """Holds the files of a build, unpacked where Dask keeps what goes with the worker, and the processes that make shards.

    A process takes one shard after the other, and a worker has as many as it has threads: the project's Python is loaded once in
    each, nothing of it comes into the worker itself, and builds of different versions keep out of each other's way. A process ends
    with its worker, however that ends.

    ``store``: the address of the build's folder. ``archive``: the name of the archive there, which is its SHA-256.
    """

    def __init__(self, name: str, store: str, archive: str) -> None:
        self.name = name
        self.store = store
        self.archive = archive

    def setup(self, worker: Worker) -> None:
        self.folder = Path(worker.local_directory) / self.name
        self.address = worker.address
        self.turn = Lock()  # of who unpacks, starts and ends
        self.ended = False
        self.idle: list[Process] = []
        self.all: list[Process] = []

    def teardown(self, worker: Worker) -> None:
        with self.turn:
            self.ended = True
            for process in self.all:
                process.end()
            shutil.rmtree(self.folder, ignore_errors=True)

    def make(self, region: str) -> tuple[str, str]:
        """Make a region's shard and put it into the store.

        :return: its name there, and its SHA-256.
        :raises RuntimeError: with what the process said that failed.
        """
        process = self._process()
        try:
            file = process.make(region)
        except RuntimeError as error:
            raise RuntimeError(f"{region}: {self.address} failed: {error}") from None
        self.idle.append(process)
        data = file.read_bytes()
        file.unlink()
        return self._put(region, data), hashlib.sha256(data).hexdigest()

    def _process(self) -> Process:
        """One that makes nothing now."""
        with self.turn:
            if self.ended:
                raise RuntimeError("The build has ended")
            if self.idle:
                return self.idle.pop()
            if not self.folder.is_dir():
                self._unpack()
            self.all.append(Process(self.folder))
            return self.all[-1]

    def _unpack(self) -> None:
        """Take the archive from the store. Raises RuntimeError for another than was sent."""
        files, store = url_to_fs(self.store)
        try:
            data = files.cat_file(f"{store}/{self.archive}")
        except FileNotFoundError:
            raise RuntimeError(
                f"{self.address} does not see {self.store}: STORE has to be a place that all reach"
            ) from None
        if hashlib.sha256(data).hexdigest() != self.archive:
            raise RuntimeError(f"{self.store}/{self.archive} is not what was sent")
        part = self.folder.with_suffix(".part")
        with ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(part)
        part.rename(self.folder)

    def _put(self, region: str, data: bytes) -> str:
        """Under a name of its own: another worker may be making the same, where this one was taken for lost."""
        files, store = url_to_fs(self.store)
        name = f"{region}-{uuid4().hex}.pickle"
        files.pipe_file(f"{store}/{name}.part", data)
        files.mv(f"{store}/{name}.part", f"{store}/{name}")
        return name


class Process:
    """A process that makes shards, in the folder of the files that it is made from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: IO[bytes] = (folder / f"{uuid4().hex}.log").open("w+b")
        self.running = subprocess.Popen(
            [sys.executable, "-m", "scripts.cluster.shard"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said,
            text=True,
        )

    def make(self, region: str) -> Path:
        """The file of a region's shard. Raises RuntimeError with what the process said if it ended instead."""
        assert self.running.stdin and self.running.stdout
        with suppress(BrokenPipeError):  # it has ended, and answers nothing
            print(region, file=self.running.stdin, flush=True)
        if self.running.stdout.readline().strip() != region:
            code = self.running.wait()
            self.said.seek(0)
            raise RuntimeError(self.said.read().decode(errors="replace")[-SAID:].strip() or f"ended with {code}")
        return self.folder / f"made/{region}.pickle"

    def end(self) -> None:
        self.running.kill()
        self.running.wait()


def maker(name: str) -> Callable[[str], tuple[str, str]]:
    """A function for workers that have a bench of this name; inside another, so that it is sent by value too."""

    def make(region: str) -> tuple[str, str]:
        made: tuple[str, str] = get_worker().plugins[name].make(region)
        return made

    return make

"""Dask on this machine for tests: a scheduler and workers, each a process of its own that knows nothing of the project."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def eventually(look: Callable[[], T]) -> T:
    """What is looked for, once it is there."""
    begun = time.monotonic()
    while not (found := look()):
        assert time.monotonic() - begun < 120, "it has not come"
        time.sleep(0.02)
    return found


class Cluster:
    """A scheduler, and the workers that are added to it; ``folder`` is theirs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        with (folder / "scheduler.log").open("w+") as log:
            self._start("scheduler", "--host", "127.0.0.1", "--port", "0", log=log.fileno())
        self.address = eventually(self._address)

    def _address(self) -> str:
        said = (self.folder / "scheduler.log").read_text(encoding="utf-8")
        return next((word for word in said.split() if word.startswith("tcp://") and not word.endswith(":0")), "")

    def worker(self, name: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("w") as log:
            local = ("--local-directory", str(self.folder / name), "--name", name)
            return self._start("worker", self.address, "--no-nanny", "--nthreads", "1", *local, log=log.fileno())

    def _start(self, what: str, *options: str, log: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *options, "--no-dashboard"]
        process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()

"""What a command costs with all processes that it starts, and which part of it goes into what is counted apart."""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EVERY = 0.1  # seconds between two looks at the memory
TOLD = "counted apart: "  # what the line begins with that says it
SESSION, RSS = 3, 21  # fields of /proc/…/stat after the name of the program
APART = (  # what `mkdocs build` does besides pages, and who does it: a function or method, in this checkout or in older ones
    ("runtime", "scripts.mkdocs.site", "Builder.pack"),
    ("search", "scripts.outputs.search", "write"),
    ("compression", "scripts.mkdocs.site", "Builder.compress"),
    ("compression", "scripts.mkdocs.site", "Builder._compress"),
)


@dataclass(frozen=True)
class Cost:
    """CPU seconds of all processes, seconds on the clock, and the most memory they had at once: their RSS added up, in MiB."""

    cpu: float
    wall: float
    memory: float
    apart: dict[str, float]  # CPU seconds, not in ``cpu``


def measured(command: Sequence[str | Path], folder: Path, **environment: str) -> Cost:
    """Run a command to its end. Python keeps what it has compiled of modules, as it does for everybody.

    :raises RuntimeError: with what it said, if it failed.
    """
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with subprocess.Popen(  # noqa: S603
        [str(part) for part in command],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        watch = _Memory(process.pid)
        said = process.communicate()[0]
    watch.stop()
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}:\n{said[-3000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    line = next((line for line in said.splitlines() if line.startswith(TOLD)), "")
    apart: dict[str, float] = json.loads(line.removeprefix(TOLD)) if line else {}
    return Cost(cpu - sum(apart.values()), wall, watch.most / 2**20, apart)


class _Memory(threading.Thread):
    """Watches the memory of a session of processes, in bytes."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.most = 0
        self._end = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._end.wait(EVERY):
            self.most = max(self.most, sum(self._resident()))

    def stop(self) -> None:
        self._end.set()
        self.join()

    def _resident(self) -> Iterator[int]:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                fields = (process / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended
            if int(fields[SESSION]) == self.session:
                yield int(fields[RSS]) * resource.getpagesize()


def main(arguments: Sequence[str]) -> None:
    """`mkdocs` with these arguments, in the folder of a checkout; its last line says what is counted apart."""
    sys.path.insert(0, str(Path.cwd()))
    spent: dict[str, float] = {}
    for name, module, place in APART:
        *path, attribute = place.split(".")
        owner: Any = importlib.import_module(module)
        for part in path:
            owner = getattr(owner, part)
        if hasattr(owner, attribute):
            setattr(owner, attribute, _counted(getattr(owner, attribute), name, spent))
    from mkdocs.__main__ import cli

    try:
        cli(list(arguments))
    finally:
        print(f"\n{TOLD}{json.dumps(spent)}", flush=True)


def _counted(work: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def counted(*arguments: Any, **named: Any) -> Any:
        before = _cpu()
        try:
            return work(*arguments, **named)
        finally:
            spent[name] = spent.get(name, 0) + _cpu() - before

    return counted


def _cpu() -> float:
    """CPU seconds of this process and of those that it has waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main(sys.argv[1:])

"""What a command costs with all processes that it starts, and which part of it goes into what is counted apart."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

EVERY = 0.1  # seconds between two looks at the memory
TOLD = "counted apart: "  # what the line begins with that says it
SESSION = 3  # the field of /proc/…/stat after the name of the program
IN_KIB = re.compile(r"^(Rss|Pss): +(\d+) kB$", re.MULTILINE)
APART = (  # what `mkdocs build` does besides pages, and who does it: a function or method, in this checkout or in older ones
    ("runtime", "scripts.mkdocs.site", "Builder.pack"),
    ("search", "scripts.outputs.search", "write"),
    ("compression", "scripts.mkdocs.site", "Builder.compress"),
    ("compression", "scripts.mkdocs.site", "Builder._compress"),
)


@dataclass(frozen=True)
class Cost:
    """CPU seconds of all processes, seconds on the clock, and memory in MiB at its highest: the resident set of the largest process
    and its program, and that of all together, what they share counted once (PSS)."""

    cpu: float
    wall: float
    largest: float
    program: str
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
    largest, program = watch.largest
    return Cost(cpu - sum(apart.values()), wall, largest / 2**20, program, watch.most / 2**20, apart)


class _Memory(threading.Thread):
    """Watches the memory of a session of processes, in bytes."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.largest = 0, ""
        self.most = 0
        self._end = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._end.wait(EVERY):
            held = [*self._held()]
            self.largest = max([self.largest, *((resident, program) for program, resident, _share in held)])
            self.most = max(self.most, sum(share for _program, _resident, share in held))

    def stop(self) -> None:
        self._end.set()
        self.join()

    def _held(self) -> Iterator[tuple[str, int, int]]:
        """Of each process: its program, what is resident, and its share of that."""
        for process in Path("/proc").glob("[0-9]*"):
            try:
                program, _, fields = (process / "stat").read_text().partition(" (")[2].rpartition(")")
                if int(fields.split()[SESSION]) == self.session:
                    told = dict(IN_KIB.findall((process / "smaps_rollup").read_text()))
                    yield program, int(told["Rss"]) << 10, int(told["Pss"]) << 10
            except (OSError, KeyError):
                continue  # it has ended


def main(arguments: Sequence[str]) -> None:
    """`mkdocs` with these arguments, in the folder of a checkout; its last line says what is counted apart."""
    sys.path.insert(0, str(Path.cwd()))
    spent: dict[str, float] = {}
    sys.meta_path.insert(0, _Counting(spent))
    from mkdocs.__main__ import cli

    try:
        cli(list(arguments))
    finally:
        print(f"\n{TOLD}{json.dumps(spent)}", flush=True)


class _Counting(MetaPathFinder):
    """Has what is counted apart counted in the modules that are imported: what a build does not need is not imported for that."""

    def __init__(self, spent: dict[str, float]) -> None:
        self.spent = spent

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if any(fullname == each[1] for each in APART) else None
        if spec and spec.loader:
            execute = spec.loader.exec_module

            def counting(module: ModuleType) -> None:
                execute(module)
                self._count(module)

            spec.loader.exec_module = counting  # type: ignore[method-assign]
        return spec

    def _count(self, module: ModuleType) -> None:
        for name, home, place in APART:
            *path, attribute = place.split(".")
            owner: Any = module
            for part in path:
                owner = getattr(owner, part, None)
            if home == module.__name__ and hasattr(owner, attribute):
                setattr(owner, attribute, _counted(getattr(owner, attribute), name, self.spent))


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

"""Would the tests notice? Mutants of rules, each against the tests that carry out its line: `make mutate`.

python -m scripts.tools.mutate [FILE …] [--base COMMIT] [--seed 1] [--minutes 10]

Without FILE: the files under calc/ that have changed since the base, or else the last tag. First the tests of calc run once, to learn
which carries out which line and how long each takes. A mutant inside a function is tried in a fork of that run, with the function's
code in place of the right one; what survives there, or is carried out when a module is imported, is tried in a process of its own.
"""

from __future__ import annotations

import argparse
import functools
import gc
import inspect
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, TypeAlias

import coverage
import pytest
from hypothesis import Phase, settings

from scripts.paths import ROOT
from scripts.tools.mutants import Place, is_python, places

PYTEST = ["-o", "addopts=", "--import-mode=importlib", "-p", "no:cacheprovider", "-p", "no:xdist"]
PYTEST += ["-m", "not browser and not build"]
# Those that ask every calculator, or begin programs, take minutes and hold no rule that the others do not.
SLOW = "agreement browser calculators cli completeness conformance distribution headlines regions"
SLOW += " roster_files rosters workbook table"
EACH = (
    20.0  # seconds of the quickest tests of its line that a mutant must survive; of the processor, however busy it is
)
MOST = int(EACH * 5)  # seconds after which a mutant that goes round for ever is noticed

Cache: TypeAlias = "functools._lru_cache_wrapper[Any]"


class Trial:
    """A pytest plugin that runs the tests once, and then again for each mutant."""

    def __init__(self, chosen: Sequence[Place], end_after: float) -> None:
        self._chosen = chosen
        self._end_after = end_after
        self._seconds: dict[str, float] = {}
        self._covering: dict[tuple[str, int], set[str]] = {}
        self._caches: list[Cache] = []
        self._failed = False
        self.survived: dict[Place, bool] = {}
        """Of the mutants tried."""
        self._told = os.fdopen(os.dup(2), "w")  # pytest keeps what the usual one is told

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        # A fifth of the examples, and none made shorter: a mutant that only they find should have a test of its own.
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutate", settings(), max_examples=20, phases=phases, database=None)
        settings.load_profile("mutate")
        self._measure(session.items)
        print(
            f"{len(self._seconds)} tests in {sum(self._seconds.values()):.0f} s; now the mutants",
            file=self._told,
            flush=True,
        )
        functions = [each for each in gc.get_objects() if isinstance(each, FunctionType)]
        self._caches = caches()
        gc.freeze()  # a fork that looks through all of it again would copy all of it
        end = time.monotonic() + self._end_after
        for place in self._chosen:
            if time.monotonic() > end:
                break
            source = place.source()
            if not is_python(source):
                continue
            items = self._tests(place, session.items)
            swapped = code_of(functions, place, source)
            killed = bool(swapped) and self._forked(swapped, items)
            self.survived[place] = not killed and not in_a_process(place, source, [item.nodeid for item in items])
            print("S" if self.survived[place] else ".", end="", file=self._told, flush=True)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed |= report.failed

    def _measure(self, items: list[pytest.Item]) -> None:
        """Which test carries out which lines, and its time. A test that fails by itself is of no use."""
        files = {str(place.path) for place in self._chosen}
        measured = coverage.Coverage(data_file=None, include=sorted(files), config_file=False)
        measured.start()
        own = [cache for cache in caches() if file_of(cache) in files]
        for number, item in enumerate(items):
            for cache in own:  # or its lines would be carried out by the first test alone
                cache.cache_clear()
            measured.switch_context(item.nodeid)
            begun, self._failed = time.process_time(), False
            run(item, items[number + 1 : number + 2])
            if not self._failed:
                self._seconds[item.nodeid] = time.process_time() - begun
        measured.stop()
        for file in files:
            for line, tests in measured.get_data().contexts_by_lineno(file).items():
                self._covering[file, line] = self._seconds.keys() & set(tests)

    def _tests(self, place: Place, items: list[pytest.Item]) -> list[pytest.Item]:
        """The quickest tests of a place: of its statement; of its whole file first, and then all, if that is not in a function."""
        of_file = {line: tests for (file, line), tests in self._covering.items() if file == str(place.path)}
        near = set[str]().union(
            *(tests for line, tests in of_file.items() if line in place.lines or not place.function)
        )
        order = sorted(self._seconds, key=lambda name: (name not in near, self._seconds[name]))
        spent, chosen = 0.0, []
        for name in order:
            if place.function and name not in near:
                break
            if (spent := spent + self._seconds[name]) > EACH:
                break
            chosen.append(name)
        by_name = {item.nodeid: item for item in items}
        return [by_name[name] for name in chosen]

    def _forked(self, swapped: Sequence[tuple[FunctionType, CodeType]], items: list[pytest.Item]) -> bool:
        """Whether a test fails with other code in these functions."""
        child = os.fork()
        if child:
            return os.waitpid(child, 0)[1] != 0
        failed = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))
            for function, code in swapped:
                function.__code__ = code
            for cache in self._caches:
                cache.cache_clear()
            self._failed = False
            for number, item in enumerate(items):
                run(item, items[number + 1 : number + 2])
                if self._failed:
                    break
            failed = self._failed
        finally:
            os._exit(failed)


def caches() -> list[Cache]:
    """Whatever remembers what functions have answered."""
    return [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]


def file_of(cache: Cache) -> str:
    """Where the function stands; empty for one that is not written in Python."""
    code = getattr(inspect.unwrap(cache), "__code__", None)
    return code.co_filename if code else ""


def run(item: pytest.Item, following: list[pytest.Item]) -> None:
    """One test; its fixtures stay for the following one."""
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following[0] if following else None)


def code_of(functions: list[FunctionType], place: Place, source: str) -> list[tuple[FunctionType, CodeType]]:
    """The living functions that are different in a mutant, with their new code; none where that cannot be told."""
    if not place.function:
        return []
    new: dict[tuple[str, int], list[CodeType]] = {}
    for code in inside(compile(source, str(place.path), "exec", dont_inherit=True)):
        new.setdefault((code.co_qualname, code.co_firstlineno), []).append(code)
    swapped = []
    for function in functions:
        old = function.__code__
        if old.co_filename != str(place.path):
            continue
        match new.get((old.co_qualname, old.co_firstlineno), []):
            case [code] if len(code.co_freevars) == len(old.co_freevars):
                if code != old:
                    swapped.append((function, code))
            case _:
                return []
    return swapped


def inside(code: CodeType) -> Iterator[CodeType]:
    """The code of every function in a module's."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from inside(each)


def in_a_process(place: Place, source: str, tests: list[str]) -> bool:
    """Whether a test fails where the module has been the mutant from the beginning."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump({"path": str(place.path), "source": source, "tests": tests, "seconds": MOST}, file)
        file.flush()
        files = sorted({name.partition("::")[0] for name in tests})
        command = [sys.executable, "-B", "-m", "pytest", *PYTEST, "-q", "-x", "-p", "scripts.tools.mutated", *files]
        told = {**os.environ, "MUTANT": file.name, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, check=False)  # noqa: S603
    return done.returncode not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}


def changed(base: str | None) -> list[Path]:
    """The files of rules that differ from a commit."""
    git = functools.partial(subprocess.run, cwd=ROOT, capture_output=True, text=True, check=True)
    base = base or git(["git", "describe", "--tags", "--always", "--abbrev=0"]).stdout.strip()
    names = git(["git", "diff", "--name-only", "--diff-filter=d", base, "--", "calc/*.py"]).stdout.split()
    return [ROOT / name for name in names]


def report(trial: Trial, all_places: int) -> None:
    """Scores by file, and what survived."""
    for path in sorted({place.path for place in trial.survived}):
        tried = {place: alive for place, alive in trial.survived.items() if place.path == path}
        killed = len(tried) - sum(tried.values())
        print(f"{path.relative_to(ROOT)}: {killed} of {len(tried)} noticed ({killed / len(tried):.0%})")
        for place in (place for place, alive in tried.items() if alive):
            print(f"  line {place.line}, {place.operator.removeprefix('core/')}\n{place.words(place.source())}")
    noticed, of = sum(not alive for alive in trial.survived.values()), len(trial.survived)
    print(f"{noticed} of {of} mutants noticed ({noticed / max(of, 1):.0%}); {all_places} could be made")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=lambda name: Path(name).resolve())
    parser.add_argument("--base")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10)
    told = parser.parse_args()
    found = [place for path in told.files or changed(told.base) for place in places(path)]
    if not found:
        sys.exit("no rule has changed: name files")
    random.Random(told.seed).shuffle(found)  # noqa: S311 - what is tried before the time is up is a sample
    trial = Trial(found, told.minutes * 60)
    os.environ["EVERY_ALONE"] = "1"  # so that each case says which lines it carries out
    without = [f"--ignore=tests/calc/test_{name}.py" for name in SLOW.split()]
    with redirect_stdout(io.StringIO()) as said:
        ended = pytest.main([*PYTEST, *without, "-q", "tests/calc"], plugins=[trial])
    report(trial, len(found))
    if ended == pytest.ExitCode.INTERNAL_ERROR:
        sys.exit("\n".join(line for line in said.getvalue().splitlines() if line.startswith("INTERNALERROR")))


if __name__ == "__main__":
    main()

"""Has shards made by the workers of a Dask cluster, and takes them from the store."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import cloudpickle
from distributed import Client, KilledWorker, as_completed
from fsspec.core import url_to_fs

from scripts.cluster import worker
from scripts.cluster.archive import packed
from scripts.data.yaml_strict import DataError, Problem
from scripts.mkdocs.shards import Built, Shard

RETRIES = 2  # of a shard that failed; those of workers that are lost Dask counts apart (distributed.scheduler.allowed-failures)
PATIENCE = 30  # seconds for a scheduler to answer, and for a first worker to come

cloudpickle.register_pickle_by_value(worker)


class Failed(Exception):
    """The cluster did not do it; in one sentence."""


def build_all(
    scheduler: str,
    store: str,
    stale: Sequence[Shard],
    keep: Callable[[Built], Built],
    done: Callable[[Built, int], None],
) -> None:
    """Build several shards on a cluster, as :func:`scripts.mkdocs.shards.build_all` does on one machine.

    :param scheduler: its address, ``tcp://host:8786``.
    :param store: a folder, or an address that fsspec knows (``s3://bucket/folder``), that all workers reach by the same name.
    :param keep: keeps each here.
    :param done: is given each as it comes, and how many are left.
    :raises DataError: with the mistakes of the first that has any.
    :raises Failed: for whatever else ends it.
    """
    if not stale:
        return
    with _cluster(scheduler) as client, _folder(store) as (files, folder):
        archive = packed(stale[0].site)
        sent = hashlib.sha256(archive).hexdigest()
        files.pipe_file(f"{folder}/{sent}", archive)
        bench = worker.Bench(f"shebao-guide-{Path(folder).name}", files.unstrip_protocol(folder), sent)
        make = worker.maker(bench.name)
        asked: dict[Any, Shard] = {}
        client.register_plugin(bench)
        try:
            asked |= {
                client.submit(
                    make, shard.region, key=f"{bench.name}-{shard.region}", priority=_size(shard), retries=RETRIES
                ): shard
                for shard in stale
            }
            for number, future in enumerate(as_completed([*asked], loop=client.loop), 1):
                name, hash = _result(future)
                built = _taken(files, f"{folder}/{name}", hash, asked[future])
                files.rm_file(f"{folder}/{name}")  # of a country they would be gigabytes
                done(keep(built), len(stale) - number)
        finally:
            with suppress(OSError):  # the scheduler has gone
                client.cancel([*asked])
                client.unregister_worker_plugin(bench.name)


def _size(shard: Shard) -> int:
    """In bytes of its data: the largest are made first, so that none is waited for alone."""
    return sum(path.stat().st_size for path in (shard.site.guides / shard.region).glob("*.yml"))


def _result(future: Any) -> tuple[str, str]:
    try:
        result: tuple[str, str] = future.result()
        return result
    except KilledWorker as error:
        raise Failed(f"Workers were lost over the same shard again and again: {error}") from None
    except CancelledError:
        raise Failed("The scheduler has gone: start it again, and what came back is not made again") from None
    except Exception as error:  # of any kind, from a worker: of the store, of what the process said
        raise Failed(str(error) or repr(error)) from None


def _taken(files: Any, path: str, hash: str, shard: Shard) -> Built:
    """A shard that a worker has put into the store: what the worker made, and made of the files that are here."""
    data = files.cat_file(path)
    if hashlib.sha256(data).hexdigest() != hash:
        raise Failed(f"{path} is not what the worker has put there")
    built: Built | list[Problem] = pickle.loads(data)  # noqa: S301 - from the worker, by its hash
    if not isinstance(built, Built):
        raise DataError(built)
    if built.key != shard.key:
        raise Failed(f"{shard.region}: a worker made it of other files than those that are here")
    return built


@contextmanager
def _cluster(scheduler: str) -> Iterator[Any]:
    """A client of the scheduler, once it has a worker."""
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Failed(f"No scheduler answers at {scheduler}: start one with `dask scheduler` ({error})") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise Failed(f"No worker has come to {scheduler}: start some with `dask worker {scheduler}`") from None
        yield client


@contextmanager
def _folder(store: str) -> Iterator[tuple[Any, str]]:
    """A folder of this build alone in the store, removed in the end: what a lost worker still writes is in nobody's way."""
    try:
        files, path = url_to_fs(store)
    except ImportError as error:  # which names the package for this kind of address
        raise Failed(f"The store {store}: {error}") from None
    folder = f"{path.rstrip('/')}/{uuid4().hex}"
    try:
        files.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise Failed(f"The store cannot be written to: {error}") from None
    try:
        yield files, folder
    finally:
        files.invalidate_cache()
        with suppress(OSError):  # a worker that was to stop is writing
            files.rm(folder, recursive=True)

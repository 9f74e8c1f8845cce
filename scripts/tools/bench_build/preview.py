"""How long after an edit `mkdocs serve` answers with the new page."""

from __future__ import annotations

import math
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EDITS = 20
OFTEN = 0.01  # seconds between two looks at the page
PATIENCE = 600.0  # seconds for the first answer: the site is built


@dataclass(frozen=True)
class Preview:
    """Seconds on the clock from each edit to the new page, and the server's CPU seconds for an edit."""

    waits: tuple[float, ...]
    cpu: float

    def within(self, share: float) -> float:
        """The seconds within which this share of the edits stood on the page."""
        return sorted(self.waits)[math.ceil(share * len(self.waits)) - 1]


def measured(copy: Path, file: Path, address: str) -> Preview:
    """Edit a procedure's summary again and again while its page is looked at.

    :param copy: a checkout that may be changed; ``file``: of it; ``address``: of its page, below the site's root.
    :raises TimeoutError: the new page does not come.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    page = f"http://127.0.0.1:{port}/{address}"
    text = file.read_text(encoding="utf-8")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(copy)}
    with subprocess.Popen(command, cwd=copy, env=environment, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            _wait_for(page, "", PATIENCE)
            before, waits = _cpu(server.pid), []
            for number in range(EDITS):
                mark = f"第{number}次修改，"
                begin = time.monotonic()
                file.write_text(text.replace("\nsummary: ", f"\nsummary: {mark}", 1), encoding="utf-8")
                _wait_for(page, mark, PATIENCE)
                waits.append(time.monotonic() - begin)
            return Preview(tuple(waits), (_cpu(server.pid) - before) / EDITS)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()
            file.write_text(text, encoding="utf-8")


def _wait_for(page: str, words: str, patience: float) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(page) as answer:  # noqa: S310 - our own address
            if words in answer.read().decode():
                return
        time.sleep(OFTEN)
    raise TimeoutError(page)


def _cpu(process: int) -> float:
    """CPU seconds of a process so far, its threads' included."""
    fields: Sequence[str] = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

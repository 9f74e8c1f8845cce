"""Python for the pages of a preview is packed beside them: a page is there before what it calculates with."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock, Thread

SOON = 1.0  # seconds; what was packed before is there by then

CALCULATES = re.compile(r"<(form|section)(?=[^>]* data-(?:calculator|roster|plan)\b)")


def waiting(body: str, words: str) -> str:
    """A page's inner HTML before Python is there: what calculates is not to be used yet, and the page says so."""
    later, parts = CALCULATES.subn(r"<\1 inert", body)
    return f'<p role="status"><strong>{html.escape(words)}</strong></p>{later}' if parts else body


class Packing:
    """What packs for all builds of a process, one after the other.

    ``done`` is called where a build has gone on without Python that is there now.
    """

    def __init__(self, done: Callable[[], None]) -> None:
        self._done = done
        self._one_by_one = Lock()
        self._key = ""
        self._packed: Future[str] = Future()

    def meta(self, key: str, pack: Callable[[], str]) -> str:
        """What ``pack`` gives, the tag for pages; empty while it is at work.

        :param key: tells what is packed from anything else; the same is not packed again.
        :raises Exception: what ``pack`` raised.
        """
        if key != self._key:
            self._key, self._packed = key, Future()
            Thread(target=self._work, args=(pack, self._packed), daemon=True).start()
            wait([self._packed], SOON)
            if not self._packed.done():
                self._packed.add_done_callback(lambda _packed: self._done())
        return self._packed.result() if self._packed.done() else ""

    def _work(self, pack: Callable[[], str], packed: Future[str]) -> None:
        with self._one_by_one:
            try:
                packed.set_result(pack())
            except Exception as error:
                packed.set_exception(error)

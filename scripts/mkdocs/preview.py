"""What `mkdocs serve` answers: pages are written when they are asked for, and mistakes stand on the page until they are mended."""

from __future__ import annotations

import atexit
import html
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.observers.polling import PollingObserver

from scripts.kept import files, hash_of

log = get_plugin_logger("shebao-guide")
LOOK = 0.2  # seconds between two looks for changed files; one takes a hundredth
PAGE = """<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<meta http-equiv="refresh" content="1">
<title>有错误</title>
<h1>有错误，改好以后这一页会自己变回来</h1>
<pre>{mistakes}</pre>
</html>
"""


class Preview:
    """Stands before MkDocs' own server, which would answer nothing any more after a build that failed.

    ``place`` puts the file of an address below the site's root into the site; ``renew`` is called before each build.
    """

    def __init__(self, server: LiveReloadServer, place: Callable[[str], None], renew: Callable[[], None]) -> None:
        self.server = server
        self.place = place
        self.renew = renew
        self.mistakes = ""
        self._build = server.builder
        server.builder = self.rebuild
        server.observer = PollingObserver(timeout=LOOK)  # in place of one that looks every half second
        watched = [*server._watched_paths]
        server._watched_paths.clear()
        for path in watched:
            server.watch(path)
        server.set_app(self)

    def rebuild(self) -> None:
        """Build again; what is wrong is kept for the pages."""
        try:
            self.renew()
            self._build()
            self.mistakes = ""
        except (Exception, SystemExit) as error:
            self.mistakes = str(error.__context__ or error)  # MkDocs wraps what a build ends with
            log.error("%s", self.mistakes)

    def build_again(self) -> None:
        """As after a change of a file."""
        with self.server._rebuild_cond:
            self.server._want_rebuild = True
            self.server._rebuild_cond.notify_all()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(self.server.mount_path) and not path.startswith("/livereload/"):
            self._wait()
            if self.mistakes and path.endswith(("/", ".html")):
                start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")])
                return [PAGE.format(mistakes=html.escape(self.mistakes)).encode()]
            if not self.mistakes:
                self.place(path.removeprefix(self.server.mount_path))
        return self.server.serve_request(environ, start_response)

    def _wait(self) -> None:
        """For the end of a build that has begun, as the server does before it reads a file."""
        with self.server._epoch_cond:
            self.server._epoch_cond.wait_for(lambda: self.server._visible_epoch == self.server._wanted_epoch)


class Renewal:
    """Starts the program anew where it or what calc says has changed: what a process has imported and read stays as it was.

    MkDocs is interrupted as from the keyboard, so that it clears up; ``again`` is what then begins. ``compiled`` brings calc's
    data up to date with this program. Raises PluginError or DataError with the mistakes where calc cannot be compiled, and
    KeyboardInterrupt.
    """

    def __init__(self, root: Path, compiled: Callable[[], object], again: Callable[[], None]) -> None:
        self._root = root
        self._compiled = compiled
        self._again = again
        self._begun_with = self._program(), self._data()

    def __call__(self) -> None:
        program = self._program()
        if program == self._begun_with[0]:
            self._compiled()
        else:
            command = [sys.executable, "-m", "scripts.compile"]
            done = subprocess.run(command, cwd=self._root, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode:
                raise PluginError(done.stderr.strip())
        if (program, self._data()) != self._begun_with:
            log.info("calc or the program has changed: starting anew …")
            atexit.register(self._again)
            raise KeyboardInterrupt

    def _program(self) -> str:
        return hash_of(files(self._root, "calc/**/*.py", "calc/**/*.yml", "scripts/**/*"))

    def _data(self) -> str:
        """A hash of what calc has been compiled to."""
        return hash_of(files(self._root, "calc/*.json", "calc/locales/**/*"))


def begin_again() -> None:
    """Put the same command in place of this process."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - our own command

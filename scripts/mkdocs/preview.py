"""What `mkdocs serve` answers: pages are written when they are asked for, and mistakes stand on the page until they are mended."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

log = get_plugin_logger("shebao-guide")
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

    ``place`` puts the file of an address below the site's root into the site.
    """

    def __init__(self, server: LiveReloadServer, place: Callable[[str], None]) -> None:
        self.server = server
        self.place = place
        self.mistakes = ""
        self._build = server.builder
        server.builder = self.rebuild
        server.set_app(self)

    def rebuild(self) -> None:
        """Build again; what is wrong is kept for the pages."""
        try:
            self._build()
            self.mistakes = ""
        except (Exception, SystemExit) as error:
            self.mistakes = str(error.__context__ or error)  # MkDocs wraps what a build ends with
            log.error("%s", self.mistakes)

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

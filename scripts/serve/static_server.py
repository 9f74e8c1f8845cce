"""Serve a built site the way a good static host does: right types, compressed copies, the site's security headers.

Used by the browser tests, the benchmark and the kiosk. Loopback only, GET and HEAD only, no directory listing,
standard library only. Nothing that is sent to it leads out of its directory, to another host, or into a traceback
(:mod:`scripts.tools.fuzz_server`), and nobody who sends nothing keeps others waiting.

    python -m scripts.serve.static_server site --port 8000

    with serve(Path("site")) as base:  # "http://127.0.0.1:40123"
        ...
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import Message
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, unquote_to_bytes, urlsplit

from scripts.serve.headers import OTHER_TYPE, TYPES, headers_of

# Best first: the copy that is offered when the browser accepts it and the build made it.
_COPIES = (("br", ".br"), ("gzip", ".gz"))
Policy = Callable[[str], Mapping[str, str]]  # headers by the address of a file
WAIT = 60.0  # seconds: to ask for something, from the first byte or the last answer to the end of the headers; to take a piece
_QUERY = "!$%&'()*+,-./:;=?@_~"  # what stays in a query as it is
LONGEST = 4096  # characters of a name: no system has longer ones, and each folder of it costs a look at the disk
CONNECTIONS = 256  # at once; a browser has six
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # what the name of a header may be (RFC 9110, 5.6.2)


class Handler(BaseHTTPRequestHandler):
    """Answers from one directory; what is not a file there is 404."""

    protocol_version = "HTTP/1.1"  # keep-alive, as every real host has it
    server_version = "static"
    sys_version = ""
    disable_nagle_algorithm = True
    timeout = WAIT
    server: _Server
    address: str  # what is asked for, without query
    query: str

    def __init__(self, *args: object, root: Path, policy: Policy, **kwargs: object) -> None:
        self.root = root
        self.policy = policy
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def handle_one_request(self) -> None:
        """Wait for a request, as long as the server lets anybody wait, and answer it."""
        self.server.waits(self.connection)
        super().handle_one_request()

    def parse_request(self) -> bool:
        """Read what is asked for; what makes no sense is answered here, and False."""
        try:
            if not super().parse_request():
                return False
        finally:
            self.server.waits_no_more(self.connection)
        try:
            parts = urlsplit(self.path)
        except ValueError:  # http://[/
            parts = None
        if parts is None or not _is_plain(self.headers):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        self.address, self.query = parts.path, parts.query
        lengths = {*self.headers.get_all("Content-Length", [])}
        if lengths - {"0"} or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is a body, which must not be read as the next request
        return True

    def finish(self) -> None:
        """Let go of the connection."""
        self.server.waits_no_more(self.connection)
        super().finish()

    def do_GET(self) -> None:
        """Send a file."""
        self.answer()

    def do_HEAD(self) -> None:
        """Send the headers of a file."""
        self.answer()

    def answer(self) -> None:
        """Send what the address names, the way there, or that there is nothing."""
        target = self._find(self.address)
        if target is not None and target.is_dir():
            if not self.address.endswith("/") and target != self.root:
                self._lead(target)
                return
            target /= "index.html"
        if target is not None and target.is_file() and self._file(target, HTTPStatus.OK):
            return
        missing = self.root / "404.html"
        if not self._file(missing, HTTPStatus.NOT_FOUND):
            self._head(HTTPStatus.NOT_FOUND, self.policy(self._address(missing)), 0)

    def _find(self, address: str) -> Path | None:
        """The path an address names, or None when it would leave the directory, or goes on behind a file as if it were a folder."""
        try:
            name = unquote_to_bytes(address.encode("latin-1")).decode()  # bytes as they were sent, percent signs or not
            if len(name) > LONGEST:
                return None
            target = (self.root / name.lstrip("/")).resolve()
            target.stat()
        except (
            ValueError,
            OSError,
            RuntimeError,
        ):  # a NUL byte, bytes that are no UTF-8, a name too long, a ring of links
            return None
        is_there = target.is_dir() or name.rpartition("/")[2] not in {"", ".", ".."}
        return target if is_there and target.is_relative_to(self.root) else None

    def _lead(self, folder: Path) -> None:
        """Send to a folder's address with its slash: made from the folder, not from what was asked, so that it is of this host."""
        goal = quote(self._address(folder)) + "/" + (f"?{quote(self.query, _QUERY, 'latin-1')}" if self.query else "")
        self._head(HTTPStatus.MOVED_PERMANENTLY, {**self.policy(self._address(folder)), "Location": goal}, 0)

    def _file(self, path: Path, status: HTTPStatus) -> bool:
        """Send a file; False, and nothing sent, when it cannot be opened."""
        copy, encoding = self._choose(path)
        try:
            body = copy.open("rb")
        except OSError:  # no right to read it, or taken away just now
            return False
        with body:
            stat = os.fstat(body.fileno())
            tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}{"-" + encoding if encoding else ""}"'
            headers = {
                **self.policy(self._address(path)),
                "Content-Type": TYPES.get(path.suffix, OTHER_TYPE),
                "ETag": tag,
                "Vary": "Accept-Encoding",
            }
            if encoding:
                headers["Content-Encoding"] = encoding
            if status is HTTPStatus.OK and tag in self.headers.get("If-None-Match", ""):
                self._head(HTTPStatus.NOT_MODIFIED, headers, 0)
                return True
            self._head(status, headers, stat.st_size)
            if self.command != "HEAD":
                self.send_body(body)
        return True

    def _address(self, path: Path) -> str:
        return f"/{path.relative_to(self.root).as_posix()}"

    def send_body(self, body: BinaryIO) -> None:
        """Copy a file to the browser."""
        shutil.copyfileobj(body, self.wfile, 1 << 16)

    def _choose(self, path: Path) -> tuple[Path, str]:
        accepted = {}
        for part in self.headers.get("Accept-Encoding", "").split(","):
            name, _, quality = part.partition(";")
            accepted[name.strip().lower()] = quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
        for encoding, suffix in _COPIES:
            copy = path.with_name(path.name + suffix)
            if accepted.get(encoding, False) and copy.is_file():
                return copy, encoding
        return path, ""

    def _head(self, status: HTTPStatus, headers: Mapping[str, str], length: int) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse, with no word of what was sent."""
        self.request_version = self.protocol_version  # not that of the oldest browsers, who know no headers
        self._head(HTTPStatus(code), {**self.policy("/"), "Connection": "close"}, 0)

    def log_message(self, format: str, *args: object) -> None:
        """No log: addresses are nobody's business."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *args: Any) -> None:
        self._guard = threading.Lock()
        self._open: dict[socket.socket, None] = {}  # oldest first
        self._waiting: dict[socket.socket, float] = {}  # who has not asked to the end, and since when
        super().__init__(*args)

    def waits(self, connection: socket.socket) -> None:
        """Note that somebody may ask now."""
        with self._guard:
            self._waiting[connection] = time.monotonic()

    def waits_no_more(self, connection: socket.socket) -> None:
        """Note that somebody has asked, or gone."""
        with self._guard:
            self._waiting.pop(connection, None)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take a connection; when there are too many, in place of the one that has not asked for longest, or else of the oldest."""
        longest = None
        with self._guard:
            if len(self._open) >= CONNECTIONS:
                longest = min(self._waiting or self._open, key=lambda each: self._waiting.get(each, 0.0))
                self._waiting.pop(longest, None)
                self._open.pop(longest, None)
            self._open[request] = None
        if longest:
            _hang_up(longest)
        super().process_request(request, client_address)

    def close_request(self, request: Any) -> None:
        """Close a connection."""
        with self._guard:
            self._open.pop(request, None)
        super().close_request(request)

    def service_actions(self) -> None:
        """Hang up on whoever takes too long to ask; the limit of a socket alone begins anew with every byte."""
        begun = time.monotonic() - WAIT
        with self._guard:
            late = [connection for connection, since in self._waiting.items() if since < begun]
        for connection in late:
            _hang_up(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        # A browser that closes a tab in the middle of a download is no error of ours.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _is_plain(headers: Message) -> bool:
    """Whether all who read these headers read the same: where one sees a body and another none, it is the next request to one."""
    return (
        not headers.defects
        and not headers.get_payload()  # a line without a colon ends what is read as headers
        and len(headers.get_all("Host", [])) <= 1
        # none is folded over two lines
        and all(_TOKEN.fullmatch(name) and not {"\r", "\n"}.intersection(value) for name, value in headers.items())
    )


def _hang_up(connection: socket.socket) -> None:
    """End a connection whose thread waits for it, which then closes it."""
    with suppress(OSError):  # closed just now
        connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serve(
    directory: Path,
    port: int = 0,
    *,
    policy: Policy = headers_of,
    handler: type[Handler] = Handler,
) -> Iterator[str]:
    """Serve a directory on 127.0.0.1 while the block runs, and give its base URL (no slash at the end).

    `port` 0 takes a free one. `policy` gives the headers of a file. Raises OSError when the port is taken.
    """
    server = _Server(("127.0.0.1", port), partial(handler, root=directory.resolve(), policy=policy))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve a built site on 127.0.0.1")
    parser.add_argument("directory", type=Path, nargs="?", default=Path("site"))
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    if not (options.directory / "index.html").is_file():
        parser.error(f"{options.directory} holds no index.html: run `make build` first")
    with serve(options.directory, options.port) as base:
        print(base, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()

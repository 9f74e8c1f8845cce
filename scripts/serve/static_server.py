"""Serve a built site the way a good static host does: right types, compressed copies, the site's security headers.

Used by the browser tests, the benchmark and the kiosk. Loopback only, GET and HEAD only, no directory listing,
standard library only.

    python -m scripts.serve.static_server site --port 8000

    with serve(Path("site")) as base:  # "http://127.0.0.1:40123"
        ...
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from scripts.serve.headers import OTHER_TYPE, TYPES, headers_of

# Best first: the copy that is offered when the browser accepts it and the build made it.
_COPIES = (("br", ".br"), ("gzip", ".gz"))
Policy = Callable[[str], Mapping[str, str]]  # headers by the address of a file


class Handler(BaseHTTPRequestHandler):
    """Answers from one directory; what is not a file there is 404."""

    protocol_version = "HTTP/1.1"  # keep-alive, as every real host has it
    server_version = "static"
    sys_version = ""
    disable_nagle_algorithm = True

    def __init__(self, *args: object, root: Path, policy: Policy, **kwargs: object) -> None:
        self.root = root
        self.policy = policy
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file."""
        self._answer()

    def do_HEAD(self) -> None:
        """Send the headers of a file."""
        self._answer()

    def _answer(self) -> None:
        address = urlsplit(self.path).path
        target = self._find(address)
        if target is not None and target.is_dir():
            if not address.endswith("/"):
                goal = {"Location": "/" + address.strip("/") + "/"}
                self._head(HTTPStatus.MOVED_PERMANENTLY, {**self.policy(self._address(target)), **goal}, 0)
                return
            target /= "index.html"
        if target is None or not target.is_file():
            missing = self.root / "404.html"
            if missing.is_file():
                self._file(missing, HTTPStatus.NOT_FOUND)
            else:
                self._head(HTTPStatus.NOT_FOUND, self.policy(self._address(missing)), 0)
            return
        self._file(target, HTTPStatus.OK)

    def _find(self, address: str) -> Path | None:
        """The path an address names, or None when it would leave the directory."""
        try:
            target = (self.root / unquote(address, errors="strict").lstrip("/")).resolve()
        except (ValueError, OSError):  # a NUL byte, bytes that are no UTF-8, a name too long
            return None
        return target if target.is_relative_to(self.root) else None

    def _file(self, path: Path, status: HTTPStatus) -> None:
        copy, encoding = self._choose(path)
        with copy.open("rb") as body:
            stat = copy.stat()
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
                return
            self._head(status, headers, stat.st_size)
            if self.command != "HEAD":
                self.send_body(body)

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

    def log_message(self, format: str, *args: object) -> None:
        """No log: addresses are nobody's business."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        # A browser that closes a tab in the middle of a download is no error of ours.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


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

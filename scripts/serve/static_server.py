"""Serve a built site the way a good static host does: right types, compressed copies, the site's security headers.

Used by the browser tests, the benchmark and the kiosk. Loopback only, GET and HEAD only, no directory listing,
standard library only.

    python -m scripts.serve.static_server site --port 8000

    with serve(Path("site")) as base:  # "http://127.0.0.1:40123"
        ...
"""

from __future__ import annotations

import argparse
import mimetypes
import re
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

# What a page may do; the pages carry it themselves too, for hosts that send no headers.
PAGE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "object-src 'none'",
    ]
)
CONTENT_SECURITY_POLICY = f"{PAGE_POLICY}; frame-ancestors 'none'"  # the last is heeded in a header only

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# Best first: the copy that is offered when the browser accepts it and the build made it.
_COPIES = (("br", ".br"), ("gzip", ".gz"))
FOR_EVER = "public, max-age=31536000, immutable"
_HASHED = re.compile(r"\.[0-9a-f]{8,64}\.")
# Said here because the tables of operating systems differ, and a wrong type for WebAssembly stops the runtime.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
}


def content_type(path: Path) -> str:
    """MIME type of a file, by the end of its name."""
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


class Handler(BaseHTTPRequestHandler):
    """Answers from one directory; what is not a file there is 404."""

    protocol_version = "HTTP/1.1"  # keep-alive, as every real host has it
    server_version = "static"
    sys_version = ""
    disable_nagle_algorithm = True

    def __init__(self, *args: object, root: Path, headers: Mapping[str, str], **kwargs: object) -> None:
        self.root = root
        self.extra_headers = headers
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
                self._empty(HTTPStatus.MOVED_PERMANENTLY, {"Location": "/" + address.strip("/") + "/"})
                return
            target /= "index.html"
        if target is None or not target.is_file():
            missing = self.root / "404.html"
            if missing.is_file():
                self._file(missing, HTTPStatus.NOT_FOUND)
            else:
                self._empty(HTTPStatus.NOT_FOUND, {})
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
                "Content-Type": content_type(path),
                "Cache-Control": FOR_EVER if self.never_changes(path) else "no-cache",
                "ETag": tag,
                "Vary": "Accept-Encoding",
            }
            if encoding:
                headers["Content-Encoding"] = encoding
            if status is HTTPStatus.OK and tag in self.headers.get("If-None-Match", ""):
                self._empty(HTTPStatus.NOT_MODIFIED, headers)
                return
            self._head(status, headers, stat.st_size)
            if self.command != "HEAD":
                self.send_body(body)

    def never_changes(self, path: Path) -> bool:
        """Whether browsers may keep a file without asking again: its name carries a hash of its content."""
        return bool(_HASHED.search(path.name))

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

    def _empty(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self._head(status, headers, 0)

    def _head(self, status: HTTPStatus, headers: Mapping[str, str], length: int) -> None:
        self.send_response(status)
        for name, value in {**self.extra_headers, **headers}.items():
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
    headers: Mapping[str, str] = SECURITY_HEADERS,
    handler: type[Handler] = Handler,
) -> Iterator[str]:
    """Serve a directory on 127.0.0.1 while the block runs, and give its base URL (no slash at the end).

    `port` 0 takes a free one. `headers` go with every answer. Raises OSError when the port is taken.
    """
    server = _Server(("127.0.0.1", port), partial(handler, root=directory.resolve(), headers=headers))
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

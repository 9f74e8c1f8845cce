"""Send the static server what no browser sends: nothing may lead out of its directory, to another host, or into a traceback.

    python -m scripts.tools.fuzz_server --requests 10000 --seed 1

Requests go over raw sockets, each built of parts that were trouble somewhere, then changed, cut or swollen at random. The same
seed, the same requests.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import re
import socket
import sys
import tempfile
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

from scripts.serve.static_server import Handler, serve

SECRET = b"outside of the site"
METHODS = [*rb"GET GET GET HEAD POST OPTIONS CONNECT get <b>".split(), b"GET\0", b"\xff", b""]
STARTS = [*rb"/ / // /\ ///evil.example/ /\evil.example/ http://evil.example/ http://[/ * ? #".split(), b""]
PARTS = [
    *b"guides guides/ index.html index.html/ secret.txt link.txt ring kiosk-status.json".split(),
    *rb"../ ..%2f %2e%2e/ ..\ ..%5c %c0%ae%c0%ae/ ....// %00 %ff %ED%A0%80 % %zz".split(),
    *b"%0d%0aSet-Cookie:%20x=1 ?x=1&y=%0d%0a #main ;".split(),
    *(b"a" * 256, b"%e4%b8%ad" * 90, b"a/" * 2100, b"\xe4\xb8\xad", b"\t"),
]
VERSIONS = [b" HTTP/" + name for name in (*(b"1.1",) * 6, b"1.0", b"0.9", b"2.0", b"1.\xb2", b"9" * 20, b"")] + [
    b" x y",
    b"",
]
HEADERS = [
    *(
        b"Host: x",
        b"Host: evil.example",
        b"Connection: keep-alive",
        b"Connection: close",
        b"Accept-Encoding: br;q=0.0001, gzip;q=x",
    ),
    *(
        b"Content-Length: 9",
        b"Content-Length: -5",
        b"Content-Length: x",
        b"Transfer-Encoding: chunked",
        b"Content-Length : 9",
        b"Expect: 100-continue",
    ),
    *(
        b'If-None-Match: *, W/"\xff"',
        b"Range: bytes=5-1",
        b": empty",
        b" folded",
        b"no colon",
        b"X:\0",
        b"\xff\xfe: \xff",
    ),
    *(b"X: " + b"a" * 70_000, b"\r\n".join(b"X%d: a" % number for number in range(120))),
]
ENDS = [*(b"\r\n\r\n",) * 8, b"\n\n", b"\r\n", b"", b"\r\n\r\nGET /secret.txt HTTP/1.1\r\n\r\n"]
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
_ELSEWHERE = re.compile(rb"^location: (?!/(?![/\\]))", re.IGNORECASE | re.MULTILINE)  # no path on this host
_FORGED = re.compile(rb"^(?:set-cookie|x):", re.IGNORECASE | re.MULTILINE)
ANSWERS = {200, 301, 304, 400, 404, 414, 431, 501, 503, 505}  # 503: what a kiosk without content says


def requests(count: int, seed: int) -> Iterator[bytes]:
    """Requests, most of them wrong."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(count):
        path = chance.choice(STARTS) + b"".join(chance.choices(PARTS, k=chance.randrange(4)))
        headers = b"".join(b"\r\n" + header for header in chance.choices(HEADERS, k=chance.choice((0, 1, 1, 2, 4))))
        raw = bytearray(chance.choice(METHODS) + b" " + path + chance.choice(VERSIONS) + headers + chance.choice(ENDS))
        for _ in range(chance.choice((0, 0, 0, 1, 3)) if raw else 0):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        yield bytes(raw)


def ask(port: int, request: bytes) -> bytes:
    """All that comes back to a request after which nothing more is sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        answer = bytearray()
        with contextlib.suppress(OSError):  # refused before it was read to the end
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            while piece := connection.recv(1 << 16):
                answer += piece
    return bytes(answer)


def fault(answer: bytes) -> str:
    """What is wrong with an answer, or nothing."""
    if SECRET in answer:
        return "a file from outside the site"
    status = _STATUS.match(answer)
    if status and int(status[1]) != HTTPStatus.CONTINUE and int(status[1]) not in ANSWERS:
        return f"status {status[1].decode()}"
    head = answer.partition(b"\r\n\r\n")[0] if status else b""
    if _ELSEWHERE.search(head):
        return "leads to another host"
    return "a header that the request made" if _FORGED.search(head) else ""


def make_site(folder: Path) -> Path:
    """A small site with a file beside it that must not be had, and links out of it and in a ring."""
    site = folder / "site"
    (site / "guides").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "guides/index.html").write_text("guides")
    (folder / "secret.txt").write_bytes(SECRET)
    (site / "link.txt").symlink_to(folder / "secret.txt")
    (site / "ring").symlink_to("ring")
    return site


def fuzz(count: int, seed: int, handler: type[Handler] = Handler) -> list[str]:
    """Send `count` requests, and give what went wrong: every fault with its request, every traceback, a server gone silent."""
    said = io.StringIO()
    faults = []
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.redirect_stderr(said),
        serve(make_site(Path(folder)), handler=handler) as base,
    ):
        port = int(base.rpartition(":")[2])
        sound = ask(port, b"GET / HTTP/1.0\r\n\r\n").partition(b"\r\n")[0]
        for request in requests(count, seed):
            if found := fault(ask(port, request)):
                faults.append(f"{found}: {request[:200]!r}")
        if ask(port, b"GET / HTTP/1.0\r\n\r\n").partition(b"\r\n")[0] != sound:
            faults.append("does not answer as before")
    if said.getvalue():
        faults.append(said.getvalue())
    return faults


def main() -> int:
    """Fuzz; 1 when something went wrong."""
    parser = argparse.ArgumentParser(description="Send the static server what no browser sends")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    faults = fuzz(options.requests, options.seed)
    print(f"{options.requests:,} requests, {len(faults)} faults", *faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""The static server: types, compressed copies, caching, and what it refuses."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.program import launcher
from scripts.serve import static_server
from scripts.serve.headers import CONTENT_SECURITY_POLICY
from scripts.serve.static_server import serve
from scripts.tools.fuzz_server import ask as send
from scripts.tools.fuzz_server import fuzz
from tests.every import every


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str]:
    site = tmp_path / "site"
    (site / "guides").mkdir(parents=True)
    (site / "empty").mkdir()
    (site / "index.html").write_text("<p>首页</p>", encoding="utf-8")
    (site / "guides" / "index.html").write_text("guides", encoding="utf-8")
    (site / "app.mjs").write_text("export {}")
    (site / "code.0123abcd4567.wasm").write_bytes(b"\0asm")
    for suffix in ("", ".br", ".gz"):
        (site / f"data.json{suffix}").write_text(f"copy {suffix}")
    (tmp_path / "secret.txt").write_text("outside")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    with serve(site) as base:
        yield base


def ask(base: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=10)
    connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/guides/", "text/html; charset=utf-8"),
        ("/app.mjs", "text/javascript; charset=utf-8"),
        ("/code.0123abcd4567.wasm", "application/wasm"),
        ("/data.json?v=1#x", "application/json"),
    ],
)
def test_each_file_has_its_type_and_the_security_headers(base: str, path: str, kind: str) -> None:
    status, headers, body = ask(base, path)
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert int(headers["content-length"]) == len(body)


@pytest.mark.parametrize(
    ("accept", "encoding", "body"),
    [
        ("gzip, deflate, br", "br", b"copy .br"),
        ("gzip", "gzip", b"copy .gz"),
        ("br;q=0, gzip;q=0.5", "gzip", b"copy .gz"),
        ("identity", None, b"copy "),
    ],
)
def test_the_best_accepted_copy_is_sent(base: str, accept: str, encoding: str | None, body: bytes) -> None:
    status, headers, got = ask(base, "/data.json", Accept_Encoding=accept)
    assert (status, headers.get("content-encoding"), got) == (200, encoding, body)
    assert headers["vary"] == "Accept-Encoding"
    assert headers["content-type"] == "application/json"


def test_only_names_with_a_hash_are_kept_for_ever_and_the_rest_is_asked_again(base: str) -> None:
    assert "immutable" in ask(base, "/code.0123abcd4567.wasm")[1]["cache-control"]
    _, headers, _ = ask(base, "/app.mjs")
    assert headers["cache-control"] == "no-cache"
    status, again, body = ask(base, "/app.mjs", If_None_Match=headers["etag"])
    assert (status, body, again["etag"]) == (304, b"", headers["etag"])


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/nothing",
            "/empty/",
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/link.txt",
            "/%00",
            "/%ff",
        ),
        *("/" + "a" * 256, "/" + "a/" * 2100, "/" + "%e4%b8%ad" * 90),
        *("/index.html/", "/index.html%2f", "/index.html/.", "/" + "guides/../" * 500),
    ],
)
def test_what_is_no_file_of_the_site_is_not_found(base: str, path: str) -> None:
    status, _, body = ask(base, path)
    assert (status, body) == (404, b"")


def test_a_folder_without_its_slash_leads_to_the_folder_on_this_host(base: str) -> None:
    status, headers, _ = ask(base, "/guides")
    assert (status, headers["location"]) == (301, "/guides/")
    assert ask(base, "//guides")[1]["location"] == "/guides/"
    assert ask(base, "/guides?region=wuhan&page=%E4%B8%80")[1]["location"] == "/guides/?region=wuhan&page=%E4%B8%80"
    for address in ("/\\evil.example/..%2fguides", "///evil.example/..%2fguides", "http://evil.example/guides"):
        assert ask(base, address)[1]["location"] == "/guides/", address
    assert ask(base, "?x=1")[0] == 200  # the root needs no way to itself
    assert b"Location: /guides/?%E4%B8%80\r\n" in send(port_of(base), "GET /guides?一 HTTP/1.1\r\n\r\n".encode())


def test_head_has_the_headers_alone_and_other_methods_are_refused(base: str) -> None:
    status, headers, body = ask(base, "/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 0
    assert [ask(base, "/", method)[0] for method in ("POST", "PUT", "DELETE", "OPTIONS")] == [501] * 4


def port_of(base: str) -> int:
    return int(base.rsplit(":", 1)[1])


@every(
    "line, status",
    [
        (b"GET http://[/ HTTP/1.1", b"400"),
        (b"GET /a b HTTP/1.1", b"400"),
        (b"GET / HTTP/1.\xb2", b"400"),
        (b"GET / HTTP/2.0", b"505"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1", b"414"),
        (b"<b> / HTTP/1.1", b"501"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_and_not_repeated(base: str, line: bytes, status: bytes) -> None:
    answer = send(port_of(base), line + b"\r\nHost: x\r\n\r\n")
    assert answer.split(b" ")[1] == status
    assert answer.endswith(b"\r\n\r\n"), "nothing of what was sent comes back"
    assert b"Content-Security-Policy: " in answer


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Content-Length: 28", b"200"),
        (b"Transfer-Encoding: chunked", b"200"),
        (b"Content-Length: 0\r\nContent-Length: 28", b"200"),
        (b"Content-Length : 28", b"400"),  # from here on one reader sees a body, and another none
        (b"Transfer-Encoding\x0b: chunked", b"400"),
        (b"X: y\r\n Content-Length: 28", b"400"),
        (b" Content-Length: 28", b"400"),
        (b"no colon\r\nContent-Length: 28", b"400"),
        (b"\xa0Content-Length: 28", b"400"),
        (b"Host: x\r\nHost: evil.example", b"400"),
    ],
)
def test_a_body_is_not_read_as_the_next_request(base: str, headers: bytes, status: bytes) -> None:
    request = b"GET / HTTP/1.1\r\n" + headers + b"\r\n\r\nGET /nothing HTTP/1.1\r\n\r\n"
    answer = send(port_of(base), request)
    assert (answer.count(b"HTTP/1.1 "), answer.split(b" ")[1]) == (1, status)


def test_who_sends_nothing_or_too_slowly_is_cut_off_and_keeps_nobody_waiting(
    base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static_server, "CONNECTIONS", 20)
    monkeypatch.setattr(static_server, "WAIT", 1.0)
    half = [socket.create_connection(("127.0.0.1", port_of(base)), timeout=10) for _ in range(40)]
    for connection in half[20:]:
        connection.sendall(b"GET / HTTP/1.1\r\nHost:")
    assert ask(base, "/")[0] == 200
    assert half[0].recv(1) == b"", "who has waited longest makes room"
    slow, begun = half[-1], time.monotonic()
    with pytest.raises(ConnectionError):
        while time.monotonic() < begun + 10:  # a byte now and then does not keep the place
            slow.sendall(b"x")
            time.sleep(0.05)
    for connection in half:
        connection.close()


def test_who_asks_and_does_not_take_the_answer_keeps_nobody_waiting(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static_server, "CONNECTIONS", 5)
    (tmp_path / "site/large.bin").write_bytes(bytes(1 << 23))
    idle = []
    for _ in range(8):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", port_of(base)))
        connection.sendall(b"GET /large.bin HTTP/1.1\r\n\r\n")
        connection.recv(1)  # the answer has begun
        idle.append(connection)
    assert ask(base, "/")[0] == 200
    for connection in idle:
        connection.close()


@pytest.mark.parametrize(
    "handler", [static_server.Handler, launcher.handler(None, None)], ids=["site", "kiosk without content"]
)
def test_nothing_that_is_sent_leads_into_a_traceback(handler: type[static_server.Handler]) -> None:
    assert fuzz(1000, seed=20261130, handler=handler) == []


def test_the_fuzz_sees_what_it_looks_for() -> None:
    class Careless(static_server.Handler):
        def answer(self) -> None:
            if "guides" in self.address:
                self.root, self.address = self.root.parent, "/secret.txt"
            if "index" in self.address:
                self._head(static_server.HTTPStatus.MOVED_PERMANENTLY, {"Location": "//evil.example"}, 0)
            if "ring" in self.address:
                raise ValueError("a traceback")
            if "main" in self.path:
                self._head(static_server.HTTPStatus.PARTIAL_CONTENT, {}, 0)
            super().answer()

    said = "\n".join(fuzz(300, seed=1, handler=Careless))
    assert all(each in said for each in ("a file from outside", "another host", "a traceback", "status 206"))


def test_the_sites_own_page_says_what_is_missing(base: str, tmp_path: Path) -> None:
    (tmp_path / "site" / "404.html").write_text("nothing here", encoding="utf-8")
    status, headers, body = ask(base, "/nothing")
    assert (status, body, headers["content-type"]) == (404, b"nothing here", "text/html; charset=utf-8")


def test_only_this_machine_can_connect(base: str) -> None:
    with pytest.raises(ConnectionRefusedError):  # a server open to all interfaces would answer here
        socket.create_connection(("127.0.0.2", port_of(base)), timeout=5).close()

"""Hosts of the built site: nginx and Caddy as docs/dev/tasks/publish.md says, and those that read `_headers`."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import brotli
import pytest

from scripts.outputs import hosting
from scripts.serve.headers import headers_of
from scripts.serve.static_server import serve
from tests.support import ROOT

PAGE = (ROOT / "docs/dev/tasks/publish.md").read_text(encoding="utf-8")
BROTLI = "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;\n"
AROUND = """daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
"""
SERVERS = ["nginx", "nginx without brotli", "caddy", "ours"]


def sample(mark: str, site: Path, port: int) -> str:
    """A sample of the page, for a built site and a free port."""
    found = re.search(rf"```{mark}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    text = found[1].replace("/srv/shebao-guide/site", str(site))
    return text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace(":80 {", f"http://127.0.0.1:{port} {{")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, f"{name} is missing: run scripts/tools/system.sh"
    return found


@pytest.fixture(params=SERVERS, scope="module")
def server(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int]]:
    """A server of the built site: its name and its port."""
    if request.param == "ours":
        with serve(site) as base:
            yield "ours", int(base.rpartition(":")[2])
        return
    folder = tmp_path_factory.mktemp("server")
    port = free_port()
    if request.param == "caddy":
        config = folder / "Caddyfile"
        config.write_text("{\n    admin off\n}\n" + sample("caddyfile", site, port), encoding="utf-8")
        command = [program("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]
    else:
        text = sample("nginx", site, port)
        if request.param == "nginx":
            text = f"{BROTLI}{AROUND}{text}}}"
        else:
            text = f"{AROUND}{re.sub('.*brotli_static on.*', '', text)}}}"
        config = folder / "nginx.conf"
        config.write_text(text, encoding="utf-8")
        command = [program("nginx"), "-p", str(folder), "-c", str(config), "-e", "stderr"]
    home = {**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with (folder / "log").open("w") as log, subprocess.Popen(command, cwd=folder, env=home, stderr=log) as process:
        try:
            wait(port, process, folder / "log")
            yield request.param, port
        finally:
            process.terminate()


def wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"no answer: {log.read_text()}")


def ask(port: int, address: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; a header that comes twice fails."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as host:
        host.request(method, address, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = host.getresponse()
        body = answer.read()
    names = [name.lower() for name, _ in answer.getheaders()]
    assert len(names) == len(set(names)), answer.getheaders()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def only(site: Path, pattern: str) -> str:
    """The address of the one file of a kind whose name carries a hash."""
    (path,) = site.glob(pattern)
    return f"/{path.relative_to(site).as_posix()}"


def kinds(site: Path) -> list[tuple[str, str]]:
    """One address of each kind, with its type."""
    return [
        ("/", "text/html; charset=utf-8"),
        ("/zh-Hant/guides/guannan/transfer-in/", "text/html; charset=utf-8"),
        ("/embed/national/retirement-month/", "text/html; charset=utf-8"),
        ("/zh-Hant/embed/national/retirement-month/", "text/html; charset=utf-8"),
        ("/embed/embed.js", "text/javascript; charset=utf-8"),
        ("/assets/javascripts/site.mjs?0123abcd", "text/javascript; charset=utf-8"),
        ("/assets/stylesheets/guide.css", "text/css; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/api/v1/procedures.json", "application/json"),
        ("/assets/python/pyodide-lock.json", "application/json"),
        ("/assets/python/manifest.json", "application/json"),
        ("/assets/images/icon.svg", "image/svg+xml"),
        ("/assets/images/icon-192.png", "image/png"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "text/xml; charset=utf-8"),
        (only(site, "assets/python/pyodide.asm.*.wasm"), "application/wasm"),
        (only(site, "assets/python/worker.*.js"), "text/javascript; charset=utf-8"),
        (only(site, "assets/python/snapshot.*.bin"), "application/octet-stream"),
        (only(site, "assets/python/library.*.zip"), "application/zip"),
        (only(site, "assets/python/shebao_guide-*.whl"), "application/octet-stream"),
    ]


def test_every_kind_of_file_has_its_type_and_headers(server: tuple[str, int], site: Path) -> None:
    for address, kind in kinds(site):
        status, headers, body = ask(server[1], address)
        file = address.partition("?")[0] + ("index.html" if address.endswith("/") else "")
        assert (status, headers["content-type"]) == (200, kind), address
        assert body == (site / file[1:]).read_bytes(), address
        expected = {name.lower(): value for name, value in headers_of(file).items()}
        assert {name: headers.get(name) for name in expected} == expected, address
        framable = "/embed/" in address
        assert headers["content-security-policy"].endswith(
            f"frame-ancestors {'*' if framable else chr(39) + 'none' + chr(39)}"
        )
        public = address.startswith("/api/v1/") or address.endswith((".whl", "/pyodide-lock.json"))
        assert headers.get("access-control-allow-origin") == ("*" if public else None), address
        assert headers["cross-origin-resource-policy"] == ("cross-origin" if public or framable else "same-origin")
        hashed = re.search(r"\.[0-9a-f]{12}\.", address)
        assert headers["cache-control"] == ("public, max-age=31536000, immutable" if hashed else "no-cache"), address
        assert headers["x-content-type-options"] == "nosniff"


def test_the_copies_of_the_build_are_sent(server: tuple[str, int], site: Path) -> None:
    name, port = server
    wasm = only(site, "assets/python/pyodide.asm.*.wasm")
    for address, file in (("/", "index.html"), (wasm, wasm[1:])):
        for accepted, suffix in (("gzip, deflate, br, zstd", ".br"), ("gzip", ".gz"), ("identity", "")):
            suffix = ".gz" if suffix == ".br" and name == "nginx without brotli" else suffix
            status, headers, body = ask(port, address, Accept_Encoding=accepted)
            assert status == 200
            assert headers.get("content-encoding") == {".br": "br", ".gz": "gzip", "": None}[suffix], (
                address,
                accepted,
            )
            assert body == (site / f"{file}{suffix}").read_bytes()
            opened = {".br": brotli.decompress, ".gz": gzip.decompress, "": bytes}[suffix](body)
            assert opened == (site / file).read_bytes()
            assert not suffix or headers["vary"] == "Accept-Encoding"


def test_what_has_not_changed_is_not_sent_again(server: tuple[str, int]) -> None:
    for accepted in ("br", "gzip", "identity"):
        _, headers, _ = ask(server[1], "/about/", Accept_Encoding=accepted)
        status, again, body = ask(server[1], "/about/", Accept_Encoding=accepted, If_None_Match=headers["etag"])
        assert (status, body, again["etag"]) == (304, b"", headers["etag"])
        assert again["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "address", ["/nothing", "/guides/nothing/", "/embed/nothing/", "/api/v1/nothing.json", "/a.0123abcd4567.mjs"]
)
def test_what_is_not_there_is_404_with_the_sites_page_and_is_not_kept(
    server: tuple[str, int], site: Path, address: str
) -> None:
    for accepted in ("identity", "gzip"):
        status, headers, body = ask(server[1], address, Accept_Encoding=accepted)
        assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
        page = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
        assert page == (site / "404.html").read_bytes()
        assert headers["cache-control"] == "no-cache"
        assert headers["content-security-policy"].endswith("frame-ancestors 'none'")
        assert "access-control-allow-origin" not in headers


def test_a_folder_without_its_slash_leads_to_the_folder_on_this_host(server: tuple[str, int]) -> None:
    status, headers, _ = ask(server[1], "/guides/guannan")
    assert status in (301, 308)
    assert headers["location"].endswith("/guides/guannan/")
    assert re.match(r"/[^/]", headers["location"]), "whatever the host's name is"


def test_the_samples_are_made_from_the_list() -> None:
    assert hosting.sampled(PAGE) == PAGE, "run python -m scripts.outputs.hosting"
    assert hosting.nginx() in PAGE and hosting.caddy() in PAGE


def rules(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            found.append((line, []))
        else:
            name, _, value = line.strip().partition(": ")
            found[-1][1].append((name, value))
    return found


def test_the_headers_file_gives_each_file_its_headers_once_whatever_a_host_does_with_two(site: Path) -> None:
    text = (site / "_headers").read_text(encoding="utf-8")
    assert len(rules(text)) <= 100 and max(map(len, text.splitlines())) <= 2000  # what Cloudflare Pages reads
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix not in (".br", ".gz")]
    for path in files:
        if path == site / "_headers":
            continue
        file = f"/{path.relative_to(site).as_posix()}"
        address = file.removesuffix("index.html")
        given = [
            pair
            for rule, headers in rules(text)
            if address == rule or (rule.endswith("*") and address.startswith(rule[:-1]))
            for pair in headers
        ]
        assert sorted(given) == sorted(headers_of(file).items()), file

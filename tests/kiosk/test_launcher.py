"""The kiosk's program: what it serves when there is nothing to show, and what it says when something cannot be done."""

from __future__ import annotations

import ast
import http.client
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.program import launcher
from kiosk.program.releases import Found, Store
from scripts.serve.static_server import serve
from tests.support import ROOT

GUIDE = (ROOT / "kiosk/machine/安装说明.md").read_text(encoding="utf-8")


def ask(base: str, path: str, method: str = "GET") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_without_content_every_address_says_so_in_both_scripts_and_the_watchdog_hears_it(tmp_path: Path) -> None:
    """Also on a disk where nothing can be read or written, the heartbeat's neither."""
    heartbeat = tmp_path / "alive"
    for alive in (heartbeat, tmp_path / "no/folder"):
        with serve(tmp_path / "nothing", handler=launcher.handler(None, alive)) as base:
            for path in ("/", "/zh-Hant/", "/guides/x", "/../"):
                status, body = ask(base, path)
                assert status == 503
                assert "本机暂停使用" in body.decode() and "本機暫停使用" in body.decode()
            assert b'http-equiv="refresh"' in body, "looks again by itself"
            assert ask(base, "/", "HEAD") == (503, b"")
            assert ask(base, "/kiosk-status.json") == (200, b"{}")
    assert heartbeat.exists()


def test_a_shown_release_says_which_it_is(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home")
    with serve(tmp_path, handler=launcher.handler(Found(tmp_path, 1, damaged=2), None)) as base:
        assert ask(base, "/") == (200, b"home")
        assert ask(base, "/kiosk-status.json?x=1") == (200, b'{"version": 1, "damaged": 2}')


def test_a_site_is_opened_whatever_proxy_the_machine_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert not launcher.healthy(tmp_path)
    for name in ("index.html", "zh-Hant/index.html", "assets/python/manifest.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert launcher.healthy(tmp_path)


def test_whatever_cannot_be_done_is_one_sentence_in_chinese(
    store: Store,
    release: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def said(*command: str) -> str:
        monkeypatch.setattr("sys.argv", ["launcher", "--root", str(store.root), *command])
        assert launcher.main() == 1
        _, error = capsys.readouterr()
        assert error.count("\n") == 1, error
        return error.strip()

    assert said("rollback") == "没有可以换回的旧版本。"
    assert said("verify") == "没有可以显示的版本。"
    assert said("install", str(tmp_path / "nothing")) == "更新包里没有 manifest.json，或者太大，不安装。"
    store.install(release(1), lambda site: True)
    stick = release(2)
    assert said("install", str(stick)) == "版本 2 打不开，不安装。"  # three small files are no site
    (store.root / "state.json").write_bytes(b"\xff")
    assert said("verify") == "state.json 损坏，不知道该显示哪个版本。"
    store.rollback()
    (store.releases / "1/site/index.html").write_text("x")
    assert said("verify") == "没有可以显示的版本。"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert said("serve", "--port", port) == f"端口 {port} 用不了（别的程序占着）。"
    assert said("serve", "--port", "99999") == "端口 99999 用不了（没有这个号码）。"
    (store.root / "releases").rename(tmp_path / "elsewhere")
    (store.root / "releases").write_text("no folder")
    assert said("install", str(stick)).startswith("读写出错（")


def test_the_guide_says_what_to_do_about_every_message() -> None:
    """A message is found by its longest piece without a number or a name in it."""
    messages = [
        max((part.value for part in parts if isinstance(part, ast.Constant)), key=len)
        for path in (ROOT / "kiosk/program").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Refused"
        for parts in [call.args[0].values if isinstance(call.args[0], ast.JoinedStr) else [call.args[0]]]
    ]
    assert len(messages) > 15
    for message in [*messages, "本机暂停使用", "正在显示旧版本"]:
        assert str(message).strip(" ，。：（）") in GUIDE, message

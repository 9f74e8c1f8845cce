"""The kiosk's program 启动程序: serve the checked content on 127.0.0.1, install updates, roll back.

python3 -m kiosk.program.launcher --root /opt/shebao-kiosk serve
python3 -m kiosk.program.launcher --root /opt/shebao-kiosk install /media/usb/shebao-update
python3 -m kiosk.program.launcher --root /opt/shebao-kiosk rollback | verify
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from contextlib import suppress
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from kiosk.program.refused import Refused, reason
from kiosk.program.releases import Found, Store
from scripts.serve.static_server import Handler, serve

PORT = 8137
DAY = 24 * 60 * 60
# Both scripts stand here: no converter is on the machine. A test compares them. It asks again by itself, so that the watchdog
# hears it and mended content appears.
MAINTENANCE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta http-equiv="refresh" content="30">
<title>本机暂停使用 · 本機暫停使用</title>
<section><h1>本机暂停使用</h1><p>内容没有通过检查。请到人工窗口办理，并请工作人员通知管理员。</p></section>
<section lang="zh-Hant"><h1>本機暫停使用</h1><p>內容沒有通過檢查。請到人工窗口辦理，並請工作人員通知管理員。</p></section>"""


def handler(found: Found | None, heartbeat: Path | None) -> type[Handler]:
    """A handler that also tells pages what the person in charge should know, and notes that a page is alive.

    Without content every address is the page of a machine out of use, from memory: the disk may be full.
    """
    status = json.dumps({"version": found.version, "damaged": found.damaged} if found else {}).encode()

    class KioskHandler(Handler):
        def answer(self) -> None:
            """Send a file, or the state of the machine."""
            asked = self.address == "/kiosk-status.json"
            if heartbeat and (asked or not found):
                with suppress(OSError):  # a full disk: the watchdog starts the browser afresh, that is all
                    heartbeat.touch()
            if asked:
                self._say(HTTPStatus.OK, "application/json", status)
            elif found:
                super().answer()
            else:
                self._say(HTTPStatus.SERVICE_UNAVAILABLE, "text/html; charset=utf-8", MAINTENANCE.encode())

        def _say(self, code: HTTPStatus, kind: str, content: bytes) -> None:
            own = {"Content-Type": kind, "Cache-Control": "no-store"}
            self._head(code, {**self.policy(self.address), **own}, len(content))
            if self.command != "HEAD":
                self.send_body(io.BytesIO(content))

    return KioskHandler


def healthy(site: Path) -> bool:
    """Whether a site can be opened in both scripts and has what calculators need. Asks itself: whatever proxy is set up."""
    own = build_opener(ProxyHandler({}))
    try:
        with serve(site) as base:
            for address in ("/", "/zh-Hant/", "/assets/python/manifest.json"):
                with own.open(base + address, timeout=10) as answer:
                    if not answer.read():
                        return False
    except (OSError, HTTPException):
        return False
    return True


def run(store: Store, port: int, heartbeat: Path | None) -> int:
    """Serve until the daily check finds damage; the service manager then starts again, which shows the release before.

    :raises Refused: the port is taken.
    """
    found = store.find()
    site = found.site if found else store.releases  # of which nothing is sent without content
    try:
        with serve(site, port, handler=handler(found, heartbeat)) as base:
            print(base, found.version if found else "-", flush=True)
            while True:
                time.sleep(DAY)
                if store.find() != found:
                    return 1
    except OSError as error:
        raise Refused(f"端口 {port} 用不了（{reason(error)}）。") from None
    except OverflowError:
        raise Refused(f"端口 {port} 用不了（没有这个号码）。") from None


def main() -> int:
    """Run a command; a refusal is said in Chinese and leaves with 1."""
    parser = argparse.ArgumentParser(description="自助终端的启动程序")
    parser.add_argument("--root", type=Path, required=True, help="安装目录")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="在 127.0.0.1 上提供页面")
    serving.add_argument("--port", type=int, default=PORT)
    serving.add_argument("--heartbeat", type=Path, help="页面活着时更新这个文件的时间")
    commands.add_parser("install", help="安装更新包").add_argument("folder", type=Path)
    commands.add_parser("rollback", help="换回上一个版本")
    commands.add_parser("verify", help="逐个文件检查现在的版本")
    options = parser.parse_args()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console that knows no Chinese
    store = Store(options.root)
    try:
        if options.command == "serve":
            return run(store, options.port, options.heartbeat)
        if options.command == "install":
            print(f"已安装版本 {store.install(options.folder, healthy)}。重新启动服务后生效。")
        elif options.command == "rollback":
            print(f"已换回版本 {store.rollback()}。重新启动服务后生效。")
        else:
            found, state = store.find(), store.state
            if found is None and state.highest and state.current is None:
                raise Refused("state.json 损坏，不知道该显示哪个版本。")
            if found is None:
                raise Refused("没有可以显示的版本。")
            if found.damaged is not None:
                raise Refused(f"版本 {found.damaged} 损坏，正在显示旧版本 {found.version}。")
            print(f"版本 {found.version} 完好。")
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The kiosk's program 启动程序: serve the checked content on 127.0.0.1, install updates, roll back.

python3 -m kiosk.program.launcher --root /opt/shebao-kiosk serve
python3 -m kiosk.program.launcher --root /opt/shebao-kiosk install /media/usb/shebao-update
python3 -m kiosk.program.launcher --root /opt/shebao-kiosk rollback | verify
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from http import HTTPStatus
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from kiosk.program.releases import Found, Refused, Store
from scripts.serve.static_server import Handler, serve

PORT = 8137
DAY = 24 * 60 * 60
# Both scripts stand here: no converter is on the machine. A test compares them.
MAINTENANCE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>本机暂停使用 · 本機暫停使用</title>
<section><h1>本机暂停使用</h1><p>内容没有通过检查。请到人工窗口办理，并请工作人员通知管理员。</p></section>
<section lang="zh-Hant"><h1>本機暫停使用</h1><p>內容沒有通過檢查。請到人工窗口辦理，並請工作人員通知管理員。</p></section>"""


def handler(found: Found | None, heartbeat: Path | None) -> type[Handler]:
    """A handler that also tells pages what the person in charge should know, and notes that a page is alive."""
    status = json.dumps({"version": found.version, "damaged": found.damaged} if found else {}).encode()

    class KioskHandler(Handler):
        def do_GET(self) -> None:
            """Send a file, or the state of the machine."""
            if urlsplit(self.path).path != "/kiosk-status.json":
                super().do_GET()
                return
            if heartbeat:
                heartbeat.touch()
            self.send_response(HTTPStatus.OK)
            own = {
                "Content-Type": "application/json",
                "Cache-Control": "no-store",
                "Content-Length": str(len(status)),
            }
            for name, value in {**self.policy(self.path), **own}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(status)

    return KioskHandler


def healthy(site: Path) -> bool:
    """Whether a site can be opened in both scripts and has what calculators need."""
    with serve(site) as base:
        try:
            for address in ("/", "/zh-Hant/", "/assets/python/manifest.json"):
                with urlopen(base + address, timeout=10) as answer:  # noqa: S310  # our own server
                    if not answer.read():
                        return False
        except (URLError, OSError):
            return False
    return True


def run(store: Store, port: int, heartbeat: Path | None) -> int:
    """Serve until the daily check finds damage; the service manager then starts again, which shows the release before."""
    found = store.find()
    with tempfile.TemporaryDirectory() as empty:
        site = found.site if found else Path(empty)
        if not found:
            (site / "404.html").write_text(MAINTENANCE, encoding="utf-8")  # for every address
        with serve(site, port, handler=handler(found, heartbeat)) as base:
            print(base, found.version if found else "-", flush=True)
            while True:
                time.sleep(DAY)
                if store.find() != found:
                    return 1


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
    store = Store(options.root)
    try:
        if options.command == "serve":
            return run(store, options.port, options.heartbeat)
        if options.command == "install":
            print(f"已安装版本 {store.install(options.folder, healthy)}。重新启动服务后生效。")
        elif options.command == "rollback":
            print(f"已换回版本 {store.rollback()}。重新启动服务后生效。")
        else:
            found = store.find()
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

"""What has to be uploaded 要上传的文件: the files of a finished site that differ from what was published last.

    python -m scripts.outputs.publishing site dist --before published.sha256

Writes `upload.txt` and `delete.txt`, a path a line, and `files.sha256`, the list of the whole site as `sha256sum --check` reads
it: kept beside what was published, it is the next time's `--before`.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from scripts.serve.headers import FOR_EVER, headers_of

LIST = "files.sha256"
LAST = ("sw.js", "_headers")  # of the service worker: browsers that see it ask for all that it lists
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def listed(site: Path) -> dict[str, str]:
    """The hash of each file of a site, by its path."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def read(text: str) -> dict[str, str]:
    """A list that was written before.

    :raises ValueError: with the first line that is none.
    """
    found = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if not match:
            raise ValueError(f"不是文件清单（每行应是哈希、两个空格、路径）：{line[:80]}")
        found[match[2]] = match[1]
    return found


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """What to upload, in this order, and what to delete after it.

    First what no page that stands there asks for yet: files with a hash in their name, then other assets. Then pages. Then what
    tells browsers that there is something new. So nobody meets a page whose parts are not there.
    """
    upload = sorted(
        (path for path, hash in now.items() if before.get(path) != hash), key=lambda path: (_turn(path), path)
    )
    return upload, sorted(before.keys() - now.keys())


def _turn(path: str) -> int:
    if path.removesuffix(".br").removesuffix(".gz") in LAST:
        return 3
    if headers_of(f"/{path}").get("Cache-Control") == FOR_EVER:
        return 0
    return 1 if "assets/" in path else 2


def write(site: Path, out: Path, before: Mapping[str, str]) -> tuple[int, int]:
    """Write the three lists: so many files are to be uploaded, and so many deleted."""
    now = listed(site)
    upload, delete = changes(before, now)
    out.mkdir(parents=True, exist_ok=True)
    (out / "upload.txt").write_text("".join(f"{path}\n" for path in upload), encoding="utf-8")
    (out / "delete.txt").write_text("".join(f"{path}\n" for path in delete), encoding="utf-8")
    (out / LIST).write_text("".join(f"{hash}  {path}\n" for path, hash in now.items()), encoding="utf-8")
    return len(upload), len(delete)


def main() -> None:
    """Compare a finished site with what was published."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--before", type=Path, help="the list of what was published last; without it, all is new")
    options = parser.parse_args()
    before = read(options.before.read_text(encoding="utf-8")) if options.before else {}
    upload, delete = write(options.site, options.out, before)
    print(f"要上传 {upload} 个文件（{options.out}/upload.txt），要删除 {delete} 个（{options.out}/delete.txt）。")
    print(f"发布以后留好 {options.out}/{LIST}，下次用 before=… 指给它。")


if __name__ == "__main__":
    main()

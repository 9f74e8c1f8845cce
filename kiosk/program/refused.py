"""What the person at a kiosk is told when something is not done."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只能读，不能写",
    errno.EIO: "读不出来或者写不进去",
    errno.ENOENT: "没有这个文件",
    errno.EEXIST: "已经有这个名字",
    errno.ENOTDIR: "不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EADDRINUSE: "别的程序占着",
}


class Refused(Exception):
    """A release that is not taken, or a change that is not made. The message says why, in Chinese.

    Every message stands in 安装说明.md with what to do about it.
    """


@contextmanager
def in_words() -> Iterator[None]:
    """Whatever the disk cannot do is said in words.

    :raises Refused: it could not.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Refused("这台机器的磁盘满了，没有改动。") from None
        where = f"：{plain(str(error.filename))}" if error.filename else ""
        raise Refused(f"读写出错（{reason(error)}{where}），没有改动。") from None


def reason(error: OSError) -> str:
    """Why the machine could not do it."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def plain(text: str) -> str:
    """A text on one line: what cannot be printed, or is no UTF-8, as its number."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)

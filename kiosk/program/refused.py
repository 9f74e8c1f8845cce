"""What the person at a kiosk is told when something is not done."""


class Refused(Exception):
    """A release that is not taken, or a change that is not made. The message says why, in Chinese.

    Every message stands in 安装说明.md with what to do about it.
    """

"""What a file is before it is a table 文件: its encoding, its text, and what other kinds of file are called."""

import codecs

from ..engine.problems import CannotCalculate, Code, Problem
from ..engine.texts import N_, _

ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs")
COMMON = (
    "姓名"  # in every header, and spelt alike in both scripts: it tells Big5 from GB18030, which nearly any bytes fit
)

_NOT_A_TABLE = (
    ("\xd0\xcf\x11\xe0", N_("这是旧的 xls 文件，或者加了密码的文件，读不了。请在 Excel 或 WPS 里取消密码，另存为 xlsx 或 CSV。")),
    ("%PDF", N_("这是 PDF 文件，不是表格。请用原来的 Excel 表，存成 xlsx 或 CSV。")),
    ("\x89PNG", N_("这是图片，不是表格。请用原来的 Excel 表，存成 xlsx 或 CSV。")),
    ("\xff\xd8\xff", N_("这是图片，不是表格。请用原来的 Excel 表，存成 xlsx 或 CSV。")),
)  # fmt: skip
_WEB_PAGE = ("<html", "<!doctype html", "<table", "<tr>", "<meta", "<head", "<body", "<style", "<?xml", "mime-version:")
_BEGINNING = 2000  # characters, within which a page names itself, behind comments and letter heads


def refuse(code: Code, message: str) -> CannotCalculate:
    """What is wrong with a file as a whole."""
    return CannotCalculate([Problem(None, code, message)])


def decode(content: bytes) -> str | None:
    """The text of a CSV file: UTF-8, UTF-16 with its mark, GB18030 or Big5, as Excel writes them on Windows.

    Of the encodings that fit, the first in which there is a header; the page's `decode` in roster.mjs does the same.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    fitting = []
    for encoding in ENCODINGS:
        try:
            fitting.append(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return next((text for text in fitting if COMMON in text), fitting[0] if fitting else None)


def check_kind(head: str, text: str | None) -> str:
    """The text, if the file can be a table. `head`: the first bytes as Latin-1. Raises CannotCalculate."""
    for start, message in _NOT_A_TABLE:
        if head.startswith(start):
            raise refuse(Code.UNREADABLE_FILE, _(message))
    beginning = (text or head)[:_BEGINNING].lower()
    if any(mark in beginning for mark in _WEB_PAGE):
        raise refuse(
            Code.UNREADABLE_FILE,
            _(
                "这个文件的名字像 Excel 表，里面其实是网页（有的系统导出的就是这样），读不了。"
                "请在 Excel 或 WPS 里打开它，另存为 xlsx，再选一次。"
            ),
        )
    if text is None or "\0" in text:
        raise refuse(
            Code.UNREADABLE_FILE,
            _("读不出这个文件里的文字。请在 Excel 或 WPS 里打开它，另存为 xlsx 或“CSV UTF-8”，再选一次。"),
        )
    if not text.strip("\ufeff \r\n\t"):
        raise refuse(Code.EMPTY_FILE, _("这个文件是空的。请检查有没有选错文件。"))
    return text

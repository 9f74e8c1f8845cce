"""QR codes 二维码 as inline SVG, made here: no web service sees what is printed."""

from __future__ import annotations

import segno
from markupsafe import Markup


def svg(text: str) -> Markup:
    """A code of medium error correction with the quiet zone of four modules that scanners need.

    The style sheet gives the size; at least 25 mm for an address of 174 characters at 203 dpi.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    return Markup(code.svg_inline(border=4, omitsize=True, light="#fff"))  # drawn by segno, no text in it  # noqa: S704

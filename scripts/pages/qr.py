"""QR codes 二维码 as inline SVG, made here: no web service sees what is printed."""

from __future__ import annotations

import re
from typing import Any

import zxingcpp
from markupsafe import Markup

MARGIN = 4  # modules, that scanners need
DARK = re.compile(b"\x00+")  # in an image of a byte a module


def svg(text: str) -> Markup:
    """A code of medium error correction with the quiet zone of four modules that scanners need.

    The style sheet gives the size; at least 25 mm for an address of 174 characters at 203 dpi.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(add_quiet_zones=False)  # a buffer, which its types do not say
    side = image.shape[0] + 2 * MARGIN
    return Markup(  # no text in it  # noqa: S704
        f'<svg viewBox="0 0 {side} {side}" class="qr"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path class="qr-dark" stroke="#000" d="{_path(bytes(image), image.shape[1])}"/></svg>'
    )


def _path(modules: bytes, width: int) -> str:
    """The dark modules, as lines from left to right: each begins so far from the end of the one before."""
    lines, x, y = [], 0, 0
    for row in range(len(modules) // width):
        for found in DARK.finditer(modules[row * width : (row + 1) * width]):
            start, end = found.span()
            lines.append(f"m{start - x} {row - y}h{end - start}")
            x, y = end, row
    return f"M{MARGIN} {MARGIN}.5h" + "".join(lines).partition("h")[2]  # the first is the corner above on the left

"""QR codes 二维码 as inline SVG, made here: no web service sees what is printed."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup

from scripts.kept import kept
from scripts.pages import qr_mask

MADE_BY = version("segno").encode()


def svg(text: str) -> Markup:
    """A code of medium error correction with the quiet zone of four modules that scanners need.

    The style sheet gives the size; at least 25 mm for an address of 174 characters at 203 dpi.
    """

    def draw() -> str:
        return qr_mask.best(text, error="m").svg_inline(border=4, omitsize=True, light="#fff")

    recipe = [MADE_BY, Path(__file__).read_bytes(), Path(qr_mask.__file__).read_bytes(), text.encode()]
    return Markup(kept("qr", recipe, draw, enough=None))  # drawn by segno, no text in it  # noqa: S704

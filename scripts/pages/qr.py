"""QR codes 二维码 as inline SVG, made here: no web service sees what is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup

from scripts.kept import kept
from scripts.pages import qr_mask

MADE_BY = version("segno").encode()

MARGIN = 4  # modules, that scanners need
DARK = re.compile(b"\x01+")


def svg(text: str) -> Markup:
    """A code of medium error correction with the quiet zone of four modules that scanners need.

    The style sheet gives the size; at least 25 mm for an address of 174 characters at 203 dpi.
    """

    def draw() -> str:
        rows = qr_mask.best(text, error="m")
        side = len(rows) + 2 * MARGIN
        return (
            f'<svg viewBox="0 0 {side} {side}" class="segno"><path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
            f'<path class="qrline" stroke="#000" d="{_path(rows)}"/></svg>'
        )

    recipe = [MADE_BY, Path(__file__).read_bytes(), Path(qr_mask.__file__).read_bytes(), text.encode()]
    return Markup(kept("qr", recipe, draw, enough=None))  # drawn by segno, no text in it  # noqa: S704


def _path(rows: Sequence[bytes]) -> str:
    """The dark modules, as lines from left to right: each begins so far from the end of the one before."""
    lines, x, y = [], 0, 0
    for row, modules in enumerate(rows):
        for found in DARK.finditer(modules):
            start, end = found.span()
            lines.append(f"m{start - x} {row - y}h{end - start}")
            x, y = end, row
    return f"M{MARGIN} {MARGIN}.5h" + "".join(lines).partition("h")[2]  # the first is the corner above on the left

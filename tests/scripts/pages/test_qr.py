"""The codes on paper are read back from what is drawn."""

import re

import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.pages import qr
from tests.support import SITE_URL

DOTS = 4  # a module's side: what a scanner sees is finer than the code


def modules(svg: str) -> tuple[int, set[tuple[int, int]]]:
    """The side of a code with its margin, and where it is dark."""
    side = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    (path,) = re.findall(r'stroke="#000" d="([^"]*)"', svg)
    x, y, dark = 0, 0, set()
    for command, first, second in re.findall(r"([Mmh])(-?\d+)(?: (-?\d+)(?:\.5)?)?", path):
        if command == "h":
            dark |= {(x + step, y) for step in range(int(first))}
            x += int(first)
        else:
            x, y = x + int(first), y + int(second)
    return side, dark


def scanned(svg: str) -> zxingcpp.Barcode:
    side, dark = modules(svg)
    width = side * DOTS
    dots = bytes(0 if (dot % width // DOTS, dot // width // DOTS) in dark else 255 for dot in range(width**2))
    (code,) = zxingcpp.read_barcodes(memoryview(dots).cast("B", shape=[width, width]))
    return code


@settings(max_examples=8, deadline=None)
@given(st.text(alphabet="abcdefgh-/0123456789", min_size=1, max_size=140))
def test_a_code_says_its_address_and_bears_a_stain(path: str) -> None:
    address = f"https://guide.example/zh-Hant/guides/{path}/"
    code = scanned(qr.svg(address))
    assert (code.text, code.ec_level) == (address, "M")


def test_a_code_has_the_margin_that_scanners_need() -> None:
    side, dark = modules(qr.svg(SITE_URL))
    across, down = ([place[axis] for place in dark] for axis in (0, 1))
    assert (min(across), min(down), max(across), max(down)) == (4, 4, side - 5, side - 5)

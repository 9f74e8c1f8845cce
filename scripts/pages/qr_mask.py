"""Which of the eight masks a QR code is drawn with: the one that reads best, as ISO/IEC 18004:2015, 7.8.3 counts it.

segno looks at every module of every mask, which is most of the time that a code takes. Here a symbol is one number of a byte a
module, so that all modules are compared at once; the codes are those that segno would choose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from segno import encoder as untyped

encoder: Any = untyped

FINDER = bytes((1, 0, 1, 1, 1, 0, 1))
"""What looks like a corner of the symbol."""
RUN, BLOCK, CORNER, UNEVEN = 3, 3, 40, 10
"""The penalties N1 to N4."""


@dataclass(frozen=True)
class Ground:
    """What symbols of a size have in common: a byte a module, row by row, with an empty one after each row.

    ``modules``: all; ``data``: those that masks change; ``patterns``: those that each mask turns over. ``fixed``: which of the
    others are dark when masks are compared; what says the mask and the version is not put in before.
    """

    modules: int
    data: int
    fixed: int
    patterns: tuple[int, ...]


@cache
def _ground(size: int) -> Ground:
    matrix = encoder.make_matrix(size, size)
    encoder.add_finder_patterns(matrix, size, size)
    encoder.add_alignment_patterns(matrix, size, size)

    def number(of: Iterator[bool]) -> int:
        cells = bytes(of)
        return _number([cells[start : start + size] for start in range(0, size * size, size)])

    everywhere = [(row, column) for row in range(size) for column in range(size)]
    return Ground(
        modules=number(True for _ in everywhere),
        data=number(matrix[row][column] > 1 for row, column in everywhere),
        fixed=number(matrix[row][column] == 1 for row, column in everywhere),
        patterns=tuple(
            number(matrix[row][column] > 1 and bool(turned(row, column)) for row, column in everywhere)
            for turned in encoder.get_data_mask_functions(False)
        ),
    )


def _number(rows: list[bytes]) -> int:
    return int.from_bytes(b"".join(row + b"\0" for row in rows), "little")


def best(text: str, error: str) -> list[bytes]:
    """The rows of the code of a text, a byte a module, with this level of error correction and the mask that segno would take."""
    code = encoder.encode(text, error=error, boost_error=False, micro=False, mask=0)
    size = len(code.matrix)
    ground = _ground(size)
    whole = _number([*map(bytes, code.matrix)]) ^ ground.patterns[0]
    plain = whole & ground.data | ground.fixed
    scores = [_score(plain ^ pattern, ground.modules, size) for pattern in ground.patterns]
    mask = scores.index(min(scores))
    cells = (whole ^ ground.patterns[mask]).to_bytes(size * (size + 1), "little")
    rows = [bytearray(cells[start : start + size]) for start in range(0, len(cells), size + 1)]
    encoder.add_format_info(rows, code.version, code.error, mask)
    return [*map(bytes, rows)]


def _score(dark: int, modules: int, size: int) -> int:
    """The penalty of a symbol."""
    width, score = size + 1, 0
    for one in (dark, modules ^ dark):
        beside = one & one >> 8
        score += BLOCK * (beside & beside >> 8 * width).bit_count()
        for step in (8, 8 * width):
            two = one & one >> step
            four = two & two >> 2 * step
            five = four & one >> 4 * step  # where five in a row begin
            begins = five & ~(five << step)
            score += five.bit_count() + (RUN - 1) * begins.bit_count()
    cells = dark.to_bytes(size * width, "little")
    turned = b"".join(cells[column::width] + b"\0" for column in range(size))
    score += CORNER * (_corners(cells, size) + _corners(turned, size))
    return score + UNEVEN * int(abs(dark.bit_count() / size**2 * 100 - 50) / 5)


def _corners(cells: bytes, size: int) -> int:
    """How often a row has what looks like a corner, with four light modules or the margin beside it."""
    count, at = 0, cells.find(FINDER)
    while at != -1:
        start = at - at % (size + 1)
        end, after = start + size, at + len(FINDER)
        if after > end:  # it goes over into the next row
            after = at + 1
        elif (
            at == start
            or after == end
            or not any(cells[max(at - 4, start) : at])
            or not any(cells[after : min(after + 4, end)])
        ):
            count += 1
        else:
            after = at + 4
        at = cells.find(FINDER, after)
    return count

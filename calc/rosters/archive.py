"""The parts of a ZIP file 压缩包, read as its format note APPNOTE.TXT says.

The library's zipfile does more, and would make what every first result loads 45 KB larger.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
ENCRYPTED = 0x1
WIDE = 0xFFFFFFFF  # the true number stands in the extra field, in eight bytes
ZIP64 = 1  # the kind of that field


@dataclass(frozen=True)
class _Part:
    """How a part is kept, the checksum and size of its content, and the size and place of what stands for it."""

    way: int
    checksum: int
    size: int
    packed: int
    start: int


class Archive:
    """A file in memory. Raises ValueError where it is damaged, encrypted, or packed in another way than workbooks are."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._parts = dict(self._directory())

    @property
    def size(self) -> int:
        """Bytes of all parts, unpacked."""
        return sum(part.size for part in self._parts.values())

    def read(self, name: str) -> bytes:
        """The content of a part. Raises KeyError when there is none of the name, zlib.error or ValueError when it is damaged."""
        part = self._parts[name]
        start = part.start + 30 + self._number(part.start + 26, 2) + self._number(part.start + 28, 2)
        content = self._content[start : start + part.packed]
        if part.way == DEFLATED:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, part.size + 1)
        elif part.way != STORED:
            raise ValueError(f"{name} is packed in way {part.way}")
        if len(content) != part.size or zlib.crc32(content) != part.checksum:
            raise ValueError(f"{name} is damaged")
        return content

    def _number(self, at: int, length: int = 4) -> int:
        if not 0 <= at <= len(self._content) - length:
            raise ValueError("the file is cut off")
        return int.from_bytes(self._content[at : at + length], "little")

    def _directory(self) -> Iterator[tuple[str, _Part]]:
        end = self._content.rfind(b"PK\5\6")
        count, at = self._number(end + 10, 2), self._number(end + 16)
        if self._content.startswith(b"PK\6\7", max(end - 20, 0)):
            wide = self._number(end - 12, 8)
            count, at = self._number(wide + 32, 8), self._number(wide + 48, 8)
        for _ in range(count):
            if self._content[at : at + 4] != b"PK\1\2" or self._number(at + 8, 2) & ENCRYPTED:
                raise ValueError("the directory is damaged, or the file is encrypted")
            named, extra, comment = (self._number(place, 2) for place in (at + 28, at + 30, at + 32))
            name = self._content[at + 46 : at + 46 + named].decode()
            numbers = [self._number(place) for place in (at + 24, at + 20, at + 42)]
            if WIDE in numbers:
                numbers = self._wide(numbers, at + 46 + named, extra)
            yield name, _Part(self._number(at + 10, 2), self._number(at + 16), *numbers)
            at += 46 + named + extra + comment

    def _wide(self, numbers: list[int], at: int, length: int) -> list[int]:
        """The numbers, with those that stand in the extra field in their order."""
        end = at + length
        while at < end and self._number(at, 2) != ZIP64:
            at += 4 + self._number(at + 2, 2)
        places = iter(range(at + 4, end, 8))
        return [self._number(next(places, end), 8) if number == WIDE else number for number in numbers]

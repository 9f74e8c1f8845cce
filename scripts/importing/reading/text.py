"""Plain text, in whatever of the usual encodings."""

from __future__ import annotations

from pathlib import Path

from scripts.importing.outline import Line, Outline, Span

ENCODINGS = ("utf-8-sig", "gb18030", "big5")


def decode(data: bytes) -> str:
    """The text of a file. UTF-8 proves itself; what is not UTF-8 is GB 18030 in these offices, or else Big5."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", errors="replace")


def read(path: Path) -> Outline:
    lines = decode(path.read_bytes()).splitlines()
    spans = [Span(line.strip(), f"第{number}行") for number, line in enumerate(lines, 1) if line.strip()]
    return Outline([Line(span) for span in spans])

"""A draft procedure: values as they are written in YAML, each with the words and the place it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from scripts.importing.outline import Span


@dataclass
class Draft:
    """A procedure as the document has it.

    :ivar fields: as they are written in YAML.
    :ivar found: by the path of a value (``materials.0.copies``) the words it was read from and their place.
    :ivar decide: by the path, what a person must decide, in Chinese.
    :ivar used: the spans of which something was taken, with the field.
    """

    name: Span
    fields: dict[str, Any] = field(default_factory=dict)
    found: dict[str, tuple[str, str]] = field(default_factory=dict)
    decide: dict[str, str] = field(default_factory=dict)
    used: dict[Span, str] = field(default_factory=dict)

    def put(self, path: str, value: Any, span: Span, quote: str = "") -> None:
        """Write a value; ``path`` names lists by their number, and a list grows by its next."""
        keys = path.split(".")
        place: Any = self.fields
        for key, following in zip(keys, [*keys[1:], ""], strict=True):
            last = following == ""
            new: Any = value if last else [] if following.isdigit() else {}
            if isinstance(place, list):
                if int(key) == len(place):
                    place.append(new)
                place = place[int(key)]
            elif last:
                place[key] = value
            else:
                place = place.setdefault(key, new)
        self.found[path] = (span.whole.as_printed(quote or span.text), span.place)
        self.used[span.whole] = keys[0]

    def use(self, span: Span, for_: str) -> None:
        self.used.setdefault(span.whole, for_)

    def next(self, name: str) -> str:
        return f"{name}.{len(self.fields.get(name, []))}"

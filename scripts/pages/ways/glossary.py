"""Links the first use of each glossary term on a page to what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from scripts.data.decode import Key, Text
from scripts.data.registers import GlossaryTerm
from scripts.traditional.both import Convert, parts

TITLE = r"《[^》]*》"  # a term inside the name of a law or a form is part of that name


class Glossary:
    """The words to look for, in Simplified, longest first.

    :param convert: turns words into Traditional.
    """

    def __init__(self, terms: Mapping[Key, GlossaryTerm], convert: Convert) -> None:
        self.convert = convert
        self.keys = {str(word): key for key, entry in terms.items() for word in (entry.name, *entry.also)}
        words = sorted(self.keys, key=len, reverse=True)
        self.pattern = re.compile("|".join([TITLE, *map(re.escape, words)]))

    def linker(self, home: str) -> Linker:
        return Linker(self, home)


class Linker:
    """One page's linker: call it with each text in the order of the page. A term is linked where it first comes up."""

    def __init__(self, glossary: Glossary, home: str) -> None:
        self.glossary = glossary
        self.home = home
        self.linked: set[str] = set()

    def __call__(self, text: str) -> Markup:
        """The text as HTML. Terms are looked up in its Simplified form: both scripts get the same links."""
        hans, own = (text.hans, text.hant) if isinstance(text, Text) else (text, None)
        if own is not None and len(own) != len(hans):  # nobody knows which of its characters are the term
            return escape(str(text))
        found: list[tuple[int, int, str]] = []
        for match in self.glossary.pattern.finditer(hans):
            key = self.glossary.keys.get(match[0])
            if key is not None and key not in self.linked:
                self.linked.add(key)
                found.append((*match.span(), key))
        if not found:
            return escape(str(text))
        link = Markup('<a class="term" href="{}glossary/#{}">{}</a>')
        ends = [place for start, end, _key in found for place in (start, end)]
        pieces = parts(hans, ends, self.glossary.convert if own is None else lambda _: own)
        linked = [escape(next(pieces)) + link.format(self.home, key, next(pieces)) for _start, _end, key in found]
        return Markup("").join([*linked, escape(next(pieces))])

"""Links the first use of each glossary term on a page to what it means."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from scripts.data.decode import Key, Text
from scripts.data.registers import GlossaryTerm

TITLE = r"《[^》]*》"  # a term inside the name of a law or a form is part of that name


class Glossary:
    """The words to look for, in Simplified, longest first."""

    def __init__(self, terms: Mapping[Key, GlossaryTerm]) -> None:
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
        hans = text.hans if isinstance(text, Text) else text
        if isinstance(text, Text) and not text.aligned:  # nobody knows which of its characters are the term
            return escape(str(text))
        parts: list[Markup] = []
        done = 0
        for match in self.glossary.pattern.finditer(hans):
            key = self.glossary.keys.get(match[0])
            if key is None or key in self.linked:
                continue
            self.linked.add(key)
            parts.append(escape(text[done : match.start()]))
            words = text[match.start() : match.end()]
            parts.append(Markup('<a class="term" href="{}glossary/#{}">{}</a>').format(self.home, key, words))
            done = match.end()
        return Markup("").join([*parts, escape(text[done:])])

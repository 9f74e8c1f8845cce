"""What the renderer makes: pages, documents for paper, and what a build says of itself on them. All are made for both scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from scripts.kept import hash_of
from scripts.paths import Script
from scripts.traditional.both import Convert, reader

VERSION = "@@VERSION@@"
"""What stands in a page for its version, which is a hash of all the rest that it says."""


@dataclass(frozen=True)
class Part:
    """Something inside a page that a search finds under its own address."""

    anchor: str
    title: str
    summary: str


@dataclass(frozen=True)
class Age:
    """How old what a page says is: the kind of its status, and that in a word."""

    kind: str
    words: str


@dataclass(frozen=True)
class Page:
    """One page: its address below the script's root (ending in a slash, or empty), title, description and what renders it."""

    path: str
    title: str
    description: str
    render: Callable[[], str]
    kind: str
    names: tuple[str, ...] = ()  # what people call it, the proper name first; empty for the title alone
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # ids a search is narrowed by
    parts: tuple[Part, ...] = ()
    place: str = ""  # the region it is about
    age: Age | None = None  # None for what leads to several
    reads: tuple[str, ...] | None = None  # the ids of the procedures that it is made from; None: of all
    shows: str | None = None  # all that it shows of those, where that is less than what they say
    made_from: str = ""  # a hash of all that it is made from, if that is known

    @cached_property
    def body(self) -> str:
        """Its inner HTML, rendered when it is first asked for."""
        return self.render()

    def known_by(self, state: str, procedures: Mapping[str, str], every: str) -> Page:
        """The page with a hash of all that it is made from.

        :param state: a hash of what all pages are made from. ``procedures``: ids, each with a hash of what the procedure says;
            ``every``: a hash of them all.
        """
        if self.shows is not None:
            read = [self.shows]
        elif self.reads is None:
            read = [every]
        else:
            read = [f"{id} {procedures.get(id)}" for id in sorted({*self.reads})]
        told = (self.title, self.description, self.names, self.facets, self.parts, self.place, self.age)
        parts = (state, self.path, str(told), *read)
        return replace(self, made_from=hash_of(map(str.encode, parts)))

    def read(self, script: Script, convert: Convert) -> Page:
        """The page in one script; it is rendered once for all of them."""
        say = reader(script, convert)
        return replace(
            self,
            title=say(self.title),
            description=say(self.description),
            render=lambda: say(self.body),
            names=tuple(map(say, self.names)),
            parts=tuple(replace(part, title=say(part.title), summary=say(part.summary)) for part in self.parts),
            place=say(self.place),
            age=self.age and replace(self.age, words=say(self.age.words)),
        )


@dataclass(frozen=True)
class Paper:
    """A document for paper: its address below the script's root, and its whole HTML."""

    path: str
    html: str

    def read(self, script: Script, convert: Convert) -> Paper:
        """The document in one script."""
        return replace(self, html=reader(script, convert)(self.html))


@dataclass(frozen=True)
class Edition:
    """What a build says of itself on every page."""

    version: str
    contact: str
    site_url: str = ""  # empty: not known
    pdf: bool = False

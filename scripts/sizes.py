"""How much one page or file holds before it is divided 多大才分开. A site below these sizes has one of each, as a small site should.

What is divided keeps its first address, which then leads to the parts. Names, forms and coverage are divided by how many
procedures there are, which is known before any is read.
"""

from __future__ import annotations

from dataclasses import dataclass

PLACES = 100  # regions that a page names one by one; beyond, provinces lead to them
LISTED = 250  # procedures whose names, forms and coverage stand on one page each
SEARCH = 600  # procedures that one search index and one file of names hold
LINES = 1500  # of the old guides that a topic lists
SHEET = 500  # lines on each page of a list that is cut
ADDRESSES = 5_000  # in one sitemap; the format allows 50,000


@dataclass(frozen=True)
class Division:
    """What of a site is divided: the list of its places, the lists of what its procedures have, its search."""

    places: bool
    lists: bool
    search: bool


def division(regions: int, procedures: int) -> Division:
    """What is divided of a site with so many regions and procedures."""
    return Division(places=regions > PLACES, lists=procedures > LISTED, search=procedures > SEARCH)

"""How much one page or file holds before it is divided 多大才分开. A site below these sizes has one of each, as a small site should.

What is divided keeps its first address, which then leads to the parts.
"""

LINES = 1500  # of a list on one page: names, or entries of several lines
SHEET = 500  # lines on each page of a list that is cut
PLACES = 100  # regions that a page names one by one; beyond, provinces lead to them
SEARCH = 600  # procedures that one search index and one file of names hold
ADDRESSES = 5_000  # in one sitemap; the format allows 50,000

"""How much does a build of a country cost, beside Hugo and plain MkDocs? ``make bench-build`` measures and prints it.

``country`` clones the regions of this data, ``peers`` writes the same pages for the other programs, ``run`` measures a command
with all processes that it starts, ``preview`` edits while the site is served, ``__main__`` builds and prints the table.
"""

"""The version of calc, in one place: the package, the receipt and the site read it from here."""

__version__ = "0.2.0"

"""Traditional Chinese from Simplified (简转繁), and the checks that keep both scripts right.

Words are decided in `guides/shared/terms.yml`, which editors own; nothing here knows a word.
"""

from scripts.traditional.check import Finding, check_simplified, check_traditional
from scripts.traditional.compare import fold, readings, simplified_map
from scripts.traditional.convert import Converter, default_converter, normalise, to_simplified
from scripts.traditional.report import ambiguous, corpus
from scripts.traditional.terms import Terms, load_terms

__all__ = [
    "Converter",
    "Finding",
    "Terms",
    "ambiguous",
    "check_simplified",
    "check_traditional",
    "corpus",
    "default_converter",
    "fold",
    "load_terms",
    "normalise",
    "readings",
    "simplified_map",
    "to_simplified",
]

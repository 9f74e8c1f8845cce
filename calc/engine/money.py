"""Exact money (金额): decimals in yuan, rounded half up (四舍五入) only where a rule says so."""

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum

from .texts import N_

# One context for every calculation: results do not depend on what the surrounding program has set.
EXACT = Context(prec=40, rounding=ROUND_HALF_UP)


class Rounding(Enum):
    """How fine a rounded amount is: fen (分), jiao (角), yuan (元), a tenth of a month. The mode is always half up."""

    FEN = ("0.01", N_("四舍五入到分"))
    JIAO = ("0.1", N_("四舍五入到角"))
    YUAN = ("1", N_("四舍五入到元"))
    TENTH = ("0.1", N_("四舍五入到一位小数"))

    def __init__(self, finest: str, words: str) -> None:
        self._finest = Decimal(finest)
        self.words = words
        """A message for the trace, to be translated where it is shown."""

    def apply(self, amount: Decimal) -> Decimal:
        """The amount rounded half up: 904.805 → 904.81."""
        return amount.quantize(self._finest, ROUND_HALF_UP, EXACT)


FEN, JIAO, YUAN, TENTH = Rounding.FEN, Rounding.JIAO, Rounding.YUAN, Rounding.TENTH


def plain(number: Decimal) -> str:
    """The shortest exact notation without an exponent: 0.0800 → 0.08, 1E+3 → 1000. For data, not for readers."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

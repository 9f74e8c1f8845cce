"""Exact money (金额): decimals in yuan, rounded half up (四舍五入) only where a rule says so."""

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum

from calc.core.texts import N_

# One context for every calculation: results do not depend on what the surrounding program has set.
EXACT = Context(prec=40, rounding=ROUND_HALF_UP)


class Rounding(Enum):
    """How fine a rounded amount is: fen (分), jiao (角), yuan (元). The mode is always half up."""

    FEN = "0.01"
    JIAO = "0.1"
    YUAN = "1"

    def apply(self, amount: Decimal) -> Decimal:
        """The amount rounded half up: 904.805 → 904.81."""
        return amount.quantize(Decimal(self.value), ROUND_HALF_UP, EXACT)

    @property
    def words(self) -> str:
        """A message for the trace, to be translated where it is shown."""
        return _WORDS[self]


_WORDS = {
    Rounding.FEN: N_("四舍五入到分"),
    Rounding.JIAO: N_("四舍五入到角"),
    Rounding.YUAN: N_("四舍五入到元"),
}
FEN, JIAO, YUAN = Rounding.FEN, Rounding.JIAO, Rounding.YUAN


def plain(number: Decimal) -> str:
    """The shortest exact notation without an exponent: 0.0800 → 0.08, 1E+3 → 1000. For data, not for readers."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

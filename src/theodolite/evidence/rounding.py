"""How a share becomes a whole percentage, without floating-point accidents."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Literal

Rounding = Literal["half_up", "half_even"]

_RULES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


def percent(count: int, base: int, rule: Rounding = "half_up") -> int:
    """A count as a whole percentage of its base.

    Half-up is what readers expect; half-even is what many programs print.

    >>> percent(4, 32), percent(4, 32, "half_even"), percent(5, 8, "half_even")
    (13, 12, 62)
    """
    exact = Decimal(100 * count) / Decimal(base)
    return int(exact.quantize(Decimal(1), rounding=_RULES[rule]))


def rounded(
    value: float, rule: Rounding = "half_up", *, decimals: int = 0, factor: int = 1
) -> Decimal:
    """A value, times a factor, to so many decimals; never a negative zero.

    >>> rounded(0.125, factor=100), rounded(0.125, "half_even", factor=100), rounded(-0.04)
    (Decimal('13'), Decimal('12'), Decimal('0'))
    """
    # repr gives the shortest decimal of a float, so that 0.125 is exactly one eighth; adding
    # zero turns -0 into 0.
    exact = Decimal(repr(float(value))) * factor
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=_RULES[rule]) + 0

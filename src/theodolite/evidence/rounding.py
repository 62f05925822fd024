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

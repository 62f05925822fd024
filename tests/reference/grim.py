"""The slow, obvious judge of possible percentages: print every count and compare."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal


def counts_printed_as(printed: str, base: int) -> tuple[int, ...]:
    """Every count of a base whose percentage is printed so, under either rule of rounding."""
    unit = Decimal(1).scaleb(Decimal(printed).as_tuple().exponent)
    return tuple(
        count
        for count in range(base + 1)
        for rule in (ROUND_HALF_UP, ROUND_HALF_EVEN)
        if (Decimal(100 * count) / Decimal(base)).quantize(unit, rounding=rule) == Decimal(printed)
        and not (rule == ROUND_HALF_EVEN and _half_up(count, base, unit) == Decimal(printed))
    )


def _half_up(count: int, base: int, unit: Decimal) -> Decimal:
    return (Decimal(100 * count) / Decimal(base)).quantize(unit, rounding=ROUND_HALF_UP)

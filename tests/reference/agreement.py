"""Cohen's kappa from its definition, in exact fractions, pair by pair."""

from collections.abc import Sequence
from fractions import Fraction


def kappa(first: Sequence[str], second: Sequence[str]) -> Fraction:
    """How far agreement exceeds that of decisions dealt out at random, as a share of what could."""
    observed = share([one == other for one, other in zip(first, second, strict=True)])
    by_chance = share([one == other for one in first for other in second])
    return (observed - by_chance) / (1 - by_chance)


def share(claims: Sequence[bool]) -> Fraction:
    return Fraction(sum(claims), len(claims))

"""Trends counted the long way: one item, one pair, one path at a time."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import comb, log


def mantel_haenszel(
    strata: Sequence[tuple[int, int, int, int]],
) -> tuple[Fraction, Fraction, Fraction | None]:
    """Mean and variance of the count in the window, and the ratio of shares.

    Each stratum is (count in the window, items in the window, count before, items before). Mean
    and variance come from the chance of every possible count, drawing from an urn.
    """
    mean = variance = over = under = Fraction(0)
    for recent, items, before, past in strata:
        if not items or not past:
            continue
        total, both = items + past, recent + before
        chances = {
            k: Fraction(comb(both, k) * comb(total - both, items - k), comb(total, items))
            for k in range(max(0, items - total + both), min(both, items) + 1)
        }
        own = sum((k * p for k, p in chances.items()), Fraction(0))
        mean += own
        variance += sum((k * k * p for k, p in chances.items()), Fraction(0)) - own**2
        over += Fraction(recent * past, total)
        under += Fraction(before * items, total)
    return mean, variance, over / under if under else None


def false_discoveries_kept_below(p_values: Sequence[float], rate: float) -> list[bool]:
    """Benjamini and Hochberg's rule, tried for every number of findings."""
    number = len(p_values)
    most = 0
    for told in range(1, number + 1):
        if sorted(p_values)[told - 1] <= rate * told / number:
            most = told
    limit = sorted(p_values)[most - 1] if most else -1.0
    return [p <= limit for p in p_values]


def participation(links: Sequence[int]) -> Fraction:
    """The chance that two different links of a phrase lead to different topics."""
    ends = [topic for topic, many in enumerate(links) for _ in range(many)]
    pairs = [(a, b) for i, a in enumerate(ends) for j, b in enumerate(ends) if i != j]
    return Fraction(sum(a != b for a, b in pairs), len(pairs))


def burst(counted: Sequence[int], items: Sequence[int], times: float, gamma: float) -> float:
    """Kleinberg's burst at the end, by trying every path of quiet and busy periods."""
    if not sum(counted):
        return 0.0
    quiet = min(max(sum(counted) / sum(items), 1e-12), 0.5)
    shares = (quiet, min(0.9999, times * quiet))
    toll = gamma * log(max(2, len(items)))

    def cost(state: int, now: int) -> float:
        share = shares[state]
        return -(counted[now] * log(share) + (items[now] - counted[now]) * log(1 - share))

    def whole(path: Sequence[int]) -> float:
        climbs = sum(toll for a, b in zip((0, *path), path, strict=False) if b > a)
        return climbs + sum(cost(state, now) for now, state in enumerate(path))

    best = min(product((0, 1), repeat=len(items)), key=lambda path: (whole(path), path))
    weight, now = 0.0, len(items) - 1
    while now >= 0 and best[now]:
        weight += cost(0, now) - cost(1, now)
        now -= 1
    return max(weight, 0.0)


def phrase_counts(texts: Sequence[Sequence[str]], longest: int) -> dict[str, int]:
    """How many texts use each run of words; every text comes as its sentences."""
    counted: dict[str, int] = {}
    for sentences in texts:
        found = {
            " ".join(words[start : start + length])
            for words in (sentence.split() for sentence in sentences)
            for length in range(1, longest + 1)
            for start in range(len(words) - length + 1)
        }
        for phrase in found:
            counted[phrase] = counted.get(phrase, 0) + 1
    return counted

"""Whether a share now differs from its own history, source by source, and how surely."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import betainc, gammainc

from theodolite.horizon.trends.counts import Windows

_MANY = 30

PRIOR_DEGREES = 10.0
"""How many periods' worth of evidence all series together give on the clumping of each."""


@dataclass(frozen=True)
class Compared:
    """For each series: its items in the window and before, its rise, and the chance of so many.

    `expected` items would stand in the window if each source kept to its own history. `ratio` is
    how many times the share has become (Mantel–Haenszel). `rising` and `fading` are one-sided
    p-values. `spread` is how much more than by chance its counts vary (1: not at all).
    """

    recent: NDArray[np.float64]
    before: NDArray[np.float64]
    expected: NDArray[np.float64]
    ratio: NDArray[np.float64]
    rising: NDArray[np.float64]
    fading: NDArray[np.float64]
    spread: NDArray[np.float64]

    def poisson_z(self) -> NDArray[np.float64]:
        """How many standard deviations the window lies above what history leads to expect."""
        return np.asarray((self.recent - self.expected) / np.sqrt(self.spread * self.expected + 1))


def compare(windows: Windows, spread: NDArray[np.float64]) -> Compared:
    """Set a window against history by the test of Mantel and Haenszel (1959).

    Within a source the items of a series fall into the window as they would in drawing from an
    urn, whatever their number; sources that are not in both spans say nothing. Mean and variance
    of the sum over sources are exact; the variance is multiplied by `spread`, and the tail taken
    from the binomial, Poisson or negative binomial distribution with that mean and variance.
    """
    in_both = (windows.recent_items > 0) & (windows.before_items > 0)
    only = sparse.diags_array(in_both.astype(np.float64))
    recent = sparse.csr_matrix(windows.recent @ only)
    before = sparse.csr_matrix(windows.before @ only)
    both = sparse.csr_matrix(recent + before)
    items = np.where(in_both, windows.recent_items + windows.before_items, 1.0)
    part = np.where(in_both, windows.recent_items / items, 0.0)
    expected = np.asarray(both @ part)
    varying = part * (1 - part) / np.maximum(items - 1, 1)
    variance = np.asarray(both @ (items * varying) - both.power(2) @ varying)
    found = np.asarray(recent @ np.ones(len(in_both)))
    past = np.asarray(before @ np.ones(len(in_both)))
    over = np.asarray(recent @ (1 - part))
    under = np.asarray(before @ part)
    return Compared(
        found,
        past,
        _from_history(before, windows, in_both),
        over / np.where(under > 0, under, np.nan),
        at_least(found, expected, spread * variance),
        at_most(found, expected, spread * variance),
        spread,
    )


def _from_history(
    before: sparse.csr_matrix, windows: Windows, in_both: NDArray[np.bool_]
) -> NDArray[np.float64]:
    history = np.where(in_both, windows.before_items, 1.0)
    return np.asarray(before @ np.where(in_both, windows.recent_items / history, 0.0))


def at_least(
    count: NDArray[np.float64], mean: NDArray[np.float64], variance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The chance of so many or more, of the (a, b, 0) distribution with this mean and variance.

    >>> from scipy.stats import binom, nbinom
    >>> ours = at_least(np.array([4.0, 4.0]), np.array([2.0, 2.0]), np.array([1.6, 4.0]))
    >>> theirs = [binom.sf(3, 10, 0.2), nbinom.sf(3, 2, 0.5)]
    >>> ours.round(9).tolist() == [round(float(p), 9) for p in theirs]
    True
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(mean > 0, variance / np.where(mean > 0, mean, 1), 1.0)
        tail = np.where(
            ratio < 1 - 1e-9,
            _binomial(count, mean, ratio),
            np.where(
                ratio > 1 + 1e-9, _negative_binomial(count, mean, ratio), gammainc(count, mean)
            ),
        )
    return np.where(count <= 0, 1.0, np.clip(tail, 0.0, 1.0))


def at_most(
    count: NDArray[np.float64], mean: NDArray[np.float64], variance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The chance of so many or fewer, of the same distribution."""
    return np.clip(1 - at_least(count + 1, mean, variance), 0.0, 1.0)


def _binomial(
    count: NDArray[np.float64], mean: NDArray[np.float64], ratio: NDArray[np.float64]
) -> NDArray[np.float64]:
    share = 1 - ratio
    draws = mean / share
    return np.asarray(betainc(count, np.maximum(draws - count + 1, 1e-12), share))


def _negative_binomial(
    count: NDArray[np.float64], mean: NDArray[np.float64], ratio: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.asarray(betainc(count, mean / (ratio - 1), 1 - 1 / ratio))


def spread_of(counted: NDArray[np.float64], items: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much more each series varies between periods than drawing at random would make it.

    `counted` is series × periods of history, `items` all items of each period. Pearson's statistic
    by its degrees of freedom (McCullagh and Nelder 1989, section 4.5), drawn towards 1 + α · its
    mean count as if that were known from PRIOR_DEGREES more periods, and never below it: α is the
    clumping of all series together (as in a negative binomial distribution), 0 where there are few,
    and a series that happened to be calm is not thereby less clumped.
    """
    told = items > 0
    counted, items = counted[:, told], items[told]
    degrees = len(items) - 1
    if degrees < 1 or not len(counted):
        return np.ones(len(counted))
    share = counted.sum(axis=1, keepdims=True) / items.sum()
    expected = np.maximum(share * items, 1e-12)
    pearson = ((counted - expected) ** 2 / expected / np.maximum(1 - share, 1e-12)).sum(axis=1)
    mean = counted.mean(axis=1)
    usual = 1 + _clumping(pearson, mean, degrees) * mean
    own = np.where(mean > 0, pearson, usual * degrees)
    drawn = (PRIOR_DEGREES * usual + own) / (PRIOR_DEGREES + degrees)
    return np.asarray(np.maximum(usual, drawn))


def _clumping(pearson: NDArray[np.float64], mean: NDArray[np.float64], degrees: int) -> float:
    """The α of all series: what their statistics have beyond chance, by how large they are."""
    used = mean > 0
    if used.sum() < _MANY:
        return 0.0
    beyond = float((pearson[used] / degrees - 1).sum())
    return max(0.0, beyond / float(mean[used].sum()))


def rejected(p_values: NDArray[np.float64], rate: float) -> NDArray[np.bool_]:
    """Which findings to tell so that at most `rate` of them are expected to be false.

    Benjamini and Hochberg (1995); where there is nothing to find, the chance of telling anything
    at all is at most `rate` too.

    >>> rejected(np.array([0.001, 0.2, 0.03, 0.04]), 0.1).tolist()
    [True, False, True, True]
    """
    order = np.argsort(p_values, kind="stable")
    limits = rate * np.arange(1, len(p_values) + 1) / max(1, len(p_values))
    below = np.flatnonzero(p_values[order] <= limits)
    found = np.zeros(len(p_values), dtype=bool)
    found[order[: below[-1] + 1 if len(below) else 0]] = True
    return found

"""How likely it is that many relevant records are left, by what a stretch of reading showed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc


@dataclass(frozen=True, slots=True)
class Audit:
    """A random sample of the unread: `share` of them were read and held `found` relevant ones."""

    share: float = 0.0
    found: int = 0


@dataclass(frozen=True, slots=True)
class Stretches:
    """Every stretch of reading that begins after a find and reaches to the present.

    `finds` is how many relevant records each holds; `sizes` its weight as a multiple of the weight
    of all that is unread: what it was expected to hold for each one that is still left.
    """

    finds: NDArray[np.float64]
    sizes: NDArray[np.float64]


def stretches(labels: NDArray[np.bool_], weights: NDArray[np.float64], unread: float) -> Stretches:
    """All stretches that can be the most telling, at most about 200 of them.

    `weights` are those of the records in `labels`, `unread` the sum over what is not read yet.
    Between two finds the longer stretch tells more, so only those that begin right after a find
    (or with the first record) are looked at; of the very long ones, which hardly differ, a few.
    """
    hits = np.flatnonzero(labels)
    finds = _counts(len(hits))
    begins = np.append(hits[::-1] + 1, 0)[finds]
    passed = np.append(0.0, np.cumsum(weights))
    sizes = (passed[-1] - passed[begins]) / unread
    real = sizes > 0
    return Stretches(finds[real].astype(np.float64), sizes[real])


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is believed before any stretch was read.

    `prior` is how many finds a stretch is taken to hold at the outset (1: any number left is as
    likely as any other; 0.5: Jeffreys). `spread` is the standard deviation of the natural logarithm
    of how far the weights may be wrong about what is left against what was read.
    """

    prior: float = 1.0
    spread: float = 0.0


def chance_of_more(
    least: int, seen: Stretches, doubt: Doubt, audit: Audit = Audit()
) -> NDArray[np.float64]:
    """For each stretch, how likely it leaves `least` or more relevant records unread.

    Finds come as a Poisson process whose rate is one unknown number times the weight; after a
    stretch with c finds, what is left follows a negative binomial distribution. With unit weights
    and prior 1 this is the hypergeometric test of Callaghan and Müller-Hansen (2020) in the limit
    of large urns. An audit adds its own finds, and lowers the weight of doubts that it disproves.
    """
    odds = np.exp(doubt.spread * _NODES) if doubt.spread else np.ones(1)
    size = seen.sizes[:, None] / odds
    finds = seen.finds[:, None] + doubt.prior
    read = size + audit.share
    belief = np.log(_WEIGHTS if doubt.spread else np.ones(1)) + (
        finds * np.log(size) - (finds + audit.found) * np.log(read)
    )
    belief = np.exp(belief - belief.max(axis=1, keepdims=True, initial=-np.inf))
    tails = betainc(least, finds + audit.found, (1 - audit.share) / (size + 1))
    return np.asarray((belief * tails).sum(axis=1) / belief.sum(axis=1))


_NODES, _ROOTS = np.polynomial.hermite_e.hermegauss(5)
_WEIGHTS = _ROOTS / _ROOTS.sum()


def _counts(hits: int) -> NDArray[np.int64]:
    """0 to 100 and then every few per cent more, up to the whole of the reading."""
    if hits <= 100:
        return np.arange(hits + 1)
    far = np.geomspace(100, hits, 1 + int(30 * np.log(hits / 100)))
    return np.unique(np.concatenate([np.arange(101), far.round().astype(np.int64)]))

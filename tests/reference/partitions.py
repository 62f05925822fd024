"""What is said of partitions, counted out over all pairs and all respondents: the slow judges."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage


def adjusted_rand(one: Sequence[int], other: Sequence[int]) -> float:
    """From every pair of respondents: together in both, in one, in the other."""
    pairs = list(combinations(range(len(one)), 2))
    in_one = np.array([one[a] == one[b] for a, b in pairs])
    in_other = np.array([other[a] == other[b] for a, b in pairs])
    expected = in_one.sum() * in_other.sum() / len(pairs)
    most = (in_one.sum() + in_other.sum()) / 2
    return 1.0 if most == expected else ((in_one & in_other).sum() - expected) / (most - expected)


def silhouette(rows: np.ndarray, labels: np.ndarray) -> float:
    """The mean silhouette width, row by row (Rousseeuw 1987)."""
    widths = []
    for i, row in enumerate(rows):
        apart = np.sqrt(((rows - row) ** 2).sum(axis=1))
        own = labels == labels[i]
        if own.sum() == 1:
            widths.append(0.0)
            continue
        within = apart[own].sum() / (own.sum() - 1)
        nearest = min(apart[labels == c].mean() for c in set(labels.tolist()) - {labels[i]})
        greater = max(within, nearest)
        widths.append(0.0 if greater == 0 else (nearest - within) / greater)
    return float(np.mean(widths))


def bootstrap_jaccard(rows: np.ndarray, labels: np.ndarray, replicates: int, seed: int) -> list:
    """Hennig's cluster-wise Jaccard coefficients, each replicate clustered afresh by scipy."""
    chance = np.random.default_rng(seed)
    names = sorted(set(labels.tolist()))
    sums = np.zeros(len(names))
    for _ in range(replicates):
        drawn = chance.integers(0, len(rows), len(rows))
        found = fcluster(linkage(rows[drawn], "ward"), len(names), "maxclust")
        for i, name in enumerate(names):
            sums[i] += max(jaccard(labels[drawn] == name, found == c) for c in set(found.tolist()))
    return (sums / replicates).tolist()


def jaccard(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / max(1, (one | other).sum()))


def within(rows: np.ndarray, labels: np.ndarray) -> float:
    """The sum of squares within clusters."""
    return sum(
        float(((rows[labels == c] - rows[labels == c].mean(axis=0)) ** 2).sum())
        for c in set(labels.tolist())
    )


def groups_of_columns(rows: np.ndarray) -> set[frozenset[int]]:
    """The groups that Ward's tree of the columns joins, by scipy."""
    columns = rows.shape[1]
    groups = [frozenset([column]) for column in range(columns)]
    for one, other, *_ in linkage(rows.T, "ward"):
        groups.append(groups[int(one)] | groups[int(other)])
    return set(groups[columns:])

"""Ward's trees straight from the definition, in exact fractions: slow, obvious, and the judge."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple


class Cluster(NamedTuple):
    """All a cluster's sum of squares needs: weight, sums and sum of squares of its points."""

    weight: int
    sums: tuple[int, ...]
    squares: int


def cluster_of(point: Sequence[int], weight: int) -> Cluster:
    return Cluster(weight, tuple(weight * x for x in point), weight * sum(x * x for x in point))


def together(left: Cluster, right: Cluster) -> Cluster:
    sums = tuple(a + b for a, b in zip(left.sums, right.sums, strict=True))
    return Cluster(left.weight + right.weight, sums, left.squares + right.squares)


def spread(cluster: Cluster) -> Fraction:
    """The sum of squared distances to the centroid."""
    return cluster.squares - Fraction(sum(s * s for s in cluster.sums), cluster.weight)


@lru_cache(maxsize=100_000)
def squared_height(left: Cluster, right: Cluster) -> Fraction:
    """Twice what the sum of squares grows by when two clusters become one."""
    return 2 * (spread(together(left, right)) - spread(left) - spread(right))


def greedy_squares(clusters: Iterable[Cluster]) -> tuple[list[Fraction], bool]:
    """Join the closest pair of all until one is left; also say whether there ever was a tie."""
    alive, squares, was_tied = list(clusters), [], False
    while len(alive) > 1:
        pairs = [(squared_height(a, b), a, b) for a, b in combinations(alive, 2)]
        lowest = min(pair[0] for pair in pairs)
        closest = [pair for pair in pairs if pair[0] == lowest]
        was_tied |= len(closest) > 1
        _, left, right = closest[0]
        alive.remove(left)
        alive.remove(right)
        alive.append(together(left, right))
        squares.append(lowest)
    return squares, was_tied


def replay(
    clusters: Sequence[Cluster], merges: Iterable[Sequence[int]]
) -> list[tuple[Fraction, Fraction]]:
    """For each merge of a tree, its squared height and the lowest there was to choose from."""
    nodes = dict(enumerate(clusters))
    steps = []
    for merge, (left, right) in enumerate(merges):
        lowest = min(squared_height(a, b) for a, b in combinations(nodes.values(), 2))
        a, b = nodes.pop(left), nodes.pop(right)
        steps.append((squared_height(a, b), lowest))
        nodes[len(clusters) + merge] = together(a, b)
    return steps

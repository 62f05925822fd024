"""Every sample a design could have drawn from a tiny population, one after the other."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product


def simple_samples(people: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    yield from combinations(people, size)


def stratified_samples(
    strata: Sequence[Sequence[int]], sizes: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    for parts in product(*map(combinations, strata, sizes)):
        yield tuple(person for part in parts for person in part)


def two_stage_samples(
    clusters: Sequence[Sequence[int]], taken: int, members: int
) -> Iterator[tuple[int, ...]]:
    """Some clusters, and within each of them some members."""
    for chosen in combinations(clusters, taken):
        yield from stratified_samples(chosen, [members] * taken)


def clusters_whole(clusters: Sequence[Sequence[int]], taken: int) -> Iterator[tuple[int, ...]]:
    for chosen in combinations(clusters, taken):
        yield tuple(person for cluster in chosen for person in cluster)

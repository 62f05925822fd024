"""Ward's merges for many points: the chains of `ward`, with a search that leaves out far boxes.

Importing it loads numba.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.clustering.compiling import Progress, compiled
from theodolite.survey.clustering.kd_boxes import (
    Boxes,
    Clusters,
    boxed,
    least_square,
    measure_again,
)

MERGES_AT_ONCE = 20_000
"""After so many merges progress is told and an interruption is heard; a second at the most."""

_LEFT_BEFORE_REBUILDING = 0.75
# Products of whole weights up to this total are exact, and so is the bound on a box.
_EXACT_TOTAL = 2.0**26


class _Chain(NamedTuple):
    """The chain of names, where each stands in it (−1 for nowhere), and two counts.

    `counts` holds the chain's length and the merges done. `lightest` is a knockout tournament
    between names, won by the lighter, of equals by the earlier; `masses` are their weights.
    `surely` is the part of a bound on squares that rounding cannot lift above one of them.
    """

    links: NDArray[np.int64]
    spots: NDArray[np.int64]
    counts: NDArray[np.int64]
    masses: NDArray[np.float64]
    lightest: NDArray[np.int64]
    surely: float


class _Merged(NamedTuple):
    """Pairs of nodes with half their squared heights, and the node that each name is now."""

    pairs: NDArray[np.int64]
    squares: NDArray[np.float64]
    nodes: NDArray[np.int64]


class Search(NamedTuple):
    """All that a search for merges knows when it pauses."""

    clusters: Clusters
    boxes: Boxes
    chain: _Chain
    merged: _Merged


def searched_merges(
    places: NDArray[np.float64], weights: NDArray[np.float64], progress: Progress | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Pairs and half squared heights as they are found, bit for bit those of a full search."""
    count = len(weights)
    search = begun(np.ascontiguousarray(places), weights)
    for begin in range(0, count - 1, MERGES_AT_ONCE):
        until = min(begin + MERGES_AT_ONCE, count - 1)
        search = advanced(search, until)
        if progress is not None:
            progress(until / (count - 1))
    return search.merged.pairs, search.merged.squares


@compiled
def begun(places: NDArray[np.float64], weights: NDArray[np.float64]) -> Search:
    """A search that has not joined anything yet."""
    count = len(weights)
    clusters = Clusters(
        places * weights.reshape(-1, 1), places.copy(), weights.copy(), np.arange(count),
        np.arange(count),
    )  # fmt: skip
    clusters, boxes = boxed(clusters)
    merged = _Merged(np.empty((count - 1, 2), np.int64), np.empty(count - 1), np.arange(count))
    return Search(clusters, boxes, _new_chain(weights), merged)


@compiled
def advanced(search: Search, until: int) -> Search:
    """Search on up to so many merges, in new boxes whenever the old ones are a quarter empty."""
    clusters, boxes, chain, merged = search
    count = len(merged.nodes)
    while chain.counts[1] < until:
        rebuild_at = count - int(_LEFT_BEFORE_REBUILDING * len(clusters.weights))
        if len(boxes.starts) == 1:
            rebuild_at = count
        if chain.counts[1] >= rebuild_at:
            clusters, boxes = boxed(_still_there(clusters))
        else:
            _advance(clusters, boxes, chain, merged, min(until, rebuild_at))
    return Search(clusters, boxes, chain, merged)


@compiled
def _new_chain(weights: NDArray[np.float64]) -> _Chain:
    count = len(weights)
    size = 1
    while size < count:
        size *= 2
    masses = np.full(size, np.inf)
    masses[:count] = weights
    lightest = np.zeros(2 * size, np.int64)
    lightest[size:] = np.arange(size)
    is_exact = (weights == np.floor(weights)).all() and weights.sum() < _EXACT_TOTAL
    chain = _Chain(
        np.empty(count + 1, np.int64), np.full(count, -1), np.zeros(2, np.int64), masses, lightest,
        1.0 if is_exact else 1.0 - 1e-15,
    )  # fmt: skip
    _play_all(chain)
    return chain


@compiled
def _still_there(clusters: Clusters) -> Clusters:
    """Without the positions whose cluster was joined to another; these are marked by −1."""
    left = np.flatnonzero(clusters.names >= 0)
    return Clusters(
        clusters.sums[left], clusters.centres[left], clusters.weights[left], clusters.names[left],
        clusters.place,
    )  # fmt: skip


@compiled
def _advance(clusters: Clusters, boxes: Boxes, chain: _Chain, merged: _Merged, until: int) -> None:
    """Follow chains and join what is nearest to each other, up to so many merges."""
    nodes = len(chain.spots)
    while chain.counts[1] < until:
        square = _follow(clusters, boxes, chain)
        one, other = _taken(chain), _taken(chain)
        first, second = min(one, other), max(one, other)
        merge = chain.counts[1]
        merged.pairs[merge, 0], merged.pairs[merge, 1] = merged.nodes[first], merged.nodes[second]
        merged.squares[merge] = square
        merged.nodes[first] = nodes + merge
        chain.counts[1] += 1
        _join(clusters, boxes, first, second)
        chain.masses[first] += chain.masses[second]
        chain.masses[second] = np.inf
        _play(chain, first)
        _play(chain, second)


@compiled
def _follow(clusters: Clusters, boxes: Boxes, chain: _Chain) -> float:
    """Lengthen the chain until its last two are nearest to each other; give half the square."""
    if chain.counts[0] == 0:
        _lengthen(chain, chain.lightest[1])
    while True:
        length = chain.counts[0]
        last = clusters.place[chain.links[length - 1]]
        known, nearest = np.inf, len(chain.spots)
        if length > 1:
            # As near as any and already the chain's last but one: no other is taken instead.
            known, nearest = _square(clusters, last, clusters.place[chain.links[length - 2]]), -1
        known, nearest = _nearest(clusters, boxes, last, (known, nearest), chain.surely)
        if nearest < 0:
            return known
        if chain.spots[nearest] >= 0:
            # Only rounding can close a ring, among clusters all equally far apart. Go back to
            # where it began: the next step from there is strictly shorter, so this always ends.
            while chain.links[chain.counts[0] - 1] != nearest:
                _taken(chain)
        else:
            _lengthen(chain, nearest)


@compiled
def _lengthen(chain: _Chain, name: int) -> None:
    chain.links[chain.counts[0]] = name
    chain.spots[name] = chain.counts[0]
    chain.counts[0] += 1


@compiled
def _taken(chain: _Chain) -> int:
    chain.counts[0] -= 1
    name: int = chain.links[chain.counts[0]]
    chain.spots[name] = -1
    return name


@compiled
def _nearest(
    clusters: Clusters, boxes: Boxes, cluster: int, known: tuple[float, int], surely: float
) -> tuple[float, int]:
    """The nearest cluster, of equally near ones the earliest; from its own box outwards."""
    box = boxes.box_of[cluster]
    known = _nearest_in(clusters, boxes, cluster, box, known)
    while box > 0:
        beside = box + 1 if box % 2 else box - 1
        known = _nearest_below(clusters, boxes, cluster, (beside, surely), known)
        box = (box - 1) // 2
    return known


@compiled
def _nearest_below(
    clusters: Clusters,
    boxes: Boxes,
    cluster: int,
    within: tuple[int, float],
    known: tuple[float, int],
) -> tuple[float, int]:
    """Look into a box and those inside it, depth first, unless they are too far away."""
    outer, surely = within
    inner = len(boxes.starts) // 2
    box = outer
    while True:
        square = surely * least_square(clusters, boxes, cluster, box)
        is_near = square < known[0] or (square == known[0] and boxes.earliest[box] < known[1])
        if is_near and box < inner:
            box = 2 * box + 1
            continue
        if is_near:
            known = _nearest_in(clusters, boxes, cluster, box, known)
        while box != outer and box % 2 == 0:
            box = (box - 1) // 2
        if box == outer:
            return known
        box += 1


@compiled
def _nearest_in(
    clusters: Clusters, boxes: Boxes, cluster: int, box: int, known: tuple[float, int]
) -> tuple[float, int]:
    least, nearest = known
    for other in range(boxes.starts[box], boxes.stops[box]):
        if other != cluster:
            square = _square(clusters, cluster, other)
            name = clusters.names[other]
            if square < least or (square == least and name < nearest):
                least, nearest = square, name
    return least, nearest


@compiled
def _square(clusters: Clusters, one: int, other: int) -> float:
    """Half the squared height at which two clusters would be joined."""
    square = 0.0
    for column in range(clusters.centres.shape[1]):
        apart = clusters.centres[one, column] - clusters.centres[other, column]
        square += apart * apart
    own, others = clusters.weights[one], clusters.weights[other]
    factor: float = (own * others) / (own + others)
    return square * factor


@compiled
def _join(clusters: Clusters, boxes: Boxes, first: int, second: int) -> None:
    """Put the union where the earlier stood, and fill the place that becomes free."""
    kept, gone = clusters.place[first], clusters.place[second]
    clusters.sums[kept] += clusters.sums[gone]
    clusters.weights[kept] += clusters.weights[gone]
    # From sums rather than from two centres: exact for whole numbers, so real ties stay ties.
    clusters.centres[kept] = clusters.sums[kept] / clusters.weights[kept]
    box = boxes.box_of[gone]
    boxes.stops[box] -= 1
    last = boxes.stops[box]
    clusters.sums[gone] = clusters.sums[last]
    clusters.centres[gone] = clusters.centres[last]
    clusters.weights[gone] = clusters.weights[last]
    clusters.names[gone] = clusters.names[last]
    clusters.place[clusters.names[last]] = gone
    clusters.names[last] = -1
    measure_again(clusters, boxes, box)
    if boxes.box_of[clusters.place[first]] != box:
        measure_again(clusters, boxes, boxes.box_of[clusters.place[first]])


@compiled
def _play_all(chain: _Chain) -> None:
    for game in range(len(chain.masses) - 1, 0, -1):
        _decide(chain, game)


@compiled
def _play(chain: _Chain, name: int) -> None:
    game = (name + len(chain.masses)) // 2
    while game > 0:
        _decide(chain, game)
        game //= 2


@compiled
def _decide(chain: _Chain, game: int) -> None:
    early, late = chain.lightest[2 * game], chain.lightest[2 * game + 1]
    is_late = chain.masses[late] < chain.masses[early]
    chain.lightest[game] = late if is_late else early

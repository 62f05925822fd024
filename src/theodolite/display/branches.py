"""Where the branches of a merge tree run."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.pictures import Dendrogram

Path = list[tuple[float, float]]


def branches_of(
    tree: Dendrogram, starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> tuple[Path, ...]:
    """One path of (position, height) for each merge, over lines that start and end as given.

    A leaf that spans several equal lines is a bar at height 0 from its first line to its last.
    """
    middles = (starts + ends) / 2
    last = np.cumsum(tree.sizes) - 1
    first = last - tree.sizes + 1
    bars = [
        [(float(middles[a]), 0.0), (float(middles[b]), 0.0)]
        for a, b in zip(first, last, strict=True)
        if a < b
    ]
    positions = [float(x) for x in (middles[first] + middles[last]) / 2]
    heights = [0.0] * len(positions)
    return (*bars, *_merges(tree, positions, heights))


def _merges(tree: Dendrogram, positions: list[float], heights: list[float]) -> Sequence[Path]:
    paths: list[Path] = []
    for (a, b), height in zip(tree.merges, tree.heights, strict=True):
        top = float(height)
        paths.append(
            [
                (positions[a], heights[a]),
                (positions[a], top),
                (positions[b], top),
                (positions[b], heights[b]),
            ]
        )
        positions.append((positions[a] + positions[b]) / 2)
        heights.append(top)
    return paths

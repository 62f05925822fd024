"""Signs that rest on the same items are told as one."""

from collections.abc import Sequence

import numpy as np

from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.looks import Sign

SHARED = 0.5
"""Signs belong together where half of the items of the one with fewer are items of the other."""


def grouped(series: Series, period: int, signs: Sequence[Sign]) -> list[list[Sign]]:
    """Signs by what they rest on, the surest first in each group and among groups.

    A sign joins the surest one before it that shares half of the items in their windows.
    """
    if not signs:
        return []
    uses = series.uses[[sign.series for sign in signs]].tocsc()
    longest = max(sign.window for sign in signs)
    known = series.known
    inside = (known.period > period - longest) & (known.period <= period) & (known.seen <= period)
    recent = uses[:, np.flatnonzero(inside)].astype(np.float64)
    shared = (recent @ recent.T).toarray()
    fewer = np.minimum.outer(shared.diagonal(), shared.diagonal())
    together = shared >= SHARED * np.maximum(fewer, 1)
    groups: dict[int, list[int]] = {}
    for number in range(len(signs)):
        leader = next((one for one in groups if together[one, number]), number)
        groups.setdefault(leader, []).append(number)
    return [[signs[one] for one in group] for group in groups.values()]

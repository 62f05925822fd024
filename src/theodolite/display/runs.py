"""Stretches of equal neighbours, and where lines stand when stretches are set apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Run:
    """Lines from `first` up to but not including `end`, all with one code."""

    code: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class LinePlaces:
    """The top and the bottom of every line, and the runs that gaps set apart."""

    tops: NDArray[np.float64]
    bottoms: NDArray[np.float64]
    runs: tuple[Run, ...]


def runs_of(codes: NDArray[np.int64]) -> tuple[Run, ...]:
    """The stretches in which neighbours have the same code.

    >>> [(run.code, run.first, run.end) for run in runs_of(np.array([2, 2, 0, 2]))]
    [(2, 0, 2), (0, 2, 3), (2, 3, 4)]
    """
    breaks = (np.flatnonzero(np.diff(codes)) + 1).tolist()
    edges = [0, *breaks, len(codes)]
    return tuple(
        Run(int(codes[first]), first, end) for first, end in pairwise(edges) if first < end
    )


def place_lines(codes: NDArray[np.int64], *, top: float, height: float, gap: float) -> LinePlaces:
    """Lines of equal height within `height`, with a gap wherever the code changes."""
    runs = runs_of(codes)
    pitch = (height - gap * (len(runs) - 1)) / max(1, len(codes))
    shifts = np.repeat([gap * i for i in range(len(runs))], [run.end - run.first for run in runs])
    tops = top + pitch * np.arange(len(codes)) + shifts
    return LinePlaces(tops, tops + pitch, runs)


def spread(
    centres: Sequence[float], heights: Sequence[float], *, top: float, bottom: float
) -> list[float]:
    """Labels as near to their centres as they can be without touching, in the same order.

    >>> spread([2.0, 3.0, 15.0], [4.0, 4.0, 4.0], top=0.0, bottom=20.0)
    [2.0, 6.0, 15.0]
    """
    sizes = np.asarray(heights)
    offsets = np.cumsum(sizes) - sizes / 2
    places = np.asarray(centres) - offsets
    if (np.diff(places) < 0).any():
        from scipy.optimize import isotonic_regression  # slow to load, and seldom needed

        places = isotonic_regression(places).x
    last = max(top, bottom - float(sizes.sum()))
    return [float(y) for y in np.clip(places, top, last) + offsets]

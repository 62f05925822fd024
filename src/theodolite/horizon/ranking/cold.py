"""What to read first while nothing, or only one kind of judgement, is there to learn from."""

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.ranking.view import View

_HALFWAY = 20
"""So many texts passed over count half: one says little, a hundred that it must be elsewhere."""


def first_direction(
    view: View, texts: NDArray[np.int64], is_kept: NDArray[np.bool_], *, has_about: bool
) -> NDArray[np.float32]:
    """Towards what is looked for, and away from what was passed over (Rocchio 1971).

    What is looked for is the texts that were kept and the one that tells what it is about; where
    there are neither, the middle of all the texts, since whoever searched meant most of what was
    found.
    """
    waiting = view.rows.shape[0] - has_about
    wanted = texts[is_kept]
    towards = middle(view, wanted if len(wanted) else np.arange(waiting))
    passed = texts[~is_kept]
    if len(passed):
        away = len(passed) / (len(passed) + _HALFWAY)
        towards = towards - np.float32(away) * middle(view, passed)
    return towards


def middle(view: View, texts: NDArray[np.int64]) -> NDArray[np.float32]:
    """The direction, of length 1, in which some of the texts lie on average."""
    mean = np.asarray(view.rows[texts].mean(axis=0), dtype=np.float32).ravel()
    length = np.sqrt(mean @ mean)
    unit: NDArray[np.float32] = mean / (length if length > 0 else 1)
    return unit

"""What to read first while nothing, or only one kind of judgement, is there to learn from."""

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.ranking.view import View

_HALFWAY = 20
"""So many texts passed over count half: one says little, a hundred that it must be elsewhere."""


def first_scores(
    view: View, texts: NDArray[np.int64], is_kept: NDArray[np.bool_], *, has_about: bool
) -> NDArray[np.float64]:
    """Likeness to what is looked for, less likeness to what was passed over (Rocchio 1971).

    What is looked for is the texts that were kept and the one that tells what it is about; where
    there are neither, the middle of all the texts, since whoever searched meant most of what was
    found.
    """
    waiting = view.rows.shape[0] - has_about
    wanted = texts[is_kept]
    towards = _middle(view, wanted if len(wanted) else np.arange(waiting))
    passed = texts[~is_kept]
    if len(passed):
        away = len(passed) / (len(passed) + _HALFWAY)
        towards = towards - np.float32(away) * _middle(view, passed)
    likeness: NDArray[np.float64] = (view.rows[:waiting] @ towards).astype(np.float64)
    return likeness


def _middle(view: View, texts: NDArray[np.int64]) -> NDArray[np.float32]:
    middle = np.asarray(view.rows[texts].mean(axis=0), dtype=np.float32).ravel()
    length = np.sqrt(middle @ middle)
    unit: NDArray[np.float32] = middle / (length if length > 0 else 1)
    return unit

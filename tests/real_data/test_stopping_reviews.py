"""On reviews that people screened, reading stops with the promise kept and a good part unread."""

from pathlib import Path

import numpy as np
import pytest

from theodolite.horizon.ranking.front_door import ranker_of
from theodolite.horizon.simulation.labelled import read_screening
from theodolite.horizon.simulation.reading import reading_order
from theodolite.horizon.simulation.simulate import draw_priors
from theodolite.horizon.stopping.replay import first_stop

SCREENINGS = Path(__file__).parents[3] / "shared" / "data" / "screening"


@pytest.mark.real_data
@pytest.mark.skipif(not SCREENINGS.exists(), reason="The screened reviews are not in ../shared.")
@pytest.mark.parametrize(
    ("name", "label", "saved"),
    [
        ("Cohen_local_ADHD", "label_included", 0.3),
        ("Cohen_local_Estrogens", "label_included", 0.2),
        ("Cohen_local_Triptans", "label_included", 0.2),
        ("Cohen_local_ADHD", "label_abstract_screening", 0.3),
    ],
)
def test_a_review_is_stopped_with_enough_found(name: str, label: str, saved: float) -> None:
    screening = read_screening(SCREENINGS / f"{name}.csv", label=label)
    relevant, ranker = screening.is_relevant, ranker_of(screening.texts, model="words")
    for seed in (1, 2):
        known = draw_priors(relevant, 1, seed)
        read = np.array([*known, *reading_order(ranker, relevant, known)], dtype=np.int64)
        order = np.concatenate([read, np.setdiff1d(np.arange(len(relevant)), read)])
        told = first_stop(ranker.words.matrix, order, relevant[order])
        assert told is not None
        assert told.found >= 0.95 * relevant.sum()
        assert told.read <= (1 - saved) * len(relevant)

"""On finished reviews, reading by words loses what ASReview loses, and the default loses less."""

from pathlib import Path
from statistics import mean

import pytest

from theodolite.horizon.ranking.front_door import Model, ranker_of
from theodolite.horizon.simulation.labelled import Screening, read_screening
from theodolite.horizon.simulation.simulate import simulate

SCREENED = Path(__file__).parents[2] / "../shared/data/screening"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SCREENED.exists(), reason="the shared screenings are not here"),
]

# Printed by ASReview 3.0.8 for one relevant and one irrelevant prior, --prior-seed 1, 2 and 3.
LOSSES = {
    "Cohen_local_Estrogens": (0.148, 0.155, 0.144),
    "Cohen_local_ADHD": (0.068, 0.067, 0.070),
}


@pytest.fixture(scope="module", params=sorted(LOSSES))
def screened(request: pytest.FixtureRequest) -> tuple[Screening, tuple[float, ...]]:
    return read_screening(SCREENED / f"{request.param}.csv"), LOSSES[request.param]


def losses(screening: Screening, model: Model) -> list[float]:
    ranker = ranker_of(screening.texts, model=model)
    return [simulate(ranker, screening.is_relevant, seed=seed).loss for seed in (1, 2, 3)]


def test_by_words_each_replay_loses_what_asreview_loses(screened: tuple) -> None:
    screening, theirs = screened
    assert losses(screening, "words") == pytest.approx(theirs, abs=0.003)


def test_the_default_loses_less(screened: tuple) -> None:
    screening, theirs = screened
    if len(ranker_of(screening.texts).views) < 2:
        pytest.skip("the meaning of words was not distilled here")
    assert mean(losses(screening, "two-view")) < mean(theirs)

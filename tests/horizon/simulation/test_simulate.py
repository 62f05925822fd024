"""A replay finds planted relevance early, as early as ASReview's way, and always the same."""

import numpy as np
import pytest

from tests.horizon.planted_screening import planted
from tests.reference.screening import order_of_reading
from theodolite.horizon.ranking.front_door import ranker_of
from theodolite.horizon.simulation import reading
from theodolite.horizon.simulation.labelled import UnusableScreening
from theodolite.horizon.simulation.metrics import loss
from theodolite.horizon.simulation.reading import reading_order
from theodolite.horizon.simulation.simulate import draw_priors, means, simulate


def test_planted_relevance_is_found_at_once() -> None:
    texts, is_relevant = planted(300, relevant=24, seed=2)
    run = simulate(ranker_of(texts), is_relevant, seed=1)
    assert run.loss < 0.01
    assert run.recall_at_10 == 1
    assert run.wss_95 > 0.8


def test_labels_by_chance_are_found_by_chance() -> None:
    texts, _ = planted(300, relevant=24, seed=2)
    by_chance = np.random.default_rng(9).permutation(300) < 60
    losses = [simulate(ranker_of(texts), by_chance, seed=seed).loss for seed in (1, 2, 3)]
    assert np.mean(losses) == pytest.approx(0.5, abs=0.1)


def test_by_words_it_reads_as_asreview_does() -> None:
    texts, is_relevant = planted(120, relevant=20, seed=6, matters=2)
    mixed = is_relevant ^ (np.random.default_rng(1).random(120) < 0.06)
    priors = draw_priors(mixed, 1, 1)
    theirs = order_of_reading(texts, mixed, priors)
    ours = reading_order(ranker_of(texts, model="words"), mixed, priors)
    agree = [a == b for a, b in zip(ours.tolist(), theirs, strict=False)]
    assert np.mean(agree) > 0.8
    assert loss(mixed[ours]) == pytest.approx(loss(padded(mixed, theirs, 118)), abs=0.003)


def padded(is_relevant: np.ndarray, order: list[int], records: int) -> np.ndarray:
    read = np.zeros(records, dtype=bool)
    read[: len(order)] = is_relevant[order]
    return read


def test_priors_are_those_that_asreview_draws() -> None:
    """Drawn by ASReview 3.0.8 with --prior-seed 1, 2 and 3."""
    is_relevant = np.array([0, 1, 0, 0, 1, 1, 0, 0, 1, 0] * 3, dtype=bool)
    drawn = [draw_priors(is_relevant, 2, seed) for seed in (1, 2, 3)]
    assert drawn == [(5, 8, 10, 6), (24, 14, 16, 7), (14, 11, 19, 3)]


def test_the_same_seed_gives_the_same_replay_and_another_seed_other_priors() -> None:
    texts, is_relevant = planted(150, relevant=20, seed=3)
    first, again, other = (simulate(ranker_of(texts), is_relevant, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.order, again.order)
    assert first.priors != other.priors


def test_every_record_but_the_priors_is_in_the_order_once() -> None:
    texts, is_relevant = planted(150, relevant=20, seed=3)
    run = simulate(ranker_of(texts), is_relevant, seed=1, priors=2)
    assert sorted([*run.priors, *run.order.tolist()]) == list(range(150))


def test_a_shortlist_of_a_large_pool_costs_nothing_in_loss(monkeypatch) -> None:
    texts, is_relevant = planted(400, relevant=40, seed=5)
    mixed = is_relevant ^ (np.random.default_rng(2).random(400) < 0.03)
    whole = simulate(ranker_of(texts), mixed, seed=1).loss
    monkeypatch.setattr(reading, "SHORTLIST", 60)
    assert simulate(ranker_of(texts), mixed, seed=1).loss == pytest.approx(whole, abs=0.01)


def test_a_start_from_nothing_is_better_than_reading_from_the_top() -> None:
    texts, is_relevant = planted(300, relevant=15, seed=8)
    last = np.argsort(is_relevant, kind="stable")
    texts, is_relevant = [texts[place] for place in last], is_relevant[last]
    cold = simulate(ranker_of(texts), is_relevant, seed=1, priors=0)
    told = simulate(ranker_of(texts, about="matter0word1 matter0word2 matter0word3"),
                    is_relevant, seed=1, priors=0)  # fmt: skip
    assert cold.loss < 0.5
    assert told.loss < 0.01


def test_the_stopping_rule_sees_priors_first_and_ends_the_count() -> None:
    texts, is_relevant = planted(150, relevant=20, seed=3)
    seen = []

    def after_ninety(order: np.ndarray, labels: np.ndarray) -> int | None:
        seen.append((order, labels))
        return 90

    run = simulate(ranker_of(texts), is_relevant, seed=1, stop_rule=after_ninety)
    ((order, labels),) = seen
    assert tuple(order[:2]) == run.priors
    assert np.array_equal(labels, is_relevant[order])
    assert (run.stopped_at, run.recall_at_stop) == (90, 1.0)
    assert means([run, run])["stopped_at"] == 90
    assert means([simulate(ranker_of(texts), is_relevant, seed=1)])["stopped_at"] is None


@pytest.mark.parametrize("labels", [[False] * 10, [True] * 10])
def test_labels_of_one_kind_are_refused(labels: list[bool]) -> None:
    with pytest.raises(UnusableScreening, match="no order is better"):
        simulate(ranker_of(["proton"] * 10), np.array(labels), seed=1)


def test_more_priors_than_there_are_relevant_records_are_refused() -> None:
    labels = np.arange(10) < 2
    with pytest.raises(UnusableScreening, match="Ask for fewer with --priors"):
        simulate(ranker_of(["proton dose"] * 10), labels, seed=1, priors=2)


def test_records_without_any_words_are_read_in_some_order() -> None:
    labels = np.arange(12) % 3 == 0
    run = simulate(ranker_of([""] * 12), labels, seed=1)
    assert sorted([*run.priors, *run.order.tolist()]) == list(range(12))

"""The numbers are ASReview's for the same order; those in the table are what its 3.0.8 printed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.horizon.simulation.metrics import average_time, loss, ndcg, recall, work_saved

PRINTED = [
    ("1010", 0.25, 0.9197207891481876),
    ("110100100000", 0.125, 0.9349366583346498),
    ("000111", 1.0, 0.5508095940041026),
    ("0100000001000000000100000001", 0.5208333333333334, 0.5283839499043163),
]

ORDERS = st.lists(st.booleans(), min_size=2, max_size=60).filter(lambda x: 0 < sum(x) < len(x))


def read(labels: str) -> np.ndarray:
    return np.array([label == "1" for label in labels])


@pytest.mark.parametrize(("labels", "its_loss", "its_ndcg"), PRINTED)
def test_loss_and_ndcg_are_what_asreview_prints(
    labels: str, its_loss: float, its_ndcg: float
) -> None:
    assert loss(read(labels)) == pytest.approx(its_loss, abs=1e-12)
    assert ndcg(read(labels)) == pytest.approx(its_ndcg, abs=1e-12)


def test_in_a_long_order_too() -> None:
    chance = np.random.default_rng(5)
    labels = chance.random(500) < np.linspace(0.5, 0, 500)
    assert labels.sum() == 128
    assert loss(labels) == pytest.approx(0.27371051747311825, abs=1e-12)
    assert ndcg(labels) == pytest.approx(0.7991495467572463, abs=1e-12)


@given(ORDERS)
def test_loss_runs_from_the_best_order_to_the_worst(labels: list[bool]) -> None:
    best, worst = np.array(sorted(labels, reverse=True)), np.array(sorted(labels))
    assert loss(best) == pytest.approx(0)
    assert loss(worst) == pytest.approx(1)
    assert -1e-12 <= loss(np.array(labels)) <= 1 + 1e-12
    assert ndcg(best) == pytest.approx(1)


@given(ORDERS)
def test_loss_follows_from_the_mean_rank(labels: list[bool]) -> None:
    order = np.array(labels)
    relevant, records = order.sum(), len(order)
    excess = average_time(order) - (relevant + 1) / 2
    assert loss(order) == pytest.approx(excess / (records - relevant))


def test_work_saved_compares_with_relevant_records_evenly_spaced() -> None:
    labels = read("1" * 19 + "0" * 80 + "1")
    assert recall(labels, 0.1) == pytest.approx(10 / 20)
    assert work_saved(labels, 0.95) == pytest.approx((92 - 18) / 100)


def test_the_last_relevant_record_counts_when_there_is_no_other() -> None:
    assert work_saved(read("10000"), 0.95) > 0

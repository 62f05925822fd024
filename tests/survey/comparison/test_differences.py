"""Differences of shares and means agree with what was published, with slow judges, and turn."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from tests.reference import differences as slow
from theodolite.survey.comparison import (
    mean_difference,
    paired_mean_difference,
    paired_share_difference,
    share_difference,
)

PUBLISHED = [
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0000)),
    ((10, 10, 0, 10), (0.6075, 1.0000)),
]

counts = st.integers(1, 60).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
answers = st.lists(st.integers(0, 10).map(float), min_size=2, max_size=12).map(np.array)


@pytest.mark.parametrize(("shares", "interval"), PUBLISHED)
def test_the_interval_equals_newcombes_published_examples(
    shares: tuple[int, int, int, int], interval: tuple[float, float]
) -> None:
    found = share_difference(*shares)
    assert (found.low, found.high) == pytest.approx(interval, abs=5e-5)


@given(counts, counts)
def test_the_interval_equals_one_built_from_score_tests(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    found = share_difference(*one, *other)
    assert (found.low, found.high) == pytest.approx(slow.newcombe(*one, *other), abs=1e-9)


@given(counts, counts)
def test_swapping_the_shares_turns_the_difference_round(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    there, back = share_difference(*one, *other), share_difference(*other, *one)
    assert there.low is not None
    assert there.high is not None
    assert (-there.value, -there.high, -there.low, there.p) == pytest.approx(
        (back.value, back.low, back.high, back.p), abs=1e-12
    )


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_swapping_the_surveys_turns_a_paired_difference_round(cells: list[int]) -> None:
    assume(sum(cells) > 0)
    both, only, other, neither = cells
    there = paired_share_difference(both, only, other, neither)
    back = paired_share_difference(both, other, only, neither)
    assert there.low is not None
    assert there.high is not None
    assert (-there.value, -there.high, -there.low, there.p) == pytest.approx(
        (back.value, back.low, back.high, back.p), abs=1e-12
    )
    assert -1 <= there.low <= there.value <= there.high <= 1


def test_people_who_answer_alike_twice_leave_less_to_chance() -> None:
    paired = paired_share_difference(30, 10, 2, 38)
    apart = share_difference(40, 80, 32, 80)
    assert paired.value == apart.value
    assert paired.low is not None
    assert paired.high is not None
    assert apart.low is not None
    assert apart.high is not None
    assert paired.high - paired.low < apart.high - apart.low
    assert (paired.p or 1) < (apart.p or 1)


@given(answers, answers)
def test_swapping_the_means_turns_the_difference_round(
    values: np.ndarray, others: np.ndarray
) -> None:
    there, back = mean_difference(values, others), mean_difference(others, values)
    assert there.value == -back.value
    if there.low is not None:
        assert (-there.high, -there.low) == pytest.approx((back.low, back.high), abs=1e-9)


def test_the_paired_interval_is_students_by_hand() -> None:
    """Changes 1, 1, 2, 2: mean 1.5, standard error 0.2887, t(3) = 3.1824."""
    found = paired_mean_difference(np.array([6.0, 7, 8, 9]), np.array([5.0, 6, 6, 7]))
    assert (found.low, found.high) == pytest.approx((1.5 - 0.9187, 1.5 + 0.9187), abs=1e-4)


def test_equal_answers_throughout_have_no_interval() -> None:
    same = np.array([4.0, 4.0])
    assert mean_difference(same, same).low is None
    assert paired_mean_difference(same, same).p is None


def test_the_paired_interval_covers_the_truth_nearly_always() -> None:
    """1,500 surveys of 60 people: coverage of the 95 % interval between 93 and 97.5 %."""
    rng = np.random.default_rng(1998)
    chances = (0.40, 0.20, 0.10, 0.30)
    hits = 0
    for cells in rng.multinomial(60, chances, size=1500):
        found = paired_share_difference(*map(int, cells))
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 0.10 <= found.high
    assert 0.93 <= hits / 1500 <= 0.975


def test_the_means_are_compared_as_scipy_does() -> None:
    rng = np.random.default_rng(1947)
    values, others = rng.normal(5, 2, size=30), rng.normal(4, 1, size=12)
    found, judge = mean_difference(values, others), ttest_ind(values, others, equal_var=False)
    ends = judge.confidence_interval()
    assert (found.low, found.high, found.p) == pytest.approx((ends.low, ends.high, judge.pvalue))

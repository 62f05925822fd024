"""An audit finds the respondents whose cluster hangs on a tie, and nobody else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference import partitions
from theodolite.survey.clustering import adjusted_rand, audit_ties, grow_tree

MIDDLE_TIED = [[0.0], [10.0], [20.0]]


def test_the_middle_of_three_at_equal_distances_is_unstable():
    """Whichever way it is joined, one of the outer two stays where it is."""
    (at,) = audit_ties(grow_tree(MIDDLE_TIED), [2], rebuilds=50).by_k
    assert at.unstable.tolist() == [False, True, False]
    assert 0 < at.moved < 50
    assert at.lowest == pytest.approx(partitions.adjusted_rand([1, 1, 2], [1, 2, 2]))


def test_unstable_rows_are_marked_in_the_order_they_were_given():
    (at,) = audit_ties(grow_tree([[10.0], [20.0], [0.0], [10.0]]), [3], rebuilds=5).by_k
    assert at.unstable.tolist() == [False] * 4
    (at,) = audit_ties(grow_tree([[10.0], [20.0], [0.0]]), [2], rebuilds=50).by_k
    assert at.unstable.tolist() == [True, False, False]


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=15, unique=True))
def test_rows_without_ties_never_move(numbers):
    """Square roots of different primes: no two distances are equal."""
    primes = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)
    rows = [[x + np.sqrt(p)] for x, p in zip(numbers, primes, strict=False)]
    for at in audit_ties(grow_tree(rows), [2, 3], rebuilds=3).by_k:
        assert at.lowest == 1.0
        assert not at.unstable.any()


def test_a_tie_that_rounding_hides_is_found_too():
    """A third is no binary number: the two distances are equal, but not to the last bit."""
    rows = np.array([[0.0], [1 / 3], [2 / 3]]) + 1 / 7
    (at,) = audit_ties(grow_tree(rows), [2], rebuilds=50).by_k
    assert at.unstable.sum() == 1


def test_moving_between_clusters_of_one_segment_is_no_change():
    tree = grow_tree([[0.0], [10.0], [20.0], [500.0]])
    (apart,) = audit_ties(tree, [3], rebuilds=50).by_k
    (merged,) = audit_ties(tree, [3], rebuilds=50, together=[0, 1, 1]).by_k
    assert apart.unstable.sum() == 1
    assert merged.unstable.sum() == 0
    assert merged.lowest == 1.0


def test_the_same_seed_gives_the_same_audit():
    rows = np.random.default_rng(0).multinomial(20, [0.3, 0.3, 0.2, 0.2], size=60) * 5.0
    one, other = (audit_ties(grow_tree(rows), [2, 3, 4], rebuilds=20, seed=3) for _ in range(2))
    for a, b in zip(one.by_k, other.by_k, strict=True):
        assert (a.unstable == b.unstable).all()
        assert (a.lowest, a.median, a.moved) == (b.lowest, b.median, b.moved)


def test_shuffled_rows_have_the_same_unstable_respondents():
    rows = np.random.default_rng(0).multinomial(20, [0.3, 0.3, 0.2, 0.2], size=60) * 5.0
    shuffled = np.random.default_rng(1).permutation(60)
    (one,) = audit_ties(grow_tree(rows), [4], rebuilds=20).by_k
    (other,) = audit_ties(grow_tree(rows[shuffled]), [4], rebuilds=20).by_k
    assert (other.unstable == one.unstable[shuffled]).all()


def test_planted_groups_are_stable():
    chance = np.random.default_rng(0)
    rows = np.concatenate([chance.integers(0, 4, (30, 2)), 100 + chance.integers(0, 4, (30, 2))])
    (at,) = audit_ties(grow_tree(rows.astype(float)), [2]).by_k
    assert at.moved == 0
    assert not at.unstable.any()


labels = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=30)


@given(labels)
def test_the_adjusted_rand_index_equals_the_count_over_all_pairs(pairs):
    one, other = np.array(pairs).T
    assert adjusted_rand(one, other) == pytest.approx(
        partitions.adjusted_rand(one.tolist(), other.tolist()), abs=1e-12
    )


@given(labels, st.data())
def test_counts_in_the_adjusted_rand_index_are_repeated_respondents(pairs, data):
    counts = data.draw(st.lists(st.integers(1, 4), min_size=len(pairs), max_size=len(pairs)))
    one, other = np.array(pairs).T
    repeated = adjusted_rand(np.repeat(one, counts), np.repeat(other, counts))
    assert adjusted_rand(one, other, np.array(counts)) == pytest.approx(repeated, abs=1e-12)

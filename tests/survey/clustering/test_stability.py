"""The bootstrap, silhouettes, the gap and the support of columns against slow judges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference import partitions
from theodolite.survey.clustering import (
    CannotCluster,
    adjusted_rand,
    bootstrap,
    column_support,
    column_tree,
    cut,
    distance_sensitivity,
    gap_statistic,
    grow_tree,
    silhouettes,
)


def answers_in_steps_of_five(people: int, *, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return chance.multinomial(20, [0.3, 0.05, 0.2, 0.15, 0.1, 0.1, 0.1], size=people) * 5.0


def planted(*, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    centres = np.repeat([[80, 10, 10], [10, 80, 10], [10, 10, 80]], [20, 30, 15], axis=0)
    return chance.normal(centres, 3.0)


@pytest.mark.parametrize("k", [2, 4])
def test_jaccard_equals_the_same_bootstrap_by_scipy_within_its_error(k):
    rows = np.random.default_rng(k).dirichlet([2.0] * 4, size=60)
    tree = grow_tree(rows)
    labels = cut(tree, k)
    slow = partitions.bootstrap_jaccard(rows, labels, 400, seed=1)
    (fast,) = bootstrap(tree, [k], replicates=2000)
    np.testing.assert_allclose(fast.jaccard, slow, atol=0.04)


def test_planted_groups_come_back_and_others_do_not():
    two, three, five = bootstrap(grow_tree(planted(seed=0)), [2, 3, 5], replicates=300)
    assert three.jaccard.min() > 0.95
    assert five.jaccard.min() < 0.8
    assert two.jaccard.shape == (2,)


def test_membership_tells_for_each_row_where_it_lands():
    rows = planted(seed=1)
    (found,) = bootstrap(grow_tree(rows), [3], replicates=300)
    own = found.membership[np.arange(len(rows)), cut(grow_tree(rows), 3) - 1]
    assert own.min() > 0.9
    np.testing.assert_allclose(found.membership.sum(axis=1), 1.0)


def test_a_row_between_two_groups_is_less_sure_of_its_own():
    rows = np.concatenate([planted(seed=2)[:50], [[45.0, 45.0, 10.0]]])
    (found,) = bootstrap(grow_tree(rows), [2], replicates=300)
    sure = found.membership.max(axis=1)
    assert sure[-1] == sure.min() < 0.98


def test_shuffled_rows_are_drawn_alike():
    rows = planted(seed=2)
    order = np.random.default_rng(9).permutation(len(rows))
    (as_given,), (mixed,) = (
        bootstrap(grow_tree(r), [3], replicates=50) for r in (rows, rows[order])
    )
    np.testing.assert_array_equal(mixed.jaccard, as_given.jaccard)
    np.testing.assert_array_equal(mixed.membership, as_given.membership[order])


def test_the_same_seed_gives_the_same_bootstrap_whatever_the_order_of_clusters_asked_for():
    tree = grow_tree(answers_in_steps_of_five(80, seed=0))
    one, other = bootstrap(tree, [4], replicates=50), bootstrap(tree, [2, 4], replicates=50)
    assert one[0].jaccard.tolist() == other[1].jaccard.tolist()


def test_thousands_of_rows_are_drawn_again_too():
    told: list[float] = []
    tree = grow_tree(np.random.default_rng(0).normal(size=(4000, 3)))
    (found,) = bootstrap(tree, [3], replicates=3, progress=told.append)
    assert ((found.jaccard > 0) & (found.jaccard <= 1)).all()
    assert told == [1.0]


def test_only_wards_trees_are_drawn_again():
    with pytest.raises(CannotCluster, match=r"by average linkage.*only Ward's trees"):
        bootstrap(grow_tree(planted(seed=0), linkage="average"), [2])


rows_of_two = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=4, max_size=25)


@given(rows_of_two)
def test_silhouettes_equal_the_count_row_by_row(table):
    rows = np.array(table, dtype=float)
    tree = grow_tree(rows)
    ks = [k for k in (2, 3) if k <= len(tree.weights)]
    slow = [partitions.silhouette(rows, cut(tree, k)) for k in ks]
    np.testing.assert_allclose(silhouettes(tree, ks), slow, atol=1e-9)


def test_the_silhouette_is_highest_at_the_planted_number():
    widths = silhouettes(grow_tree(planted(seed=3)), range(1, 7))
    assert widths[0] == 0
    assert int(np.argmax(widths)) + 1 == 3


def test_the_gap_finds_the_planted_number():
    """The smallest k whose gap is within a standard error of the next (Tibshirani et al.)."""
    gaps = gap_statistic(grow_tree(planted(seed=3)), range(1, 7))
    enough = gaps.gaps[:-1] >= gaps.gaps[1:] - gaps.errors[1:]
    assert int(np.argmax(enough)) + 1 == 3


def test_the_gap_takes_the_sum_of_squares_within_clusters_from_the_tree():
    rows = planted(seed=4)
    tree = grow_tree(rows)
    one, other = (gap_statistic(tree, [2, 3], references=5, seed=1).gaps for _ in range(2))
    assert one.tolist() == other.tolist()
    slow = [np.log(partitions.within(rows, cut(tree, k))) for k in (2, 3)]
    shifted = gap_statistic(grow_tree(rows * 10), [2, 3], references=5, seed=1).gaps
    np.testing.assert_allclose(shifted, one, atol=1e-9)
    steps = [float(np.log(np.sum(tree.heights[: len(rows) - k] ** 2) / 2)) for k in (2, 3)]
    np.testing.assert_allclose(steps, slow, rtol=1e-9)


def test_other_distances_are_told_where_they_fit():
    shares = answers_in_steps_of_five(60, seed=1)
    tree = grow_tree(shares)
    found = distance_sensitivity(tree, 3)
    hellinger = cut(grow_tree(shares, distance="hellinger"), 3)
    assert found["hellinger"] == pytest.approx(adjusted_rand(cut(tree, 3), hellinger))
    assert distance_sensitivity(grow_tree(shares - 50), 3) == {"hellinger": None, "clr": None}


def test_columns_that_always_go_together_are_supported_and_noise_is_not():
    chance = np.random.default_rng(0)
    common = chance.normal(size=(80, 1))
    rows = np.hstack([common + 0.1 * chance.normal(size=(80, 2)), chance.normal(size=(80, 3))])
    tree = column_tree(rows)
    support = column_support(rows[:, tree.order], tree.dendrogram.merges, replicates=300)
    assert support[0] > 0.95
    assert support[-1] == 1.0
    assert support[1:-1].min() < 0.95


def test_support_without_curvature_is_how_often_a_group_is_found():
    """Bootstrap frequencies by scipy, sample for sample, lie near the unbiased probability."""
    chance = np.random.default_rng(5)
    common = chance.normal(size=(60, 1))
    rows = np.hstack([common + chance.normal(size=(60, 2)), chance.normal(size=(60, 2))])
    tree = column_tree(rows)
    turned = rows[:, tree.order]
    first = frozenset(tree.dendrogram.merges[0].tolist())
    drawn = (turned[chance.integers(0, 60, 60)] for _ in range(300))
    often = np.mean([first in partitions.groups_of_columns(one) for one in drawn])
    support = column_support(turned, tree.dendrogram.merges, replicates=500)
    assert support[0] == pytest.approx(often, abs=0.15)


def test_small_clusters_can_be_left_out_of_the_silhouette_and_of_the_agreement():
    """Two far pairs of three and a single row: without it, the mean is that of the other six."""
    rows = np.array([[0.0, 100], [1, 99], [2, 98], [40, 60], [41, 59], [42, 58], [95, 5]])
    tree = grow_tree(rows)
    with_all, without = silhouettes(tree, [3]), silhouettes(tree, [3], smallest=2)
    assert with_all[0] * 7 == pytest.approx(without[0] * 6)  # one alone has width 0
    assert np.isnan(silhouettes(tree, [3], smallest=4)[0])
    assert set(distance_sensitivity(tree, 3, smallest=4).values()) == {None}
    assert distance_sensitivity(tree, 3, smallest=2)["hellinger"] == 1.0

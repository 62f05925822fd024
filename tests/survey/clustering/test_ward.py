"""Ward's heights against three judges: scipy, R, and the definition in exact fractions."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import linkage

from tests.reference.ward import cluster_of, greedy_squares, replay
from theodolite.survey.clustering import cut, grow_tree, heights_of_rows

STATISTICS = Path(__file__).parents[3] / "../shared/data/survey-statistics"

points = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.tuples(*[st.integers(-1000, 1000)] * columns), min_size=2, max_size=12, unique=True
    )
)


def answers_in_steps_of_five(people: int, *, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return chance.multinomial(20, [0.3, 0.05, 0.2, 0.15, 0.1, 0.1, 0.1], size=people) * 5.0


@settings(deadline=None)
@given(points, st.data())
def test_heights_equal_the_definition_where_nothing_is_tied(points, data):
    weights = data.draw(st.lists(st.integers(1, 9), min_size=len(points), max_size=len(points)))
    squares, was_tied = greedy_squares(map(cluster_of, points, weights))
    assume(not was_tied)
    heights = grow_tree(points, weights=weights).heights
    np.testing.assert_allclose(heights**2, [float(square) for square in squares], rtol=1e-12)


@settings(deadline=None)
@given(points, st.data())
def test_heights_equal_scipy_on_repeated_rows_where_nothing_is_tied(points, data):
    copies = data.draw(st.lists(st.integers(1, 4), min_size=len(points), max_size=len(points)))
    _, was_tied = greedy_squares(map(cluster_of, points, copies))
    assume(not was_tied)
    rows = np.repeat(np.array(points, dtype=float), copies, axis=0)
    theirs = linkage(rows, "ward")[:, 2]
    np.testing.assert_allclose(heights_of_rows(grow_tree(rows)), theirs, rtol=1e-12)
    weighted = grow_tree(points, weights=copies)
    np.testing.assert_allclose(weighted.heights, theirs[len(rows) - len(points) :], rtol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_heights_equal_scipy_on_a_thousand_rows(seed):
    rows = np.random.default_rng(seed).dirichlet(np.ones(7), size=1000) * 100
    np.testing.assert_allclose(
        heights_of_rows(grow_tree(rows)), linkage(rows, "ward")[:, 2], rtol=1e-12
    )


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=2, max_size=25))
def test_every_merge_is_the_closest_pair_of_all_even_where_many_are_tied(rows):
    tree = grow_tree(rows)
    counted = sorted(Counter(rows).items())
    for chosen, lowest in replay([cluster_of(*pair) for pair in counted], tree.merges.tolist()):
        assert float(chosen) == pytest.approx(float(lowest), rel=1e-12)


def test_every_merge_is_the_closest_pair_of_all_in_a_survey_of_113_in_steps_of_five():
    tree = grow_tree(answers_in_steps_of_five(113, seed=4))
    clusters = map(cluster_of, tree.points.astype(int).tolist(), tree.weights.astype(int).tolist())
    for chosen, lowest in replay(list(clusters), tree.merges.tolist()):
        assert float(chosen) == pytest.approx(float(lowest), rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_heights_rise_and_children_come_before_parents(seed):
    tree = grow_tree(answers_in_steps_of_five(300, seed=seed) / 3)
    assert (np.diff(tree.heights) >= 0).all()
    own = len(tree.weights) + np.arange(len(tree.merges))
    assert (tree.merges < own[:, None]).all()
    assert sorted(tree.merges.ravel()) == list(range(2 * len(tree.weights) - 2))


@pytest.mark.parametrize(("count", "prime", "step"), [(14, 31, 27), (16, 19, 10), (19, 17, 8)])
def test_a_tree_is_finished_where_rounding_sends_the_search_round_in_circles(count, prime, step):
    """Points all equally far apart, turned so that rounding breaks every tie by chance."""
    mirror = np.arange(1, count + 1) * step % prime + 1.0
    tree = grow_tree(np.eye(count) - 2 * np.outer(mirror, mirror) / (mirror @ mirror))
    assert sorted(tree.merges.ravel()) == list(range(2 * count - 2))
    np.testing.assert_allclose(tree.heights, np.sqrt(2), rtol=1e-12)


def test_planted_groups_are_found():
    centres = np.array([[70, 10, 10, 10], [10, 70, 10, 10], [10, 10, 70, 10], [25, 25, 25, 25]])
    planted = np.repeat([1, 2, 4, 3], [28, 35, 4, 46])
    chance = np.random.default_rng(7)
    rows = chance.normal(np.repeat(centres, [28, 35, 4, 46], axis=0), 3.0)
    found = cut(grow_tree(rows), 4)
    assert len(set(zip(planted.tolist(), found.tolist(), strict=True))) == 4


@pytest.mark.real_data
@pytest.mark.skipif(not STATISTICS.exists(), reason="the shared reference data is not here")
def test_weighted_heights_and_segments_equal_r():
    """R 4.2.2, hclust(method = "ward.D2", members = weights)."""
    with (STATISTICS / "ward_weighted_input.csv").open() as file:
        table = np.array([[float(x) for x in row] for row in list(csv.reader(file))[1:]])
    heights = np.loadtxt(STATISTICS / "ward_weighted_heights.csv", skiprows=1)
    tree = grow_tree(table[:, :7], weights=table[:, 7])
    np.testing.assert_allclose(tree.heights, heights, rtol=1e-12)
    for k, theirs in ((4, table[:, 8]), (3, table[:, 9])):
        assert len(set(zip(cut(tree, k).tolist(), theirs.tolist(), strict=True))) == k

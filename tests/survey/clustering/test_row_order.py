"""The order of the rows changes nothing, not even the last bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from theodolite.survey.clustering import Tree, column_tree, cut, grow_tree

LINKAGES = ["ward", "average", "complete", "single"]
DISTANCES = ["euclidean", "hellinger", "clr"]


def bits(tree: Tree) -> bytes:
    parts = (tree.points, tree.weights, tree.counts, tree.merges, tree.heights)
    return b"".join(part.tobytes() for part in parts)


def answers_in_steps_of_five(people: int, *, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return chance.multinomial(20, [0.3, 0.05, 0.2, 0.15, 0.1, 0.1, 0.1], size=people) * 5.0


awkward = st.sampled_from([0.0, -0.0, 0.1, 0.2, 0.3, 1.0, 5.0, 1e-300]) | st.floats(-1e6, 1e6)
weighted_rows = st.lists(st.tuples(awkward, awkward, st.floats(1e-3, 1e3)), min_size=1, max_size=15)


@given(weighted_rows, st.randoms(use_true_random=False))
def test_a_shuffled_survey_gives_the_same_tree_and_the_same_segments(table, chance):
    shuffled = list(range(len(table)))
    chance.shuffle(shuffled)
    rows, weights = np.array(table)[:, :2], np.array(table)[:, 2]
    tree = grow_tree(rows, weights=weights)
    again = grow_tree(rows[shuffled], weights=weights[shuffled])
    assert bits(again) == bits(tree)
    k = (len(tree.weights) + 1) // 2
    assert (cut(again, k) == cut(tree, k)[shuffled]).all()


@pytest.mark.parametrize("distance", DISTANCES)
@pytest.mark.parametrize("linkage", LINKAGES)
def test_no_linkage_or_distance_depends_on_the_order_of_rows(linkage, distance):
    rows = answers_in_steps_of_five(60, seed=2)
    chance = np.random.default_rng(0)
    tree = grow_tree(rows, linkage=linkage, distance=distance)
    for _ in range(5):
        shuffled = chance.permutation(rows)
        assert bits(grow_tree(shuffled, linkage=linkage, distance=distance)) == bits(tree)


def test_hundreds_of_shuffles_of_113_tied_answers_never_move_a_respondent():
    rows = answers_in_steps_of_five(113, seed=1)
    tree = grow_tree(rows)
    segments = cut(tree, 4)
    chance = np.random.default_rng(0)
    for _ in range(200):
        shuffled = chance.permutation(len(rows))
        again = grow_tree(rows[shuffled])
        assert bits(again) == bits(tree)
        assert (cut(again, 4) == segments[shuffled]).all()


def test_the_same_shuffles_do_move_respondents_where_rows_are_taken_as_they_come():
    rows = answers_in_steps_of_five(113, seed=1)
    chance = np.random.default_rng(0)
    partitions = set()
    for _ in range(30):
        shuffled = chance.permutation(len(rows))
        labels = np.empty(len(rows), dtype=int)
        labels[shuffled] = fcluster(linkage(rows[shuffled], "ward"), 4, "maxclust")
        partitions.add((labels[:, None] == labels).tobytes())
    assert len(partitions) > 1


def test_minus_zero_is_zero():
    assert bits(grow_tree([[-0.0, 1.0], [0.0, 1.0]])) == bits(grow_tree([[0.0, 1.0], [0.0, 1.0]]))


@given(st.lists(st.tuples(awkward, awkward), min_size=1, max_size=12), st.data())
def test_a_weight_of_two_is_the_row_given_twice(rows, data):
    copies = data.draw(st.lists(st.integers(1, 3), min_size=len(rows), max_size=len(rows)))
    weighted = grow_tree(rows, weights=copies)
    repeated = grow_tree(np.repeat(np.array(rows), copies, axis=0))
    for part in ("points", "weights", "merges", "heights"):
        assert getattr(weighted, part).tobytes() == getattr(repeated, part).tobytes()


@given(weighted_rows, st.randoms(use_true_random=False))
def test_the_tree_of_columns_does_not_depend_on_the_order_of_rows(table, chance):
    shuffled = list(range(len(table)))
    chance.shuffle(shuffled)
    rows, weights = np.array(table)[:, :2], np.array(table)[:, 2]
    columns = column_tree(rows, weights=weights)
    again = column_tree(rows[shuffled], weights=weights[shuffled])
    assert again.order.tolist() == columns.order.tolist()
    assert again.dendrogram.heights.tobytes() == columns.dendrogram.heights.tobytes()
    assert again.dendrogram.merges.tolist() == columns.dendrogram.merges.tolist()

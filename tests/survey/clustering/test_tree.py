"""What is read off a tree: segments, order, heights, the line of the cut, the picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import cut_tree, linkage

from theodolite.survey.clustering import (
    TooFewSegments,
    TooManySegments,
    cut,
    cut_height,
    dendrogram,
    grow_tree,
    heights_of_rows,
    leaf_order,
    row_order,
)

# Two pairs far apart; the pair that is larger in the first column is drawn above.
PAIRS = [[10.0, 90.0], [80.0, 20.0], [12.0, 88.0], [84.0, 16.0], [80.0, 20.0]]

rows_of_two = st.lists(st.tuples(*[st.integers(0, 20)] * 2), min_size=1, max_size=15)


def test_segments_are_numbered_from_top_to_bottom():
    tree = grow_tree(PAIRS)
    assert cut(tree, 2).tolist() == [2, 1, 2, 1, 1]
    assert cut(tree, 4).tolist() == [4, 2, 3, 1, 2]
    assert cut(tree, 1).tolist() == [1, 1, 1, 1, 1]


def test_the_branch_larger_in_the_first_column_is_drawn_above():
    tree = grow_tree(PAIRS)
    assert tree.points[leaf_order(tree)].tolist() == [[84, 16], [80, 20], [12, 88], [10, 90]]
    assert row_order(tree).tolist() == [3, 1, 4, 2, 0]


def test_where_the_first_column_is_equal_the_second_decides():
    tree = grow_tree([[50.0, 10.0, 40.0], [50.0, 40.0, 10.0]])
    assert tree.points[leaf_order(tree), 1].tolist() == [40, 10]


def test_branches_with_equal_means_keep_the_order_of_their_earliest_points():
    tree = grow_tree([[0.0, 0.0], [2.0, 2.0], [1.0, 0.9], [1.0, 1.1]], linkage="complete")
    crossed = tree.points[leaf_order(tree)].tolist()
    assert crossed == [[2, 2], [1, 1.1], [1, 0.9], [0, 0]]


@given(rows_of_two)
def test_segments_are_unbroken_runs_of_the_drawing_order(rows):
    tree = grow_tree(rows)
    drawn = row_order(tree)
    for k in range(1, len(tree.weights) + 1):
        segments = cut(tree, k)[drawn]
        assert sorted(set(segments.tolist())) == list(range(1, k + 1))
        assert (np.diff(segments) >= 0).all()


@given(rows_of_two)
def test_equal_rows_share_a_segment_even_when_every_different_row_is_its_own(rows):
    tree = grow_tree(rows)
    segments = cut(tree, len(tree.weights)).tolist()
    assert len(set(segments)) == len(set(zip(rows, segments, strict=True))) == len(set(rows))


@given(rows_of_two)
def test_cutting_deeper_only_splits_segments(rows):
    tree = grow_tree(rows)
    for k in range(2, len(tree.weights) + 1):
        pairs = set(zip(cut(tree, k).tolist(), cut(tree, k - 1).tolist(), strict=True))
        assert len(pairs) == k


@pytest.mark.parametrize("k", [2, 3, 7, 40])
def test_segments_equal_those_of_scipy_where_nothing_is_tied(k):
    rows = np.random.default_rng(3).dirichlet(np.ones(5), size=80)
    theirs = cut_tree(linkage(rows, "ward"), k).ravel()
    assert len(set(zip(cut(grow_tree(rows), k).tolist(), theirs.tolist(), strict=True))) == k


def test_heights_of_rows_hold_a_zero_for_each_repeated_row():
    heights = heights_of_rows(grow_tree([[0.0], [3.0], [0.0], [0.0]]))
    assert heights.tolist() == [0, 0, pytest.approx(np.sqrt(2 * 3 / 4 * 9))]


def test_the_cut_line_lies_between_the_merge_kept_and_the_merge_undone():
    tree = grow_tree([[0.0], [2.0], [10.0]])
    low, high = tree.heights
    assert cut_height(tree, 3) == pytest.approx(low / 2)
    assert cut_height(tree, 2) == pytest.approx((low + high) / 2)
    assert cut_height(tree, 1) == pytest.approx(1.05 * high)
    assert cut_height(grow_tree([[1.0]]), 1) == 0


@given(rows_of_two)
def test_the_picture_is_the_same_tree_with_leaves_in_drawing_order(rows):
    tree = grow_tree(rows)
    picture = dendrogram(tree)
    order = leaf_order(tree)
    assert picture.sizes.tolist() == tree.counts[order].tolist()
    assert picture.heights.tolist() == tree.heights.tolist()
    ours = {node: {int(node)} for node in range(len(order))}
    drawn = {place: {int(leaf)} for place, leaf in enumerate(order)}
    for merge in range(len(tree.merges)):
        new = len(order) + merge
        ours[new] = set.union(*(ours[node] for node in tree.merges[merge].tolist()))
        drawn[new] = set.union(*(drawn[node] for node in picture.merges[merge].tolist()))
        assert drawn[new] == ours[new]


def test_the_leaves_of_every_branch_of_the_picture_lie_side_by_side_upper_branch_first():
    rows = np.random.default_rng(5).integers(0, 6, size=(60, 3))
    picture = dendrogram(grow_tree(rows))
    leaves = [[leaf] for leaf in range(len(picture.sizes))]
    for upper, lower in picture.merges.tolist():
        leaves.append(leaves[upper] + leaves[lower])
        assert leaves[-1] == list(range(leaves[-1][0], leaves[-1][0] + len(leaves[-1])))


def test_one_row_is_a_tree_of_one_leaf():
    tree = grow_tree([[20.0, 80.0]])
    assert tree.merges.shape == (0, 2)
    assert cut(tree, 1).tolist() == [1]
    assert row_order(tree).tolist() == [0]
    assert heights_of_rows(tree).tolist() == []
    assert dendrogram(tree).sizes.tolist() == [1]


@pytest.mark.parametrize("linkage", ["ward", "average", "complete", "single"])
def test_equal_rows_are_one_leaf_with_all_the_weight(linkage):
    tree = grow_tree([[5.0, 5.0]] * 4, linkage=linkage)
    assert tree.weights.tolist() == [4]
    assert cut(tree, 1).tolist() == [1, 1, 1, 1]
    assert heights_of_rows(tree).tolist() == [0, 0, 0]


def test_more_segments_than_different_rows_are_refused_with_a_way_out():
    with pytest.raises(TooManySegments) as refusal:
        cut(grow_tree(PAIRS), 5)
    assert str(refusal.value) == (
        "k = 5 segments were asked for, but the 5 rows hold only 4 different ones, and equal rows"
        " always share a segment. Choose k from 1 to 4, or cluster by more columns."
    )


@pytest.mark.parametrize("read", [cut, cut_height])
def test_fewer_segments_than_one_are_refused_with_a_way_out(read):
    with pytest.raises(TooFewSegments, match=r"k = 0 .* at least 1 segment. Choose k from 1 to 4."):
        read(grow_tree(PAIRS), 0)

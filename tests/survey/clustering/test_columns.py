"""The tree that stands above the columns of a clustermap."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import linkage as scipy_linkage

from theodolite.survey.clustering import column_tree


@pytest.mark.parametrize("linkage", ["ward", "average", "complete", "single"])
def test_heights_equal_scipy_on_the_turned_table(linkage):
    rows = np.random.default_rng(1).dirichlet(np.ones(7), size=50)
    rows = np.concatenate([rows, rows[:10]])
    ours = column_tree(rows, linkage=linkage).dendrogram.heights
    np.testing.assert_allclose(ours, scipy_linkage(rows.T, linkage)[:, 2], rtol=1e-12)


def test_columns_used_alike_stand_together_the_larger_to_the_left():
    rows = [[10.0, 60.0, 11.0, 59.0], [30.0, 40.0, 31.0, 39.0]]
    columns = column_tree(rows)
    assert columns.order.tolist() == [1, 3, 2, 0]
    assert columns.dendrogram.merges.tolist() == [[2, 3], [0, 1], [5, 4]]


def test_identical_columns_each_keep_their_own_place_in_the_order_given():
    columns = column_tree([[5.0, 90.0, 5.0], [7.0, 86.0, 7.0]])
    assert columns.order.tolist() == [1, 0, 2]
    assert columns.dendrogram.sizes.tolist() == [1, 1, 1]
    assert columns.dendrogram.heights[0] == 0


def test_one_column_is_a_tree_of_one_leaf():
    assert column_tree([[1.0], [2.0]]).order.tolist() == [0]

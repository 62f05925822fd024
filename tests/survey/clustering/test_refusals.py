"""Tables no tree can be grown from are refused with the place and a way out."""

import numpy as np
import pytest

from theodolite.survey.clustering import CannotCluster, grow_tree


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e200])
def test_a_cell_without_a_usable_number_is_named_by_row_and_column(value):
    with pytest.raises(CannotCluster, match=r"Row 2, column 3 holds .* Fill it in, or leave"):
        grow_tree([[1.0, 2.0, 3.0], [4.0, 5.0, value]])


@pytest.mark.parametrize("rows", [[], [[]], np.empty((0, 3)), [1.0, 2.0]])
def test_a_table_without_rows_and_columns_is_refused_with_its_shape(rows):
    with pytest.raises(CannotCluster, match=r"at least one row and one column. Check which"):
        grow_tree(rows)


@pytest.mark.parametrize("weight", [0.0, -1.0, np.nan, np.inf])
def test_a_weight_that_is_not_above_nothing_is_named_by_row(weight):
    with pytest.raises(CannotCluster, match=r"The weight of row 2 is .* Leave out rows"):
        grow_tree([[1.0], [2.0]], weights=[1.0, weight])


def test_as_many_weights_as_rows_are_needed():
    with pytest.raises(CannotCluster, match=r"shape \(3,\) for 2 rows"):
        grow_tree([[1.0], [2.0]], weights=[1.0, 1.0, 1.0])


def test_the_smallest_and_largest_numbers_neither_overflow_nor_vanish():
    tree = grow_tree([[1e100], [-1e100], [1e-99], [0.0]], weights=[1e100, 1e-100, 1.0, 1.0])
    assert (tree.heights > 0).all()
    assert np.isfinite(tree.heights).all()

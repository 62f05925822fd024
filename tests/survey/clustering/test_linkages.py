"""Average, complete and single linkage: heights as scipy's on the rows as they are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import linkage as scipy_linkage

from theodolite.settings.errors import CorrectableError
from theodolite.survey.clustering import CannotCluster, cut, grow_tree, heights_of_rows

OTHERS = ["average", "complete", "single"]


@pytest.mark.parametrize("linkage", OTHERS)
def test_heights_equal_scipy_with_repeated_rows(linkage):
    rows = np.random.default_rng(1).dirichlet(np.ones(4), size=60)
    rows = np.concatenate([rows, rows[:25], rows[:5]])
    ours = heights_of_rows(grow_tree(rows, linkage=linkage))
    np.testing.assert_allclose(ours, scipy_linkage(rows, linkage)[:, 2], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("linkage", OTHERS)
def test_planted_groups_are_found(linkage):
    chance = np.random.default_rng(2)
    planted = np.repeat([1, 2, 3], [5, 40, 15])
    rows = chance.normal(np.repeat([[0, 0], [50, 0], [0, 50]], [5, 40, 15], axis=0), 2.0)
    found = cut(grow_tree(rows, linkage=linkage), 3)
    assert len(set(zip(planted.tolist(), found.tolist(), strict=True))) == 3


@pytest.mark.parametrize("linkage", ["complete", "single"])
def test_weights_change_nothing_in_complete_and_single_linkage(linkage):
    rows = np.random.default_rng(3).normal(size=(20, 2))
    plain = grow_tree(rows, linkage=linkage)
    weighted = grow_tree(rows, weights=np.linspace(0.5, 3, 20), linkage=linkage)
    assert weighted.merges.tolist() == plain.merges.tolist()
    assert weighted.heights.tolist() == plain.heights.tolist()


@settings(deadline=None)
@given(
    st.lists(st.integers(-100, 100), min_size=1, max_size=10, unique=True),
    st.integers(2, 1_000_000),
)
def test_average_linkage_is_the_same_when_everybody_counts_as_often(values, times):
    rows = [[float(value)] for value in values]
    plain = grow_tree(rows, linkage="average")
    often = grow_tree(rows, weights=[times] * len(rows), linkage="average")
    assert often.merges.tolist() == plain.merges.tolist()
    assert often.heights.tolist() == plain.heights.tolist()


def test_average_linkage_by_hand():
    """From 0 (twice) and 1 to 4: the three distances 4, 4 and 3 average to 11/3."""
    tree = grow_tree([[0.0], [1.0], [4.0]], weights=[2, 1, 1], linkage="average")
    assert tree.heights.tolist() == [1, pytest.approx(11 / 3)]


def test_average_linkage_refuses_weights_that_are_not_whole_with_a_way_out():
    with pytest.raises(CannotCluster, match=r"adds up to 0.7, .* whole numbers. Leave the weights"):
        grow_tree([[0.0], [1.0]], weights=[0.7, 1.0], linkage="average")


def test_linkages_that_compare_all_pairs_refuse_what_does_not_fit_in_memory():
    with pytest.raises(CannotCluster, match=r"would compare 30,001 rows .* Use ward linkage"):
        grow_tree([[0.0], [1.0]], weights=[1, 30_000], linkage="average")


def test_an_unknown_linkage_is_named_with_the_nearest():
    with pytest.raises(CorrectableError, match=r"'wards'.*Did you mean 'ward'"):
        grow_tree([[0.0], [1.0]], linkage="wards")

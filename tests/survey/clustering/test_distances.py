"""Coordinates reproduce the distances they are named after."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.settings.errors import CorrectableError
from theodolite.survey.clustering import CannotCluster, coordinates, cut, grow_tree

positive = st.lists(st.floats(0.5, 100), min_size=3, max_size=6)
pair_of_rows = st.integers(2, 6).flatmap(
    lambda columns: st.tuples(
        *[st.lists(st.integers(1, 100).map(float), min_size=columns, max_size=columns)] * 2
    )
)


def straight_line(places: np.ndarray) -> float:
    return float(np.sqrt(((places[0] - places[1]) ** 2).sum()))


@given(pair_of_rows)
def test_hellinger_places_lie_as_far_apart_as_the_hellinger_distance(rows):
    p, q = ([x / sum(row) for x in row] for row in rows)
    overlap = sum(np.sqrt(a * b) for a, b in zip(p, q, strict=True))
    squared = straight_line(coordinates(np.array(rows), "hellinger")) ** 2
    assert squared == pytest.approx(2 - 2 * overlap, abs=1e-12)


@given(pair_of_rows)
def test_clr_places_lie_as_far_apart_as_the_aitchison_distance(rows):
    x, y = rows
    ratios = [
        (np.log(x[i] / x[j]) - np.log(y[i] / y[j])) ** 2 for i, j in combinations(range(len(x)), 2)
    ]
    far = straight_line(coordinates(np.array(rows), "clr"))
    assert far == pytest.approx(np.sqrt(sum(ratios) / len(x)), abs=1e-9)


@given(positive)
def test_clr_keeps_the_ratios_between_shares_that_are_not_zero(row):
    logs = coordinates(np.array([[0.0, *row]]), "clr")[0]
    assert logs[1] - logs[2] == pytest.approx(np.log(row[0] / row[1]), abs=1e-9)
    assert logs.sum() == pytest.approx(0, abs=1e-9)


def test_a_zero_share_becomes_0_0065_and_the_others_shrink_by_as_much():
    logs = coordinates(np.array([[0.0, 40.0, 60.0]]), "clr")[0]
    replaced = np.exp(logs) / np.exp(logs).sum()
    assert replaced == pytest.approx([0.0065, 0.4 * 0.9935, 0.6 * 0.9935])


@pytest.mark.parametrize("distance", ["hellinger", "clr"])
def test_rows_in_proportion_are_one_point(distance):
    tree = grow_tree([[1.0, 3.0], [25.0, 75.0], [50.0, 50.0]], distance=distance)
    assert tree.weights.tolist() == [2, 1]
    assert cut(tree, 2).tolist() == [2, 2, 1]


def test_euclidean_places_are_the_rows_themselves():
    assert coordinates(np.array([[-1.0, 3.0]]), "euclidean").tolist() == [[-1, 3]]


@pytest.mark.parametrize("distance", ["hellinger", "clr"])
def test_a_negative_share_is_refused_with_its_place_and_a_way_out(distance):
    with pytest.raises(CannotCluster, match=r"Row 2, column 1 holds -5, .* Correct the value"):
        grow_tree([[1.0, 1.0], [-5.0, 1.0]], distance=distance)


@pytest.mark.parametrize("distance", ["hellinger", "clr"])
def test_a_row_that_sums_to_nothing_is_refused_with_a_way_out(distance):
    with pytest.raises(CannotCluster, match=r"Row 2 sums to nothing, .* Leave the row out"):
        grow_tree([[1.0, 1.0], [0.0, -0.0]], distance=distance)


def test_too_many_zeros_for_log_ratios_are_refused_with_a_way_out():
    with pytest.raises(CannotCluster, match=r"199 zeros, .* fewer columns. Add up columns"):
        grow_tree(np.eye(200)[:2], distance="clr")


def test_an_unknown_distance_is_named_with_the_nearest():
    with pytest.raises(CorrectableError, match=r"'helinger'.*Did you mean 'hellinger'"):
        grow_tree([[0.0], [1.0]], distance="helinger")

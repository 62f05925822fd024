"""Rows of any table are clustered without a plan, in any order and from any file."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import linkage

from tests.survey.small_answers import small_answers
from theodolite.settings.errors import UnknownName
from theodolite.survey.clustered import cluster
from theodolite.survey.clustering import CannotCluster, TooManySegments
from theodolite.survey.errors import NobodyLeft

POINTS = st.lists(
    st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=25, unique=True
)


@given(POINTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_but_the_order_of_the_answer(points, mixer) -> None:
    frame = pl.DataFrame(points, schema=["a", "b"], orient="row")
    order = list(range(len(points)))
    mixer.shuffle(order)
    as_given, mixed = cluster(frame, ["a", "b"], k=2), cluster(frame[order], ["a", "b"], k=2)
    assert mixed.membership.tolist() == as_given.membership[order].tolist()
    assert mixed.sizes == as_given.sizes
    assert mixed.heights.tolist() == as_given.heights.tolist()


@given(POINTS)
def test_sizes_count_the_members_and_heights_never_fall(points) -> None:
    frame = pl.DataFrame(points, schema=["a", "b"], orient="row")
    found = cluster(frame, ["a", "b"], k=2)
    assert found.sizes == tuple(int((found.membership == k).sum()) for k in (1, 2))
    assert len(found.heights) == len(points) - 1
    assert np.all(np.diff(found.heights) >= 0)


@pytest.mark.parametrize("method", ["ward", "average", "complete", "single"])
def test_heights_are_those_of_scipy_where_nothing_is_tied(method) -> None:
    rows = np.random.default_rng(3).normal(size=(30, 2))
    found = cluster(pl.DataFrame(rows, schema=["a", "b"]), ["a", "b"], k=3, linkage=method)
    assert found.heights == pytest.approx(linkage(rows, method)[:, 2], rel=1e-9)


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("who;a\nx;1,5\ny;9\nz;\n")
    found = cluster(tmp_path / "rows.csv", ["a"], k=2)
    assert found.frame.columns == ["who", "a", "cluster"]
    assert found.membership.tolist() == [2, 1, 0]


def test_answers_already_read_can_be_clustered() -> None:
    from theodolite.survey.questionnaire import Part, Question

    time = Question("time", "Time", "share", parts=(Part("code"), Part("teach")))
    answers = small_answers([time], {"time.code": [90.0, 5.0], "time.teach": [10.0, 95.0]})
    assert cluster(answers.frame, time.fields(), k=2).sizes == (1, 1)


def test_a_cell_that_is_no_number_is_named() -> None:
    with pytest.raises(CannotCluster, match="Row 2 of column 'a' holds 'many'"):
        cluster(pl.DataFrame({"a": ["1", "many"]}), ["a"], k=1)


def test_a_column_that_is_not_there_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'apples'"):
        cluster(pl.DataFrame({"apples": [1]}), ["aples"], k=1)


def test_rows_without_any_number_leave_nothing_to_cluster() -> None:
    with pytest.raises(NobodyLeft, match="every one of a, b"):
        cluster(pl.DataFrame({"a": [1.0, None], "b": [None, 2.0]}), ["a", "b"], k=1)


def test_equal_rows_cannot_be_told_apart() -> None:
    with pytest.raises(TooManySegments, match="only 1 different"):
        cluster(pl.DataFrame({"a": [1, 1]}), ["a"], k=2)

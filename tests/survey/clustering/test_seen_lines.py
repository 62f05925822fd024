"""Many rows become a few lines that keep their means, their clusters and their merges."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.display import draw
from theodolite.survey.clustered import cluster
from theodolite.survey.clustering import cut, dendrogram, grow_tree, row_order, seen_lines
from theodolite.survey.row_clustermap import row_clustermap

tables = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=60)


@given(tables, st.integers(1, 4))
def test_a_line_for_each_row_shows_the_rows_and_the_tree_as_they_are(table, k):
    rows = np.array(table, dtype=float)
    tree = grow_tree(rows)
    k = min(k, len(tree.weights))
    seen = seen_lines(tree, k, most=len(rows))
    assert seen.rows_each == 1
    np.testing.assert_allclose(seen.values, rows[row_order(tree)])
    assert (seen.clusters + 1 == cut(tree, k)[row_order(tree)]).all()
    exact = dendrogram(tree)
    assert seen.tree.merges.tolist() == exact.merges.tolist()
    assert seen.tree.sizes.tolist() == exact.sizes.tolist()
    assert seen.tree.heights.tobytes() == exact.heights.tobytes()


@given(tables, st.integers(1, 4), st.integers(1, 20))
def test_fewer_lines_keep_the_mean_of_every_cluster(table, k, most):
    rows = np.array(table, dtype=float)
    tree = grow_tree(rows)
    k = min(k, len(tree.weights))
    seen = seen_lines(tree, k, most=most)
    labels = cut(tree, k) - 1
    assert len(seen.values) <= most + k
    for one in range(k):
        shown = seen.values[seen.clusters == one]
        own = rows[labels == one]
        assert shown.min() >= own.min() - 1e-9
        assert shown.max() <= own.max() + 1e-9
        if len(shown) == 1:
            np.testing.assert_allclose(shown[0], own.mean(axis=0))


@given(tables, st.integers(1, 20))
def test_the_tree_over_the_lines_spans_them_and_keeps_true_heights(table, most):
    tree = grow_tree(np.array(table, dtype=float))
    seen = seen_lines(tree, 1, most=most)
    assert seen.tree.sizes.sum() == len(seen.values)
    assert (np.diff(seen.tree.heights) >= 0).all()
    assert set(seen.tree.heights) <= set(tree.heights)
    leaves = len(seen.tree.sizes)
    assert sorted(seen.tree.merges.ravel()) == list(range(2 * leaves - 2))


def test_two_groups_of_thousands_join_at_their_full_height():
    chance = np.random.default_rng(0)
    rows = np.concatenate([chance.normal(0, 1, (3000, 2)), chance.normal(90, 1, (2000, 2))])
    tree = grow_tree(rows)
    seen = seen_lines(tree, 2, most=50)
    assert seen.rows_each == 100
    assert np.bincount(seen.clusters).tolist() == [20, 30]
    assert seen.tree.heights[-1] == tree.heights[-1]


def test_the_figure_of_many_rows_says_that_its_lines_are_means():
    rows = np.random.default_rng(0).multinomial(20, [0.4, 0.3, 0.2, 0.1], size=3000) * 5
    found = cluster(pl.DataFrame(rows, schema=["a", "b", "c", "d"]), ["a", "b", "c", "d"], k=3)
    picture = draw(row_clustermap(found, ["a", "b", "c", "d"]))
    assert "Each line is the mean of about 3." in picture.svg
    assert any("average of about 3" in note for note in picture.notes)
    assert "3,000 respondents" in picture.alt


@pytest.mark.parametrize("header", ["a,b", "a;b"])
def test_a_large_file_is_read_the_same_way_as_a_small_one(tmp_path, header):
    rows = np.random.default_rng(0).integers(0, 100, (200_000, 2))
    large, small = tmp_path / "large.csv", tmp_path / "small.csv"
    separator = header[1]
    lines = [header, *(f"{a}{separator}{b}" for a, b in rows.tolist())]
    large.write_text("\n".join(lines))
    small.write_text("\n".join(lines[:3001]))
    assert large.stat().st_size > 1_000_000 > small.stat().st_size
    found = cluster(large, ["a", "b"], k=2)
    assert found.sizes == cluster(rows_frame(rows), ["a", "b"], k=2).sizes
    assert (
        cluster(small, ["a", "b"], k=2).sizes
        == cluster(rows_frame(rows[:3000]), ["a", "b"], k=2).sizes
    )


def rows_frame(rows: np.ndarray):
    return pl.DataFrame(rows, schema=["a", "b"])

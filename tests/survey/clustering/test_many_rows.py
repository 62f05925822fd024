"""Many rows are searched in boxes by machine code; the tree is the same to the last bit."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import linkage

from tests.reference.ward import cluster_of, replay
from theodolite.survey.clustering import (
    Tree,
    compiling,
    cut,
    dendrogram,
    grow_tree,
    heights_of_rows,
    row_order,
)

PROFILES = np.array(
    [
        [70, 5, 5, 10, 2, 5, 3],
        [10, 5, 60, 10, 5, 5, 5],
        [8, 72, 8, 4, 2, 4, 2],
        [15, 5, 10, 30, 20, 10, 10],
    ]
)
awkward = st.sampled_from([0.0, 0.1, 0.2, 0.3, 1.0, 5.0]) | st.floats(-1e6, 1e6)
weighted_rows = st.lists(
    st.tuples(awkward, awkward, st.integers(1, 3) | st.floats(1e-3, 1e3)), min_size=1, max_size=60
)


def answers_in_steps_of_five(people: int, *, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return chance.multinomial(20, PROFILES[chance.integers(0, 4, people)] / 100) * 5.0


def bits(tree: Tree) -> bytes:
    return tree.merges.tobytes() + tree.heights.tobytes()


def grown(rows: np.ndarray, *, compiled_from: int, **options: object) -> Tree:
    """A tree grown as if machine code paid from this many rows on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "COMPILED_FROM", compiled_from)
        tree = grow_tree(rows, **options)
        _ = cut(tree, 1), row_order(tree), dendrogram(tree)
        return tree


@given(weighted_rows)
def test_both_ways_of_searching_give_the_same_bits_whatever_the_rows_and_weights(table):
    rows, weights = np.array(table)[:, :2], np.array(table)[:, 2]
    few, many = (grown(rows, weights=weights, compiled_from=least) for least in (10**9, 2))
    assert bits(many) == bits(few)


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=2, max_size=80))
def test_both_ways_of_searching_break_ties_alike(rows):
    few, many = (grown(np.array(rows), compiled_from=least) for least in (10**9, 2))
    assert bits(many) == bits(few)
    assert cut(many, 1).tolist() == cut(few, 1).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_both_ways_of_searching_agree_on_thousands_of_tied_answers(seed):
    rows = answers_in_steps_of_five(3000, seed=seed)
    few, many = (grown(rows, compiled_from=least) for least in (10**9, 2))
    assert bits(many) == bits(few)
    assert (cut(many, 4) == cut(few, 4)).all()
    assert (row_order(many) == row_order(few)).all()
    one, other = dendrogram(many), dendrogram(few)
    assert one.merges.tobytes() == other.merges.tobytes()


@pytest.mark.parametrize("seed", range(3))
def test_heights_equal_scipy_on_thousands_of_rows_without_ties(seed):
    rows = np.random.default_rng(seed).dirichlet(np.ones(7), size=3000) * 100
    rows = np.concatenate([rows, rows[:500]])
    heights = heights_of_rows(grown(rows, compiled_from=2))
    np.testing.assert_allclose(heights, linkage(rows, "ward")[:, 2], rtol=1e-12)


@given(st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=2, max_size=20, unique=True))
def test_every_merge_is_the_closest_pair_of_all_even_where_many_are_tied(points):
    tree = grown(np.array(points), compiled_from=2)
    clusters = [cluster_of(point, 1) for point in tree.points.astype(int).tolist()]
    for chosen, lowest in replay(clusters, tree.merges.tolist()):
        assert float(chosen) == pytest.approx(float(lowest), rel=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_eight_hundred_shuffles_of_tied_answers_never_move_a_respondent(seed):
    """Two hundred more are in `test_row_order`."""
    rows = answers_in_steps_of_five(200 + 50 * seed, seed=seed)
    tree = grown(rows, compiled_from=2)
    segments = cut(tree, 4)
    chance = np.random.default_rng(seed)
    for _ in range(100):
        shuffled = chance.permutation(len(rows))
        again = grown(rows[shuffled], compiled_from=2)
        assert bits(again) == bits(tree)
        assert (cut(again, 4) == segments[shuffled]).all()


@pytest.mark.parametrize(("count", "prime", "step"), [(14, 31, 27), (16, 19, 10), (19, 17, 8)])
def test_a_tree_is_finished_where_rounding_sends_the_search_round_in_circles(count, prime, step):
    """Points all equally far apart, turned so that rounding breaks every tie by chance."""
    mirror = np.arange(1, count + 1) * step % prime + 1.0
    rows = np.eye(count) - 2 * np.outer(mirror, mirror) / (mirror @ mirror)
    few, many = (grown(rows, compiled_from=least) for least in (10**9, 2))
    assert bits(many) == bits(few)


def test_planted_groups_are_found_among_twenty_thousand():
    planted = np.repeat([1, 2, 3], [12_000, 7_000, 1_000])
    chance = np.random.default_rng(7)
    centres = np.array([[80, 10, 10], [10, 80, 10], [10, 10, 80]])
    found = cut(grow_tree(chance.normal(centres[planted - 1], 2.0)), 3)
    assert (found == planted).all()


def test_progress_rises_to_the_end():
    told: list[float] = []
    grow_tree(np.random.default_rng(0).random((6000, 2)), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_long_work_can_be_interrupted():
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grow_tree(np.random.default_rng(0).random((6000, 2)), progress=interrupt)


def test_a_small_survey_does_not_load_the_compiler():
    program = (
        "import sys, numpy as np\n"
        "from theodolite.survey.clustering import cut, dendrogram, grow_tree, row_order\n"
        "tree = grow_tree(np.random.default_rng(0).random((500, 7)))\n"
        "cut(tree, 4), row_order(tree), dendrogram(tree)\n"
        "sys.exit('numba' in sys.modules)\n"
    )
    subprocess.run(  # noqa: S603 -- our own program, in our own interpreter
        [sys.executable, "-c", program],
        check=True,
    )

"""Shrinkage of small groups: properties, truth planted, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theodolite.survey.shrinkage import CannotShrink, shrink

counts = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))
groups = st.dictionaries(st.text(max_size=4), counts, min_size=2, max_size=8).filter(
    lambda drawn: any(base for _, base in drawn.values())
)


@settings(max_examples=40)
@given(groups)
def test_a_shrunk_share_lies_between_the_raw_one_and_the_whole(drawn):
    found = shrink(drawn)
    whole = found.whole.value
    for one in found.groups.values():
        ends = sorted([whole, whole if one.raw.value is None else one.raw.value])
        assert ends[0] - 1e-12 <= one.value <= ends[1] + 1e-12
        assert 0 <= one.low <= one.value <= one.high <= 1


@settings(max_examples=40)
@given(groups)
def test_the_order_of_groups_changes_nothing(drawn):
    found, turned = shrink(drawn), shrink(dict(reversed(drawn.items())))
    for name, one in found.groups.items():
        assert turned.groups[name].value == pytest.approx(one.value, rel=1e-5)


def test_small_groups_move_more_than_large_ones():
    found = shrink({"small": (7, 8), "large": (35, 40), "others": (40, 100)})
    small, large = found.groups["small"], found.groups["large"]
    assert small.raw.value == large.raw.value
    assert found.whole.value < small.value < large.value


def test_each_group_counts_as_if_so_many_more_like_the_whole_had_answered():
    found = shrink({"engineers": (7, 8), "imaging": (9, 40), "radiotherapy": (30, 60)})
    expected = (7 + found.added * 46 / 108) / (8 + found.added)
    assert found.groups["engineers"].value == pytest.approx(expected)
    assert found.sentence() == (
        "Shares of small groups are drawn towards that of all 108 answers, as if"
        f" {found.added:.0f} more people who are like them all had answered in each group."
    )


def test_groups_that_differ_less_share_more():
    found = shrink({"a": (10, 20), "b": (10, 20), "c": (10, 20)})
    apart = shrink({"a": (2, 20), "b": (10, 20), "c": (18, 20)})
    assert found.added > 40
    assert apart.added < 10


def test_groups_that_truly_differ_are_hardly_moved():
    found = shrink({"a": (0, 50), "b": (50, 50), "c": (0, 50), "d": (50, 50)})
    assert found.added < 1.5
    assert found.groups["b"].value > 0.98


def test_shrunk_shares_are_nearer_the_planted_ones_and_covered_about_as_often_as_promised():
    chance = np.random.default_rng(14)
    raw_error = shrunk_error = covered = 0.0
    for _ in range(60):
        truth = chance.beta(6, 9, size=12)
        bases = chance.integers(4, 30, size=12)
        drawn = chance.binomial(bases, truth)
        found = shrink({str(i): (int(drawn[i]), int(bases[i])) for i in range(12)})
        for share, one in zip(truth, found.groups.values(), strict=True):
            raw_error += (one.raw.value - share) ** 2
            shrunk_error += (one.value - share) ** 2
            covered += one.low <= share <= one.high
    assert shrunk_error < 0.75 * raw_error
    assert 0.88 <= covered / 720 <= 0.98


def test_a_group_without_answers_is_like_the_whole():
    found = shrink({"a": (3, 10), "b": (9, 12), "nobody": (0, 0)})
    assert found.groups["nobody"].raw.value is None
    assert found.groups["nobody"].value == pytest.approx(found.whole.value)


def test_where_everyone_agrees_groups_stay_as_they_are():
    found = shrink({"a": (0, 3), "b": (0, 30), "nobody": (0, 0)})
    assert found.added == 0
    assert [one.value for one in found.groups.values()] == [0, 0, 0]
    assert found.groups["a"].high == found.groups["a"].raw.high


def test_one_group_alone_and_impossible_counts_are_refused():
    with pytest.raises(CannotShrink, match=r"There are 1 groups, .* Print the raw share"):
        shrink({"a": (1, 2)})
    with pytest.raises(CannotShrink, match=r"In 'b', 5 of 3 is not a share"):
        shrink({"a": (1, 2), "b": (5, 3)})

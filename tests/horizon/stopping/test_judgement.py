"""Whether enough was read is judged soberly, told in words, and right as often as is said."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.reference.unseen import (
    chance_of_so_few,
    every_stretch,
    negative_binomial_tail,
    tail_after_audit,
)
from theodolite.horizon.stopping.audit import audit_sample, audit_size
from theodolite.horizon.stopping.grounds import LOOK_ALIKE, THINNING
from theodolite.horizon.stopping.judgement import Audited, CannotJudge, allowed, judge
from theodolite.horizon.stopping.unseen import Audit, Doubt, Stretches, chance_of_more, stretches

readings = st.lists(st.booleans(), min_size=5, max_size=60).filter(any)


def one_stretch(finds: float, size: float) -> Stretches:
    return Stretches(np.array([finds]), np.array([size]))


@given(st.integers(1, 8), st.integers(0, 12), st.floats(0.05, 20))
def test_one_stretch_leaves_what_a_negative_binomial_distribution_says(
    least: int, finds: int, size: float
) -> None:
    told = chance_of_more(least, one_stretch(finds, size), Doubt(prior=1.0))[0]
    assert told == pytest.approx(negative_binomial_tail(least, finds + 1.0, size), abs=1e-9)


@pytest.mark.parametrize(("share", "found"), [(0.1, 0), (0.3, 2), (0.6, 1)])
def test_an_audit_counts_as_bayes_would_have_it(share: float, found: int) -> None:
    told = chance_of_more(3, one_stretch(4, 1.5), Doubt(prior=1.0), Audit(share, found))[0]
    assert told == pytest.approx(tail_after_audit(3, 5.0, 1.5, share, found), abs=1e-4)


@given(readings, st.integers(1, 5), st.data())
@settings(max_examples=60)
def test_no_other_stretch_tells_more_than_those_after_a_find(
    labels: list[bool], least: int, data: st.DataObject
) -> None:
    weights = [data.draw(st.floats(0.1, 3)) for _ in labels]
    found = chance_of_more(
        least, stretches(np.array(labels), np.array(weights), 7.0), Doubt(prior=1.0)
    ).min()
    assert found == pytest.approx(every_stretch(labels, weights, 7.0, least, 1.0), abs=1e-9)


def test_doubt_about_the_weights_makes_a_quiet_stretch_less_telling() -> None:
    quiet = one_stretch(0, 30.0)
    sure, doubtful = Doubt(prior=1.0), Doubt(prior=1.0, spread=2.0)
    assert chance_of_more(1, quiet, doubtful)[0] > 2 * chance_of_more(1, quiet, sure)[0]
    assert THINNING.spread > LOOK_ALIKE.spread


@given(readings, st.integers(0, 40), st.integers(1, 200))
def test_another_irrelevant_record_never_makes_things_look_worse(
    labels: list[bool], quiet: int, unread: int
) -> None:
    pool = len(labels) + quiet + unread
    before = judge([*labels, *[False] * quiet], pool)
    after = judge([*labels, *[False] * (quiet + 1)], pool)
    assert after.left_at_most <= before.left_at_most
    assert after.recall_at_least >= before.recall_at_least


@given(readings, st.integers(20, 300), st.integers(0, 19))
def test_a_quiet_audit_never_makes_things_look_worse(
    labels: list[bool], unread: int, size: int
) -> None:
    pool = len(labels) + unread
    before = judge(labels, pool, audit=[False] * size)
    assert judge(labels, pool, audit=[False] * (size + 1)).left_at_most <= before.left_at_most


@given(readings, st.integers(1, 300), st.sampled_from([0.6, 0.8, 0.9, 0.95, 0.99]))
def test_who_asks_for_less_may_stop_no_later(labels: list[bool], quiet: int, sure: float) -> None:
    read = [*labels, *[False] * quiet]
    strict = judge(read, len(read) + 100, target=0.95, sure=0.99)
    assert judge(read, len(read) + 100, target=0.9, sure=0.99).may_stop >= strict.may_stop
    assert judge(read, len(read) + 100, sure=sure).left_at_most <= strict.left_at_most


@given(
    st.lists(st.booleans(), max_size=60), st.integers(0, 100), st.lists(st.booleans(), max_size=20)
)
def test_the_numbers_of_a_judgement_agree_with_each_other(
    labels: list[bool], unread: int, audit: list[bool]
) -> None:
    pool = len(labels) + len(audit) + unread
    told = judge(labels, pool, audit=audit)
    assert told.found == sum(labels) + sum(audit)
    assert told.read == len(labels) + len(audit)
    assert 0 <= told.left_estimate <= told.left_at_most <= unread
    assert told.cost_of_reading_on <= unread
    enough = told.left_at_most <= allowed(told.found, 0.95) and told.found > 0
    assert told.may_stop == (enough or not unread)
    assert judge(labels, pool, audit=audit) == told


def test_the_guarantee_is_told_in_words() -> None:
    told = judge([True] * 60 + [False] * 500, 1_000)
    assert re.fullmatch(
        r"You may stop: at least 95% found, 95% sure\. 60 found, about \d left, at most \d;"
        r" reading on costs about \d+ more\.",
        told.sentence,
    )
    early = judge([True] * 60 + [False] * 20, 1_000)
    assert early.sentence.startswith("Read on: 60 found, about ")
    assert not early.may_stop


def test_nothing_found_is_no_ground_to_stop() -> None:
    told = judge([False] * 200, 1_000)
    assert not told.may_stop
    assert told.sentence.startswith("Nothing relevant was found yet")


def test_who_read_everything_has_found_everything() -> None:
    assert judge([False] * 20, 20).may_stop
    told = judge([True, False] * 10, 20)
    assert (told.may_stop, told.recall_at_least, told.left_at_most) == (True, 1.0, 0)


def test_a_round_that_nothing_came_into_yet_is_not_told_as_read() -> None:
    assert judge([], 0).sentence == "Nothing waits to be read in this round yet."


def test_a_large_enough_audit_needs_no_other_ground() -> None:
    labels = [True, False] * 20
    assert not judge(labels, 1_000).may_stop
    size = audit_size(1_000 - len(labels), allowed(20, 0.95))
    assert judge(labels, 1_000, audit=[False] * size).may_stop


def test_chances_for_other_records_are_refused_with_a_way_out() -> None:
    with pytest.raises(CannotJudge, match="each needs one"):
        judge([True, False], 10, chances=[0.5] * 9)
    with pytest.raises(CannotJudge, match="Give the number of all records"):
        judge([True, False], 1)
    with pytest.raises(CannotJudge, match=r"sure is 1, but only shares"):
        judge([True, False], 10, sure=1.0)
    with pytest.raises(CannotJudge, match="Ask for no more than these"):
        audit_sample(["a"], 2, seed=1)


def test_the_size_of_an_audit_is_the_least_that_is_enough() -> None:
    size = audit_size(14, 3)
    assert chance_of_so_few(0, 14, 4, size) < 0.025
    assert chance_of_so_few(0, 14, 4, size - 1) >= 0.025


@given(st.integers(0, 200), st.integers(0, 2**32 - 1))
def test_an_audit_is_a_sample_that_its_seed_repeats(size: int, seed: int) -> None:
    unread = list(range(200))
    drawn = audit_sample(unread, size, seed=seed)
    assert len(set(drawn)) == size
    assert set(drawn) <= set(unread)
    assert drawn == audit_sample(unread, size, seed=seed)


def reading_order(random: np.random.Generator) -> NDArray[np.bool_]:
    """A pool in the order of a fair ranking: finds thin out, a few of them hidden anywhere."""
    pool, relevant = int(random.integers(300, 2_000)), int(random.integers(15, 120))
    hidden = random.binomial(relevant, random.uniform(0, 0.04))
    spread = random.uniform(0.04, 0.2)
    ranks = np.append(random.exponential(spread, relevant - hidden), random.random(hidden))
    labels = np.zeros(pool, dtype=bool)
    free = np.arange(pool)
    for rank in np.sort(np.minimum(ranks, 0.999)):
        at = np.searchsorted(free, int(rank * pool))
        labels[free[min(at, len(free) - 1)]] = True
        free = np.delete(free, min(at, len(free) - 1))
    return labels


def test_in_made_up_readings_the_guarantee_holds_as_often_as_it_says() -> None:
    random, kept, saved = np.random.default_rng(4), [], []
    for _ in range(40):
        labels = reading_order(random)
        read = next(
            n
            for n in (*range(20, len(labels), 25), len(labels))
            if judge(labels[:n], len(labels)).may_stop
        )
        kept.append(labels[:read].sum() >= 0.95 * labels.sum())
        saved.append(1 - read / len(labels))
    assert np.mean(kept) >= 0.95
    assert np.mean(saved) >= 0.15


def test_an_audit_alone_is_right_as_often_as_it_says() -> None:
    """Nothing is known of the order here: half of what is relevant hides at its very end."""
    random, wrong = np.random.default_rng(5), 0
    for _ in range(300):
        hidden = np.zeros(200, dtype=bool)
        hidden[:6] = True
        sample = np.array(audit_sample(hidden.tolist(), 80, seed=int(random.integers(2**31))))
        told = judge([True, False] * 45, 290, audit=sample.tolist())
        wrong += told.left_at_most < 6 - sample.sum()
    assert wrong / 300 <= 0.05


def test_an_older_audit_counts_by_itself_with_what_was_found_since() -> None:
    early, late = [True, False] * 20, [False] * 100
    size = audit_size(1_000 - len(early), allowed(20, 0.95))
    older = Audited([False] * size, after=len(early))
    assert judge([*early, *late], 1_000, audit=older).may_stop
    assert not judge([*early, *late], 1_000).may_stop


def test_an_enquiry_into_much_that_was_found_stays_exact_enough() -> None:
    """Beyond a hundred finds only some stretches are looked at; what they miss is little."""
    random = np.random.default_rng(6)
    labels = random.random(3_000) < 0.3 * np.exp(-np.arange(3_000) / 900)
    assert labels.sum() > 200
    weights = np.ones(3_000)
    found = chance_of_more(40, stretches(labels, weights, 900.0), Doubt()).min()
    every = every_stretch(labels.tolist(), weights.tolist(), 900.0, 40, 1.0)
    assert found == pytest.approx(every, rel=0.25, abs=0.01)

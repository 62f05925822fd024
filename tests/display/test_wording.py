"""Numbers are written one way everywhere, and hidden ones not at all."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.display import listed, sentence, with_interval, written
from theodolite.display.wording import UnfilledPlace
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import Estimate, count_of, mean_of, share_of
from theodolite.evidence.rounding import percent
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement

SOURCE = SourceNote("a" * 64, "b" * 64, "0.1.0")
counts = st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
rules = st.sampled_from(["half_up", "half_even"])


@given(counts, rules)
def test_a_share_is_written_from_its_counts_never_from_its_fraction(counted, rule):
    estimate = replace(share_of(*counted), value=0.987654321)
    assert written(estimate, rule) == f"{percent(*counted, rule)}%"


@given(counts, rules)
def test_an_interval_holds_the_number_it_belongs_to(counted, rule):
    value, low, high = (int(n) for n in re.findall(r"\d+", with_interval(share_of(*counted), rule)))
    assert low <= value <= high


@given(st.integers(0, 10**9))
def test_a_count_reads_back_as_itself(count):
    assert int(written(count_of(count)).replace(",", "")) == count


@given(counts, st.sampled_from(["lt5_round5", "nhs_secondary_care", "ons_10_5"]))
def test_a_hidden_number_is_a_mark_and_nothing_else(counted, profile):
    estimate = PROFILES[profile].protect(share_of(*counted))
    if not estimate.shown:
        assert written(estimate) == with_interval(estimate) == "[c]"


@given(st.floats(-1000, 1000), rules)
def test_a_mean_is_written_to_one_decimal(value, rule):
    text = written(mean_of(value, 10), rule)
    assert re.fullmatch(r"-?[\d,]+\.\d", text)
    assert abs(float(text.replace(",", "")) - value) <= 0.05 + 1e-9


def test_a_weighted_share_without_counts_is_written_from_its_value():
    weighted = Estimate("share", 0.125, low=0.071, high=0.205)
    assert written(weighted) == "13%"
    assert written(weighted, "half_even") == "12%"
    assert with_interval(weighted) == "13% (7–21%)"


def test_where_nobody_was_asked_stands_a_dash():
    assert written(share_of(0, 0)) == with_interval(share_of(0, 0)) == "–"
    assert written(mean_of(None, 0)) == written(mean_of(float("nan"), 3)) == "–"


def test_names_are_joined_as_one_says_them():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"


def statement(**values: Estimate | str) -> Statement:
    template = "{kept} of {received} respondents, {share}, work in {where}."
    return Statement("kept", template, SOURCE, values)


def test_a_sentence_is_filled_from_its_estimates():
    filled = statement(
        kept=count_of(1130), received=count_of(1250), share=share_of(4, 32), where="Wales"
    )
    assert sentence(filled) == "1,130 of 1,250 respondents, 13%, work in Wales."
    even = replace(filled, rounding="half_even")
    assert "12%" in sentence(even)


def test_a_sentence_with_a_hidden_number_is_replaced_whole():
    hidden = Estimate("share", None, shown=False)
    filled = statement(kept=count_of(3), received=count_of(125), share=hidden, where="Wales")
    assert sentence(filled) == "This finding rests on too few people to be shown."


def test_a_place_nothing_fills_is_named_with_the_nearest_names():
    with pytest.raises(UnfilledPlace, match=r"\{kept\}.*one of: keep"):
        sentence(statement(keep=count_of(3), where="Wales"))

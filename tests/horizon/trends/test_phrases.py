"""Phrases are about something, counted once a text, and told in one form."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.trends import phrase_counts
from theodolite.horizon.trends.phrases import phrases_of
from theodolite.horizon.trends.variants import join_variants
from theodolite.horizon.trends.watching import NothingToWatch, uses_of_watched

WORDS = ("dosimetry", "gantry", "helium", "isotope", "phantom")
sentences = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
                     min_size=1, max_size=3)  # fmt: skip


def counts(texts: list[tuple[str, str]], least: int = 1) -> dict[str, int]:
    found = phrases_of(texts, least_texts=least)
    return dict(zip(found.names, np.diff(found.uses.indptr).tolist(), strict=True))


@given(st.lists(sentences, min_size=1, max_size=8))
def test_phrases_are_counted_as_one_would_by_hand(texts) -> None:
    written = [(". ".join(one), "") for one in texts]
    assert counts(written) == phrase_counts(texts, 3)


def test_a_phrase_counts_once_a_text_and_crosses_neither_stop_nor_title() -> None:
    found = counts([("Helium shortage, helium shortage", "Shortage. Helium gantry")])
    assert found["helium shortage"] == 1
    assert "shortage helium" not in found
    assert "shortage shortage" not in found
    assert "agency mhra" not in counts([("The medicines agency (MHRA) on gantries", "")])


def test_how_a_text_is_written_is_no_phrase() -> None:
    found = counts([("A novel study of proton dosimetry was presented in 2024", "Results show")])
    assert set(found) == {"proton", "dosimetry", "proton dosimetry"}


def test_a_number_may_end_a_phrase_but_not_begin_one() -> None:
    found = counts([("Covid 19 wards", "")])
    assert {"covid", "covid 19", "covid 19 wards"} <= set(found)
    assert not {"19", "19 wards"} & set(found)


def test_singular_and_plural_are_one() -> None:
    found = counts([("neural networks", ""), ("neural network", ""), ("network", "")])
    assert found == {"neural": 2, "network": 3, "neural network": 2}


def test_rare_phrases_are_left_out() -> None:
    assert counts([("proton gantry", ""), ("proton helium", "")], least=2) == {"proton": 2}


def test_what_every_text_of_a_source_says_is_its_boilerplate() -> None:
    texts = [("Gantry bulletin", "")] * 120 + [("Helium", "")] * 120
    found = phrases_of(texts, least_texts=5)
    kept = found.without_boilerplate(np.repeat([0, 1], 120), 0.25)
    assert kept.names == ()
    assert found.without_boilerplate(np.zeros(240, dtype=int), 0.6).names == found.names


def test_two_ways_to_say_one_thing_become_one_series() -> None:
    said = ["convolutional network for dose"] * 3 + ["deep convolutional neural network"] * 5
    said += ["neural tube", "network of clinics", "dose", "neural tissue", "network"] * 4
    joined = join_variants(phrases_of([(one, "") for one in said], least_texts=2))
    (group,) = [one for one in joined.groups if "convolutional neural" in one]
    assert "convolutional network" in group
    number = joined.groups.index(group)
    assert joined.uses[[number]].sum() == 8
    assert ("network",) in [one[:1] for one in joined.groups]


def test_a_common_word_does_not_swallow_what_is_said_with_it() -> None:
    pairs = ["risk management", "risk assessment", "risk register", "risk culture"]
    joined = join_variants(phrases_of([(one, "") for one in pairs * 3], least_texts=2))
    assert ("risk",) in joined.groups
    assert not [one for one in joined.groups if {"risk management", "risk assessment"} <= set(one)]


@given(st.lists(sentences, min_size=2, max_size=8))
def test_every_phrase_is_in_one_group_and_no_use_is_lost(texts) -> None:
    found = phrases_of([(". ".join(one), "") for one in texts], least_texts=1)
    joined = join_variants(found)
    assert sorted(name for group in joined.groups for name in group) == sorted(found.names)
    assert ((found.uses.sum(axis=0) > 0) == (joined.uses.sum(axis=0) > 0)).all()
    assert joined.uses.max() == 1


def test_a_watched_phrase_is_found_however_it_is_spelt() -> None:
    texts = [
        ("Artificial-Intelligence devices", ""),
        ("Safety", "of artificial intelligence"),
        ("Artificial", "intelligence"),
        ("Coronaviruses and COVID-19", ""),
    ]
    found = uses_of_watched(texts, ["artificial intelligence", "covid|coronavirus"])
    assert found.toarray().tolist() == [[1, 1, 0, 0], [0, 0, 0, 1]]


def test_a_watched_phrase_without_a_word_is_refused_with_a_way_out() -> None:
    with pytest.raises(NothingToWatch, match="Give a word or a phrase"):
        uses_of_watched([], ["proton|?"])

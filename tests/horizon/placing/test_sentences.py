"""Texts are cut into sentences where people would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.horizon.placing.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("A dose of 2.5 Gy was given. It fell.", ["A dose of 2.5 Gy was given.", "It fell."]),
        ("See Fig. 3 and Smith et al. Then rest.", ["See Fig. 3 and Smith et al. Then rest."]),
        ('He said "no." Then (all) left.', ['He said "no.', "Then (all) left."]),
        ("AIM: To see. METHODS: We saw.", ["AIM: To see.", "METHODS: We saw."]),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@given(st.text(alphabet='aB1.!? "(', max_size=60))
def test_nothing_but_spaces_and_closing_marks_is_lost(text: str) -> None:
    kept = "".join(split_sentences(text)).replace(" ", "")
    assert all(kept.count(mark) == text.count(mark) for mark in "aB1.!?(")

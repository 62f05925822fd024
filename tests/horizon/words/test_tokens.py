"""Words are cut as scikit-learn's default pattern cuts them, whatever the text."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from theodolite.horizon.words.tokens import UNKNOWN, tokens, tokens_among, words_of

TEXTS = st.lists(st.text(max_size=60), max_size=6)


@given(st.text())
def test_words_are_what_the_pattern_of_scikit_learn_finds(text: str) -> None:
    assert words_of(text) == re.findall(r"(?u)\b\w\w+\b", text.lower())


@given(TEXTS)
def test_the_numbers_spell_each_text_again(texts: list[str]) -> None:
    cut = tokens(texts)
    for place, text in enumerate(texts):
        numbers = cut.numbers[cut.starts[place] : cut.starts[place + 1]]
        assert [cut.words[number] for number in numbers] == words_of(text)


@given(TEXTS)
def test_words_are_sorted_and_each_there_once(texts: list[str]) -> None:
    words = list(tokens(texts).words)
    assert words == sorted(set(words))


@given(TEXTS, st.lists(st.text(max_size=10)))
def test_among_known_words_any_other_is_unknown(texts: list[str], more: list[str]) -> None:
    known = tokens([*texts[:2], *more]).words
    cut = tokens_among(texts, known)
    spelt = [known[number] if number != UNKNOWN else None for number in cut.numbers]
    assert spelt == [w if w in known else None for text in texts for w in words_of(text)]
    assert np.array_equal(cut.starts, tokens(texts).starts)

"""Term weights are scikit-learn's, for the texts they were fitted to and for new ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from theodolite.horizon.words.tfidf import WordVectors, fit

WORDS = st.sampled_from(["proton", "range", "dose", "x", "of", "the", "Röntgen", "5G", "re-plan"])
TEXTS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=8)


def peer(texts: list[str], longest: int, least: int, most: float) -> TfidfVectorizer | None:
    """scikit-learn's vectoriser, or None where it finds no term and refuses."""
    vectoriser = TfidfVectorizer(
        ngram_range=(1, longest), sublinear_tf=True, min_df=least, max_df=most
    )
    try:
        return vectoriser.fit(texts)
    except ValueError:
        return None


def in_our_order(theirs: sparse.csr_matrix, peers: TfidfVectorizer, ours: WordVectors) -> object:
    return theirs[:, [peers.vocabulary_[term] for term in ours.terms]].toarray()


@given(TEXTS, TEXTS, st.integers(1, 3), st.integers(1, 2), st.sampled_from([0.5, 0.95, 1.0]))
def test_weights_equal_those_of_scikit_learn(
    texts: list[str], others: list[str], longest: int, least: int, most: float
) -> None:
    peers = peer(texts, longest, least, most)
    ours = fit(texts, longest=longest, least_documents=least, most_share=most)
    if peers is None:
        assert ours.matrix.shape == (len(texts), 0)
        return
    assert sorted(ours.terms) == sorted(peers.vocabulary_)
    for vectors, same in ((ours.matrix, texts), (ours.of(others), others)):
        theirs = in_our_order(peers.transform(same), peers, ours)
        assert vectors.toarray() == pytest.approx(theirs, abs=1e-6)
    idf = [peers.idf_[peers.vocabulary_[term]] for term in ours.terms]
    assert ours.weights == pytest.approx(np.array(idf), rel=1e-6)


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_texts_changes_no_bit_of_their_vectors(texts: list[str], chance) -> None:
    order = list(range(len(texts)))
    chance.shuffle(order)
    straight, shuffled = fit(texts), fit([texts[place] for place in order])
    assert list(straight.terms) == list(shuffled.terms)
    assert np.array_equal(straight.matrix.toarray()[order], shuffled.matrix.toarray())


def test_a_text_without_words_has_a_vector_of_nothing() -> None:
    vectors = fit(["", "proton dose", "?!"], most_share=1.0)
    lengths = np.sqrt(vectors.matrix.multiply(vectors.matrix).sum(axis=1))
    assert np.asarray(lengths).ravel() == pytest.approx([0, 1, 0])


def test_no_texts_make_no_vectors() -> None:
    assert fit([]).matrix.shape == (0, 0)
    assert fit(["proton dose"], most_share=1.0).of([]).shape == (0, 3)

"""What is learnt equals what plain refitting and a general minimiser find."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.horizon.placing.small_items import FRAMEWORK, ITEMS
from tests.reference.placing import description, held_out, most_likely_weights
from theodolite.horizon.placing.descriptions import described
from theodolite.horizon.placing.function_words import FUNCTION_WORDS
from theodolite.horizon.placing.learning import NOISE, learn, weigh
from theodolite.horizon.placing.topic_model import SLOPE, START, fit_topics
from theodolite.horizon.words.tfidf import fit

SEEDS = st.integers(0, 10_000)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(3, 9))
def test_held_out_answers_are_those_of_refitting_without_each(seed: int, examples: int) -> None:
    chance = np.random.default_rng(seed)
    points = chance.normal(size=(examples, 4))
    answers = chance.choice([-1.0, 1.0], size=(examples, 2))
    taught = learn(points @ points.T, answers)
    wanted = answers - answers.mean(axis=0)
    assert taught.held_out == pytest.approx(held_out(points @ points.T, wanted, NOISE), abs=1e-8)


def test_what_was_not_said_pulls_nowhere() -> None:
    likeness = np.eye(3)
    taught = learn(likeness, np.array([[1.0], [-1.0], [np.nan]]))
    assert taught.coefficients[2] == pytest.approx(0.0)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(1, 40))
def test_evidence_is_weighed_as_a_general_minimiser_would(seed: int, cases: int) -> None:
    chance = np.random.default_rng(seed)
    evidence = chance.normal(size=(cases, 3))
    is_so = chance.random(cases) < 0.4
    expected, firmness = chance.normal(size=3), np.array([4.0, 2.0, 1.0])
    found = weigh(evidence, is_so, expected=expected, firmness=firmness)
    sought = most_likely_weights(evidence, is_so, expected, firmness)
    assert found == pytest.approx(sought, abs=1e-4)


def test_no_case_leaves_weights_as_expected() -> None:
    expected = np.array([2.0, -1.0])
    found = weigh(np.empty((0, 2)), np.empty(0, bool), expected=expected, firmness=np.ones(2))
    assert found.tolist() == expected.tolist()


def test_day_one_chances_are_those_of_plain_arithmetic() -> None:
    """Descriptions and items as dictionaries; no other form of a word occurs in them."""
    texts = [one.text() for one in ITEMS]
    sentences = [sentence for topic in FRAMEWORK.topics for sentence in topic.sentences()]
    joined = [". ".join(topic.sentences()) for topic in FRAMEWORK.topics]
    words = fit([*texts, *sentences])
    ours = described(words, FRAMEWORK)
    weights = dict(zip(words.terms, words.weights, strict=True))
    by_hand = [description(text, weights, FUNCTION_WORDS) for text in joined]
    places = {term: place for place, term in enumerate(words.terms)}
    for topic, other, vector in zip(by_hand, reversed(by_hand), ours, strict=True):
        for term in {*topic, *other}:
            expected = topic.get(term, 0) - 0.5 * other.get(term, 0)
            assert vector[places[term]] == pytest.approx(expected, abs=1e-5)
    model, views = fit_topics(texts, FRAMEWORK, {})
    scores = np.asarray(views[0].texts @ ours.T)
    size = np.sqrt(0.0125**2 + ((scores**2).sum(axis=0) + 50 * 0.0125**2) / (len(texts) + 50))
    assert model.log_odds(views[0].texts) == pytest.approx(START + SLOPE * scores / size, abs=1e-3)

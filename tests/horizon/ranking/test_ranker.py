"""What is like the kept comes first, whatever the order of rows, and a reason is given for it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.planted_screening import planted
from theodolite.horizon.ranking.front_door import NoSentenceModel, ranker_of
from theodolite.horizon.ranking.ranker import should_refit
from theodolite.horizon.ranking.reasons import reason
from theodolite.horizon.words import model as sentence_model

PAPERS = [
    "Proton range uncertainty in lung",
    "Range verification for proton therapy",
    "Dose to staff in cardiology",
    "Survey of staff morale in cardiology",
    "Proton arc therapy and its range",
    "MRI safety survey of staff",
]


def test_what_is_like_the_kept_comes_first() -> None:
    scores = ranker_of(PAPERS).scores({0: True, 3: False})
    assert set(np.argsort(-scores)[:3]) == {0, 1, 4}


@pytest.mark.parametrize("model", ["words", "two-view"])
@given(seed=st.integers(0, 50))
def test_the_order_of_rows_changes_no_rank(model, seed: int) -> None:
    texts, is_relevant = planted(40, relevant=8, seed=1)
    order = np.random.default_rng(seed).permutation(40)
    back = np.argsort(order)
    labels = {int(text): bool(is_relevant[text]) for text in range(12)}
    labels[int(np.flatnonzero(is_relevant)[-1])] = True
    moved = {int(back[text]): kept for text, kept in labels.items()}
    straight = ranker_of(texts, model=model).scores(labels)
    shuffled = ranker_of([texts[text] for text in order], model=model).scores(moved)
    assert shuffled[back] == pytest.approx(straight, abs=0.02)


def test_a_copy_of_a_text_stands_beside_it() -> None:
    scores = ranker_of([*PAPERS, PAPERS[1]]).scores({0: True, 3: False})
    assert scores[-1] == pytest.approx(scores[1])


def test_the_same_labels_give_the_same_scores() -> None:
    labels = {0: True, 3: False, 5: False}
    assert np.array_equal(ranker_of(PAPERS).scores(labels), ranker_of(PAPERS).scores(labels))


def test_before_any_judgement_what_the_strategy_tells_of_comes_first() -> None:
    scores = ranker_of(PAPERS, about="The range of protons in proton therapy").scores({})
    assert len(scores) == len(PAPERS)
    assert set(np.argsort(-scores)[:2]) <= {0, 1, 4}


def test_what_was_passed_over_pushes_its_like_down() -> None:
    ranker = ranker_of(PAPERS)
    before, after = ranker.scores({}), ranker.scores({3: False})
    assert np.argmax(before - after) == 3
    assert before[2] - after[2] > before[0] - after[0]


def test_without_anything_to_go_by_the_most_typical_comes_first() -> None:
    texts = ["proton range", "proton range therapy", "proton therapy", "opera"]
    assert np.argmin(ranker_of(texts).scores({})) == 3


def test_a_reason_names_words_and_neighbours() -> None:
    ranker = ranker_of(PAPERS)
    told = reason(ranker, {0: True, 3: False}, 4)
    words = " ".join(word for word, _ in told.words).split()
    assert "proton" in words
    assert len(words) == len(set(words))
    assert told.neighbours[0][::2] == (0, True)
    assert "like 1 item kept" in told.sentence()


def test_before_any_judgement_a_reason_names_the_words_of_the_strategy() -> None:
    told = reason(ranker_of(PAPERS, about="The range of protons"), {}, 0)
    assert told.sentence() == "Ranked here because of ‘range’."


def test_a_judged_item_that_is_not_alike_is_no_neighbour_to_speak_of() -> None:
    told = reason(ranker_of(["proton range", "staff morale"], model="words"), {1: False}, 0)
    assert told.sentence() == "Ranked here although no word speaks for it."


def test_a_new_fit_is_due_at_one_per_cent_more_labels() -> None:
    due = [now for now in range(500, 520) if should_refit(500, now)]
    assert due[0] == 505


def test_the_sentence_model_is_refused_where_it_is_not_installed(monkeypatch) -> None:
    monkeypatch.setattr(sentence_model, "_NEEDED", ("no_such_package",))
    with pytest.raises(NoSentenceModel, match=r"requirements/vectors\.txt"):
        ranker_of(PAPERS, model="sentences")


def test_nothing_to_rank_is_no_trouble() -> None:
    assert len(ranker_of([])) == 0

"""A frozen model scores texts exactly as placing and ranking do, and as plain counting does."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.horizon.placing.small_items import FRAMEWORK, ITEMS
from tests.horizon.sweep.small_works import items_of, made_works, small_model
from tests.reference.word_score import score_text
from theodolite.horizon.placing import Correction, place
from theodolite.horizon.placing.learning import chances
from theodolite.horizon.ranking.ranker import Ranker
from theodolite.horizon.ranking.view import words_view
from theodolite.horizon.sweep import freeze
from theodolite.horizon.sweep.lookup import lookup_of
from theodolite.horizon.sweep.scoring import score_texts
from theodolite.horizon.sweep.word_model import (
    UnreadableModel,
    WordModel,
    digest_of,
    read_model,
    write_model,
)
from theodolite.horizon.words.tfidf import fit

AS_SINGLE_PRECISION = 2e-5

FRAGMENTS = st.sampled_from(
    [
        *("energy", "use", "of", "scanners", "Training", "clinical", "scientists", "RYE", "x", "5"),
        *(
            "İ",
            "Σ",
            "ΣΑΣ",
            "ß",
            "é",
            "ａｂ",
            "𐐀𐐀",
            "_",
            "-",
            " ",
            "\n",
            "\u200b",
            "\u0307",
            "naïve",
        ),
    ]
)


def scored(texts: list[str], model: WordModel) -> np.ndarray:
    return score_texts(texts, model, lookup_of(model))


def test_topics_get_the_chances_that_placing_gives() -> None:
    items = [*ITEMS, *items_of(made_works(80, seed=3))]
    labels = [
        Correction(items[-1].identity, "topic", "skills"),
        Correction(items[-2].identity, "topic", "carbon", holds=False),
    ]
    frozen = freeze(items, FRAMEWORK, labels=labels)
    told = chances(scored([one.text() for one in items], frozen)[:, :-1])
    placed = place(items, FRAMEWORK, labels=labels)
    for row, item in enumerate(placed.items):
        if item.identity not in {one.identity for one in labels}:
            by_topic = {one.topic: one.probability for one in item.topics}
            assert told[row] == pytest.approx([by_topic[c] for c in frozen.topics], abs=1.01e-4)


def test_works_are_ranked_as_the_ranking_ranks_them() -> None:
    items = items_of(made_works(80, seed=4))
    texts = [one.text() for one in items]
    judged = {row: "scanners" in texts[row] for row in range(30)}
    sentences = [one for topic in FRAMEWORK.topics for one in topic.sentences()]
    words = fit([*texts, *sentences])
    ordinary = Ranker((words_view(words.matrix[: len(texts)]),), words).scores(judged)
    frozen = freeze(items, FRAMEWORK, judged={items[row].identity: v for row, v in judged.items()})
    ours = scored(texts, frozen)[:, -1]
    waiting = np.arange(30, 80)
    standardised = (ours - ours[waiting].mean()) / ours[waiting].std()
    assert frozen.is_ranked
    assert standardised[waiting] == pytest.approx(ordinary[waiting], abs=1e-3)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25).map("".join) | st.text(max_size=40))
def test_any_text_is_scored_as_plain_counting_scores_it(text: str) -> None:
    model = small_model()
    [ours] = scored([text], model)
    assert ours == pytest.approx(score_text(text, model), abs=AS_SINGLE_PRECISION)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(12)))
def test_a_score_depends_on_nothing_but_the_text(order: list[int]) -> None:
    texts = [one.text() for one in items_of(made_works(12, seed=5))]
    alone = scored(texts, small_model())
    assert (scored([texts[row] for row in order], small_model()) == alone[order]).all()


def test_a_phrase_of_words_too_common_to_count_alone_still_counts() -> None:
    model = small_model()
    parts = {part for term in model.terms if " " in term for part in term.split()}
    assert parts <= set(model.terms)


def test_a_model_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    model, path = small_model(), tmp_path / "model.parquet"
    digest = write_model(model, path)
    back = read_model(path)
    assert digest == digest_of(path) == write_model(back, tmp_path / "again.parquet")
    assert back.terms == model.terms
    assert (back.weights == model.weights).all()
    assert replace(back, terms=(), weights=0, rarities=0, offsets=0) == replace(  # type: ignore[arg-type]
        model,
        terms=(),
        weights=0,
        rarities=0,
        offsets=0,  # type: ignore[arg-type]
    )


def test_another_file_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "model.parquet").write_text("no model")
    with pytest.raises(UnreadableModel, match="Make one with"):
        read_model(tmp_path / "model.parquet")


def test_without_both_verdicts_works_are_not_ranked_by_judgements() -> None:
    items = items_of(made_works(10, seed=6))
    kept = {one.identity: True for one in items}
    assert not freeze(items, FRAMEWORK, judged=kept).is_ranked

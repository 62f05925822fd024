"""Items go under the topics they are about, with a sentence that says why, labels or none."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.horizon.placing.small_items import FRAMEWORK, ITEMS, item
from theodolite.evidence.framework import Framework, Topic, read_framework
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Correction, Placed, place
from theodolite.horizon.placing.corrections import NONE_OF_THESE
from theodolite.horizon.synthetic.stream import make_stream


def under(placed: Placed) -> dict[str, tuple[str, ...]]:
    return {one.identity.removeprefix("title:"): one.belongs_to() for one in placed.items}


def chance(placed: Placed, title: str, topic: str) -> float:
    places = placed.by_identity[f"title:{title}"].topics
    return next(one.probability for one in places if one.topic == topic)


def test_without_any_label_items_go_where_their_words_are_described() -> None:
    placed = place(ITEMS, FRAMEWORK)
    assert under(placed) == {
        "Carbon of scanners": ("carbon",),
        "Vacancies": ("skills",),
        "Greener training": ("skills", "carbon"),
        "Gait of horses": (),
        "Old stamps": (),
        "Bread": (),
    }
    assert "measured on other collections" in placed.calibration


def test_an_item_about_nothing_described_is_most_likely_under_none_of_these() -> None:
    placed = place(ITEMS, FRAMEWORK)
    assert placed.by_identity["title:Bread"].none_of_these > 0.9
    assert placed.by_identity["title:Vacancies"].none_of_these < 0.5


def test_the_sentence_and_the_words_that_speak_for_a_topic_are_shown() -> None:
    first = place(ITEMS, FRAMEWORK).items[0].topics[0]
    assert first.sentence == "We measured the energy use of scanners."
    assert first.words == ("energy", "scanners")
    assert place(ITEMS, FRAMEWORK).items[3].topics[0].sentence == ""


def test_other_forms_of_a_topics_words_count_as_well() -> None:
    one = item("Trained by a clinical scientist", "The scientist trained a clinic.")
    placed = place((*ITEMS, one), FRAMEWORK)
    assert placed.items[-1].topics[0].topic == "skills"
    assert placed.items[-1].topics[0].probability > 2 * placed.items[-1].topics[1].probability


def test_what_a_person_says_of_an_item_holds_for_it() -> None:
    labels = [
        Correction("title:Bread", "topic", "skills", by="Anna"),
        Correction("title:Vacancies", "topic", "skills", holds=False, by="Ben"),
        Correction("title:Greener training", "topic", NONE_OF_THESE, by="Ben"),
    ]
    placed = place(ITEMS, FRAMEWORK, labels=labels)
    assert under(placed)["Bread"] == ("skills",)
    assert placed.by_identity["title:Bread"].topics[0].by == "Anna"
    assert under(placed)["Vacancies"] == ()
    assert placed.by_identity["title:Greener training"].none_of_these == 1.0
    assert "3 items that people placed" in placed.calibration


def test_labels_teach_words_that_no_description_holds() -> None:
    loaves = tuple(item(f"Loaf {n}", f"Loaf {n} of rye was baked in ovens.") for n in range(6))
    labels = [Correction(one.identity, "topic", "skills") for one in loaves[:3]]
    before, after = (place((*ITEMS, *loaves), FRAMEWORK, labels=said) for said in ((), labels))
    for title in ("Loaf 4", "Loaf 5", "Bread"):
        assert chance(after, title, "skills") > 5 * chance(before, title, "skills")
    assert chance(after, "Old stamps", "skills") < chance(after, "Loaf 4", "skills") / 5


def test_labels_of_other_items_and_unknown_answers_are_counted_and_left_out() -> None:
    labels = [
        Correction("title:Elsewhere", "topic", "skills"),
        Correction("title:Bread", "topic", "ai"),
    ]
    placed = place(ITEMS, FRAMEWORK, labels=labels)
    assert placed.items == place(ITEMS, FRAMEWORK).items
    assert "1 corrections are about items that are not here" in placed.notes[0]
    assert "does not know" in placed.notes[1]


def test_items_known_already_are_learnt_from_but_not_placed() -> None:
    labels = [Correction("title:Bread", "topic", "skills")]
    loaf = item("Another loaf", "Rye and wheat were baked in two ovens.")
    placed = place([loaf], FRAMEWORK, labels=labels, beside=ITEMS)
    assert [one.identity for one in placed.items] == ["title:Another loaf"]
    untaught = place([loaf], FRAMEWORK, beside=ITEMS)
    assert chance(placed, "Another loaf", "skills") > 5 * chance(untaught, "Another loaf", "skills")


def test_no_items_are_placed_nowhere() -> None:
    assert place([], FRAMEWORK).items == ()


def test_a_framework_of_a_single_topic_is_enough() -> None:
    placed = place(ITEMS, replace(FRAMEWORK, topics=FRAMEWORK.topics[:1]))
    assert under(placed)["Carbon of scanners"] == ("carbon",)
    assert under(placed)["Bread"] == ()


def test_meanings_place_what_shares_no_word_with_a_description() -> None:
    def meanings(texts: list[str]) -> np.ndarray:
        """A stand-in for sentence vectors: one number for heat, one for people."""
        heat, people = ("oven", "baked", "carbon", "energy"), ("training", "clinical")
        found = [
            [sum(w in t.lower() for w in about) + 0.01 for about in (heat, people)] for t in texts
        ]
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return (np.array(found) / lengths).astype(np.float32)

    without, with_meanings = place(ITEMS, FRAMEWORK), place(ITEMS, FRAMEWORK, meanings=meanings)
    assert chance(with_meanings, "Bread", "carbon") > 3 * chance(without, "Bread", "carbon")
    unavailable = place(ITEMS, FRAMEWORK, meanings=lambda _: None)
    assert unavailable.items == without.items


@settings(max_examples=15, deadline=None)
@given(st.permutations(ITEMS), st.booleans())
def test_the_order_of_items_changes_nothing_but_the_order(
    items: list[Item], is_taught: bool
) -> None:
    labels = [
        Correction("title:Bread", "topic", "skills"),
        Correction("title:Vacancies", "topic", "carbon", holds=False),
    ] * is_taught
    assert place(items, FRAMEWORK, labels=labels).by_identity == dict(
        place(ITEMS, FRAMEWORK, labels=labels).by_identity
    )


WORDS = st.sampled_from(["carbon", "energy", "scanners", "training", "clinical", "rye", "stamps"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=8))
def test_chances_are_chances_and_none_of_these_follows_from_them(said: list[list[str]]) -> None:
    items = [item(f"{n}", " ".join(words)) for n, words in enumerate(said)]
    for one in place(items, FRAMEWORK).items:
        chances = [place.probability for place in one.topics]
        assert all(0 <= chance <= 1 for chance in chances)
        assert chances == sorted(chances, reverse=True)
        assert one.none_of_these == pytest.approx(np.prod([1 - p for p in chances]), abs=1e-4)


def shipped() -> Framework:
    return read_framework(Path(__file__).parents[3] / "examples/framework.toml")


@pytest.fixture(scope="module")
def stream() -> tuple[list[Item], dict[str, str]]:
    made = make_stream(months=18)
    by_identity = {one.item.identity: one.item for one in made.told}
    items = [one for one in by_identity.values() if one.address in made.planted.topics]
    return items, {one.identity: made.planted.topics[one.address] for one in items}


def found(
    placed: Placed, truth: dict[str, str], topics: tuple[Topic, ...], skip: set[str]
) -> float:
    """The mean over topics of F1, each counting items at an even chance or better."""
    scores = []
    for topic in topics:
        right = {one for one, about in truth.items() if about == topic.code} - skip
        told = {one.identity for one in placed.under(topic.code)} - skip
        scores.append(2 * len(right & told) / (len(right) + len(told)))
    return float(np.mean(scores))


def test_planted_topics_are_found_without_labels_and_better_with_them(
    stream: tuple[list[Item], dict[str, str]],
) -> None:
    items, truth = stream
    framework = shipped()
    by_topic = {code: [i for i, about in truth.items() if about == code] for code in truth.values()}
    taught = {one for ones in by_topic.values() for one in sorted(ones)[:8]}
    labels = [
        Correction(one, "topic", NONE_OF_THESE if truth[one] == "elsewhere" else truth[one])
        for one in sorted(taught)
    ]
    before = found(place(items, framework), truth, framework.topics, taught)
    after = found(place(items, framework, labels=labels), truth, framework.topics, taught)
    assert before > 0.75
    assert after > 0.9


def test_chances_on_held_out_items_come_true_as_often_as_they_say(
    stream: tuple[list[Item], dict[str, str]],
) -> None:
    items, truth = stream
    taught = sorted(truth)[::20]
    labels = [
        Correction(one, "topic", NONE_OF_THESE if truth[one] == "elsewhere" else truth[one])
        for one in taught
    ]
    placed = place(items, shipped(), labels=labels)
    said, was = zip(
        *(
            (one.probability, truth[it.identity] == one.topic)
            for it in placed.items
            if it.identity not in taught
            for one in it.topics
        ),
        strict=True,
    )
    said, was = np.array(said), np.array(was)
    bins = np.minimum((said * 5).astype(int), 4)
    gaps = [
        abs(said[bins == b].mean() - was[bins == b].mean()) * (bins == b).mean() for b in set(bins)
    ]
    assert sum(gaps) < 0.03

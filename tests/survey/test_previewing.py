"""What is seen before a plan is saved is what an analysis would then find."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.survey.small_answers import small_answers
from theodolite.settings.errors import CorrectableError
from theodolite.survey.analysis import findings_from
from theodolite.survey.inputs import Inputs, read_inputs
from theodolite.survey.plan import Clustering
from theodolite.survey.previewing import (
    Ground,
    ground_of,
    grow_ground,
    names_carried,
    preview,
    what_a_tree_rests_on,
)
from theodolite.survey.pseudonyms import EVERYONE, free_text_questions, withheld
from theodolite.survey.questionnaire import Part, Question
from theodolite.survey.synthetic import write_reconstruction


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    folder: Path = tmp_path_factory.mktemp("survey")
    write_reconstruction(folder)
    return read_inputs(folder / "answers.csv", folder / "plan.toml")


@pytest.fixture(scope="module")
def ground(inputs: Inputs) -> Ground:
    return grow_ground(inputs, clustering_of(inputs))


def clustering_of(inputs: Inputs) -> Clustering:
    assert inputs.plan.clustering is not None
    return inputs.plan.clustering


def test_a_preview_shows_the_clusters_that_the_analysis_finds(
    inputs: Inputs, ground: Ground
) -> None:
    names = ["Application Users", "Development", "Application Users", "Support"]
    seen = preview(ground, 4, names)
    assert [one.size for one in seen.clusters] == list(findings_from(inputs).log["clusters"])
    assert [one.size for one in seen.clusters] == [28, 35, 4, 46]
    assert [(one.name, one.size) for one in seen.segments] == [
        ("Application Users", 32),
        ("Development", 35),
        ("Support", 46),
    ]


def test_each_cluster_tells_what_its_members_do_most(ground: Ground) -> None:
    seen = preview(ground, 4)
    assert seen.clusters[1].leading[0] == ("Developing software", pytest.approx(56.0))
    assert seen.clusters[2].leading[0][0] == "Using scientific applications"


def test_every_number_of_clusters_is_told_how_distinct_it_is(ground: Ground) -> None:
    ks = [k for k, _, _ in ground.apart]
    heights = [height for _, _, height in ground.apart]
    assert ks == list(range(2, 13))
    assert heights == sorted(heights, reverse=True)
    assert max(ground.apart, key=lambda one: one[1])[0] == 4


def test_names_stay_with_the_people_when_there_are_more_or_fewer_clusters(ground: Ground) -> None:
    names = ("Users", "Builders", "Users", "Keepers")
    assert names_carried(ground, names, 3) == ("Users", "Builders", "")
    assert set(names_carried(ground, names, 6)) == {"Users", "Builders", "Keepers"}
    assert names_carried(ground, names, 4) == names
    assert names_carried(ground, ("Everyone",), 2) == ("Everyone", "Everyone")


def test_k_and_names_rest_on_the_same_tree_and_screening_does_not(inputs: Inputs) -> None:
    clustering = clustering_of(inputs)
    same = what_a_tree_rests_on(inputs, clustering)
    assert what_a_tree_rests_on(inputs, replace(clustering, k=7)) == same
    assert what_a_tree_rests_on(inputs, replace(clustering, linkage="average")) != same
    unscreened = replace(inputs, plan=replace(inputs.plan, screening=type(inputs.plan.screening)()))
    assert what_a_tree_rests_on(unscreened, clustering) != same


@pytest.mark.parametrize(("k", "names"), [(0, []), (13, []), (2, ["All", "b"]), (3, ["a", "A"])])
def test_what_an_analysis_would_refuse_is_refused(ground: Ground, k: int, names: list[str]) -> None:
    with pytest.raises(CorrectableError):
        preview(ground, k, names)


def test_a_tree_rests_on_typed_words_which_may_be_let_pass(inputs: Inputs) -> None:
    clustering, answers = clustering_of(inputs), inputs.answers
    typed = free_text_questions(answers.questionnaire)
    assert typed, "the made-up survey has questions that are answered by typing"
    unread = replace(inputs, answers=withheld(answers, b"key", frozenset()))
    read = {(question.code, EVERYONE) for question in typed}
    passed = replace(inputs, answers=withheld(answers, b"key", read))
    assert what_a_tree_rests_on(unread, clustering) != what_a_tree_rests_on(passed, clustering)
    assert what_a_tree_rests_on(passed, clustering) == what_a_tree_rests_on(inputs, clustering)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(2, 12), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_groups_that_were_planted_are_seen_with_their_sizes(
    sizes: list[int], chance: Random
) -> None:
    parts = tuple(Part(f"p{number}", f"Part {number}") for number in range(len(sizes)))
    asked = Question("shares", "Shares", "share", parts=parts)
    people = [group for group, size in enumerate(sizes) for _ in range(size)]
    chance.shuffle(people)
    kept = small_answers(
        [asked],
        {
            field: [float(80 + at % 3 if group == number else 1) for at, group in enumerate(people)]
            for number, field in enumerate(asked.fields())
        },
    )
    seen = preview(ground_of(kept, Clustering("shares", 1)), len(sizes))
    assert {(one.leading[0][0], one.size) for one in seen.clusters} == {
        (f"Part {number}", size) for number, size in enumerate(sizes)
    }

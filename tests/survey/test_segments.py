"""Segments are clusters that somebody named, and the naming is checked against the tree."""

import pytest

from tests.survey.small_answers import small_answers
from theodolite.settings.errors import CorrectableError, UnknownName, UnusableSettings
from theodolite.survey.clustering import TooManySegments
from theodolite.survey.errors import NobodyLeft
from theodolite.survey.plan import Clustering, NamedSegment
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.segments import find_segments

TIME = Question("time", "Time", "share", parts=(Part("code"), Part("teach")))
JOB = Question("job", "Job", "single", options=(Option("p"),))
CODE = [90.0, 80.0, 15.0, 20.0, None, 50.0]
ANSWERS = small_answers(
    [TIME, JOB],
    {"time.code": CODE, "time.teach": [None if one is None else 100 - one for one in CODE]},
)
BY_TIME = Clustering("time", 3)


def test_clusters_are_numbered_from_the_top_and_named_in_order() -> None:
    found = find_segments(ANSWERS, BY_TIME)
    assert found.names == ("Cluster 1", "Cluster 2", "Cluster 3")
    assert found.clusters.tolist() == [1, 1, 3, 3, 0, 2]
    assert found.cluster_sizes() == (2, 1, 2)


def test_a_respondent_without_a_full_answer_is_in_no_segment() -> None:
    found = find_segments(ANSWERS, BY_TIME)
    assert found.membership.tolist() == [0, 0, 2, 2, -1, 1]
    assert found.clustered.tolist() == [True, True, True, True, False, True]


def test_clusters_are_merged_by_recorded_decision() -> None:
    named = (NamedSegment("Others", (3, 2)), NamedSegment("Coders", (1,)))
    found = find_segments(ANSWERS, BY_TIME, named)
    assert found.names == ("Others", "Coders")
    assert found.membership.tolist() == [1, 1, 0, 0, -1, 0]
    assert found.decisions == named


def test_sizes_that_changed_since_the_naming_are_told() -> None:
    named = (NamedSegment("A", (1, 2), sizes=(2, 4)), NamedSegment("B", (3,), sizes=(2,)))
    (told,) = find_segments(ANSWERS, BY_TIME, named).changed
    assert told.startswith("Segment 'A' was named when its clusters had 2 and 4 respondents;")
    assert "they now have 2 and 1" in told


@pytest.mark.parametrize(
    ("named", "error", "said"),
    [
        ([("A", (1, 2))], UnusableSettings, "each of 1 to 3 must be used once"),
        ([("A", (1, 2)), ("B", (2, 3))], UnusableSettings, r"\[1, 2, 2, 3\]"),
        ([("A", (1, 2, 3)), ("B", ())], UnusableSettings, "'B' holds no cluster"),
        ([("A", (1, 2)), ("B", (4,))], UnknownName, "numbered 1 to 3"),
        ([("A", (1, 2)), ("A", (3,))], UnusableSettings, "Two segments are called 'A'"),
        ([("A b", (1, 2)), ("a  B", (3,))], UnusableSettings, "Two segments are called 'A b'"),
        ([("All", (1, 2)), ("B", (3,))], UnusableSettings, "'All', as the column that counts"),
    ],
)
def test_a_naming_that_does_not_fit_the_tree_is_refused(
    named: list[tuple[str, tuple[int, ...]]], error: type[CorrectableError], said: str
) -> None:
    decisions = tuple(NamedSegment(name, clusters) for name, clusters in named)
    with pytest.raises(error, match=said):
        find_segments(ANSWERS, BY_TIME, decisions)


def test_more_clusters_than_different_answers_are_refused() -> None:
    with pytest.raises(TooManySegments, match="only 5 different"):
        find_segments(ANSWERS, Clustering("time", 6))


def test_a_question_without_parts_cannot_cluster() -> None:
    with pytest.raises(UnusableSettings, match="'job', which has no parts"):
        find_segments(ANSWERS, Clustering("job", 2))


def test_a_question_nobody_answered_cannot_cluster() -> None:
    empty = small_answers([TIME], {"time.code": [None, None]})
    with pytest.raises(NobodyLeft, match="nobody to cluster"):
        find_segments(empty, Clustering("time", 2))

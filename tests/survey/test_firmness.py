"""What a report says of how firm its segments are."""

from dataclasses import replace
from datetime import date

import pytest

from tests.survey.small_answers import small_answers
from theodolite.display import draw, sentence
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.source_note import SourceNote
from theodolite.survey.firmness import firmness_chapter, tie_statement
from theodolite.survey.plan import Clustering, NamedSegment, Plan, StabilityChecks
from theodolite.survey.questionnaire import Part, Question
from theodolite.survey.sample import Sample
from theodolite.survey.segments import find_segments

TIME = Question("time", "Time", "share", parts=(Part("code"), Part("teach"), Part("run")))
CODE = [90, 85, 80, 90, 85, 10, 15, 5, 10, 20, 50]
ANSWERED = small_answers(
    [TIME],
    {
        "time.code": CODE,
        "time.teach": [100 - x for x in CODE],
        "time.run": [0] * len(CODE),
    },
)
NAMED = (NamedSegment("Coders", (1,)), NamedSegment("Teachers", (2,)))
CHECKS = StabilityChecks(replicates=100, references=5, to_k=4)
PLAN = Plan("A survey", "q.toml", date(2026, 1, 1), stability=CHECKS)


def sample_of(settings: Clustering, *, profile: str = "none", checks: bool = False) -> Sample:
    segments = find_segments(ANSWERED, settings, NAMED, CHECKS if checks else None)
    return Sample(ANSWERED, PROFILES[profile], SourceNote("a", "b", "c"), segments)


def test_ties_that_move_nobody_are_said_to_move_nobody():
    sample = sample_of(Clustering("time", 2))
    (told,) = tie_statement(sample, sample.segments)
    assert sentence(told) == (
        "Settling equal distances another way, 100 times over, changes nobody's segment."
    )


def test_no_rebuilds_means_that_nothing_is_said_of_ties():
    sample = sample_of(Clustering("time", 2, tie_rebuilds=0))
    assert list(tie_statement(sample, sample.segments)) == []
    assert sample.segments.ties is None


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ("none", "the segment changes at least once for 1 of 3 respondents."),
        ("lt5_round5", "the segment changes for a few respondents."),
    ],
)
def test_respondents_that_hang_on_a_tie_are_counted_as_the_rule_allows(profile, said):
    three = small_answers(
        [TIME], {"time.code": [0, 10, 20], "time.teach": [100, 90, 80], "time.run": [0, 0, 0]}
    )
    segments = find_segments(three, Clustering("time", 2), NAMED)
    sample = Sample(three, PROFILES[profile], SourceNote("a", "b", "c"), segments)
    (told,) = tie_statement(sample, segments)
    assert said in sentence(told)


def test_without_the_table_in_the_plan_there_is_no_chapter():
    sample = sample_of(Clustering("time", 2))
    assert list(firmness_chapter(sample, replace(PLAN, stability=None))) == []


def test_the_chapter_tells_each_number_of_clusters_and_marks_the_one_chosen():
    sample = sample_of(Clustering("time", 2), checks=True)
    (chapter,) = firmness_chapter(sample, PLAN)
    curves, support = chapter.evidence
    assert curves.steps == ("2", "3", "4")
    assert curves.steps[curves.chosen] == "2"
    assert [len(values) for _, values in curves.curves] == [3] * 4
    assert "Chosen: 2" in draw(curves).alt
    assert [row.label for row in support.rows()] != []
    said = [sentence(one) for one in chapter.statements]
    assert "cluster 1 (Coders)" in said[0]
    assert any("Hellinger" in one for one in said)


def public() -> tuple[Sample, Plan]:
    """Twenty coders in two groups, and three teachers who are too few to be shown."""
    code = [90, 88, 86, 84, 82, 80, 90, 88, 86, 84, 50, 48, 46, 44, 52, 50, 48, 46, 44, 52, 5, 3, 1]
    answers = small_answers(
        [TIME],
        {"time.code": code, "time.teach": [100 - x for x in code], "time.run": [0] * len(code)},
    )
    segments = find_segments(answers, Clustering("time", 3), (), CHECKS)
    note = SourceNote("a", "b", "c")
    return Sample(answers, PROFILES["lt5_round5"], note, segments), PLAN


def test_clusters_too_small_to_be_shown_are_left_out_of_how_firm_they_are():
    sample, plan = public()
    assert sample.segments is not None
    assert sample.segments.cluster_sizes() == (10, 10, 3)
    (chapter,) = firmness_chapter(sample, plan)
    told = {one.code: sentence(one) for one in chapter.statements}
    assert "cluster 1 (Cluster 1)" in told["clusters-drawn-again"]
    assert "cluster 3" not in told["clusters-drawn-again"]
    assert "cluster3" not in " ".join(chapter.statements[0].values)
    assert told["clusters-drawn-again"].endswith("Clusters too small to be shown are left out.")
    assert "without those too small to be shown" in told["by-hellinger"]


def test_the_curves_are_of_the_clusters_that_may_be_shown():
    sample, plan = public()
    assert sample.segments is not None
    (chapter,) = firmness_chapter(sample, plan)
    curves = chapter.evidence[0]
    three = sample.segments.stability[1]
    assert three.k == 3
    least = dict(curves.curves)["Likeness of the least stable cluster when drawn again"]
    mean = dict(curves.curves)["Mean likeness of the clusters when drawn again"]
    assert least[1].value == pytest.approx(min(three.jaccard[:2]), abs=0.005)
    assert mean[1].value == pytest.approx(three.jaccard[:2].mean(), abs=0.005)
    assert "Clusters too small to be shown are left out." in " ".join(curves.notes)


def test_where_every_cluster_is_too_small_nothing_is_told_of_them():
    segments = find_segments(ANSWERED, Clustering("time", 4), (), CHECKS)
    sample = Sample(ANSWERED, PROFILES["ons_10_5"], SourceNote("a", "b", "c"), segments)
    (chapter,) = firmness_chapter(sample, PLAN)
    assert chapter.statements == ()
    shown = [one.shown for _, values in chapter.evidence[0].curves[:3] for one in values]
    assert not any(shown)

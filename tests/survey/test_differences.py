"""Families of tests and small groups, through a plan."""

import pytest

from tests.survey.small_answers import small_answers
from theodolite.display import sentence
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.source_note import SourceNote
from theodolite.survey.differences import differences_chapter
from theodolite.survey.multiplicity import CircularTest
from theodolite.survey.plan import Clustering, FamilyOfTests, Plan, Recode, SmallGroups
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.sample import Sample
from theodolite.survey.segments import find_segments

UNIT = Question("unit", "Unit", "single", (Option("a"), Option("b")))
SKILLS = Question("skills", "Skills", "multiple", (Option("sql", "SQL"), Option("web", "Web")))


def sample_with(profile="none"):
    """Everybody in unit a holds SQL and nobody in b; half of both hold Web."""
    answers = small_answers(
        [UNIT, SKILLS],
        {
            "unit": ["a"] * 20 + ["b"] * 20,
            "skills.sql": [True] * 20 + [False] * 20,
            "skills.web": [True, False] * 20,
        },
    )
    return Sample(answers, PROFILES[profile], SourceNote("d" * 64, "p" * 64, "0"))


def plan_with(**parts):
    return Plan("A plan", "questionnaire.toml", "2026-01-01", **parts)


FAMILY = FamilyOfTests("Skills", ("skills",), by="unit")


def test_a_planted_difference_is_found_and_an_equal_skill_is_not():
    (chapter,) = differences_chapter(sample_with(), plan_with(tests=(FAMILY,)))
    (told,) = chapter.statements
    assert (told.values["differ"], told.values["tested"], told.values["named"]) == (
        "1",
        "2",
        ": SQL",
    )


def with_web(web):
    answers = small_answers(
        [UNIT, SKILLS],
        {
            "unit": ["a"] * 20 + ["b"] * 20,
            "skills.sql": [True] * 20 + [False] * 20,
            "skills.web": web,
        },
    )
    return Sample(answers, PROFILES["none"], SourceNote("d" * 64, "p" * 64, "0"))


def test_an_answer_that_cannot_be_tested_is_named_and_the_others_are_tested():
    for web in ([True] * 40, [False] * 40, [None] * 40, [True, False] * 10 + [None] * 20):
        (chapter,) = differences_chapter(with_web(web), plan_with(tests=(FAMILY,)))
        told = sentence(chapter.statements[0])
        assert told.startswith("Skills: 1 of 1 differ by unit")
        assert told.endswith(
            "Could not be tested, because all who answered said the same or are in one group: Web."
        )
        assert [row.label for row in chapter.evidence[0].rows()] == ["SQL"]


def test_a_family_of_which_nothing_can_be_tested_says_so_and_has_no_table():
    only = FamilyOfTests("Units", ("unit",), by="empty")
    empty = Question("empty", "Empty", "single", (Option("x"), Option("y")))
    answers = small_answers([UNIT, empty], {"unit": ["a", "b"], "empty": [None, None]})
    sample = Sample(answers, PROFILES["none"], SourceNote("d" * 64, "p" * 64, "0"))
    (chapter,) = differences_chapter(sample, plan_with(tests=(only,)))
    assert sentence(chapter.statements[0]) == (
        "Units: Could not be tested, because all who answered said the same or are in one group:"
        " Unit."
    )
    assert chapter.evidence == ()


def test_the_heading_promises_no_difference():
    (chapter,) = differences_chapter(sample_with(), plan_with(tests=(FAMILY,)))
    assert chapter.title == "Differences between groups"


def test_exact_p_values_are_for_inside_use_only():
    (inside,) = differences_chapter(sample_with(), plan_with(tests=(FAMILY,)))
    (public,) = differences_chapter(sample_with("lt5_round5"), plan_with(tests=(FAMILY,)))
    assert [one.code for one in inside.evidence] == ["tests-1"]
    assert public.evidence == ()


def test_segments_are_not_tested_on_what_they_were_made_from_nor_on_what_that_was_recoded_from():
    points = Question("points", "Points", "scale", parts=(Part("x"), Part("y")))
    shares = Question("shares", "Shares", "share", parts=(Part("x"), Part("y")))
    answers = small_answers(
        [points, shares],
        {"points.x": [1, 9], "points.y": [9, 1], "shares.x": [10, 90], "shares.y": [90, 10]},
    )
    clustering = Clustering("shares", 2)
    sample = Sample(
        answers,
        PROFILES["none"],
        SourceNote("d" * 64, "p" * 64, "0"),
        segments=find_segments(answers, clustering),
    )
    recode = Recode("Shares", "points", "shares_of_total", into="shares")
    for code in ("shares", "points"):
        plan = plan_with(
            clustering=clustering, recodes=(recode,), tests=(FamilyOfTests("Circular", (code,)),)
        )
        with pytest.raises(CircularTest, match="The segments were made from"):
            list(differences_chapter(sample, plan))


SMALL = SmallGroups("web-by-unit", "Web by unit", "skills", "web", "unit")


def test_small_groups_stand_raw_beside_drawn_towards_all():
    (chapter,) = differences_chapter(sample_with(), plan_with(small_groups=(SMALL,)))
    (chart,) = chapter.evidence
    assert [(group, label) for group, label, _ in chart.lines] == [
        ("a", "as counted"),
        ("a", "drawn towards all"),
        ("b", "as counted"),
        ("b", "drawn towards all"),
    ]
    assert all(estimate.value == pytest.approx(0.5) for _, _, estimate in chart.lines)


def test_a_hidden_small_group_is_hidden_both_ways():
    few = SmallGroups("sql-by-unit", "SQL by unit", "skills", "sql", "unit")
    answers = small_answers(
        [UNIT, SKILLS],
        {
            "unit": ["a"] * 3 + ["b"] * 40,
            "skills.sql": [True] * 3 + [True, False] * 20,
            "skills.web": [True] * 43,
        },
    )
    note = SourceNote("d" * 64, "p" * 64, "0")
    sample = Sample(answers, PROFILES["lt5_round5"], note)
    (chapter,) = differences_chapter(sample, plan_with(small_groups=(few,)))
    (chart,) = chapter.evidence
    shown = {(group, label): estimate.shown for group, label, estimate in chart.lines}
    assert shown == {
        ("a", "as counted"): False,
        ("a", "drawn towards all"): False,
        ("b", "as counted"): True,
        ("b", "drawn towards all"): True,
    }


def test_a_plan_without_tests_has_no_such_chapter():
    assert list(differences_chapter(sample_with(), plan_with())) == []


def test_options_of_two_questions_that_are_called_alike_are_both_tested():
    more = Question("more", "More skills", "multiple", (Option("sql", "SQL"),))
    answers = small_answers(
        [UNIT, SKILLS, more],
        {
            "unit": ["a"] * 20 + ["b"] * 20,
            "skills.sql": [True] * 20 + [False] * 20,
            "skills.web": [True, False] * 20,
            "more.sql": [True, False] * 20,
        },
    )
    sample = Sample(answers, PROFILES["none"], SourceNote("d" * 64, "p" * 64, "0"))
    both = FamilyOfTests("Skills", ("skills", "more"), by="unit")
    (chapter,) = differences_chapter(sample, plan_with(tests=(both,)))
    (table,) = chapter.evidence
    assert [row.label for row in table.rows()] == ["SQL", "Web", "More skills: SQL"]

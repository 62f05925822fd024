"""The training gap: time × skill absent × route to training, with intervals that hold."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference import differences as slow
from tests.survey.small_answers import small_answers
from theodolite.display.wording import sentence
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.source_note import SourceNote
from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.survey.conditions import Condition
from theodolite.survey.plan import Clustering, TrainingNeeds
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.resampling import mean_interval
from theodolite.survey.sample import Sample
from theodolite.survey.segments import find_segments
from theodolite.survey.training_gap import greatest_gaps, training_gap

QUESTIONS = (
    Question("time", "Time", "share", parts=(Part("care"), Part("code"), Part("rest"))),
    Question("skills", "Skills", "multiple", options=(Option("coding"), Option("caring"))),
    Question("course", "A course is open to me", "single", options=(Option("Yes"), Option("No"))),
)
PLAN = TrainingNeeds(
    "skills",
    {"Segment 1": ("coding", "caring")},
    activities={"coding": ("code", "rest"), "caring": ("care",)},
)


def sample(
    code: Sequence[float],
    coding: Sequence[bool | None],
    course: Sequence[str | None] = (),
    *,
    profile: str = "none",
) -> Sample:
    """Everyone in one segment; `code` is the percentage of time on it, the rest is care."""
    size = len(code)
    columns: dict[str, Sequence[Any]] = {
        "time.care": [100 - one for one in code],
        "time.code": list(code),
        "time.rest": [0.0] * size,
        "skills.coding": list(coding),
        "skills.caring": [True] * size,
        "course": list(course) or [None] * size,
    }
    answers = small_answers(QUESTIONS, columns)
    segments = find_segments(answers, Clustering("time", k=1))
    named = replace(segments, names=("Segment 1",))
    return Sample(answers, PROFILES[profile], SourceNote("0" * 64, "1" * 64, "0"), named)


def gap(of: Sample, plan: TrainingNeeds = PLAN, skill: str = "coding") -> Estimate:
    return next(one for _, label, one in training_gap(of, plan).lines if label == skill)


def test_the_gap_is_time_spent_without_the_skill() -> None:
    """40 and 80 of 100 without it, 60 and 20 with it: (40 + 80) / 4."""
    found = gap(sample([40, 80, 60, 20], [False, False, True, True]))
    assert (found.value, found.base) == (30.0, 4)
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low < 30 < found.high <= 80


def test_only_those_whom_training_can_reach_count_where_a_route_is_asked_for() -> None:
    plan = replace(PLAN, route=Condition("course", equals="Yes"))
    asked = sample([40, 80, 60, 20], [False] * 4, ["Yes", "No", "Yes", None])
    assert gap(asked, plan).value == pytest.approx(100 / 3)


def test_who_told_no_skill_is_left_out_of_the_base() -> None:
    found = gap(sample([40, 80, 60], [False, None, True]))
    assert (found.value, found.base) == (20.0, 2)


def test_where_everyone_holds_the_skill_the_gap_is_zero_but_not_surely() -> None:
    """Wilson's bound for 0 of 10 is 0.2775; half of the time is spent on the work."""
    found = gap(sample([50.0] * 10, [True] * 10))
    assert (found.value, found.low) == (0.0, 0.0)
    assert found.high == pytest.approx(0.2775 * 50, abs=0.01)


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=3, max_size=12),
    st.integers(0, 11),
)
def test_losing_a_skill_or_gaining_time_never_closes_the_gap(
    people: list[tuple[int, bool]], which: int
) -> None:
    code, coding = [5.0 * steps for steps, _ in people], [skill for _, skill in people]
    place = which % len(people)
    before = gap(sample(code, coding)).value or 0.0
    without = [skill and i != place for i, skill in enumerate(coding)]
    assert (gap(sample(code, without)).value or 0.0) >= before
    more = [100.0 if i == place else time for i, time in enumerate(code)]
    assert (gap(sample(more, coding)).value or 0.0) >= before


@settings(max_examples=15)
@given(st.permutations(range(8)))
def test_the_order_of_respondents_changes_neither_gap_nor_interval(order: list[int]) -> None:
    code = [5.0, 10, 20, 35, 50, 65, 80, 95]
    coding = [True, False] * 4
    shuffled = sample([code[i] for i in order], [coding[i] for i in order])
    assert gap(shuffled) == gap(sample(code, coding))


def test_a_gap_that_few_people_make_is_hidden() -> None:
    code = [50.0] * 20
    few, enough = [False] * 3 + [True] * 17, [False] * 8 + [True] * 12
    assert gap(sample(code, few, profile="lt5_round5")) == Estimate("mean", None, shown=False)
    shown = gap(sample(code, enough, profile="lt5_round5"))
    assert (shown.value, shown.base, shown.decimals) == (20.0, 20, 0)
    assert (shown.low, shown.high) == (float(int(shown.low or 0)), float(int(shown.high or 0)))


def test_the_widest_gap_is_said_in_one_sentence() -> None:
    of = sample([40, 80, 60, 20], [False, False, True, True])
    (statement,) = greatest_gaps(of, training_gap(of, PLAN))
    told = sentence(statement)
    assert told.startswith("Segment 1: the widest training gap is coding (30.0% of its time, 95%")
    assert told.endswith(
        "That time goes into work that needs the skill, done by people who do not hold it."
    )


def test_gaps_that_rounding_cannot_tell_apart_are_named_together() -> None:
    """10 of 20 spend half of their time without either skill: both gaps print 25 %."""
    of = sample([50.0] * 20, [False, True] * 10, profile="lt5_round5")
    lacking = of.answers.frame.with_columns(pl.col("skills.coding").alias("skills.caring"))
    of = replace(of, answers=replace(of.answers, frame=lacking))
    (told,) = [sentence(one) for one in greatest_gaps(of, training_gap(of, PLAN))]
    assert "is caring (25% of its time" in told
    assert " or coding (25% of its time" in told


def test_the_widest_gap_beside_a_hidden_one_is_that_of_those_that_may_be_shown() -> None:
    of = sample([50.0] * 20, [False] * 10 + [True] * 10, profile="lt5_round5")
    few = of.answers.frame.with_columns(
        pl.Series("skills.caring", [False] * 3 + [True] * 17),
    )
    of = replace(of, answers=replace(of.answers, frame=few))
    (told,) = [sentence(one) for one in greatest_gaps(of, training_gap(of, PLAN))]
    assert told.startswith("Segment 1: of the training gaps that may be shown, the widest is cod")


@pytest.mark.parametrize(
    ("activities", "message"),
    [
        ({"codding": ("code",)}, "Did you mean 'coding'?"),
        ({"coding": ("cod",)}, "Did you mean 'code'?"),
    ],
)
def test_an_unknown_name_offers_the_nearest(
    activities: dict[str, tuple[str, ...]], message: str
) -> None:
    with pytest.raises(UnknownName, match=message):
        training_gap(sample([40, 80], [True, False]), replace(PLAN, activities=activities))


def test_a_clustering_that_shares_out_no_time_is_refused_with_a_way_out() -> None:
    of = sample([40, 80], [True, False])
    assert of.segments is not None
    skilled = replace(of.segments, settings=Clustering("skills", k=1))
    with pytest.raises(UnusableSettings, match="shares_of_total"):
        training_gap(replace(of, segments=skilled), PLAN)


def test_the_bootstrap_agrees_with_drawing_people_one_by_one() -> None:
    """2,000 draws each; a percentile then moves by about 0.4 for these answers."""
    values = [0.0] * 12 + [20.0, 30.0, 30.0, 45.0, 60.0, 80.0, 80.0, 100.0]
    ours = mean_interval(np.array(values), seed=3)
    assert ours == pytest.approx(slow.bootstrap(values, seed=4, replicates=2000), abs=1.6)


def test_the_interval_holds_the_planted_gap_nearly_always() -> None:
    """40 people, 60 % lacking the skill, half of their time: 92 to 97.5 % of 400 surveys.

    The percentile bootstrap is a little narrow for so few people.
    """
    rng = np.random.default_rng(1979)
    hits = 0
    for seed in range(400):
        gaps = 5.0 * rng.binomial(20, 0.5, size=40) * (rng.random(40) < 0.6)
        low, high = mean_interval(gaps, seed=seed, replicates=500)
        hits += low <= 30.0 <= high
    assert 0.92 <= hits / 400 <= 0.975

"""Weighting through a plan: what is weighted, what is said of it, and what stays hidden."""

import numpy as np
import pytest

from tests.survey.small_answers import small_answers
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.source_note import SourceNote
from theodolite.survey.errors import UnknownName
from theodolite.survey.plan import Weighting
from theodolite.survey.population import NO_ANSWER, weighted_to
from theodolite.survey.population_findings import caveat, population_chapter
from theodolite.survey.questionnaire import Option, Question
from theodolite.survey.sample import Sample
from theodolite.survey.weighting import CannotWeight

REGION = Question("region", "Region", "single", (Option("north"), Option("south")))
CODES = Question("codes", "Writes code", "single", (Option("Yes"), Option("No")))
HALF_AND_HALF = Weighting({"region": {"north": 500, "south": 500}}, "the register of 2019")


def answered(north, south, *, none=0):
    """North says Yes throughout, south No; `none` more respondents told no region."""
    regions = ["north"] * north + ["south"] * south + [None] * none
    codes = ["Yes"] * north + ["No"] * (south + none)
    return small_answers([REGION, CODES], {"region": regions, "codes": codes})


def sample_of(answers, weighting=None, profile="none"):
    population = weighted_to(answers, weighting) if weighting else None
    note = SourceNote("d" * 64, "p" * 64, "0")
    return Sample(answers, PROFILES[profile], note, population=population)


def share_of_yes(sample):
    yes = (sample.answers.frame["codes"] == "Yes").to_numpy()
    return sample.share(yes, sample.everyone())


def test_a_weighted_share_is_that_of_the_population_not_of_those_who_answered():
    answers = answered(30, 10)
    assert share_of_yes(sample_of(answers)).value == pytest.approx(0.75)
    weighted = share_of_yes(sample_of(answers, HALF_AND_HALF))
    assert weighted.value == pytest.approx(0.5)
    assert weighted.base == 40


def test_counts_stay_counts_of_respondents_when_shares_are_weighted():
    sample = sample_of(answered(30, 10), HALF_AND_HALF)
    assert sample.count(sample.everyone()).value == 40


def test_a_weighted_share_of_too_few_people_stays_hidden():
    sample = sample_of(answered(4, 40), HALF_AND_HALF, profile="lt5_round5")
    share = share_of_yes(sample)
    assert (share.shown, share.value, share.count) == (False, None, None)


def test_a_published_weighted_share_tells_whole_percents_and_no_count():
    weights = Weighting({"region": {"north": 0.37, "south": 0.63}}, "a register")
    share = share_of_yes(sample_of(answered(31, 12), weights, profile="lt5_round5"))
    assert (share.value, share.count, share.base) == (0.37, None, 45)


def test_means_are_weighted_too():
    hours = Question("hours", "Hours", "number")
    answers = small_answers(
        [REGION, hours], {"region": ["north"] * 3 + ["south"], "hours": [10, 10, 10, 30]}
    )
    sample = sample_of(answers, HALF_AND_HALF)
    assert sample.mean(sample.numbers("hours"), sample.everyone()).value == pytest.approx(20)


def test_respondents_without_a_region_keep_their_share_and_are_counted():
    population = weighted_to(answered(20, 10, none=10), HALF_AND_HALF)
    weights = population.design.weights / population.design.weights.sum()
    assert weights[30:].sum() == pytest.approx(0.25)
    assert weights[:20].sum() == pytest.approx(weights[20:30].sum())
    assert population.unanswered == {"region": 10}
    assert all(one.group != NO_ANSWER for one in population.differences)


def test_trimming_bounds_the_heaviest_weight():
    heavy = Weighting(HALF_AND_HALF.margins, "a register", heaviest=1.5)
    weights = weighted_to(answered(45, 5), heavy).design.weights
    assert weights.max() <= 1.5 * weights.mean() * (1 + 1e-9)


def test_an_option_that_is_not_there_is_named_with_the_nearest():
    with pytest.raises(UnknownName, match=r"'nort'.*Did you mean 'north'"):
        weighted_to(answered(5, 5), Weighting({"region": {"nort": 1, "south": 1}}, "a register"))


def test_a_region_where_nobody_answered_is_refused_with_a_way_out():
    with pytest.raises(CannotWeight, match="Merge it with another group"):
        weighted_to(answered(5, 0), HALF_AND_HALF)


def test_the_chapter_says_what_was_weighted_to_and_what_that_leaves_open():
    sample = sample_of(answered(30, 10), HALF_AND_HALF)
    (chapter,) = population_chapter(sample)
    effective, indicator = chapter.statements
    assert effective.values["worth"].value == 30
    assert "R-indicator" in indicator.template
    (table,) = chapter.evidence
    north, south = table.blocks[0].rows
    assert [cell[0].value for cell in north.cells][:2] == [0.75, 0.5]
    assert north.cells[2][0].value == pytest.approx(0.535, abs=5e-4)
    assert south.cells[2][0].value == pytest.approx(-0.535, abs=5e-4)


def test_without_margins_every_figure_says_unweighted_and_self_selected():
    sample = sample_of(answered(3, 3))
    assert caveat(sample).startswith("Unweighted, self-selected")
    assert list(population_chapter(sample)) == []


def test_with_margins_the_caveat_names_them():
    assert "weighted to the population's region" in caveat(sample_of(answered(5, 5), HALF_AND_HALF))


def test_the_weighted_share_does_not_depend_on_the_order_of_respondents():
    answers = answered(17, 8, none=3)
    shuffled = small_answers(
        [REGION, CODES],
        {
            code: answers.frame[code].to_numpy()[np.random.default_rng(1).permutation(28)].tolist()
            for code in ("region", "codes")
        },
    )
    first, second = (share_of_yes(sample_of(a, HALF_AND_HALF)) for a in (answers, shuffled))
    assert first.value == pytest.approx(second.value, rel=1e-12)

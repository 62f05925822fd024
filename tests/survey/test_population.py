"""Weighting through a plan: what is weighted, what is said of it, and what stays hidden."""

import numpy as np
import pytest

from tests.survey.small_answers import small_answers
from theodolite.display import sentence
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.source_note import SourceNote
from theodolite.settings.errors import UnknownName
from theodolite.survey.plan import Weighting
from theodolite.survey.population import NO_ANSWER, resemblance, weighted_to
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


def test_respondents_without_a_region_keep_their_share_and_are_told_of():
    population = weighted_to(answered(20, 10, none=10), HALF_AND_HALF)
    weights = population.design.weights / population.design.weights.sum()
    assert weights[30:].sum() == pytest.approx(0.25)
    assert weights[:20].sum() == pytest.approx(weights[20:30].sum())
    assert population.has_unanswered("region")
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


def margins_of(sample):
    (chapter,) = population_chapter(sample)
    (table,) = chapter.evidence
    return [[cell.value for (cell,) in row.cells] for row in table.rows()]


def told_of(sample):
    (chapter,) = population_chapter(sample)
    return {one.code: one for one in chapter.statements}


def test_a_published_difference_is_that_of_the_shares_beside_it():
    """37 of 100 print 35 %; -0.26 would tell that they were 37, -0.30 tells no more than 35 %."""
    north, _ = margins_of(sample_of(answered(37, 63), HALF_AND_HALF, "lt5_round5"))
    assert north[0] == 0.35
    assert north[2] == pytest.approx((0.35 - 0.5) / ((0.35 * 0.65 + 0.25) / 2) ** 0.5)


@pytest.mark.parametrize("profile", ["lt5_round5", "lt5_suppress"])
def test_a_margin_with_a_hidden_group_shows_none_of_its_differences(profile):
    """3 of 100 are hidden, but the difference of the other 97 would give them away."""
    rows = margins_of(sample_of(answered(3, 97), HALF_AND_HALF, profile))
    assert [row[2] for row in rows] == [None, None]


def test_where_sums_may_hide_a_share_later_no_difference_is_shown():
    rows = margins_of(sample_of(answered(37, 63), HALF_AND_HALF, "lt5_suppress"))
    assert [row[2] for row in rows] == [None, None]


def test_nothing_is_computed_in_public_from_a_group_too_small_to_be_shown():
    """Worth 4·3·(1 − 3/100) = 11.6 tells that 3 of 100 are from the north."""
    assert told_of(sample_of(answered(3, 97), HALF_AND_HALF, "lt5_round5")) == {}
    codes = {"effective-sample", "representativeness"}
    assert set(told_of(sample_of(answered(3, 97), HALF_AND_HALF))) == codes


def test_what_is_told_in_public_is_the_same_for_all_counts_that_print_alike():
    sizes = [(33, 65), (35, 65), (37, 65)]
    told = [
        {code: sentence(one) for code, one in told_of(public).items()}
        for public in (sample_of(answered(*one), HALF_AND_HALF, "lt5_round5") for one in sizes)
    ]
    assert told[0] == told[1] == told[2]
    assert "worth 90 drawn at random" in told[0]["effective-sample"]


def test_respondents_are_never_worth_more_than_the_number_printed_of_them():
    """33 and 33 print as 35 and 35, but together as 65."""
    told = told_of(sample_of(answered(33, 33), HALF_AND_HALF, "lt5_round5"))["effective-sample"]
    assert "the respondents (65) worth 65 drawn" in sentence(told)


def test_two_margins_are_told_in_public_only_where_no_cell_of_both_is_hidden():
    both = Weighting(HALF_AND_HALF.margins | {"codes": {"Yes": 500, "No": 500}}, "a register")

    def crossed(few):
        regions = ["north"] * 40 + ["south"] * 40
        codes = (["Yes"] * (40 - few) + ["No"] * few) * 2
        return small_answers([REGION, CODES], {"region": regions, "codes": codes})

    assert told_of(sample_of(crossed(3), both, "lt5_round5")) == {}
    assert set(told_of(sample_of(crossed(15), both, "lt5_round5"))) == {
        "effective-sample",
        "representativeness",
    }


def test_a_group_that_answers_more_than_its_margin_holds_leaves_the_indicator_out_and_says_why():
    """30 from the north answered where the register holds 20: their weight is below one person."""
    wrong = Weighting({"region": {"north": 20, "south": 500}}, "the register of 2019")
    told = told_of(sample_of(answered(30, 10), wrong))["representativeness"]
    assert "more people answered than the margins hold" in sentence(told)
    assert "R-indicator is left out" in sentence(told)


def test_the_indicator_is_that_before_trimming():
    heavy = Weighting(HALF_AND_HALF.margins, "a register", heaviest=1.5)
    trimmed, whole = (weighted_to(answered(45, 5), one) for one in (heavy, HALF_AND_HALF))
    assert resemblance(trimmed) == resemblance(whole)
    assert resemblance(whole).indicator < 0.95


def test_the_bound_is_told_for_the_hardest_share_and_for_whoever_answered():
    """30 and 10 of 500 each: chances 0.06 and 0.02, so S(ρ) = 0.02, 0.5 · 0.02 / 0.04 = 0.25."""
    told = sentence(told_of(sample_of(answered(30, 10), HALF_AND_HALF))["representativeness"])
    assert "R-indicator is 0.96" in told
    assert "half may be off by up to 25 percentage points" in told
    assert "up to 50" in told

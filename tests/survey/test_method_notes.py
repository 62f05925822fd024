"""The method chapter counts every doubt and every recode, and says how segments were found."""

from typing import get_args

import pytest

from tests.survey.small_samples import small_sample
from theodolite.display import sentence
from theodolite.evidence.table import Table
from theodolite.survey.agreement import agreement
from theodolite.survey.clustering import Distance, Linkage
from theodolite.survey.decisions import Decision
from theodolite.survey.method_notes import method_notes
from theodolite.survey.plan import Clustering
from theodolite.survey.quality import QualityReport
from theodolite.survey.quality.findings import RULES
from theodolite.survey.questionnaire import Part, Question
from theodolite.survey.recoding import RecodeCount
from theodolite.survey.screening import Screened

TIME = Question("time", "Time", "share", parts=(Part("code"), Part("teach")))
COLUMNS = {"time.code": [90.0, 10.0], "time.teach": [10.0, 90.0]}
NO_DOUBT = QualityReport((), dict.fromkeys(RULES, 0))


def notes(sample, *, quality=NO_DOUBT, recodes=(), agreed=None, waiting=()):
    screened = Screened(sample.answers, (), sample.answers.size, (), agreed, (), waiting, 0, ())
    return method_notes(sample, screened, quality, recodes)


def test_every_rule_of_doubt_has_a_sentence_of_its_own() -> None:
    every = QualityReport((), {rule: number for number, rule in enumerate(RULES, start=1)})
    (table,) = notes(small_sample([TIME], COLUMNS), quality=every).evidence
    assert isinstance(table, Table)
    assert [cell.count for row in table.rows() for (cell,) in row.cells] == list(
        range(1, len(RULES) + 1)
    )
    assert len({row.label for row in table.rows()}) == len(RULES)


def test_doubts_that_were_never_met_are_not_listed() -> None:
    assert notes(small_sample([TIME], COLUMNS)).evidence == ()


def test_each_recode_is_counted() -> None:
    recode = RecodeCount("Bands", "age", "age_band", changed=7, unchanged=2, unreadable=(), empty=1)
    (table,) = notes(small_sample([TIME], COLUMNS), recodes=(recode,)).evidence
    assert isinstance(table, Table)
    (row,) = table.rows()
    assert [cell.count for (cell,) in row.cells if cell is not None] == [7, 2, 0, 1]


@pytest.mark.parametrize("linkage", get_args(Linkage))
@pytest.mark.parametrize("distance", get_args(Distance))
def test_every_way_to_cluster_can_be_told(linkage: Linkage, distance: Distance) -> None:
    settings = Clustering("time", 2, linkage=linkage, distance=distance)
    told = sentence(notes(small_sample([TIME], COLUMNS, clustering=settings)).statements[0])
    assert "the tree was cut into 2 clusters" in told
    assert linkage.split("_")[0].lower()[:4] in told.lower()


def test_the_agreement_of_two_screeners_is_told_with_its_interval() -> None:
    agreed = agreement(["keep", "keep", "reject", "keep"], ["keep", "keep", "reject", "reject"])
    (told,) = notes(small_sample([TIME], COLUMNS), agreed=agreed).statements
    assert "They agreed on 75% of them" in sentence(told)
    assert "their agreement is 0.50 (Cohen's kappa" in sentence(told)


def screeners(both_keep, both_reject, only_first, only_second):
    first = ["keep"] * (both_keep + only_first) + ["reject"] * (both_reject + only_second)
    second = ["keep"] * both_keep + ["reject"] * (only_first + both_reject) + ["keep"] * only_second
    return agreement(first, second)


def agreement_told(agreed, *, profile="none", waiting=()):
    sample = small_sample([TIME], COLUMNS, profile=profile)
    return [sentence(one) for one in notes(sample, agreed=agreed, waiting=waiting).statements]


def test_cases_that_are_still_open_are_not_said_to_be_settled() -> None:
    agreed, still_open = screeners(30, 10, 5, 5), (Decision("r1", "keep", "reject"),)
    (told,) = agreement_told(agreed)
    assert told.endswith("Where they differed, the case was settled.")
    (told,) = agreement_told(agreed, waiting=still_open)
    assert told.endswith("Cases that are not settled yet are kept.")


def test_screeners_who_never_differed_had_nothing_to_settle() -> None:
    (told,) = agreement_told(screeners(30, 10, 0, 0))
    assert "settled" not in told
    assert "is 1.00" in told


def test_screeners_who_differed_on_few_are_not_said_to_agree_on_all() -> None:
    """58 of 60 would print 100 % in public, and by chance alone as often: kappa is -0.02."""
    few = screeners(58, 0, 1, 1)
    (told,) = agreement_told(few, profile="lt5_round5")
    assert "They differed on a few of them." in told
    assert "%" not in told
    (inside,) = agreement_told(few)
    assert "their agreement is -0.02" in inside


def test_an_agreement_of_nothing_is_never_written_below_zero() -> None:
    """One person kept all 60, so that agreement beyond chance is 0, whatever its sign."""
    (told,) = agreement_told(screeners(58, 0, 2, 0))
    assert "-0.00" not in told
    assert "−0.00" not in told


@pytest.mark.parametrize("profile", ["lt5_round5", "lt5_suppress"])
def test_published_agreement_beyond_chance_has_one_decimal_and_no_interval(profile) -> None:
    (told,) = agreement_told(screeners(30, 10, 6, 7), profile=profile)
    assert "beyond chance their agreement is 0.4 (Cohen's kappa)." in told
    found = notes(small_sample([TIME], COLUMNS, profile=profile), agreed=screeners(30, 10, 6, 7))
    assert found.statements[0].values["kappa"].value == 0.4


def test_agreement_beyond_chance_is_not_told_where_one_of_its_counts_is_hidden() -> None:
    """Kappa with the shown counts would leave only one value for the hidden one."""
    (told,) = agreement_told(screeners(30, 3, 6, 7), profile="lt5_round5")
    assert "They agreed on" in told
    assert "kappa" not in told


def test_agreement_that_has_no_value_is_left_out() -> None:
    agreed = agreement(["keep", "keep"], ["keep", "keep"])
    assert notes(small_sample([TIME], COLUMNS), agreed=agreed).statements == ()

"""The method chapter counts every doubt and every recode, and says how segments were found."""

from typing import get_args

import pytest

from tests.survey.small_samples import small_sample
from theodolite.display import sentence
from theodolite.evidence.table import Table
from theodolite.survey.agreement import agreement
from theodolite.survey.clustering import Distance, Linkage
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


def notes(sample, *, quality=NO_DOUBT, recodes=(), agreed=None):
    screened = Screened(sample.answers, (), sample.answers.size, (), agreed, (), (), 0, ())
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


def test_agreement_that_has_no_value_is_left_out() -> None:
    agreed = agreement(["keep", "keep"], ["keep", "keep"])
    assert notes(small_sample([TIME], COLUMNS), agreed=agreed).statements == ()

"""How work is recognised and covered is told with the numbers of the tables beside it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.survey.small_samples import small_sample
from theodolite.display import sentence
from theodolite.evidence.estimate import Estimate
from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.survey.cover import cover_statements, recognition_tables
from theodolite.survey.plan import Cover, Weighting
from theodolite.survey.population import weighted_to
from theodolite.survey.questionnaire import Option, Question
from theodolite.survey.sample import Sample

YES_NO = (Option("Yes"), Option("No"), Option("Not sure"))
IN_JOB = Question("in_job", "In the job description", "single", options=YES_NO)
IN_SYSTEM = Question("in_system", "In the quality system", "single", options=YES_NO)
GROUP = Question(
    "group", "NHS group", "single", options=(Option("a", "Alpha"), Option("b", "Beta"))
)
SITE = Question("site", "Site", "text")


def sample_of(
    in_job: Sequence[str | None], in_system: Sequence[str | None], profile: str = "none"
) -> Sample:
    groups = ["a" if i < len(in_job) / 2 else "b" for i in range(len(in_job))]
    columns = {
        "in_job": in_job,
        "in_system": in_system,
        "group": groups,
        "site": ["x"] * len(in_job),
    }
    return small_sample([IN_JOB, IN_SYSTEM, GROUP, SITE], columns, profile=profile)


def said(sample: Sample, plan: Cover) -> list[str]:
    return [sentence(one) for one in cover_statements(sample, plan)]


def test_work_outside_the_job_description_is_a_share_of_those_who_answered() -> None:
    sample = sample_of(["No", "Yes", None, "No", "Not sure"], ["Yes"] * 5)
    (told,) = said(sample, Cover(in_job_description="in_job"))
    assert told == (
        "Respondents who do this work outside their job description: 2 of the 4 who answered (50%)."
    )
    (table,) = recognition_tables(sample, Cover(in_job_description="in_job", by="group"))
    (no,) = (row for row in table.rows() if row.label == "No")
    assert no.cells[-1][0] is not None
    assert no.cells[-1][0].value == 0.5


def test_quality_systems_are_compared_between_the_highest_and_the_lowest() -> None:
    sample = sample_of(["Yes"] * 6, ["Yes", "Yes", "No", "Yes", "No", None])
    (told,) = said(sample, Cover(in_quality_system="in_system", by="group"))
    assert told == (
        "By NHS group, the share whose work is within a quality management system is highest in"
        " Alpha (67%) and lowest in Beta (50%)."
    )


def test_equal_shares_are_not_told_as_highest_and_lowest() -> None:
    sample = sample_of(["Yes"] * 4, ["Yes", "No", "Yes", "No"])
    assert said(sample, Cover(in_quality_system="in_system", by="group")) == []


def grouped(alpha: tuple[int, int], beta: tuple[int, int], gamma: int = 0) -> Sample:
    """Yes and No of each group in public; `gamma` more say Yes in a third group."""
    three = Question(
        "group", "NHS group", "single", options=(Option("a"), Option("b"), Option("c"))
    )
    columns = {
        "group": ["a"] * sum(alpha) + ["b"] * sum(beta) + ["c"] * gamma,
        "in_system": [
            *("Yes" if i < yes else "No" for yes, no in (alpha, beta) for i in range(yes + no)),
            *["Yes"] * gamma,
        ],
    }
    return small_sample([three, IN_SYSTEM], columns, profile="lt5_round5")


QUALITY = Cover(in_quality_system="in_system", by="group")


def test_shares_that_rounding_cannot_tell_apart_are_not_ranked() -> None:
    """22 of 42 and 24 of 41 print 50 % and 63 %, but may be 55 % and 51 %."""
    assert said(grouped((22, 20), (24, 17)), QUALITY) == []
    (told,) = said(grouped((10, 30), (30, 10)), QUALITY)
    assert "highest in b (75%) and lowest in a (25%)." in told


def test_all_that_may_be_the_highest_are_named() -> None:
    """10 of 10 print 100 % but may be 8 of 12, no more than 30 of 40 may be."""
    (told,) = said(grouped((30, 10), (10, 30), gamma=10), QUALITY)
    assert "highest in c (100%) or a (75%) and lowest in b (25%)." in told


def test_a_superlative_beside_hidden_groups_says_that_it_is_of_those_shown() -> None:
    (told,) = said(grouped((10, 30), (30, 10), gamma=3), QUALITY)
    assert "is, of those that may be shown, highest in b (75%) and lowest in a (25%)." in told


def test_nothing_is_said_of_a_question_that_nobody_answered() -> None:
    sample = sample_of([None] * 4, [None] * 4)
    assert said(sample, Cover(in_job_description="in_job", in_quality_system="in_system")) == []


def test_a_count_stands_beside_its_own_share_also_where_shares_are_weighted() -> None:
    """30 of 40 print 75 %, whatever they weigh; the weighted share is named as such."""
    plain = sample_of(["No"] * 30 + ["Yes"] * 10, ["Yes"] * 40)
    margins = Weighting({"in_job": {"Yes": 500, "No": 500}}, "a register")
    sample = replace(plain, population=weighted_to(plain.answers, margins))
    (told,) = said(sample, Cover(in_job_description="in_job"))
    assert told.endswith("30 of the 40 who answered (75%); weighted, 50%.")


def test_sole_representatives_are_counted_not_weighted() -> None:
    names = ["Leeds", "York", "York", None]
    plain = small_sample([SITE, IN_JOB], {"site": names, "in_job": ["Yes", "No", "No", "No"]})
    margins = Weighting({"in_job": {"Yes": 500, "No": 500}}, "a register")
    sample = replace(plain, population=weighted_to(plain.answers, margins))
    (told,) = said(sample, Cover(institution="site"))
    assert told == (
        "Respondents who are the only one from their institution: 1 of 4 (25%). Nobody in this"
        " survey would cover for them. Respondents who did not name it: 1 (25%). Who would cover"
        " for them cannot be told."
    )


def test_hidden_shares_are_not_compared() -> None:
    sample = sample_of(["Yes"] * 8, ["Yes", "No"] * 4, profile="lt5_round5")
    assert said(sample, Cover(in_quality_system="in_system", by="group")) == []


def test_an_institution_is_one_however_it_is_typed() -> None:
    names = ["Leeds General", "leeds  general ", "York", None, "Bath", "Bath"]
    sample = small_sample([SITE], {"site": names})
    (told,) = cover_statements(sample, Cover(institution="site"))
    sole, unnamed = told.values["sole"], told.values["unnamed"]
    assert isinstance(sole, Estimate)
    assert isinstance(unnamed, Estimate)
    assert (sole.count, unnamed.count) == (1, 1)


@pytest.mark.parametrize(
    ("plan", "said_so"),
    [
        (Cover(in_job_description="site"), "of kind 'text'.*'single'"),
        (Cover(institution="in_jobs"), "Did you mean 'in_job'"),
        (Cover(in_job_description="in_job", no=("Nope",)), "Did you mean 'No'"),
    ],
)
def test_a_question_that_does_not_fit_is_refused(plan: Cover, said_so: str) -> None:
    with pytest.raises((UnusableSettings, UnknownName), match=said_so):
        cover_statements(sample_of(["Yes"], ["Yes"]), plan)

"""How work is recognised and covered is told with the numbers of the tables beside it."""

from collections.abc import Sequence

import pytest

from tests.survey.small_samples import small_sample
from theodolite.display import sentence
from theodolite.evidence.estimate import Estimate
from theodolite.survey.cover import cover_statements, recognition_tables
from theodolite.survey.errors import UnknownName, UnusableSettings
from theodolite.survey.plan import Cover
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
    assert told.startswith("2 of the 4 respondents who answered (50%)")
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

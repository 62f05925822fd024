"""What is said of each segment: what sets it apart, and nothing where nothing does."""

from tests.survey.small_samples import small_sample
from theodolite.display import sentence
from theodolite.survey.plan import Clustering, NamedSegment
from theodolite.survey.profiles import characteristics
from theodolite.survey.questionnaire import Option, Part, Question

TIME = Question("time", "Time", "share", parts=(Part("code"), Part("teach")))
JOB = Question("job", "Job", "single", options=(Option("p"), Option("e"), Option("q")))
COLUMNS = {
    "time.code": [90.0] * 3 + [10.0],
    "time.teach": [10.0] * 3 + [90.0],
    "job": ["p", "p", "e", "e"],
}


def told(*, profile="none", described="", columns=COLUMNS):
    named = (NamedSegment("Coders", (1,)), NamedSegment("Teachers", (2,), description=described))
    sample = small_sample(
        [TIME, JOB], columns, profile=profile, clustering=Clustering("time", 2), named=named
    )
    return [sentence(one) for one in characteristics(sample, ["job"])]


def test_a_segment_is_told_with_the_answers_it_gives_more_and_less_often():
    coders, teachers = told()
    assert coders == (
        "Coders (respondents: 3). More often than among all respondents: Job: p (67% against"
        " 50%). Less often than among all respondents: Job: e (33% against 50%)."
    )
    assert teachers.startswith("Teachers (respondents: 1). More often")


def test_a_segment_that_nothing_sets_apart_has_no_profile():
    alike = COLUMNS | {"job": ["p"] * 4}
    assert told(columns=alike) == []
    (described,) = told(columns=alike, described="They teach.")
    assert described == "Teachers (respondents: 1). They teach."


def test_a_segment_too_small_to_be_shown_is_said_to_be_so():
    assert (
        told(profile="lt5_round5") == ["One segment is too small for its profile to be shown."] * 2
    )

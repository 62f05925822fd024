"""What a segment's work asks for and its members lack comes first."""

import pytest

from tests.survey.small_samples import small_sample
from theodolite.display import sentence
from theodolite.evidence.estimate import share_of
from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.survey.plan import Clustering, NamedSegment, SkillsByBand, TrainingNeeds
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.sample import Sample
from theodolite.survey.training_needs import greatest_needs, skills_by_band, training_needs

TIME = Question("time", "Time", "share", parts=(Part("code"), Part("teach")))
SKILLS = Question(
    "skills", "Skills", "multiple", options=(Option("sql", "SQL"), Option("web", "Web"))
)
BAND = Question("band", "Band", "single", options=(Option("6"), Option("7")))
NAMED = (NamedSegment("Coders", (1,)), NamedSegment("Teachers", (2,)))
EXPECTED = TrainingNeeds("skills", {"Coders": ("sql", "web"), "Teachers": ("web",)})


def sample_of(profile: str = "none", times: int = 1) -> Sample:
    columns = {
        "time.code": [90.0, 85.0, 80.0, 10.0, 5.0],
        "time.teach": [10.0, 15.0, 20.0, 90.0, 95.0],
        "skills.sql": [True, True, None, False, False],
        "skills.web": [True, False, None, True, False],
        "band": ["6", "7", "7", "6", None],
    }
    return small_sample(
        [TIME, SKILLS, BAND],
        {key: values * times for key, values in columns.items()},
        profile=profile,
        clustering=Clustering("time", 2),
        named=NAMED,
    )


def test_needs_are_ranked_within_each_segment_by_who_lacks_the_skill() -> None:
    needs = training_needs(sample_of(), EXPECTED)
    assert needs.lines == (
        ("Coders", "Web", share_of(1, 2)),
        ("Coders", "SQL", share_of(0, 2)),
        ("Teachers", "Web", share_of(1, 2)),
    )


def test_the_greatest_need_of_each_segment_is_a_sentence() -> None:
    sample = sample_of()
    coders, teachers = greatest_needs(sample, training_needs(sample, EXPECTED))
    assert sentence(coders) == (
        "Coders: the greatest need is Web (50% of the respondents whose work asks for it do not"
        " hold it)."
    )
    assert sentence(teachers).startswith("Teachers: ")


def test_needs_of_few_are_neither_ranked_nor_told() -> None:
    sample = sample_of("lt5_round5")
    needs = training_needs(sample, EXPECTED)
    assert [one.shown for _, _, one in needs.lines] == [False, False, False]
    assert greatest_needs(sample, needs) == ()


def public(sql: int, web: int, hidden: int = 0) -> Sample:
    """40 coders of whom so many lack each skill, `hidden` of them R as well, and 40 teachers."""
    skills = Question(
        "skills", "Skills", "multiple", options=(Option("sql"), Option("web"), Option("r"))
    )
    lacking = {"sql": sql, "web": web, "r": hidden}
    columns = {
        "time.code": [90.0] * 40 + [10.0] * 40,
        "time.teach": [10.0] * 40 + [90.0] * 40,
        **{f"skills.{one}": [i >= n for i in range(80)] for one, n in lacking.items()},
    }
    return small_sample(
        [TIME, skills],
        columns,
        profile="lt5_round5",
        clustering=Clustering("time", 2),
        named=NAMED,
    )


def needs_told(sample: Sample) -> list[str]:
    plan = TrainingNeeds("skills", {"Coders": ("sql", "web", "r")})
    return [sentence(one) for one in greatest_needs(sample, training_needs(sample, plan))]


def test_needs_that_rounding_cannot_tell_apart_are_named_together() -> None:
    """22 and 23 of 40 print 50 % and 63 %, though they differ by one person."""
    assert needs_told(public(22, 23)) == [
        "Coders: the greatest need is web (63% of the respondents whose work asks for it do not"
        " hold it) or sql (50%)."
    ]


def test_the_greatest_need_beside_hidden_ones_is_that_of_those_that_may_be_shown() -> None:
    (told,) = needs_told(public(10, 30, hidden=2))
    assert told.startswith("Coders: of the needs that may be shown, the greatest is web (75%")


def test_where_nobody_lacks_a_skill_there_is_no_need() -> None:
    assert needs_told(public(0, 0)) == []


def test_hidden_numbers_do_not_order_the_ranking() -> None:
    """Alphabetical where nothing may be told, so that the order gives nothing away."""
    needs = training_needs(sample_of("lt5_round5"), EXPECTED)
    assert [skill for segment, skill, _ in needs.lines if segment == "Coders"] == ["SQL", "Web"]


def test_skills_follow_the_bands_in_their_order() -> None:
    table = skills_by_band(sample_of(), SkillsByBand("skills", ("web",), "band"))
    assert table.columns == ("6", "7", "All")
    web = next(row for row in table.rows() if row.label == "Web")
    assert [cell.value for (cell,) in web.cells if cell is not None] == [1.0, 0.0, 0.5]


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (TrainingNeeds("skills", {"Coder": ("sql",)}), "Did you mean 'Coders'"),
        (TrainingNeeds("skills", {"Coders": ("sqll",)}), "Did you mean 'sql'"),
        (TrainingNeeds("band", {"Coders": ("6",)}), "of kind 'single'"),
        (TrainingNeeds("skill", {}), "Did you mean 'skills'"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(plan: TrainingNeeds, said: str) -> None:
    with pytest.raises((UnknownName, UnusableSettings), match=said):
        training_needs(sample_of(), plan)
